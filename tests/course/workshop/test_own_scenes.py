"""What stands in no scene but the one it is for."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course.installation import Installation
from course.workshop import hosting, responding, scenes
from course.workshop.responding import Ack
from tests import rooms
from tests.rooms import LINE, PAIRS, POLL, TEXT, TRIADS, Room


def test_the_new_fact_is_heard_only_in_its_part(installation: Installation) -> None:
    room = rooms.room(installation, LINE, people=1)
    room.do("start")
    assert "A new fact." not in json.dumps(room.scene(room.tokens[0]))
    room.do("open")
    assert "A new fact." not in json.dumps(room.scene(room.tokens[0]))
    room.do("further")
    assert room.scene(room.tokens[0])["activity"]["body"]["fact"] == "A new fact."


def test_what_only_the_host_reads_is_in_no_scene(installation: Installation) -> None:
    room = rooms.room(installation, people=3)
    room.do("start")
    for _ in range(12):
        assert "For the host." not in json.dumps(room.scene(room.tokens[0]))
        state = room.host_scene().run.state
        room.do(*(["open", "close"] if state.stage == "waiting" else []), "next")


def test_a_hidden_code_and_head_count_are_hidden(installation: Installation) -> None:
    room = rooms.room(installation, POLL, people=3)
    with installation.writing() as work:
        secret = hosting.new_board(work, room.host, room.run_id)

    def board() -> tuple[Any, ...]:
        with installation.reading() as work:
            run = scenes.for_board(work, None, room.run_id, secret)["run"]
        return run["code"], run["join"], run["people"]

    assert board() == (room.code, f"http://localhost:8501/join/{room.code}", 3)
    room.do("hide_code", "hide_count")
    assert board() == (None, None, None)
    room.do("show_code", "show_count")
    assert board()[2] == 3


SECRET = st.text(st.characters(categories=["Lu"]), min_size=12, max_size=12)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(SECRET, min_size=4, max_size=9, unique=True), st.randoms(use_true_random=False))
def test_no_seat_ever_sees_anothers_answer_or_card(
    sqlite_installation: Installation, texts: list[str], rng: Any
) -> None:
    room = rooms.room(sqlite_installation, TEXT, TRIADS, people=len(texts))
    room.do("start", "open")
    for token, text in zip(room.tokens, texts, strict=True):
        room.answer(token, {"text": text})
        if rng.random() < 0.3:
            room.step_down(token, rng.choice(["observe", "gentler"]))
    for token, text in zip(room.tokens, texts, strict=True):
        shown = json.dumps(room.scene(token), ensure_ascii=False)
        assert [one for one in texts if one in shown] == [text]
    room.do("close", "next", "open")
    _only_own_cards(room)


def _only_own_cards(room: Room) -> None:
    for token in room.tokens:
        shown = room.scene(token)
        group = shown["mine"]["group"]
        words = json.dumps(shown)
        role = group["role"] if group else None
        assert ("Secret 1" in words or "Gentle 1" in words) == (role == "client")
        assert ("Listen" in words) == (role == "therapist")
        assert ("Watch" in words) == (role == "observer")


def test_a_pair_is_named_once_both_have_given_their_number_and_by_a_retry_again(
    installation: Installation,
) -> None:
    room = rooms.room(installation, PAIRS, people=2)
    room.do("start", "open")
    by_role = {room.scene(one)["mine"]["group"]["role"]: one for one in room.tokens}
    item = room.host_scene().run.item

    def gave(role: str, **value: int) -> Ack:
        with installation.writing() as work:
            sent = (room.run_id, by_role[role], item, f"key-of-{role}", value)
            return responding.respond(work, None, *sent)

    first = gave("therapist", predict=2)
    second = gave("client", rating=5)
    assert (first.others, second.others) == ((), (first.seat_id,))
    # The reply was lost, and with it perhaps that the other one was told.
    assert gave("client", rating=5) == second
    assert gave("therapist", predict=2).others == (second.seat_id,)
