"""As the instructor's file handle or login: nothing but published figures can be read (T13)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from course.errors import SettingError
from course.installation import Installation, open_installation
from course.settings import Settings, read
from db import release_door
from db.base import Base
from db.engine import open_engine
from tests import release_login
from tests.clock import HandClock
from tests.content import small_catalogue
from tests.privacy.worlds import FREEZE, LESSON, MIDDLE, NOTICE, Group, group

RAW = sorted(Base.metadata.tables)


@pytest.fixture
def apart(database_url: str, tmp_path: Path, clock: HandClock) -> Iterator[Installation]:
    """An installation whose published figures are apart, as they are told to be, on each engine."""
    environ = {"GOLDSEAM_DATA": str(tmp_path / "data"), "DATABASE_URL": database_url}
    if database_url.startswith("postgresql"):
        environ["GOLDSEAM_RELEASE_URL"] = release_login.make(database_url)
    opened = open_installation(read(environ), small_catalogue(), clock)
    yield opened
    opened.close()


@pytest.fixture
def published(apart: Installation, clock: HandClock) -> Group:
    """A cohort of which something is published."""
    here = group(apart, clock, 13)
    here.give(*range(8))
    here.give(*range(7), channel=NOTICE, value=4)
    here.go_to(FREEZE)
    here.go_to(MIDDLE)
    return here


def refused(engine: Engine, statement: str, *, or_empty: bool = False) -> bool:
    """Whether a statement is refused, or finds nothing at all where that is as good."""
    with engine.connect() as connection:
        try:
            found = connection.execute(text(statement))
            return or_empty and found.returns_rows and not found.all()
        except DBAPIError:
            return True


def test_published_figures_are_read_through_the_door(published: Group) -> None:
    assert (published.lesson(), published.notice().said) == ("at least 6", "4.0")
    with published.installation.release_reader.connect() as connection:
        rows = connection.execute(text("SELECT channel, label FROM release_cell ORDER BY channel"))
        assert [tuple(row) for row in rows] == [(NOTICE, "4.0"), (LESSON, "at least 6")]


def test_every_raw_table_is_refused(published: Group) -> None:
    reader = published.installation.release_reader
    assert len(RAW) > 15
    tried = [f"SELECT {what} FROM {name}" for name in RAW for what in ("*", "count(*)")]
    assert [one for one in tried if not refused(reader, one)] == []
    main = published.installation.engine  # the positive control
    assert [one for one in tried if refused(main, one)] == []


WRITES = (
    "DELETE FROM release_cell",
    "UPDATE release_cell SET label = 'at least 12'",
    "INSERT INTO release_cell SELECT cohort_id, 'x/x/x', 1, tick_on, label, group_label "
    "FROM release_cell",
    "DROP TABLE release_cell",
    "ALTER TABLE release_cell ADD COLUMN more integer",
    "CREATE TABLE mine (a integer)",
    "CREATE TEMPORARY TABLE mine (a integer)",
    "CREATE VIEW mine AS SELECT * FROM release_cell",
)


@pytest.mark.parametrize("statement", WRITES)
def test_nothing_is_written_through_the_door(published: Group, statement: str) -> None:
    assert refused(published.installation.release_reader, statement)
    assert published.lesson() == "at least 6"


def test_sqlite_refuses_every_other_way_to_something_else(tmp_path: Path) -> None:
    settings = read({"GOLDSEAM_DATA": str(tmp_path)})
    installation = open_installation(settings, small_catalogue(), HandClock())
    main = tmp_path / "goldseam.db"
    for statement in (
        f"ATTACH '{main}' AS other",
        f"ATTACH 'file:{main}?mode=ro' AS other",
        f"VACUUM INTO '{tmp_path / 'copy.db'}'",
        "PRAGMA query_only=OFF",
        "PRAGMA writable_schema=ON",
        "PRAGMA database_list",
        "PRAGMA table_list",
        "SELECT * FROM pragma_table_list",
        "SELECT * FROM dbstat",
        "SELECT * FROM sqlite_stat1",
        "SELECT load_extension('x')",
        f"SELECT readfile('{main}')",
        "SELECT randomblob(10)",
        "WITH RECURSIVE n(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n) SELECT a FROM n LIMIT 3",
        "SELECT sqlite_source_id()",
    ):
        assert refused(installation.release_reader, statement), statement
    assert not (tmp_path / "copy.db").exists()
    with installation.release_reader.connect() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        assert [row.name for row in names] == ["release_cell"]
    installation.close()


@pytest.fixture
def login(postgres_url: str, tmp_path: Path) -> Settings:
    """Settings with a login of the release database's own."""
    return read(
        {
            "GOLDSEAM_DATA": str(tmp_path),
            "DATABASE_URL": postgres_url,
            "GOLDSEAM_RELEASE_URL": release_login.make(postgres_url),
        }
    )


