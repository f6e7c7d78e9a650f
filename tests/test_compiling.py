"""What one database's engine has compiled in the tests, the next one's of its kind does not."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, Select, literal_column, select
from sqlalchemy.engine.interfaces import CacheStats

from db.engine import open_engine

ONLY_HERE: Select[str] = select(literal_column("'said in test_compiling alone'"))


def _ask(engine: Engine) -> CacheStats:
    with engine.connect() as connection:
        answered = connection.execute(ONLY_HERE)
        assert answered.scalar_one() == "said in test_compiling alone"
    found: CacheStats = answered.context.cache_hit
    return found


def test_a_statement_is_compiled_once_for_all_databases_of_a_kind(
    tmp_path: Path, postgres_url: str
) -> None:
    before = open_engine(f"sqlite:///{tmp_path / 'before.db'}")
    before.connect().close()
    one, other = (open_engine(f"sqlite:///{tmp_path / name}") for name in ("a.db", "b.db"))
    elsewhere = open_engine(postgres_url)
    miss, hit = CacheStats.CACHE_MISS, CacheStats.CACHE_HIT
    assert [_ask(engine) for engine in (one, other, elsewhere)] == [miss, hit, miss]
    for engine in (before, one, other, elsewhere):
        engine.dispose()


def test_databases_of_a_kind_stay_apart(tmp_path: Path) -> None:
    for name in ("a.db", "b.db"):
        engine = open_engine(f"sqlite:///{tmp_path / name}")
        with engine.connect().execution_options(writes=True) as connection:
            connection.exec_driver_sql("CREATE TABLE only_one (n INTEGER)")
            connection.commit()
        engine.dispose()
    assert {file.name for file in tmp_path.glob("*.db")} == {"a.db", "b.db"}
