"""Where a person's data lies: every table there is, and what of it is theirs.

A table that stands in none of these lists stops the tests (``tests/course/own/test_tables.py``):
whoever adds one says here how it is shown to its person, or why it is about nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from course.own import agreements
from course.study import under_way
from course.wall.kept import own_place, waiting_place
from course.workshop import booked

Row = Mapping[str, Any]

_PID = "A random name of yours, under which your answers are kept. It stands nowhere else."
_LOCK = "A scrambled copy by which your sign-in or link is recognised; it can't be read back."
_KEY = "The key that opens what you wrote. It is destroyed when you are erased."


@dataclass(frozen=True)
class Held:
    """A table that holds rows about a person.

    ``sealed`` says for each sealed column to which place it is bound, from the row
    and the owner's id; ``withheld`` gives columns that are left out of a copy, with the reason.
    """

    title: str
    sealed: Mapping[str, Callable[[Row, str], str]] = field(default_factory=dict)
    withheld: Mapping[str, str] = field(default_factory=dict)
    holds_account: bool = True  # whether an account must stay because of a row here
    by_installation: bool = False  # an answer sealed with the installation's own key


# Tables of people, found by account; what is sealed here opens with the installation's own key.
PEOPLE: dict[str, Held] = {
    "account": Held(
        "Your account",
        withheld={"recovery_hash": "A scrambled copy of your recovery phrase."},
        holds_account=False,
    ),
    "subject": Held("Identity providers you sign in with", holds_account=False),
    "sign_in": Held(
        "Where you are signed in",
        sealed={"expires_sealed": lambda row, _: f"sign_in/{row['id']}/expires"},
        withheld={"token_hash": _LOCK},
        holds_account=False,
    ),
    "entry_link": Held(
        "Links you made to sign in elsewhere",
        sealed={"expires_sealed": lambda row, _: f"entry_link/{row['token_hash']}/expires"},
        withheld={"token_hash": _LOCK},
        holds_account=False,
    ),
    "membership": Held("Cohorts you belong to"),
    "invitation": Held("Invitations", withheld={"token_hash": _LOCK, "token_sealed": _LOCK}),
    "agreement": Held(
        "What you agreed to by joining",
        sealed={"day_sealed": lambda row, me: agreements.place(me, row["fingerprint"])},
        holds_account=False,
    ),
    "ending_letter": Held(
        "Letters about the end of keeping",
        sealed={"next_sealed": lambda row, me: ending_place(me, row["cohort_id"], row["stage"])},
        holds_account=False,
    ),
    "preference": Held(
        "How you like pages and letters",
        sealed={
            "paused_sealed": lambda row, me: f"preference/{me}/paused",
            "off_sealed": lambda row, _: f"preference/{row['off_hash']}/off",
        },
        withheld={"off_hash": _LOCK},
        holds_account=False,
    ),
    "calendar_feed": Held(
        "Your calendar by link", withheld={"token_hash": _LOCK}, holds_account=False
    ),
    "message": Held(
        "What you told your instructors under your name",
        sealed={"sealed": lambda row, me: f"message/{row['id']}/{row['cohort_id']}/{me}"},
    ),
    "letter": Held(
        "Letters to you",
        sealed={
            "retry_sealed": lambda row, me: f"letter/{me}/{row['cohort_id']}/{row['occasion']}"
        },
        holds_account=False,
    ),
    "handed_in": Held(
        "Records you handed in by name",
        sealed={"sealed": lambda row, me: f"handed_in/{me}/{row['cohort_id']}"},
        holds_account=False,
    ),
    "public_certificate": Held(
        "Certificates that anyone with their code may check",
        sealed={"sealed": lambda row, me: f"public_certificate/{me}/{row['cohort_id']}"},
        withheld={"code_hash": _LOCK},
    ),
    "live_host": Held("Workshops you host"),
    "live_booking": Held(
        "Workshops you booked",
        sealed={
            "needs_sealed": lambda row, _: booked.needs_place(row["id"]),
            "retry_sealed": lambda row, _: booked.retry_place(row["id"]),
        },
        withheld={"token_hash": _LOCK, "token_sealed": _LOCK},
        holds_account=False,
    ),
    "attendance": Held("Workshops at which a host ticked your name", holds_account=False),
    "note": Held("Notes you wrote to a cohort", holds_account=False),
    "pid_link": Held(
        "The way from your account to your answers",
        withheld={"key": _LOCK, "pid_sealed": _PID},
    ),
}

# Tables of answers, found by pid; what is sealed here opens with the learner's own key, but for
# what waits for a wall.
ANSWERS: dict[str, Held] = {
    "enrolment": Held("Your place among the answers", withheld={"key_wrapped": _KEY, "pid": _PID}),
    "attempt": Held(
        "What you submitted",
        sealed={"sealed": lambda row, pid: f"attempt/{row['id']}/{pid}"},
        withheld={"pid": _PID},
    ),
    "reply_rating": Held(
        "How you rated your replies",
        sealed={
            "sealed": lambda row, pid: (
                f"reply_rating/{pid}/{row['lesson_id']}/{row['exercise_id']}/{row['number']}"
                f"/{row['moment']}"
            )
        },
        withheld={"pid": _PID},
    ),
    "shown": Held(
        "What you showed to one person",
        sealed={
            "sealed": lambda row, pid: f"shown/{row['id']}/{pid}",
            "answer": lambda row, pid: f"shown/{row['id']}/{pid}/answer",
        },
        withheld={
            "pid": _PID,
            "token_hash": _LOCK,
            "item": "The copy that the link opens: the words of the attempt and its case.",
        },
    ),
    "guide": Held(
        "What you chose for a talk with a supervisor",
        sealed={"sealed": lambda row, pid: f"guide/{pid}"},
        withheld={"pid": _PID},
    ),
    "draft": Held(
        "Drafts",
        sealed={"sealed": lambda row, pid: f"draft/{pid}/{row['box']}/{row['revision']}"},
        withheld={"pid": _PID},
    ),
    "return_item": Held(
        "What comes back for practice",
        sealed={"sealed": lambda row, pid: f"return_item/{pid}/{row['item']}"},
        withheld={"pid": _PID},
    ),
    "sheet": Held(
        "Sheets you take away",
        sealed={"sealed": lambda row, pid: f"sheet/{pid}/{row['name']}"},
        withheld={"pid": _PID},
    ),
    "under_way": Held(
        "What you were in the middle of",
        sealed={"sealed": lambda row, pid: under_way.seal_place(pid, row["place"])},
        withheld={"pid": _PID},
    ),
    "step_done": Held("Steps you have done", withheld={"pid": _PID}),
    "position": Held("Where you were last", withheld={"pid": _PID}),
    "uncounted": Held("You count in no figure of this cohort", withheld={"pid": _PID}),
    "contribution": Held("Waiting to count in a figure", withheld={"pid": _PID}),
    "wall_waiting": Held(
        "Waiting to come out on the wall",
        sealed={"sealed": lambda row, pid: waiting_place(row["id"], pid)},
        withheld={"pid": _PID},
        by_installation=True,
    ),
    "wall_own": Held(
        "What you shared on the wall, by the random key of each piece",
        sealed={"sealed": lambda row, pid: own_place(row["id"], pid)},
        withheld={"pid": _PID},
    ),
    "roster": Held("You are among the learners counted", withheld={"pid": _PID}),
    "released": Held("Published figures with you in them", withheld={"pid": _PID}),
}

# What stays when a person is erased, under a random name that leads nowhere, and why.
STAYS = {
    "note": "What was written to a cohort stays its own, under nobody's name.",
    "roster": "The size of the group behind a figure is fixed once and never changes.",
    "released": "The next figure must not rest on fewer people than the one before.",
}

ABOUT_NOBODY = {
    "installation": "this installation's own id",
    "cohort": "a cohort's plan; its contact card is the instructors'",
    "edition": "the lessons' own text",
    "occasion": "what a cohort's letters are written for",
    "trainer_text": "a few words to a cohort at the head of a lesson",
    "keeping": "a cohort's calendar of warnings",
    "revoked_badge": "places in the list of badges that are worth nothing any more",
    "badge_key": "the installation's keys for badges",
    "wall": "a wall, by a random key",
    "wall_piece": "texts that are out on a wall, which lead to nobody",
    "wall_tick": "the days on which texts came out",
    "live_plan": "the text of workshops' plans",
    "live_run": "a workshop as it takes place; its hosts stand apart",
    "live_seat": "a seat in a workshop, under a word, which leads to nobody",
    "live_response": "answers of a round that is open, by seat",
    "live_tally": "what a closed round shows, in words",
    "live_text": "texts of closed rounds, which lead to nobody",
    "live_place": "who sits with whom in a round of a workshop that is going on, by seat",
    "live_takeaway": "what participants wrote for themselves, which only their browsers open",
    "live_kept": "whether commitments were kept, until that is counted; it leads to nobody",
    "live_call": "seats that asked for a word, until they had it",
    "tick_done": "decided figures, which rest on a group",
}


def ending_place(account_id: str, cohort_id: str, stage: int) -> str:
    """What the sealed time of a letter about the end of keeping is bound to."""
    return f"ending_letter/{account_id}/{cohort_id}/{stage}"
