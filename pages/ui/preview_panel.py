"""What stands above every page of a preview: what lint finds in the lesson, read on each change."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from course import preview
from course.authoring import one_lesson
from course.authoring.one_lesson import State, Tried
from course.authoring.problem import Problem
from course.errors import GoldseamError
from course.preview import Cast
from pages.ui import gate, layout, places, wiring

LOOK_AGAIN_SECONDS = 1


@dataclass
class Preview:
    """The lesson that is written, as it was read last. One author looks at it."""

    file: Path
    cast: Cast = field(repr=False)
    tried: Tried
    seen: State
    trouble: str = ""

    def refresh(self) -> None:
        """Read the course again if a file of it has changed."""
        now = one_lesson.state(self.file)
        if now == self.seen:
            return
        self.seen = now
        try:
            self.tried, self.trouble = one_lesson.try_lesson(self.file), ""
        except GoldseamError as error:
            self.trouble = error.sentence
            return
        wiring.use(preview.with_course(wiring.installation(), self.tried.catalogue))

    def draw(self) -> None:
        """The panel."""
        self.refresh()
        with layout.page("preview", width=740, gap="small"), st.container(key="card_preview"):
            layout.html(self._head())
            if self.trouble:
                layout.note("bad", self.trouble)
            self._place()
        _watch(self)

    def _head(self) -> str:
        name = layout.literal(self.file.name)
        tried = self.tried
        lead = f'<p class="gs-eyebrow">Preview</p><h2 class="gs-h3">{name}</h2>'
        if tried.lesson_id is not None:
            lead += f'<p class="gs-p"><a href="/lesson?lesson={tried.lesson_id}">The lesson</a></p>'
        else:
            lead += '<p class="gs-p">It can’t be drawn until this is put right.</p>'
        return f"{lead}{_listed(tried.problems)}{_elsewhere(tried.elsewhere)}"

    def _place(self) -> None:
        """What law and duty ask is read where it holds."""
        course = wiring.installation().catalogue.course
        if not course.places:
            return
        with wiring.reading() as work:
            now = preview.place_now(work, self.cast)
        chosen = places.field(now)
        if chosen != now:
            try:
                preview.work_in(wiring.installation(), self.cast, chosen)
            except GoldseamError as error:
                gate.say(error)
            else:
                st.rerun()


def _listed(problems: tuple[Problem, ...]) -> str:
    if not problems:
        return '<p class="gs-p gs-small gs-muted" role="status">Lint finds nothing.</p>'
    rows = "".join(
        f"<li>Line {one.line}, <b>{layout.literal(one.field)}</b>: "
        f"{layout.literal(one.sentence)}{' (a warning)' if one.warning else ''}</li>"
        for one in problems
    )
    count = f"{len(problems)} to put right" if len(problems) > 1 else "1 to put right"
    return f'<p class="gs-p" role="status">{count}</p><ul class="gs-list">{rows}</ul>'


def _elsewhere(count: int) -> str:
    if not count:
        return ""
    said = "There is 1 more" if count == 1 else f"There are {count} more"
    return f'<p class="gs-p gs-small gs-muted">{said} in the course’s other files.</p>'


@st.fragment(run_every=LOOK_AGAIN_SECONDS)
def _watch(shown: Preview) -> None:
    if one_lesson.state(shown.file) != shown.seen:
        st.rerun()
