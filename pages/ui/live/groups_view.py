"""The groups of a round as the console lists them: words for names, and no roles."""

from __future__ import annotations

from course.workshop.dealing import GroupsNow
from pages.ui import layout


def draw(groups: GroupsNow, *, is_last: bool) -> None:
    """Who sits with whom; after the last round also who has not been in both roles."""
    with layout.section("Groups", _rooms(groups, is_last=is_last)):
        lines = "".join(
            f"<li><b>Group {one.number}</b>, {'online' if one.online else 'in the room'}: "
            f"{layout.literal(', '.join(one.seats))}{_gone(one.left)}</li>"
            for one in groups.groups
        )
        layout.html(f'<ul class="gs-live-list">{lines}</ul>')


def _gone(count: int) -> str:
    return f"; {count} {'has' if count == 1 else 'have'} left" if count else ""


def _rooms(groups: GroupsNow, *, is_last: bool) -> str:
    said = [f"{_counted(len(groups.groups), 'group')}."]
    if groups.rooms:
        said.append(f"Open {_counted(groups.rooms, 'breakout room')}.")
    if groups.alone:
        said.append(f"{_counted(groups.alone, 'seat')} without a group until the next round.")
    if is_last:
        have = "has" if groups.lacking == 1 else "have"
        said.append(f"{_counted(groups.lacking, 'seat')} {have} not been in both roles.")
    return " ".join(said)


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
