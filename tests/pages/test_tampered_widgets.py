"""Widget states that no browser would send, over the real protocol: nothing invalid is stored.

What comes back is a page, never a traceback; and every row afterwards is one that the app would
have made itself, whoever it belongs to.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from streamlit.proto.Common_pb2 import (
    DoubleArray,
    FileUploaderState,
    SInt64Array,
    StringArray,
    StringTriggerValue,
)
from streamlit.proto.WidgetStates_pb2 import WidgetState

from course.access import Role, Viewer
from course.cohort import enrolment
from course.installation import Installation
from course.own.held import ANSWERS
from course.study import attempts, drafts
from course.wall import walls
from db.queries import holdings
from db.tables.answers import Attempt, UnderWay
from db.tables.identity import Account
from tests import world
from tests.course.whole_rows import problems
from tests.launch_server import Server, cookie
from tests.protocol import Run, Tab
from tests.soak import size

CASES = size(500, 5_000)
EACH, IN_ONE_TAB = 20, 4  # before another page, and before another tab
LESSON = "name-what-went-wrong"
PAGES = (
    *(("lesson", f"lesson={LESSON}&step={step}") for step in (
        "first-repair", "where-you-start", "coloured-aloud", "ten-incidents", "wrong-recipient",
        "what-you-cannot-count", "looking-back", "impact-first", "check-and-close",
    )),
    ("practice", f"case={LESSON}/faster-than-agreed"),
    ("practice", ""),
    ("reflections", ""),
    ("show", f"lesson={LESSON}&exercise=another-name&number=1"),
    ("supervision", ""),
    ("take-away", ""),
    ("again", ""),
    ("note", "do=tell"),
    ("wall", "write=post"),
    ("finish", ""),
    ("roster", ""),
    ("notes", ""),
    ("cohort-settings", ""),
    ("for-trainers", ""),
    ("make-cohort", ""),
    ("account", ""),
)  # fmt: skip

TEXTS = (
    "", "\0", "x" * 30_000, "=1+1", "<script>alert(1)</script>", "../../etc/passwd", "\u202e",
    "2026-02-31", "-1", "6", "1e309", "nan", "None", "true", "{}", "[]", "5\\. Anything",
    "'; DROP TABLE attempt; --", "\ud7ff\ue000", "a\r\nb", "0", "99999999999999999999",
)  # fmt: skip
NUMBERS = (0, -1, 1, 4, 5, 6, 99, 2**31, 2**53 - 1, -(2**53) + 1)
DOUBLES = (0.0, -1.0, 0.5, 6.0, 1e308, float("inf"), float("nan"))
DAYS = ("2026-02-31", "1900-01-01", "9999-12-31", "2027-01-04", "", "x", "2026/11/30")
JSON = (
    "null", "[]", "0", '"x"', '{"submitted": 1}', '{"refresh": {"a": [null]}}', "1e999", '""',
    '{"scheme": "<b>"}', '{"scheme": 3}', '{"submitted": -1, "texts": {"text": "x"}}',
)  # fmt: skip
BYTES = (b"", b"\x00", b"\xff" * 100)


@dataclass(frozen=True)
class Widget:
    """A widget that was drawn: its id, what kind it is, and its own choices."""

    id: str
    kind: str
    options: tuple[str, ...]


def _odd(chance: random.Random, widget: Widget) -> WidgetState:
    """A state for a widget that may be of any kind at all."""
    ways: dict[str, Callable[[], Any]] = {
        "trigger_value": lambda: True,
        "string_value": lambda: chance.choice(TEXTS),
        "double_value": lambda: chance.choice(DOUBLES),
        "int_value": lambda: chance.choice(NUMBERS),
        "bool_value": lambda: chance.random() < 0.5,
        "json_value": lambda: chance.choice(TEXTS),
        "bytes_value": lambda: chance.choice(BYTES),
        "string_array_value": lambda: StringArray(data=chance.choices(TEXTS, k=3)),
        "int_array_value": lambda: SInt64Array(data=chance.choices(NUMBERS, k=3)),
        "double_array_value": lambda: DoubleArray(data=chance.choices(DOUBLES, k=3)),
        "file_uploader_state_value": FileUploaderState,
        "string_trigger_value": lambda: StringTriggerValue(data=chance.choice(TEXTS)),
        "json_trigger_value": lambda: chance.choice(TEXTS),
    }
    name = chance.choice(list(ways))
    return WidgetState(id=widget.id, **{name: ways[name]()})


def _wrong(chance: random.Random, widget: Widget) -> WidgetState:
    """A state of the kind that the widget has; what it says is wrong half of the time."""
    hostile = chance.random() < 0.5
    text = chance.choice(TEXTS if hostile or not widget.options else widget.options)
    match widget.kind:
        case "checkbox":
            return WidgetState(id=widget.id, bool_value=hostile)
        case "number_input":
            return WidgetState(id=widget.id, double_value=chance.choice(DOUBLES))
        case "date_input":
            days = chance.choices(DAYS, k=chance.choice((0, 1, 1, 1, 2, 3)))
            return WidgetState(id=widget.id, string_array_value=StringArray(data=days))
        case "multiselect":
            return WidgetState(id=widget.id, string_array_value=StringArray(data=[text]))
        case "bidi_component":
            return WidgetState(id=widget.id, json_value=chance.choice(JSON))
        case "button":
            return WidgetState(id=widget.id, trigger_value=True)
        case _:
            return WidgetState(id=widget.id, string_value=text)


def _widgets(run: Run) -> list[Widget]:
    """Every widget that a run drew."""
    found = []
    for message in run.messages:
        if message.WhichOneof("type") == "delta" and message.delta.HasField("new_element"):
            kind = message.delta.new_element.WhichOneof("type")
            drawn: Any = getattr(message.delta.new_element, kind) if kind else None
            if getattr(drawn, "id", ""):
                options = tuple(getattr(drawn, "options", ()))
                found.append(Widget(str(drawn.id), str(kind), options))
    return found


@dataclass(frozen=True)
class Someone:
    """Somebody who learns in one cohort, and teaches another."""

    viewer: Viewer
    cookie: str


@pytest.fixture(scope="module")
def place(shared_server: Server) -> Iterator[Installation]:
    """The shared server's data, opened beside it."""
    with shared_server.opened() as opened:
        yield opened


