"""A lesson file is read to the letter, and whatever is amiss is named with its line."""

from __future__ import annotations

import pytest

from course.authoring.parse import Parsed, parse
from course.authoring.schema import Check, Demonstration, Lesson, ProseBlock, Reply, Sort
from tests.course.authoring.samples import good_lesson


def _spoiled(old: str, new: str) -> Parsed:
    text = good_lesson()
    assert text.count(old) == 1
    return parse(text.replace(old, new), "l.md")


def _said(old: str, new: str) -> list[str]:
    return [str(problem) for problem in _spoiled(old, new).problems]


def _good() -> Lesson:
    parsed = parse(good_lesson(), "l.md")
    assert parsed.problems == ()
    assert parsed.lesson is not None
    return parsed.lesson


def test_a_good_lesson_has_its_front_matter_steps_and_blocks() -> None:
    lesson = _good()
    assert (lesson.id, lesson.number, lesson.minutes) == ("begin", 1, 20)
    assert lesson.covers == ["P3", "M15"]
    assert [(step.id, step.title) for step in lesson.steps] == [
        ("read", "Read"),
        ("write", "Write"),
        ("rate", "Rate"),
        ("try", "Try"),
    ]
    kinds = [[block.kind for block in step.blocks] for step in lesson.steps]
    assert kinds == [
        ["prose"],
        ["reply", "prose", "reflection"],
        ["rating"],
        ["check", "sort", "drill", "demonstration", "reframe", "duty", "intention"],
    ]


def test_prose_is_kept_as_markdown_with_smaller_headings_inside() -> None:
    block = _good().steps[0].blocks[0]
    assert isinstance(block, ProseBlock)
    assert block.markdown == (
        "A first claim has its source [R1]. A second is reportedly so [R2].\n\n"
        "### A smaller heading\n\nMore words."
    )


def test_yaml_keeps_text_as_text() -> None:
    quiz = _good().steps[3].blocks[0]
    assert isinstance(quiz, Check)
    assert [choice.text for choice in quiz.questions[0].choices] == ["no", "1:30"]


@pytest.mark.parametrize("text", ["yes", "Off", "1:30", "2026-09-07", "0x1f", "1_000", "1e3", "="])
def test_what_older_yaml_turns_into_something_else_stays_text(text: str) -> None:
    parsed = _spoiled("hint: No client's details.", f"hint: {text}")
    assert parsed.lesson is not None
    assert parsed.lesson.steps[1].blocks[2].model_dump()["hint"] == text


