"""As the instructor’s login on PostgreSQL: no counter of a raw table moves when people answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from course.installation import open_installation
from course.settings import read
from tests import release_login
from tests.clock import HandClock
from tests.content import small_catalogue
from tests.privacy.worlds import FREEZE, group

# What PostgreSQL counts of a table, by the table's own number: as live as any board of answers.
COUNTERS = (
    "pg_stat_get_tuples_inserted",
    "pg_stat_get_live_tuples",
    "pg_stat_get_mod_since_analyze",
    "pg_stat_get_numscans",
    "pg_stat_get_xact_tuples_inserted",
    "pg_stat_get_blocks_fetched",
)
SIZES = ("pg_relation_size", "pg_total_relation_size")


def read_all(engine: Engine, numbers: list[int], functions: tuple[str, ...]) -> list[int]:
    """What these functions say of the tables with these numbers; 0 for nothing."""
    with engine.connect() as connection:
        return [
            int(connection.scalar(text(f"SELECT {function}(:oid)"), {"oid": number}) or 0)
            for function in functions
            for number in numbers
        ]


def test_no_counter_of_a_raw_table_is_open_to_the_login(
    postgres_url: str, tmp_path: Path, clock: HandClock
) -> None:
    environ = {
        "GOLDSEAM_DATA": str(tmp_path),
        "DATABASE_URL": postgres_url,
        "GOLDSEAM_RELEASE_URL": release_login.make(postgres_url),
    }
    installation = open_installation(read(environ), small_catalogue(), clock)
    here = group(installation, clock, 13)
    here.go_to(FREEZE)
    here.give(*range(8))
    main, reader = installation.engine, installation.release_reader
    with main.connect() as connection:
        names = "('contribution', 'roster', 'membership', 'account')"
        found = connection.execute(text(f"SELECT oid FROM pg_class WHERE relname IN {names}"))
        numbers = [int(row.oid) for row in found]
        connection.execute(text("SELECT pg_stat_force_next_flush()"))
    assert len(numbers) == 4
    assert max(read_all(main, numbers, COUNTERS)) > 0  # the positive control
    assert max(read_all(main, numbers, SIZES)) > 0
    assert set(read_all(reader, numbers, COUNTERS + SIZES)) == {0}
    with reader.connect() as connection, pytest.raises(DBAPIError, match="permission denied"):
        connection.execute(text("SELECT pg_database_size(:name)"), {"name": main.url.database})
    installation.close()
