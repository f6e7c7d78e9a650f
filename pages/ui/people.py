"""People in a list: their names and addresses exactly as written, whatever they hold."""

from __future__ import annotations

from collections.abc import Sequence

from course.access import Role
from course.cohort.addresses import Remark
from course.cohort.roster import RosterLine
from pages.ui.layout import literal

PARTS = {Role.INSTRUCTOR: "Instructor", Role.LEARNER: "Learner"}
MAIL = {"": "", "waiting": "mail on its way", "sent": "mail sent", "failed": "mail not sent"}


def named(name: str, email: str) -> str:
    """A person as one line of plain text, for a choice in a list."""
    return f"{name} ({email})" if email else name


def roster_html(lines: Sequence[RosterLine]) -> str:
    """The roster as a table."""
    head = '<thead><tr><th scope="col">Name</th><th scope="col">Part</th><th scope="col">State</th>'
    rows = "".join(_row(line) for line in lines)
    return (
        '<table class="gs-tab gs-people"><caption class="gs-vh">The roster</caption>'
        f"{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(line: RosterLine) -> str:
    email = (
        f'<br><span class="gs-small gs-muted">{literal(line.email)}</span>' if line.email else ""
    )
    you = " (you)" if line.is_viewer else ""
    state = "Joined" if line.has_joined else "Invited"
    if line.handed_in:
        state += '<br><span class="gs-small gs-muted">record handed in</span>'
    if MAIL.get(line.mail):
        state += f'<br><span class="gs-small gs-muted">{MAIL[line.mail]}</span>'
    return (
        f'<tr><th scope="row"><bdi>{literal(line.name)}</bdi>{you}{email}</th>'
        f"<td>{PARTS[line.role]}</td><td>{state}</td></tr>"
    )


def remarks_html(heading: str, remarks: Sequence[Remark]) -> str:
    """What is said about lines, each with its number."""
    rows = "".join(f"<li>Line {one.line}: {literal(one.text)}.</li>" for one in remarks)
    below = f'<ul class="gs-list">{rows}</ul>' if rows else ""
    return f'<div role="status"><p class="gs-p">{literal(heading)}</p>{below}</div>'


def who_html(name: str, email: str, *, is_owner: bool = False) -> str:
    """A person as a line of a list."""
    below = f'<br><span class="gs-small gs-muted">{literal(email)}</span>' if email else ""
    owner = ' <span class="gs-muted">(owner)</span>' if is_owner else ""
    return f'<p class="gs-p gs-who"><bdi>{literal(name)}</bdi>{owner}{below}</p>'
