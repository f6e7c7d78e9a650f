"""What the public page of a workshop and the page of a booking say."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from course.study.completion import hours
from course.workshop.announced import Announced
from course.workshop.booking import Booking, Page
from course.workshop.state import Status
from pages.routes import plain
from pages.routes.plain import esc

_GONE = (
    "There is no workshop here. It may be over, it may belong to a cohort, or the link may be cut "
    "short. If it is your cohort's, sign in first and open the link again."
)
_HOW = (
    "You take part with your own phone, in the room or from elsewhere, or on paper. You need no "
    "account, and nobody asks your phone for a name."
)
_RECORDING = (
    "Recording is off: no sound, no picture, no transcript. Hosts leave it off in a video call too."
)
_REGISTER = (
    "Your name and address go into the register, which the hosts read and tick when you come. "
    "Whoever runs this server could read it too. The register is kept apart from the seat your "
    "phone takes and from all that is answered there. It is removed 90 days after the workshop; "
    "only for learners of the cohort whose workshop it is, that they came is kept with their hours."
)
_OFF = "Its hosts have cancelled this workshop. It doesn't take place."
_CANCEL = (
    "After booking you get a page of your own. Its button gives the place back at any time before "
    "the end, and whoever waits first gets it."
)
_NEEDS = (
    "If something would make it easier for you to take part, such as step-free access, captions or "
    "a seat near the door, say so. The hosts read it, and whoever runs this server could."
)


def page(shown: Page, token: str, trouble: str, typed: Mapping[str, str]) -> Response:
    """A run's public page with its form, or what there is instead of one."""
    run = shown.run
    if run.cancelled:
        return _called_off(shown)
    body = (
        f'<p>{esc(shown.summary)}</p><section class="card">{_facts(run, _places(shown))}'
        f'<p><a href="/workshops/{esc(run.run_id)}/calendar.ics">Calendar file</a></p></section>'
        f"{_form(shown, token, trouble, typed)}"
        f"<h2>How it is done</h2><p>{esc(_HOW)}</p><p>{esc(_RECORDING)}</p>"
        f"<h2>What is kept of you</h2><p>{esc(_REGISTER)}</p>"
        f"<h2>How to cancel</h2><p>{esc(_CANCEL)}</p>"
    )
    return plain.page(run.title, body, 422 if trouble else 200)


def _called_off(shown: Page) -> Response:
    run, who = shown.run, "Who had booked is written to, where letters are set up here."
    return plain.page(
        run.title,
        f'<p class="note" role="status">{esc(_OFF)} {esc(who)}</p>'
        f'<section class="card">{_facts(run, "")}<p><a href="/workshops/{esc(run.run_id)}'
        '/calendar.ics">Calendar file that takes it out of a calendar</a></p></section>'
        f"<h2>What is kept of you</h2><p>{esc(_REGISTER)}</p>",
    )


def _facts(run: Announced, places: str) -> str:
    rows = [
        ("Day", run.day),
        ("Time", run.hours),
        ("Length", hours(run.minutes)),
        *([("Places", places)] if places else []),
    ]
    return "<dl>" + "".join(f"<dt>{esc(a)}</dt><dd>{esc(b)}</dd>" for a, b in rows) + "</dl>"


def _places(shown: Page) -> str:
    if not shown.is_open:
        return ""
    if shown.left == 0:
        return f"All {shown.run.capacity} are taken. There is a waiting list."
    return f"{shown.left} of {shown.run.capacity} left"


def _form(shown: Page, token: str, trouble: str, typed: Mapping[str, str]) -> str:
    if shown.token is not None:
        return (
            f'<p class="note">You have booked already. <a href="/workshops/booking/'
            f'{esc(shown.token)}">Open your booking</a></p>'
        )
    if not shown.is_open:
        over = shown.run.status is Status.ENDED
        said = "This workshop is over." if over else "Its time has passed, so booking is closed."
        return f'<p class="note">{said}</p>'
    warn = f'<p class="trouble" role="alert">{esc(trouble)}</p>' if trouble else ""
    waits = shown.left == 0
    name, email = typed.get("name", shown.name), typed.get("email", shown.email)
    mail = "Letters about this workshop go there, and nothing else."
    needs = (
        '<label for="needs">What you need (if anything)</label>'
        f'<p class="hint" id="needs-hint">{esc(_NEEDS)}</p>'
        '<textarea id="needs" name="needs" rows="3" '
        f'aria-describedby="needs-hint">{esc(typed.get("needs", ""))}</textarea>'
    )
    return (
        f"<h2>{'Wait for a place' if waits else 'Book a place'}</h2>{warn}"
        f'<form method="post" action="/workshops/{esc(shown.run.run_id)}">'
        f'<input type="hidden" name="token" value="{esc(token)}">'
        f"{plain.field('name', 'Your name', name, required=True, complete='name')}"
        f"{_email(email, mail)}{needs}"
        f"<button>{'Go on the waiting list' if waits else 'Book'}</button></form>"
    )


