"""Ten thousand hostile texts: the same characters when stored, read back and exported."""

from __future__ import annotations

import json
import re
from itertools import islice

from markdown_it import MarkdownIt

from course.installation import Installation
from course.own import copies, everything, readable
from course.study import attempts, drafts, reflections
from tests.course.study.desk import Desk, desk
from tests.hostile_texts import hostile_texts

LEARNERS, ANSWERS, LINES = 25, 134, ("who", "what", "how")
TEXTS = LEARNERS * ANSWERS * len(LINES)
EXERCISE = "anew"  # takes three texts at once


def test_10_000_hostile_texts_are_the_same_stored_read_back_and_exported(
    installation: Installation,
) -> None:
    assert TEXTS >= 10_000
    coming = hostile_texts(TEXTS)
    seen = 0
    for _ in range(LEARNERS):
        texts = list(islice(coming, ANSWERS * len(LINES)))
        given = [dict(zip(LINES, three, strict=True)) for three in _threes(texts)]
        at = desk(installation)
        _write(at, given)
        with installation.reading() as work:
            stored = attempts.mine(work, at.viewer, at.cohort_id, "first")[EXERCISE]
            assert [one.answer for one in stored] == [{"lines": lines} for lines in given]
            (view,) = reflections.mine(work, at.viewer, at.cohort_id)
            shown = [text for one in reversed(view.versions) for _, text in one.texts]
            assert shown == texts
            copy = json.loads(copies.as_json(everything.of_mine(work, at.viewer)))
            document = readable.document(work, at.viewer)
        rows = copy["cohorts"][0]["answers"]["attempt"]["rows"]
        exported = {row["number"]: row["sealed"]["lines"] for row in rows}
        assert exported == dict(enumerate(given, start=1))
        assert _fenced(copies.as_markdown(document)) == [_as_lines(text) for text in texts]
        seen += len(texts)
    assert seen == TEXTS


def _threes(texts: list[str]) -> list[list[str]]:
    return [texts[at : at + 3] for at in range(0, len(texts), 3)]


def _write(at: Desk, given: list[dict[str, str]]) -> None:
    """Submit answers one after the other in one transaction; every tenth was a draft before."""
    where = (at.viewer, at.cohort_id)
    with at.installation.writing() as work:
        for number, lines in enumerate(given, start=1):
            for line, text in lines.items() if number % 10 == 0 else ():
                box = f"first/{EXERCISE}/{line}"
                drafts.save(work, *where, box, text, number)
                kept = drafts.load(work, *where, box)
                assert kept is not None
                assert kept.text == text
            key = attempts.next_key(work, *where, "first", EXERCISE)
            answer = {"lines": lines}
            attempts.submit(work, *where, "first", EXERCISE, answer, key, revision=number)


def _fenced(markdown: str) -> list[str]:
    """What stands between the fences of a document, as a reader of Markdown has it."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    assert {token.type for token in tokens} & {"html_block", "list_item_open", "hr"} == set()
    return [token.content.removesuffix("\n") for token in tokens if token.type == "fence"]


def _as_lines(text: str) -> str:
    """What CommonMark makes of any text: one kind of line end, and no null."""
    return re.sub(r"\r\n?", "\n", text).replace("\0", "\ufffd")
