"""An installation with a mail server of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from course.installation import Installation
from tests.postbox import Postbox


@pytest.fixture
def box() -> Iterator[Postbox]:
    opened = Postbox().up()
    yield opened
    opened.down()


@pytest.fixture
def mailing(installation: Installation, box: Postbox) -> Installation:
    """The installation with that mail server, on each engine in turn."""
    return replace(installation, settings=replace(installation.settings, smtp_url=box.url))