def test_every_part_knows_its_lines() -> None:
    parsed = parse(good_lesson(), "l.md")
    lines = good_lesson().split("\n")
    client = parsed.spots["steps", 1, "blocks", 0, "client"]
    assert lines[client.start - 1] == 'client: "It\'s fine: really."'
    card = parsed.spots["steps", 3, "blocks", 1, "cards", 1, "box"]
    assert lines[card.start - 1] == "    box: red"


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    parsed = parse("\ufeff" + good_lesson().replace("\n", "\r\n"), "l.md")
    assert parsed.lesson == _good()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "aim: Show every kind of exercise once.\n",
            "",
            "l.md:1: aim: This field is missing. (schema)",
        ),
        ("minutes: 20", "minutes: 2", "l.md:6: minutes: This must be 5 or more. (schema)"),
        (
            "number: 1\n",
            "number: one\n",
            "l.md:3: number: This must be a whole number. (schema)",
        ),
        (
            "covers: [P3, M15]",
            "covers: [P3, x1]",
            "l.md:9: covers[1]: This must be a seed id such as P12 or M3. (schema)",
        ),
        (
            "## Read {#read}",
            "## Read",
            "l.md:27: step: A step's heading needs an id, as in ## Title {#step-id}. (schema)",
        ),
        (
            "## Read {#read}",
            "## Read {#Read it}",
            "l.md:27: step.id: This must be lower-case words joined by hyphens, such as "
            "first-repair. (schema)",
        ),
        (
            "## Read {#read}",
            "Early words.\n\n## Read {#read}",
            "l.md:27: lesson: Text stands before the first step. (schema)",
        ),
        (
            "More words.",
            "# A title",
            "l.md:33: lesson: The title stands in the front matter; a step begins with ##.",
        ),
        (
            "More words.",
            "```python\nx = 1\n```",
            "l.md:33: fence: A fence begins with an exercise's kind: reflection, check, reply, "
            "sort, drill, demonstration, reframe, intention, rating, evaluation, duty, unseen. "
            "(schema)",
        ),
        (
            "More words.",
            "- ```reflection\n  id: x\n  ```",
            "l.md:33: prose: A step or an exercise cannot stand inside a list or quote. (schema)",
        ),
        ("More words.", "<b>Bold</b>", "l.md:33: prose: HTML is not drawn; write Markdown alone."),
        ("More words.", "![A](b.png)", "l.md:33: prose: Pictures are not drawn; describe it in"),
        (
            "intensity: 1",
            "intensity: 4",
            "l.md:42: late.intensity: This must be 1, 2 or 3. (schema)",
        ),
        (
            "scene: You began ten minutes late.",
            "scene: 10",
            "l.md:44: late.scene: This must be text; put quotes around it. (schema)",
        ),
        (
            "    - text: Says sorry and moves on.",
            "    - test: Says sorry and moves on.",
            "l.md:53: late.behaviours.ok[0].text: This field is missing. (schema)",
        ),
        (
            "skills: [notice, own]",
            "skills: []",
            "l.md:47: late.skills: At least 1 must stand here; there are 0. (schema)",
        ),
        (
            "skills: [notice, own]",
            "skills: [notice, own]\nskills: [own]",
            "l.md:48: late.skills: This key stands here twice. (schema)",
        ),
        (
            "skills: [notice, own]",
            "kind: reply\nskills: [notice, own]",
            "l.md:47: late.kind: The kind is the fence's first word; leave it out here. (schema)",
        ),
        (
            "prompt: Write what you say.",
            "prompt: Write this: now.",
            "l.md:46: reply: This cannot be read as YAML: a colon inside a text needs quotes "
            "around the whole text. (schema)",
        ),
        (
            "prompt: Write what you say.",
            "prompt: &a Write.\nfollows: *a",
            "l.md:47: late.follows: An alias is not used here; write the value out. (schema)",
        ),
        (
            "hint: No client's details.",
            "hint: !!python/name:os.system x",
            "l.md:70: thought.hint: A tag is not used here; write the value alone. (schema)",
        ),
        (
            "id: opening\nwave: before\nprompt: Where are you now?",
            "",
            "l.md:76: rating: There is nothing here. (schema)",
        ),
        (
            "id: thought\nprompt: What do you notice?\nhint: No client's details.",
            "# only a comment",
            "l.md:68: reflection: There is nothing here. (schema)",
        ),
        (
            "## Rate {#rate}",
            "## Empty {#empty}\n\n## Rate {#rate}",
            "l.md:73: step.empty: This step is empty. (schema)",
        ),
    ],
)
def test_a_problem_is_named_with_file_line_and_field(old: str, new: str, said: str) -> None:
    parsed = _spoiled(old, new)
    assert parsed.lesson is None
    assert str(parsed.problems[0]).startswith(said)


def test_a_missing_field_of_an_exercise_is_named_where_the_exercise_begins() -> None:
    assert _said("touches: A late start.\n", "") == [
        "l.md:37: late.touches: This field is missing. (schema)"
    ]


def test_every_problem_is_named_not_only_the_first() -> None:
    text = (
        good_lesson()
        .replace("minutes: 20", "minutes: none")
        .replace("intensity: 1", "intensity: 9")
        .replace("colour: green", "colour: blue")
        .replace("wave: before", "wave: during")
    )
    fields = [problem.field for problem in parse(text, "l.md").problems]
    assert fields == ["minutes", "late.intensity", "late.colour", "opening.wave"]


def test_what_could_be_read_is_kept_for_the_linter() -> None:
    parsed = _spoiled("intensity: 1", "intensity: 9")
    kinds = [type(block) for step in parsed.readable.steps for block in step.blocks]
    assert Reply not in kinds
    assert {Check, Demonstration, Sort, ProseBlock} <= set(kinds)


def test_a_fence_that_is_never_closed_is_named() -> None:
    text = good_lesson().rstrip().removesuffix("```")
    said = [problem.sentence for problem in parse(text, "l.md").problems]
    assert said == ["This fence is never closed."]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The file must begin with front matter between ---."),
        ("# Hello", "The file must begin with front matter between ---."),
        ("---\nid: x\n", "The front matter is never closed by ---."),
        ("---\n---\n", "There is nothing here."),
        ("---\n- a\n---\n", "This must be fields with values."),
    ],
)
def test_a_file_without_its_head_is_refused(text: str, sentence: str) -> None:
    assert sentence in [problem.sentence for problem in parse(text, "l.md").problems]
