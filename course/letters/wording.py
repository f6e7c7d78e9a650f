"""What letters say: what opens or is soon, what was written; and nothing of what anybody did."""

from __future__ import annotations

from dataclasses import dataclass, field

from course.authoring.schema import Lesson
from course.cohort.planning import CohortView, clean_line
from course.letters import occasions
from course.work import Work
from course.workshop import announced
from db.queries import booking as runs
from db.queries import notes

NOBODY = "An instructor"  # whose account is gone

FOOT = (
    "You asked for these letters on your account page, and everyone who did gets the same ones. "
    "Turn them off with one press, without signing in:\n{off}\n"
)
WEEKLY = (
    "This is the weekly note of {cohort}. It goes to everyone who asked for it, every week, "
    "whatever they have or haven't done.\n\n"
    "Your page says what is there for you, and how long it takes:\n{url}\n\n"
    "If this is not the week for it, nothing is lost: what is open stays open.\n"
)


@dataclass(frozen=True)
class Words:
    """A letter's subject, one line, and what follows its greeting."""

    subject: str = field(repr=False)
    text: str = field(repr=False)


def words(work: Work, cohort: CohortView, occasion: str) -> Words | None:
    """What a cohort's letter about an occasion says to everyone; None where it is gone."""
    kind, _, which = occasion.partition("/")
    if kind == occasions.OPENS:
        return _opening(work, cohort, occasions.opening_with(work, cohort, which))
    if kind == occasions.WEEK:
        text = WEEKLY.format(cohort=clean_line(cohort.name), url=work.settings.url)
        return Words("Your course this week", text)
    if kind == occasions.WORKSHOP:
        return _workshop(work, cohort, which.partition("/")[0])
    return _note(work, cohort, which)


def _opening(work: Work, cohort: CohortView, lessons: list[Lesson]) -> Words:
    one = len(lessons) == 1
    listed = "\n".join(f"Lesson {lesson.number}. {lesson.title}" for lesson in lessons)
    stays = "It stays open, so begin when it suits you" if one else "They stay open, so begin when"
    suits = "" if one else " it suits you"
    return Words(
        f"Lesson {lessons[0].number} is open" if one else "Lessons are open",
        f"Open now in {clean_line(cohort.name)}:\n\n{listed}\n\n{stays}{suits}:\n"
        f"{work.settings.url}\n",
    )


def _workshop(work: Work, cohort: CohortView, run_id: str) -> Words | None:
    """Everybody gets the same, whether they booked or not."""
    found = runs.run(work.db, run_id)
    if found is None:
        return None
    run = announced.read(found)
    return Words(
        f"Soon: {run.title}",
        f"A workshop of {clean_line(cohort.name)} is soon:\n\n"
        f"{run.title}\n{run.day}\n{run.hours}\n\n"
        "Its page says how many places are left, and lets you book or cancel:\n"
        f"{announced.address(work.settings, run.run_id)}\n",
    )


def _note(work: Work, cohort: CohortView, note_id: str) -> Words | None:
    found = notes.find(work.db, cohort.id, note_id)
    if found is None or found[0].posted_on is None:
        return None
    note, author = found
    return Words(
        clean_line(note.title),
        f"{clean_line(author or NOBODY)} wrote to everyone in {clean_line(cohort.name)}:\n\n"
        f"{note.parts['everyone']}\n\n"
        f"The note is on your page, with ways to answer, to take time or to pause:\n"
        f"{work.settings.url}\n",
    )


def whole(name: str, said: Words, off_url: str) -> str:
    """A letter's text from its greeting to its foot."""
    return f"Hello {clean_line(name)},\n\n{said.text}\n{FOOT.format(off=off_url)}"
