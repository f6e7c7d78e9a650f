"""One attempt shown to one person: exactly that, for two weeks, and only through its link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from course import erasing
from course.errors import BadInput, NotFound
from course.installation import Installation
from course.study import reflections, showing, shown
from course.study.reading import Page
from course.study.shown import Shown
from course.study.shown_item import Asked, Item
from db.tables.showing import Shown as ShownRow
from tests import world
from tests.clock import START, HandClock
from tests.course.study.desk import desk
from tests.course.study.shower import WORDS, Shower, read, send, shower, token_of

NOTICE = Asked("notice", "Notice", tuple(f"notice {n}" for n in range(1, 6)))
OWN = Asked("own", "Own", tuple(f"own {n}" for n in range(1, 6)))


def test_the_reader_sees_that_attempt_and_its_case_and_no_more(installation: Installation) -> None:
    her = shower(installation)
    her.desk.submit("Other words", exercise="thought")
    one = her.show(reader="Priya Nair")
    item = Item(
        title="A case",
        case=(("The case", "You began late."), ("The client", "It's fine.")),
        texts=(("", WORDS),),
        skills=(NOTICE, OWN),
        sender="",
        reader="Priya Nair",
    )
    assert read(installation, token_of(one)) == Page(item, START + timedelta(days=14), None)
    assert one == Shown(one.id, item, START, START + timedelta(days=14), one.url, None, {})


def test_the_preview_is_what_is_sent_but_for_the_names(installation: Installation) -> None:
    her = shower(installation)
    with installation.reading() as work:
        seen = showing.preview(work, her.desk.viewer, her.desk.cohort_id, "first", "case", 1)
    sent = read(installation, token_of(her.show(reader="P", sender="Sam"))).item
    assert replace(sent, reader="", sender="") == seen.item
    assert (sent.reader, sent.sender) == ("P", "Sam")


def test_a_case_taken_more_gently_is_shown_as_it_was_answered(installation: Installation) -> None:
    her = Shower(desk(installation))
    her.desk.submit({"text": "Hm.", "taken": {"gentler": True}}, exercise="strong")
    item = read(installation, token_of(her.show("strong"))).item
    assert item.case == (("The case", "You began late."), ("The client", "Perhaps."))


def test_lines_and_reflections_are_shown_with_what_was_asked_and_ask_for_no_marks(
    installation: Installation,
) -> None:
    her = Shower(desk(installation))
    her.desk.submit({"lines": {"who": "Ana", "what": "Slower", "how": "Kindly"}}, exercise="anew")
    item = read(installation, token_of(her.show("anew"))).item
    assert item.case == (("What was asked", "Look again"),)
    assert item.texts == (
        ("Who was affected", "Ana"),
        ("What I learned", "Slower"),
        ("How I will relate", "Kindly"),
    )
    assert item.skills == ()


def test_what_was_written_for_a_lesson_that_left_the_course_is_shown_alone(
    sqlite_installation: Installation,
) -> None:
    her = shower(sqlite_installation)
    one = her.show()
    with sqlite_installation.writing() as work:
        work.db.execute(text("UPDATE attempt SET lesson_id = 'gone', edition = 'gone'"))
    [seen] = her.mine()
    assert (seen.id, seen.url) == (one.id, one.url)
    assert (seen.item.case, seen.item.texts, seen.item.skills) == ((), (("", WORDS),), ())


def test_what_holds_no_words_can_not_be_shown(installation: Installation) -> None:
    her = Shower(desk(installation))
    her.desk.submit({"passed": True})
    her.desk.submit({"choices": {"q1": "a"}}, exercise="quiz")
    for exercise, number in (("case", 1), ("case", 2), ("quiz", 1), ("none", 1)):
        with pytest.raises(NotFound):
            her.show(exercise, number)
    assert her.mine() == ()


def test_a_second_tap_makes_no_second_link_and_a_second_wish_does(
    installation: Installation,
) -> None:
    her = shower(installation)
    where = (her.desk.cohort_id, "first", "case", 1)
    with installation.reading() as work:
        key = showing.preview(work, her.desk.viewer, *where).key
    made = set()
    for _ in range(2):
        with installation.writing() as work:
            made.add(showing.show(work, her.desk.viewer, *where, "Priya", key))
    assert [one.id for one in her.mine()] == list(made)
    her.show(reader="Ben")
    assert sorted(one.item.reader for one in her.mine()) == ["Ben", "Priya"]
    assert len({one.url for one in her.mine()}) == 2


@pytest.mark.parametrize(
    ("reader", "sender", "said"),
    [
        ("  ", "", "Say who it is for. A name is enough."),
        ("x" * 121, "", "A name can have 120 characters here at most."),
        ("Pri\u202eya", "", "The name has characters that can't be seen. Type it again."),
        ("Priya", "S\x07m", "The name has characters that can't be seen. Type it again."),
    ],
)
def test_a_name_that_can_not_be_used_is_said_so_and_nothing_is_made(
    sqlite_installation: Installation, reader: str, sender: str, said: str
) -> None:
    her = shower(sqlite_installation)
    with pytest.raises(BadInput) as refused:
        her.show(reader=reader, sender=sender)
    assert refused.value.sentence == said
    assert her.mine() == ()


def test_the_link_works_for_two_weeks_and_not_a_second_more(
    installation: Installation, clock: HandClock
) -> None:
    her = shower(installation)
    token = token_of(her.show())
    clock.move(days=14, seconds=-1)
    assert read(installation, token).item.texts == (("", WORDS),)
    clock.move(seconds=1)
    with pytest.raises(NotFound):
        read(installation, token)
    with pytest.raises(NotFound):
        send(installation, token)


def erase(her: Shower) -> None:
    with her.desk.installation.writing() as work:
        erasing.erase(work, her.desk.viewer.account_id)


def delete(her: Shower) -> None:
    with her.desk.installation.writing() as work:
        reflections.delete(work, her.desk.viewer, her.desk.cohort_id, "first", "case")


ENDS: dict[str, Callable[[Shower, Shown], None]] = {
    "it is ended": lambda her, one: her.end(one),
    "it is removed": lambda her, one: her.remove(one),
    "the attempt is deleted": lambda her, _: delete(her),
    "the learner is erased": lambda her, _: erase(her),
}


@pytest.mark.parametrize("how", ENDS)
@pytest.mark.parametrize("answered", [False, True])
def test_the_link_opens_nothing_once(installation: Installation, how: str, answered: bool) -> None:
    her = shower(installation)
    one = her.show()
    token = token_of(one)
    if answered:
        send(installation, token)
    ENDS[how](her, one)
    with pytest.raises(NotFound):
        read(installation, token)
    with pytest.raises(NotFound):
        send(installation, token)
    with installation.reading() as work:
        left = work.db.scalars(select(ShownRow)).all()
        kept = how == "it is ended" and answered
        assert len(left) == kept
        assert [(row.token_hash, row.item) for row in left] == [(None, None)] * kept


def test_once_a_day_what_ended_links_showed_is_removed_and_what_came_back_stays(
    installation: Installation, clock: HandClock
) -> None:
    her = shower(installation)
    her.desk.submit("Second try")
    answered, silent = her.show(), her.show(number=2)
    send(installation, token_of(answered))
    clock.move(days=1)
    fresh = her.show(reader="Ben")
    clock.move(days=13)
    with installation.writing() as work:
        assert showing.forget_over(work) == 2
        assert showing.forget_over(work) == 0
    assert [one.id for one in her.mine()] == [fresh.id, answered.id]
    assert silent.id not in {one.id for one in her.mine()}
    kept = her.mine()[1]
    assert kept.url is None
    assert kept.reading is not None
    assert kept.reading.keep == "The plain sorry."


def test_another_learner_and_the_instructor_find_nothing(installation: Installation) -> None:
    her = shower(installation)
    one = her.show()
    with installation.writing() as work:
        fellow = world.someone(work, her.desk.cohort_id, name="Fellow")
        assert shown.mine(work, fellow, her.desk.cohort_id) == ()
        for act in (showing.end, showing.remove):
            with pytest.raises(NotFound):
                act(work, fellow, her.desk.cohort_id, one.id)
    assert her.mine() == (one,)
