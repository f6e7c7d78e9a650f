"""What lies before a learner at one step: the lesson, what they did so far, and a way to submit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict as fields_of
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import streamlit as st

from course.access import Viewer
from course.authoring.schema import Exercise, Reply, Rubric, Samples, Step
from course.cohort import contact
from course.errors import GoldseamError
from course.study import attempts, boxes, drafts, readers, reply_ratings, under_way
from course.study.attempts import Attempt
from course.study.drafts import DraftText
from course.study.under_way import UnderWay
from course.work import Work
from pages.ui import gate, tab_state, wiring
from pages.ui.exercises import reply_table
from pages.ui.exercises.reply_table import ReplyTable
from pages.ui.writing_box import Field, Place, writing_box


@dataclass(frozen=True)
class Desk:
    """``tried`` holds attempts by exercise id; ``kept`` drafts by (exercise id, part)."""

    viewer: Viewer = field(repr=False)
    cohort_id: str
    lesson_id: str
    rubric: Rubric
    tried: dict[str, tuple[Attempt, ...]] = field(repr=False)
    kept: dict[tuple[str, str], DraftText] = field(repr=False)
    keys: dict[str, str] = field(repr=False)
    who: str
    card: tuple[tuple[str, str], ...]
    under: dict[str, UnderWay] = field(default_factory=dict, repr=False)
    replies: dict[str, ReplyTable] = field(default_factory=dict, repr=False)
    samples: Samples | None = None
    has_rated: bool = False

    def attempts(self, exercise: Exercise) -> tuple[Attempt, ...]:
        """What was submitted for an exercise so far, the first attempt first."""
        return self.tried.get(exercise.id, ())

    def latest(self, exercise: Exercise) -> Attempt | None:
        """The newest attempt, if there is one."""
        tried = self.attempts(exercise)
        return tried[-1] if tried else None

    def number(self, exercise: Exercise) -> int:
        """The number of the attempt that would come next."""
        return len(self.attempts(exercise)) + 1

    def place(self, exercise: Exercise) -> str:
        """A name for the coming attempt at an exercise, for keys of widgets."""
        return f"{self.lesson_id}.{exercise.id}.{self.number(exercise)}"

    def is_open(self, exercise: Exercise) -> bool:
        """Whether the exercise waits for an answer: not tried yet, or being tried again."""
        return self._is_open(exercise.id)

    def _is_open(self, exercise_id: str) -> bool:
        tried = self.tried.get(exercise_id, ())
        place = f"{self.lesson_id}.{exercise_id}.{len(tried) + 1}"
        if not tried or self.under[exercise_id].again or tab_state.is_again(place):
            return True
        return self._has_words(exercise_id)

    def _has_words(self, exercise_id: str) -> bool:
        return any(draft.text for (name, _), draft in self.kept.items() if name == exercise_id)

    def waits(self) -> bool:
        """Whether any exercise of the step waits for an answer."""
        return any(self._is_open(name) for name in self.keys)

    def weight(self, exercise: Exercise) -> Literal["primary", "secondary"]:
        """How heavy the exercise's own button is: one primary button a screen."""
        first = next((name for name in self.keys if self._is_open(name)), None)
        return "primary" if first == exercise.id else "secondary"

    def under_way(self, exercise: Exercise) -> UnderWay:
        """How far the learner is with the coming attempt."""
        return self.under[exercise.id]

    def keep(self, exercise: Exercise, **changes: Any) -> None:
        """Keep how far the learner is, so that neither a restart nor a reload sends them back."""
        now = replace(self.under[exercise.id], **changes)
        if now == self.under[exercise.id]:
            return
        try:
            with wiring.writing() as work:
                under_way.keep(work, self.viewer, self.cohort_id, self.lesson_id, exercise.id, now)
        except GoldseamError as error:
            gate.say(error)
        else:
            self.under[exercise.id] = now

    def submit(self, exercise: Exercise, answer: dict[str, object]) -> None:
        """Store an answer given with ordinary controls, and draw the step again."""
        try:
            with wiring.writing() as work:
                attempts.submit(
                    work,
                    self.viewer,
                    self.cohort_id,
                    self.lesson_id,
                    exercise.id,
                    answer,
                    self.keys[exercise.id],
                )
        except GoldseamError as error:
            gate.say(error)
        else:
            st.rerun()

    def again(self, exercise: Exercise, label: str) -> None:
        """A quiet button that opens the exercise for another attempt."""
        if st.button(label, key=f"try.{self.place(exercise)}", icon=":material/refresh:"):
            self.keep(exercise, again=True)
            st.rerun()

    def leave(self, exercise: Exercise) -> None:
        """A quiet way back from another attempt in which nothing was written yet."""
        opened = self.attempts(exercise) and self.under_way(exercise).again
        if opened and not self._has_words(exercise.id):
            label = "Leave it as it was"
            if st.button(label, type="tertiary", key=f"leave.{self.place(exercise)}"):
                self.keep(exercise, again=False, given={}, turns=0, taken={})
                st.rerun()

    def write(
        self,
        exercise: Exercise,
        asked: list[tuple[str, str, str, str]],
        submit: str,
        *,
        rows: int = 5,
        blank: bool = False,
        taken: dict[str, Any] | None = None,
        spelling: bool = True,
    ) -> None:
        """The writing box of an exercise. ``asked`` holds (part, label, hint, text to start from).

        ``blank`` lets it be submitted empty; ``taken`` says how a reply's case is taken; without
        ``spelling`` the browser underlines nothing.
        """
        shown = []
        for part, label, hint, start in asked:
            box = boxes.address(self.lesson_id, exercise, part)
            kept = self.kept.get((exercise.id, part), DraftText("", 0))
            shown.append(Field(part, box, label, hint, kept.text, kept.revision, rows, start))
        place = Place(
            self.cohort_id,
            self.lesson_id,
            exercise.id,
            self.number(exercise),
            self.keys[exercise.id],
            taken or {},
        )
        writing_box(
            place,
            shown,
            who=self.who,
            card=self.card,
            submit=submit,
            primary=self.weight(exercise) == "primary",
            blank=blank,
            spelling=spelling,
        )


