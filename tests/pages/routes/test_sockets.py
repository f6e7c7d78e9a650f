"""Open sockets: what is heard on them, how many there are, and when they end."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from contextlib import ExitStack

import anyio
import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus

from course.access import Role, token_hash
from course.installation import Installation
from db.tables.identity import SignIn
from pages.routes import sockets
from pages.routes.guard import STREAM
from pages.ui import wiring
from tests import world
from tests.launch_server import Server, cookie
from tests.protocol import Run, Tab
from tests.soak import size


@pytest.fixture(scope="module")
def place(shared_server: Server) -> Iterator[Installation]:
    """The shared server's data, opened beside it."""
    with shared_server.opened() as opened:
        yield opened


def _learner(place: Installation) -> str:
    """A signed-in learner of a new cohort; returns their cookie."""
    with place.writing() as work:
        account = world.account(work)
        world.join(work, account, world.cohort(work), Role.LEARNER)
        return cookie(place, world.sign_in(work, account))


def _sign_out(place: Installation, header: str) -> None:
    with place.writing() as work:
        digest = token_hash(header.split("=", 1)[1])
        row = work.db.query(SignIn).filter_by(token_hash=digest).one()
        work.db.delete(row)


def _listen_until_closed(tab: Tab) -> None:
    while True:
        tab.collect(timeout=10)


def _every_message() -> list[BackMsg]:
    """One message of each kind that the protocol knows, filled as far as it goes."""
    found = []
    for known in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields:
        message = BackMsg()
        if known.message_type is None:
            setattr(message, known.name, True)
        else:
            getattr(message, known.name).SetInParent()
        found.append(message)
    assert len(found) >= 10
    return found


def test_a_socket_is_closed_within_five_seconds_of_its_sign_in_ending(
    shared_server: Server, place: Installation
) -> None:
    header = _learner(place)
    other = _learner(place)
    with Tab(shared_server.url, header) as tab, Tab(shared_server.url, other) as neighbour:
        assert "Course" in tab.run().texts()
        neighbour.run()
        _sign_out(place, header)
        began = time.monotonic()
        assert "Course" not in tab.run().texts()
        with pytest.raises(ConnectionClosed) as closed:
            _listen_until_closed(tab)
        assert time.monotonic() - began < 5
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == sockets.POLICY
        assert "Course" in neighbour.run().texts()


def test_a_socket_is_closed_when_its_sign_in_no_longer_stands() -> None:
    place = _Standing({"a"})
    opened, said = _open_socket(place, "a")
    place.good = set()
    anyio.run(place.sockets.check)
    assert opened.ended
    assert said == [{"type": "websocket.close", "code": sockets.POLICY}]


def test_a_socket_stays_open_while_the_database_does_not_answer() -> None:
    place = _Standing({"a"})
    opened, said = _open_socket(place, "a")
    place.good = None
    anyio.run(place.sockets.check)
    assert not opened.ended
    assert said == []


def test_a_learner_sends_every_kind_of_message_and_nothing_happens_to_anyone(
    shared_server: Server, place: Installation
) -> None:
    with (
        Tab(shared_server.url, _learner(place)) as tab,
        Tab(shared_server.url, _learner(place)) as neighbour,
    ):
        before = neighbour.run().texts()
        tab.run()
        for message in _every_message():
            tab.send(message)
        tab.socket.send("words where bytes belong")
        tab.socket.send(b"\xff\xfe not a message")
        again = tab.run(path="account")
        assert again.messages
        assert neighbour.run().texts() == before
        assert shared_server.get_status("/readyz") == 200
        assert "clear" not in shared_server.log().lower()


