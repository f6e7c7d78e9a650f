"""Whoever signs in stands out nowhere on PostgreSQL, not even in the database's own files."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import select, text

from course.access import Role
from course.installation import Installation
from course.letters import preferences
from course.signing import coming_back, door, provider, sign_ins
from db.queries import settle, settled
from db.tables.cohort import Cohort
from db.tables.identity import Account, SignIn, Subject
from tests import world
from tests.privacy import pages_of

PEOPLE = 12
FEW = PEOPLE // 2
NAMES = [table.__tablename__ for table in settled.IDENTITY]
WAYS_IN = {table.__tablename__ for table in settled.WAYS_IN}
ISSUER = "https://provider.example"


@pytest.fixture
def installation(postgres_installation: Installation) -> Installation:
    """Where each version of a row is numbered."""
    return postgres_installation


@pytest.fixture
def people(installation: Installation) -> list[str]:
    """Learners of one cohort, each signed in somewhere already."""
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        found = []
        for number in range(PEOPLE):
            email = f"{number}@example.org"
            one = world.account(work, f"Invented {number}", email=email, mail_links=True)
            world.join(work, one, cohort_id, Role.LEARNER)
            world.sign_in(work, one)
            work.db.add(Subject(issuer=ISSUER, subject=one, account_id=one))
            found.append(one)
    return found


def by_phrase(installation: Installation, account_id: str) -> None:
    with installation.writing() as work:
        sign_ins.begin(work, account_id, "recovery")


def by_mail(installation: Installation, account_id: str) -> None:
    token = ask_for_a_letter(installation, account_id)
    with installation.writing() as work:
        door.enter(work, None, token)


def ask_for_a_letter(installation: Installation, account_id: str) -> str:
    letters: list[str] = []
    with installation.writing() as work:
        address = str(work.db.get_one(Account, account_id).email)
        coming_back.by_mail(work, None, address, lambda *letter: letters.append(letter[2]))
    (link,) = [line for line in letters[0].splitlines() if "/enter/" in line]
    return link.rsplit("/", 1)[1]


def by_provider(installation: Installation, account_id: str) -> None:
    with installation.writing() as work:
        provider.admit(work, None, provider.Verified(ISSUER, account_id, "Invented", None))


def in_another_ones_place(installation: Installation, account_id: str) -> None:
    """In a browser in which they are signed in already."""
    with installation.writing() as work:
        here = world.viewer(work, world.sign_in(work, account_id))
    with installation.writing() as work:
        sign_ins.replace(work, here)
        sign_ins.begin(work, account_id, "link")


EVERY_WAY = (by_phrase, by_mail, by_provider, in_another_ones_place)
Way = Callable[[Installation, str], None]


def standing_out(installation: Installation, people: list[str]) -> dict[str, set[str]]:
    return pages_of.standing_out(installation.engine, NAMES, people, FEW)


def numbers(installation: Installation) -> dict[str, set[str]]:
    """The transaction numbers of each identity table's rows."""
    with installation.engine.connect() as connection:
        return {
            name: set(connection.scalars(text(f"SELECT xmin::text FROM {name}"))) for name in NAMES
        }


@pytest.mark.parametrize("way", EVERY_WAY)
def test_nobody_who_signs_in_stands_out_in_any_file(
    installation: Installation, people: list[str], way: Way
) -> None:
    for account_id in people[:3]:
        way(installation, account_id)
        assert standing_out(installation, people) == {}


def test_nobody_who_joins_stands_out_in_any_file(
    installation: Installation, people: list[str]
) -> None:
    for number in range(3):
        with installation.writing() as work:
            cohort_id = work.db.scalars(select(Cohort.id)).one()
            people.append(world.account(work, f"Newcomer {number}"))
            world.join(work, people[-1], cohort_id, Role.LEARNER)
            world.sign_in(work, people[-1])
        assert standing_out(installation, people) == {}


