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
    # own: what is held about me, and leaving
    "agreements.present": Permit.LEARNER,
    "agreements.due": Permit.ACCOUNT,
    "agreements.agree": Permit.ACCOUNT,
    "agreements.mine": Permit.ACCOUNT,
    "everything.of_mine": Permit.ACCOUNT,
    "readable.document": Permit.ACCOUNT,
    "keeping.soon": Permit.ACCOUNT,
    "leaving.leave": Permit.LEARNER,
    "leaving.erase_place": Permit.ACCOUNT,
    "leaving.before_erasing": Permit.ACCOUNT,
    "leaving.erase_me": Permit.ACCOUNT,
    "carrying.offers": Permit.LEARNER,
    "carrying.bring": Permit.LEARNER,
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
    "report.one_page": Permit.INSTRUCTOR,
    "comparing.side_by_side": Permit.ACCOUNT,
    "pools.together": Permit.INSTRUCTOR,
    "pools.declare": Permit.INSTRUCTOR,
    # walls: blunders shared without a name
    "walls.about": Permit.MEMBER,
    "walls.open_wall": Permit.INSTRUCTOR,
    "walls.code": Permit.INSTRUCTOR,
    "walls.share_wall": Permit.INSTRUCTOR,
    "on_wall.pieces": Permit.MEMBER,
    "sharing.look": Permit.LEARNER,
    "sharing.look_at_reply": Permit.LEARNER,
    "sharing.share": Permit.LEARNER,
    "sharing.answer": Permit.LEARNER,
    "own_texts.mine": Permit.LEARNER,
    "own_texts.take_back": Permit.LEARNER,
    "own_texts.withdraw": Permit.LEARNER,
    "own_texts.put_away": Permit.LEARNER,
    "moderating.batches": Permit.INSTRUCTOR,
    "moderating.put_up": Permit.INSTRUCTOR,
    "moderating.take_down": Permit.INSTRUCTOR,
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
    "practice.lines": Permit.LEARNER,
    "growth.recent": Permit.LEARNER,
    "growth.mine": Permit.LEARNER,
    "progress.home": Permit.LEARNER,
    "progress.lesson": Permit.LEARNER,
    "progress.move": Permit.LEARNER,
    "reflections.mine": Permit.LEARNER,
    "reflections.delete": Permit.LEARNER,
    "reflections.remove_earlier": Permit.LEARNER,
    "returning.waiting": Permit.LEARNER,
    "returning.mine": Permit.LEARNER,
    "returning.begin": Permit.LEARNER,
    "returning.begun": Permit.LEARNER,
    "returning.put_off": Permit.LEARNER,
    "returning.let_go": Permit.LEARNER,
    "returning.bring_back": Permit.LEARNER,
    "returning.ask_for": Permit.LEARNER,
    "take_away.repair_card": Permit.LEARNER,
    "take_away.choose": Permit.LEARNER,
    "take_away.next_steps": Permit.LEARNER,
    "take_away.write_steps": Permit.LEARNER,
    "take_away.add_step": Permit.LEARNER,
    "take_away.who_to_tell": Permit.LEARNER,
    "printing.sheet": Permit.LEARNER,
    "readers.who_can_read": Permit.LEARNER,
    # letters, a calendar by link, how pages look
    "preferences.mine": Permit.ACCOUNT,
    "preferences.set_look": Permit.ACCOUNT,
    "preferences.set_reminders": Permit.ACCOUNT,
    "preferences.pause": Permit.ACCOUNT,
    "off.look": Permit.ANYONE,
    "off.turn_off": Permit.ANYONE,
    "feed.make": Permit.ACCOUNT,
    "feed.revoke": Permit.ACCOUNT,
    "feed.by_token": Permit.ANYONE,
    # notes: what instructors write to their cohort, and what a learner tells them
    "notes.desk": Permit.INSTRUCTOR,
    "notes.save": Permit.INSTRUCTOR,
    "notes.post": Permit.INSTRUCTOR,
    "notes.remove": Permit.INSTRUCTOR,
    "noted.mine": Permit.LEARNER,
    "noted.until": Permit.LEARNER,
    "telling.preview": Permit.LEARNER,
    "telling.tell": Permit.LEARNER,
    "telling.take_back": Permit.LEARNER,
    "telling.heard": Permit.INSTRUCTOR,
    "telling.put_away": Permit.INSTRUCTOR,
    # for trainers
    "trainers.page": Permit.INSTRUCTOR,
    "trainers.ready": Permit.INSTRUCTOR,
    "trainers.save_words": Permit.INSTRUCTOR,
    "trainers.words": Permit.MEMBER,
    # showing: one attempt to one person, who needs no account
    "showing.preview": Permit.LEARNER,
    "showing.show": Permit.LEARNER,
    "shown.mine": Permit.LEARNER,
    "showing.end": Permit.LEARNER,
    "showing.remove": Permit.LEARNER,
    "reading.read": Permit.ANYONE,
    "reading.send": Permit.ANYONE,
    # records and certificates: what a learner says of themselves by name
    "record.mine": Permit.LEARNER,
    "record.hand_in": Permit.LEARNER,
    "record.withdraw": Permit.LEARNER,
    "record.handed_in": Permit.INSTRUCTOR,
    "certificate.paper": Permit.LEARNER,
    "certificate.turn_on": Permit.LEARNER,
    "certificate.turn_off": Permit.ACCOUNT,
    "certificate.public": Permit.ACCOUNT,
    "certificate.verified": Permit.ANYONE,
    "badge.of_code": Permit.ANYONE,
    "badge.issuer": Permit.ANYONE,
    "badge.achievement": Permit.ANYONE,
    "badge.key": Permit.ANYONE,
    "badge.prepare": Permit.ANYONE,
    "badge.status_list": Permit.ANYONE,
    "guide.choices": Permit.LEARNER,
    "guide.choose": Permit.LEARNER,
    "guide.paper": Permit.LEARNER,
}
