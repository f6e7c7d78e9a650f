"""What charts draw: every figure's label, the honest band, and nothing that can't be read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from course.cohort.figures import Bands, Figure, Growth, Spread
from course.cohort.labels import NOT_PUBLISHED
from pages.ui import charts, skill_charts
from pages.ui.canvas import Scheme

DAY = date(2026, 10, 26)
SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")
AWAY = Figure("Away", NOT_PUBLISHED, NOT_PUBLISHED, None, None, "away")


def rated(number: float, name: str = "Notice") -> Figure:
    return Figure(name, f"{number}", "10+", DAY, number, name.lower(), 0.5)


def grown(number: float, low: float | None, high: float | None) -> Growth:
    return Growth(Figure("Notice", f"up {number}", "10+", DAY, number, "notice", 0.5), low, high)


def every(scheme: Scheme) -> dict[str, Any]:
    """Each kind of figure, with something published and something not."""
    done = Figure("1. The first lesson", "at least 6", "6+", DAY, 6.0, "first")
    tried = Figure("1. The first lesson", "up to twice as many", "10+", DAY, 3.0, "first")
    spread = Figure("Notice", "20% · 40% · 40%", "50+", DAY, 20.0, "notice")
    away = Growth(AWAY, None, None)
    return {
        "completion": charts.completion(scheme, [done, AWAY], 13),
        "ratings": charts.ratings(scheme, [rated(2.0), rated(3.0), AWAY]),
        "tries": charts.tries(scheme, [tried, AWAY]),
        "before and now": skill_charts.before_and_now(scheme, [rated(2.0), AWAY], [AWAY, AWAY]),
        "growth": skill_charts.growth(scheme, [grown(0.5, 0.0, None), away]),
        "spreads": skill_charts.spreads(
            scheme,
            [
                Spread(spread, "before", Bands(20, 40, 40)),
                Spread(AWAY, "after", None),
            ],
        ),
    }


def drawn(figure: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(figure.to_json())["layout"]
    return found


def words(figure: Any) -> list[str]:
    return [one["text"] for one in drawn(figure)["annotations"]]


def boxes(figure: Any) -> list[tuple[float, float, str]]:
    """Left, right and kind of line of every bar."""
    return [
        (one["x0"], one["x1"], one["line"].get("dash", "solid"))
        for one in drawn(figure)["shapes"]
        if one["type"] == "rect"
    ]


def test_every_figure_says_its_label_and_how_many_stand_behind_it() -> None:
    found = {name: words(figure) for name, figure in every("light").items()}
    assert found == {
        "completion": ["1. The first lesson", "<b>at least 6 · 6+</b>", "Away", NOT_PUBLISHED],
        "ratings": [
            "Notice",
            "<b>2.0 · 10+</b>",
            "Notice",
            "<b>3.0 · 10+</b>",
            "Away",
            NOT_PUBLISHED,
        ],
        "tries": ["1. The first lesson", "up to twice as many · 10+", "Away", NOT_PUBLISHED],
        "before and now": [
            "Notice",
            "Before",
            "<b>2.0 · 10+</b>",
            "Now",
            NOT_PUBLISHED,
            "Away",
            "Before",
            NOT_PUBLISHED,
            "Now",
            NOT_PUBLISHED,
        ],
        "growth": ["Notice", "<b>up 0.5 · 10+</b>", "Away", NOT_PUBLISHED],
        "spreads": ["Notice", "Before", "20", "40", "40", "Away", "Now", NOT_PUBLISHED],
    }


def test_the_honest_step_is_a_band_and_dotted_where_it_is_open() -> None:
    closed = skill_charts.growth("light", [grown(0.5, 0.0, 1.0)])
    assert boxes(closed) == [(0.0, 1.0, "solid")]
    opened = skill_charts.growth("light", [grown(0.5, 0.0, None)])
    assert boxes(opened) == [(0.0, 2.0, "dot"), (0.0, 0.5, "solid")]


def test_a_spread_lies_around_the_middle_of_its_middle() -> None:
    spread = Spread(Figure("Notice", "", "50+", DAY, 20.0, "notice"), "after", Bands(20, 40, 80))
    assert boxes(skill_charts.spreads("light", [spread])) == [
        (-40.0, -20.0, "solid"),
        (-20.0, 20.0, "solid"),
        (20.0, 100.0, "solid"),
    ]


def test_an_average_is_drawn_from_the_middle_of_the_scale() -> None:
    figure = charts.ratings("light", [rated(2.0), rated(4.5)])
    assert boxes(figure) == [(2.0, 3.0, "solid"), (3.0, 4.5, "solid")]


def _sizes(found: Any) -> Iterator[float]:
    if isinstance(found, dict):
        for key, value in found.items():
            if key in {"font", "tickfont"} and "size" in value:
                yield value["size"]
            yield from _sizes(value)
    elif isinstance(found, list):
        for one in found:
            yield from _sizes(one)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_letter_is_smaller_than_twelve_pixels(scheme: Scheme) -> None:
    for name, figure in every(scheme).items():
        sizes = [size for size in _sizes(drawn(figure)) if size]
        assert sizes, name
        assert min(sizes) >= 12, name


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_bar_is_outlined_so_that_no_shade_alone_says_anything(scheme: Scheme) -> None:
    for name, figure in every(scheme).items():
        lines = [one["line"] for one in drawn(figure)["shapes"]]
        assert all(line["width"] >= 1 for line in lines), name
        assert {line["color"] for line in lines} <= {
            charts.COLOURS[scheme]["line"],
            charts.COLOURS[scheme]["ink"],
        }


def test_markup_in_a_name_means_nothing() -> None:
    hostile = Figure("<b>x</b> & <a href='y'>z</a>", "3.0", "10+", DAY, 3.0)
    assert words(charts.ratings("light", [hostile]))[0] == (
        "&lt;b&gt;x&lt;/b&gt; &amp; &lt;a href='y'&gt;z&lt;/a&gt;"
    )


def test_a_long_name_takes_several_lines() -> None:
    long = Figure("I could look at my mistakes here without being judged.", "3.0", "6+", DAY, 3.0)
    assert words(charts.ratings("light", [long]))[:2] == [
        "I could look at my mistakes here without",
        "being judged.",
    ]
