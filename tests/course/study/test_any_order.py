"""Whatever is answered, put off, let go and brought back, in whatever order: nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course.installation import Installation
from course.study import learner, returns
from tests.clock import START, HandClock
from tests.course.study.coming import RIGHT, WRONG, Coming, coming

QUIZZES = ("first/quiz", "second/quiz")
REPLIES = ("first/case", "first/strong", "second/case")
INTENTIONS = ("first/next-time", "second/next-time")
ITEMS = (*QUIZZES, *REPLIES, *INTENTIONS)

STEPS = st.one_of(
    st.tuples(st.just("answer"), st.sampled_from(ITEMS)),
    st.tuples(st.just("pass"), st.sampled_from(REPLIES)),
    st.tuples(st.just("wait"), st.sampled_from([0.5, 1.0, 2.0, 3.0, 7.0, 30.0])),
    st.tuples(
        st.sampled_from(["put_off", "return", "return twice", "let_go", "bring_back"]),
        st.integers(0, 9),
    ),
)


@dataclass
class Model:
    """What must hold: which items there are, before when each stays away, and which were let go."""

    known: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    returned: dict[str, int] = field(default_factory=dict)
    not_before: dict[str, datetime] = field(default_factory=dict)

    def answered(self, item: str, now: datetime) -> None:
        """An answer to the exercise itself, in its lesson."""
        if item in INTENTIONS:
            if item not in self.known or self.returned.get(item, 0) >= 2:
                self.not_before[item] = now + timedelta(days=7)
                self.returned[item] = 0
        else:
            self.not_before[item] = now + timedelta(days=1)
        self.known.add(item)

    def came(self, item: str, now: datetime) -> None:
        """An answer on return."""
        days = 7 if item in INTENTIONS else 1
        self.returned[item] = self.returned.get(item, 0) + 1
        self.not_before[item] = now + timedelta(days=days)

    def over(self) -> set[str]:
        return {item for item in INTENTIONS if self.returned.get(item, 0) >= 2}


def _return(her: Coming, model: Model, item: str, *, twice: bool) -> None:
    case = her.take_up(item)
    answer = RIGHT if item in QUIZZES else "Words"
    key = f"key-{len(model.not_before)}-{her.clock.now():%Y%m%d%H%M}-{item.replace('/', '-')}"
    assert her.answer(case, answer, key) == "stored"
    if twice:
        assert her.answer(case, answer, key) == "repeated"
    model.came(item, her.clock.now())
    if case in REPLIES and case != item:  # all of that kind were met: one of the lesson's own
        model.answered(case, her.clock.now())


def _step(her: Coming, model: Model, name: str, what: object) -> None:
    now = her.clock.now()
    if name == "wait" and isinstance(what, float):
        her.days(what)
    elif name == "answer" and isinstance(what, str):
        if any(begun == what for begun in _given(her).values()):
            return  # answered on return instead
        her.answer(what, (WRONG if what == "first/quiz" else RIGHT) if what in QUIZZES else "Words")
        model.answered(what, now)
    elif name == "pass" and isinstance(what, str):
        if what not in _given(her).values():
            her.answer(what, {"passed": True})
    elif isinstance(what, int):
        _choose(her, model, name, what)


def _choose(her: Coming, model: Model, name: str, number: int) -> None:
    among = sorted(model.gone) if name == "bring_back" else her.due()
    if not among:
        return
    item = among[number % len(among)]
    if name.startswith("return"):
        _return(her, model, item, twice=name == "return twice")
        return
    her.do(name, item)
    if name == "put_off":
        model.not_before[item] = her.clock.now() + timedelta(days=3)
    (model.gone.add if name == "let_go" else model.gone.discard)(item)


def _given(her: Coming) -> dict[str, str]:
    with her.installation.reading() as work:
        who = learner.of(work, her.her.viewer, her.her.cohort_id)
        found = returns.read(work, who)
    return {address: item.given for address, item in found.items() if item.given}


def _hold(her: Coming, model: Model) -> None:
    with her.installation.reading() as work:
        kept = returns.read(work, learner.of(work, her.her.viewer, her.her.cohort_id))
    shown = her.due()
    assert set(kept) == model.known
    assert len(shown) == len(set(shown))
    assert not set(shown) & (model.gone | model.over())
    for item in shown:
        assert her.clock.now() >= model.not_before[item], item
    given = list(_given(her).values())
    assert len(given) == len(set(given))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEPS, max_size=14))
def test_nothing_is_lost_or_doubled_or_early(
    sqlite_installation: Installation, clock: HandClock, steps: list[tuple[str, object]]
) -> None:
    clock.set(START)
    her, model = coming(sqlite_installation, clock), Model()
    for name, what in steps:
        _step(her, model, name, what)
        _hold(her, model)
    her.days(366)
    assert set(her.due()) == model.known - model.gone - model.over()
