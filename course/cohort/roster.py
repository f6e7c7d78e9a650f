"""Who is invited, who has joined, who handed in their record; never how far anyone has come."""

from __future__ import annotations

from dataclasses import dataclass

from course.access import Role, Viewer, operation
from course.errors import BadInput, NotFound
from course.wall import kept as wall
from course.work import Work
from db.queries import cohort as rows
from db.queries import enrolment as locks
from db.queries import invitations
from db.queries import record as handed_in


@dataclass(frozen=True)
class RosterLine:
    """One person. Either ``account_id`` (joined) or ``invitation_id`` (invited) is set.

    ``mail`` says what became of an invitation's mail: ``""`` (none was sent), ``waiting``,
    ``sent`` or ``failed``. ``handed_in`` is what a learner chose to say by name; False says
    nothing.
    """

    name: str
    email: str
    role: Role
    account_id: str | None = None
    invitation_id: str | None = None
    mail: str = ""
    is_viewer: bool = False
    handed_in: bool = False

    @property
    def has_joined(self) -> bool:
        """Whether this person has joined."""
        return self.account_id is not None


@operation
def people(work: Work, viewer: Viewer | None, cohort_id: str) -> tuple[RosterLine, ...]:
    """Everyone in a cohort or invited to it: instructors first, then by name."""
    me = None if viewer is None else viewer.account_id
    records = {account for account, _sealed in handed_in.records(work.db, cohort_id)}
    joined = [
        RosterLine(
            name,
            email or "",
            Role(role),
            account_id=account,
            is_viewer=account == me,
            handed_in=role == Role.LEARNER and account in records,
        )
        for account, role, name, email in rows.members(work.db, cohort_id)
    ]
    invited = [
        RosterLine(i.name, i.email, Role(i.role), invitation_id=i.id, mail=i.mail)
        for i in invitations.all_pending(work.db, cohort_id)
    ]
    return tuple(sorted(joined + invited, key=_place))


def _place(line: RosterLine) -> tuple[bool, str, str, str]:
    key = line.account_id or line.invitation_id or ""
    return (line.role is Role.LEARNER, line.name.casefold(), line.email, key)


@operation
def remove(
    work: Work, viewer: Viewer | None, cohort_id: str, account_id: str, role: str = "learner"
) -> None:
    """End somebody's part in a cohort, at once.

    A learner's writing stays sealed until the keep-until date and is theirs again if they are
    invited back under the same account; nobody else ever gets their place. What they contributed
    before stays counted.

    Raises:
        NotFound: the account has no such part here.
        BadInput: a cohort keeps at least one instructor.
    """
    locks.lock_cohort(work.db, cohort_id)
    held = {(a, r) for a, r, _name, _email in rows.members(work.db, cohort_id)}
    if (account_id, role) not in held:
        raise NotFound
    if role == Role.INSTRUCTOR.value:
        if rows.count_members(work.db, cohort_id, role) == 1:
            raise BadInput("A cohort keeps at least one instructor. Invite another one first.")
        rows.remove_member(work.db, cohort_id, account_id, role)
    else:
        wall.take_all_back(work, account_id, cohort_id)
        rows.make_former(work.db, cohort_id, account_id)
    invitations.remove_of_account(work.db, cohort_id, account_id, role)
