"""What a learner takes away is filled with their own words, and holds no more than they chose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from course.errors import BadInput, NotFound, StaleDraft, TooLong
from course.installation import Installation
from course.paper.render import render
from course.study import printing, reflections, reply_ratings, take_away
from course.study.take_away import NextSteps, RepairCard
from db.tables.answers import Sheet
from db.tables.cohort import Cohort
from tests.clock import HandClock
from tests.content import our_course
from tests.course.study.coming import Coming, coming
from tests.paper_text import text_of

CASE, INTENTION = "first/case", "first/next-time"
HOSTILE = 'I was late. "That" is #mine *to* mend, $x$ <b>\\ and שלום 🙂.'


@pytest.fixture
def her(installation: Installation, clock: HandClock) -> Coming:
    return coming(installation, clock)


def _card(her: Coming) -> RepairCard:
    with her.installation.reading() as work:
        return take_away.repair_card(work, her.her.viewer, her.her.cohort_id)


def _steps(her: Coming) -> NextSteps:
    with her.installation.reading() as work:
        return take_away.next_steps(work, her.her.viewer, her.her.cohort_id)


def _choose(her: Coming, ref: str, skill: str = "own") -> None:
    with her.installation.writing() as work:
        take_away.choose(work, her.her.viewer, her.her.cohort_id, skill, ref)


def _write(her: Coming, column: str, text: str, before: str = "") -> None:
    with her.installation.writing() as work:
        take_away.write_steps(work, her.her.viewer, her.her.cohort_id, column, text, before)


def _add(her: Coming, column: str, ref: str) -> None:
    with her.installation.writing() as work:
        take_away.add_step(work, her.her.viewer, her.her.cohort_id, column, ref)


def _rated(her: Coming, text: str = "I was late. It was mine.", words: str = "It was mine.") -> str:
    her.answer(CASE, text)
    where = (her.her.viewer, her.her.cohort_id, "first", "case", 1, "first")
    with her.installation.writing() as work:
        reply_ratings.rate(work, *where, {"notice": 2, "own": 4}, {"own": words})
    return f"{CASE}/1/first"


def printed(her: Coming, name: str) -> str:
    with her.installation.reading() as work:
        sheet = printing.sheet(work, her.her.viewer, her.her.cohort_id, name)
    return text_of(render(sheet.template, sheet.data))


def test_the_card_offers_words_that_showed_a_four_or_five_then_intentions(her: Coming) -> None:
    assert _card(her).moves[0].offered == ()
    ref = _rated(her)
    her.answer(INTENTION, "Next time I wait.")
    offered = _card(her).moves[0].offered
    assert [(one.ref, one.text) for one in offered] == [
        (ref, "It was mine."),
        (INTENTION, "Next time I wait."),
    ]


def test_the_words_that_are_chosen_stand_on_the_card_and_can_be_taken_off(her: Coming) -> None:
    ref = _rated(her)
    _choose(her, ref)
    chosen = _card(her).moves[0].chosen
    assert chosen is not None
    assert chosen.text == "It was mine."
    _choose(her, "")
    assert _card(her).moves[0].chosen is None


def test_only_words_of_ones_own_can_be_chosen(her: Coming) -> None:
    _rated(her)
    for skill, ref in (("own", "first/case/2/first"), ("own", INTENTION), ("odd", ""), ("", "x")):
        with pytest.raises(NotFound):
            _choose(her, ref, skill)


def test_words_that_are_deleted_are_gone_from_the_card(her: Coming) -> None:
    _choose(her, _rated(her))
    with her.installation.writing() as work:
        reflections.delete(work, her.her.viewer, her.her.cohort_id, "first", "case")
    assert _card(her).moves[0].chosen is None
    assert "It was mine." not in printed(her, "repair-card")


def test_next_steps_are_filled_from_what_was_written_and_edited(her: Coming) -> None:
    her.answer(INTENTION, "Next time I wait.")
    her.answer("first/anew", {"lines": {"who": "Her", "what": "To ask", "how": "Slowly"}})
    her.answer("first/thought", "I hurry.")
    steps = _steps(her)
    assert [(one.ref, one.text) for one in steps.offered] == [
        ("first/thought", "I hurry."),
        (INTENTION, "Next time I wait."),
        ("first/anew", "Her\nTo ask\nSlowly"),
    ]
    _add(her, "me", INTENTION)
    _add(her, "me", INTENTION)  # a double tap
    _add(her, "me", "first/thought")
    _add(her, "client", "first/anew")
    assert (_steps(her).me, _steps(her).client) == (
        "Next time I wait.\n\nI hurry.",
        "Her\nTo ask\nSlowly",
    )
    _write(her, "me", "Only this.", "Next time I wait.\n\nI hurry.")
    assert _steps(her).me == "Only this."
    with pytest.raises(NotFound):
        _add(her, "me", "first/case")
    with pytest.raises(BadInput):
        _write(her, "them", "Words")
    with pytest.raises(TooLong):
        _write(her, "me", "x" * 20_001, "Only this.")
    assert _steps(her).me == "Only this."


def test_an_older_tab_never_overwrites_a_newer_one(her: Coming) -> None:
    _write(her, "me", "Newer")
    with pytest.raises(StaleDraft):
        _write(her, "me", "From an older tab", "")
    _write(her, "me", "Newer", "")  # the same words again are no harm
    assert _steps(her).me == "Newer"


def test_an_emptied_sheet_leaves_no_row(her: Coming) -> None:
    _write(her, "me", "Words")
    _write(her, "me", " ", "Words")
    with her.installation.reading() as work:
        assert work.db.query(Sheet).count() == 0


def test_what_is_kept_is_sealed(her: Coming) -> None:
    _write(her, "me", "Words of hers")
    with her.installation.reading() as work:
        row = work.db.query(Sheet).one()
    assert (row.name, row.sealed[:3]) == ("next-steps", "v1.")
    assert set(Sheet.__table__.columns.keys()) == {"pid", "name", "sealed"}


def test_the_printed_card_holds_the_moves_and_the_chosen_words_literally(her: Coming) -> None:
    said = 'It is #mine *to* mend, "yes", $x$ <b>\\ Łódź 🙂.'
    _choose(her, _rated(her, f"I was late. {said}", said))
    lines = printed(her, "repair-card").split("\n")
    assert lines[:3] == ["Repair card", "Stop when they have had enough.", "1. Own"]
    assert said in lines
    assert "What did I do? Say it." in lines


def test_printed_next_steps_hold_both_columns_literally(her: Coming) -> None:
    _write(her, "me", HOSTILE.replace("שלום", "Привет"))
    _write(her, "client", "שלום")
    lines = printed(her, "next-steps").split("\n")
    whole = " ".join(lines)
    assert "For me" in lines
    assert "For my client" in lines
    for part in ('"That" is #mine *to* mend', "$x$ <b>\\ and", "Привет 🙂.", "שלום"):
        assert part in whole, lines


def test_without_words_a_printed_column_is_ruled_for_writing_by_hand(her: Coming) -> None:
    assert printed(her, "next-steps").count("Nothing yet. Write here by hand.") == 2


def test_who_to_tell_holds_routes_and_the_cohorts_own_contacts(her: Coming) -> None:
    lines = printed(her, "who-to-tell").split("\n")
    assert "Green. A small miss." in lines
    assert "1.Say so." in lines
    assert "Welfare: Welfare desk, 01632 960001" in lines
    assert "What may bind you" not in lines  # this small course speaks of no duty


def test_a_sheet_of_another_name_is_not_found(her: Coming) -> None:
    for name in ("", "page", "sheet", "../page", "repair_card"):
        with pytest.raises(NotFound):
            printed(her, name)


@pytest.mark.parametrize(
    ("place", "said", "unsaid"),
    [
        ("england", "In England, providers of regulated care are reported", "United States"),
        ("us", "In the United States, the laws on apologies", "Compensation Act"),
        (None, "Find out on a calm day what binds you.", "In England"),
    ],
)
def test_law_and_duty_are_said_only_where_they_hold(
    sqlite_installation: Installation,
    clock: HandClock,
    place: str | None,
    said: str,
    unsaid: str,
) -> None:
    ours = replace(sqlite_installation, catalogue=our_course())
    her = coming(ours, clock)
    with ours.writing() as work:
        cohort = work.db.get(Cohort, her.her.cohort_id)
        assert cohort is not None
        cohort.place = place
    with ours.reading() as work:
        found = take_away.who_to_tell(work, her.her.viewer, her.her.cohort_id)
    text = " ".join(found.duties)
    assert said in text
    assert unsaid not in text
    assert {key for key, _ in found.sources} == (
        {"england": {"R24", "R25", "R26", "R28"}, "us": {"R27"}}.get(place or "", set())
    )


def test_our_own_card_has_a_move_for_each_skill_and_a_route_for_each_colour() -> None:
    catalogue = our_course()
    assert catalogue.aids is not None
    assert [move.skill for move in catalogue.aids.moves] == [
        skill.id for skill in catalogue.rubric.skills
    ]
    assert [route.colour for route in catalogue.aids.routes] == ["green", "amber", "red", "unsure"]
