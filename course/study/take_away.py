"""What a learner takes away: the repair card, their next steps, and whom to tell.

Of the repair card only the choice is kept, so that words deleted from the reflections are gone from
it too. The next steps are a text of their own, sealed like any other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from course.access import Viewer, operation
from course.authoring.course_files import Move, Route
from course.authoring.schema import Duty
from course.cohort import contact, making
from course.errors import BadInput, NotFound, StaleDraft
from course.study import learner as learners
from course.study import own_words, reply_ratings
from course.study.learner import Learner
from course.study.own_words import Own
from course.study.texts import UNREADABLE, whole
from course.work import Work
from db.queries import sheets as rows
from db.vault import CannotOpen

CARD, STEPS = "repair-card", "next-steps"
_KEYS = re.compile(r"\s*\[([A-Z][0-9]+[a-z]?(?:[,;]\s*[A-Z][0-9]+[a-z]?)*)\]")


STALE = (
    "This column was changed from another tab or device, so what you typed here was not kept. Copy "
    "what you need, then reload to see the newer words."
)


@dataclass(frozen=True)
class CardMove:
    """One move, the words of the learner's own on it, and those they could put there."""

    skill_name: str
    move: Move
    chosen: Own | None
    offered: tuple[Own, ...]


@dataclass(frozen=True)
class RepairCard:
    """The moves of a repair in order, and what is said of the order."""

    moves: tuple[CardMove, ...]
    order: str


@dataclass(frozen=True)
class NextSteps:
    """Two columns, and what the learner has written that they may take into them."""

    me: str = field(repr=False)
    client: str = field(repr=False)
    offered: tuple[Own, ...] = field(repr=False, default=())


@dataclass(frozen=True)
class WhoToTell:
    """Routes by colour, the cohort's own contacts, and duties as they stand where it works.

    ``contacts`` and ``sources`` hold (label, text).
    """

    routes: tuple[Route, ...]
    contacts: tuple[tuple[str, str], ...]
    duties: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]


@operation
def repair_card(work: Work, viewer: Viewer | None, cohort_id: str) -> RepairCard:
    """The viewer's repair card; without moves where the course has none."""
    learner = learners.of(work, viewer, cohort_id)
    aids = work.catalogue.aids
    if aids is None:
        return RepairCard((), "")
    names = {skill.id: skill.name for skill in work.catalogue.rubric.skills}
    kept = _kept(work, learner, CARD)
    offered = _offered(work, viewer, learner)
    return RepairCard(
        tuple(
            CardMove(
                names.get(move.skill, move.skill),
                move,
                _among(offered.get(move.skill, ()), kept.get(move.skill, "")),
                offered.get(move.skill, ()),
            )
            for move in aids.moves
        ),
        aids.order,
    )


def _offered(work: Work, viewer: Viewer | None, learner: Learner) -> dict[str, tuple[Own, ...]]:
    rated = reply_ratings.mine(work, viewer, learner.cohort_id)
    shown = own_words.shown(work, learner, rated)
    meant = own_words.intentions(work, learner)
    skills = [skill.id for skill in work.catalogue.rubric.skills]
    return {skill: (*shown.get(skill, ()), *meant) for skill in skills}


def _among(offered: tuple[Own, ...], ref: str) -> Own | None:
    return next((own for own in offered if own.ref == ref), None)


@operation
def choose(work: Work, viewer: Viewer | None, cohort_id: str, skill: str, ref: str) -> None:
    """Put words of the viewer's own on a move of their card; an empty ``ref`` takes them off.

    Raises:
        NotFound: there are no such words of theirs, or no such move.
    """
    learner = learners.at_work(work, viewer, cohort_id)
    offered = _offered(work, viewer, learner)
    if skill not in offered or (ref and _among(offered[skill], ref) is None):
        raise NotFound
    kept = {key: value for key, value in _kept(work, learner, CARD).items() if key != skill}
    _keep(work, learner, CARD, {**kept, skill: ref} if ref else kept)


