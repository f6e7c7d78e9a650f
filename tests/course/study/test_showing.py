"""One attempt shown to one person: exactly that, for two weeks, and only through its link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from course import erasing
from course.access import token_hash
from course.cohort import enrolment
from course.errors import BadInput, NotFound
from course.installation import Installation
from course.study import reading, reflections, reply_ratings, showing, shown, shown_item
from course.study.reading import Page
from course.study.shown import Reading, Shown
from course.study.shown_item import Asked, Item
from db.base import Base
from db.tables.showing import Shown as ShownRow
from db.vault import CannotOpen
from tests import world
from tests.clock import START, HandClock
from tests.course.study.desk import Desk, desk

WORDS = "I was late, and I am sorry. *Not* #strong[bold] <b>"
NOTICE = Asked("notice", "Notice", tuple(f"notice {n}" for n in range(1, 6)))
OWN = Asked("own", "Own", tuple(f"own {n}" for n in range(1, 6)))


@dataclass(frozen=True)
class Shower:
    """A learner who shows things, each call in a transaction of its own."""

    desk: Desk

    def show(
        self, exercise: str = "case", number: int = 1, reader: str = "Priya", sender: str = ""
    ) -> Shown:
        here = self.desk
        where = (here.cohort_id, "first", exercise, number)
        with here.installation.reading() as work:
            key = showing.preview(work, here.viewer, *where).key
        with here.installation.writing() as work:
            made = showing.show(work, here.viewer, *where, reader, key, sender=sender)
        return next(one for one in self.mine() if one.id == made)

    def mine(self) -> tuple[Shown, ...]:
        with self.desk.installation.reading() as work:
            return shown.mine(work, self.desk.viewer, self.desk.cohort_id)

    def end(self, one: Shown) -> None:
        with self.desk.installation.writing() as work:
            showing.end(work, self.desk.viewer, self.desk.cohort_id, one.id)

    def remove(self, one: Shown) -> None:
        with self.desk.installation.writing() as work:
            showing.remove(work, self.desk.viewer, self.desk.cohort_id, one.id)


def shower(installation: Installation) -> Shower:
    her = desk(installation)
    her.submit(WORDS)
    return Shower(her)


def token_of(one: Shown) -> str:
    assert one.url is not None
    return one.url.removeprefix("http://localhost:8501/shown/")


def read(installation: Installation, token: str) -> Page:
    with installation.reading() as work:
        return reading.read(work, None, token)


def send(
    installation: Installation,
    token: str,
    keep: str = "The plain sorry.",
    next_try: str = "Name the effect.",
    **marks: int | None,
) -> None:
    with installation.writing() as work:
        reading.send(work, None, token, marks or {"notice": 2, "own": 4}, keep, next_try)


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


def test_the_learner_sees_both_marks_and_the_two_texts(installation: Installation) -> None:
    her = shower(installation)
    here = (her.desk.cohort_id, "first", "case", 1)
    for moment, marks in (("first", {"notice": 3, "own": 3}), ("again", {"notice": 1, "own": 2})):
        with installation.writing() as work:
            reply_ratings.rate(work, her.desk.viewer, *here, moment, marks, {})
    one = her.show()
    send(installation, token_of(one), "“Sorry”", "Less <b>haste</b>", notice=2, own=None)
    [seen] = her.mine()
    assert seen.own_marks == {"notice": 1, "own": 2}
    assert seen.reading == Reading(START, {"notice": 2}, "“Sorry”", "Less <b>haste</b>")
    assert read(installation, token_of(one)).sent == seen.reading


def test_what_was_sent_stays_as_it_was_sent(installation: Installation) -> None:
    her = shower(installation)
    token = token_of(her.show())
    send(installation, token, "First")
    send(installation, token, "Second")
    [seen] = her.mine()
    assert seen.reading is not None
    assert seen.reading.keep == "First"


@pytest.mark.parametrize(
    ("marks", "keep", "next_try", "said"),
    [
        ({"notice": 2}, "k", "n", "Mark each of the skills first, or say that you can't tell."),
        ({"notice": 2, "own": 3}, " ", "n", "Write one thing to keep. A few words are enough."),
        ({"notice": 2, "own": 3}, "k", "", "Write one next try. A few words are enough."),
        (
            {"notice": 2, "own": 3},
            "k" * 2001,
            "n",
            "Each of the two texts can have 2,000 characters; nothing was sent.",
        ),
    ],
)
def test_something_missing_is_said_and_nothing_is_sent(
    sqlite_installation: Installation,
    marks: dict[str, int | None],
    keep: str,
    next_try: str,
    said: str,
) -> None:
    her = shower(sqlite_installation)
    token = token_of(her.show())
    with pytest.raises(BadInput) as refused:
        send(sqlite_installation, token, keep, next_try, **marks)
    assert refused.value.sentence == said
    assert her.mine()[0].reading is None


@pytest.mark.parametrize("marks", [{"notice": 0, "own": 1}, {"notice": 6, "own": 1}, {"steady": 1}])
def test_a_mark_nobody_offered_is_refused(
    sqlite_installation: Installation, marks: dict[str, int | None]
) -> None:
    token = token_of(shower(sqlite_installation).show())
    with pytest.raises(BadInput):
        send(sqlite_installation, token, **marks)


def test_neither_the_database_nor_the_learners_key_opens_what_the_link_opens(
    installation: Installation,
) -> None:
    her = shower(installation)
    one = her.show(reader="Canary Reader", sender="Canary Sender")
    token = token_of(one)
    send(installation, token, "canary keep", "canary next")
    with installation.reading() as work:
        row = work.db.scalars(select(ShownRow)).one()
        assert row.item is not None
        assert row.token_hash == token_hash(token)
        box = shown_item.token_box(work.vault, token)
        assert shown_item.unseal(row.item, box, row.id)[0].texts == (("", WORDS),)
        learner_box = enrolment.learner_box(work, row.pid)
        for wrong in (learner_box, shown_item.token_box(work.vault, row.token_hash)):
            with pytest.raises(CannotOpen):
                shown_item.unseal(row.item, wrong, row.id)
        with pytest.raises(CannotOpen):
            work.vault.open(row.item, f"shown/{row.id}/item")
        raw = repr(work.db.execute(text("SELECT * FROM shown")).all())
    for secret in (token, "Canary", "canary", "sorry", her.desk.viewer.account_id):
        assert secret not in raw


def test_a_moved_or_forged_row_opens_nothing(installation: Installation) -> None:
    her = shower(installation)
    her.desk.submit("Second try")
    one, other = her.show(), her.show(number=2)
    with installation.writing() as work:
        swap = "UPDATE shown SET item = (SELECT item FROM shown WHERE id = :a) WHERE id = :b"
        work.db.execute(text(swap), {"a": other.id, "b": one.id})
    with pytest.raises(NotFound):
        read(installation, token_of(one))


def test_nothing_of_it_enters_a_figure(installation: Installation) -> None:
    her = shower(installation)
    before = _everything_but_shown(installation)
    token = token_of(her.show())
    read(installation, token)
    send(installation, token)
    her.end(her.mine()[0])
    assert _everything_but_shown(installation) == before


def _everything_but_shown(installation: Installation) -> dict[str, list[tuple[object, ...]]]:
    with installation.reading() as work:
        return {
            table.name: sorted((tuple(row) for row in work.db.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
            if table.name != "shown"
        }


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


def test_a_thousand_tokens_that_nobody_made_open_nothing(
    sqlite_installation: Installation,
) -> None:
    her = shower(sqlite_installation)
    token = token_of(her.show())
    with sqlite_installation.reading() as work:
        for number in range(1000):
            with pytest.raises(NotFound):
                reading.read(work, None, f"{token[:-3]}{number:03}_")
        for odd in ("", token[:-1], token.upper(), token + " ", "\0", "é" * 43):
            with pytest.raises(NotFound):
                reading.read(work, None, odd)