def _someone(place: Installation) -> Someone:
    with place.writing() as work:
        cohort_id, taught = world.cohort(work, "Learns"), world.cohort(work, "Teaches")
        walls.open_for(work, cohort_id)
        account = world.account(work, may_make_cohorts=True)
        world.join(work, account, cohort_id, Role.LEARNER)
        world.join(work, account, taught, Role.INSTRUCTOR)
        token = world.sign_in(work, account)
        viewer = world.viewer(work, token)
        key = attempts.next_key(work, viewer, cohort_id, LESSON, "another-name")
        words = {"text": "I was late. I saw it."}
        attempts.submit(work, viewer, cohort_id, LESSON, "another-name", words, key)
        drafts.save(work, viewer, cohort_id, f"{LESSON}/excuse-and-punish", "Some words", 1)
    return Someone(viewer, cookie(place, token))


def test_tampered_widget_states_store_nothing_invalid_and_bring_no_traceback(
    shared_server: Server, place: Installation
) -> None:
    chance = random.Random(29)
    bystander = _someone(place)
    theirs = _rows(place, bystander)
    sent = pages = 0
    before = _stored(place)
    for path, query in itertools.islice(itertools.cycle(PAGES), CASES // EACH):
        someone = _someone(place)
        for _ in range(EACH // IN_ONE_TAB):
            with Tab(shared_server.url, someone.cookie) as tab:
                for run in _tampered(tab, chance, path, query):
                    shown = "".join(str(message) for message in run.messages)
                    assert not re.search(r"Traceback|\\.py\b|stack_trace: \S", shown), path
                    sent += 1
                    pages += bool(_widgets(run))
    assert sent == CASES
    assert pages > CASES / 2  # the others never came as far as the page
    with place.reading() as work:
        assert problems(work) == []
    assert _stored(place) > before + CASES / 25  # it does things, only nothing that is wrong
    assert _rows(place, bystander) == theirs
    assert shared_server.get_status("/readyz") == 200


def _tampered(tab: Tab, chance: random.Random, path: str, query: str) -> Iterator[Run]:
    """Some runs with states that nobody's browser sends, mostly with a button pressed as well."""
    widgets = _widgets(tab.run(path=path, query=query))
    assert widgets, path
    for number in range(IN_ONE_TAB):
        # A state of another kind ends the run before the page, so that comes last.
        of = _odd if number == IN_ONE_TAB - 1 and chance.random() < 0.6 else _wrong
        others = [one for one in widgets if one.kind != "button"] or widgets
        chosen = chance.sample(others, chance.randint(1, len(others)))
        states = {one.id: of(chance, one) for one in chosen}
        buttons = [one for one in widgets if one.kind == "button"]
        if buttons and chance.random() < 0.8:
            pressed = chance.choice(buttons)
            states[pressed.id] = WidgetState(id=pressed.id, trigger_value=True)
        if chance.random() < 0.1:
            states["nobody"] = of(chance, Widget("$$ID-0-nobody", "radio", ()))
        run = tab.run(path=path, query=query, widgets=list(states.values()))
        yield run
        widgets = _widgets(run) or widgets


def _rows(place: Installation, someone: Someone) -> list[str]:
    """All that is held about somebody, as it is stored."""
    account_id = someone.viewer.account_id
    with place.reading() as work:
        pids = [
            enrolment.pid_of(work, account_id, one.cohort_id)
            for one in someone.viewer.belongs
            if one.role is Role.LEARNER
        ]
        answers = [holdings.of_pid(work.db, name, pid) for name in ANSWERS for pid in pids]
        account = work.db.get(Account, account_id)
        assert account is not None
        return [*map(str, answers), account.name, str(account.email)]


def _stored(place: Installation) -> int:
    """How many attempts there are."""
    with place.reading() as work:
        return work.db.query(Attempt).count() + work.db.query(UnderWay).count()
