"""Every table there is: what is about a person is shown to them, comes along, and is erased."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import Table, select

from course.access import Role
from course.cohort import enrolment
from course.errors import NotFound
from course.installation import Installation
from course.own import carrying, copies, everything, leaving, readable
from course.own.held import ABOUT_NOBODY, ANSWERS, PEOPLE, STAYS
from course.work import Work
from db.base import Base
from db.queries import settled
from tests import world
from tests.course.own.filled import ROWS_EACH, Filled, filled

TABLES = dict(Base.metadata.tables)


def test_every_table_is_shown_to_its_person_or_is_said_to_be_about_nobody() -> None:
    assert set(PEOPLE) | set(ANSWERS) | set(ABOUT_NOBODY) == set(TABLES)
    assert set(ABOUT_NOBODY) & (set(PEOPLE) | set(ANSWERS)) == set()


def _owners(table: Table) -> set[str]:
    """Whose rows a table holds, by its columns and by what they point at."""
    found = {name for name in ("account_id", "pid") if name in table.columns}
    for key in table.foreign_keys:
        found |= {"account": {"account_id"}, "enrolment": {"pid"}}.get(key.column.table.name, set())
    return found


def test_no_table_with_a_pid_or_an_account_is_said_to_be_about_nobody() -> None:
    assert {name for name in ABOUT_NOBODY if _owners(TABLES[name])} == set()
    assert {name for name in ANSWERS if _owners(TABLES[name]) != {"pid"}} == set()
    for name in set(PEOPLE) - {"account", "pid_link"}:
        assert _owners(TABLES[name]) == {"account_id"}, name


def test_every_table_of_answers_comes_along_or_says_why_it_stays() -> None:
    assert set(carrying.COMES) | set(carrying.STAYS_BEHIND) == set(ANSWERS)
    assert set(carrying.COMES) & set(carrying.STAYS_BEHIND) == set()


def test_every_table_of_people_and_answers_is_laid_out_anew_each_day() -> None:
    """Otherwise how its rows lie would lead from a person to their answers."""
    people = (*settled.IDENTITY, *settled.LETTERS)
    named_by_nobody = {"revoked_badge"}
    assert {table.__tablename__ for table in people} - named_by_nobody == set(PEOPLE)
    without_a_pid = {"tick_done", "wall_piece"}
    assert {table.__tablename__ for table in settled.ANSWERS} - without_a_pid == set(ANSWERS)


def test_every_column_that_is_left_out_or_sealed_is_there() -> None:
    for name, held in (PEOPLE | ANSWERS).items():
        columns = set(TABLES[name].columns.keys())
        assert set(held.sealed) | set(held.withheld) <= columns, name
    for name in ANSWERS:
        assert "pid" in ANSWERS[name].withheld, name


def _stored(work: Work, one: Filled) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table in which the person's account, pid or link stands, read plainly."""
    ours = {one.viewer.account_id, one.pid}
    ours.add(enrolment.link_key(work, one.viewer.account_id, one.cohort_id))
    found = {}
    for name, table in TABLES.items():
        rows = [dict(row) for row in work.db.execute(select(table)).mappings()]
        found[name] = [row for row in rows if ours & {str(value) for value in row.values()}]
    return {name: rows for name, rows in found.items() if rows}


def test_the_copy_holds_every_row_and_every_column_but_those_it_names(
    installation: Installation,
) -> None:
    one = filled(installation)
    with installation.reading() as work:
        stored = _stored(work, one)
        copy = json.loads(copies.as_json(everything.of_mine(work, one.viewer)))
    assert set(stored) == set(PEOPLE) | set(ANSWERS)
    shown = copy["people"] | copy["cohorts"][0]["answers"]
    for name, rows in stored.items():
        held = (PEOPLE | ANSWERS)[name]
        columns = set(TABLES[name].columns.keys()) - set(held.withheld)
        assert len(shown[name]["rows"]) == len(rows), name
        assert {frozenset(row) for row in shown[name]["rows"]} == {frozenset(columns)}, name
        assert set(shown[name]["left_out"]) == set(held.withheld), name
        plain = sorted(columns - set(held.sealed))
        assert _plainly(shown[name]["rows"], plain) == _plainly(rows, plain), name
    assert len(shown["attempt"]["rows"]) == ROWS_EACH


