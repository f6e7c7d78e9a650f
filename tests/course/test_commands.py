"""The one command line: what it prints, and how it ends."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from course.__main__ import COMMANDS, main
from course.commands import open_ours
from course.study import badge_keys
from db import migrate
from db.engine import open_engine
from db.queries import identity, keeping
from tests import world
from tests.course.authoring.samples import GOOD, LESSON, course, spoil


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder that the environment names."""
    for name in ("DATABASE_URL", "GOLDSEAM_RELEASE_URL", "GOLDSEAM_URL", "GOLDSEAM_MASTER_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GOLDSEAM_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def _person(email: str = "someone@example.org") -> None:
    with closing(open_ours()) as installation, installation.writing() as work:
        world.account(work, name="Someone", email=email)


def _accounts() -> int:
    with closing(open_ours()) as installation, installation.reading() as work:
        return identity.count_accounts(work.db)


def test_help_names_every_command_with_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    for name in COMMANDS:
        assert re.search(rf"^    {name}\s+\w", shown, re.M), name


def test_lint_prints_each_problem_and_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = course(tmp_path)
    spoil(folder, LESSON, "intensity: 1", "intensity: 7")
    assert main(["lint", str(folder)]) == 1
    assert capsys.readouterr().out == (
        f"{folder / LESSON}:42: late.intensity: This must be 1, 2 or 3. (schema)\n"
    )


def test_lint_ends_with_0_where_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(GOOD)]) == 0
    assert capsys.readouterr().out == "No problems in 1 lesson.\n"


def test_a_setting_that_cannot_be_used_is_one_sentence_and_2(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://nowhere")
    for command in ("migrate", "release", "expire", "settle", "backup"):
        assert main([command]) == 2
        said = capsys.readouterr()
        assert said.err == "DATABASE_URL must begin with postgresql:// or sqlite:///.\n"
        assert said.out == ""


def test_migrate_brings_postgresql_to_head(
    data: Path,
    postgres_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    assert main(["migrate"]) == 0
    assert capsys.readouterr().out == "The database is at the newest schema.\n"
    engine = open_engine(postgres_url)
    assert migrate.at_head(engine)
    engine.dispose()


def test_migrate_check_finds_no_migration_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate", "--check"]) == 0
    assert capsys.readouterr().out == "No migration is missing.\n"


def test_release_expire_and_settle_say_what_they_did(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["release"]) == 0
    assert main(["expire"]) == 0
    assert main(["settle"]) == 0
    assert capsys.readouterr().out == "Nothing was due.\nNothing was due.\nSettled.\n"


def test_expire_erases_what_was_warned_of_long_enough(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(open_ours()) as installation, installation.writing() as work:
        today = work.now.date()
        cohort_id = world.cohort(work, starts_on=today - timedelta(days=366))
        world.someone(work, cohort_id)
        keeping.put(
            work.db,
            cohort_id,
            warned_on=today - timedelta(days=30),
            seen_on=today - timedelta(days=1),
            erased_on=None,
        )
    assert main(["expire"]) == 0
    assert capsys.readouterr().out == (
        "Erased at the end of keeping: what was written in 1 cohort.\n"
    )
    assert _accounts() == 0


def test_a_sign_in_link_is_printed_for_an_account(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _person()
    assert main(["sign-in-link", "someone@example.org"]) == 0
    assert re.match(r"http://localhost:8501/enter/[\w-]{43}\n", capsys.readouterr().out)


def test_a_sign_in_link_for_nobody_is_one_sentence_and_1(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sign-in-link", "nobody@example.org"]) == 1
    assert capsys.readouterr().err.startswith("Nobody here has that email or name.")


def test_erase_does_nothing_until_it_is_meant(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _person()
    assert main(["erase", "someone@example.org"]) == 1
    assert "To do it, add --yes." in capsys.readouterr().out
    assert _accounts() == 1
    assert main(["erase", "Someone@example.org", "--yes"]) == 0
    assert _accounts() == 0


def test_backup_says_which_key_to_keep_and_restore_puts_it_back(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _person()
    assert main(["backup"]) == 0
    file, keep = capsys.readouterr().out.splitlines()
    assert Path(file).parent == data / "backups"
    assert keep == (
        f"It opens only with {data / 'master.key'}: keep that, and {data / 'erased.log'}, "
        "in another place."
    )
    _person("later@example.org")
    assert main(["restore", file]) == 0
    assert capsys.readouterr().out == "The backup is back. Start Goldseam again.\n"
    assert _accounts() == 1


def test_a_new_badge_key_takes_the_place_of_the_one_before(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = []
    for given in (["badge-key"], ["badge-key"], ["badge-key", "--distrust-earlier"]):
        assert main(given) == 0
        said = capsys.readouterr().out
        found = re.match(r"Badges are signed with key (\S{43}) from now on\.\n", said)
        assert found is not None
        ids.append(found[1])
    assert said.endswith("\nEarlier keys removed: 2. Learners can take their badge again.\n")
    assert len(set(ids)) == 3
    with closing(open_ours()) as installation, installation.reading() as work:
        assert badge_keys.signing(work).thumbprint() == ids[-1]
