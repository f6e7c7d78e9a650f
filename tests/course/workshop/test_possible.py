"""What a host can do now, and which of it goes on with the plan."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.authoring.load import load_course
from course.authoring.workshops import Workshop
from course.workshop.commands import Command, Refused
from course.workshop.possible import following, possible
from course.workshop.stages import step
from course.workshop.state import State, Status
from tests import rooms

NOW = datetime(2026, 10, 5, 17, 0, tzinfo=UTC)
PLANS = list(load_course().catalogue.workshops.values())


def test_before_it_begins_a_run_can_be_started_and_little_else() -> None:
    plan = rooms.plan()
    assert possible(plan, State(), NOW) == {
        Command.START,
        Command.END,
        Command.HIDE_CODE,
        Command.HIDE_COUNT,
    }
    assert following(plan, State(), NOW) is Command.START


def test_an_open_poll_is_closed_next_and_may_not_be_left() -> None:
    plan, state = rooms.plan(rooms.POLL), State()
    for command in (Command.START, Command.OPEN):
        assert following(plan, state, NOW) is command
        state = step(plan, state, command, NOW)
    assert following(plan, state, NOW) is Command.CLOSE
    can = possible(plan, state, NOW)
    assert Command.NEXT not in can
    assert {Command.CLOSE, Command.MINUTE, Command.PAUSE, Command.STOP_ALL} <= can


def test_a_line_goes_further_before_it_is_closed() -> None:
    plan, state = rooms.plan(rooms.LINE), State()
    for command in (Command.START, Command.OPEN, Command.FURTHER, Command.CLOSE):
        assert following(plan, state, NOW) is command
        state = step(plan, state, command, NOW)


def test_what_is_stopped_is_carried_on() -> None:
    plan, state = rooms.plan(rooms.TRIADS), State()
    for command in (Command.START, Command.OPEN, Command.STOP_ALL):
        state = step(plan, state, command, NOW)
    assert following(plan, state, NOW) is Command.CARRY_ON


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
@pytest.mark.parametrize("small", [True, False])
def test_whoever_only_goes_on_comes_to_the_end_of_every_plan_of_ours(
    plan: Workshop, small: bool
) -> None:
    state, steps, now = State(), 0, NOW
    while (command := following(plan, state, now)) is not None:
        if small and command is Command.OPEN and Command.SMALL_ON in possible(plan, state, now):
            state = step(plan, state, Command.SMALL_ON, now)
        state = step(plan, state, command, now)
        steps, now = steps + 1, now + timedelta(seconds=30)
        assert steps < 300
    assert state.status is Status.ENDED
    rounds = sum(activity.rounds_count for activity in plan.activities)
    assert len(state.over) == rounds


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(list(Command)), max_size=40))
def test_what_is_possible_is_never_refused_and_the_rest_always(commands: list[Command]) -> None:
    plan, state = rooms.plan(), State()
    for command in commands:
        can = possible(plan, state, NOW)
        try:
            after = step(plan, state, command, NOW)
        except Refused:
            assert command not in can
            continue
        assert (command in can) == (after != state or command is Command.STOP_ALL)
        state = after
