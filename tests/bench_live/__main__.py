"""``make bench-live``: how fast a workshop is, with real phones' protocols against a real server.

Phones and server share this machine's cores, so that waits say as much of the one as of the other;
CPU is the server's alone. ``python -m tests.bench_live 200`` takes other numbers of phones.
"""

from __future__ import annotations

import asyncio
import resource
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests import rooms
from tests.bench_live import page
from tests.bench_live.fleet import Fleet
from tests.live import served

PHONES = (1000, 2000)
FILES = 16_384  # each phone has two lines, at both ends
Row = tuple[str, str, str, bool]


def _at_most(name: str, figure: float, bar: float, unit: str, digits: int = 0) -> Row:
    return (name, f"{figure:.{digits}f} {unit}", f"<= {bar:g} {unit}", figure <= bar)


async def _few(fleet: Fleet, count: int) -> list[Row]:
    """Everything with the first, smaller number of phones."""
    rows: list[Row] = []
    joined = await fleet.join(count)
    rows.append(_at_most(f"{count} joins in 20 s, p95", joined.p95, 500, "ms"))
    rows.append(_at_most("CPU a join", joined.cpu_each, 5, "ms", 2))
    memory = await fleet.follow()
    rows.append(_at_most("memory a phone", memory / 1024, 60, "KB", 1))
    await asyncio.sleep(3)
    rows.append(_at_most(f"idle with {count}", await fleet.idle(20), 3, "%", 2))
    opened = await fleet.command("open")
    rows += _reach("advance", count, opened)
    answered, received = await fleet.answer("poll/1", {"choice": "ask"})
    rows.append(_at_most("answer acknowledged, p95", answered.p95, 300, "ms"))
    rows.append(_at_most("CPU an answer", answered.cpu_each, 3, "ms", 2))
    rows.append(("answers received", f"{received}", f"{count}", received == count))
    rows += _reach("reveal", count, await fleet.command("close", "reveal"))
    return rows


def _reach(name: str, count: int, spread: object) -> Iterator[Row]:
    from tests.bench_live.fleet import Spread

    assert isinstance(spread, Spread)
    yield _at_most(f"{name} with {count}, p95", spread.p95, 250, "ms")
    yield _at_most(f"{name} with {count}, slowest", spread.worst, 500, "ms")
    yield _at_most(f"CPU a phone at {name}", spread.cpu_each, 0.2, "ms", 3)


async def _killed(fleet: Fleet) -> list[Row]:
    """Half have answered when the process is killed; the others answer while it is away."""
    await asyncio.to_thread(fleet.hosted.command, "next")
    await fleet.command("open")
    half = len(fleet.phones) // 2
    value = {"at": 4}
    early = await asyncio.gather(*(p.answer(value, "scale/1", 0) for p in fleet.phones[:half]))
    fleet.hosted.server.kill()
    sending = [
        asyncio.ensure_future(phone.answer(value, "scale/1", 0)) for phone in fleet.phones[half:]
    ]
    back = await fleet.back(fleet.hosted.server.start)
    late = await asyncio.gather(*sending)
    received = (early + late).count("received")
    with fleet.hosted.server.opened() as installation, installation.reading() as work:
        stored = work.db.connection().exec_driver_sql("SELECT count(*) FROM live_response").scalar()
    count = len(fleet.phones)
    return [
        _at_most(f"killed and restarted: {count} back after", back, 10, "s", 1),
        ("answers around a kill: received", f"{received}", f"{count}", received == count),
        ("answers around a kill: stored", f"{stored}", f"{count}", stored == count),
    ]


async def _all(folder: Path, counts: tuple[int, int]) -> list[Row]:
    server = served.serve(folder / "served", pace=1)
    try:
        hosted = served.host(server, rooms.POLL, rooms.SCALE, rooms.EXIT, capacity=5000)
        fleet = Fleet(hosted)
        rows = await _few(fleet, counts[0])
        rows += await _killed(fleet)
        more = counts[1] - counts[0]
        await fleet.join(more)
        await fleet.follow()
        await asyncio.to_thread(hosted.command, "close", "next")
        spread = await fleet.command("open")
        rows.append(_at_most(f"advance with {counts[1]}, p95", spread.p95, 500, "ms"))
        took = await asyncio.to_thread(server.stop)
        rows.append(_at_most(f"told to stop with {counts[1]}: exit after", took, 3, "s", 1))
        await fleet.close()
        return rows
    finally:
        server.kill()


def main(argv: list[str]) -> int:
    """Print the table; 1 when a bar is missed."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(FILES, most), most))
    few = int(argv[1]) if len(argv) > 1 else PHONES[0]
    with tempfile.TemporaryDirectory(prefix="goldseam-bench-") as folder:
        rows = asyncio.run(_all(Path(folder), (few, few * PHONES[1] // PHONES[0])))
        rows += page.rows(Path(folder))
    width = max(len(row[0]) for row in rows)
    for name, figure, bar, met in rows:
        print(f"{name:<{width}}  {figure:>10}  {bar:<12} {'met' if met else 'NOT MET'}")
    return 0 if all(met for *_, met in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv))
