"""Where a row lies says nothing of when its person came, from the first moment on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from course.access import Role
from course.installation import Installation, open_installation
from course.settings import read
from tests import world
from tests.clock import HandClock
from tests.content import small_catalogue

PEOPLE = 40
# Of forty in random order, the correlation of two ranks lies beyond this once in ten thousand.
MOST_BY_CHANCE = 0.6
TABLES = {"account": "id", "membership": "account_id", "sign_in": "account_id"}


@pytest.fixture
def installation(postgres_url: str, tmp_path: Path) -> Iterator[Installation]:
    """On PostgreSQL, where rows have places; SQLite keeps them by their random keys."""
    settings = read({"GOLDSEAM_DATA": str(tmp_path), "DATABASE_URL": postgres_url})
    found = open_installation(settings, small_catalogue(), HandClock())
    yield found
    found.close()


def join_one_after_another(installation: Installation) -> list[str]:
    """Ids of accounts, in the order in which they came."""
    came = []
    with installation.writing() as work:
        cohort_id = world.cohort(work)
    for number in range(PEOPLE):
        with installation.writing() as work:
            account_id = world.account(work, f"Invented {number}", email=f"{number}@example.org")
            world.join(work, account_id, cohort_id, Role.LEARNER)
            world.sign_in(work, account_id)
        came.append(account_id)
    return came


def correlation(came: list[str], lying: list[str]) -> float:
    """Spearman's, of the order in which people came and that in which their rows lie."""
    places = [lying.index(one) for one in came]
    middle = (PEOPLE - 1) / 2
    spread = sum((n - middle) ** 2 for n in range(PEOPLE))
    return sum((n - middle) * (place - middle) for n, place in enumerate(places)) / spread


@pytest.mark.parametrize("table", TABLES)
def test_rows_lie_in_no_order_of_coming(installation: Installation, table: str) -> None:
    came = join_one_after_another(installation)
    with installation.engine.connect() as connection:
        found = connection.execute(text(f"SELECT {TABLES[table]} FROM {table} ORDER BY ctid"))
        lying = [one for (one,) in found if one in set(came)]
    assert len(lying) == PEOPLE
    assert abs(correlation(came, lying)) < MOST_BY_CHANCE


def test_the_measure_finds_an_order_where_there_is_one() -> None:
    came = [f"{n:032x}" for n in range(PEOPLE)]
    assert correlation(came, came) == 1
    assert correlation(came, came[::-1]) == -1