def chosen(options: Sequence[object], before: object) -> int | None:
    """Where a choice that was kept stands among those that there are now."""
    return options.index(before) if before in options else None


def stands(exercise: Exercise) -> bool:
    """Whether an exercise stands on its own in a step, and not in for another one."""
    return not isinstance(exercise, Reply) or exercise.instead_of is None


def lay(work: Work, viewer: Viewer, cohort_id: str, lesson_id: str, step: Step) -> Desk:
    """Everything one step needs, read in one transaction. Raises NotFound."""
    exercises = [block for block in step.blocks if isinstance(block, Exercise) and stands(block)]
    return lay_out(work, viewer, cohort_id, lesson_id, exercises)


def lay_out(
    work: Work, viewer: Viewer, cohort_id: str, lesson_id: str, exercises: Sequence[Exercise]
) -> Desk:
    """Everything that these exercises of one lesson need. Raises NotFound."""
    kept: dict[tuple[str, str], DraftText] = {}
    keys: dict[str, str] = {}
    for exercise in exercises:
        keys[exercise.id] = attempts.next_key(work, viewer, cohort_id, lesson_id, exercise.id)
        for part in boxes.parts(exercise):
            box = boxes.address(lesson_id, exercise, part)
            draft = drafts.load(work, viewer, cohort_id, box)
            if draft is not None:
                kept[exercise.id, part] = draft
    tried = attempts.mine(work, viewer, cohort_id, lesson_id) if exercises else {}
    coming = {one.id: len(tried.get(one.id, ())) + 1 for one in exercises}
    replies = [exercise for exercise in exercises if isinstance(exercise, Reply)]
    card = fields_of(contact.card(work, viewer, cohort_id)) if exercises else {}
    return Desk(
        viewer=viewer,
        cohort_id=cohort_id,
        lesson_id=lesson_id,
        rubric=work.catalogue.rubric,
        tried=tried,
        kept=kept,
        keys=keys,
        who=readers.who_can_read(work, viewer, cohort_id) if exercises else "",
        card=tuple((contact.LABELS[name], text) for name, text in card.items() if text),
        under=under_way.mine(work, viewer, cohort_id, lesson_id, coming) if coming else {},
        replies=reply_table.lay(work, viewer, cohort_id, lesson_id, replies, tried),
        samples=work.catalogue.samples if replies else None,
        has_rated=bool(replies) and reply_ratings.has_rated(work, viewer, cohort_id),
    )
