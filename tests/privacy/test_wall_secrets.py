"""What an attacker finds of a wall: in its rows, in a copy of its files, after an erasure."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from course import erasing
from course.backup import make_backup
from course.cohort import enrolment
from course.cohort import ticking as figures
from course.errors import BadInput
from course.installation import Installation
from course.restoring import restore
from course.wall import kept, sharing, walls
from course.wall.texts import PACKED_BYTES
from course.work import Work
from db.base import Base
from db.engine import open_engine
from db.tables.wall import Wall, WallOwn, WallPiece, WallTick, WallWaiting
from tests.clock import HandClock
from tests.content import small_catalogue
from tests.privacy import attackers
from tests.privacy.test_joining import MOST_BY_CHANCE
from tests.privacy.wall_worlds import FIRST, SECOND, Walled, walled

PEOPLE = 40
ROUNDS = 2


def authors(here: Walled) -> dict[str, str]:
    """Which piece is whose, as only the authors' own sealed rows say: pid by piece."""
    found = {}
    with here.installation.reading() as work:
        for pid in here.pids:
            box = enrolment.learner_box(work, pid)
            for row in work.db.scalars(select(WallOwn).where(WallOwn.pid == pid)):
                own = kept.open_own(box, row.id, pid, row.sealed)
                assert own is not None
                found[own.piece] = pid
    return found


def attack(here: Walled) -> dict[str, int]:
    """How many pieces each way of matching rows gives to their author."""
    truth = authors(here)
    engine, tables = here.installation.engine, Base.metadata.tables
    pieces = attackers.features(engine, tables["wall_piece"], "id", set(truth))
    people: dict[str, attackers.Feature] = {}
    for name in ("wall_own", "enrolment"):
        people |= attackers.features(engine, tables[name], "pid", set(here.pids))
    return attackers.score(attackers.Sides(pieces, people), truth)


def test_no_piece_leads_to_its_author_by_how_rows_lie(
    installation: Installation, clock: HandClock
) -> None:
    at_once: Counter[str] = Counter()
    settled: Counter[str] = Counter()
    for _ in range(ROUNDS):
        here = walled(installation, clock, PEOPLE, starts_on=clock.now().date())
        here.share(*range(PEOPLE))
        with installation.reading() as work:
            first = walls.of(work, here.cohort_id).days.first
        here.go_to(first)
        at_once.update(attack(here))
        figures.settle(installation)
        settled.update(attack(here))
        clock.move(days=1)
    for total in (at_once, settled):
        assert total
        way, right = total.most_common(1)[0]
        assert right <= MOST_BY_CHANCE, f"{way}: {right} of {ROUNDS * PEOPLE}"


