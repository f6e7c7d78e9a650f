"""The copy holds what was written, whole and literally, whatever is in it."""

from __future__ import annotations

import json
import unicodedata
from datetime import date

import pytest
from markdown_it import MarkdownIt

from course.access import Role
from course.cohort.contribute import contribute
from course.installation import Installation
from course.own import copies, everything, readable, said
from course.own.readable import Kind
from course.paper.coverage import printable
from course.study import progress
from tests import world
from tests.course.own.hostile import NAMES, TEXTS
from tests.course.study.desk import Desk, desk
from tests.paper_text import faces_not_embedded, letters_of


def _written(installation: Installation) -> Desk:
    """A learner who answered every kind of exercise and left a draft."""
    at = desk(installation)
    at.submit("My repair")
    at.submit("My second repair")
    at.submit({"text": "I notice"}, exercise="thought")
    ratings = {s.id: 1 + n % 5 for n, s in enumerate(installation.catalogue.rubric.skills)}
    at.submit({"ratings": ratings}, exercise="opening")
    at.submit({"choices": {"q1": "b"}}, exercise="quiz")
    at.submit({"answers": {"useful": 4}}, exercise="course")
    at.submit({"places": {"one": "x", "two": "y"}}, exercise="boxes")
    at.submit({"note": "Counted."}, exercise="count")
    at.submit({"predictions": {}}, exercise="talk")
    at.submit({"lines": {"who": "Her", "what": "That", "how": "So"}}, exercise="anew")
    at.save("Half a thought", 9)
    at.save("Half a thought more", 10)
    with installation.writing() as work:
        progress.move(work, at.viewer, at.cohort_id, "first", "write")
        contribute(work, at.cohort_id, at.pid(), "during/completion/second", 1)
    return at


def test_the_json_holds_every_word_and_answer_with_its_time(installation: Installation) -> None:
    at = _written(installation)
    with installation.reading() as work:
        copy = json.loads(copies.as_json(everything.of_mine(work, at.viewer)))
    answers = copy["cohorts"][0]["answers"]
    found = {(r["exercise_id"], r["number"]): r["sealed"] for r in answers["attempt"]["rows"]}
    assert len(found) == 10
    assert found["case", 1]["text"] == "My repair"
    assert found["case", 2] == {"at": "2026-09-07T09:00:00+00:00", "text": "My second repair"}
    assert found["quiz", 1]["choices"] == {"q1": "b"}
    assert found["anew", 1]["lines"] == {"who": "Her", "what": "That", "how": "So"}
    draft = next(r for r in answers["draft"]["rows"] if r["box"] == "first/case")
    assert draft["sealed"]["text"] == "Half a thought more"
    assert draft["sealed"]["before"] == [9, "Half a thought"]
    assert copy["name"] == at.viewer.name
    assert copy["made_on"] == "2026-09-07"
    assert [row["way"] for row in copy["people"]["sign_in"]["rows"]] == ["link"]
    agreed = copy["people"]["agreement"]["rows"]
    assert [(row["version"], row["day_sealed"]) for row in agreed] == [("none", "2026-09-07")]


def test_the_document_says_what_was_asked_and_answered(installation: Installation) -> None:
    at = _written(installation)
    with installation.reading() as work:
        blocks = readable.document(work, at.viewer).blocks
    subs = [block.text for block in blocks if block.kind is Kind.SUB]
    assert "The first lesson: A case: It's fine." in subs
    assert subs.count("The first lesson: What do you notice?") == 1
    said_by = {block.label: block.text for block in blocks if block.kind is Kind.LINE}
    assert said_by["Is it?"] == "No"
    assert said_by["One"] == "X"
    assert said_by["It was useful."] == "4 of 5"
    assert said_by["Notice"] == "1 of 5"
    assert said_by["Version 2"] == "7 September 2026, 09:00 UTC"
    assert said_by["Kept until"] == "7 September 2027"
    words = [(block.label, block.text) for block in blocks if block.kind is Kind.WORDS]
    for wanted in (
        ("", "My repair"),
        ("", "My second repair"),
        ("", "Counted."),
        ("Who was affected", "Her"),
        ("", "Half a thought more"),
        ("One revision earlier", "Half a thought"),
    ):
        assert wanted in words
    channels = [b.text for b in blocks if b.label == said.label("channel")]
    assert "Lesson completed: The second lesson" in channels
    assert "Rating before: Notice" in channels


