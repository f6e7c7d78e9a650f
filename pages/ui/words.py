"""Words that a course chooses for itself, put into the sentences of pages."""

from __future__ import annotations

from pages.ui import wiring


def fill(sentence: str) -> str:
    """``{person}`` in a sentence becomes the course's word for whom the cases are with.

    ``{Person}`` begins with a capital.
    """
    person = wiring.installation().catalogue.course.person
    return sentence.format(person=person, Person=person[:1].upper() + person[1:])
