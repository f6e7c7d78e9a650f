"""Who may do what: the one table of permissions. An operation missing here stops the import."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """A person's part in a cohort."""

    INSTRUCTOR = "instructor"
    LEARNER = "learner"


class Permit(StrEnum):
    """What someone must be for an operation to run."""

    ANYONE = "anyone"  # no sign-in needed
    ACCOUNT = "account"  # any signed-in account, for its own things
    OWNER = "owner"  # the installation's owner
    MAKER = "maker"  # whoever may make cohorts: owners, and those they granted it
    INSTRUCTOR = "instructor"  # an instructor of the cohort named by ``cohort_id``
    LEARNER = "learner"  # a learner of the cohort named by ``cohort_id``
    MEMBER = "member"  # an instructor or learner of the cohort named by ``cohort_id``


ACCESS: dict[str, Permit] = {
    # signing: getting in and out
    "sign_ins.mine": Permit.ACCOUNT,
    "sign_ins.end": Permit.ACCOUNT,
    "sign_ins.end_here": Permit.ACCOUNT,
    "sign_ins.end_everywhere": Permit.ACCOUNT,
    "door.look": Permit.ANYONE,
    "door.enter": Permit.ANYONE,
    "coming_back.check_phrase": Permit.ANYONE,
    "coming_back.by_phrase": Permit.ANYONE,
    "coming_back.by_mail": Permit.ANYONE,
    "coming_back.new_phrase": Permit.ACCOUNT,
    "devices.make_link": Permit.ACCOUNT,
    "account.about_me": Permit.ACCOUNT,
    "account.change": Permit.ACCOUNT,
    "account.dismiss_notice": Permit.ACCOUNT,
    # cohorts: making, inviting, the roster
    "making.shown": Permit.INSTRUCTOR,
    "making.find_problems": Permit.MAKER,
    "making.make": Permit.MAKER,
    "changing.change": Permit.INSTRUCTOR,
    "making.copy": Permit.INSTRUCTOR,
    "granting.accounts": Permit.OWNER,
    "granting.grant": Permit.OWNER,
    "granting.withdraw": Permit.OWNER,
    "contact.card": Permit.MEMBER,
    "contact.save": Permit.INSTRUCTOR,
    "invitations.invite": Permit.INSTRUCTOR,
    "invitations.invite_file": Permit.INSTRUCTOR,
    "invitations.offers": Permit.INSTRUCTOR,
    "invitations.link": Permit.INSTRUCTOR,
    "invitations.renew": Permit.INSTRUCTOR,
    "invitations.revoke": Permit.INSTRUCTOR,
    "roster.people": Permit.INSTRUCTOR,
    "roster.remove": Permit.INSTRUCTOR,
    # releases: the overview
    "overview.cohort": Permit.INSTRUCTOR,
    "overview.for_learner": Permit.LEARNER,
    "overview.joined_by_link": Permit.LEARNER,
    "export.csv_file": Permit.INSTRUCTOR,
    "comparing.side_by_side": Permit.ACCOUNT,
    "pools.together": Permit.INSTRUCTOR,
    "pools.declare": Permit.INSTRUCTOR,
    # study: a learner's own work
    "drafts.save": Permit.LEARNER,
    "drafts.patch": Permit.LEARNER,
    "drafts.load": Permit.LEARNER,
    "attempts.next_key": Permit.LEARNER,
    "attempts.submit": Permit.LEARNER,
    "attempts.mine": Permit.LEARNER,
    "reply_ratings.rate": Permit.LEARNER,
    "reply_ratings.mine": Permit.LEARNER,
    "reply_ratings.has_rated": Permit.LEARNER,
    "progress.home": Permit.LEARNER,
    "progress.lesson": Permit.LEARNER,
    "progress.move": Permit.LEARNER,
    "reflections.mine": Permit.LEARNER,
    "reflections.delete": Permit.LEARNER,
    "reflections.remove_earlier": Permit.LEARNER,
    "readers.who_can_read": Permit.LEARNER,
}