def test_the_same_attacker_finds_every_author_where_rows_move_one_by_one(
    installation: Installation, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The positive control: nothing shuffled, and keys that count upwards."""
    count = iter(range(10**6))
    here = walled(installation, clock, PEOPLE)
    here.share(*range(PEOPLE))
    monkeypatch.setattr(kept, "random_id", lambda: f"{next(count):032x}")
    monkeypatch.setattr("course.wall.ticking._shuffle", lambda rows: None)
    from course.wall import ticking

    monkeypatch.setattr(ticking.run_due, "__defaults__", (lambda rows: None,))
    here.go_to(FIRST)
    assert max(attack(here).values()) >= PEOPLE * 0.95


def test_no_row_of_a_wall_carries_a_pid_beside_a_piece_or_tells_its_text_by_length(
    installation: Installation, clock: HandClock
) -> None:
    here = walled(installation, clock, 9)
    with installation.writing() as work:
        for who, words in enumerate(("x", "é" * 400, "🦢" * 1200, '\n"\\' * 300)):
            sharing.share(work, here.learners[who], here.cohort_id, words, words, "n", harmed=False)
    here.share(4, 5)
    waiting = lengths(here, WallWaiting)
    here.go_to(FIRST)
    assert len(waiting) == 1
    assert len(lengths(here, WallPiece)) == len(lengths(here, WallOwn)) == 1
    assert PACKED_BYTES < next(iter(waiting)) < 2 * PACKED_BYTES
    columns = {c.name for c in Base.metadata.tables["wall_piece"].columns}
    assert columns == {"id", "wall_id", "tick_on", "state", "leaving", "sealed"}


def lengths(here: Walled, table: type[WallWaiting | WallOwn | WallPiece]) -> set[int]:
    """How long the sealed texts of a table are."""
    with here.installation.reading() as work:
        return {len(sealed) for sealed in work.db.scalars(select(table.sealed))}


def test_every_author_s_row_is_written_anew_at_every_tick(
    installation: Installation, clock: HandClock
) -> None:
    here = walled(installation, clock, 9)
    here.share(*range(6))
    here.go_to(FIRST)
    before = own_rows(here)
    here.withdraw(3)
    asked = own_rows(here)
    assert len(before ^ asked) == 2  # one row, before and after
    here.go_to(SECOND)
    after = own_rows(here)
    assert (len(after), after & asked) == (6, set())


def own_rows(here: Walled) -> set[tuple[str, str, str]]:
    with here.installation.reading() as work:
        return {(r.id, r.pid, r.sealed) for r in work.db.scalars(select(WallOwn))}


def test_erasing_a_person_destroys_what_waits_and_leaves_what_is_out(
    installation: Installation, clock: HandClock
) -> None:
    here = walled(installation, clock, 14)
    here.share(*range(6))
    here.go_to(FIRST)
    here.put_up(FIRST)
    here.share(0, *range(7, 12), text=" later")
    with installation.writing() as work:
        erasing.log_of(work.settings.data).add(())
        erasing.erase(work, here.learners[0].account_id)
    assert (here.count(WallWaiting), here.count(WallOwn)) == (5, 5)
    here.learners = here.learners[1:]
    here.go_to(SECOND)
    assert here.queue() == []
    assert sorted(here.names()) == [f"The clock {n}" for n in range(6)]


def test_what_an_erased_person_had_withdrawn_still_goes_at_the_next_tick(
    installation: Installation, clock: HandClock
) -> None:
    here = walled(installation, clock, 9)
    here.share(*range(6))
    here.go_to(FIRST)
    here.put_up(FIRST)
    here.withdraw(0)
    with installation.writing() as work:
        erasing.log_of(work.settings.data).add(())
        erasing.erase(work, here.learners[0].account_id)
    here.learners = here.learners[1:]
    assert len(here.names()) == 6
    here.go_to(SECOND)
    assert sorted(here.names()) == [f"The clock {n}" for n in range(1, 6)]


def test_an_older_copy_put_back_publishes_no_second_version_of_a_batch(
    sqlite_installation: Installation, clock: HandClock, tmp_path: Path
) -> None:
    installation = sqlite_installation
    here = walled(installation, clock, 9)
    here.share(*range(7))
    file = make_backup(installation, tmp_path / "backups")
    here.go_to(FIRST)
    settings = installation.settings
    installation.close()
    restore(settings, small_catalogue(), file, clock)
    opened = Installation(**{**installation.__dict__, "engine": open_engine(settings.database_url)})
    here.installation = opened
    with opened.reading() as work:
        assert work.db.scalar(text("SELECT count(*) FROM wall_piece")) == 0
    here.go_to(SECOND)
    assert (here.count(WallPiece), here.count(WallWaiting), here.count(WallOwn)) == (0, 0, 7)
    assert here.mine(0).back
    with pytest.raises(BadInput, match=r"^This wall takes nothing more\."):
        here.share(8)
    opened.close()


def test_where_nothing_tells_what_was_published_every_wall_that_had_a_tick_stops(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    here = walled(sqlite_installation, clock, 9)
    later = walled(sqlite_installation, clock, 9, starts_on=clock.now().date() + timedelta(days=60))
    here.share(*range(6))
    here.go_to(FIRST - timedelta(days=1))
    clock.move(days=1)
    with sqlite_installation.writing() as work:
        _stop(work, here, later)
    assert here.go_to(FIRST) == 1
    assert (here.count(WallPiece), here.count(WallOwn)) == (0, 6)
    assert here.count(WallTick) == 1


def _stop(work: Work, here: Walled, later: Walled) -> None:
    walls.stop_what_may_have_published(work, FIRST - timedelta(days=1))
    stopped = {row.id: row.stopped for row in work.db.scalars(select(Wall))}
    assert stopped[walls.of(work, here.cohort_id).id]
    assert not stopped[walls.of(work, later.cohort_id).id]
