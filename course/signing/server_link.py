"""The exception: a sign-in link made on the server itself, by whoever runs it.

Nothing here is an operation: no page and no route calls it, only the command line.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from course.errors import BadInput
from course.signing import links
from course.work import Work
from db.queries import accepting
from db.queries import sign_in as rows


@dataclass(frozen=True)
class ServerLink:
    """The link, and one sentence for the terminal that says what it is and what was done."""

    url: str = field(repr=False)
    sentence: str


def make_server_link(work: Work, who: str) -> ServerLink:
    """A link into the account whose email or name is ``who``.

    For a joined account all other sign-ins and links end, and its holder is told on their next
    visit. For somebody invited who has not joined, the invitation's own link.

    Raises:
        BadInput: nobody, or more than one, is called so; the sentence says what to do.
    """
    wanted = " ".join(who.split()).lower()
    found = rows.accounts_called(work.db, wanted)
    if len(found) > 1:
        raise BadInput("More than one account is called so. Use the email address.")
    if found:
        return link_into(work, found[0].id)
    waiting = accepting.waiting_for(work.db, wanted)
    if len(waiting) == 1:
        return ServerLink(
            links.invitation_url(work, waiting[0]),
            "They were invited and have not joined yet: this is their invitation.",
        )
    if waiting:
        raise BadInput("More than one invitation is open for them. Use the roster of the cohort.")
    raise BadInput("Nobody here has that email or name. Write it as it stands on the account.")


def link_into(work: Work, account_id: str) -> ServerLink:
    """A link into one account, valid for a day; see :func:`make_server_link`.

    Raises:
        BadInput: there is no such account.
    """
    account = rows.account(work.db, account_id)
    if account is None:
        raise BadInput("There is no such account.")
    rows.drop_links_of(work.db, account_id)
    url = links.enter_url(work.settings, links.make(work, "server", account_id))
    if not account.joined:
        return ServerLink(url, "They have not signed in yet. The link works once, for a day.")
    rows.end_all(work.db, account_id)
    day = f"{work.now.day} {work.now:%B %Y}"
    rows.set_notice(work.db, account_id, f"A sign-in link was made on the server on {day}.")
    return ServerLink(
        url,
        "The link works once, for a day. Their other sign-ins have ended, and they are told that "
        "it was made.",
    )
