"""What the environment says, as it is understood; what can't be used is tried at the start."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from course.errors import SettingError
from course.settings import read

SECRET = "secret-word"


def test_without_any_setting_everything_stands_in_one_folder_on_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = read({})
    assert found.data == tmp_path / "var"
    assert found.database_url == f"sqlite:///{tmp_path / 'var' / 'goldseam.db'}"
    assert found.release_url == f"sqlite:///{tmp_path / 'var' / 'release.db'}"
    assert (found.host, found.port, found.url) == ("127.0.0.1", 8501, "http://localhost:8501")
    assert (found.is_loopback, found.is_https, found.on_sqlite) == (True, False, True)
    assert (found.master_key, found.smtp_url, found.proxies) == (None, None, ())


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_each_name_of_postgresql_is_read_as_psycopg(scheme: str) -> None:
    found = read({"DATABASE_URL": f"{scheme}://one@db.example.org/goldseam"})
    assert found.database_url == "postgresql+psycopg://one@db.example.org/goldseam"
    assert not found.on_sqlite


def test_a_database_file_of_ones_own_becomes_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = read({"DATABASE_URL": "sqlite:///mine.db", "GOLDSEAM_RELEASE_URL": "sqlite:///r.db"})
    assert found.database_url == f"sqlite:///{tmp_path / 'mine.db'}"
    assert found.release_url == f"sqlite:///{tmp_path / 'r.db'}"


def test_figures_are_read_by_one_login_and_written_by_the_main_databases() -> None:
    main = "postgresql://owner:a%40secret@db.example.org/goldseam"
    release = "postgresql://reader:other@db.example.org:5433/published"
    found = read({"DATABASE_URL": main, "GOLDSEAM_RELEASE_URL": release})
    assert found.release_url == "postgresql+psycopg://reader:other@db.example.org:5433/published"
    assert found.release_writer_url == (
        "postgresql+psycopg://owner:a%40secret@db.example.org:5433/published"
    )
    assert read({}).release_writer_url == read({}).release_url
    with pytest.raises(SettingError, match="GOLDSEAM_RELEASE_URL on PostgreSQL needs DATABASE_URL"):
        read({"GOLDSEAM_RELEASE_URL": release})


def test_a_rooms_address_is_that_of_everyone_unless_it_is_given() -> None:
    found = read({"GOLDSEAM_URL": "https://course.example.org"})
    assert found.room_url == "https://course.example.org"
    assert not found.in_plain_room("https://course.example.org")
    apart = {"GOLDSEAM_URL": found.url, "GOLDSEAM_ROOM_URL": "http://192.168.1.20:8501/"}
    assert read(apart).room_url == "http://192.168.1.20:8501"
    assert read(apart).in_plain_room("http://192.168.1.20:8501")
    assert not read(apart).in_plain_room("https://course.example.org")
    assert not read(apart).in_plain_room(None)
    with pytest.raises(SettingError, match="GOLDSEAM_ROOM_URL must be an address"):
        read({"GOLDSEAM_ROOM_URL": "192.168.1.20"})


def test_the_address_follows_the_port_unless_it_is_given() -> None:
    assert read({"PORT": "9000"}).url == "http://localhost:9000"
    given = read({"PORT": "9000", "GOLDSEAM_URL": "https://Course.Example.org/"})
    assert (given.url, given.origin) == ("https://course.example.org",) * 2
    assert (given.is_https, given.is_loopback) == (True, False)


def test_whoever_gives_the_course_is_named_or_known_by_the_address() -> None:
    assert read({}).provider == "localhost"
    assert read({"GOLDSEAM_URL": "https://course.example.org"}).provider == "course.example.org"
    assert read({"GOLDSEAM_PROVIDER": "  Río & “Söhne”  Ltd "}).provider == "Río & “Söhne” Ltd"
    for odd in ("x" * 121, "a\x07b", "a\u202eb"):
        with pytest.raises(SettingError, match="GOLDSEAM_PROVIDER must be one line"):
            read({"GOLDSEAM_PROVIDER": odd})


def test_proxies_are_named_with_commas_between() -> None:
    assert read({"GOLDSEAM_PROXIES": "10.0.0.1, 10.0.0.2,"}).proxies == ("10.0.0.1", "10.0.0.2")


def test_no_secret_is_shown_with_the_settings() -> None:
    key = base64.b64encode(b"k" * 32).decode()
    found = read(
        {
            "DATABASE_URL": f"postgresql://one:{SECRET}@db.example.org/goldseam",
            "GOLDSEAM_RELEASE_URL": f"postgresql://one:{SECRET}@db.example.org/release",
            "GOLDSEAM_SMTP_URL": f"smtp://one:{SECRET}@mail.example.org",
            "GOLDSEAM_MASTER_KEY": key,
        }
    )
    assert found.master_key == b"k" * 32
    assert SECRET not in repr(found)
    assert "kkk" not in repr(found)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80a"])
def test_a_port_that_is_none_is_named(port: str) -> None:
    with pytest.raises(SettingError, match="PORT"):
        read({"PORT": port})
