"""What the page behind ``/shown/<token>`` says."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from course.study.reading import Page
from course.study.shown import Reading
from course.study.shown_item import Asked, Item
from pages.routes import plain
from pages.routes.plain import esc
from pages.ui.prose import inline
from pages.ui.shown_view import item_html, sender_html

CANT_TELL = "none"
_GONE = (
    "A link to something shown works for two weeks, and can be taken back sooner. If you were "
    "asked to read something here, ask that person for a new link."
)
_WHO = (
    "What you send goes to the person who showed you this, and to nobody else here. Whoever runs "
    "this server could read it. It can’t be changed once it is sent."
)


def page(
    shown: Page, course: str, token: str, trouble: str = "", typed: Mapping[str, str] | None = None
) -> Response:
    """The item, and below it the form, or what was sent."""
    item, fields = shown.item, typed or {}
    day = f"{shown.until.day} {shown.until:%B %Y}"
    intro = (
        f"<p>From {sender_html(item)}, who takes the course “{esc(course)}”, to "
        f"<bdi>{esc(item.reader)}</bdi>. This one piece is shown to you and nothing else, until "
        f"{esc(day)}. You need no account.</p>"
    )
    below = _form(item, token, trouble, fields) if shown.sent is None else _sent(item, shown.sent)
    body = f'{intro}<section class="card">{item_html(item)}</section>{below}'
    return plain.page(f"To read: {item.title}", body, 422 if trouble else 200)


def _form(item: Item, token: str, trouble: str, typed: Mapping[str, str]) -> str:
    warn = f'<p class="trouble" role="alert">{esc(trouble)}</p>' if trouble else ""
    marks = "".join(_mark(skill, typed.get(f"mark-{skill.id}", "")) for skill in item.skills)
    ask = (
        "<p>For each skill, choose the description that comes nearest to what the words do. The "
        "descriptions speak as the person who wrote. Their own marks are not shown to you, so that "
        "yours are your own.</p>"
        if item.skills
        else ""
    )
    return (
        f'<h2>What you see in it</h2>{warn}<form method="post" action="/shown/{esc(token)}">'
        f"{ask}{marks}"
        f"{_area('keep', 'One thing to keep', 'Quote a few of their words if you can.', typed)}"
        f"{_area('next', 'One next try', 'Something they could say or do next time.', typed)}"
        f'<p class="note">{esc(_WHO)}</p><button>Send it</button></form>'
    )


def _mark(skill: Asked, chosen: str) -> str:
    offered = [(str(n), f"{n}. {inline(said)}") for n, said in enumerate(skill.anchors, start=1)]
    offered.append((CANT_TELL, "I can’t tell from this"))
    name = esc(f"mark-{skill.id}")
    choices = "".join(
        f'<label class="choice"><input type="radio" name="{name}" value="{value}" required'
        f"{' checked' if value == chosen else ''}><span>{said}</span></label>"
        for value, said in offered
    )
    return f"<fieldset><legend>{esc(skill.name)}</legend>{choices}</fieldset>"


def _area(name: str, label: str, hint: str, typed: Mapping[str, str]) -> str:
    return (
        f'<label for="{name}">{esc(label)}</label><p class="hint" id="{name}-hint">{esc(hint)}</p>'
        f'<textarea id="{name}" name="{name}" rows="4" required '
        f'aria-describedby="{name}-hint">{esc(typed.get(name, ""))}</textarea>'
    )


def _sent(item: Item, sent: Reading) -> str:
    rows = "".join(
        f"<dt>{esc(skill.name)}</dt><dd>{_said(skill, sent.marks.get(skill.id))}</dd>"
        for skill in item.skills
    )
    return (
        '<h2>Sent</h2><p role="status">This is what you sent. There is nothing more to do here.</p>'
        f"<dl>{rows}</dl><h3>One thing to keep</h3>"
        f'<p class="gs-words" dir="auto">{esc(sent.keep)}</p><h3>One next try</h3>'
        f'<p class="gs-words" dir="auto">{esc(sent.next_try)}</p>'
    )


def _said(skill: Asked, mark: int | None) -> str:
    return "–" if mark is None else f"{mark}. {inline(skill.anchors[mark - 1])}"


def gone() -> Response:
    """A link that opens nothing, whatever the reason."""
    return plain.page("Nothing to read here", f"<p>{esc(_GONE)}</p>", 404)
