"""The stages of a run: whatever is commanded in whatever order, only what may be comes about."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.workshop import commands as said
from course.workshop.commands import Command, Refused
from course.workshop.stages import step
from course.workshop.state import Stage, State, Status, collects, pack, parts, unpack
from tests.clock import START
from tests.rooms import LINE, PAIRS, POLL, PROMPT, RESET, TRIADS, plan

PLAN = plan()
COMMANDS = st.lists(
    st.tuples(st.sampled_from(Command), st.integers(0, 90), st.booleans()), max_size=60
)
# Often enough for the runs that matter to come about.
LIKELY = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *(Command.NEXT, Command.OPEN, Command.CLOSE, Command.REVEAL, Command.BACK),
                *(Command.FURTHER, Command.PAUSE, Command.GO_ON, Command.MINUTE),
                *(Command.STOP_ALL, Command.CARRY_ON, Command.SMALL_ON, Command.ANOTHER),
            ]
        ),
        st.integers(0, 90),
        st.booleans(),
    ),
    max_size=80,
)


def walk(commands: list[tuple[Command, int, bool]], begun: State) -> list[tuple[Command, State]]:
    """Every state that commands lead to, one after another, those refused left out."""
    now, state, seen = START, begun, [(Command.START, begun)]
    for command, seconds, enough in commands:
        now += timedelta(seconds=seconds)
        try:
            after = step(PLAN, state, command, now)
        except Refused:
            continue
        if command is Command.CLOSE:
            after = replace(after, enough=enough and collects(after.activity(PLAN), small=False))
        state = after
        seen.append((command, state))
    return seen


BEGUN = step(PLAN, State(), Command.START, START)


@settings(max_examples=300, deadline=None)
@given(st.one_of(COMMANDS, LIKELY))
def test_any_commands_lead_to_legal_states_only(
    commands: list[tuple[Command, int, bool]],
) -> None:
    for _, state in walk(commands, BEGUN):
        activity = PLAN.activities[state.index]
        assert 1 <= state.round <= state.rounds(PLAN) <= activity.rounds_count + 1
        assert 0 <= state.part < len(parts(activity))
        assert (state.began is None) == (state.stage is not Stage.OPEN)
        assert state.paused_at is None or state.seconds is not None
        assert (state.status is Status.ENDED) == (state.ended_at is not None)
        if state.stage is Stage.REVEALED:
            assert state.enough
            assert not state.small
            assert collects(activity, small=state.small)
        assert unpack(state.status.value, pack(state)) == state


@settings(max_examples=300, deadline=None)
@given(LIKELY)
def test_a_round_opens_once_and_is_revealed_once(commands: list[tuple[Command, int, bool]]) -> None:
    opened: list[str] = []
    revealed: list[str] = []
    for command, state in walk(commands, BEGUN):
        item = state.item(PLAN)
        if command is Command.OPEN:
            opened.append(item)
        if command is Command.REVEAL:
            revealed.append(item)
    assert len(set(opened)) == len(opened)
    assert len(set(revealed)) == len(revealed)


@settings(max_examples=300, deadline=None)
@given(LIKELY)
def test_a_stage_never_goes_back(commands: list[tuple[Command, int, bool]]) -> None:
    order = list(Stage)
    last: dict[str, Stage] = {}
    for _, state in walk(commands, BEGUN):
        item = state.item(PLAN)
        assert order.index(state.stage) >= order.index(last.get(item, Stage.WAITING))
        last[item] = state.stage


def run(*commands: Command, of: object = POLL) -> State:
    """The state of a run of one activity after commands, given a second apart."""
    now, state, workshop = START, State(), plan(of)
    for command in (Command.START, *commands):
        now += timedelta(seconds=1)
        state = step(workshop, state, command, now)
    return state


@pytest.mark.parametrize(
    ("of", "commands", "refused", "sentence"),
    [
        (POLL, [], Command.CLOSE, said.NOT_OPEN),
        (POLL, [], Command.REVEAL, said.NOT_OPEN),
        (POLL, [], Command.START, said.BEGUN),
        (POLL, [], Command.BACK, said.FIRST),
        (POLL, [], Command.CARRY_ON, said.NOTHING_STOPPED),
        (POLL, [Command.OPEN], Command.OPEN, said.OPENED),
        (POLL, [Command.OPEN], Command.NEXT, said.CLOSE_FIRST),
        (POLL, [Command.OPEN], Command.REVEAL, said.CLOSE_FIRST),
        (POLL, [Command.OPEN], Command.FURTHER, said.NO_PART),
        (POLL, [Command.OPEN], Command.SMALL_ON, said.BEFORE_OPENING),
        (POLL, [Command.OPEN], Command.GO_ON, said.RUNS),
        (POLL, [Command.OPEN, Command.PAUSE], Command.PAUSE, said.PAUSED),
        (POLL, [Command.OPEN, Command.CLOSE], Command.OPEN, said.OPENED),
        (POLL, [Command.OPEN, Command.CLOSE], Command.REVEAL, said.TOO_FEW),
        (POLL, [Command.OPEN, Command.CLOSE], Command.NEXT, said.LAST),
        (POLL, [Command.STOP_ALL], Command.OPEN, said.STOPPED),
        (POLL, [Command.END], Command.OPEN, said.ENDED),
        (PROMPT, [], Command.OPEN, said.OPENED),
        (PROMPT, [], Command.MINUTE, said.NO_CLOCK),
        (LINE, [Command.OPEN, Command.FURTHER], Command.FURTHER, said.NO_PART),
        (RESET, [Command.OPEN, Command.CLOSE], Command.REVEAL, said.NOTHING_TO_SHOW),
        (TRIADS, [], Command.SMALL_ON, said.NO_SMALL_FORM),
        (TRIADS, [Command.OPEN, Command.CLOSE], Command.ANOTHER, said.NO_ROUND_MORE),
        (POLL, [Command.OPEN, Command.CLOSE], Command.ANOTHER, said.NO_ROUND_MORE),
    ],
)
def test_what_has_no_place_is_refused_with_the_reason(
    of: object, commands: list[Command], refused: Command, sentence: str
) -> None:
    state = run(*commands, of=of)
    with pytest.raises(Refused) as error:
        step(plan(of), state, refused, START)
    assert error.value.sentence == sentence


def test_nothing_but_looks_start_and_end_is_taken_before_the_start() -> None:
    taken = {"start", "end", "hide_code", "show_code", "hide_count", "show_count"}
    for command in Command:
        if command.value in taken:
            assert step(PLAN, State(), command, START) != State() or "show" in command.value
            continue
        with pytest.raises(Refused) as error:
            step(PLAN, State(), command, START)
        assert error.value.sentence == said.NOT_BEGUN


def test_a_pause_and_a_minute_move_the_clock() -> None:
    workshop, opened = plan(POLL), run(Command.OPEN)
    assert (opened.began, opened.seconds) == (START + timedelta(seconds=2), 60)
    longer = step(workshop, opened, Command.MINUTE, START)
    assert longer.seconds == 120
    at = START + timedelta(seconds=10)
    paused = step(workshop, longer, Command.PAUSE, at)
    assert paused.paused_at == at
    on = step(workshop, paused, Command.GO_ON, at + timedelta(seconds=30))
    assert (on.began, on.paused_at) == (START + timedelta(seconds=32), None)


@pytest.mark.parametrize(("late", "seconds"), [(0.0, 120), (60.0, 120), (80.5, 141), (600.0, 660)])
def test_a_minute_that_comes_after_time_is_up_lasts_a_minute(late: float, seconds: int) -> None:
    """A host who is late with it gives people a minute, and not what is left of one."""
    workshop, opened = plan(POLL), run(Command.OPEN)
    assert opened.began is not None
    now = opened.began + timedelta(seconds=late)
    assert step(workshop, opened, Command.MINUTE, now).seconds == seconds


def test_a_minute_given_to_a_paused_clock_counts_from_where_it_was_paused() -> None:
    workshop, opened = plan(POLL), run(Command.OPEN)
    assert opened.began is not None
    paused = step(workshop, opened, Command.PAUSE, opened.began + timedelta(seconds=90))
    longer = step(workshop, paused, Command.MINUTE, opened.began + timedelta(seconds=500))
    assert longer.seconds == 150


def test_stopping_all_pauses_the_clock_and_is_never_refused() -> None:
    workshop = plan(PAIRS)
    at = START + timedelta(seconds=10)
    opened = run(Command.OPEN, of=PAIRS)
    stopped = step(workshop, opened, Command.STOP_ALL, at)
    assert (stopped.stopped, stopped.paused_at, stopped.stage) == (True, at, Stage.OPEN)
    assert step(workshop, stopped, Command.STOP_ALL, at + timedelta(seconds=5)) == stopped
    on = step(workshop, stopped, Command.CARRY_ON, at + timedelta(seconds=60))
    assert (on.stopped, on.paused_at) == (False, None)
    assert on.began == START + timedelta(seconds=62)


def test_going_back_shows_a_round_as_it_was_left() -> None:
    workshop = plan(POLL, TRIADS)
    state = step(workshop, State(), Command.START, START)
    state = step(workshop, state, Command.OPEN, START)
    state = replace(step(workshop, state, Command.CLOSE, START), enough=True)
    state = step(workshop, state, Command.REVEAL, START)
    for command in (Command.NEXT, Command.OPEN, Command.NEXT):
        state = step(workshop, state, command, START)
    assert (state.item(workshop), state.stage) == ("triads/2", Stage.WAITING)
    for expected in (("triads/1", Stage.CLOSED), ("poll/1", Stage.REVEALED)):
        state = step(workshop, state, Command.BACK, START)
        assert (state.item(workshop), state.stage) == expected
    for expected in (("triads/1", Stage.CLOSED), ("triads/2", Stage.WAITING)):
        state = step(workshop, state, Command.NEXT, START)
        assert (state.item(workshop), state.stage) == expected


def test_a_role_play_may_have_one_round_more() -> None:
    through = [Command.OPEN, Command.CLOSE, Command.NEXT]
    state = run(*through, *through, Command.OPEN, Command.CLOSE, Command.ANOTHER, of=TRIADS)
    workshop = plan(TRIADS)
    assert (state.item(workshop), state.stage) == ("triads/4", Stage.WAITING)
    done = run(
        *through, *through, Command.OPEN, Command.CLOSE, Command.ANOTHER, *through[:2], of=TRIADS
    )
    for command, sentence in (
        (Command.ANOTHER, said.NO_ROUND_MORE),
        (Command.NEXT, said.LAST),
    ):
        with pytest.raises(Refused) as refused:
            step(workshop, done, command, START)
        assert refused.value.sentence == sentence
    assert step(workshop, done, Command.BACK, START).item(workshop) == "triads/3"


def test_the_form_for_a_small_room_takes_no_answers() -> None:
    state = run(Command.SMALL_ON, Command.OPEN)
    assert (state.stage, state.takes_answers(plan(POLL))) == (Stage.OPEN, False)
    assert step(plan(POLL), state, Command.CLOSE, START).stage is Stage.CLOSED
    assert run(Command.SMALL_ON, Command.SMALL_OFF, Command.OPEN).takes_answers(plan(POLL))


def test_an_open_round_is_closed_by_the_end_with_nothing_kept() -> None:
    state = run(Command.OPEN, Command.END)
    assert (state.status, state.stage, state.enough) == (Status.ENDED, Stage.CLOSED, False)
    assert state.over["poll/1"].enough is False
