"""Plain values checked against a strict class, each refusal put into an author's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from course.authoring.problem import Path, Spot

M = TypeVar("M", bound=BaseModel)

_PATTERNS = {
    "^[a-z]": "must be lower-case words joined by hyphens, such as first-repair",
    "^[A-Z][1-9][0-9]{0,2}[a-z]?": "must be a source key such as R12 or R1b",
    "^[A-Z]": "must be a seed id such as P12 or M3",
}

_WORDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "missing": lambda c: "This field is missing.",
    "extra_forbidden": lambda c: "This field is not known here.",
    "string_type": lambda c: "This must be text; put quotes around it.",
    "string_unicode": lambda c: "This text holds a character that cannot be stored.",
    "string_too_short": lambda c: "This text is empty.",
    "string_too_long": lambda c: f"This text is longer than {c['max_length']} characters.",
    "string_pattern_mismatch": lambda c: f"This {_pattern(c['pattern'])}.",
    "too_short": lambda c: f"At least {c['min_length']} must stand here; there {_are(c)}.",
    "too_long": lambda c: f"At most {c['max_length']} may stand here; there {_are(c)}.",
    "literal_error": lambda c: f"This must be {c['expected']}.",
    "int_type": lambda c: "This must be a whole number.",
    "float_type": lambda c: "This must be a number.",
    "bool_type": lambda c: "This must be true or false.",
    "list_type": lambda c: "This must be a list.",
    "model_type": lambda c: "This must be fields with values.",
    "greater_than_equal": lambda c: f"This must be {c['ge']} or more.",
    "less_than_equal": lambda c: f"This must be {c['le']} or less.",
}


def _pattern(pattern: str) -> str:
    return next(words for start, words in _PATTERNS.items() if pattern.startswith(start))


def _are(context: dict[str, Any]) -> str:
    count = context["actual_length"]
    return "is 1" if count == 1 else f"are {count}"


def check(
    model: type[M], value: object, spots: dict[Path, Spot]
) -> tuple[M | None, list[tuple[int, Path, str]]]:
    """``value`` as a ``model``, or None with every refusal as (line, path, sentence)."""
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        return None, [
            (line_of(spots, path), path, _sentence(found["type"], found.get("ctx"), found["msg"]))
            for found in error.errors(include_input=False, include_url=False)
            for path in [found["loc"]]
        ]


def line_of(spots: dict[Path, Spot], path: Path) -> int:
    """The line of a value, or of the nearest thing around it that the file has."""
    while path not in spots and path:
        path = path[:-1]
    return spots[path].start if path in spots else 1


def _sentence(kind: str, context: dict[str, Any] | None, message: str) -> str:
    words = _WORDS.get(kind)
    return words(context or {}) if words else f"{message}."
