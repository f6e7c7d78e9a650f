"""Getting back in alone: the recovery phrase, and a link by mail."""

from __future__ import annotations

from collections.abc import Callable

from course.access import Viewer, operation
from course.errors import BadInput
from course.signing import links, mailbox, phrase, sign_ins
from course.work import Work
from db.queries import sign_in as rows

NO_MATCH = (
    "That address and that phrase don't belong together here. Capitals and spaces don't matter; "
    "the order of the words does."
)
SENT = (
    "If somebody here has that address, a link is on its way to it. "
    f"It works once, for {links.MINUTES['mail']} minutes."
)
_LIVE_LETTERS = 3

Post = Callable[[str, str, str], None]  # (to, subject, body)


@operation
def check_phrase(work: Work, viewer: Viewer | None, email: str, words: str) -> None:
    """Whether an address and a phrase belong together; reads alone, so nobody's writing waits.

    Takes as long for an unknown address as for a known one.

    Raises:
        BadInput: they don't.
    """
    _holder(work, email, words)


@operation
def by_phrase(work: Work, viewer: Viewer | None, email: str, words: str) -> str:
    """Sign in by address and recovery phrase; returns the new sign-in's token.

    The phrase stays valid. Takes as long for an unknown address as for a known one.

    Raises:
        BadInput: they don't belong together.
    """
    account_id = _holder(work, email, words)
    sign_ins.replace(work, viewer)
    return sign_ins.begin(work, account_id, "recovery")


def _holder(work: Work, email: str, words: str) -> str:
    found = rows.accounts_by_email(work.db, mailbox.as_compared(email))
    if not found:
        phrase.matches(words, None)
    for account in found:
        if phrase.matches(words, account.recovery_hash):
            return account.id
    raise BadInput(NO_MATCH)


@operation
def by_mail(work: Work, viewer: Viewer | None, email: str, post: Post) -> str:
    """Hand a letter with a link to ``post`` for each joined account that asked for such letters.

    An address that somebody else chose, by inviting it, is no way in until its holder says so.
    Returns the sentence to show, the same for every address; the link is in the letter alone. At
    most three unspent links per account live at a time, so nobody's mailbox can be flooded.
    """
    for account in rows.accounts_by_email(work.db, mailbox.as_compared(email)):
        if not account.mail_links or not account.email:
            continue
        if links.clear_over(work, account.id, "mail") < _LIVE_LETTERS:
            url = links.enter_url(work.settings, links.make(work, "mail", account.id))
            post(account.email, "Your link to Goldseam", _letter(account.name, url))
    return SENT


def _letter(name: str, url: str) -> str:
    return (
        f"Hello {name},\n\n"
        f"Somebody, we hope you, asked for a link to come back to Goldseam:\n\n{url}\n\n"
        f"It works once, for {links.MINUTES['mail']} minutes, after you press the button on the "
        "page it opens. If it was not you, there is nothing to do: without the link nobody gets "
        "in.\n"
    )


@operation
def new_phrase(work: Work, viewer: Viewer | None) -> str:
    """Make a new recovery phrase for my account, in place of the old; it is shown this once."""
    assert viewer is not None
    words = phrase.new()
    rows.set_recovery(work.db, viewer.account_id, phrase.scramble(words))
    return words