def opened(settings: Settings) -> None:
    """Start with these settings, and stop."""
    open_installation(settings, small_catalogue(), HandClock()).close()


def test_the_login_cannot_become_anyone_else_nor_count_what_tables_do(login: Settings) -> None:
    opened(login)
    reader = release_door.open_reader(login.release_url)
    owner = make_url(login.database_url).username
    for statement in (
        f'SET ROLE "{owner}"',
        f'SET SESSION AUTHORIZATION "{owner}"',
        f"SELECT relname FROM pg_stat_all_tables WHERE relname IN ({', '.join(map(repr, RAW))})",
        f"SELECT relname FROM pg_class WHERE relname IN ({', '.join(map(repr, RAW))})",
        "SELECT query FROM pg_stat_activity WHERE usename <> current_user AND query NOT LIKE '<%'",
        "SELECT pg_read_file('postgresql.conf')",
        "COPY release_cell TO '/dev/null'",
        "CREATE EXTENSION dblink",
        "SELECT lo_import('/dev/null')",
    ):
        assert refused(reader, statement, or_empty=True), statement
    reader.dispose()
    main = make_url(login.database_url).set(username=make_url(login.release_url).username)
    with pytest.raises(DBAPIError, match="permission denied for database"):
        create_engine(main).connect()


def grant(url: str, *statements: str) -> None:
    """Let whoever owns a database do something foolish in it."""
    engine = open_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def fault(settings: Settings) -> str:
    """Why Goldseam refuses to start."""
    with pytest.raises(SettingError) as refusal:
        opened(settings)
    said = refusal.value.sentence
    assert said.startswith("GOLDSEAM_RELEASE_URL: ")
    assert "psql -f deploy/release-database.sql" in said
    return said


def test_it_starts_with_the_login_that_the_script_makes_and_again(login: Settings) -> None:
    opened(login)
    assert release_login.make(login.database_url) == login.release_url
    opened(login)


def test_it_refuses_to_start_with_a_login_that_can_do_more(login: Settings) -> None:
    opened(login)
    reader = make_url(login.release_url).username
    main, writer = login.database_url, login.release_writer_url
    owner = make_url(main).username
    database = make_url(main).database
    for given, taken, at, said in (
        ("GRANT UPDATE ON release_cell TO", "REVOKE UPDATE ON release_cell FROM", writer, "write"),
        ("GRANT CREATE ON SCHEMA public TO", "REVOKE CREATE ON SCHEMA public FROM", writer,
         "write"),
        (f"GRANT CONNECT ON DATABASE {database} TO", f"REVOKE CONNECT ON DATABASE {database} FROM",
         main, "can connect to the main database"),
        (f'GRANT "{owner}" TO', f'REVOKE "{owner}" FROM', main, "can take on another role"),
        ("REVOKE SELECT ON release_cell FROM", "GRANT SELECT ON release_cell TO", writer,
         "can't read the published figures"),
    ):  # fmt: skip
        grant(at, f'{given} "{reader}"')
        assert said in fault(login), given
        grant(at, f'{taken} "{reader}"')
    grant(writer, "CREATE TABLE attempt (a integer)")
    assert "can see more than published figures" in fault(login)
    grant(writer, "DROP TABLE attempt")
    grant(main, f'ALTER ROLE "{reader}" CREATEROLE')
    assert "has rights over the whole server" in fault(login)
    grant(main, f'ALTER ROLE "{reader}" NOCREATEROLE')
    opened(login)


def test_it_refuses_to_start_where_figures_would_stand_beside_what_they_are_made_from(
    postgres_url: str, tmp_path: Path
) -> None:
    environ = {"GOLDSEAM_DATA": str(tmp_path), "DATABASE_URL": postgres_url}
    said = fault(read({**environ, "GOLDSEAM_RELEASE_URL": postgres_url}))
    assert "can write and can see more than published figures" in said
    gone = make_url(postgres_url).set(database="no_such_database").render_as_string()
    assert "could not be opened" in fault(read({**environ, "GOLDSEAM_RELEASE_URL": gone}))


def test_a_release_database_made_by_an_earlier_version_is_widened(login: Settings) -> None:
    grant(
        login.release_writer_url,
        "CREATE TABLE release_cell (cohort_id varchar(32), channel varchar(120), seq integer, "
        "tick_on date NOT NULL, label varchar(200) NOT NULL, group_label varchar(12) NOT NULL, "
        "PRIMARY KEY (cohort_id, channel, seq))",
    )
    opened(login)
    reader = release_door.open_reader(login.release_url)
    with reader.connect() as connection:
        width = connection.scalar(
            text(
                "SELECT character_maximum_length FROM information_schema.columns "
                "WHERE table_name = 'release_cell' AND column_name = 'channel'"
            )
        )
    reader.dispose()
    assert width == 200
