"""Rating one's own reply by the skills its case trains, with one's own words as the evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Literal

import streamlit as st

from course.authoring.schema import Reply, Samples, Skill
from course.errors import GoldseamError
from course.study import reply_ratings
from course.study.attempts import Attempt
from course.study.reply_ratings import SHOWN_IN_WORDS, Moment, ReplyRating
from pages.ui import bowls, gate, layout, speaker, wiring
from pages.ui.exercises.desk import Desk
from pages.ui.prose import inline

ASK = "Go by what is in the words, not by what you meant. Nobody else sees these marks."
_STRETCH = re.compile(r"[^.?!…。？！\n]+[.?!…。？！]*[”’\"')]*")
LONGEST = 160


def draw(desk: Desk, exercise: Reply, attempt: Attempt, moment: Moment) -> None:
    """The samples before the very first rating, then the rating itself."""
    text = str(attempt.answer["text"])
    if moment is Moment.FIRST:
        layout.html(
            '<div class="gs-sheet"><p class="gs-eyebrow">Your repair</p>'
            f'<p class="gs-words">{layout.literal(text)}</p></div>'
        )
        speaker.replay(
            f"{desk.lesson_id}.{exercise.id}.{attempt.number}",
            clock=not desk.viewer.look.hide_clocks,
        )
        if desk.samples is not None:
            _samples(desk.samples, desk.rubric.skills, folded=desk.has_rated)
    with layout.section("How much of each skill is in it?", ASK):
        case = desk.replies[exercise.id].answered.get(attempt.number, exercise)
        place = f"{desk.lesson_id}.{exercise.id}.{attempt.number}.{moment.value}"
        skills = [skill for skill in desk.rubric.skills if skill.id in case.skills]
        before = desk.under_way(exercise).given
        given: dict[str, tuple[int | None, str | None]] = {}
        for pair in (skills[at : at + 2] for at in range(0, len(skills), 2)):
            for column, skill in zip(st.columns(2, gap="large"), pair, strict=False):
                with column:
                    given[skill.id] = _one(skill, place, text, before)
        desk.keep(exercise, given=_marks(given, text))
        _send(desk, exercise, attempt, moment, given)


def _marks(given: Mapping[str, tuple[int | None, str | None]], text: str) -> dict[str, list[int]]:
    """What was chosen so far: a level, and the number of the sentence that shows it."""
    said = stretches(text)
    return {
        skill: [level] if words is None else [level, said.index(words)]
        for skill, (level, words) in given.items()
        if level is not None
    }


def _one(
    skill: Skill, place: str, text: str, before: Mapping[str, list[int]]
) -> tuple[int | None, str | None]:
    anchors = dict(enumerate(skill.anchors, start=1))
    level, *shown = before.get(skill.id, [0])
    rating = st.radio(
        f"**{skill.name}**. {skill.short}",
        list(anchors),
        index=level - 1 if level in anchors else None,
        format_func=lambda level: f"{level}\\. {anchors[level]}",
        key=f"rate.{place}.{skill.id}",
    )
    if rating is None or rating < SHOWN_IN_WORDS:
        return rating, None
    said = stretches(text)
    words = st.selectbox(
        "Which of your words show it?",
        said,
        index=shown[0] if shown and shown[0] < len(said) else None,
        placeholder="Choose a sentence of yours",
        format_func=_short,
        key=f"words.{place}.{skill.id}",
    )
    return rating, words


def stretches(text: str) -> list[str]:
    """The sentences of a reply, each as it stands there; the whole of a reply without any."""
    found = [match[0].strip() for match in _STRETCH.finditer(text)]
    return list(dict.fromkeys(one for one in found if one)) or [text.strip()]


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()}…"


def _send(
    desk: Desk,
    exercise: Reply,
    attempt: Attempt,
    moment: Moment,
    given: Mapping[str, tuple[int | None, str | None]],
) -> None:
    place = desk.place(exercise)
    first = moment is Moment.FIRST
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        if first and st.button("Compare without rating", type="tertiary", key=f"unrated.{place}"):
            desk.keep(exercise, unrated=True)
            st.rerun()
        elif not first and st.button("Leave it as it is", type="tertiary", key=f"left.{place}"):
            desk.keep(exercise, rating_again=False, given={})
            st.rerun()
        done = sum(rating is not None for rating, _ in given.values())
        rated = f'<p class="gs-muted gs-small gs-p" role="status">{done} of {len(given)} rated</p>'
        st.html(rated, width="content")
        if st.button(
            "Compare" if first else "Keep this rating",
            type=_weight(desk, first=first),
            icon=":material/arrow_forward:" if first else None,
            icon_position="right",
            key=f"rated.{place}",
        ):
            ratings = {skill: rating for skill, (rating, _) in given.items() if rating is not None}
            words = {skill: shown for skill, (_, shown) in given.items() if shown is not None}
            _keep(desk, exercise, attempt, moment, ratings, words)


def _weight(desk: Desk, *, first: bool) -> Literal["primary", "secondary"]:
    return "primary" if first and not desk.waits() else "secondary"


def _keep(
    desk: Desk,
    exercise: Reply,
    attempt: Attempt,
    moment: Moment,
    ratings: Mapping[str, int],
    words: Mapping[str, str],
) -> None:
    where = (desk.cohort_id, desk.lesson_id, exercise.id, attempt.number, moment.value)
    try:
        with wiring.writing() as work:
            reply_ratings.rate(work, desk.viewer, *where, dict(ratings), dict(words))
    except GoldseamError as error:
        gate.say(error)
    else:
        desk.keep(exercise, rating_again=False, given={})
        st.rerun()


def chosen(skills: Sequence[Skill], first: ReplyRating, again: ReplyRating | None) -> str:
    """The marks as small bowls; a skill that was not asked for has a dash."""
    rows = "".join(_row(skill, first, again) for skill in skills)
    return f'<ul class="gs-ratings">{rows}</ul>'


def _row(skill: Skill, first: ReplyRating, again: ReplyRating | None) -> str:
    if skill.id not in first.ratings:
        return (
            f'<li class="gs-unasked">{bowls.cup(None)}'
            f'<div><b>{escape(skill.name)}</b> <span class="gs-muted">not asked here</span></div>'
            "</li>"
        )
    latest = again or first
    level = latest.ratings[skill.id]
    changed = (
        f" Before you compared: {first.ratings[skill.id]}."
        if again is not None and first.ratings[skill.id] != level
        else ""
    )
    words = latest.words.get(skill.id)
    shown = f'<p class="gs-p gs-words">Your words: {layout.literal(words)}</p>' if words else ""
    return (
        f"<li>{bowls.cup(level)}"
        f"<div><b>{escape(skill.name)}</b>"
        f'<p class="gs-p gs-muted">{level} of 5. {inline(skill.anchors[level - 1])}{changed}</p>'
        f"{shown}</div></li>"
    )


def _samples(samples: Samples, skills: Sequence[Skill], *, folded: bool) -> None:
    names = {skill.id: skill.name for skill in skills}
    replies = ""
    for number, reply in enumerate(samples.replies, start=1):
        marks = "".join(
            f"<li>{bowls.cup(mark.rating)}<div>"
            f"<b>{escape(names.get(mark.skill, mark.skill))}</b>"
            f'<p class="gs-p gs-muted">{mark.rating} of 5. {inline(mark.why)}</p></div></li>'
            for mark in reply.marks
        )
        replies += (
            f'<section><p class="gs-eyebrow">Reply {number}</p>'
            f'<p class="gs-voice">{inline(reply.text)}</p>'
            f'<ul class="gs-ratings">{marks}</ul></section>'
        )
    case = f'<p class="gs-p gs-measure">{inline(samples.scene)}</p>'
    case += f'<p class="gs-voice">{inline(samples.client)}</p>'
    opened = "" if folded else " open"
    layout.html(
        f'<details class="gs-fold gs-sheet gs-samples"{opened}><summary>Three replies to another '
        f"case, as the authors rate them</summary>{case}"
        f'<div class="gs-sample-grid">{replies}</div></details>'
    )
