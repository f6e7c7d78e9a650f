"""Every page there is, and what somebody does on it first: for tests that look at all of them."""

from __future__ import annotations

from course.authoring.schema import Demonstration
from tests.browser.acts import (
    CASE,
    LESSON,
    Place,
    begin_to_watch,
    come_back_in_vain,
    commit,
    commit_and_compare,
    erase_in_vain,
    follow,
    make_a_calendar,
    one_step_a_kind,
    press,
    preview_a_blunder,
    search_in_vain,
    send_nothing,
    share_what_is_red,
    step,
    unfold,
    unfold_details,
    write_to_trainer,
)
from tests.browser.live_places import LIVE
from tests.browser.walking import exercises
from tests.browser.workshop_places import WORKSHOPS

WAYS_IN = [
    Place("welcome", "", "/", "Welcome - Goldseam"),
    Place("an unknown link", "", "/enter/nothing", "This link doesn't open anything · Goldseam"),
    Place("coming back", "", "/return", "Come back · Goldseam"),
    Place("coming back in vain", "", "/return", "Come back · Goldseam", come_back_in_vain),
    Place("an unknown address", "", "/nothing-here", "Not here · Goldseam"),
    Place("signed out", "", "/sign-out", "Signed out · Goldseam"),
]
ACCOUNTS = [
    Place("signing out", "mended", "/sign-out", "Sign out · Goldseam"),
    Place("account", "arrived", "/account", "Account - Goldseam"),
    Place("a new phrase", "arrived", "/account", "Account - Goldseam", press("Make a new phrase")),
    Place(
        "another device",
        "arrived",
        "/account",
        "Account - Goldseam",
        press("Make a link for another device"),
    ),
    Place("my data", "mended", "/my-data", "My data - Goldseam", unfold_details),
    Place("my data, little", "arrived", "/my-data", "My data - Goldseam"),
    Place("my data, staff", "instructor", "/my-data", "My data - Goldseam"),
    Place("leaving", "arrived", "/my-data", "My data - Goldseam", press("Leave this cohort")),
    Place("erasing", "arrived", "/my-data/erase", "Erase me · Goldseam"),
    Place("erasing in vain", "arrived", "/my-data/erase", "Erase me · Goldseam", erase_in_vain),
    Place("erasing, staff", "instructor", "/my-data/erase", "Erase me · Goldseam"),
    Place("a calendar", "mended", "/account", "Account - Goldseam", make_a_calendar),
    Place("not theirs", "arrived", "/roster", "Not here - Goldseam"),
]
LEARNERS = [
    Place("home, first", "arrived", "/", "Course - Goldseam"),
    Place("home, mended", "mended", "/", "Course - Goldseam"),
    Place("home, whole", "complete", "/", "Course - Goldseam"),
    Place("home, near the end", "ending", "/", "Course - Goldseam"),
    Place("home, another text", "unasked", "/", "Course - Goldseam"),
    Place("practice", "arrived", "/practice", "Practice - Goldseam"),
    Place(
        "practice, nothing fits",
        "mended",
        "/practice?skill=steady&rupture=blunder&strength=2",
        "Practice - Goldseam",
    ),
    Place("practice, writing", "mended", CASE, "Practice - Goldseam"),
    Place("practice, easier", "mended", CASE, "Practice - Goldseam", press("Make this easier")),
    Place("practice, rating", "mended", CASE, "Practice - Goldseam", commit),
    Place("practice, comparing", "mended", CASE, "Practice - Goldseam", commit_and_compare),
    Place("growth, nothing", "arrived", "/growth", "Growth - Goldseam"),
    Place("growth", "mended", "/growth", "Growth - Goldseam"),
    Place("reflections, none", "arrived", "/reflections", "Reflections - Goldseam"),
    Place("reflections", "mended", "/reflections", "Reflections - Goldseam"),
    Place("reflections, a card", "finished", "/reflections", "Reflections - Goldseam"),
    Place("in vain", "mended", "/reflections", "Reflections - Goldseam", search_in_vain),
    Place("again, none", "arrived", "/again", "Practise again - Goldseam"),
    Place("again", "returned", "/again", "Practise again - Goldseam"),
    Place("again, let go", "returned", "/again", "Practise again - Goldseam", press("Let it go")),
    Place("again, begun", "returned", "/again", "Practise again - Goldseam", press("Begin")),
    Place("take away, empty", "arrived", "/take-away", "Take away - Goldseam"),
    Place("home, returned", "returned", "/", "Course - Goldseam"),
    Place("take away", "mended", "/take-away", "Take away - Goldseam"),
    Place(
        "seen, nothing",
        "arrived",
        "/what-my-instructor-sees",
        "What my instructor sees - Goldseam",
    ),
    Place("time", "mended", "/note?do=time", "A note - Goldseam"),
    Place("tell", "mended", "/note?do=tell", "A note - Goldseam", write_to_trainer),
    Place("pause", "mended", "/note?do=pause", "A note - Goldseam"),
    Place("leave", "arrived", "/note?do=leave", "A note - Goldseam"),
    Place("seen", "mended", "/what-my-instructor-sees", "What my instructor sees - Goldseam"),
]
WATCHED = next(
    one.id
    for one in LESSON.steps
    if any(isinstance(exercise, Demonstration) for exercise in exercises(one))
)
STEPS = [step("before", "arrived", one) for one in one_step_a_kind()]
STEPS += [step("after", "mended", one) for one in one_step_a_kind()]
STEPS += [step("half watched", "arrived", WATCHED, begin_to_watch)]
TEACHERS = [
    Place("overview, nothing", "new instructor", "/cohort", "Cohort - Goldseam", unfold),
    Place("overview", "instructor", "/cohort", "Cohort - Goldseam", unfold),
    Place("overview, all of it", "over", "/cohort", "Cohort - Goldseam", unfold),
    Place("side by side", "over", "/cohorts", "Cohorts side by side - Goldseam"),
    Place("side by side, one", "instructor", "/cohorts", "Cohorts side by side - Goldseam"),
    Place("notes", "instructor", "/notes", "Notes - Goldseam", unfold),
    Place("notes, none", "new instructor", "/notes", "Notes - Goldseam"),
    Place("for trainers", "instructor", "/for-trainers", "For trainers - Goldseam"),
    Place(
        "a sheet for trainers",
        "instructor",
        "/for-trainers",
        f"For trainers: lesson {LESSON.number}. {LESSON.title} · Goldseam",
        follow("Open it as a page to print"),
    ),
    Place("roster", "new instructor", "/roster", "Roster - Goldseam", unfold),
    Place("settings", "new instructor", "/cohort-settings", "Cohort settings - Goldseam"),
]
OWNERS = [
    Place("make a cohort", "owner", "/make-cohort", "Make a cohort - Goldseam", unfold),
    Place("who may make cohorts", "owner", "/makers", "Who may make cohorts - Goldseam"),
]
ENDS = [
    Place("the end, not yet", "arrived", "/finish", "The end of the course - Goldseam"),
    Place("the end, before", "complete", "/finish", "The end of the course - Goldseam"),
    Place("the end, after", "finished", "/finish", "The end of the course - Goldseam"),
    Place(
        "the end, off",
        "finished",
        "/finish",
        "The end of the course - Goldseam",
        press("Turn it off"),
    ),
    Place("shown, nothing", "arrived", "/show", "Show to one person - Goldseam"),
    Place("about to be shown", "finished", "{show}", "Show to one person - Goldseam"),
    Place("shown", "finished", "/show", "Show to one person - Goldseam"),
    Place("to read", "", "{shown}", "To read: Another client’s name · Goldseam"),
    Place(
        "to read, incomplete",
        "",
        "{shown}",
        "To read: Another client’s name · Goldseam",
        send_nothing,
    ),
    Place("read", "", "{answered}", "To read: Another client’s name · Goldseam"),
    Place("nothing to read", "", "/shown/nothing", "Nothing to read here · Goldseam"),
    Place("a certificate", "", "{verified}", "Certificate of completion · Goldseam"),
    Place("no certificate", "", "/verified/nothing", "No certificate here · Goldseam"),
    Place("a talk, nothing", "arrived", "/supervision", "A talk with my supervisor - Goldseam"),
    Place("a talk", "finished", "/supervision", "A talk with my supervisor - Goldseam"),
]
WALLS = [
    Place("wall", "sharer", "/wall", "The wall - Goldseam"),
    Place("wall, sharing", "reader", "/wall", "The wall - Goldseam", press("Share a blunder")),
    Place("wall, preview", "reader", "/wall", "The wall - Goldseam", preview_a_blunder),
    Place("wall, red", "reader", "/wall", "The wall - Goldseam", share_what_is_red),
    Place("wall, a batch", "on the wall", "/wall", "The wall - Goldseam"),
    Place("a wall's settings", "on the wall", "/cohort-settings", "Cohort settings - Goldseam"),
]
EVERYWHERE = [
    *(*WAYS_IN, *ACCOUNTS, *LEARNERS, *STEPS, *TEACHERS, *OWNERS, *ENDS, *WALLS),
    *(*WORKSHOPS, *LIVE),
]
