"""Who can read what is written in a box: the one place where that sentence is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from course.access import Viewer, operation
from course.work import Work
from db.queries import study as rows


@dataclass(frozen=True)
class Facts:
    """What the installation knows of whoever could read a learner's text.

    ``owners`` names those who run the server, an empty name where it is not known;
    ``teaching_owners`` those of them who are instructors of this cohort; ``other_instructors`` is
    whether it has instructors besides them.
    """

    owners: tuple[str, ...] = ()
    teaching_owners: tuple[str, ...] = ()
    other_instructors: bool = True


def promise(facts: Facts) -> str:
    """The line that stands beside every box; it never says "only you"."""
    if not facts.teaching_owners:
        named = _listed([name for name in facts.owners if name])
        whoever = f"Whoever runs this server ({named}) could." if named else _WHOEVER
        return f"Your instructor and other learners can't read this. {whoever}"
    who = "Your other instructors and other learners" if facts.other_instructors else _LEARNERS
    several = len(facts.teaching_owners) > 1
    named = _listed([name for name in facts.teaching_owners if name])
    teacher = f"Your instructor{'s' if several else ''}{f' {named}' if named else ''}"
    runs = "run" if several else "runs"
    others = _listed([name for name in facts.owners if name not in {"", *facts.teaching_owners}])
    too = f", and so could {others}" if others else ""
    return f"{who} can't read this. {teacher} also {runs} this server and could read it{too}."


_LEARNERS = "Other learners"
_WHOEVER = "Whoever runs this server could."


def _listed(names: Sequence[str]) -> str:
    return " and ".join([*([", ".join(names[:-1])] if names[1:] else []), *names[-1:]])


def facts(work: Work, cohort_id: str) -> Facts:
    """The facts of this installation and cohort, from the database."""
    near = rows.near(work.db, cohort_id)
    return Facts(
        owners=tuple(name.strip() for name, is_owner, _ in near if is_owner),
        teaching_owners=tuple(n.strip() for n, is_owner, teaches in near if is_owner and teaches),
        other_instructors=any(teaches and not is_owner for _, is_owner, teaches in near),
    )


@operation
def who_can_read(work: Work, viewer: Viewer | None, cohort_id: str) -> str:
    """The line beside every box of a cohort's learner."""
    return promise(facts(work, cohort_id))
