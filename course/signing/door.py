"""What stands behind a link, and going through. Looking changes nothing; entering spends it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from course.access import Role, Viewer, operation, token_hash
from course.cohort import enrolment
from course.cohort.contribute import local_day
from course.errors import BadInput, GoldseamError
from course.own import agreements
from course.signing import links, mailbox, phrase, sign_ins
from course.work import Work
from db.queries import accepting, sign_in
from db.tables.identity import EntryLink

UNKNOWN = "It may have been used, replaced by a newer one, or taken back."
BELONGS = "You belong to this cohort already. This place stays open for somebody else."
SIGNED_OUT = (
    "You are not signed in in this browser any more, so nothing was taken. Sign in first and open "
    "this link again, or join with a new account here."
)
ENDED = "This cohort has ended and what was written in it is erased, so nobody joins it any more."
OVER = "This link worked for a short time only, and that time has passed."


class NoSuchLink(GoldseamError):
    """The link is unknown, spent or revoked: the same words for all."""

    def __init__(self) -> None:
        super().__init__(UNKNOWN)


class LinkIsOver(GoldseamError):
    """The link's time has passed."""

    def __init__(self) -> None:
        super().__init__(OVER)


@dataclass(frozen=True)
class Door:
    """What a link leads to. ``kind`` is owner, invitation, device, mail or server.

    The cohort's fields are set for an invitation alone, ``means`` being what a learner agrees to
    by joining: its title, then its points. ``has_wall`` says whether the cohort shares blunders on
    a wall, ``may_take`` whether whoever is signed in may take an offered place with the account
    they have.
    """

    kind: str
    name: str
    role: Role | None = None
    cohort_name: str = ""
    keep_until: date | None = None
    means: tuple[str, tuple[str, ...]] = ("", ())
    has_wall: bool = False
    may_take: bool = False


@dataclass(frozen=True)
class Entered:
    """The outcome: a new sign-in's token (None when the present one stays), and the phrase.

    The phrase is set once, when an account has just joined; nothing keeps it in clear.
    """

    token: str | None = field(repr=False)
    phrase: str | None = field(repr=False, default=None)
    has_email: bool = True


@operation
def look(work: Work, viewer: Viewer | None, token: str) -> Door:
    """What stands behind a link. Changes nothing, however often it is fetched.

    Raises:
        NoSuchLink, LinkIsOver: nothing stands behind it.
    """
    digest = token_hash(token)
    link = sign_in.link(work.db, digest)
    if link is not None:
        return _entry_door(work, viewer, link)
    offer = accepting.offer(work.db, digest)
    if offer is None:
        raise NoSuchLink
    consent = work.catalogue.consent
    may_take = viewer is not None and not accepting.belongs(
        work.db, viewer.account_id, offer.cohort_id
    )
    return Door(
        kind="invitation",
        name=offer.name,
        role=Role(offer.role),
        cohort_name=offer.cohort_name,
        keep_until=offer.keep_until,
        means=(consent.title, agreements.points(work, consent, offer.cohort_id)),
        has_wall=offer.has_wall,
        may_take=may_take,
    )


def _entry_door(work: Work, viewer: Viewer | None, link: EntryLink) -> Door:
    if links.is_over(work, link.token_hash, link.expires_sealed):
        raise LinkIsOver
    if link.kind == "owner":
        if sign_in.has_owner(work.db):
            raise NoSuchLink
        return Door("owner", "", may_take=viewer is not None)
    account = sign_in.account(work.db, link.account_id or "")
    if account is None:
        raise NoSuchLink
    return Door(link.kind, account.name)


@operation
def enter(
    work: Work,
    viewer: Viewer | None,
    token: str,
    *,
    name: str = "",
    email: str = "",
    as_viewer: bool = False,
) -> Entered:
    """Spend a link and sign its holder in, in this one transaction.

    ``name`` is asked of a new account (and ``email`` of the owner's); ``as_viewer`` takes an
    offered place, or ownership, with the account that is signed in already.

    Raises:
        NoSuchLink, LinkIsOver: nothing stands behind it, or somebody was quicker.
        BadInput: a field cannot be used; the link is not spent.
    """
    door = look(work, viewer, token)
    digest = token_hash(token)
    taker = viewer if as_viewer and door.may_take else None
    if door.kind == "invitation":
        if as_viewer and taker is None:
            raise BadInput(SIGNED_OUT if viewer is None else BELONGS)
        return _accept(work, viewer, taker, digest, name)
    if door.kind == "owner":
        return _become_owner(work, viewer, taker, digest, name=name, email=email)
    link = sign_in.link(work.db, digest)
    if link is None or link.account_id is None or not sign_in.spend_link(work.db, digest):
        raise NoSuchLink
    account = sign_in.account(work.db, link.account_id)
    return _signed_in(
        work, viewer, link.account_id, link.kind, is_new=not (account and account.joined)
    )


def _become_owner(
    work: Work, viewer: Viewer | None, taker: Viewer | None, digest: str, *, name: str, email: str
) -> Entered:
    if taker is None:
        name, address = mailbox.name(name), mailbox.email_or_none(email)
    if not sign_in.spend_link(work.db, digest):
        raise NoSuchLink
    if taker is not None:
        sign_in.make_owner(work.db, taker.account_id)
        return Entered(None)
    account_id = sign_in.add_account(work.db, name, address)
    # Nobody but its holder typed this address.
    sign_in.set_email(work.db, account_id, address, mail_links=True)
    sign_in.make_owner(work.db, account_id)
    return _signed_in(work, viewer, account_id, "link", is_new=True)


def _accept(
    work: Work, viewer: Viewer | None, taker: Viewer | None, digest: str, name: str
) -> Entered:
    if taker is not None:
        take_place(work, digest, taker.account_id)
        return Entered(None)
    offer = accepting.offer(work.db, digest)
    if offer is None:
        raise NoSuchLink
    account_id = sign_in.add_account(work.db, mailbox.name(name or offer.name), offer.email)
    take_place(work, digest, account_id)
    return _signed_in(work, viewer, account_id, "link", is_new=True)


def take_place(work: Work, digest: str, account_id: str) -> None:
    """Give an open invitation's place to an account whose holder is known to be here.

    Raises:
        NoSuchLink: it is not open any more, or somebody was quicker.
        BadInput: the account belongs to the cohort already, or nothing is kept there any more.
    """
    offer = accepting.offer(work.db, digest)
    if offer is None:
        raise NoSuchLink
    if offer.role == Role.LEARNER and offer.keep_until <= local_day(work.now, offer.time_zone):
        raise BadInput(ENDED)
    if accepting.belongs(work.db, account_id, offer.cohort_id):
        raise BadInput(BELONGS)
    if not accepting.take(work.db, offer.invitation_id, digest):
        raise NoSuchLink
    accepting.give_to(work.db, offer.invitation_id, account_id)
    accepting.add_member(work.db, account_id, offer.cohort_id, offer.role)
    if offer.role == Role.LEARNER:
        enrolment.give_pid(work, account_id, offer.cohort_id)
        agreements.record(work, account_id)


def _signed_in(
    work: Work, viewer: Viewer | None, account_id: str, way: str, *, is_new: bool
) -> Entered:
    sign_ins.replace(work, viewer)
    words = None
    if is_new:
        words = phrase.new()
        sign_in.set_recovery(work.db, account_id, phrase.scramble(words))
    token = sign_ins.begin(work, account_id, way)
    account = sign_in.account(work.db, account_id)
    return Entered(token, words, has_email=account is not None and account.email is not None)
