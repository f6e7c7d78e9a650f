"""A link by which somebody signed in here signs in on another device of theirs."""

from __future__ import annotations

from dataclasses import dataclass, field

from course.access import Viewer, operation
from course.signing import links
from course.work import Work
from db.queries import sign_in as rows


@dataclass(frozen=True)
class DeviceLink:
    """A link into my own account. It works once, for ``minutes`` minutes."""

    url: str = field(repr=False)
    minutes: int


@operation
def make_link(work: Work, viewer: Viewer | None) -> DeviceLink:
    """Make a link for another device of mine; the one made before stops working."""
    assert viewer is not None
    earlier = rows.links_of(work.db, viewer.account_id, "device")
    rows.drop_links(work.db, [digest for digest, _ in earlier])
    token = links.make(work, "device", viewer.account_id)
    return DeviceLink(links.enter_url(work.settings, token), links.MINUTES["device"])
