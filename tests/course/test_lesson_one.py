"""The first lesson as it ships: its order, its cases, its claims and its length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TypeVar

from course.authoring.catalogue import Catalogue
from course.authoring.lint import lint
from course.authoring.schema import (
    Check,
    Demonstration,
    Drill,
    Exercise,
    Lesson,
    ProseBlock,
    RatingExercise,
    Reflection,
    Reframe,
    Reply,
    Sort,
)
from tests.content import our_course

E = TypeVar("E", bound=Exercise)

LESSON = "name-what-went-wrong"
IDEAS = ["kinds-and-colours", "three-words", "i-rarely-err"]
STEPS = [
    "first-repair",
    "where-you-start",
    "kinds-and-colours",
    "three-words",
    "coloured-aloud",
    "i-rarely-err",
    "one-remark",
    "ten-incidents",
    "wrong-recipient",
    "faster-than-agreed",
    "what-you-cannot-count",
    "looking-back",
    "impact-first",
    "check-and-close",
]


@cache
def catalogue() -> Catalogue:
    return our_course()


def lesson() -> Lesson:
    return catalogue().lesson(LESSON)


def exercises(kind: type[E]) -> list[E]:
    """The lesson's exercises of one kind, in order."""
    return [b for step in lesson().steps for b in step.blocks if isinstance(b, kind)]


