"""Plain HTML pages for routes: no script is needed to read or use them."""

from __future__ import annotations

from html import escape
from pathlib import Path
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

FORM_LIMIT = 64 * 1024  # bytes

_HERE = Path(__file__).parent
STYLE = (_HERE / "plain.css").read_text()

# "same-origin" and not "no-referrer": under the latter browsers send "Origin: null" with a form,
# and our own forms would be refused like anyone else's.
_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title} · Goldseam</title>
<link rel="icon" href="/app/static/mark.png">
<style>{style}</style>
</head>
<body>
<main>
<p class="brand"><img src="/app/static/logo.svg" alt="Goldseam" width="158" height="36"></p>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""


def esc(text: str) -> str:
    """A person's words, made safe to stand inside HTML or an attribute."""
    return escape(text, quote=True)


def page(title: str, body: str, status: int = 200) -> HTMLResponse:
    """A whole page. ``title`` is escaped here; ``body`` is trusted HTML (escape people's words)."""
    html = _PAGE.format(title=esc(title), style=STYLE, body=body)
    return HTMLResponse(html, status_code=status, headers=dict(_HEADERS))


def sentence(title: str, text: str, status: int) -> HTMLResponse:
    """A page that says one thing and offers the way to the first page."""
    return page(title, f'<p>{esc(text)}</p><p><a href="/">Go to the first page</a></p>', status)


def field(
    name: str,
    label: str,
    value: str = "",
    *,
    kind: str = "text",
    hint: str = "",
    required: bool = False,
    complete: str = "off",
) -> str:
    """One labelled input, its hint tied to it for screen readers."""
    described = f' aria-describedby="{name}-hint"' if hint else ""
    below = f'<p class="hint" id="{name}-hint">{esc(hint)}</p>' if hint else ""
    return (
        f'<label for="{name}">{esc(label)}</label>{below}'
        f'<input id="{name}" name="{name}" type="{kind}" value="{esc(value)}" maxlength="320"'
        f' autocomplete="{complete}"{described}{" required" if required else ""}>'
    )


async def form(request: Request) -> dict[str, str]:
    """The fields of a submitted form (the last of each name); empty when it is oversized or odd."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > FORM_LIMIT:
            return {}
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=50)
    except ValueError:
        return {}
    return {name: values[-1] for name, values in fields.items()}


async def _script(_request: Request) -> Response:
    return FileResponse(_HERE / "plain.js", media_type="text/javascript")


ROUTES = [Route("/plain.js", _script, methods=["GET"])]
