"""What opening every step of every lesson costs, and every page of practice, beside lesson 1.

Like is held against like: a lesson against lesson 1 by their mean step; a step against lesson 1's
dearest with an exercise of a kind that it holds; a page of practice against lesson 1's dearest with
a reply. All of it as two learners: one has answered nothing, the other everything.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import psutil

from course.access import Role
from course.authoring.load import load_course
from course.authoring.schema import Lesson, Reply, Step
from course.installation import open_installation
from course.settings import read
from tests import world
from tests.bench.measure import cpu
from tests.browser.fellows import Fellow
from tests.browser.walking import exercises
from tests.launch_server import Server, cookie
from tests.protocol import Tab, page_hash

ROUNDS, RUNS = 9, 3
LESSONS = [one.lesson for one in load_course().catalogue.in_place(None).editions.values()]
REPLY, PROSE = Reply.__name__, "prose"
FRESH, DONE = "nothing answered", "all answered"

Page = tuple[str, str]  # a path and its query


@dataclass(frozen=True)
class Ratio:
    """What a page costs, as a multiple of what it is held against; and which page it is."""

    ratio: float
    name: str


@dataclass(frozen=True)
class Costs:
    """CPU milliseconds of lesson 1's mean step, and the dearest of all that stands beside it."""

    first: float
    lesson: Ratio
    step: Ratio
    practice: Ratio


def fill(server: Server) -> dict[str, str]:
    """Put both learners into a server's data folder before it starts; their cookies."""
    settings = read({"GOLDSEAM_DATA": str(server.data), "PORT": str(server.port)})
    here = open_installation(settings, load_course().catalogue)
    tokens = {}
    with here.writing() as work:
        cohort_id = world.cohort(work, "Cohort of two")
        for who in (FRESH, DONE):
            account_id = world.account(work, f"Bench learner, {who}")
            world.join(work, account_id, cohort_id, Role.LEARNER)
            tokens[who] = world.sign_in(work, account_id)
    done = Fellow(here, cohort_id, tokens[DONE])
    for lesson in LESSONS:
        done.do(lesson)
        done.do_what_is_left(lesson)
    here.close()
    return {who: cookie(here, token) for who, token in tokens.items()}


def measure(server: Server, cookies: dict[str, str]) -> Costs:
    """Open everything as both of them."""
    both = [_measure(server, cookie_header, who) for who, cookie_header in cookies.items()]
    return Costs(
        both[0].first,
        _dearest(one.lesson for one in both),
        _dearest(one.step for one in both),
        _dearest(one.practice for one in both),
    )


def _measure(server: Server, cookie_header: str, who: str) -> Costs:
    practice = dict(_practice(who))
    with Tab(server.url, cookie_header) as tab:
        pages = [*practice.values(), *(_page(*one) for one in _steps())]
        found = _costs(psutil.Process(server.pid), tab, pages)
    means = [statistics.mean(found[_page(one, step)] for step in one.steps) for one in LESSONS]
    beside = _by_kind(found)
    return Costs(
        means[0],
        _dearest(
            Ratio(mean / means[0], f"lesson {number}; {who}")
            for number, mean in enumerate(means, start=1)
        ),
        _dearest(
            Ratio(
                found[_page(one, step)] / _of(beside, step),
                f"{step.id} in lesson {one.number}; {who}",
            )
            for one, step in _steps()
        ),
        _dearest(
            Ratio(found[page] / beside[REPLY], f"{name}; {who}") for name, page in practice.items()
        ),
    )


def _costs(process: psutil.Process, tab: Tab, pages: list[Page]) -> dict[Page, float]:
    """CPU milliseconds of one opening of each page, all threads.

    The least of some rounds, since the dearest of hundreds is looked for: a round that a busy
    machine made dear would be taken for it.
    """
    found = dict.fromkeys(pages, math.inf)
    for _ in range(ROUNDS):
        for page in pages:
            path, query = page
            tab.run(query=query, page_hash=page_hash(path))
            before = cpu(process)
            for _ in range(RUNS):
                tab.run(query=query, page_hash=page_hash(path))
            found[page] = min(found[page], (cpu(process) - before) / RUNS * 1000)
    return found


def _dearest(several: Iterable[Ratio]) -> Ratio:
    return max(several, key=lambda one: one.ratio)


def _steps() -> Iterator[tuple[Lesson, Step]]:
    for lesson in LESSONS:
        for step in lesson.steps:
            yield lesson, step


def _page(lesson: Lesson, step: Step) -> Page:
    return "lesson", f"lesson={lesson.id}&step={step.id}"


def _practice(who: str) -> Iterator[tuple[str, Page]]:
    """The choice, and every case: where it is written and, by who has written it, compared."""
    yield "what to practise", ("practice", "")
    for lesson, step in _steps():
        for block in step.blocks:
            if isinstance(block, Reply):
                query = f"case={lesson.id}%2F{block.id}"
                yield f"{block.id} in practice", ("practice", query)
                if who == DONE:
                    yield f"{block.id} in practice, compared", ("practice", f"{query}&attempt=1")


def _kinds(step: Step) -> list[str]:
    return [type(one).__name__ for one in exercises(step)] or [PROSE]


def _by_kind(found: dict[Page, float]) -> dict[str, float]:
    """Lesson 1's dearest step with each kind of exercise, and its dearest of all under ""."""
    first = LESSONS[0]
    dearest = {"": 0.0}
    for step in first.steps:
        for kind in ["", *_kinds(step)]:
            dearest[kind] = max(dearest.get(kind, 0.0), found[_page(first, step)])
    return dearest


def _of(beside: dict[str, float], step: Step) -> float:
    """What a step is held against; a kind that lesson 1 has not, against its dearest of all."""
    known = [beside[kind] for kind in _kinds(step) if kind in beside]
    return max(known, default=beside[""])
