"""What joining means: shown at the door, kept by version and day, shown again when changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from course.access import Role, recognise
from course.authoring.consent import Consent
from course.authoring.load import load_course
from course.errors import BadInput
from course.installation import Installation
from course.own import agreements
from course.own.agreements import Agreed
from course.signing import door
from db.tables.identity import Agreement
from tests import world
from tests.clock import HandClock
from tests.content import our_course
from tests.course.authoring.samples import course, spoil
from tests.course.signing.test_door import invite

FIRST = Consent(version="1", title="What joining means", points=["Kept until {keep_until}."])
SECOND = FIRST.model_copy(
    update={"version": "2", "changed": "It is kept for less time.", "points": ["{reader}"]}
)


def _with(installation: Installation, consent: Consent) -> Installation:
    return replace(installation, catalogue=replace(installation.catalogue, consent=consent))


def test_whoever_joins_is_shown_the_text_and_agrees_to_it_on_that_day(
    installation: Installation, clock: HandClock
) -> None:
    here = _with(installation, FIRST)
    with here.writing() as work:
        token = invite(work, world.cohort(work))
        seen = door.look(work, None, token)
        assert seen.means == ("What joining means", ("Kept until 7 September 2027.",))
        entered = door.enter(work, None, token, name="Lena")
        lena = recognise(work, entered.token)
        assert agreements.mine(work, lena) == (Agreed("1", date(2026, 9, 7), True),)
        assert agreements.due(work, lena) is None
        row = work.db.scalars(select(Agreement)).one()
        assert "2026-" not in f"{row.day_sealed}{row.version}{row.fingerprint}"


def test_a_changed_text_is_shown_once_and_the_earlier_agreement_stays(
    installation: Installation, clock: HandClock
) -> None:
    with _with(installation, FIRST).writing() as work:
        viewer = world.someone(work, world.cohort(work, "Autumn cohort"))
    clock.move(days=10)
    later = _with(installation, SECOND)
    with later.reading() as work:
        asked = agreements.due(work, viewer)
    assert asked is not None
    assert (asked.version, asked.changed) == ("2", "It is kept for less time.")
    assert asked.points == (
        "Your instructor and other learners can't read this. Whoever runs this server could.",
    )
    for _ in range(2):
        with later.writing() as work:
            agreements.agree(work, viewer, asked.fingerprint)
        clock.move(days=1)
    with later.reading() as work:
        assert agreements.due(work, viewer) is None
        assert agreements.mine(work, viewer) == (
            Agreed("2", date(2026, 9, 17), True),
            Agreed("1", date(2026, 9, 7), False),
        )


def test_new_words_under_the_old_version_are_shown_too(installation: Installation) -> None:
    with _with(installation, FIRST).writing() as work:
        viewer = world.someone(work, world.cohort(work))
    quietly = SECOND.model_copy(update={"version": "1"})
    with _with(installation, quietly).reading() as work:
        assert agreements.due(work, viewer) is not None


def test_agreeing_to_a_text_that_changed_meanwhile_is_refused(installation: Installation) -> None:
    with _with(installation, SECOND).writing() as work:
        viewer = world.someone(work, world.cohort(work))
        with pytest.raises(BadInput) as refused:
            agreements.agree(work, viewer, FIRST.fingerprint)
    assert refused.value.sentence == "This text has just changed once more. Read it again, please."


def test_only_learners_are_asked(installation: Installation) -> None:
    with _with(installation, FIRST).writing() as work:
        cohort_id = world.cohort(work)
        ira = world.someone(work, cohort_id, Role.INSTRUCTOR)
        nobody = world.someone(work)
        assert (agreements.due(work, ira), agreements.due(work, nobody)) == (None, None)


def test_our_text_says_what_happens_and_fills_in_a_cohorts_facts() -> None:
    consent = our_course().consent
    said = " ".join(
        consent.filled(reader="THE READER", keep_until="THE DAY", asked_for="THE RECORD")
    )
    for part in ("“THE READER”", "kept until THE DAY", "30 and 7 days before", "My data"):
        assert part in said
    assert "{" not in said


@pytest.mark.parametrize("braces", ["{name}", "{reader", "keep_until}", "{}"])
def test_a_text_with_other_braces_is_a_problem_with_its_line(tmp_path: Path, braces: str) -> None:
    folder = course(tmp_path)
    spoil(folder, "consent.yml", "{reader}", braces)
    assert [str(problem) for problem in load_course(folder).problems] == [
        f"{folder / 'consent.yml'}:3: points: Braces may hold only {{reader}}, {{keep_until}} or "
        "{asked_for}. (schema)"
    ]


def test_an_installations_own_text_takes_the_place_of_ours_unless_it_is_broken(
    tmp_path: Path,
) -> None:
    folder, theirs = course(tmp_path), tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "consent.yml").write_text("version: ours\ntitle: Here\npoints: [Only this.]\n")
    loaded = load_course(folder, theirs)
    assert (loaded.catalogue.consent.version, loaded.problems) == ("ours", ())
    (theirs / "consent.yml").write_text("version: ours\n")
    loaded = load_course(folder, theirs)
    assert loaded.catalogue.consent.version == "1"
    assert {problem.rule for problem in loaded.problems} == {"schema"}
