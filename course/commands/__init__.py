"""What can be done on the server, one command a file."""

from __future__ import annotations

import os

from course.authoring.load import load_course
from course.installation import Installation, open_installation
from course.settings import Settings, read


def settings() -> Settings:
    """The settings of the environment. Raises SettingError."""
    return read(os.environ)


def open_ours() -> Installation:
    """The installation that the environment names. Raises SettingError."""
    chosen = settings()
    loaded = load_course(overrides=chosen.data / "content")
    return open_installation(chosen, loaded.catalogue)
