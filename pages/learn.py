"""The learner's home: where they are, what is next, the bowl and the lessons."""

from __future__ import annotations

from html import escape

import streamlit as st

from course.access import Permit, Role, Viewer
from course.errors import GoldseamError
from course.letters import preferences
from course.own import carrying, keeping
from course.own.carrying import Offer
from course.own.keeping import Ending
from course.study import noted, progress, returning
from course.study.progress import Home, LessonCard, State
from course.study.returning import Waiting
from course.workshop import joinable
from course.workshop.joinable import Joinable
from pages.ui import bowl, gate, keep_note, layout, lesson_rows, note_card, quiet_links, wiring


def draw(
    viewer: Viewer,
    home: Home,
    endings: tuple[Ending, ...],
    offers: tuple[Offer, ...],
    notes: note_card.Notes,
    waiting: Waiting,
    open_now: tuple[Joinable, ...] = (),
) -> None:
    """The whole page."""
    count = lesson_count(home)
    cards = {card.number - 1: card for card in home.lessons}
    shares = [_share(cards.get(index)) for index in range(count)]
    under_way = next((i for i, card in cards.items() if card.state is State.PART_WAY), None)
    with layout.page("home"):
        left, right = st.columns([1.02, 1], gap="large", vertical_alignment="center")
        with left:
            layout.html(
                f"<h1>{_greeting(home)}, {layout.literal(viewer.name)}</h1>"
                f'<p class="gs-lead">{escape(standing(home, count))}</p>'
            )
            with st.container(key="card_next", gap="small"):
                _next(home, count)
        with right:
            layout.svg(bowl.bowl_svg(shares, under_way))
        keep_note.draw(endings)
        if not _begun(home):
            keep_note.offer(offers)
        note_card.draw(notes)
        quiet_links.live(open_now)
        quiet_links.due(waiting)
        lesson_rows.draw(home.lessons, count)
        quiet_links.draw(waiting)


def _share(card: LessonCard | None) -> float:
    return 0.0 if card is None else card.done_count / card.step_count


def _greeting(home: Home) -> str:
    return "Welcome back" if _begun(home) else "Welcome"


def _begun(home: Home) -> bool:
    return any(card.state in {State.PART_WAY, State.MENDED} for card in home.lessons)


def lesson_count(home: Home) -> int:
    """How many lessons the course has, those in preparation among them."""
    named = len(wiring.installation().catalogue.course.lessons)
    return max([named, *(card.number for card in home.lessons)])


def standing(home: Home, count: int) -> str:
    """Where the learner is, in a sentence."""
    under_way = [card for card in home.lessons if card.state is State.PART_WAY]
    if not home.mended:
        return _first_gold(count) if under_way else _no_gold(count)
    if count > bowl.SEAMS_IN_BOWL:
        said = f"{_counted(home.mended)} of the {count} lessons {_are(home.mended)} mended"
    else:
        seams = f"seam{'s' * (home.mended > 1)}"
        said = f"{_counted(home.mended)} {seams} of your bowl {_are(home.mended)} mended"
    return f"{said}, and lesson {under_way[0].number} is under way." if under_way else f"{said}."


def _no_gold(count: int) -> str:
    if count > bowl.SEAMS_IN_BOWL:
        return "Your bowl has cracks. The lessons mend them with gold, a little each."
    if count == 1:
        return "Your bowl has one crack. The lesson mends it with gold."
    cracks = f"{_counted(count).lower()} cracks"
    return f"Your bowl has {cracks}. Each lesson mends one of them with gold."


def _first_gold(count: int) -> str:
    if count > bowl.SEAMS_IN_BOWL:
        return "The first gold is in your bowl. Each lesson mends a part of a crack."
    if count == 1:
        return "The first gold is in your bowl."
    one = f"one of its {_counted(count).lower()} cracks"
    return f"The first gold is in your bowl. Each lesson mends {one}."


def _are(count: int) -> str:
    return "are" if count > 1 else "is"


def _counted(count: int) -> str:
    return quiet_links.COUNTED[count] if count < len(quiet_links.COUNTED) else str(count)


def _next(home: Home, count: int) -> None:
    card = home.next
    if home.mended and home.mended == count:
        _whole()
        return
    if card is None:
        later = home.opens_next
        said = (
            "Every lesson that is ready is mended. You can open any of them again."
            if later is None
            else f"Lesson {later.number} opens {lesson_rows.day(later.opens_on)}."
        )
        layout.html(
            f'<p class="gs-eyebrow">Next for you</p><h2>Time to let it set</h2>'
            f'<p class="gs-muted gs-p">{escape(said)}</p>'
        )
        return
    begun = card.state is State.PART_WAY
    where = (
        f"Step {card.step_number} of {card.step_count}. Steps done: {card.done_count}. "
        f"About {card.minutes_left} minutes left."
        if begun
        else f"{card.aim} About {card.minutes} minutes, in as many sittings as you like."
    )
    layout.html(
        '<p class="gs-eyebrow">Next for you</p>'
        f"<h2>Lesson {card.number}. {escape(card.title)}</h2>"
        f'<p class="gs-muted gs-p">{escape(where)}</p>'
    )
    if _go_on(f"{'Continue' if begun else 'Begin'} lesson {card.number}"):
        st.switch_page("take_lesson.py", query_params={"lesson": card.id})


def _whole() -> None:
    layout.html(
        '<p class="gs-eyebrow">Next for you</p><h2>The whole bowl is mended</h2>'
        '<p class="gs-muted gs-p">You can open any lesson again. At the end of the course are a '
        "record to hand in if you wish, a certificate and a badge.</p>"
    )
    if _go_on("To the end of the course"):
        st.switch_page("finish.py")


def _go_on(label: str) -> bool:
    return st.button(
        label,
        type="primary",
        icon=":material/arrow_forward:",
        icon_position="right",
        key="go_on",
    )


found = gate.require(Permit.ACCOUNT)
try:
    chosen = gate.chosen_cohort(found, Role.LEARNER)
    with wiring.reading() as unit:
        shown = progress.home(unit, found, chosen)
        ending = keeping.soon(unit, found)
        offered = carrying.offers(unit, found, chosen)
        told = noted.mine(unit, found, chosen)
        due = returning.waiting(unit, found, chosen)
        open_now = joinable.here(unit, found, chosen)
        paused = preferences.mine(unit, found).paused_until if told else None
except GoldseamError as error:
    gate.say(error)
else:
    draw(found, shown, ending, offered, note_card.Notes(told, paused), due, open_now)
