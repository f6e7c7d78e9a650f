"""Rules on claims and where they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from course.authoring.problem import Path
from course.authoring.rules.rule import Finding, Look, rule

_KEY = r"R[1-9][0-9]?[a-z]?"
_CITATION = re.compile(rf"\[({_KEY}(?:\s*[,;]\s*{_KEY})*)\]")
_RANGE = re.compile(rf"\[{_KEY}\s*[-–—]\s*{_KEY}\]")
_SENTENCE_END = re.compile(r"(?<=[.?])(?:\s*\[[^\]]*\])*\s+(?=[A-Z“\"‘(])")


def _citations(look: Look) -> Iterator[tuple[Path, str, str]]:
    """(path, the bracket as written, key) of every source cited in the lesson's steps."""
    for path, text in look.texts():
        if path[:1] != ("sources",):
            for bracket in _CITATION.finditer(text):
                for key in re.findall(_KEY, bracket[1]):
                    yield path, bracket[0], key


@rule("sources-exist")
def sources_exist(look: Look) -> Iterator[Finding]:
    """Each source named in a lesson's front matter stands in sources.yml."""
    for n, key in enumerate(look.lesson.sources):
        if key not in look.text.sources:
            yield Finding(("sources", n), "This source is not in sources.yml.")
        if key in look.lesson.sources[:n]:
            yield Finding(("sources", n), "This source is named twice.")


@rule("citations-listed", whole=True)
def citations_listed(look: Look) -> Iterator[Finding]:
    """A source cited in the text, as in [R12], is named in the front matter."""
    for path, bracket, key in _citations(look):
        if key not in look.lesson.sources:
            yield Finding(path, f"{key} is cited here but not named in the front matter.", bracket)
    for path, text in look.texts():
        for found in _RANGE.finditer(text):
            yield Finding(path, "Cite each source by its own key, as in [R31, R32].", found[0])


@rule("sources-cited", whole=True)
def sources_cited(look: Look) -> Iterator[Finding]:
    """A source named in the front matter is cited in the text."""
    cited = {key for _, _, key in _citations(look)}
    for n, key in enumerate(look.lesson.sources):
        if key not in cited:
            yield Finding(("sources", n), "This source is never cited in the lesson.")


@rule("secondary-reported", warning=True)
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


RULES = (sources_exist, citations_listed, sources_cited, secondary_reported)
