"""Somebody leaves in the middle of a triad: the phones of the others hear of it at once."""

from __future__ import annotations

import asyncio
from typing import Any

from pages.rehearsal.phone import Phone, Scene
from tests import rooms
from tests.launch_server import Server
from tests.live import served


def _members(count: int) -> Any:
    def there(scene: Scene) -> bool:
        group = scene["mine"]["group"]
        return bool(group) and group["members"] == count

    return there


async def _leave(hosted: served.Hosted) -> list[tuple[int, bool]]:
    """Six sit in two triads and one leaves; what every other phone knows of its group then."""
    phones = await hosted.seated(6)
    await asyncio.to_thread(hosted.command, "open")
    for phone in phones:
        await phone.until(_members(3))
    first = phones[0].scene["mine"]["group"]["number"]

    def near(phone: Phone) -> bool:
        return bool(phone.scene["mine"]["group"]["number"] == first)

    beside = [phone for phone in phones[1:] if near(phone)]
    assert await phones[0].say("leave") == 200
    for phone in beside:
        await phone.until(_members(2))
    known = [phone.scene["mine"]["group"] for phone in phones[1:]]
    for phone in phones:
        await phone.leave()
    return sorted((one["members"], one["left"] is not None) for one in known)


def test_the_two_who_stay_are_told_and_the_other_triad_is_not(server: Server) -> None:
    hosted = served.host(server, rooms.TRIADS)
    assert asyncio.run(_leave(hosted)) == [(2, True), (2, True)] + [(3, False)] * 3
