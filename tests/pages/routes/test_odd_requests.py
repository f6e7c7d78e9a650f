"""Requests that no browser of ours sends, and somebody's program may."""

from __future__ import annotations

import socket

from pages.routes import sockets
from tests.launch_server import Server


def test_what_is_no_path_does_not_lead_away(shared_server: Server) -> None:
    asked = f"GET @evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:{shared_server.port}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", shared_server.port), timeout=10) as plain:
        plain.sendall(asked.encode())
        answer = plain.recv(4096).decode()
    assert answer.startswith("HTTP/1.1 307")
    assert "evil.example" not in answer


def test_an_earlier_tab_named_in_a_second_header_is_not_given_away() -> None:
    known = sockets.OpenSockets(set)
    known.remember_tab("their-tab", "theirs")
    headers = [
        (sockets.PROTOCOL, b"streamlit, x, their-tab"),
        (sockets.PROTOCOL, b"streamlit, x"),
    ]
    for order in (headers, headers[::-1]):
        scope = {"type": "websocket", "headers": order, "subprotocols": ["streamlit"]}
        kept = sockets._own_tab_only(scope, known, "mine")["headers"]
        assert not any(b"their-tab" in value for _, value in kept)
