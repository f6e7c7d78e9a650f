"""Rules on how the course speaks."""

from __future__ import annotations

from collections.abc import Iterator

from course.authoring.rules.rule import Finding, Look, rule


@rule("no-exclamation", of="any")
def no_exclamation(look: Look) -> Iterator[Finding]:
    """The course never raises its voice: no exclamation mark in any text."""
    for path, text in look.texts():
        if "!" in text:
            yield Finding(path, "Say it without an exclamation mark.", "!")


RULES = (no_exclamation,)
