"""A link made on the server: the exception, and how its holder comes to know of it."""

from __future__ import annotations

import pytest

from course.access import recognise
from course.errors import BadInput
from course.installation import Installation
from course.signing import account, devices, door, server_link, sign_ins
from course.signing.door import NoSuchLink
from db.tables.identity import Account
from tests.course.signing.test_door import invite
from tests.world import cohort, someone, viewer


def test_it_ends_the_other_sign_ins_and_leaves_a_notice(installation: Installation) -> None:
    with installation.writing() as work:
        me = someone(work, name="Me Myself", email="me@example.org")
        second = sign_ins.begin(work, me.account_id, "device")
        waiting = devices.make_link(work, me).url.rsplit("/", 1)[1]
        made = server_link.make_server_link(work, "  ME@example.org ")
        assert recognise(work, second) is None
        with pytest.raises(NoSuchLink):
            door.look(work, None, waiting)
        assert "they are told" in made.sentence
        entered = door.enter(work, None, made.url.rsplit("/", 1)[1])
        assert entered.token is not None
        assert entered.phrase is None
        back = viewer(work, entered.token)
        about = account.about_me(work, back)
        assert about.notice == "A sign-in link was made on the server on 7 September 2026."
        account.dismiss_notice(work, back)
        assert account.about_me(work, back).notice is None


def test_a_person_can_be_called_by_name_if_only_one_is_called_so(
    installation: Installation,
) -> None:
    with installation.writing() as work:
        someone(work, name="Only One")
        someone(work, name="Two Alike")
        someone(work, name="Two Alike")
        assert server_link.make_server_link(work, "only one").url
        with pytest.raises(BadInput, match="email"):
            server_link.make_server_link(work, "Two Alike")
        with pytest.raises(BadInput, match="Nobody"):
            server_link.make_server_link(work, "Nobody Atall")


def test_for_somebody_invited_it_is_their_invitation(installation: Installation) -> None:
    with installation.writing() as work:
        token = invite(work, cohort(work))
        made = server_link.make_server_link(work, "invented learner")
        assert made.url.endswith(f"/enter/{token}")
        assert "have not joined yet" in made.sentence


def test_an_account_that_never_signed_in_joins_by_it(installation: Installation) -> None:
    with installation.writing() as work:
        row = Account(name="Prepared", joined=False)
        work.db.add(row)
        work.db.flush()
        made = server_link.link_into(work, row.id)
        assert "have not signed in yet" in made.sentence
        entered = door.enter(work, None, made.url.rsplit("/", 1)[1])
        assert entered.phrase is not None
        assert entered.token is not None
        assert account.about_me(work, viewer(work, entered.token)).notice is None
