"""Inviting people to a cohort, and the links of those who have not joined yet.

Once somebody has joined, nothing here shows, renews or takes back the way they came: their
invitation is then, in the same words as one that never was, not to be found.
"""

from __future__ import annotations

from dataclasses import dataclass

from course.access import Role, Viewer, operation
from course.cohort import addresses, contact, enrolment
from course.cohort.addresses import Person, Reading, Remark
from course.errors import BadInput, NotFound, TooLong
from course.settings import Settings
from course.signing import links
from course.work import Work
from db.queries import cohort as members
from db.queries import enrolment as pids
from db.queries import invitations as rows
from db.tables.identity import Invitation


@dataclass(frozen=True)
class Invited:
    """What came of inviting. With any ``problems`` nobody was invited."""

    ids: tuple[str, ...] = ()
    problems: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Offer:
    """A place nobody has taken yet, and the link that leads to it."""

    id: str
    name: str
    email: str
    role: Role
    url: str


def unreachable(settings: Settings) -> str | None:
    """Who can't open a link made now and what to set, in one sentence; None when all can."""
    if not settings.is_loopback:
        return links.refusal(settings)
    return (
        f"These links begin with {settings.url}, so they open on this computer only: set "
        "GOLDSEAM_URL to the https address under which others reach it, and start again."
    )


@operation
def invite(
    work: Work, viewer: Viewer | None, cohort_id: str, text: str, role: str = "learner"
) -> Invited:
    """Invite everyone named in a paste, or nobody if any line can't be read.

    Raises:
        BadInput: the contact card isn't whole, or nobody is named.
        TooLong: there is more text than one paste may hold.
    """
    if len(text) > addresses.BYTES_MOST:
        raise TooLong("That is more text than we read at once. Invite people in smaller parts.")
    return _invite(work, cohort_id, addresses.read(text), _role(role))


@operation
def invite_file(
    work: Work, viewer: Viewer | None, cohort_id: str, data: bytes, role: str = "learner"
) -> Invited:
    """Invite everyone named in a CSV file, or nobody if any line can't be read.

    Raises:
        BadInput: the contact card isn't whole, or nobody is named.
        TooLong: the file is larger than one may be.
    """
    if len(data) > addresses.BYTES_MOST:
        raise TooLong("The file is larger than 200 kilobytes. Leave only names and addresses.")
    text, remarks = addresses.decode(data)
    outcome = _invite(work, cohort_id, addresses.read(text), _role(role))
    return Invited(outcome.ids, outcome.problems, remarks + outcome.notes)


def _role(role: str) -> Role:
    try:
        return Role(role)
    except ValueError:
        raise NotFound from None


def _invite(work: Work, cohort_id: str, reading: Reading, role: Role) -> Invited:
    contact.require_card(work, cohort_id)
    if reading.problems:
        return Invited(problems=reading.problems)
    if not reading.people:
        raise BadInput("Nobody is named yet. Write one person a line, such as: name, a@b.org")
    pids.lock_cohort(work.db, cohort_id)
    fresh, known = _sorted_out(work, cohort_id, reading.people, role)
    ids = tuple(_add(work, cohort_id, person, role) for person in fresh)
    _mint_enough(work, cohort_id)
    notes = sorted([*reading.notes, *known], key=lambda remark: remark.line)
    return Invited(ids=ids, notes=tuple(notes))


def _sorted_out(
    work: Work, cohort_id: str, people: tuple[Person, ...], role: Role
) -> tuple[list[Person], list[Remark]]:
    standing = rows.standing(work.db, cohort_id)
    fresh, known = [], []
    for person in people:
        if person.email not in standing:
            fresh.append(person)
            continue
        state, as_role = standing[person.email]
        said = "has joined already" if state == rows.JOINED else "is invited already"
        if as_role != role.value:
            said += f" as {'an instructor' if as_role == Role.INSTRUCTOR else 'a learner'}"
        known.append(Remark(person.line, said))
    return fresh, known


def _add(work: Work, cohort_id: str, person: Person, role: Role) -> str:
    _token, token_hash, token_sealed = links.make_invitation_token(work)
    return rows.add(
        work.db,
        cohort_id,
        role.value,
        name=person.name,
        email=person.email,
        token=(token_hash, token_sealed),
        mail=rows.WAITING if work.settings.smtp_url else "",
    )


def _mint_enough(work: Work, cohort_id: str) -> None:
    """Pids are minted when places are offered, so that none is minted at anybody's joining."""
    offered = sum(1 for i in rows.all_pending(work.db, cohort_id) if i.role == Role.LEARNER.value)
    joined = members.count_members(work.db, cohort_id, Role.LEARNER.value)
    former = members.count_members(work.db, cohort_id, members.FORMER)
    missing = offered + joined + former - len(pids.pids(work.db, cohort_id))
    for _ in range(0, missing, enrolment.BATCH):
        enrolment.mint_batch(work, cohort_id)


@operation
def offers(work: Work, viewer: Viewer | None, cohort_id: str) -> tuple[Offer, ...]:
    """Every invitation nobody has accepted, with its link, by name."""
    found = [_offer(work, invitation) for invitation in rows.all_pending(work.db, cohort_id)]
    return tuple(sorted(found, key=lambda o: (o.name.casefold(), o.email, o.role)))


@operation
def link(work: Work, viewer: Viewer | None, cohort_id: str, invitation_id: str) -> str:
    """The link of one invitation nobody has accepted. Raises NotFound."""
    return _offer(work, _pending(work, cohort_id, invitation_id)).url


@operation
def renew(work: Work, viewer: Viewer | None, cohort_id: str, invitation_id: str) -> Offer:
    """Give an invitation a new link; the old one is worth nothing from then on.

    Raises:
        NotFound: there is no such invitation here, or somebody has accepted it.
    """
    contact.require_card(work, cohort_id)
    _pending(work, cohort_id, invitation_id)
    _token, token_hash, token_sealed = links.make_invitation_token(work)
    rows.renew(work.db, invitation_id, token_hash, token_sealed)
    if work.settings.smtp_url:
        rows.note_mail(work.db, invitation_id, token_hash, rows.WAITING)
    return _offer(work, _pending(work, cohort_id, invitation_id))


@operation
def revoke(work: Work, viewer: Viewer | None, cohort_id: str, invitation_id: str) -> None:
    """Take an invitation back; its link is worth nothing from then on.

    Raises:
        NotFound: there is no such invitation here, or somebody has accepted it.
    """
    rows.remove(work.db, _pending(work, cohort_id, invitation_id).id)


def _pending(work: Work, cohort_id: str, invitation_id: str) -> Invitation:
    found = rows.pending(work.db, cohort_id, invitation_id)
    if found is None:
        raise NotFound
    return found


def _offer(work: Work, row: Invitation) -> Offer:
    url = links.invitation_url(work, row)
    return Offer(row.id, row.name, row.email, Role(row.role), url)
