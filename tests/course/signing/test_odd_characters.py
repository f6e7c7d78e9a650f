"""Characters nobody sees: refused where they would be kept, harmless where they are looked for."""

from __future__ import annotations

import pytest

from course.errors import BadInput
from course.installation import Installation
from course.signing import account, coming_back
from tests.world import someone

ODD_NAMES = ["An\0na", "An\u202ena", "\u2066Anna", "An\x07na"]


def test_an_address_with_a_null_is_nobodys_and_breaks_nothing(installation: Installation) -> None:
    posted: list[str] = []
    with installation.writing() as work:
        with pytest.raises(BadInput):
            coming_back.check_phrase(work, None, "a\0@example.org", "six words")
        with pytest.raises(BadInput):
            coming_back.by_phrase(work, None, "a\0@example.org", "six words")
        coming_back.by_mail(work, None, "\0", lambda to, *_: posted.append(to))
    assert not posted


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_name_shows_all_its_characters(installation: Installation, name: str) -> None:
    with installation.writing() as work:
        me = someone(work, name="Anna")
        with pytest.raises(BadInput):
            account.change(work, me, name, "")
        with pytest.raises(BadInput):
            account.change(work, me, "Anna", f"{name}@example.org")
        account.change(work, me, "Zoë 👩\u200d👩", "")
