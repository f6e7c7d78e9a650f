"""A draft is what was typed last; an older tab never overwrites a newer one."""

from __future__ import annotations

import random
from typing import Any

import pytest

from course.errors import BadInput, NotFound, StaleDraft, TooLong
from course.installation import Installation
from course.study.drafts import DraftText
from tests.course.study.desk import desk


def test_a_draft_comes_back_as_it_was_typed(installation: Installation) -> None:
    her = desk(installation)
    assert her.draft() is None
    text = "I was late.\r\n\tTwice \U0001f926 <b>x</b> {{y}} '; -- \x00"
    assert her.save(text, 1) == 1
    assert her.draft() == DraftText(text, 1)


def test_saving_the_same_again_changes_nothing(installation: Installation) -> None:
    her = desk(installation)
    her.save("one", 1)
    assert her.save("one", 1) == 1
    assert her.draft() == DraftText("one", 1)


def test_an_equal_or_lower_revision_with_other_words_is_refused(
    installation: Installation,
) -> None:
    her = desk(installation)
    her.save("newer", 5)
    for revision in (1, 4, 5):
        with pytest.raises(StaleDraft):
            her.save("older", revision)
    assert her.draft() == DraftText("newer", 5)


def test_a_tab_left_behind_is_refused_however_high_it_counted(installation: Installation) -> None:
    her = desk(installation)
    her.save("both began here", 1, tab="a", base=0)
    her.save("the newer words", 2, tab="b", base=1)
    with pytest.raises(StaleDraft):
        her.save("the older words", 90, tab="a", base=1)
    assert her.draft() == DraftText("the newer words", 2)


def test_a_tab_may_follow_itself_when_an_answer_was_lost(installation: Installation) -> None:
    her = desk(installation)
    her.save("I", 1, tab="a", base=0)
    her.save("I was", 2, tab="a", base=1)
    assert her.save("I was late", 3, tab="a", base=1) == 3
    assert her.draft() == DraftText("I was late", 3)


def test_a_patch_changes_the_text_it_was_made_for(installation: Installation) -> None:
    her = desk(installation)
    her.save("\U0001f600 I was late", 1)
    assert her.patch(1, (4, 3, "am"), 2) == 2
    assert her.draft() == DraftText("\U0001f600 I am late", 2)
    her.patch(2, (0, 2, ""), 3)
    assert her.draft() == DraftText("I am late", 3)


def test_a_patch_on_another_base_is_refused(installation: Installation) -> None:
    her = desk(installation)
    her.save("one", 1)
    her.save("two", 2)
    wrong: list[tuple[int, tuple[int, int, str], dict[str, Any]]] = [
        (1, (0, 0, "x"), {}),
        (3, (0, 0, "x"), {}),
        (2, (0, 4, "x"), {}),
        (2, (4, 0, "x"), {}),
        (2, (0, 0, "x"), {"length": 4}),
    ]
    for base, change, how in wrong:
        with pytest.raises(StaleDraft):
            her.patch(base, change, 9, **how)
    assert her.draft() == DraftText("two", 2)


def test_a_closing_tab_may_build_on_what_it_knew_before_its_last_save(
    installation: Installation,
) -> None:
    her = desk(installation)
    her.save("I was", 1, tab="a", base=0)
    her.save("I was la", 2, tab="a", base=1)  # stored, but the answer never reached the tab
    assert her.patch(1, (5, 0, " late"), 3, tab="a", length=5) == 3
    assert her.draft() == DraftText("I was late", 3)
    # The same message once more, as a browser may send it.
    assert her.patch(2, (8, 0, "te"), 3, tab="a", length=8) == 3
    her.save("Another tab's words", 4, tab="b", base=3)
    with pytest.raises(StaleDraft):
        her.patch(3, (0, 0, "x"), 5, tab="a")
    assert her.draft() == DraftText("Another tab's words", 4)


def test_a_first_patch_may_begin_an_empty_box(installation: Installation) -> None:
    her = desk(installation)
    emoji = "\U0001f926" * 20_000
    assert her.patch(0, (0, 0, emoji), 1, length=0) == 1
    assert her.draft() == DraftText(emoji, 1)


def test_200_stale_tab_interleavings_never_lose_newer_words(
    sqlite_installation: Installation,
) -> None:
    her = desk(sqlite_installation)
    chance = random.Random(16)
    newest, held = 0, ""
    known = {"a": 0, "b": 0}
    for number in range(200):
        tab = chance.choice("ab")
        if chance.random() < 0.1:
            known[tab] = newest  # this tab is reloaded
        revision, text = known[tab] + 1, f"{tab} {number}"
        how: dict[str, Any] = {"tab": tab, "base": known[tab]} if number % 2 else {}
        try:
            known[tab] = her.save(text, revision, **how)
            newest, held = revision, text
        except StaleDraft:
            assert revision <= newest
        assert her.draft() == DraftText(held, newest)
    assert newest > 40


def test_20_000_characters_fit_and_one_more_is_refused_whole(installation: Installation) -> None:
    her = desk(installation)
    full = "\U0001f926" * 20_000
    her.save(full, 1)
    with pytest.raises(TooLong) as refused:
        her.save(full + "x", 2)
    assert refused.value.sentence == (
        "This is 20,001 characters long and the box holds 20,000. "
        "Nothing was cut or stored: shorten it and it will be saved."
    )
    with pytest.raises(TooLong):
        her.patch(1, (0, 0, "x"), 2)
    assert her.draft() == DraftText(full, 1)


@pytest.mark.parametrize(
    "box",
    ["", "first", "first/", "/case", "first/quiz", "first/case/note", "first/anew", "none/case",
     "first/anew/none", "first/case/text/x", "first/../case", None, 7],
)  # fmt: skip
def test_a_box_that_is_not_there_is_not_found(sqlite_installation: Installation, box: str) -> None:
    with pytest.raises(NotFound):
        desk(sqlite_installation).save("x", 1, box=box)


def test_each_way_to_name_a_box_is_one_box(sqlite_installation: Installation) -> None:
    her = desk(sqlite_installation)
    her.save("a", 1, box="first/count/note")
    assert her.draft("first/count") == DraftText("a", 1)
    her.save("b", 1, box="first/anew/who")
    assert her.draft("first/anew/what") is None


@pytest.mark.parametrize("revision", [0, -1, True, "1", None, 2**31, 1.0])
def test_a_revision_that_is_none_is_refused(
    sqlite_installation: Installation, revision: int
) -> None:
    her = desk(sqlite_installation)
    with pytest.raises(BadInput):
        her.save("x", revision)
    assert her.draft() is None


def test_half_a_character_is_refused(sqlite_installation: Installation) -> None:
    with pytest.raises(BadInput):
        desk(sqlite_installation).save("\ud83d", 1)
