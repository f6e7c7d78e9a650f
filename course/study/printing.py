"""What a learner takes away, made ready for paper: a template's name and what goes into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from course.access import Viewer, operation
from course.errors import NotFound
from course.study import take_away
from course.work import Work

Data = Mapping[str, object]


@dataclass(frozen=True)
class Sheet:
    """A page to print: ``course.paper.render`` takes both."""

    template: str
    data: Data = field(repr=False)


@operation
def sheet(work: Work, viewer: Viewer | None, cohort_id: str, sheet: str) -> Sheet:
    """One of the viewer's sheets. Raises NotFound when this course has none so named."""
    make = _SHEETS.get(sheet)
    if make is None:
        raise NotFound
    data = make(work, viewer, cohort_id)
    return Sheet(sheet.replace("-", "_"), data)


def _repair_card(work: Work, viewer: Viewer | None, cohort_id: str) -> Data:
    card = take_away.repair_card(work, viewer, cohort_id)
    if not card.moves:
        raise NotFound
    return {
        "title": "Repair card",
        "order": card.order,
        "moves": [
            {
                "name": one.skill_name,
                "ask": one.move.ask,
                "do": one.move.do,
                "own": "" if one.chosen is None else one.chosen.text,
            }
            for one in card.moves
        ],
    }


def _next_steps(work: Work, viewer: Viewer | None, cohort_id: str) -> Data:
    steps = take_away.next_steps(work, viewer, cohort_id)
    person = work.catalogue.course.person
    return {"title": "Next steps", "me": steps.me, "client": steps.client, "person": person}


def _who_to_tell(work: Work, viewer: Viewer | None, cohort_id: str) -> Data:
    found = take_away.who_to_tell(work, viewer, cohort_id)
    return {
        "title": "Who to tell",
        "routes": [route.model_dump() for route in found.routes],
        "contacts": [list(pair) for pair in found.contacts],
        "duties": list(found.duties),
        "sources": [list(pair) for pair in found.sources],
    }


_SHEETS: dict[str, Callable[[Work, Viewer | None, str], Data]] = {
    "repair-card": _repair_card,
    "next-steps": _next_steps,
    "who-to-tell": _who_to_tell,
}
