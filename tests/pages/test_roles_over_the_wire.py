"""Pages asked for by people they are not offered to, over the real protocol: nothing happens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from course.access import Role
from course.errors import NOT_FOUND
from course.installation import Installation
from db.tables.identity import Account
from pages.ui.registry import PAGES
from tests import world
from tests.launch_server import Server
from tests.pages.over_the_wire import (
    Taking,
    both_ways,
    everything,
    new_person,
    no_effect,
    press_all,
    take_role,
)
from tests.protocol import Run, Tab, page_hash

PATHS = {entry.file: entry.path for entry in PAGES}
LEARNERS = {"learn.py", "take_lesson.py", "practise.py", "practise_again.py", "take_away.py"}
LEARNERS |= {"see_growth.py", "reflect.py", "finish.py", "show_work.py", "prepare_supervision.py"}
LEARNERS |= {"see_release.py", "answer_note.py"}
INSTRUCTORS = {"watch_cohort.py", "invite_learners.py", "change_cohort.py"}
INSTRUCTORS |= {"write_note.py", "guide_trainers.py", "compare_cohorts.py"}
TEACHERS = {"plan_workshops.py", "run_workshop.py"}  # instructors, and whoever makes cohorts
MAKERS = {"make_cohort.py"}
OWNERS = {"grant_making.py"}
SIGNED_IN = {"manage_account.py", "see_my_data.py", "take_part.py"}
WALLS = {"share_blunder.py"}  # for members of a cohort that opened one; this one did not
EVERY = LEARNERS | INSTRUCTORS | TEACHERS | MAKERS | OWNERS | SIGNED_IN | WALLS


def test_no_page_is_left_out_of_what_follows() -> None:
    assert set(PATHS) - {"welcome.py"} == EVERY


@pytest.fixture(scope="module")
def place(shared_server: Server) -> Iterator[Installation]:
    """The shared server's data, opened beside it."""
    with shared_server.opened() as opened:
        yield opened


@pytest.fixture(scope="module")
def cohort_id(place: Installation) -> str:
    """A cohort."""
    with place.writing() as work:
        return world.cohort(work)


def _words(run: Run) -> str:
    """What a run drew, without the ids that differ from address to address."""
    return re.sub(r"[0-9a-f]{32}", "", run.texts())


@pytest.mark.parametrize(
    ("role", "columns", "offered"),
    [
        (Role.LEARNER, {}, LEARNERS),
        (Role.INSTRUCTOR, {}, INSTRUCTORS | TEACHERS),
        (None, {"may_make_cohorts": True}, MAKERS | TEACHERS),
        (None, {"is_owner": True}, MAKERS | OWNERS | TEACHERS),
        (None, {}, set()),
    ],
)
def test_a_page_that_is_not_offered_is_not_found_by_name_or_by_hash(
    shared_server: Server,
    place: Installation,
    cohort_id: str,
    role: Role | None,
    columns: dict[str, Any],
    offered: set[str],
) -> None:
    person = new_person(place, cohort_id, role, **columns)
    refused = EVERY - offered - SIGNED_IN
    assert refused
    before = everything(place)
    with Tab(shared_server.url, person.cookie) as tab:
        tab.run()
        for file in sorted(refused):
            path = PATHS[file]
            for run in (tab.run(path=path), tab.run(page_hash=page_hash(path))):
                assert NOT_FOUND in run.texts(), file
                assert run.button_ids() == [], file
        by_name = [f"pages/{file}" for file in refused] + list(refused)
        for name in (*by_name, "frame.py", "ui/gate.py", "../app.py"):
            assert tab.run(path=name).button_ids() == tab.run().button_ids(), name
    no_effect(place, before)


def test_a_stranger_sees_the_welcome_whatever_they_ask_for(
    shared_server: Server, place: Installation
) -> None:
    before = everything(place)
    with Tab(shared_server.url) as tab:
        welcome = _words(tab.run())
        for file in sorted(EVERY):
            assert _words(tab.run(path=PATHS[file])) == welcome, file
            assert _words(tab.run(page_hash=page_hash(PATHS[file]))) == welcome, file
    no_effect(place, before)


@both_ways
def test_a_callback_saved_before_the_owner_was_one_no_longer_does_nothing(
    shared_server: Server, place: Installation, cohort_id: str, take: Taking
) -> None:
    owner = new_person(place, cohort_id, is_owner=True)
    first = new_person(place, cohort_id, may_make_cohorts=True)
    second = new_person(place, cohort_id, may_make_cohorts=True)
    path = PATHS["grant_making.py"]
    with Tab(shared_server.url, owner.cookie) as tab:
        drawn = tab.run(path=path)
        tab.click(drawn.widget_id(f"withdraw_{first.account_id}"), path=path)
        with place.reading() as work:
            taken = work.db.get_one(Account, first.account_id)
            assert not taken.may_make_cohorts  # the button works while the role is held
        drawn = tab.run(path=path)
        assert f"withdraw_{second.account_id}" in drawn.widget_id(f"withdraw_{second.account_id}")
        with place.writing() as work:
            take(work, owner)
        before = everything(place)
        press_all(tab, drawn, path, [])
    no_effect(place, before)


@both_ways
def test_a_form_saved_before_the_instructor_was_one_no_longer_invites_nobody(
    shared_server: Server, place: Installation, cohort_id: str, take: Taking
) -> None:
    instructor = new_person(place, cohort_id, Role.INSTRUCTOR, may_make_cohorts=True)
    path = PATHS["invite_learners.py"]

    def filled(drawn: Run, name: str) -> list[WidgetState]:
        box = drawn.widget_id("Names and addresses")
        return [WidgetState(id=box, string_value=f"{name} <{name}{take.__name__}@example.org>")]

    with Tab(shared_server.url, instructor.cookie) as tab:
        drawn = tab.run(path=path)
        before = everything(place)
        invite = next(b for b in drawn.button_ids() if "Invite" in b or "invite" in b)
        pressed = [*filled(drawn, "ana"), WidgetState(id=invite, trigger_value=True)]
        tab.run(path=path, widgets=pressed)
        assert everything(place)["invitation"] != before["invitation"]  # it works while held
        drawn = tab.run(path=path)
        with place.writing() as work:
            take(work, instructor)
        before = everything(place)
        press_all(tab, drawn, path, filled(drawn, "ben"))
    no_effect(place, before)


@both_ways
@pytest.mark.parametrize("file", sorted(EVERY - WALLS - {"take_lesson.py"}))
def test_no_button_of_any_page_does_anything_once_the_role_is_gone(
    shared_server: Server, place: Installation, cohort_id: str, take: Taking, file: str
) -> None:
    role = Role.LEARNER if file in LEARNERS else Role.INSTRUCTOR
    person = new_person(place, cohort_id, role, is_owner=file in OWNERS, may_make_cohorts=True)
    with Tab(shared_server.url, person.cookie) as tab:
        drawn = tab.run(path=PATHS[file])
        assert NOT_FOUND not in drawn.texts()
        with place.writing() as work:
            take(work, person)
        before = everything(place)
        kept = file == "manage_account.py" and take is take_role
        if not kept:  # an account page stays its holder's own
            press_all(tab, drawn, PATHS[file], [])
        no_effect(place, before)
