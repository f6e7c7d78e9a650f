"""What the pages behind ``/my-data/erase`` say."""

from __future__ import annotations

from starlette.responses import Response

from course.own.leaving import WORDS, BeforeErasing
from pages.routes import plain
from pages.routes.plain import esc

_MEANS = (
    "<h2>What it means</h2><ul>"
    "<li>The key that opens what you wrote is destroyed, and everything written under it is "
    "removed: attempts, drafts, ratings, reflections, where you were.</li>"
    "<li>Your account goes: name, address, sign-ins, invitations, places in cohorts.</li>"
    "<li>It can’t be brought back. Backups made before still hold it, sealed, until they are "
    "thrown away, and whoever runs this server could open one. When one is put back, you are taken "
    "out again.</li>"
    "<li>Figures that are published stay as they are. They rest on a whole group, and nothing in "
    "them leads to you.</li>"
    "<li>A certificate or badge from here is no longer valid.</li>"
    "<li>Nobody is told. Your name is no longer on a roster.</li></ul>"
)


def explanation(found: BeforeErasing, trouble: str = "") -> Response:
    """Who would be erased and what it means; changes nothing."""
    warn = f'<p class="trouble" role="alert">{esc(trouble)}</p>' if trouble else ""
    cohorts = f"<dt>Wrote in</dt><dd>{esc(', '.join(found.cohorts))}</dd>" if found.cohorts else ""
    who = f"<dl><dt>Account</dt><dd>{esc(found.name)}</dd>{cohorts}</dl>"
    return plain.page(
        "Erase me",
        f"{warn}{who}{_MEANS}{_owner(found)}{_leads(found)}"
        '<p><a href="/my-data/copy.md">Take a copy first</a>, if you want to keep anything.</p>'
        f"{_form(found)}"
        '<p><a href="/my-data">Leave everything as it is</a></p>',
        422 if trouble else 200,
    )


def _owner(found: BeforeErasing) -> str:
    if not found.owns_alone:
        return ""
    return (
        '<p class="note">You are this installation’s only owner. After you, whoever runs it gets '
        "a new owner’s link when it next starts.</p>"
    )


def _leads(found: BeforeErasing) -> str:
    if not found.leads_alone:
        return ""
    named = ", ".join(f"“{esc(title)}”" for title in found.leads_alone)
    return (
        f'<p class="note">Nobody but you leads {named}. A cohort’s workshop can be taken over by '
        "another of its instructors. Any other is cancelled, and who booked is told.</p>"
    )


def _form(found: BeforeErasing) -> str:
    if found.teaches_alone:
        named = esc(" and ".join(found.teaches_alone))
        return (
            f'<p class="note">You are the only instructor of {named}. Invite another one first, so '
            "that its learners are not left alone. Then you can erase yourself here.</p>"
        )
    box = plain.field(
        "typed",
        f"Type “{WORDS}” to do it",
        hint="It happens when you press the button, at once and for good.",
        required=True,
    )
    return f'<form method="post" action="/my-data/erase">{box}<button>Erase me</button></form>'


def done() -> Response:
    """The last page somebody sees."""
    return plain.page(
        "You are erased",
        "<p>Your key is destroyed, and what was written under it is gone. Nothing here knows you "
        "any more, and you are signed out everywhere.</p>"
        "<p>Whoever runs this server keeps a list by which older backups leave you out when they "
        "are put back. It holds no name, and leads to nobody.</p>"
        '<p><a href="/">Go to the first page</a></p>',
    )
