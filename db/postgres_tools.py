"""PostgreSQL's own programs for copying a database out and in: pg_dump, pg_restore, psql."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from glob import glob
from pathlib import Path

from sqlalchemy import Engine, make_url

# Where Debian and Homebrew keep the programs of each version.
_PLACES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/*/bin", "/usr/local/opt/*/bin")
_MADE_ANEW = b"DROP SCHEMA IF EXISTS public CASCADE;\nCREATE SCHEMA public;\n"


class ToolMissing(Exception):
    """PostgreSQL's programs of at least version ``needed`` are not on this machine."""

    def __init__(self, needed: int) -> None:
        super().__init__(f"pg_dump {needed}")
        self.needed = needed


class ToolFailed(Exception):
    """One of the programs stopped; carries its name and nothing of what it said."""


def dump(engine: Engine, target: Path, *, without: str) -> None:
    """Copy a whole database into ``target``, in PostgreSQL's own format; of the table ``without``
    no rows.

    Raises:
        ToolMissing, ToolFailed
    """
    tools, _ = _tools(engine)
    command = [str(tools / "pg_dump"), "-Fc", "--no-owner", "--no-privileges"]
    _run([*command, f"--exclude-table-data={without}", f"--file={target}"], engine)


def put_back(engine: Engine, source: Path) -> None:
    """Replace everything in a database by what :func:`dump` wrote, whole or not at all.

    Raises:
        ToolMissing, ToolFailed
    """
    tools, server = _tools(engine)
    listing = [str(tools / "pg_restore"), "--no-owner", "--no-privileges", "-f", "-", str(source)]
    try:
        script = subprocess.run(listing, check=True, capture_output=True).stdout  # noqa: S603
    except subprocess.CalledProcessError:
        raise ToolFailed("pg_restore") from None
    if server < 17:
        # Newer programs set this also for a server that does not know it.
        script = re.sub(rb"(?m)^SET transaction_timeout.*\n", b"", script)
    psql = [str(tools / "psql"), "-X", "-q", "--single-transaction", "-v", "ON_ERROR_STOP=1"]
    _run(psql, engine, _MADE_ANEW + script)


def _run(command: list[str], engine: Engine, given: bytes | None = None) -> None:
    # The password goes by the environment: other people on the machine can read a command line.
    url = make_url(engine.url).set(drivername="postgresql")
    environment = dict(os.environ)
    if url.password:
        environment["PGPASSWORD"] = url.password
    url = url._replace(password=None)
    address = f"--dbname={url.render_as_string(hide_password=False)}"
    done = subprocess.run(  # noqa: S603
        [*command, address], env=environment, input=given, capture_output=True, check=False
    )
    if done.returncode:
        raise ToolFailed(Path(command[0]).name)


def _tools(engine: Engine) -> tuple[Path, int]:
    """The folder of the programs that suit the server best, and the server's version."""
    with engine.connect() as connection:
        server = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10000
    suited = sorted((version, str(place)) for version, place in _found() if version >= server)
    if not suited:
        raise ToolMissing(server)
    return Path(suited[0][1]), server


def _found() -> Iterator[tuple[int, Path]]:
    on_path = shutil.which("pg_dump")
    places = [Path(on_path).parent] if on_path else []
    for pattern in _PLACES:
        places += [Path(place) for place in glob(pattern)]
    for place in places:
        if all((place / name).exists() for name in ("pg_dump", "pg_restore", "psql")):
            said = subprocess.run(  # noqa: S603
                [str(place / "pg_dump"), "--version"], capture_output=True, text=True, check=False
            ).stdout
            version = re.search(r"(\d+)", said)
            if version:
                yield int(version[1]), place
