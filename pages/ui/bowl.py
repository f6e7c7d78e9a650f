"""The course as a celadon bowl: each lesson owns one crack, and a mended crack is filled with gold.

Inline SVG, coloured by the classes of the stylesheet, so that it follows the theme without a run.
All points are in the picture's own units (560 wide, 482 high).
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from functools import lru_cache
from html import escape

from pages.ui.seams import SEAMS_IN_BOWL, described, fold

__all__ = ["SEAMS_IN_BOWL", "bowl_svg", "described", "fold", "progress_svg"]

Point = tuple[float, float]

RIM_X, RIM_Y, RIM_WIDE, RIM_HIGH = 280, 112, 232, 52
BODY = "M48,112 C50,240 128,366 218,398 L342,398 C432,366 510,240 512,112 A232,52 0 0 1 48,112 Z"


def _on_rim(x: float) -> Point:
    reach = max(0.0, 1 - ((x - RIM_X) / RIM_WIDE) ** 2)
    return x, RIM_Y + RIM_HIGH * math.sqrt(reach)


# Where cracks meet, and where they reach the edge.
JOINTS: dict[str, Point] = {
    "rim left": _on_rim(128),
    "rim middle": _on_rim(266),
    "rim right": _on_rim(436),
    "right": (462, 283),
    "left": (96, 279),
    "foot left": (226, 398),
    "foot right": (346, 392),
    "a": (186, 252),
    "b": (298, 288),
    "c": (396, 242),
    "d": (272, 344),
}
# One crack a lesson: from, to, how far it bows, where its number stands and how far from it.
CRACKS: tuple[tuple[str, str, float, float, float], ...] = (
    ("rim left", "a", 9, 0.50, 25),
    ("left", "a", -7, 0.36, 25),
    ("a", "b", 8, 0.50, 25),
    ("rim middle", "b", -10, 0.40, -27),
    ("b", "c", 9, 0.55, 25),
    ("rim right", "c", 8, 0.50, -25),
    ("c", "right", -7, 0.62, -25),
    ("b", "d", 6, 0.62, 26),
)
# Pools of lacquer where these lessons' seams meet, and the cracks that run on inside the rim.
MEETING = {"a": (0, 1, 2), "b": (2, 3, 4, 7), "c": (4, 5, 6)}
INSIDE = ((0, 128.0, 188.0), (3, 266.0, 252.0), (5, 436.0, 372.0))


@lru_cache(maxsize=16)
def _crack(start: str, end: str, bow: float, seed: int) -> tuple[Point, ...]:
    chance = random.Random(seed)  # noqa: S311 - a fixed wobble, not a secret
    (x0, y0), (x1, y1) = JOINTS[start], JOINTS[end]
    length = math.hypot(x1 - x0, y1 - y0)
    across = (-(y1 - y0) / length, (x1 - x0) / length)
    phases = [chance.uniform(0, 6.28) for _ in range(3)]
    waves = [length * share for share in (0.022, 0.013, 0.008)]
    points = []
    for i in range(27):
        t = i / 26
        swell = math.sin(math.pi * t)
        wobble = sum(w * math.sin(phases[k] + t * (5.5 + 5.3 * k)) for k, w in enumerate(waves))
        off = swell * (bow + wobble)
        points.append((x0 + (x1 - x0) * t + across[0] * off, y0 + (y1 - y0) * t + across[1] * off))
    return tuple(points)


def _lesson_crack(index: int) -> tuple[Point, ...]:
    start, end, bow, _, _ = CRACKS[index]
    points = _crack(start, end, bow, 11 + index)
    if index == SEAMS_IN_BOWL - 1:  # the last lesson's crack runs on to the foot
        points += _crack("d", "foot left", -5, 40)[1:]
    return points


@lru_cache(maxsize=64)
def _ribbon(points: tuple[Point, ...], width: float, seed: int) -> str:
    """A hand-poured line: its width wavers and thickens where seams join."""
    chance = random.Random(seed * 7 + 1)  # noqa: S311 - a fixed wobble, not a secret
    first, second = chance.uniform(0, 6.28), chance.uniform(0, 6.28)
    left, right = [], []
    last = len(points) - 1
    for i, (x, y) in enumerate(points):
        (xa, ya), (xb, yb) = points[max(0, i - 1)], points[min(last, i + 1)]
        length = math.hypot(xb - xa, yb - ya) or 1
        across = (-(yb - ya) / length, (xb - xa) / length)
        t = i / last
        waver = 0.16 * math.sin(first + 9 * t) + 0.10 * math.sin(second + 17 * t)
        half = width * (0.82 + waver + 0.55 * abs(2 * t - 1) ** 6) / 2
        left.append((x + across[0] * half, y + across[1] * half))
        right.append((x - across[0] * half, y - across[1] * half))
    return _line(left + right[::-1]) + "Z"


def _line(points: Sequence[Point]) -> str:
    return "M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _gold(points: tuple[Point, ...], width: float, seed: int) -> str:
    return f'<path d="{_ribbon(points, width, seed)}" class="gs-seam" fill="url(#gs-gold)"/>'


def _seam(index: int, share: float) -> str:
    points = _lesson_crack(index)
    fork = _crack("d", "foot right", 8, 41)
    drawn = f'<path d="{_line(points)}" class="gs-crack"/>'
    last = index == SEAMS_IN_BOWL - 1
    if last:
        drawn += f'<path d="{_line(fork)}" class="gs-crack gs-fine"/>'
    if share <= 0:
        return drawn
    filled = points if share >= 1 else points[: max(3, round(len(points) * share))]
    glint = _line([(x - 0.9, y - 1.1) for x, y in filled])
    drawn += _gold(filled, 8.2, index) + f'<path d="{glint}" class="gs-glint"/>'
    if last and share >= 1:
        drawn += _gold(fork, 4.2, 9)
    return drawn


def _pools(states: Sequence[float]) -> str:
    drawn = ""
    for joint, lessons in MEETING.items():
        mended = sum(states[i] >= 1 for i in lessons if i < len(states))
        if mended >= 2:
            x, y = JOINTS[joint]
            drawn += (
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{4.2 + mended * 0.7:.1f}" '
                'fill="url(#gs-gold)" class="gs-seam"/>'
            )
    return drawn


def _inside(states: Sequence[float]) -> str:
    drawn = ""
    for i, (lesson, x0, x1) in enumerate(INSIDE):
        if lesson >= len(states):
            continue
        y0, y1 = _on_rim(x0)[1] + 1, 96 + 7 * i
        points = tuple(
            (x0 + (x1 - x0) * t + 4 * math.sin(7 * t + i), y0 + (y1 - y0) * t)
            for t in (k / 10 for k in range(11))
        )
        drawn += f'<path d="{_line(points)}" class="gs-crack gs-fine"/>'
        if states[lesson] >= 1:
            drawn += _gold(points, 3.6, 20 + i)
    return drawn


def _number(index: int, state: float, current: int | None) -> str:
    points = _lesson_crack(index)
    _, _, _, along, off = CRACKS[index]
    k = int((len(points) - 1) * along)
    (x, y), (xa, ya), (xb, yb) = points[k], points[max(0, k - 2)], points[k + 2]
    length = math.hypot(xb - xa, yb - ya)
    x, y = x - (yb - ya) / length * off, y + (xb - xa) / length * off
    kind = "done" if state >= 1 else "now" if index == current else "todo"
    radius = 17 if kind == "now" else 15.5
    return (
        f'<g class="gs-num gs-{kind}"><circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>'
        f'<text x="{x:.1f}" y="{y + 6.2:.1f}" text-anchor="middle">{index + 1}</text></g>'
    )


def bowl_svg(shares: Sequence[float], current: int | None = None) -> str:
    """The bowl. ``shares`` holds a share from 0 to 1 for each lesson of the course, in order;
    ``current`` is the index of the one under way."""
    return _bowl(tuple(shares), current)


@lru_cache(maxsize=256)
def _bowl(shares: tuple[float, ...], current: int | None) -> str:
    states = fold(shares)
    seams = "".join(_seam(i, state) for i, state in enumerate(states))
    numbered = states if len(shares) <= SEAMS_IN_BOWL else ()
    numbers = "".join(_number(i, state, current) for i, state in enumerate(numbered))
    rim = f'cx="{RIM_X}" cy="{RIM_Y}" rx="{RIM_WIDE}" ry="{RIM_HIGH}"'
    return (
        '<svg class="gs-bowl" viewBox="0 0 560 482" role="img" '
        f'aria-label="{escape(described(shares, current))}">{_DEFS}'
        '<ellipse cx="280" cy="438" rx="222" ry="24" fill="url(#gs-shade)"/>'
        '<path d="M214,394 C218,412 222,422 228,427 Q280,437 332,427 C338,422 342,412 346,394 Z" '
        f'class="gs-foot"/><path d="{BODY}" fill="url(#gs-glaze)"/><g clip-path="url(#gs-body)">'
        '<ellipse cx="150" cy="232" rx="74" ry="104" fill="url(#gs-light)" opacity=".5" '
        'transform="rotate(-24 150 232)"/>'
        '<path d="M48,112 C50,240 128,366 218,398 L342,398 C432,366 510,240 512,112" '
        f'class="gs-rimshade"/>{seams}{_pools(states)}</g><ellipse {rim} class="gs-rim"/>'
        f'<ellipse cx="{RIM_X}" cy="{RIM_Y + 2}" rx="{RIM_WIDE - 11}" ry="{RIM_HIGH - 8}" '
        f'fill="url(#gs-in)"/>{_inside(states)}<ellipse {rim} class="gs-lip"/>{numbers}</svg>'
    )


_DEFS = (
    '<defs><linearGradient id="gs-glaze" x1="0" y1="0" x2="1" y2="1">'
    '<stop offset="0" class="gs-g1"/><stop offset=".45" class="gs-g2"/>'
    '<stop offset="1" class="gs-g3"/></linearGradient>'
    '<radialGradient id="gs-in" cx=".5" cy="1.1" r=".95"><stop offset="0" class="gs-i1"/>'
    '<stop offset="1" class="gs-i2"/></radialGradient>'
    '<linearGradient id="gs-gold" gradientUnits="userSpaceOnUse" x1="40" y1="120" x2="520" '
    'y2="400"><stop offset="0" stop-color="#C4922E"/><stop offset=".28" stop-color="#E9C873"/>'
    '<stop offset=".5" stop-color="#B9851F"/><stop offset=".74" stop-color="#E3BD62"/>'
    '<stop offset="1" stop-color="#A87718"/></linearGradient>'
    '<radialGradient id="gs-shade" cx=".5" cy=".5" r=".5"><stop offset="0" class="gs-s1"/>'
    '<stop offset="1" class="gs-s2"/></radialGradient>'
    '<radialGradient id="gs-light" cx=".5" cy=".5" r=".5">'
    '<stop offset="0" stop-color="#fff" stop-opacity=".55"/>'
    '<stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient>'
    f'<clipPath id="gs-body"><path d="{BODY}"/></clipPath></defs>'
)


@lru_cache(maxsize=1)
def _progress_points() -> tuple[Point, ...]:
    chance = random.Random(5)  # noqa: S311 - a fixed wobble, not a secret
    first, second = chance.uniform(0, 6.28), chance.uniform(0, 6.28)
    return tuple(
        (i * 4.5, 8 + 2.1 * math.sin(first + i * 0.10) + 1.2 * math.sin(second + i * 0.23))
        for i in range(161)
    )


@lru_cache(maxsize=256)
def progress_svg(step: int, total: int) -> str:
    """A crack line, mended up to ``step`` of ``total`` (both from 1)."""
    points = _progress_points()
    mended = points[: max(2, round(161 * step / total))]
    return (
        '<svg class="gs-progress" viewBox="0 0 720 16" preserveAspectRatio="none" role="img" '
        f'aria-label="Step {step} of {total}">'
        f'<path d="{_line(points)}" class="gs-crackline"/>'
        f'<path d="{_line(mended)}" class="gs-goldline"/></svg>'
    )
