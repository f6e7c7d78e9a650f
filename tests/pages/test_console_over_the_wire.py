"""The console asked for by people who don't host the run, over the real protocol."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from course.access import Role
from course.errors import NOT_FOUND
from course.installation import Installation
from course.workshop import runs
from pages.ui.registry import PAGES
from tests import rooms, world
from tests.launch_server import Server
from tests.pages.over_the_wire import (
    Person,
    Taking,
    both_ways,
    everything,
    new_person,
    no_effect,
    press_all,
)
from tests.protocol import Tab

PATHS = {entry.file: entry.path for entry in PAGES}


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


def _host(place: Installation, cohort_id: str) -> tuple[Person, str]:
    """An instructor and a run that they host, begun."""
    host = new_person(place, cohort_id, Role.INSTRUCTOR)
    with place.writing() as work:
        viewer = world.viewer(work, host.cookie.split("=", 1)[1])
        run_id = rooms.make(work, viewer, rooms.plan(rooms.POLL), cohort_id=cohort_id)
        runs.command(work, viewer, run_id, "start", 0)
    return host, run_id


def test_a_console_that_is_not_ones_own_is_not_found(
    shared_server: Server, place: Installation, cohort_id: str
) -> None:
    _, run_id = _host(place, cohort_id)
    other = new_person(place, cohort_id, Role.INSTRUCTOR)
    before = everything(place)
    with Tab(shared_server.url, other.cookie) as tab:
        for wanted in (run_id, "0" * 32):
            drawn = tab.run(path=PATHS["run_workshop.py"], query=f"run={wanted}")
            assert NOT_FOUND in drawn.texts()
            assert drawn.button_ids() == []
    no_effect(place, before)


@both_ways
def test_a_command_saved_before_the_host_was_one_no_longer_does_nothing(
    shared_server: Server, place: Installation, cohort_id: str, take: Taking
) -> None:
    host, run_id = _host(place, cohort_id)
    path, query = PATHS["run_workshop.py"], f"run={run_id}"
    with Tab(shared_server.url, host.cookie) as tab:
        drawn = tab.run(path=path, query=query)
        tab.click(drawn.widget_id("cmd_open"), path=path, query=query)
        with place.reading() as work:
            viewer = world.viewer(work, host.cookie.split("=", 1)[1])
            # The button works while the role is held.
            assert runs.host_view(work, viewer, run_id).state.stage == "open"
        drawn = tab.run(path=path, query=query)
        assert "cmd_close" in drawn.widget_id("cmd_close")
        with place.writing() as work:
            take(work, host)
        before = everything(place)
        press_all(tab, drawn, path, [])
    no_effect(place, before)
