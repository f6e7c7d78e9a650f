"""One process and SQLite: joins, idling, commands, answers, a kill."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import psutil

from tests.bench_live.phones import Phones
from tests.bench_live.room import prepare
from tests.bench_live.rows import Row, at_most, p95
from tests.launch_server import Server

MANY, MORE = 1_000, 2_000
IDLE_SECONDS = 20.0
MODULE = "tests.bench_live.launch"


def rows(folder: Path) -> list[Row]:
    """Every row of one process."""
    server = Server(folder / "one", pace=1, module=MODULE)
    room = prepare(server)
    server.start()
    try:
        return asyncio.run(_measured(server, Phones(room)))
    finally:
        server.stop()
        room.installation.close()


def cpu(process: psutil.Process) -> float:
    """CPU seconds of a process so far, all its threads."""
    times = process.cpu_times()
    return float(times.user + times.system)


async def _measured(server: Server, phones: Phones) -> list[Row]:
    process = psutil.Process(server.pid)
    found = await _joins(process, phones)
    await phones.hear("start")
    found += await _idle(process)
    found += await _commands(process, phones)
    found += await _answers(process, phones)
    found += await _kill(server, phones)
    await phones.join(MORE - MANY, 40)
    await phones.hear("next")
    waits = await phones.hear("open")
    found.append(at_most(f"{MORE} phones: advance received, p95", p95(waits), 0.5, "ms"))
    await phones.leave()
    return found


async def _joins(process: psutil.Process, phones: Phones) -> list[Row]:
    await phones.join(20, 1)  # what is loaded once is not anybody's cost
    memory, before = process.memory_info().rss, cpu(process)
    waits = await phones.join(MANY - 20, 20)
    each = (cpu(process) - before) / len(waits)
    held = (process.memory_info().rss - memory) / len(waits)
    return [
        at_most(f"{MANY} joins in 20 s, p95", p95(waits), 0.5, "ms"),
        at_most("CPU a join", each, 0.005, "ms"),
        at_most("memory a phone", held, 60_000, "KB"),
    ]


async def _idle(process: psutil.Process) -> list[Row]:
    await asyncio.sleep(3)
    before, began = cpu(process), time.perf_counter()
    await asyncio.sleep(IDLE_SECONDS)
    share = (cpu(process) - before) / (time.perf_counter() - began)
    return [at_most(f"idle with {MANY} phones, of a core", share, 0.03, "%")]


async def _commands(process: psutil.Process, phones: Phones) -> list[Row]:
    """Advance: a poll is opened, closed without answers, and the next one comes."""
    waits, used, given = [], 0.0, 0
    for _ in range(4):
        for command in ("open", "close", "next"):
            before = cpu(process)
            waits += await phones.hear(command)
            used += cpu(process) - before
            given += 1
            await asyncio.sleep(0.5)
    waits.sort()
    return [
        at_most(f"{MANY} phones: advance received, p95", p95(waits), 0.25, "ms"),
        at_most(f"{MANY} phones: advance received, max", waits[-1], 0.5, "ms"),
        at_most("CPU a phone of an advance", used / given / len(phones.phones), 0.0002, "ms"),
    ]


async def _answers(process: psutil.Process, phones: Phones) -> list[Row]:
    await phones.hear("open")
    before = cpu(process)
    waits, refused = await phones.answer("poll-5/1", 5)
    each = (cpu(process) - before) / len(waits)
    kept = phones.room.responses()
    await phones.hear("close")
    shown = await phones.hear("reveal")
    return [
        at_most(f"{MANY} answers within 5 s, p95 received", p95(waits), 0.3, "ms"),
        at_most("CPU an answer", each, 0.003, "ms"),
        at_most("answers lost, doubled or refused", abs(kept - MANY) + len(refused), 0, ""),
        at_most(f"{MANY} phones: reveal received, p95", p95(shown), 0.25, "ms"),
        at_most(f"{MANY} phones: reveal received, max", shown[-1], 0.5, "ms"),
    ]


async def _kill(server: Server, phones: Phones) -> list[Row]:
    """The server is killed while a thousand answers come, and started again."""
    await phones.hear("next")
    await phones.hear("open")
    back: list[float] = []

    async def killed() -> None:
        await asyncio.sleep(1.5)
        phones.listen_anew()
        began = time.perf_counter()
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)
        back.append(await phones.back(began))

    _, refused = await phones.answer("poll-6/1", 3, killed())
    kept = phones.room.responses()
    await phones.hear("close")
    return [
        at_most(f"killed and started again: {MANY} phones back", back[0], 10, "s"),
        at_most("answers then lost, doubled or refused", abs(kept - MANY) + len(refused), 0, ""),
    ]
