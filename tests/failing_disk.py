"""A disk under SQLite that fails when it is told to, and that knows what a power cut would leave.

It is a VFS of SQLite's own kind: a copy of the system's, in which files are synced and written by
functions of ours, handed in through ctypes. A shim for LD_PRELOAD would need a compiler, strace
the right to trace, and a seccomp filter can neither count nor be taken away again; this needs
nothing but the library that the sqlite3 module has loaded, on whatever system. An fsync that fails
with EIO and one with ENOSPC look the same to SQLite (SQLITE_IOERR_FSYNC); a write that finds no
room is SQLITE_FULL.

All structures are those of sqlite3.h, which never change.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import os
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

_OK, _FULL, _IOERR_FSYNC = 0, 13, 10 | 4 << 8
_WORD = ctypes.sizeof(ctypes.c_void_p)
_METHODS = {1: 13, 2: 17, 3: 19}  # words in sqlite3_io_methods, by its version
_WRITE, _SYNC = 3, 5  # the places of xWrite and xSync there

_Open = ctypes.CFUNCTYPE(
    ctypes.c_int,
    ctypes.c_void_p,
    ctypes.c_void_p,
    ctypes.c_void_p,
    ctypes.c_int,
    ctypes.POINTER(ctypes.c_int),
)
_Sync = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_Write = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
)


_standing: list[FailingDisk] = []  # for as long as the process: C holds addresses of theirs


class _Vfs(ctypes.Structure):
    _fields_ = [
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
        ("others", ctypes.c_void_p * 15),
    ]


class Fault(StrEnum):
    """What goes wrong."""

    SYNC = "sync"  # a sync fails, and nothing was synced
    FULL = "full"  # what is written for a sync finds no room


@dataclass
class FailingDisk:
    """Fails at the ``at``-th sync that SQLite asks for: once, or until it is mended if it lasts.

    ``safe`` is a folder that holds of each file what it held at its last good sync.
    """

    safe: Path
    at: int
    fault: Fault
    lasts: bool
    syncs: int = 0
    failed: int = 0
    mended: bool = False
    _paths: dict[int, Path] = field(default_factory=dict)
    _tables: dict[int, Any] = field(default_factory=dict)
    _kept: list[object] = field(default_factory=list)  # whatever C holds an address of
    _guard: Any = field(default_factory=threading.RLock)

    def put_under(self) -> None:
        """Let every connection of this process that is opened from now on stand on this disk."""
        library = ctypes.CDLL(getattr(_sqlite3, "__file__", None))
        library.sqlite3_vfs_find.restype = ctypes.c_void_p
        library.sqlite3_vfs_register.argtypes = [ctypes.c_void_p, ctypes.c_int]
        there = library.sqlite3_vfs_find(None)
        ours = _Vfs.from_buffer_copy(_Vfs.from_address(there))
        usual = _Open(ours.open)

        def open_file(_vfs: int, name: int, file: int, flags: int, found: Any) -> int:
            done: int = usual(there, name, file, flags, found)
            if done == _OK and name:
                self._watch(file, Path(os.fsdecode(ctypes.string_at(name))))
            return done

        opening = _Open(open_file)
        ours.name = b"goldseam-failing"
        ours.open = ctypes.cast(opening, ctypes.c_void_p).value
        self._kept += [ours, opening]
        _standing.append(self)
        assert library.sqlite3_vfs_register(ctypes.addressof(ours), 1) == _OK

    def _watch(self, file: int, path: Path) -> None:
        """Put our functions in the place of an opened file's."""
        methods = ctypes.c_void_p.from_address(file)
        with self._guard:
            self._paths[file] = path
            usual = methods.value or 0
            if usual not in self._tables:
                self._tables[usual] = self._table(usual)
            methods.value = ctypes.addressof(self._tables[usual])

    def _table(self, usual: int) -> Any:
        size = _METHODS[min(ctypes.c_int.from_address(usual).value, 3)]
        table = (ctypes.c_void_p * size).from_buffer_copy(ctypes.string_at(usual, size * _WORD))
        sync, write = _Sync(table[_SYNC] or 0), _Write(table[_WRITE] or 0)
        ours = (_Sync(self._syncing(sync)), _Write(self._writing(write)))
        table[_SYNC] = ctypes.cast(ours[0], ctypes.c_void_p).value
        table[_WRITE] = ctypes.cast(ours[1], ctypes.c_void_p).value
        self._kept += [sync, write, *ours]
        return table

    def _syncing(self, usual: Callable[[int, int], int]) -> Callable[[int, int], int]:
        def sync(file: int, flags: int) -> int:
            with self._guard:
                self.syncs += 1
                if self.fault is Fault.SYNC and self._fails(self.syncs):
                    return _IOERR_FSYNC
                done = usual(file, flags)
                if done == _OK:
                    path = self._paths[file]
                    shutil.copyfile(path, self.safe / path.name)
                return done

        return sync

    def _writing(self, usual: Callable[[int, int, int, int], int]) -> Any:
        def write(file: int, data: int, size: int, offset: int) -> int:
            with self._guard:
                if self.fault is Fault.FULL and self._fails(self.syncs + 1):
                    return _FULL
            return usual(file, data, size, offset)

        return write

    def _fails(self, sync: int) -> bool:
        """Whether what belongs to a sync fails, which is noted."""
        fails = sync >= self.at and not self.mended and (self.lasts or not self.failed)
        self.failed += fails
        return fails