def _hostile_document(installation: Installation) -> readable.Document:
    at = desk(installation)
    for text in TEXTS:
        at.submit(text)
    with installation.reading() as work:
        return readable.document(work, at.viewer)


def test_hostile_words_stand_literally_in_markdown(sqlite_installation: Installation) -> None:
    document = _hostile_document(sqlite_installation)
    tokens = MarkdownIt("commonmark").parse(copies.as_markdown(document))
    fences = [token.content.removesuffix("\n") for token in tokens if token.type == "fence"]
    assert fences == [text.replace("\r\n", "\n").replace("\0", "\ufffd") for text in TEXTS]
    assert {token.type for token in tokens} & {"html_block", "list_item_open", "hr"} == set()


def test_hostile_names_stand_literally_in_a_line_of_markdown() -> None:
    for name in NAMES:
        (line,) = MarkdownIt("commonmark").parseInline(copies.inline(name))
        kinds = {token.type for token in line.children or ()}
        assert kinds <= {"text", "text_special"}, name
        shown = "".join(token.content for token in line.children or ())
        assert shown == " ".join(name.split()), name


def test_hostile_names_begin_nothing_where_a_line_begins() -> None:
    for name in (*NAMES, "- a", "+ b", "* c", "10) d", "=", "===", "> e", "    f", "12.", "~~~"):
        tokens = MarkdownIt("commonmark").enable("table").parse(copies.inline(name))
        assert [token.type for token in tokens] == [
            "paragraph_open",
            "inline",
            "paragraph_close",
        ], name
        shown = "".join(token.content for token in tokens[1].children or ())
        assert shown == " ".join(name.split()), name


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_hostile_words_stand_literally_in_the_pdf(text: str) -> None:
    blocks = tuple(
        readable.Block(kind, text, text if kind is Kind.WORDS else "")
        for kind in (Kind.WORDS, Kind.HEAD, Kind.SUB)
    )
    printed = letters_of(copies.as_pdf(readable.Document("Copy", date(2026, 9, 7), blocks)))
    if _is_set_as_written(text):
        once = _bare(text)
        assert f"{once}:{once * 3}" in printed
    assert _letters(text) <= set(printed)


def test_a_whole_copy_with_hostile_words_can_be_set(sqlite_installation: Installation) -> None:
    made = copies.as_pdf(_hostile_document(sqlite_installation))
    assert faces_not_embedded(made) == []


@pytest.mark.parametrize("name", NAMES)
def test_hostile_names_stand_literally_in_the_pdf_with_all_fonts_inside(name: str) -> None:
    made = copies.as_pdf(readable.Document(f"What is held about {name}", date(2026, 9, 7), ()))
    printed = letters_of(made)
    if _is_set_as_written(name):
        assert f"Whatisheldabout{_bare(name)}" in printed
    assert _letters(name) <= set(printed)
    assert faces_not_embedded(made) == []


def test_a_character_that_no_font_has_stands_as_its_number() -> None:
    document = readable.Document("\ue000 words", date(2026, 9, 7), ())
    assert "[U+E000]words" in letters_of(copies.as_pdf(document))


def _is_set_as_written(text: str) -> bool:
    """Whether glyphs come in the order of the letters: not from the right, none joined."""
    return not any(
        unicodedata.bidirectional(c) in {"R", "AL"} or unicodedata.category(c)[0] == "M"
        for c in text
    )


def _bare(text: str) -> str:
    """What of a text has a shape of its own, in the order it was written."""
    return "".join(c for c in printable(text) if not c.isspace())


def _letters(text: str) -> set[str]:
    return {c for c in text if unicodedata.category(c)[0] == "L"}


def test_hostile_names_stand_unchanged_in_the_json(
    installation: Installation,
) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work, NAMES[0])
        for name in NAMES:
            viewer = world.someone(work, cohort_id, Role.LEARNER, name=name)
            assert everything.of_mine(work, viewer).name == name
            made = json.loads(copies.as_json(everything.of_mine(work, viewer)))
            assert made["people"]["account"]["rows"][0]["name"] == name
