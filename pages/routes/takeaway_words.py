"""What the card says that a participant takes away from a workshop."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from starlette.responses import Response

from course.workshop.followup import CHOICES
from course.workshop.takeaways import Card
from pages.routes import plain
from pages.routes.plain import esc

_GONE = (
    "This browser has no card of this workshop, or the card's time is over. A card opens only in "
    "the browser with which you took part."
)
_WHO = (
    "Only this browser opens this card. Hosts and other participants can't read it. It is stored "
    "sealed with a key that lies in this browser alone, so whoever runs this server could read it "
    "only while your browser sends it or asks for it. If you clear this browser, or give it to "
    "somebody, the card goes with it."
)
_ROOM = (
    "You joined at the room's own address, {address}, and this card opens nowhere else. Away from "
    "the room's network that may not work, so download the card before you go."
)
_COPY = (
    "You are signed in. The copy is your own writing there, and nothing says which seat was yours."
)
_COUNTED = (
    "Your answer is counted with everyone's a week after the workshop, and said as one of four "
    "words, only if enough people answer (six, or ten in a large group). Until then you can change "
    "it."
)


def day(when: date) -> str:
    """A day in words, such as ``7 September 2026``."""
    return f"{when.day} {when:%B %Y}"


def stays(card: Card) -> str:
    """How long the card is kept."""
    return f"It stays here until {day(card.until)}, and is removed then. Download it to keep it."


def page(
    card: Card,
    run_id: str,
    cohorts: Mapping[str, str],
    trouble: str,
    typed: Mapping[str, str],
    done: str,
    room: str = "",
) -> Response:
    """The card, to read, change and download; from two days after, whether it came about.

    ``cohorts`` are those in which whoever is signed in here learns; ``room`` is the room's own
    address, where the card was opened there.
    """
    warn = f'<p class="trouble" role="alert">{esc(trouble)}</p>' if trouble else ""
    note = f'<p class="note" role="status">{esc(done)}</p>' if done else ""
    body = (
        f"<p>{esc(card.title)}, {day(card.day)}</p>{warn}{note}{_asked(card, run_id)}"
        f"{_in_room(room)}{_form(card, run_id, typed)}{_copies(card, run_id, cohorts)}"
        f'<p class="note">{esc(_WHO)} {esc(stays(card))}</p>'
        f'<p><a href="/live/{esc(run_id)}/takeaway.txt">Download it as text</a></p>'
    )
    return plain.page("What I take away", body, 422 if trouble else 200)


def _in_room(address: str) -> str:
    return f'<p class="note">{esc(_ROOM.format(address=address))}</p>' if address else ""


def _form(card: Card, run_id: str, typed: Mapping[str, str]) -> str:
    commitment, notes = typed.get("commitment", card.commitment), typed.get("notes", card.notes)
    return (
        f'<form method="post" action="/live/{esc(run_id)}/card">'
        f"{_area('commitment', card.asks, commitment, 3)}"
        f"{_area('notes', 'My notes', notes, 8)}<button>Save</button></form>"
    )


def _copies(card: Card, run_id: str, cohorts: Mapping[str, str]) -> str:
    """A button for each cohort of a learner's; nothing without words to keep."""
    if card.is_empty or not cohorts:
        return ""
    buttons = "".join(
        f'<button class="second" name="keep" value="{esc(cohort)}">Keep a copy in my Reflections'
        f"{f' ({esc(name)})' if len(cohorts) > 1 else ''}</button>"
        for cohort, name in cohorts.items()
    )
    return (
        f'<form method="post" action="/live/{esc(run_id)}/card">{buttons}'
        f'<p class="hint">{esc(_COPY)}</p></form>'
    )


def _area(name: str, label: str, text: str, rows: int) -> str:
    return (
        f'<label for="{name}">{esc(label)}</label><textarea id="{name}" name="{name}" '
        f'rows="{rows}" dir="auto">{esc(text)}</textarea>'
    )


def _asked(card: Card, run_id: str) -> str:
    if not card.may_say:
        return ""
    choices = "".join(
        f'<label class="choice"><input type="radio" name="said" value="{value}" required'
        f"{' checked' if value == card.said else ''}><span>{esc(text)}</span></label>"
        for value, text in CHOICES
    )
    given = '<p role="status">Your answer is kept.</p>' if card.said else ""
    return (
        f'<section class="card"><p class="gs-words" dir="auto">{esc(card.commitment)}</p>{given}'
        f'<form method="post" action="/live/{esc(run_id)}/card"><fieldset>'
        f"<legend>Did you do it?</legend>{choices}</fieldset>"
        f'<p class="hint">{esc(_COUNTED)}</p><button>Send</button></form></section>'
    )


def as_text(card: Card) -> str:
    """The card as a text to keep."""
    parts = [f"{card.title}\n{day(card.day)}"]
    if card.commitment:
        parts.append(f"{card.asks}\n{card.commitment}")
    if card.notes:
        parts.append(f"My notes\n{card.notes}")
    if card.is_empty:
        parts.append("Nothing was written on this card.")
    return "\n\n".join(parts) + "\n"


def gone() -> Response:
    """No card is here, whatever the reason."""
    return plain.page("No card here", f"<p>{esc(_GONE)}</p>", 404)
