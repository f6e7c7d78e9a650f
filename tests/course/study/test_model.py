"""Drafts, submissions, withdrawals, crashes and erasure in any order, against a plain model."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course.access import Role
from course.errors import NotFound, StaleDraft
from course.installation import Installation
from course.own import leaving
from course.study import attempts, drafts, reflections
from tests import world
from tests.course.study.desk import Desk, desk
from tests.soak import size

SEQUENCES, LONGEST = size(50, 500), 50
EXERCISES = ("case", "thought")

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
STEPS = st.tuples(
    st.sampled_from(
        ["draft"] * 5
        + ["stale", "submit", "submit", "submit", "retry", "withdraw", "withdraw one", "thin"]
        + ["crash", "crash", "erase"]
    ),
    st.sampled_from(EXERCISES),
    WORDS.filter(str.strip),
)


@dataclass
class Model:
    """What must be there, exercise by exercise."""

    text: dict[str, str] = field(default_factory=lambda: dict.fromkeys(EXERCISES, ""))
    revision: dict[str, int] = field(default_factory=lambda: dict.fromkeys(EXERCISES, 0))
    given: dict[str, list[tuple[int, str]]] = field(
        default_factory=lambda: {name: [] for name in EXERCISES}
    )
    last: dict[str, tuple[str, str]] = field(default_factory=dict)  # key and words, for a retry

    def number(self, name: str) -> int:
        return 1 + max((number for number, _ in self.given[name]), default=0)


class Crash(Exception):
    """The process is gone before the commit."""


@settings(
    max_examples=SEQUENCES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=LONGEST, max_size=LONGEST))
def test_what_is_kept_is_what_a_plain_model_keeps(
    sqlite_installation: Installation, steps: list[tuple[str, str, str]]
) -> None:
    her, model = desk(sqlite_installation), Model()
    for step, name, words in steps:
        if step == "erase":
            her, model = _erased(her), Model()
        else:
            _step(her, model, step, name, words)
        for one in EXERCISES:
            kept = her.draft(f"first/{one}")
            assert (("", 0) if kept is None else (kept.text, kept.revision)) == (
                model.text[one],
                model.revision[one],
            )
        there = {
            one: [(a.number, a.answer["text"]) for a in her.mine().get(one, ())]
            for one in EXERCISES
        }
        assert there == model.given


def _step(her: Desk, model: Model, step: str, name: str, words: str) -> None:
    box, revision = f"first/{name}", model.revision[name]
    match step:
        case "draft":
            her.save(words, revision + 1, box)
            model.text[name], model.revision[name] = words, revision + 1
        case "stale" if revision and words != model.text[name]:
            with pytest.raises(StaleDraft):
                her.save(words, revision, box)
        case "submit":
            key, number = her.key(name), model.number(name)
            assert her.submit(words, key, name, revision).number == number
            model.given[name].append((number, words))
            model.text[name], model.last[name] = "", (key, words)
        case "retry" if name in model.last:
            key, before = model.last[name]
            her.submit(before, key, name, revision)
        case "withdraw" | "withdraw one" | "thin":
            _withdraw(her, model, step, name)
        case "crash":
            _crash(her, model, name, words)


def _withdraw(her: Desk, model: Model, step: str, name: str) -> None:
    where = (her.viewer, her.cohort_id, "first", name)
    with her.installation.writing() as work:
        if not model.given[name]:
            with pytest.raises(NotFound):
                reflections.delete(work, *where)
            return
        if step == "thin":
            reflections.remove_earlier(work, *where)
            model.given[name] = model.given[name][-1:]
        elif step == "withdraw one":
            number, _ = model.given[name].pop(0)
            reflections.delete(work, *where, number)
        else:
            reflections.delete(work, *where)
            model.given[name], model.text[name] = [], ""
    # A retry of what was withdrawn is another matter: nobody's page sends it any more.
    if not model.given[name] or model.given[name][-1][1] != model.last[name][1]:
        model.last.pop(name, None)


def _crash(her: Desk, model: Model, name: str, words: str) -> None:
    """Everything of one transaction, and then no commit."""
    where = (her.viewer, her.cohort_id)
    key = her.key(name)
    with suppress(Crash), her.installation.writing() as work:
        drafts.save(work, *where, f"first/{name}", words, model.revision[name] + 1)
        attempts.submit(work, *where, "first", name, {"text": words}, key)
        raise Crash


def _erased(her: Desk) -> Desk:
    """Erased from the cohort, and back as a learner who never wrote."""
    with her.installation.writing() as work:
        leaving.erase_place(work, her.viewer, her.cohort_id)
    with pytest.raises(NotFound):
        her.mine()
    with her.installation.writing() as work:
        world.join(work, her.viewer.account_id, her.cohort_id, Role.LEARNER)
        viewer = world.viewer(work, world.sign_in(work, her.viewer.account_id))
    return replace(her, viewer=viewer)