@operation
def next_steps(work: Work, viewer: Viewer | None, cohort_id: str) -> NextSteps:
    """The viewer's next steps, and what of theirs may be taken into them."""
    learner = learners.of(work, viewer, cohort_id)
    kept = _kept(work, learner, STEPS)
    written = own_words.written(work, learner)
    return NextSteps(kept.get("me", ""), kept.get("client", ""), tuple(written))


@operation
def write_steps(
    work: Work, viewer: Viewer | None, cohort_id: str, column: str, text: str, before: str
) -> None:
    """Keep the text of one column (``me`` or ``client``); an empty one is forgotten.

    ``before`` is what the writer's tab believes it to be.

    Raises:
        StaleDraft: another tab has changed it meanwhile.
        BadInput, TooLong: it cannot be kept; what was there stays.
    """
    if column not in {"me", "client"}:
        raise BadInput(UNREADABLE)
    learner = learners.at_work(work, viewer, cohort_id)
    known = _kept(work, learner, STEPS)
    if known.get(column, "") not in {before, text}:
        raise StaleDraft(STALE)
    kept = known | {column: whole(text)}
    _keep(work, learner, STEPS, {key: value for key, value in kept.items() if value.strip()})


@operation
def add_step(work: Work, viewer: Viewer | None, cohort_id: str, column: str, ref: str) -> None:
    """Add something the viewer wrote to a column; what stands there already is not added again.

    Raises:
        NotFound: there are no such words of theirs.
        BadInput, TooLong: it cannot be kept; what was there stays.
    """
    learner = learners.at_work(work, viewer, cohort_id)
    found = _among(tuple(own_words.written(work, learner)), ref)
    if found is None:
        raise NotFound
    before, added = _kept(work, learner, STEPS).get(column, ""), found.text.strip()
    if added not in before:
        both = f"{before.rstrip()}\n\n{added}" if before else added
        write_steps(work, viewer, cohort_id, column, both, before)


@operation
def who_to_tell(work: Work, viewer: Viewer | None, cohort_id: str) -> WhoToTell:
    """Whom to tell of a mistake, by its colour, where the cohort is."""
    learners.of(work, viewer, cohort_id)
    aids, cohort = work.catalogue.aids, making.view(work, cohort_id)
    duties = tuple(_duties(work, cohort.place))
    cited = dict.fromkeys(
        key
        for text in duties
        for found in _KEYS.findall(text)
        for key in re.split(r"[,;]\s*", found)
    )
    card = asdict(cohort.card)
    return WhoToTell(
        routes=tuple(aids.routes) if aids else (),
        contacts=tuple((contact.LABELS[name], text) for name, text in card.items() if text),
        duties=duties,
        sources=tuple(
            (key, source.cite)
            for key in cited
            if (source := work.catalogue.sources.get(key)) is not None
        ),
    )


def _duties(work: Work, place: str | None) -> Iterator[str]:
    """What law and duty ask where the place is; elsewhere the neutral words."""
    course = work.catalogue.course
    for edition in work.catalogue.editions.values():
        for step in edition.lesson.steps:
            for block in step.blocks:
                if isinstance(block, Duty):
                    said = block.text if course.holds_in(block.where, place) else block.otherwise
                    if said:
                        yield " ".join(said.split())


def _kept(work: Work, learner: Learner, name: str) -> dict[str, str]:
    sealed = rows.find(work.db, learner.pid, name)
    try:
        text = "" if sealed is None else learner.box.open(sealed, _place(learner, name))
    except CannotOpen:
        text = ""
    found: dict[str, str] = json.loads(text) if text else {}
    return found


def _keep(work: Work, learner: Learner, name: str, kept: dict[str, str]) -> None:
    if kept:
        sealed = learner.box.seal(json.dumps(kept), _place(learner, name))
        rows.put(work.db, learner.pid, name, sealed)
    else:
        rows.remove(work.db, learner.pid, name)


def _place(learner: Learner, name: str) -> str:
    return f"sheet/{learner.pid}/{name}"
