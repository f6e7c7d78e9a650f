"""T3: whether one person completed a lesson, by attackers who learn from thousands of courses."""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable
from functools import partial

from course.cohort import rules
from tests.privacy.proof import lives
from tests.privacy.proof.lives import DAYS, Life, Shown
from tests.privacy.proof.scores import Looked, Score, learned
from tests.privacy.traces import LESSONS

View = tuple[Hashable, ...]


def near(shown: Shown, alone: int) -> View:
    """What a channel said before the day, from the next tick on, from the one after, at the end."""
    now = shown.next_day(alone)
    later = [day for day in shown.days if day > now][:1]
    return (
        shown.at(alone - 1),
        shown.at(now),
        shown.at(later[0]) if later else "",
        shown.labels[-1],
    )


def on_live(life: Life, least: int) -> Looked:
    """An exact number at every moment, once ``least`` have: before, after, and what came first."""
    days = life.days(life.lesson)
    before = sum(day < life.alone for day in days)
    after = before + days.count(life.alone)
    shown = [n if n >= least else None for n in (before, after)]
    moved = None if None in shown else after - before
    return ((moved, shown[0] is None, shown[1] if shown[0] is None else None),), ()


def on_ours(life: Life) -> Looked:
    """The lesson's own channel, seen in three ways."""
    own = lives.completion(life, life.lesson)
    first = near(own, life.alone)
    place = (life.lesson, sum(day < life.alone for day in own.days))
    return (first, (*place, *own.labels), (*place, *first[:2])), ()


def on_everything(life: Life) -> Looked:
    """The lesson's channel beside whatever else is published, seen in several ways."""
    own = lives.completion(life, life.lesson)
    there = lives.around(life, own)
    before, after = (
        lives.completion(life, min(max(life.lesson + step, 0), LESSONS - 1)) for step in (-1, 1)
    )
    first, left = near(own, life.alone), sum(day >= life.alone for day in own.days)
    now, past = own.next_day(life.alone), life.alone - 1
    came = sum(one.at(past) != one.at(now) for one in there.same)
    known = sum(bool(one.at(past)) for one in there.same)
    same = len(there.same) or 1
    groups = tuple(sorted(one.groups[-1] for one in there.same))
    views = (
        (first, left),
        (first[:2], came, known),
        (first[:2], min(came, 1), groups),
        (first[-1], sum(one.labels[-1] != "" for one in there.once), groups),
        (first[-1], there.progress.labels[-1], there.returns.labels[-1]),
        (first[:2], before.at(now), after.at(now)),
        (first[-1], before.labels[-1], after.labels[-1]),
    )
    levels = [_levels(life, one) for one in (own, before, after, there.returns)]
    row = [life.alone / DAYS, life.lesson / LESSONS, left / 8]
    row += [one for each in levels for one in each]
    row += [
        came / same,
        known / same,
        sum(map(_number, groups)) / same / 50,
    ]
    row += [float(one.labels[-1] != "") for one in there.once]
    row.append(_number(there.progress.labels[-1]) / 100)
    # Whether something came matters most where it comes seldom.
    share = came / same
    return views, (1.0, *row, share * levels[0][0], share * left / 8, share * known)


def _levels(life: Life, shown: Shown) -> list[float]:
    """What a channel said at four moments, as shares of the most; and how that grew."""
    cap = max(rules.completion_cap(life.size), 1)
    now = shown.next_day(life.alone)
    found = [_number(shown.at(day)) / cap for day in (life.alone - 1, now, now + 14, DAYS)]
    return [*found, found[1] - found[0], found[2] - found[1], float(found[3] > 0)]


def _number(label: str) -> float:
    return float("".join(c for c in label if c.isdigit()) or 0)


BOARDS: dict[str, Callable[[Life], Looked]] = {
    "live": partial(on_live, least=1),
    "five": partial(on_live, least=5),
    "ours": on_ours,
    "everything": on_everything,
    "rated": on_everything,
}


def attack(board: str, size: int, helped: bool, trials: int) -> Score:
    """The strongest attacker's score on a board; four times as many courses are learned from.

    On ``rated`` only lessons that ask for ratings are attacked.
    """
    lessons = sorted(lives.RATED) if board == "rated" else range(LESSONS)
    helpers = rules.accomplices(size) if helped else 0

    def course(name: str, number: int, did: bool) -> Looked:
        rng = random.Random(f"completion {board} {size} {helped} {name} {number} {did}")
        return BOARDS[board](lives.live(size, helpers, did, rng, lessons))

    return learned(course, 4 * trials, trials)
