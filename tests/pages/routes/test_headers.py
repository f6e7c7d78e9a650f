"""The headers of every response, over plain http and behind a TLS proxy."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from course.settings import read
from pages.routes import headers
from pages.routes.application import routes
from pages.ui.registry import PATHS
from tests.launch_server import Server
from tests.protocol import Tab

SECURE_URL = "https://course.example.org"
ALWAYS = {
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "cache-control",
}
ADDRESSES = [
    ("GET", "/"),
    ("HEAD", "/"),
    ("GET", "/favicon.png"),
    ("GET", "/app/static/mark.png"),
    ("GET", "/app/static/none.png"),
    ("GET", "/app/static/../frame.py"),
    ("GET", "/app/static/%2e%2e/frame.py"),
    ("GET", "/static/none.js"),
    ("GET", "/_stcore/health"),
    ("GET", "/_stcore/host-config"),
    ("GET", "/_stcore/metrics"),
    ("GET", "/_stcore/bidi-components/none"),
    ("GET", "/auth/login"),
    ("GET", "/auth/logout"),
    ("GET", "/oauth2callback"),
    ("GET", "/nothing/here"),
    ("POST", "/"),
    ("OPTIONS", "/"),
    *(("GET", f"/{path}") for path in sorted(PATHS)),
    *(("GET", route.path) for route in routes() if hasattr(route, "path")),
    *(("POST", route.path) for route in routes() if hasattr(route, "path")),
]


@pytest.fixture(scope="module")
def behind_tls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A process that a TLS proxy on this machine stands before."""
    served = Server(
        tmp_path_factory.mktemp("tls") / "served",
        environ={"GOLDSEAM_URL": SECURE_URL, "GOLDSEAM_PROXIES": "127.0.0.1"},
    ).start()
    yield served
    served.kill()


def _client(server: Server) -> httpx.Client:
    passed_on = {
        "Host": server.origin.split("//")[1],
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "203.0.113.9",
    }
    return httpx.Client(base_url=f"http://127.0.0.1:{server.port}", headers=passed_on, timeout=30)


def _responses(server: Server) -> Iterator[tuple[str, httpx.Headers]]:
    with _client(server) as client:
        for method, path in ADDRESSES:
            answer = client.request(method, path, headers={"Origin": server.origin})
            yield f"{method} {path} {answer.status_code}", answer.headers
        for other in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
            answer = client.post("/return", headers=other)
            yield f"refused {answer.status_code}", answer.headers


def test_every_response_carries_them(shared_server: Server) -> None:
    for which, found in _responses(shared_server):
        assert set(found) >= ALWAYS, which
        assert "strict-transport-security" not in found, which
        assert "access-control-allow-origin" not in found, which
        assert found["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in found["content-security-policy"]
        assert found["referrer-policy"] == "same-origin"


def test_a_scripts_own_policy_is_narrower_than_the_pages(shared_server: Server) -> None:
    with _client(shared_server) as client:
        found = client.get("/static/none.js").headers["content-security-policy"]
        page = client.get("/").headers["content-security-policy"]
    assert found == headers.ASSET_POLICY
    assert "frame-ancestors 'none'" in found
    assert not {"blob:", "'unsafe-inline'", "data:", "sha256"} & set(re.split(r"[ ;-]", found))
    assert "script-src 'self' blob: 'sha256-" in page


def test_a_refused_socket_carries_them(shared_server: Server) -> None:
    with (
        pytest.raises(InvalidStatus) as refused,
        Tab(shared_server.url, origin="https://evil.example"),
    ):
        pass
    found = httpx.Headers(list(refused.value.response.headers.raw_items()))
    assert set(found) >= ALWAYS


def test_behind_tls_every_response_asks_for_it_and_every_cookie_is_secure(
    behind_tls: Server,
) -> None:
    cookies = 0
    for which, found in _responses(behind_tls):
        assert set(found) >= ALWAYS, which
        assert found["strict-transport-security"].startswith("max-age=31536000"), which
        for line in found.get_list("set-cookie"):
            cookies += 1
            assert "; secure" in line.lower(), which
    assert cookies > 0


def test_a_page_that_breaks_still_answers_with_them_and_says_nothing_of_why() -> None:
    import anyio

    async def broken(_scope: object, _receive: object, _send: object) -> None:
        raise RuntimeError("a person's words")

    async def ask() -> httpx.Response:
        app = headers.Headers(broken, read({}))
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            return await client.get("/")

    answer = anyio.run(ask)
    assert answer.status_code == 500
    assert set(answer.headers) >= ALWAYS
    assert "a person's words" not in answer.text
    assert re.search(r"the number [0-9a-f]{8}\.", answer.text)


def test_the_policy_allows_the_one_inline_script_by_its_hash() -> None:
    page = "<script>\nlet a = 1\n</script><script src='x'></script>"
    policy = headers.content_policy(read({}), page)
    assert "script-src 'self' blob: 'sha256-aJ1+Gk5ztjxiLfKTn+7zGRIOAizBleIvl8bNF07v+ws='" in policy
    assert "connect-src 'self' ws://localhost:8501" in policy
    secure = headers.content_policy(read({"GOLDSEAM_URL": SECURE_URL}), page)
    assert "connect-src 'self' wss://course.example.org" in secure
    assert "unsafe-eval" not in policy
    assert policy.count("unsafe-inline") == 1