def _email(email: str, hint: str) -> str:
    return plain.field(
        "email",
        "Your mail address",
        email,
        kind="email",
        hint=hint,
        required=True,
        complete="email",
    )


def booking(found: Booking, token: str, trouble: str = "") -> Response:
    """A booking as its holder sees it."""
    warn = f'<p class="trouble" role="alert">{esc(trouble)}</p>' if trouble else ""
    body = f"{_stands(found)}{warn}<section class='card'>{_facts(found.run, '')}{_own(found)}"
    body += f"{_links(found, token)}</section>{_keep(found)}{_give_back(found, token)}"
    return plain.page(_title(found), body, 409 if trouble else 200)


def _title(found: Booking) -> str:
    if found.came:
        return "You were there"
    if found.run.cancelled:
        return "This workshop was cancelled"
    if found.run.status is Status.ENDED:
        return "This workshop is over"
    return "You are on the waiting list" if found.place is not None else "You are booked"


def _stands(found: Booking) -> str:
    if found.run.cancelled:
        return f'<p class="note" role="status">{esc(_OFF)}</p><p>“{esc(found.run.title)}”</p>'
    if found.came or found.run.status is Status.ENDED:
        return f"<p>“{esc(found.run.title)}”</p>"
    if found.place is not None:
        return (
            f'<p class="note" role="status">Your place on the list is {found.place}. When a place '
            f"becomes free it goes to whoever waits first{_letter(found)}.</p>"
        )
    return f'<p role="status">A place in “{esc(found.run.title)}” is yours.</p>'


def _letter(found: Booking) -> str:
    return ", with a letter" if found.by_mail else ", and this page then says so"


def _own(found: Booking) -> str:
    needs = f'<p>You need: <span class="gs-words" dir="auto">{esc(found.needs)}</span></p>'
    how = "Booked" if found.place is None else "Waiting"
    return (
        f"<p>{how} under the name <bdi>{esc(found.name)}</bdi>, {esc(found.email)}.</p>"
        f"{needs if found.needs else ''}"
    )


def _links(found: Booking, token: str) -> str:
    here = f"/workshops/booking/{esc(token)}"
    links = [f'<a href="{here}/calendar.ics">Calendar file</a>']
    if found.place is None and found.run.status is not Status.ENDED:
        links.append(f'<a href="{esc(found.join)}">Take part, on the day</a>')
    if found.came:
        links.append(f'<a href="{here}/attendance.pdf">Slip of attendance (PDF)</a>')
    return f"<p>{' · '.join(links)}</p>"


def _keep(found: Booking) -> str:
    mailed = " It stands in the letter too." if found.by_mail else ""
    return f"<p>Keep the address of this page: it is the way back to your booking.{mailed}</p>"


def _give_back(found: Booking, token: str) -> str:
    if found.came:
        return "<p>A host has ticked that you came.</p>"
    if found.run.status is Status.ENDED:
        return ""
    name = "Leave the waiting list" if found.place is not None else "Cancel my booking"
    return (
        "<h2>If you can't come</h2><p>Your name, address and what you need are removed at once.</p>"
        f'<form method="post" action="/workshops/booking/{esc(token)}">'
        f'<button class="second">{name}</button></form>'
    )


def cancelled() -> Response:
    """What is said once a place is given back."""
    return plain.page(
        "Cancelled",
        '<p role="status">The place is free again. Nothing of your booking is kept.</p>',
    )


def gone() -> Response:
    """Nothing is here, whatever the reason."""
    return plain.page("No workshop here", f"<p>{esc(_GONE)}</p>", 404)