def texts(value: object) -> Iterator[str]:
    """Every text in a dumped lesson."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def everything() -> str:
    return "\n".join(texts(lesson().model_dump()["steps"]))


def prose(step_id: str) -> str:
    blocks = catalogue().step(LESSON, step_id).blocks
    return "\n".join(b.markdown for b in blocks if isinstance(b, ProseBlock))


def test_the_shipped_course_has_nothing_to_put_right() -> None:
    assert lint() == (8, ())


def test_the_steps_stand_in_this_order() -> None:
    assert [step.id for step in lesson().steps] == STEPS


def test_a_repair_is_written_before_any_rating_is_asked() -> None:
    order = [b.kind for step in lesson().steps for b in step.blocks if isinstance(b, Exercise)]
    assert order[:2] == ["reply", "rating"]
    assert [rating.wave for rating in exercises(RatingExercise)] == ["before"]


def test_there_are_three_vignettes_and_the_red_ones_are_two() -> None:
    told = [(r.id, r.audience, r.rupture, r.intensity, r.colour) for r in exercises(Reply)]
    assert told == [
        ("another-name", "both", "withdrawal", 1, "amber"),
        ("wrong-inbox", "coach", "boundary", 2, "red"),
        ("faster-than-agreed", "therapist", "blunder", 3, "red"),
    ]


def test_each_vignette_shows_two_or_more_behaviours_of_each_sort_and_goes_on() -> None:
    for reply in exercises(Reply):
        sorts = (reply.behaviours.poor, reply.behaviours.ok, reply.behaviours.good)
        assert all(len(behaviours) >= 2 for behaviours in sorts)
        assert reply.follows
        assert {part.skill for part in reply.exemplar if part.skill} == set(reply.skills)
        assert "notice" in reply.skills


def test_the_red_exemplars_contain_and_ask_about_safety_before_they_apologise() -> None:
    for reply_id, safety in (("wrong-inbox", "please delete"), ("faster-than-agreed", "hurting")):
        reply = next(r for r in exercises(Reply) if r.id == reply_id)
        spoken = " ".join(part.text for part in reply.exemplar)
        assert 0 < spoken.index(safety) < spoken.index("sorry")


def test_both_demonstrations_ask_for_predictions_and_are_real_dialogues() -> None:
    asked = {
        d.id: (len(d.turns), sum(t.predict is not None for t in d.turns))
        for d in exercises(Demonstration)
    }
    assert asked == {"colour-aloud": (23, 4), "two-endings": (15, 4)}
    for demonstration in exercises(Demonstration):
        assert demonstration.turns[-1].predict is None


def test_ten_incidents_are_sorted_by_colour_and_the_same_ten_by_kind() -> None:
    colours, kinds = exercises(Sort)
    boxes = [card.box for card in colours.cards]
    assert {box: boxes.count(box) for box in boxes} == {"green": 3, "amber": 4, "red": 3}
    assert {c.id for c in colours.cards} == {c.id for c in kinds.cards}
    assert len(kinds.cards) == 10
    assert [b.id for b in kinds.boxes] == [
        "technical",
        "judgement",
        "normative",
        "system",
        "empathic",
    ]


def test_the_check_has_five_questions_with_a_reason_for_every_choice() -> None:
    (check,) = exercises(Check)
    assert check.pass_share == 0.8
    assert [len(question.choices) for question in check.questions] == [3, 3, 3, 3, 3]
    right = [[c.id for c in q.choices if c.right] for q in check.questions]
    assert right == [["amber"], ["normative"], ["salience"], ["moment"], ["impact"]]
    assert all(len(c.why.split()) >= 6 for q in check.questions for c in q.choices)


def test_the_drill_takes_five_minutes_and_can_be_done_without_a_clock() -> None:
    (drill,) = exercises(Drill)
    assert (drill.minutes, len(drill.moves)) == (5, 5)
    assert drill.untimed.startswith("Leave the clock off")
    assert drill.write


def test_three_reflections_are_asked_and_the_three_lines_are_optional() -> None:
    asked = [reflection.id for reflection in exercises(Reflection)]
    assert asked == ["excuse-and-punish", "someone-you-admire", "sixty-words"]
    assert [reframe.required for reframe in exercises(Reframe)] == [False]


def test_every_claim_has_a_source_that_exists() -> None:
    cited = set(re.findall(r"\[(R\d+[a-z]?)\]", everything()))
    assert cited == {"R3", "R4", "R9", "R13", "R14", "R15", "R16", "R18", "R48"}
    assert cited == set(lesson().sources) <= set(catalogue().sources)


def test_figures_stand_only_beside_their_source() -> None:
    figures = {
        ".278": "R3",
        ".41": "R4",
        "72.6%": "R13",
        "90th": "R14",
        "550": "R15",
        "5.2%": "R16",
    }
    ideas = " ".join("\n".join(prose(step) for step in IDEAS).split())
    for figure, key in figures.items():
        after = ideas[ideas.index(figure) :]
        assert re.search(r"\[(R\d+)\]", after).group(1) == key  # type: ignore[union-attr]


def test_what_is_known_at_second_hand_is_said_to_be_reported() -> None:
    for sentence in re.split(r"(?<=\.)\s+(?=[A-Z*])", "\n".join(prose(s) for s in IDEAS)):
        keys = re.findall(r"\[(R\d+[a-z]?)\]", sentence)
        if any(catalogue().sources[key].secondary for key in keys):
            assert "reportedly" in sentence.lower()


def test_the_ideas_take_between_600_and_1200_words() -> None:
    assert 600 <= sum(len(prose(step).split()) for step in IDEAS) <= 1200


def test_the_lesson_keeps_its_voice() -> None:
    spoken = everything()
    assert "!" not in spoken
    for word in ("session", "sessions", "module", "streak", "congratulations", "well done"):
        assert not re.search(rf"\b{word}\b", spoken, re.IGNORECASE), word


def test_the_rubric_has_eight_skills_in_order_with_five_anchors_each() -> None:
    skills = catalogue().rubric.skills
    assert [skill.id for skill in skills] == [
        "notice",
        "steady",
        "own",
        "apologise",
        "invite",
        "validate",
        "explore",
        "follow-through",
    ]
    assert all(len(set(skill.anchors)) == 5 for skill in skills)


def test_every_source_of_the_ledger_is_kept_with_an_address() -> None:
    sources = catalogue().sources
    numbers = {int(re.findall(r"\d+", key)[0]) for key in sources}
    assert numbers == set(range(1, 55)) - {51}
    assert {"R1b", "R1c", "R29b"} <= set(sources)
    assert all(s.address and s.address.startswith("https://") for s in sources.values())
    secondary = {key for key, source in sources.items() if source.secondary}
    told = {"R9", "R15", "R19", "R23", "R25", "R26", "R27", "R29", "R29b", "R37", "R50", "R54"}
    assert secondary == told


def test_the_note_beside_the_blaming_one_keeps_to_sixty_words() -> None:
    quoted = [line[2:] for line in prose("impact-first").splitlines() if line.startswith("> ")]
    notes = " ".join(quoted).split("overkeen.")
    assert 20 <= len(notes[1].split()) <= 60
