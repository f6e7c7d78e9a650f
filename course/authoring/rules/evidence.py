"""Rules on claims and where they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from course.authoring.problem import Path
from course.authoring.rules.rule import Finding, Look, rule
from course.authoring.schema import Check, CourseFile, Duty, Seeds

_KEY = r"[A-Z][1-9][0-9]{0,2}[a-z]?"
_CITATION = re.compile(rf"\[({_KEY}(?:\s*[,;]\s*{_KEY})*)\]")
_RANGE = re.compile(rf"\[{_KEY}\s*[-–—]\s*{_KEY}\]")
_SENTENCE_END = re.compile(r"(?<=[.?])(?:\s*\[[^\]]*\])*\s+(?=[A-Z“\"‘(])")


def _citations(look: Look) -> Iterator[tuple[Path, str, str]]:
    """(path, the bracket as written, key) of every source cited."""
    for path, text in look.texts():
        if path[:1] != ("sources",):
            for bracket in _CITATION.finditer(text):
                for key in re.findall(_KEY, bracket[1]):
                    yield path, bracket[0], key


@rule("sources-exist", of="sourced")
def sources_exist(look: Look) -> Iterator[Finding]:
    """Each source named in the front matter of a lesson or a workshop stands in sources.yml."""
    for n, key in enumerate(look.sources):
        if key not in look.text.sources:
            yield Finding(("sources", n), "This source is not in sources.yml.")
        if key in look.sources[:n]:
            yield Finding(("sources", n), "This source is named twice.")


@rule("citations-listed", whole=True, of="sourced")
def citations_listed(look: Look) -> Iterator[Finding]:
    """A source cited in the text, as in [R12], is named in the front matter."""
    for path, bracket, key in _citations(look):
        if key not in look.sources:
            yield Finding(path, f"{key} is cited here but not named in the front matter.", bracket)
    for path, text in look.texts():
        for found in _RANGE.finditer(text):
            yield Finding(path, "Cite each source by its own key, as in [R31, R32].", found[0])


@rule("sources-cited", whole=True, of="sourced")
def sources_cited(look: Look) -> Iterator[Finding]:
    """A source named in the front matter is cited in the text."""
    cited = {key for _, _, key in _citations(look)}
    for n, key in enumerate(look.sources):
        if key not in cited:
            yield Finding(("sources", n), "This source is never cited in the text.")


@rule("secondary-reported", warning=True, of="sourced")
def secondary_reported(look: Look) -> Iterator[Finding]:
    """A sentence that cites a source known only at second hand says that it is reported."""
    for path, text in look.texts():
        for sentence in _SENTENCE_END.split(text):
            for bracket in _CITATION.finditer(sentence):
                for key in re.findall(_KEY, bracket[1]):
                    source = look.text.sources.get(key)
                    if source and source.secondary and "report" not in sentence.lower():
                        advice = f"{key} is known at second hand; say that it is reported."
                        yield Finding(path, advice, bracket[0])


@rule("seeds-covered", of="course")
def seeds_covered(look: Look) -> Iterator[Finding]:
    """Each point of seeds.yml is taught by a lesson."""
    if isinstance(look.thing, Seeds):
        taught = {seed for parsed in look.text.lessons for seed in parsed.readable.covers}
        for seed in look.thing.points:
            if seed not in taught:
                yield Finding(("points", seed), "No lesson covers this point.")


@rule("sources-used", of="course")
def sources_used(look: Look) -> Iterator[Finding]:
    """Each source of sources.yml is named by a lesson."""
    if isinstance(look.thing, CourseFile):
        used = {key for parsed in look.text.lessons for key in parsed.readable.sources}
        for key in look.text.sources:
            if key not in used:
                yield Finding(("lessons",), f"No lesson names the source {key}.")


@rule("places-known")
def places_known(look: Look) -> Iterator[Finding]:
    """A duty, and a question that rests on one, names a place of course.yml."""
    known = {place.id for place in look.text.course.places} if look.text.course else set()
    for path, where in _places(look):
        if where not in known:
            yield Finding(path, f"course.yml knows no place {where}.")


@rule("law-has-a-place")
def law_has_a_place(look: Look) -> Iterator[Finding]:
    """What a source of law or professional duty says stands under the place it holds in."""
    placed = [path[:-1] for path, _ in _places(look)]
    for path, bracket, key in _citations(look):
        source = look.text.sources.get(key)
        if source and source.law and not any(path[: len(place)] == place for place in placed):
            yield Finding(path, f"{key} is law or duty; say it in a duty, with where.", bracket)


def _places(look: Look) -> Iterator[tuple[Path, str]]:
    """(path, place) of everything in the lesson that holds in one place only."""
    for s, step in enumerate(look.lesson.steps):
        for b, block in enumerate(step.blocks):
            here = ("steps", s, "blocks", b)
            if isinstance(block, Duty):
                yield (*here, "where"), block.where
            elif isinstance(block, Check):
                for n, question in enumerate(block.questions):
                    if question.where is not None:
                        yield (*here, "questions", n, "where"), question.where


RULES = (
    sources_exist,
    citations_listed,
    sources_cited,
    secondary_reported,
    sources_used,
    seeds_covered,
    places_known,
    law_has_a_place,
)
