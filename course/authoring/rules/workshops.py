"""Rules on workshop plans: what a room needs, so that nobody is left exposed or without a way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from course.authoring.activities import (
    Activity,
    Answered,
    Case,
    ColourLine,
    Exit,
    Grouped,
    Poll,
    Reset,
    Scale,
)
from course.authoring.problem import Path
from course.authoring.rules.rule import Finding, Look, rule
from course.authoring.workshops import Workshop

DE_ROLE = "de-role"
_CARD = 700  # characters that a card on paper has room for

_KEY = re.compile(r"\[[A-Z][1-9][0-9]{0,2}[a-z]?(?:\s*[,;]\s*[A-Z][1-9][0-9]{0,2}[a-z]?)*\]")
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w’'-]{2,}")


def _activities(look: Look) -> Iterator[tuple[Path, Activity]]:
    for n, activity in enumerate(look.plan.activities):
        yield ("activities", n), activity


@rule("workshop-ids", breaks=True, of="workshop")
def workshop_ids(look: Look) -> Iterator[Finding]:
    """No two plans share an id, nor two activities of one plan, nor two parts of an activity."""
    others = [p.readable.id for p in look.text.workshops if p.file != look.file]
    if look.plan.id and look.plan.id in others and not _takes_the_place(look):
        yield Finding(("id",), "Another plan has this id.")
    seen: set[str] = set()
    for path, activity in _activities(look):
        if activity.id in seen:
            yield Finding((*path, "id"), "Another activity of the plan has this id.")
        seen.add(activity.id)
        yield from _parts(path, activity)


def _takes_the_place(look: Look) -> bool:
    """Whether the other plan lies in another folder: an installation's own replaces ours."""
    folder = look.file.rpartition("/")[0]
    return not any(
        parsed.readable.id == look.plan.id and parsed.file.rpartition("/")[0] == folder
        for parsed in look.text.workshops
        if parsed.file != look.file
    )


def _parts(path: Path, activity: Activity) -> Iterator[Finding]:
    name, ids = "", list[str]()
    if isinstance(activity, Poll):
        name, ids = "choices", [choice.id for choice in activity.choices]
    elif isinstance(activity, Grouped):
        name, ids = "phases", [phase.id for phase in activity.phases]
    for n, part in enumerate(ids):
        if part in ids[:n]:
            yield Finding((*path, name, n, "id"), "This id stands twice in the activity.")


@rule("workshop-minutes", whole=True, of="workshop")
def workshop_minutes(look: Look) -> Iterator[Finding]:
    """The minutes of a plan's activities add up to the plan's."""
    total = sum(activity.minutes for _, activity in _activities(look))
    if total != look.plan.minutes:
        yield Finding(("minutes",), f"The activities come to {total} minutes.")


