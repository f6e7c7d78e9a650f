"""The two families of tables: the main database and the release store."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from sqlalchemy import JSON, MetaData
from sqlalchemy.orm import DeclarativeBase

_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Tables of the main database."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar = {dict[str, Any]: JSON}


class ReleaseBase(DeclarativeBase):
    """Tables of the release store, the only one an instructor's figures are read from."""

    metadata = MetaData(naming_convention=_NAMES)


def random_id() -> str:
    """A key of 128 random bits as 32 hexadecimal digits; it carries no order and no time."""
    return secrets.token_hex(16)


# Rows of these tables lie in the order of their random keys, never in the order they came.
UNORDERED = {"sqlite_with_rowid": False}
