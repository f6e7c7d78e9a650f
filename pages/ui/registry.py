"""Every page, its address, and who is offered it. Permission itself is checked in ``course``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from course.access import Role, Viewer


class Audience(StrEnum):
    """Who is offered a page."""

    NOBODY_YET = "nobody signed in"
    LEARNER = "learner"
    INSTRUCTOR = "instructor"
    TEACHER = "instructor, or maker of cohorts"
    MAKER = "maker of cohorts"
    OWNER = "owner"
    WALL = "member of a cohort with a wall"
    ANYONE = "anyone signed in"


@dataclass(frozen=True)
class Entry:
    """One page: its file in ``pages/``, its title, its path, and whether the menu shows it."""

    file: str
    title: str
    path: str
    audience: Audience
    icon: str | None = None  # shown in the bar along the bottom of a phone
    in_menu: bool = True
    short: str = ""  # what that bar calls it, where its title is too long for it


# In the order of the menu; the first one a person is offered is where they arrive.
PAGES = (
    Entry("welcome.py", "Welcome", "welcome", Audience.NOBODY_YET),
    Entry("learn.py", "Course", "learn", Audience.LEARNER, ":material/menu_book:"),
    Entry("take_lesson.py", "Lesson", "lesson", Audience.LEARNER, in_menu=False),
    Entry("practise.py", "Practice", "practice", Audience.LEARNER, ":material/refresh:"),
    Entry("see_growth.py", "Growth", "growth", Audience.LEARNER, in_menu=False),
    Entry("reflect.py", "Reflections", "reflections", Audience.LEARNER, ":material/edit_note:"),
    Entry("finish.py", "The end of the course", "finish", Audience.LEARNER, in_menu=False),
    Entry("show_work.py", "Show to one person", "show", Audience.LEARNER, in_menu=False),
    Entry(
        "prepare_supervision.py",
        "A talk with my supervisor",
        "supervision",
        Audience.LEARNER,
        in_menu=False,
    ),
    Entry("practise_again.py", "Practise again", "again", Audience.LEARNER, in_menu=False),
    Entry("take_away.py", "Take away", "take-away", Audience.LEARNER, in_menu=False),
    Entry(
        "see_release.py",
        "What my instructor sees",
        "what-my-instructor-sees",
        Audience.LEARNER,
        ":material/visibility:",
        short="Instructor sees",
    ),
    Entry("answer_note.py", "A note", "note", Audience.LEARNER, in_menu=False),
    Entry("watch_cohort.py", "Cohort", "cohort", Audience.INSTRUCTOR, ":material/groups:"),
    Entry(
        "compare_cohorts.py",
        "Cohorts side by side",
        "cohorts",
        Audience.INSTRUCTOR,
        in_menu=False,
    ),
    Entry("invite_learners.py", "Roster", "roster", Audience.INSTRUCTOR, ":material/list_alt:"),
    Entry(
        "change_cohort.py",
        "Cohort settings",
        "cohort-settings",
        Audience.INSTRUCTOR,
        in_menu=False,
    ),
    Entry("write_note.py", "Notes", "notes", Audience.INSTRUCTOR, ":material/mail:"),
    Entry("guide_trainers.py", "For trainers", "for-trainers", Audience.INSTRUCTOR),
    Entry("share_blunder.py", "The wall", "wall", Audience.WALL),
    Entry("make_cohort.py", "Make a cohort", "make-cohort", Audience.MAKER, ":material/add:"),
    Entry(
        "plan_workshops.py",
        "Workshops",
        "workshop-runs",
        Audience.TEACHER,
        ":material/calendar_month:",
    ),
    Entry("run_workshop.py", "Console", "console", Audience.TEACHER, in_menu=False),
    Entry("grant_making.py", "Who may make cohorts", "makers", Audience.OWNER),
    Entry("manage_account.py", "Account", "account", Audience.ANYONE, ":material/person:"),
    Entry("see_my_data.py", "My data", "my-data", Audience.ANYONE),
    Entry("take_part.py", "Workshop", "take-part", Audience.ANYONE, in_menu=False),
)

PATHS = frozenset(entry.path for entry in PAGES)


def offered(viewer: Viewer | None) -> tuple[Entry, ...]:
    """The pages offered to a person, in the order of the menu; the first is where they arrive."""
    suits = _audiences(viewer)
    return tuple(entry for entry in PAGES if suits.get(entry.audience, False))


def _audiences(viewer: Viewer | None) -> dict[Audience, bool]:
    if viewer is None:
        return {Audience.NOBODY_YET: True}
    return {
        Audience.LEARNER: bool(viewer.cohorts_as(Role.LEARNER)),
        Audience.INSTRUCTOR: bool(viewer.cohorts_as(Role.INSTRUCTOR)),
        Audience.TEACHER: viewer.may_make_cohorts or bool(viewer.cohorts_as(Role.INSTRUCTOR)),
        Audience.MAKER: viewer.may_make_cohorts,
        Audience.OWNER: viewer.is_owner,
        Audience.WALL: any(belonging.has_wall for belonging in viewer.belongs),
        Audience.ANYONE: True,
    }
