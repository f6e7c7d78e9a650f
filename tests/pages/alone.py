"""A learner and an instructor before a page that is drawn alone, and a server that starts anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from course.access import Role, Viewer, recognise
from course.installation import Installation, open_installation
from course.study import attempts, drafts
from pages.ui import gate, wiring
from tests import world
from tests.content import our_course

PAGES = Path(__file__).resolve().parents[2] / "pages"
CATALOGUE = our_course()
LESSON = "name-what-went-wrong"


@dataclass
class Here:
    """A learner and an instructor, and a tab that is opened on one page after another."""

    installation: Installation
    monkeypatch: pytest.MonkeyPatch
    cohort_id: str = ""
    tokens: dict[Role, str] = field(default_factory=dict)
    role: Role = Role.LEARNER

    def begin(self) -> Here:
        with self.installation.writing() as work:
            self.cohort_id = world.cohort(work)
            for role in Role:
                account = world.account(work, f"Invented {role.value}", may_make_cohorts=True)
                world.join(work, account, self.cohort_id, role)
                self.tokens[role] = world.sign_in(work, account)
        self.serve()
        return self

    def serve(self) -> None:
        wiring.use(self.installation)
        self.monkeypatch.setattr(gate, "viewer", self.viewer)
        # Alone, a page knows of no other pages to lead to.
        self.monkeypatch.setattr(st, "page_link", lambda page, label, **how: st.markdown(label))

    def restart(self) -> None:
        self.installation.close()
        settings, clock = self.installation.settings, self.installation.clock
        self.installation = open_installation(settings, CATALOGUE, clock)
        self.serve()

    def viewer(self) -> Viewer:
        with self.installation.reading() as work:
            found = recognise(work, self.tokens[self.role])
        assert found is not None
        return found

    def do(self, run: Callable[..., Any], *args: Any) -> Any:
        """One operation on the cohort, as the routes and pages call it."""
        with self.installation.writing() as work:
            return run(work, self.viewer(), self.cohort_id, *args)

    def open(self, page: str, **query: str) -> AppTest:
        app = AppTest.from_file(PAGES / f"{page}.py", default_timeout=30)
        for name, value in query.items():
            app.query_params[name] = value
        return run(app)

    def step(self, step: str, lesson: str = LESSON) -> AppTest:
        return self.open("take_lesson", lesson=lesson, step=step)

    def write(self, box: str, text: str, revision: int = 1) -> None:
        self.do(drafts.save, box, text, revision)

    def answer(self, exercise: str, answer: dict[str, Any], lesson: str = LESSON) -> None:
        key = self.do(attempts.next_key, lesson, exercise)
        self.do(attempts.submit, lesson, exercise, answer, key)


def run(app: AppTest) -> AppTest:
    after = app.run()
    assert not after.exception
    return after


def press(app: AppTest, label: str) -> AppTest:
    exact = [one for one in app.button if one.label == label]
    (exact or [one for one in app.button if one.label.startswith(label)])[0].click()
    return run(app)


def choose(app: AppTest, *levels: int) -> AppTest:
    """Choose in the first questions of a page, one after the other, by place from 0."""
    for number, level in enumerate(levels):
        question = app.radio[number]
        question.set_value(question.options[level])
        run(app)
    return app


def view(app: AppTest) -> list[str]:
    """All that a page shows: its words, what is chosen, what stands in its boxes."""
    seen = []
    for element in app.main:
        proto: Any = element.proto
        if element.type == "bidi_component":
            data = proto.mixed.json if proto.WhichOneof("data") == "mixed" else proto.json
            seen.append(f"{proto.component_name} {data}")
        elif hasattr(element, "value") and hasattr(proto, "label"):
            seen.append(f"{element.type} {proto.label}: {element.value!r}")
        elif proto is not None:
            said = [getattr(proto, name, "") for name in ("label", "body")]
            seen.append(f"{element.type} {' '.join(one for one in said if isinstance(one, str))}")
    return seen