def test_streamlit_hears_three_kinds_of_message_and_no_other(
    sqlite_installation: Installation,
) -> None:
    wiring.use(sqlite_installation)
    sent: list[Message] = [{"type": "websocket.connect"}]
    sent += [
        {"type": "websocket.receive", "bytes": m.SerializeToString()} for m in _every_message()
    ]
    sent += [
        {"type": "websocket.receive", "text": "words"},
        {"type": "websocket.receive", "bytes": b"\xff\xfe"},
        {"type": "websocket.receive", "bytes": b""},
        {"type": "websocket.disconnect", "code": 1000},
    ]
    heard = _through(_Standing(set()), sent)
    kinds = [BackMsg.FromString(m["bytes"]).WhichOneof("type") for m in heard if m.get("bytes")]
    assert set(kinds) == {"rerun_script", "stop_script", "app_heartbeat"}
    assert len(heard) == len(kinds) + 2


def test_strangers_of_one_address_get_fifty_sockets_and_the_signed_in_are_not_counted(
    shared_server: Server, place: Installation
) -> None:
    with ExitStack() as stack:
        for _ in range(sockets.STRANGERS_PER_ADDRESS):
            stack.enter_context(Tab(shared_server.url))
        forged = cookie(place, "forged")
        for header in (None, forged):
            with pytest.raises(InvalidStatus) as refused, Tab(shared_server.url, header):
                pass
            assert refused.value.response.status_code == 429
        with Tab(shared_server.url, _learner(place)) as tab:
            assert "Course" in tab.run().texts()
    until = time.monotonic() + 10
    while True:
        try:
            with Tab(shared_server.url) as tab:
                assert tab.run().messages
                break
        except InvalidStatus:
            assert time.monotonic() < until
            time.sleep(0.1)


def test_a_tab_is_taken_up_again_only_with_the_cookie_it_had(
    shared_server: Server, place: Installation
) -> None:
    mine, theirs = _learner(place), _learner(place)
    with Tab(shared_server.url, mine) as tab:
        tab.run()
        session_id = tab.session_id
    # Each time anew: what a tab left is kept for two minutes, and of the last 128 tabs.
    for _ in range(size(1, 500)):
        for header in (theirs, None):
            with Tab(shared_server.url, header, session_id=session_id) as other:
                other.run()
                assert other.session_id != session_id
        with Tab(shared_server.url, mine, session_id=session_id) as again:
            again.run()
            assert again.session_id == session_id


def test_a_tab_that_comes_back_signed_out_is_drawn_anew_without_being_asked(
    shared_server: Server, place: Installation
) -> None:
    mine = _learner(place)
    with Tab(shared_server.url, mine) as tab:
        assert "Your lessons" in tab.run().texts()
        session_id = tab.session_id
    _sign_out(place, mine)
    with Tab(shared_server.url, mine, session_id=session_id) as again:
        drawn = Run(again.collect(), 0.0).texts()
    assert "How to get in" in drawn
    assert "Your lessons" not in drawn


class _Standing:
    """Sockets whose sign-ins are what a test says."""

    def __init__(self, good: set[str]) -> None:
        self.good: set[str] | None = good
        self.sockets = sockets.OpenSockets(self._ask)

    def _ask(self, hashes: Collection[str]) -> set[str]:
        if self.good is None:
            raise RuntimeError("away")
        return self.good & set(hashes)


def _open_socket(place: _Standing, known_as: str) -> tuple[sockets.OpenSocket, list[Message]]:
    said: list[Message] = []

    async def send(message: Message) -> None:
        said.append(message)

    opened = sockets.OpenSocket(send, "192.0.2.1", known_as, signed_in=True)
    place.sockets.add(opened)
    return opened, said


def _through(place: _Standing, sent: list[Message]) -> list[Message]:
    """What an application beneath the middleware hears of these messages."""
    heard: list[Message] = []

    async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
        while not heard or heard[-1]["type"] != "websocket.disconnect":
            heard.append(await receive())

    async def receive() -> Message:
        return sent.pop(0)

    async def send(_message: Message) -> None:
        return

    async def run() -> None:
        scope = {"type": "websocket", "path": STREAM, "headers": [], "client": ("192.0.2.1", 1)}
        await sockets.Sockets(app, place.sockets)(scope, receive, send)

    anyio.run(run)
    return heard
