"""Nothing that a person wrote, and nobody's name, gets into the log by way of an exception."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from course.authoring.problem import Problem
from course.errors import BadInput
from pages.routes import logs, script_errors

WORDS = "I was late and Ana Petrov noticed 100%"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What a log like ours holds, records made as ours are."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    factory = logging.getLogRecordFactory()
    logging.setLogRecordFactory(logs._record)
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)
    logging.setLogRecordFactory(factory)


def _raise(text: str) -> None:
    raise ValueError(text)


def test_an_exceptions_text_is_left_out_and_its_place_is_kept(written: io.StringIO) -> None:
    log = logging.getLogger("somebody.elses")
    try:
        _raise(WORDS)
    except ValueError as error:
        log.error("Uncaught app execution", exc_info=error)
        log.exception("again, %d times", 2)
    said = written.getvalue()
    assert WORDS not in said
    assert "Ana" not in said
    assert "Uncaught app execution [ValueError at tests/pages/routes/test_logs.py:" in said
    assert "again, 2 times [ValueError at" in said
    assert "Traceback" not in said


def test_a_stack_is_left_out(written: io.StringIO) -> None:
    logging.getLogger("anywhere").warning("here", stack_info=True)
    assert written.getvalue() == "here\n"


def test_what_a_page_met_is_logged_under_the_number_the_person_is_shown(
    written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, str]] = []
    monkeypatch.setattr("pages.ui.layout.note", lambda kind, text: shown.append((kind, text)))
    with pytest.raises(ValueError, match="I was late") as met:
        _raise(WORDS)
    assert script_errors.handle(met.value) is True
    ((_, sentence),) = shown
    number = sentence.rsplit(" ", 1)[1].rstrip(".")
    assert f"reference {number}: ValueError at" in written.getvalue()
    assert WORDS not in written.getvalue() + sentence


def test_an_error_with_a_sentence_is_shown_and_not_logged(
    written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("pages.ui.layout.note", lambda _kind, text: shown.append(text))
    assert script_errors.handle(BadInput("Say it shorter.")) is True
    assert shown == ["Say it shorter."]
    assert written.getvalue() == ""


def test_a_lessons_problem_is_logged_with_file_line_and_field(written: io.StringIO) -> None:
    logs.problems([Problem("lessons/01.md", 7, "minutes", "It must be a number.", "schema")])
    assert written.getvalue() == "lessons/01.md:7: minutes: It must be a number. (schema)\n"
