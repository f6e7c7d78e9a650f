"""The console's side: how people get in, who asked for a word, the seats, the board's link."""

from __future__ import annotations

from html import escape

import streamlit as st

from course.access import Viewer
from course.errors import NotFound
from course.work import Work
from course.workshop import care, hosting, runs, seats
from course.workshop.commands import Command
from course.workshop.possible import possible
from course.workshop.scenes import HostScene, SeatSeen
from course.workshop.state import Status
from pages.rehearsal.crowd import MOST, begin, crowd
from pages.ui import layout, qr, tab_state, wiring
from pages.ui.live import commanding

DEVICES = {"room": "in the room", "online": "online", "none": "no device"}
BOARD = "console.board"
LEAST_CROWD, USUAL_CROWD = 1, 12


def draw(seen: HostScene) -> None:
    """All of it; once it is over nobody gets in any more, and only the board may still stand."""
    if seen.run.state.status is not Status.ENDED:
        _way_in(seen)
        if seen.run.rehearsal:
            _rehearse(seen)
        _seats(seen)
    _board(seen)


def _rehearse(seen: HostScene) -> None:
    left = seen.run.capacity - len(seen.seats)
    with st.container(key="card_rehearse", gap="small"):
        layout.html(
            '<h2 class="gs-sec">Rehearsal</h2><p class="gs-p gs-small gs-muted">Simulated people '
            "join, answer and sit in groups as a room would. Nobody else is told of this run.</p>"
        )
        if left < LEAST_CROWD:
            layout.html('<p class="gs-p">Every seat is taken.</p>')
            return
        people = st.number_input(
            "How many", LEAST_CROWD, min(left, MOST), min(left, USUAL_CROWD), key="crowd"
        )
        st.button("Let them in", key="crowd_in", on_click=_let_in, args=(seen.run.id, people))


def _let_in(run_id: str, people: int) -> None:
    code = commanding.act(run_id, lambda work, viewer: _code(work, viewer, run_id))
    if isinstance(code, str):
        begin(crowd(wiring.installation().settings, code, people))


def _code(work: Work, viewer: Viewer | None, run_id: str) -> str:
    """The code of a rehearsal that the viewer hosts. Raises NotFound."""
    run = runs.host_view(work, viewer, run_id)
    if not run.rehearsal:
        raise NotFound
    return run.code


def _way_in(seen: HostScene) -> None:
    run = seen.run
    join = f"{wiring.installation().settings.room_url}/join"
    with st.container(key="card_way_in", gap="small"):
        layout.html('<h2 class="gs-sec">Way in</h2>')
        with st.container(width=220):
            layout.html(qr.image(f"{join}/{run.code}"))
        code = f"{run.code[:3]} {run.code[3:]}"
        layout.html(
            f'<p class="gs-p gs-muted">{escape(join)}</p><p class="gs-live-code">{escape(code)}</p>'
            f'<p class="gs-p">{_people(len(seen.seats), run.capacity)}</p>'
        )
        can = possible(run.plan, run.state, wiring.installation().clock.now())
        with st.container(horizontal=True, gap="small"):
            for command in (
                Command.HIDE_CODE,
                Command.SHOW_CODE,
                Command.HIDE_COUNT,
                Command.SHOW_COUNT,
            ):
                if command in can:
                    commanding.button(run.id, command, run.revision)


def _people(count: int, capacity: int) -> str:
    return f"{count} of {capacity} seats taken."


def calls(seen: HostScene) -> None:
    """Who asked for a word with a host, if anybody did."""
    calling = [seat for seat in seen.seats if seat.called]
    if not calling:
        return
    with st.container(key="card_calls", gap="small"):
        layout.html('<h2 class="gs-sec">Asked for a word</h2>')
        for seat in calling:
            with _row(f"call_{seat.id}"):
                layout.html(f'<p class="gs-p">{_named(seat)}</p>')
                st.button(
                    "I have been there",
                    key=f"answered_{seat.id}",
                    on_click=commanding.do,
                    args=(seen.run.id, _answered(seen.run.id, seat.id)),
                )


def _answered(run_id: str, seat_id: str) -> commanding.Doing:
    return lambda work, viewer: care.answered(work, viewer, run_id, seat_id)


def _row(key: str) -> st.delta_generator.DeltaGenerator:
    return st.container(
        key=key, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    )


def _named(seat: SeatSeen) -> str:
    return f"<b>{layout.literal(seat.label)}</b>, {DEVICES.get(seat.device, seat.device)}"


def _seats(seen: HostScene) -> None:
    run_id = seen.run.id
    with st.expander(f"Seats ({len(seen.seats)})", key="console_seats"):
        layout.html(
            '<p class="gs-p gs-small gs-muted">Each seat has a word for a name. Which person sits '
            "there is known to nobody but them.</p>"
        )
        for seat in seen.seats:
            with _row(f"seat_{seat.id}"):
                layout.html(f'<p class="gs-p">{_named(seat)}</p>')
                st.button(
                    "Remove",
                    key=f"remove_{seat.id}",
                    help="Whoever sits there can join again with the code.",
                    on_click=commanding.do,
                    args=(run_id, _removing(run_id, seat.id)),
                )
        st.button(
            "Add somebody without a device",
            key="add_seat",
            on_click=commanding.do,
            args=(run_id, lambda work, viewer: seats.add_without_device(work, viewer, run_id)),
        )


def _removing(run_id: str, seat_id: str) -> commanding.Doing:
    return lambda work, viewer: seats.remove(work, viewer, run_id, seat_id)


def _board(seen: HostScene) -> None:
    run = seen.run
    # Before it begins, this is what a host is looking for.
    is_planned = run.state.status is Status.PLANNED
    with st.expander("Board for the projector", key="console_board", expanded=is_planned):
        made = tab_state.kept(f"{BOARD}.{run.id}")
        if made:
            address = f"{wiring.installation().settings.url}/board/{run.id}/{made}"
            layout.html(
                f'<p class="gs-p"><a href="{escape(address)}" target="_blank" rel="noopener">Open '
                "the board</a></p>"
                '<p class="gs-p gs-small gs-muted">The link is shown in this tab only. Whoever has '
                "it sees what the room sees, and nothing else.</p>"
            )
        elif run.board_hash:
            layout.html(
                '<p class="gs-p">A link was made. Make a new one to see it again; the old '
                "one then opens nothing.</p>"
            )
        with st.container(horizontal=True, gap="small"):
            st.button(
                "Make a new link" if run.board_hash else "Make the link",
                key="board_make",
                on_click=_make_board,
                args=(run.id,),
            )
            if run.board_hash:
                st.button("Revoke it", key="board_revoke", on_click=_revoke, args=(run.id,))


def _make_board(run_id: str) -> None:
    secret = commanding.act(run_id, lambda work, viewer: hosting.new_board(work, viewer, run_id))
    if secret is not None:
        tab_state.keep(f"{BOARD}.{run_id}", secret)


def _revoke(run_id: str) -> None:
    commanding.act(run_id, lambda work, viewer: hosting.no_board(work, viewer, run_id))
    tab_state.drop(f"{BOARD}.{run_id}")
