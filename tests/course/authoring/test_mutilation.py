"""Whatever is done to a lesson file, reading it raises nothing and points into the file."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from course.authoring.load import edition_of
from course.authoring.parse import parse
from tests.course.authoring.samples import good_lesson

TEXT = good_lesson()
LINES = TEXT.split("\n")
SPLINTERS = [
    "```",
    "---",
    "## X {#x}",
    "[" * 400,
    "{",
    "&a [*a]",
    "\t",
    "\0",
    "!!int x",
    "? :",
    "'",
]
HARSH = ["\u2028", "\x85", '"\\ud800"', '"\\U00110000"', "9" * 5000, "- - - -", "%YAML 9", "<b>"]

texts = st.text(max_size=40) | st.sampled_from(SPLINTERS + HARSH)
places = st.integers(0, len(TEXT))


def _cut(edits: list[tuple[int, int, str]]) -> str:
    text = TEXT
    for start, length, put in edits:
        text = text[:start] + put + text[start + length :]
    return text


def _shuffled(swaps: list[tuple[int, int, str]]) -> str:
    lines = list(LINES)
    for a, b, put in swaps:
        lines[a % len(lines)], lines[b % len(lines)] = lines[b % len(lines)], put + lines[a % 7]
    return "\n".join(lines)


def _holds(text: str) -> None:
    parsed = parse(text, "l.md")
    count = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for problem in parsed.problems:
        assert 1 <= problem.line <= count, str(problem)
        assert problem.field
        assert problem.sentence.endswith("."), problem.sentence
    assert (parsed.lesson is None) == bool(parsed.problems)
    if parsed.lesson is not None:
        assert len(edition_of(parsed.lesson).hash) == 64


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(places, st.integers(0, 300), texts), min_size=1, max_size=4))
def test_cutting_and_pasting_never_raises(edits: list[tuple[int, int, str]]) -> None:
    _holds(_cut(edits))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(places, places, texts), min_size=1, max_size=5))
def test_moving_lines_about_never_raises(swaps: list[tuple[int, int, str]]) -> None:
    _holds(_shuffled(swaps))


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300))
def test_any_text_at_all_never_raises(text: str) -> None:
    _holds(text)
