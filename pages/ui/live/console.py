"""The console: what the room sees, the commands, and what only the host reads."""

from __future__ import annotations

import streamlit as st

from course.authoring.activities import Grouped, Prompt
from course.errors import GoldseamError
from course.workshop import dealing, pack, scenes
from course.workshop.commands import Command
from course.workshop.dealing import GroupsNow
from course.workshop.possible import following, possible
from course.workshop.scenes import HostScene
from course.workshop.state import Stage, Status
from pages.ui import gate, layout, tab_state, wiring
from pages.ui.live import (
    ahead,
    commanding,
    console_line,
    console_side,
    groups_view,
    moderating,
    room_view,
    run_card,
)

REHEARSAL = "A rehearsal: nothing counts."
FIRST = (
    *(Command.NEXT, Command.BACK, Command.ANOTHER, Command.OPEN),
    *(Command.FURTHER, Command.CLOSE, Command.REVEAL),
)
CLOCK = (Command.MINUTE, Command.PAUSE, Command.GO_ON)
HERE = ' class="gs-live-here" aria-current="step"'
LAST = "That was the last of the plan: end it whenever you are ready."


def draw(run_id: str) -> None:
    """The whole console, drawn anew by itself whenever the run changes."""
    _draw(run_id)


@st.fragment
def _draw(run_id: str) -> None:
    try:
        with wiring.reading() as work:
            viewer = gate.viewer()
            seen = scenes.for_host(work, viewer, run_id)
            groups = dealing.groups_now(work, viewer, run_id) if _groups(seen) else None
    except GoldseamError as error:
        layout.html("<h1>Not here</h1>")
        gate.say(error)
        return
    has_keys = _head(seen)
    left, right = st.columns([1.9, 1], gap="large")
    with left, st.container(gap="large"):
        _present(seen, groups, has_keys=has_keys)
        console_side.calls(seen)
        if groups:
            groups_view.draw(groups, is_last=Command.ANOTHER in _possible(seen, groups))
        moderating.draw(seen)
        _notes(seen)
        _plan(seen)
    with right:
        console_side.draw(seen)
        _end(seen)


def _groups(seen: HostScene) -> bool:
    state = seen.run.state
    is_grouped = isinstance(state.activity(seen.run.plan), Grouped)
    return state.status is Status.LIVE and is_grouped and state.stage is not Stage.WAITING


def _head(seen: HostScene) -> bool:
    """The title and the list of keys; whether keys are heard."""
    run = seen.run
    rehearsal = f'<p class="gs-p gs-muted">{REHEARSAL}</p>' if run.rehearsal else ""
    with st.container(horizontal=True, horizontal_alignment="distribute", key="console_head"):
        layout.html(f"<h1>{layout.literal(run.title)}</h1>{rehearsal}")
        with st.container(key="console_keys", width="content"), st.popover("? Keys"):
            rows = "".join(
                f"<dt><kbd>{key.upper()}</kbd></dt><dd>{_named(commands)}</dd>"
                for key, commands in console_line.KEYS.items()
            )
            layout.html(
                f'<dl class="gs-live-keys">{rows}<dt><kbd>?</kbd></dt><dd>This list</dd></dl>'
            )
            return st.toggle("Listen for keys", value=True, key="listen_for_keys")


def _named(commands: tuple[Command, ...]) -> str:
    first, *others = (commanding.WORDS[command] for command in commands)
    return ", ".join([first, *(f"or {other[0].lower()}{other[1:]}" for other in others)])


def _present(seen: HostScene, groups: GroupsNow | None, *, has_keys: bool) -> None:
    run = seen.run
    with st.container(key="card_present", gap="small"):
        said = tab_state.take(commanding.SAID)
        activity = seen.room["activity"]
        if run.state.status is Status.ENDED:
            what = "was cancelled" if run.state.cancelled else "has ended"
            layout.html(f'<h2 class="gs-sec">This workshop {what}</h2>')
            _to_workshops("Register and report")
        elif activity is None:
            layout.html(
                f'<h2 class="gs-sec">Not begun</h2><p class="gs-p">{run_card.when(run)}</p>'
                '<p class="gs-p">People can join from half an hour before. Their phones wait until '
                "you start.</p>"
            )
            _to_workshops("Change or cancel it")
        else:
            _activity(seen)
        console_line.mount(run.id, run.state, wiring.installation().clock.now(), has_keys)
        if isinstance(said, str):
            layout.note("bad", said)
        _commands(seen, groups)


def _to_workshops(label: str) -> None:
    st.page_link(
        "plan_workshops.py",
        label=label,
        icon=":material/arrow_forward:",
        icon_position="right",
        width="stretch",
    )


