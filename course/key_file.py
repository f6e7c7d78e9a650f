"""The file of the master key: without it nothing that was written can be read again."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from course.errors import SettingError
from course.settings import Settings


def master_key(settings: Settings, *, may_make: bool) -> bytes:
    """The master key of the environment or the data folder; made there if ``may_make``.

    Raises:
        SettingError: it is missing, or cannot be read or written.
    """
    if settings.master_key is not None:
        return settings.master_key
    path = settings.data / "master.key"
    try:
        if path.exists():
            key = bytes.fromhex(path.read_text().strip())
            if len(key) == 32:
                return key
            raise ValueError
    except (OSError, ValueError):
        raise SettingError(f"GOLDSEAM_MASTER_KEY: the key file {path} cannot be read.") from None
    if not may_make:
        raise SettingError(
            f"GOLDSEAM_MASTER_KEY: the key file {path} is missing, and without it nothing written "
            "so far can be read. Put the file back from where you keep it."
        )
    return _make(path)


def _make(path: Path) -> bytes:
    """A new key, used only once it is sure to be on the disk."""
    key = secrets.token_bytes(32)
    refused = SettingError(f"GOLDSEAM_MASTER_KEY: the key file {path} cannot be written.")
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError:
        raise refused from None
    try:
        with os.fdopen(handle, "w") as file:
            file.write(key.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        _sync_folder(path.parent)
    except OSError:
        path.unlink(missing_ok=True)
        raise refused from None
    return key


def _sync_folder(folder: Path) -> None:
    """A file's name is on the disk only when its folder is. Not every file system can be asked."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.EBADF}:
            raise
    finally:
        os.close(handle)
