"""The page behind a link to one attempt: for anyone with the link, and nobody else."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from html import escape

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from course.access import Role
from course.errors import NotFound
from course.installation import Installation
from course.study import reading
from pages.routes import failures, shown
from pages.ui import wiring
from tests import world
from tests.clock import HandClock
from tests.course.study.shower import Shower, shower, token_of
from tests.course.study.test_certificate import HOSTILE

MARKS = {"mark-notice": "2", "mark-own": "none"}
SENT = {**MARKS, "keep": "“I am sorry”", "next": "Name <b>what</b> it did"}


@pytest.fixture
def here(sqlite_installation: Installation) -> Iterator[Installation]:
    wiring.use(sqlite_installation)
    failures._limiter.storage.reset()
    yield sqlite_installation
    failures._limiter.storage.reset()


@pytest.fixture
def client(here: Installation) -> TestClient:
    return TestClient(
        Starlette(routes=shown.ROUTES), base_url="http://localhost:8501", follow_redirects=False
    )


@pytest.fixture
def her(here: Installation) -> Shower:
    return shower(here)


def path(her: Shower, reader: str = "Priya", sender: str = "") -> str:
    return f"/shown/{token_of(her.show(reader=reader, sender=sender))}"


def test_the_page_shows_the_case_and_the_words_and_asks_for_the_same_skills(
    her: Shower, client: TestClient
) -> None:
    seen = client.get(path(her, reader="Priya Nair"))
    assert seen.status_code == 200
    for words in (
        "<h1>To read: A case</h1>",
        "From a learner who gives no name, who takes the course “A tiny course”, to "
        "<bdi>Priya Nair</bdi>.",
        "until 21 September 2026",
        "You began late.",
        "It's fine.",
        "I was late, and I am sorry. *Not* #strong[bold] &lt;b&gt;",
        "<legend>Notice</legend>",
        "<legend>Own</legend>",
        "notice 3",
        "I can’t tell from this",
    ):
        assert words in seen.text, words
    assert "<legend>Steady</legend>" not in seen.text
    assert "Invented" not in seen.text
    assert "set-cookie" not in seen.headers
    assert seen.headers["cache-control"] == "no-store"
    assert seen.headers["x-robots-tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex">' in seen.text


def test_looking_twenty_times_changes_nothing(
    here: Installation, her: Shower, client: TestClient
) -> None:
    link = path(her)
    before = (here.settings.data / "goldseam.db").read_bytes(), her.mine()
    for _ in range(20):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200
    assert ((here.settings.data / "goldseam.db").read_bytes(), her.mine()) == before


def test_words_that_are_too_long_are_said_to_be_and_kept_whole(
    her: Shower, client: TestClient
) -> None:
    link = path(her)
    long = "Stay with it. " * 150
    answer = client.post(link, data={**SENT, "keep": long})
    assert "Each of the two texts can have 2,000 characters; nothing was sent." in answer.text
    assert f">{long.strip()}" in answer.text
    assert "maxlength" not in answer.text
    assert [one.reading for one in her.mine()] == [None]


def test_what_is_sent_reaches_the_learner_and_is_shown_once_more(
    her: Shower, client: TestClient
) -> None:
    link = path(her)
    answer = client.post(link, data=SENT)
    assert (answer.status_code, answer.headers["location"]) == (303, link)
    [one] = her.mine()
    assert one.reading is not None
    assert (one.reading.marks, one.reading.keep, one.reading.next_try) == (
        {"notice": 2},
        "“I am sorry”",
        "Name <b>what</b> it did",
    )
    seen = client.get(link).text
    assert "Name &lt;b&gt;what&lt;/b&gt; it did" in seen
    assert "<dd>2. notice 2</dd>" in seen
    assert "<dd>–</dd>" in seen
    assert "<form" not in seen
    assert client.post(link, data={**SENT, "keep": "Other words"}).status_code == 303
    assert her.mine() == (one,)


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("mark-own", "Mark each of the skills first, or say that you can&#x27;t tell."),
        ("keep", "Write one thing to keep. A few words are enough."),
        ("next", "Write one next try. A few words are enough."),
    ],
)
def test_where_something_is_missing_what_was_typed_is_kept(
    her: Shower, client: TestClient, left_out: str, said: str
) -> None:
    answer = client.post(path(her), data={k: v for k, v in SENT.items() if k != left_out})
    assert answer.status_code == 422
    assert said in answer.text
    assert '<input type="radio" name="mark-notice" value="2" required checked>' in answer.text
    for name, typed in (("keep", "“I am sorry”"), ("next", "Name &lt;b&gt;what&lt;/b&gt; it did")):
        assert (typed in answer.text) == (name != left_out)
    assert her.mine()[0].reading is None


@pytest.mark.parametrize(
    "odd", [{"mark-notice": "6"}, {"mark-notice": "two"}, {"mark-steady": "1"}, {"mark-": "1"}]
)
def test_marks_nobody_offered_are_not_taken(
    her: Shower, client: TestClient, odd: dict[str, str]
) -> None:
    assert client.post(path(her), data={**SENT, **odd}).status_code == 422
    assert her.mine()[0].reading is None


def test_an_ended_or_unknown_link_answers_alike_and_is_logged_without_its_words(
    her: Shower, client: TestClient, clock: HandClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    link = path(her)
    ended = path(her, reader="Ben")
    her.end(next(one for one in her.mine() if one.item.reader == "Ben"))
    clock.move(days=14)
    bodies = set()
    for address in (link, ended, "/shown/nobody-made-this"):
        for answer in (client.get(address), client.post(address, data=SENT)):
            assert answer.status_code == 404
            assert answer.headers["cache-control"] == "no-store"
            bodies.add(answer.text)
    assert len(bodies) == 1
    said = [r.getMessage() for r in caplog.records if r.name == "goldseam.shown"]
    assert said == ["a link to something shown opened nothing"] * 6


def test_guessing_is_slowed_down_and_reading_is_not(her: Shower, client: TestClient) -> None:
    link = path(her)
    for _ in range(100):
        assert client.get(link).status_code == 200
    codes = [client.get(f"/shown/guess-{n}").status_code for n in range(40)]
    assert codes[:30] == [404] * 30
    assert set(codes[30:]) == {429}
    assert client.get(link).status_code == 200


def test_an_instructor_who_is_signed_in_sees_what_everybody_sees(
    here: Installation, her: Shower, client: TestClient
) -> None:
    link = path(her)
    stranger = client.get(link).text
    with here.writing() as work:
        ira = world.account(work, "Ira")
        world.join(work, ira, her.desk.cohort_id, Role.INSTRUCTOR)
        client.cookies.set(f"goldseam_{here.id[:8]}", world.sign_in(work, ira))
    assert client.get(link).text == stranger
    with here.reading() as work, pytest.raises(NotFound):
        reading.read(work, None, her.mine()[0].id)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_stand_there_as_they_are_written(her: Shower, client: TestClient, name: str) -> None:
    seen = client.get(path(her, reader=name, sender=name)).text
    assert seen.count(f"<bdi>{escape(name)}</bdi>") == 2