def _activity(seen: HostScene) -> None:
    activity, state = seen.room["activity"], seen.run.state
    minutes = state.activity(seen.run.plan).minutes
    layout.html(
        f'<p class="gs-eyebrow">{room_view.where(activity)}</p>'
        f'<h2 class="gs-live-title">{layout.literal(activity["title"])}</h2>'
        f'<p class="gs-p gs-small gs-muted">What the room sees, {minutes} min in the plan</p>'
        f'<div class="gs-live-room">{room_view.html(activity)}</div>'
    )
    if activity["small"]:
        own = state.activity(seen.run.plan)
        lines = "".join(
            f'<p class="gs-p"><b>{layout.literal(name)}.</b> {layout.literal(said)}</p>'
            for name, said in pack.shown(own)
        )
        layout.html(f'<p class="gs-p gs-small gs-muted">To read aloud</p>{lines}')
    if state.stopped:
        layout.note("gold", "All role-plays are stopped. Every phone shows how to leave the part.")
    if state.takes_answers(seen.run.plan):
        layout.html(f'<p class="gs-p gs-muted" role="status">{_enough(seen)}</p>')
    if seen.offers_small and not state.small:
        layout.note(
            "tip",
            "Few people are here: with phones nothing might be shown. As planned for "
            f"a small room: {seen.offers_small}",
        )


def _enough(seen: HostScene) -> str:
    if seen.enough:
        late = (
            "" if seen.run.state.part == 0 else " Who came in after the first part isn’t counted."
        )
        return f"Enough have answered for a result.{late}"
    pairs = " pairs" if _groups(seen) else ""
    least = f"{seen.least}{pairs}"
    return f"Not enough for a result yet. It takes {least}: closed before that, nothing is shown."


def _commands(seen: HostScene, groups: GroupsNow | None) -> None:
    run = seen.run
    if run.state.status is Status.ENDED:
        return
    can = _possible(seen, groups)
    main = following(run.plan, run.state, wiring.installation().clock.now())
    if main is Command.END:
        layout.html(f'<p class="gs-p gs-muted">{LAST}</p>')
    with st.container(horizontal=True, gap="small", key="console_first"):
        if main is not None and main is not Command.END:
            commanding.button(run.id, main, run.revision, main=True)
        for command in (*FIRST, Command.SMALL_ON, Command.SMALL_OFF):
            if command in can and command is not main:
                commanding.button(run.id, command, run.revision)
    leads = ahead.ahead(run, can, wiring.installation().clock.now())
    if leads:
        layout.html(f'<p class="gs-p gs-small gs-muted">{layout.literal(leads)}</p>')
    if run.state.status is Status.PLANNED:
        return
    with st.container(horizontal=True, gap="small", key="console_clock"):
        for command in CLOCK:
            if command in can:
                commanding.button(run.id, command, run.revision)
        if not run.state.stopped:
            commanding.button(run.id, Command.STOP_ALL, run.revision)


def _possible(seen: HostScene, groups: GroupsNow | None) -> frozenset[Command]:
    run = seen.run
    can = possible(run.plan, run.state, wiring.installation().clock.now())
    if isinstance(run.state.activity(run.plan), Prompt):
        can -= {Command.CLOSE}  # it is read as long as it stands there
    return can if groups is not None and groups.lacking else can - {Command.ANOTHER}


def _notes(seen: HostScene) -> None:
    if seen.room["activity"] is None:
        return
    activity = seen.run.state.activity(seen.run.plan)
    with layout.section("Your notes", "Only hosts see these.", gap="xsmall"):
        st.markdown(activity.notes)
        layout.html(f'<p class="gs-p"><b>On paper.</b> {layout.literal(activity.paper)}</p>')


def _plan(seen: HostScene) -> None:
    run = seen.run
    here = run.state.index if run.state.status is Status.LIVE else None
    with st.expander("The plan, and what to do when", key="console_plan"):
        items = "".join(
            f"<li{HERE if at == here else ''}>{layout.literal(one.title)}, {one.minutes} min</li>"
            for at, one in enumerate(run.plan.activities)
        )
        support = run.plan.support
        layout.html(
            f'<ol class="gs-live-list">{items}</ol>'
            f'<h3 class="gs-h3">If somebody is distressed</h3><p class="gs-p">'
            f"{layout.literal(support.distress)}</p>"
            f'<h3 class="gs-h3">If something red comes up</h3><p class="gs-p">'
            f"{layout.literal(support.red)}</p>"
        )


def _end(seen: HostScene) -> None:
    run = seen.run
    if run.state.status is not Status.LIVE:
        return
    is_last = following(run.plan, run.state, wiring.installation().clock.now()) is Command.END
    # Of another key, because a fold that is there already stays as it is.
    key = "console_end_now" if is_last else "console_end"
    with st.expander("End the workshop", key=key, expanded=is_last):
        layout.html(
            '<p class="gs-p">An open round closes with nothing kept of it. Each person keeps their '
            "own card.</p>"
        )
        commanding.button(run.id, Command.END, run.revision)
