"""What the sample's instructor wrote to the cohort: a note, and words at the head of a lesson."""

from __future__ import annotations

from course.access import recognise
from course.cohort import notes, trainers
from course.cohort.notes import Part
from course.installation import Installation
from course.signing import sign_ins

TITLE = "Half-way, and no hurry"
EVERYONE = (
    "Half of the lessons are open now. Take them **one at a time**, when it suits you.\n\n"
    "- Nothing closes.\n- Nobody sees how far anyone has come, and that includes me."
)
UNBEGUN = "If you haven't begun: the first lesson needs no more than three sittings."
AWAY = "If it was quiet for a while: begin where you left off."
WORDS = "When we meet, bring one small moment of your own. *Nothing* that points to a client."


def add(installation: Installation, cohort_id: str, account_id: str) -> None:
    """Write both under the instructor's name."""
    with installation.writing() as work:
        viewer = recognise(work, sign_ins.begin(work, account_id, "link"))
        first = next(iter(work.catalogue.editions))
        some = (Part(f"unbegun/{first}", UNBEGUN), Part("away/14", AWAY))
        note = notes.save(work, viewer, cohort_id, TITLE, EVERYONE, some, 0)
        notes.post(work, viewer, cohort_id, note.revision)
        trainers.save_words(work, viewer, cohort_id, first, WORDS, 0)
        sign_ins.end_here(work, viewer)
