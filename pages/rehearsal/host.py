"""A host who goes through a whole plan alone, as a person at the console would."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from course.access import Viewer
from course.workshop import moderating_room, runs, scenes
from course.workshop.commands import Command
from course.workshop.runs import MovedOn
from course.workshop.scenes import HostScene
from course.workshop.state import Stage, Status, collects, parts
from pages.routes.live_hub import nudge
from pages.ui import wiring

ANSWERING_SECONDS = 8.0  # longer than any simulated participant thinks
LOOK_SECONDS = 1.0
MOST_LOOKS = 600

Say = Callable[[str], None]


@dataclass
class Host:
    """Leads one run to its end. ``haste`` divides every wait; ``say`` hears what was done;
    ``have_done`` says whether everybody has done what they mean to about a revision."""

    viewer: Viewer
    run_id: str
    say: Say
    have_done: Callable[[int], bool]
    haste: float = 1.0

    async def lead(self, people: int) -> None:
        """Wait for so many participants, then take every round through all its stages."""
        while len((await self._see()).seats) < people:
            await self._wait(LOOK_SECONDS)
        while (seen := await self._see()).run.state.status is not Status.ENDED:
            await self._put_up(seen)
            command, patience = next_step(seen)
            if patience:
                await self._let_answer(seen.run.revision)
            await self._do(command, await self._see())

    async def _let_answer(self, revision: int) -> None:
        await self._wait(ANSWERING_SECONDS)
        for _ in range(MOST_LOOKS):
            if self.have_done(revision):
                return
            await self._wait(LOOK_SECONDS)

    async def _wait(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self.haste)

    async def _see(self) -> HostScene:
        return await asyncio.to_thread(self._read)

    def _read(self) -> HostScene:
        with wiring.reading() as work:
            return scenes.for_host(work, self.viewer, self.run_id)

    async def _put_up(self, seen: HostScene) -> None:
        new = [one.id for one in seen.texts if one.state == moderating_room.NEW]
        if new:
            await asyncio.to_thread(self._moderate, new)

    def _moderate(self, text_ids: list[str]) -> None:
        with wiring.writing() as work:
            revision = moderating_room.put_up(work, self.viewer, self.run_id, text_ids)
        nudge(self.run_id, revision)

    async def _do(self, command: Command, seen: HostScene) -> None:
        try:
            revision = await asyncio.to_thread(self._command, command, seen.run.revision)
        except MovedOn:  # somebody at a console was first
            return
        nudge(self.run_id, revision)
        state, plan = seen.run.state, seen.run.plan
        where = f"{state.index + 1}. {state.activity(plan).title}, round {state.round}"
        self.say(f"{where}: {command.value}")

    def _command(self, command: Command, seen: int) -> int:
        with wiring.writing() as work:
            return runs.command(work, self.viewer, self.run_id, command.value, seen)


def next_step(seen: HostScene) -> tuple[Command, bool]:
    """What a host does next, and whether participants are given time before it. Pure."""
    state, plan = seen.run.state, seen.run.plan
    if state.status is Status.PLANNED:
        return Command.START, False
    activity = state.activity(plan)
    if state.stage is Stage.WAITING:
        if seen.offers_small and not state.small:
            return Command.SMALL_ON, False
        return Command.OPEN, False
    if state.stage is Stage.OPEN and collects(activity, small=state.small):
        last = state.part + 1 == len(parts(activity))
        return (Command.CLOSE if last else Command.FURTHER), True
    if state.stage is Stage.CLOSED and state.enough:
        return Command.REVEAL, False
    is_last = state.index + 1 == len(plan.activities) and state.round == activity.rounds_count
    return (Command.END if is_last else Command.NEXT), state.stage is Stage.OPEN