def _plainly(rows: list[dict[str, Any]], columns: list[str]) -> list[list[str]]:
    return sorted([str(row[column]) for column in columns] for row in rows)


def test_no_secret_and_no_pid_stands_in_any_copy(installation: Installation) -> None:
    one = filled(installation)
    with installation.reading() as work:
        box = TABLES["enrolment"].c.key_wrapped
        wrapped = work.db.scalar(select(box).where(TABLES["enrolment"].c.pid == one.pid))
        key = enrolment.link_key(work, one.viewer.account_id, one.cohort_id)
        made = copies.as_json(everything.of_mine(work, one.viewer))
        made += copies.as_markdown(readable.document(work, one.viewer))
    for secret in (one.pid, str(wrapped), key, "canary-hash", "canary token_hash"):
        assert secret not in made, secret


def test_the_copy_to_read_names_every_table_that_holds_something(
    installation: Installation,
) -> None:
    one = filled(installation)
    with installation.reading() as work:
        text = copies.as_markdown(readable.document(work, one.viewer))
    for name, held in (PEOPLE | ANSWERS).items():
        assert f"{copies.inline(held.title)}\n" in text, name


def test_erasing_empties_every_table(installation: Installation) -> None:
    one = filled(installation)
    with installation.writing() as work:
        before = _stored(work, one)
        counts = {name: _count(work, name) for name in TABLES}
        leaving.erase_me(work, one.viewer, "erase me")
    with installation.reading() as work:
        assert _stored(work, one) == {}
        for name, rows in before.items():
            gone = 0 if name in STAYS else len(rows)
            assert counts[name] - _count(work, name) == gone, name


def _count(work: Work, name: str) -> int:
    return len(work.db.execute(select(TABLES[name])).all())


def test_erasing_what_was_written_in_one_cohort_leaves_the_account_and_the_other(
    installation: Installation,
) -> None:
    one = filled(installation)
    with installation.writing() as work:
        other = world.cohort(work, "Spring cohort")
        world.join(work, one.viewer.account_id, other, Role.LEARNER)
        leaving.erase_place(work, one.viewer, one.cohort_id)
    with installation.reading() as work:
        left = _stored(work, one)
        held = everything.of_mine(work, one.viewer)
        with pytest.raises(NotFound):
            enrolment.pid_of(work, one.viewer.account_id, one.cohort_id)
    assert set(left) & set(ANSWERS) == set()
    assert [place.cohort_name for place in held.places] == ["Spring cohort"]
    assert [row["cohort_id"] for row in left["membership"]] == [other]
    assert held.people["account"].rows[0]["name"] == "Canary Name"


def test_another_persons_copy_has_nothing_of_it(installation: Installation) -> None:
    one = filled(installation)
    with installation.writing() as work:
        fellow = world.someone(work, one.cohort_id, name="Fellow")
        made = copies.as_json(everything.of_mine(work, fellow))
        made += copies.as_markdown(readable.document(work, fellow))
    assert "anary" not in made


def test_an_address_typed_into_an_account_brings_nobodys_invitations_in(
    installation: Installation,
) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        world.invitation(work, cohort_id, name="Somebody Else", email="else@example.org")
        nosy = world.someone(work, cohort_id, name="Nosy", email="else@example.org")
        assert "Somebody Else" not in copies.as_json(everything.of_mine(work, nosy))
        leaving.erase_me(work, nosy, "erase me")
        assert _count(work, "invitation") == 1