def test_without_levelling_whoever_signed_in_stands_out(
    installation: Installation, people: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The positive control."""
    monkeypatch.setattr(settle, "level", lambda engine, touched: True)
    by_phrase(installation, people[0])
    by_mail(installation, people[1])
    assert standing_out(installation, people) == {
        "sign_in": {people[0], people[1]},
        "entry_link": {people[1]},
    }


def test_a_way_in_that_pointed_at_its_account_would_give_its_holder_away(
    installation: Installation, people: list[str]
) -> None:
    """The positive control: PostgreSQL notes in a row who leans on it."""
    with installation.engine.begin() as connection:
        there = "FOREIGN KEY (account_id) REFERENCES account (id)"
        connection.execute(text(f"ALTER TABLE sign_in ADD {there}"))
    by_phrase(installation, people[0])
    assert standing_out(installation, people) == {"account": {people[0]}}


def test_a_sign_in_changes_the_number_of_the_ways_in_alone(
    installation: Installation, people: list[str]
) -> None:
    before = numbers(installation)
    by_phrase(installation, people[0])
    ask_for_a_letter(installation, people[1])
    after = numbers(installation)
    changed = {name for name in NAMES if before[name] != after[name]}
    assert changed == WAYS_IN
    assert len(set().union(*(after[name] for name in WAYS_IN))) == 1
    assert len(set().union(*(after[name] for name in set(NAMES) - WAYS_IN))) == 1


def test_whatever_else_anybody_does_gives_every_row_one_number(
    installation: Installation, people: list[str]
) -> None:
    by_phrase(installation, people[0])
    with installation.writing() as work:
        viewer = world.viewer(work, world.sign_in(work, people[1]))
        preferences.set_reminders(work, viewer, wanted=True)
    after = numbers(installation)
    assert len(set().union(*after.values())) == 1
    assert standing_out(installation, people) == {}


def test_those_who_sign_in_at_the_same_time_stand_out_no_more_than_one(
    installation: Installation, people: list[str]
) -> None:
    together = threading.Barrier(PEOPLE)

    def come(account_id: str) -> None:
        together.wait()
        by_phrase(installation, account_id)

    threads = [threading.Thread(target=come, args=(one,)) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert standing_out(installation, people) == {}
    with installation.reading() as work:
        came = work.db.scalars(select(SignIn.account_id).where(SignIn.way == "recovery"))
        assert sorted(came) == sorted(people)


def test_what_could_not_be_laid_out_is_laid_out_the_next_time_anybody_signs_in(
    installation: Installation, people: list[str]
) -> None:
    with installation.engine.connect() as reader:
        reader.execute(text("LOCK TABLE entry_link IN ACCESS SHARE MODE"))
        by_mail(installation, people[0])
        assert standing_out(installation, people) == {"entry_link": {people[0]}}
    by_phrase(installation, people[1])
    assert standing_out(installation, people) == {}


def test_what_could_not_be_laid_out_is_laid_out_within_a_minute_of_its_last_reader(
    installation: Installation, people: list[str]
) -> None:
    with installation.engine.connect() as reader:
        reader.execute(text("LOCK TABLE sign_in IN ACCESS SHARE MODE"))
        by_phrase(installation, people[0])
        installation.catch_up()
        assert standing_out(installation, people) == {"sign_in": {people[0]}}
    installation.catch_up()
    assert standing_out(installation, people) == {}


def test_rows_written_again_stay_on_their_pages(installation: Installation) -> None:
    with installation.writing() as work:
        accounts = [world.account(work, f"Invented {number}") for number in range(400)]
        for one in accounts:
            world.sign_in(work, one)
    before = sizes(installation)
    for one in accounts[:5]:
        with installation.writing() as work:
            work.db.add(Subject(issuer=ISSUER, subject=one, account_id=one))
    after = sizes(installation)
    assert before["account"] > 8192
    assert after == before | {"subject": 8192}
    with installation.engine.connect() as connection:
        asked = text("SELECT relname, reloptions FROM pg_class WHERE relname = ANY(:names)")
        room = {name: tuple(given) for name, given in connection.execute(asked, {"names": NAMES})}
    assert room == dict.fromkeys(NAMES, ("fillfactor=40",))


def sizes(installation: Installation) -> dict[str, int]:
    """How large each identity table's file is."""
    with installation.engine.connect() as connection:
        asked = {name: text(f"SELECT pg_relation_size('{name}')") for name in NAMES}
        return {name: connection.scalar(size) or 0 for name, size in asked.items()}
