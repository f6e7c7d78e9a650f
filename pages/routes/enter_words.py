"""What the pages behind ``/enter/<token>`` say."""

from __future__ import annotations

from starlette.responses import Response

from course.access import Role, Viewer
from course.signing.door import Door
from pages.routes import plain, providers, seen_words
from pages.routes.plain import esc

_KINDS = {
    "device": "This link was made on a device of yours, to sign in on this one.",
    "mail": "You asked for this link by mail.",
    "server": "This link was made on the server, by whoever runs it.",
}

# Somebody could take an invitation before the person it is for, and then send them on with this.
_NOT_YOURS = (
    '<p class="note">Go on only if you made this account yourself. If you have never been here '
    "before, somebody else made it, and could read what you write in it: ask for an invitation "
    "that nobody has opened.</p>"
)


def door_page(
    door: Door,
    viewer: Viewer | None,
    token: str,
    trouble: str = "",
    typed: dict[str, str] | None = None,
) -> Response:
    """Whose link this is, what it does, who is signed in now, and the button."""
    fields = typed or {}
    if door.kind == "invitation":
        title, body = _invitation(door, fields)
    elif door.kind == "owner":
        title, body = _owner(fields)
    else:
        title = f"Sign in as {door.name}"
        body = f"<p>{_KINDS[door.kind]}</p>{_NOT_YOURS}", ""
    intro, inputs = body
    warn = f'<p class="trouble" role="alert">{esc(trouble)}</p>' if trouble else ""
    begin = f'<form method="post" action="/enter/{esc(token)}">'
    mine = _as_me(door, viewer)
    form = f"{begin}{mine}</form>" if mine else ""
    form += f"{begin}{inputs}{_button(door, viewer)}</form>"
    html = f"{warn}{intro}{_signed_in(viewer)}{form}{_providers(door, token)}"
    return plain.page(title, html, 422 if trouble else 200)


def _owner(fields: dict[str, str]) -> tuple[str, tuple[str, str]]:
    intro = (
        "<p>This installation has no owner yet. Whoever goes on here becomes its owner: they can "
        "make cohorts, invite people, and say who else may.</p>"
    )
    inputs = plain.field(
        "name", "Your name", fields.get("name", ""), required=True, complete="name"
    ) + plain.field(
        "email",
        "Your email (optional)",
        fields.get("email", ""),
        kind="email",
        hint="With it you can come back by yourself, using a recovery phrase.",
        complete="email",
    )
    return "Start here", (intro, inputs)


def _invitation(door: Door, fields: dict[str, str]) -> tuple[str, tuple[str, str]]:
    keep = f"{door.keep_until.day} {door.keep_until:%B %Y}" if door.keep_until else ""
    teaches = door.role is Role.INSTRUCTOR
    who = f"<dt>For</dt><dd>{esc(door.name)}</dd>" if door.name else ""
    intro = (
        f"<dl>{who}<dt>Cohort</dt><dd>{esc(door.cohort_name)}</dd>"
        f"<dt>You join as</dt><dd>{'an instructor' if teaches else 'a learner'}</dd>"
        f"<dt>Writing is kept until</dt><dd>{esc(keep)}</dd></dl>"
        + (_MEANS_INSTRUCTOR if teaches else _means_learner(door))
    )
    inputs = plain.field(
        "name",
        "Your name",
        fields.get("name", door.name),
        hint="As the roster shows it.",
        required=True,
        complete="name",
    )
    return f"Join {door.cohort_name}", (intro, inputs)


def _means_learner(door: Door) -> str:
    title, points = door.means
    listed = "".join(f"<li>{esc(point)}</li>" for point in points)
    wall = _WALL if door.has_wall else ""
    return f"<h2>{esc(title)}</h2><ul>{listed}{wall}</ul>{seen_words.html()}"


_WALL = (
    "<li>This cohort has a wall, where learners may share a blunder and its repair without their "
    "name. Sharing is your own choice each time. Texts come out on fixed days, only when at least "
    "six people have shared, in no order, and your instructors see none before that.</li>"
)
_MEANS_INSTRUCTOR = (
    "<h2>What joining means</h2><ul>"
    "<li>You see the roster: who is invited and who has joined.</li>"
    "<li>You see figures about the whole cohort, published on fixed dates, and only when enough "
    "people stand behind them. Nobody's answers are shown to you.</li>"
    "<li>The other instructors and the learners see your name.</li></ul>"
)


def _signed_in(viewer: Viewer | None) -> str:
    if viewer is None:
        return ""
    return (
        f'<p class="note">Signed in here now: <strong>{esc(viewer.name)}</strong>. '
        "Going on as somebody else signs them out in this browser.</p>"
    )


def _as_me(door: Door, viewer: Viewer | None) -> str:
    if viewer is None or not door.may_take:
        return ""
    verb = "Become the owner" if door.kind == "owner" else "Join"
    return f'<button name="as" value="me">{verb} as {esc(viewer.name)}</button>'


def _button(door: Door, viewer: Viewer | None) -> str:
    words = {"invitation": "Join", "owner": "Go on"}.get(door.kind, "Sign in")
    if viewer is not None and door.may_take:
        return f'<button class="second">{words} with a new account</button>'
    return f"<button>{words}</button>"


def _providers(door: Door, token: str) -> str:
    configured = providers.configured()
    if door.kind != "invitation" or not configured:
        return ""
    buttons = "".join(
        f'<form method="post" action="/enter/{esc(token)}/with/{esc(p.name)}">'
        f'<button class="second">Join with {esc(p.label)}</button></form>'
        for p in configured
    )
    return f"<h2>Or use an account you have</h2>{buttons}"


_NO_EMAIL = (
    '<p class="note">They work together with an email address, and you gave none. You can add one '
    "on your account page.</p>"
)


def phrase_page(phrase: str, has_email: bool) -> Response:
    """The one showing of a recovery phrase, before the app."""
    return plain.page(
        "Keep these six words",
        "<p>They are your way back in, on any device, without asking anybody. Write them down or "
        "print them, and keep them where only you look. They are shown this once.</p>"
        f'<div class="card"><p class="phrase" id="phrase" tabindex="0">{esc(phrase)}</p></div>'
        '<p class="noprint"><button class="second" data-does="copy" hidden>Copy</button>'
        '<button class="second" data-does="print" hidden>Print</button></p>'
        '<p data-said role="status" class="muted"></p>'
        + ("" if has_email else _NO_EMAIL)
        + "<p>To come back: open this site, choose “Come back with your recovery phrase”, and give "
        "your email and these words. If they get lost, you can make new ones on your account page "
        "while you are signed in.</p>"
        '<form method="get" action="/" data-leaves><button>I have kept them, go on</button></form>'
        '<script src="/plain.js" defer></script>',
    )


def gone_page(sentence: str, viewer: Viewer | None, status: int) -> Response:
    """A link that opens nothing, and how to get one that does."""
    here = (
        f'<p class="note">You are signed in here as <strong>{esc(viewer.name)}</strong>. '
        '<a href="/">Go on</a></p><p>Did the six words of your recovery phrase go away before you '
        'had kept them? <a href="/account">Make new ones on your account page</a>.</p>'
        if viewer is not None
        else ""
    )
    return plain.page(
        "This link doesn't open anything",
        f"<p>{esc(sentence)}</p>{here}<ul>"
        "<li>Invited, and not joined yet? Ask whoever invited you for a new link.</li>"
        '<li>Joined already? <a href="/return">Come back with your recovery phrase</a>.</li>'
        "<li>Setting this server up? It prints a new link each time it starts, until an owner has "
        "signed in.</li></ul>",
        status,
    )