@rule("workshop-clock", of="workshop")
def workshop_clock(look: Look) -> Iterator[Finding]:
    """What runs by the clock in an activity fits into its minutes."""
    for path, activity in _activities(look):
        seconds = 0
        if isinstance(activity, Grouped):
            seconds = len(activity.rounds) * sum(phase.seconds for phase in activity.phases)
        elif isinstance(activity, Reset):
            seconds = sum(step.seconds for step in activity.steps)
        elif isinstance(activity, Answered) and activity.seconds:
            seconds = activity.seconds
        if seconds > activity.minutes * 60:
            least = -(-seconds // 60)
            yield Finding((*path, "minutes"), f"By its clock it takes {least} minutes.")


@rule("people-plausible", whole=True, of="workshop")
def people_plausible(look: Look) -> Iterator[Finding]:
    """The smallest number of people is not above the largest, and triads begin at three."""
    if look.plan.smallest > look.plan.largest:
        yield Finding(("smallest",), "This is above the largest number of people.")
    for path, activity in _activities(look):
        if isinstance(activity, Grouped) and look.plan.smallest < getattr(activity, "size", 2):
            yield Finding(path, "The plan's smallest number of people can't make up one group.")


@rule("small-room", of="workshop")
def small_room(look: Look) -> Iterator[Finding]:
    """What ends in a reveal has a small_room form, since so few answers would stay hidden."""
    for path, activity in _activities(look):
        reveals = isinstance(activity, Answered)
        if isinstance(activity, Grouped):
            reveals = activity.felt is not None
        if reveals and getattr(activity, "small_room", None) is None:
            yield Finding(path, "Say how it goes with fewer than eight people (small_room).")


@rule("ends-in-de-role", breaks=True, of="workshop")
def ends_in_de_role(look: Look) -> Iterator[Finding]:
    """Pairs and triads end in a phase with the id de-role, so that nobody leaves in their part."""
    for path, activity in _activities(look):
        if isinstance(activity, Grouped):
            ids = [phase.id for phase in activity.phases]
            if ids.count(DE_ROLE) != 1 or ids[-1] != DE_ROLE:
                yield Finding((*path, "phases"), "The last phase, and only it, must be de-role.")


@rule("gentler-card", of="workshop")
def gentler_card(look: Look) -> Iterator[Finding]:
    """The gentler card of a case is another card than the client's."""
    for path, case in _cases(look):
        if case.gentler.paragraphs == case.client.paragraphs:
            yield Finding((*path, "gentler"), "This says the same as the client's card.")


@rule("card-length", of="workshop")
def card_length(look: Look) -> Iterator[Finding]:
    """A card and its case come to 700 characters at most, so that they can be cut out."""
    for path, case in _cases(look):
        for name, card in (("client", case.client), ("gentler", case.gentler)):
            length = len(case.scene) + sum(map(len, card.paragraphs))
            if length > _CARD:
                yield Finding((*path, name), f"With its case it comes to {length} characters.")


def _cases(look: Look) -> Iterator[tuple[Path, Case]]:
    for path, activity in _activities(look):
        if isinstance(activity, Grouped):
            for n, case in enumerate(activity.rounds):
                yield (*path, "rounds", n), case


@rule("no-keys-in-the-room", of="workshop")
def no_keys_in_the_room(look: Look) -> Iterator[Finding]:
    """What the room sees holds no source keys; a claim's source stands in the host's notes."""
    for path, text in look.texts():
        if path[:1] == ("activities",) and path[2:3] != ("notes",):
            for found in _KEY.finditer(text):
                yield Finding(path, "Say the source in the notes, not to the room.", found[0])


@rule("no-real-people", of="workshop")
def no_real_people(look: Look) -> Iterator[Finding]:
    """A case names nobody whom the course credits or cites; people in cases are invented."""
    real = _real_people(look)
    for path, text in look.texts():
        if path[:1] == ("activities",) and _in_a_case(look.plan, path):
            for name in _NAME.findall(text):
                if name in real:
                    yield Finding(path, f"{name} is a real person's name; invent another.", name)


def _in_a_case(plan: Workshop, path: Path) -> bool:
    activity = plan.activities[int(path[1])]
    if isinstance(activity, ColourLine):
        return path[2] in {"case", "fact"}
    return isinstance(activity, Grouped) and path[2] in {"rounds", "therapist", "observer"}


def _real_people(look: Look) -> set[str]:
    names: set[str] = set()
    for source in look.text.sources.values():
        authors = re.match(r"([^.(]*?)(?: et al\.| \((?:19|20)\d\d)", source.cite)
        if authors and ("&" in authors[1] or "," in authors[1] or " " not in authors[1]):
            names.update(_NAME.findall(authors[1]))
    if look.text.course is not None:
        for first, last in re.findall(r"([A-Z][a-z]+) ([A-Z][a-z]+)’s", look.text.course.credits):
            names.update((first, last))
    return names


@rule("lessons-known", of="workshop")
def lessons_known(look: Look) -> Iterator[Finding]:
    """The lesson that a plan or an activity belongs to is in the course."""
    known = {parsed.readable.id for parsed in look.text.lessons}
    named: list[tuple[Path, str | None]] = [(("lesson",), look.plan.lesson)]
    named += [((*path, "lesson"), activity.lesson) for path, activity in _activities(look)]
    for path, lesson in named:
        if lesson is not None and lesson not in known:
            yield Finding(path, "There is no such lesson in the course.")


@rule("exit-last", whole=True, of="workshop")
def exit_last(look: Look) -> Iterator[Finding]:
    """An exit rating is asked once, and no answering or role-play comes after it."""
    after = False
    for path, activity in _activities(look):
        if after and isinstance(activity, Answered | Grouped):
            yield Finding(path, "This comes after the exit rating.")
        after = after or isinstance(activity, Exit)


@rule("scale-words", of="workshop")
def scale_words(look: Look) -> Iterator[Finding]:
    """The two ends of a scale are named differently."""
    for path, activity in _activities(look):
        if isinstance(activity, Scale | Exit) and activity.low == activity.high:
            yield Finding((*path, "high"), "Both ends say the same.")


RULES = (
    workshop_ids,
    workshop_minutes,
    workshop_clock,
    people_plausible,
    small_room,
    ends_in_de_role,
    gentler_card,
    card_length,
    no_keys_in_the_room,
    no_real_people,
    lessons_known,
    exit_last,
    scale_words,
)
