"""``make bench``: how fast Goldseam is, as ratios within one run."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.bench import catalogue, coming_in, diligent, measure, releases, slow_line, steps
from tests.bench.measure import Visit
from tests.bench.prepare import Prepared, fill
from tests.launch_server import Server

LEARNERS = 50


def main() -> int:
    """Print the table; 1 when a bar is missed."""
    with tempfile.TemporaryDirectory(prefix="goldseam-bench-") as folder:
        here = Path(folder)
        rows = [*_rows(here), *coming_in.rows(here / "coming-in"), *releases.rows(here)]
    width = max(len(row[0]) for row in rows)
    for name, figure, bar, met in rows:
        print(f"{name:<{width}}  {figure:>10}  {bar:<12} {'met' if met else 'NOT MET'}")
    return 0 if all(met for *_, met in rows) else 1


def _rows(folder: Path) -> list[tuple[str, str, str, bool]]:
    ours = Server(folder / "ours", pace=1)
    prepared = fill(ours, LEARNERS)
    diligent_one = diligent.fill(ours)
    both = steps.fill(ours)
    # The very process that people start, and not the tests' with its movable clock.
    cold = measure.cold_start(Server(ours.data, pace=1, module="app"), prepared.cookies[0])
    ours.start()
    hello, home, step = _beside_hello(folder, _pages(ours, prepared))
    stock_home, stock_step = _stock(folder)
    waits = measure.submissions(ours, prepared)
    papers = measure.certificates(ours, prepared)
    memory = measure.memory_per_visitor(ours, prepared.cookies)
    slow = slow_line.visit(ours, prepared)
    long = {path: diligent.openings(ours, diligent_one, path) for path in diligent.PAGES}
    costs = steps.measure(ours, both)
    ours.stop()
    p95 = _p95(waits)
    return [
        _row("CPU per run, hello page under our settings", hello),
        _row("CPU per run, home", home),
        _row("CPU per run, a lesson step", step),
        _row("CPU per run, home under stock settings", stock_home),
        _row("CPU per run, a lesson step under stock settings", stock_step),
        _ratio("home: stock / ours", stock_home / home, at_least=5),
        _ratio("lesson step: stock / ours", stock_step / step, at_least=5),
        _ratio("home / hello", home / hello, at_most=4),
        _ratio("lesson step / hello", step / hello, at_most=4),
        *_beside_lesson_1(costs),
        _catalogue(),
        *_slow_line(slow),
        (f"{LEARNERS} submissions in 10 s, p95", f"{p95:.0f} ms", "<= 250 ms", p95 <= 250),
        ("a certificate, slowest of 20", f"{papers[-1]:.0f} ms", "<= 500 ms", papers[-1] <= 500),
        *(_opening(path, _p95(times)) for path, times in long.items()),
        ("cold start to first page", f"{cold:.1f} s", "<= 6 s", cold <= 6),
        ("memory per idle visitor", f"{memory:.2f} MB", "<= 1 MB", memory <= 1),
    ]


def _p95(sorted_times: list[float]) -> float:
    return sorted_times[round(0.95 * (len(sorted_times) - 1))]


def _opening(path: str, p95: float) -> tuple[str, str, str, bool]:
    name = f"opening {path} with {diligent.ATTEMPTS} attempts, p95"
    return name, f"{p95:.0f} ms", "<= 300 ms", p95 <= 300


def _beside_hello(folder: Path, pages: list[Visit]) -> list[float]:
    """CPU milliseconds of a run of the hello page, and of some pages, in turn."""
    hello = Server(folder / "hello", pace=1, module="tests.bench.hello").start()
    try:
        return measure.cpu_per_run([Visit(hello, None), *pages])
    finally:
        hello.stop()


def _stock(folder: Path) -> list[float]:
    """The same of home and a step under stock settings."""
    server = Server(folder / "stock", pace=1, module="tests.bench.stock")
    prepared = fill(server, LEARNERS)
    server.start()
    try:
        return measure.cpu_per_run(_pages(server, prepared))
    finally:
        server.stop()


def _pages(server: Server, prepared: Prepared) -> list[Visit]:
    cookie = prepared.cookies[0]
    query = f"lesson={prepared.lesson_id}&step={prepared.step_id}"
    return [Visit(server, cookie), Visit(server, cookie, "lesson", query)]


def _beside_lesson_1(costs: steps.Costs) -> list[tuple[str, str, str, bool]]:
    return [
        _row("CPU per run, lesson 1's mean step", costs.first),
        *(
            _ratio(f"{what} / lesson 1 ({dearest.name})", dearest.ratio, at_most=1.3)
            for what, dearest in (
                ("dearest lesson's mean step", costs.lesson),
                ("dearest step of its kind", costs.step),
                ("dearest page of practice", costs.practice),
            )
        ),
    ]


def _catalogue() -> tuple[str, str, str, bool]:
    seconds, lessons = catalogue.load()
    return (
        f"CPU to load the catalogue of {lessons} lessons",
        f"{seconds:.2f} s",
        "<= 0.5 s",
        seconds <= 0.5,
    )


def _slow_line(found: slow_line.Visit) -> list[tuple[str, str, str, bool]]:
    first = f"slow line: first lesson step ({found.kilobytes:.0f} KB, {found.requests} requests)"
    return [
        (first, f"{found.first:.1f} s", "<= 10 s", found.first <= 10),
        ("slow line: a later step", f"{found.later:.1f} s", "<= 3 s", found.later <= 3),
    ]


def _row(name: str, milliseconds: float) -> tuple[str, str, str, bool]:
    return name, f"{milliseconds:.1f} ms", "", True


def _ratio(
    name: str, ratio: float, at_least: float = 0, at_most: float = float("inf")
) -> tuple[str, str, str, bool]:
    bar = f">= {at_least:g}" if at_least else f"<= {at_most:g}"
    return name, f"{ratio:.2f}", bar, at_least <= ratio <= at_most


if __name__ == "__main__":
    sys.exit(main())
