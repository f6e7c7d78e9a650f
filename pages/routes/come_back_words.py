"""What the pages behind ``/return`` and ``/sign-out`` say."""

from __future__ import annotations

from starlette.responses import Response

from course.access import Viewer
from pages.routes import plain
from pages.routes.plain import esc


def return_page(can_mail: bool, trouble: str = "", email: str = "") -> Response:
    """Address and recovery phrase; and a link by mail, where mail is set up."""
    warn = f'<p class="trouble" role="alert">{esc(trouble)}</p>' if trouble else ""
    address = plain.field(
        "email", "Your email", email, kind="email", required=True, complete="email"
    )
    words = plain.field(
        "phrase",
        "Your recovery phrase",
        hint="The six words you kept when you joined. Capitals and spaces don't matter.",
        required=True,
    )
    return plain.page(
        "Come back",
        f'{warn}<form method="post" action="/return">{address}{words}'
        f"<button>Sign in</button></form>{_mail(can_mail)}{_OTHERWISE}",
        422 if trouble else 200,
    )


_OTHERWISE = (
    "<h2>Other ways</h2><ul>"
    "<li>Still signed in on another device? Its account page makes a link for this one.</li>"
    "<li>Words lost, and signed in nowhere? Whoever runs this server can make a link for you "
    "there. It ends your other sign-ins, and you are told that it was made.</li></ul>"
)


def _mail(can_mail: bool) -> str:
    if not can_mail:
        return ""
    address = plain.field(
        "email-for-link", "Your email", kind="email", required=True, complete="email"
    ).replace('name="email-for-link"', 'name="email"')
    return (
        "<h2>Or a link by mail</h2>"
        f'<form method="post" action="/return/mail">{address}'
        '<button class="second">Send me a link</button></form>'
    )


def sign_out_page(viewer: Viewer | None) -> Response:
    """Who is signed in here, and two buttons."""
    if viewer is None:
        return plain.sentence("Signed out", "Nobody is signed in in this browser.", 200)
    return plain.page(
        "Sign out",
        f"<p>Signed in here now: <strong>{esc(viewer.name)}</strong>.</p>"
        '<form method="post" action="/sign-out"><button>Sign out here</button>'
        '<button class="second" name="where" value="everywhere">Sign out everywhere</button>'
        "</form><p>Before you go: make sure you have your recovery phrase, or another way back.</p>"
        '<p><a href="/">Stay signed in</a></p>',
    )
