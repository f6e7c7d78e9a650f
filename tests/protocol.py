"""A browser tab without a browser: speaks Streamlit's protocol over the real websocket."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.util import calc_hash
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol


@dataclass(frozen=True)
class Run:
    """What one script run sent: the messages in order, and how long they took in seconds."""

    messages: tuple[ForwardMsg, ...]
    seconds: float

    def texts(self) -> str:
        """Every string the run drew, one a line, in no promised order."""
        found: list[str] = []
        for message in self.messages:
            if message.WhichOneof("type") == "delta":
                found.extend(_strings(message.delta))
        return "\n".join(found)

    def fragment_ids(self) -> list[str]:
        """The fragments that drew something."""
        found = (m.delta.fragment_id for m in self.messages if m.WhichOneof("type") == "delta")
        return list(dict.fromkeys(f for f in found if f))

    def button_ids(self) -> list[str]:
        """The ids of every button drawn, those that submit a form included."""
        return [
            m.delta.new_element.button.id
            for m in self.messages
            if m.WhichOneof("type") == "delta"
            and m.delta.WhichOneof("type") == "new_element"
            and m.delta.new_element.WhichOneof("type") == "button"
        ]

    def widget_id(self, label: str) -> str:
        """The id of the first widget whose id or label contains ``label``."""
        for message in self.messages:
            if message.WhichOneof("type") != "delta" or not message.delta.HasField("new_element"):
                continue
            element = message.delta.new_element
            kind = element.WhichOneof("type")
            drawn: Any = getattr(element, kind) if kind else None
            known = f"{getattr(drawn, 'label', '')}\n{getattr(drawn, 'id', '')}"
            if hasattr(drawn, "id") and label in known:
                return str(drawn.id)
        raise AssertionError(f"no widget {label!r} was drawn")


def _strings(message: object) -> Iterator[str]:
    for descriptor, value in message.ListFields():  # type: ignore[attr-defined]
        if isinstance(value, str):
            yield value
        elif descriptor.message_type is not None and hasattr(value, "ListFields"):
            yield from _strings(value)
        elif hasattr(value, "__iter__") and not isinstance(value, (bytes, str)):
            for item in value:
                if isinstance(item, str):
                    yield item
                elif hasattr(item, "ListFields"):
                    yield from _strings(item)


def page_hash(path: str) -> str:
    """The hash by which Streamlit knows the page at a path ("" is the first page)."""
    return str(calc_hash(path))


@dataclass
class Tab:
    """One open tab: ``Tab(url, cookie)`` as a context manager, then ``run()``.

    ``cookie`` is a whole Cookie header, or None; ``origin`` defaults to the server's own, and
    None sends none. ``host`` is a Host header other than the address.
    """

    url: str
    cookie: str | None = None
    origin: str | None = ""
    host: str | None = None
    session_id: str | None = None
    socket: ClientConnection = field(init=False)
    _leaving: ExitStack = field(init=False, repr=False)

    def __enter__(self) -> Tab:
        headers = {}
        if self.cookie:
            headers["Cookie"] = self.cookie
        protocols = ["streamlit", "PLACEHOLDER"]
        if self.session_id:
            protocols.append(self.session_id)
        address = self.url.replace("http", "ws", 1)
        already = None
        if self.host:
            parts = urlsplit(self.url)
            already = socket.create_connection((parts.hostname or "", parts.port or 80), 30)
            address = f"ws://{self.host}"
        connecting = connect(
            f"{address}/_stcore/stream",
            sock=already,
            origin=self.url if self.origin == "" else self.origin,  # type: ignore[arg-type]
            additional_headers=headers,
            subprotocols=[Subprotocol(p) for p in protocols],
            max_size=None,
            # A browser takes in all it is sent; with a full queue, closing would wait ten seconds.
            max_queue=None,
            open_timeout=30,
            proxy=None,
        )
        self._leaving = ExitStack()
        self.socket = self._leaving.enter_context(connecting)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._leaving.__exit__(kind, error, trace)

    def send(self, message: BackMsg) -> None:
        """Send one message as it is."""
        self.socket.send(message.SerializeToString())

    def ask(
        self,
        *,
        path: str = "",
        query: str = "",
        page_hash: str = "",
        fragment_id: str = "",
        widgets: list[WidgetState] | None = None,
    ) -> None:
        """Ask for a run without waiting for what it draws."""
        message = BackMsg()
        client = message.rerun_script
        client.page_name = path
        client.query_string = query
        client.page_script_hash = page_hash
        client.fragment_id = fragment_id
        client.widget_states.CopyFrom(WidgetStates(widgets=widgets or []))
        self.send(message)

    def run(
        self,
        *,
        path: str = "",
        query: str = "",
        page_hash: str = "",
        fragment_id: str = "",
        widgets: list[WidgetState] | None = None,
        timeout: float = 30,
    ) -> Run:
        """Ask for a run and collect what it sends until it has finished."""
        began = time.perf_counter()
        self.ask(
            path=path,
            query=query,
            page_hash=page_hash,
            fragment_id=fragment_id,
            widgets=widgets,
        )
        messages = self.collect(timeout)
        return Run(messages, time.perf_counter() - began)

    def click(self, button_id: str, **where: str) -> Run:
        """Press a button by its id, as the browser does."""
        return self.run(widgets=[WidgetState(id=button_id, trigger_value=True)], **where)  # type: ignore[arg-type]

    def collect(self, timeout: float = 30) -> tuple[ForwardMsg, ...]:
        """Every message until a run has finished. Raises TimeoutError, ConnectionClosed."""
        until = time.monotonic() + timeout
        messages: list[ForwardMsg] = []
        while True:
            data = self.socket.recv(timeout=max(until - time.monotonic(), 0.001))
            assert isinstance(data, bytes)
            message = ForwardMsg()
            message.ParseFromString(data)
            messages.append(message)
            kind = message.WhichOneof("type")
            if kind == "new_session" and message.new_session.initialize.session_id:
                self.session_id = message.new_session.initialize.session_id
            if kind == "script_finished":
                status = message.script_finished
                if status != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return tuple(messages)


@contextmanager
def tab(url: str, cookie: str | None = None) -> Iterator[Tab]:
    """An open tab on our own origin."""
    with Tab(url, cookie) as opened:
        yield opened
