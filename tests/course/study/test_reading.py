"""What a reader sends back reaches the learner alone, once, and nobody gets in without the link."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from course.access import token_hash
from course.cohort import enrolment
from course.errors import BadInput, NotFound
from course.installation import Installation
from course.study import reading, reply_ratings, shown_item
from course.study.shown import Reading
from db.base import Base
from db.tables.showing import Shown as ShownRow
from db.vault import CannotOpen
from tests.clock import START
from tests.course.study.shower import WORDS, read, send, shower, token_of


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
        send(sqlite_installation, token, "k", "n", **marks)


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
