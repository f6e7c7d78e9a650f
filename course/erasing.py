"""Erasing a person for good, here and in whatever older copy is put back later."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from course.cohort import enrolment
from course.errors import BadInput
from course.own.held import PEOPLE
from course.wall import kept
from course.work import Work
from db.queries import erasing as rows
from db.queries import holdings
from db.queries import record as certificates
from db.queries import release as ticks
from db.queries import sign_in as identity


@dataclass(frozen=True)
class ErasedLog:
    """The tombstones: one line for each erased pid and account, a hash that leads to neither.

    It lies beside the database, not in it, because an older copy of the database lacks them.
    """

    path: Path

    def read(self) -> frozenset[str]:
        """Every tombstone; none when there is no file."""
        try:
            return frozenset(self.path.read_text().split())
        except FileNotFoundError:
            return frozenset()

    def add(self, tombstones: Iterable[str]) -> None:
        """Write tombstones and wait until they are on disk. Makes the file where it is missing."""
        new = sorted(set(tombstones) - self.read())
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a") as file:
            file.writelines(f"{line}\n" for line in new)
            file.flush()
            os.fsync(file.fileno())


def log_of(data: Path) -> ErasedLog:
    """The tombstones of the installation in a data folder."""
    return ErasedLog(data / "erased.log")


def tombstone(identity: str) -> str:
    """What is kept of an erased pid or account id (128 random bits need no salt)."""
    return hashlib.sha256(identity.encode()).hexdigest()


def place_tombstone(pid: str) -> str:
    """What is kept of a pid that was erased alone, its account staying."""
    return tombstone(f"place/{pid}")


def find(work: Work, email: str) -> list[str]:
    """Ids of the accounts with an address.

    Raises:
        BadInput: there is none.
    """
    found = rows.accounts_with_email(work.db, email)
    if not found:
        raise BadInput("No account here has that email address.")
    return found


def erase(work: Work, account_id: str) -> None:
    """Destroy a person's keys, remove all that is theirs, and leave tombstones.

    Published figures stay as they are. The tombstones are on disk first: should the rest not come
    about, it does at the next start.
    """
    ticks.lock_ticks(work.db)  # a tick sees a person whole or not at all
    pids = pids_of(work, account_id)
    tombstones = [tombstone(identity) for identity in (account_id, *pids.values())]
    log_of(work.settings.data).add(tombstones)
    _forget(work, account_id, pids)


def erase_place(work: Work, account_id: str, cohort_id: str) -> None:
    """Destroy a person's key in one cohort and remove all they wrote there; the account stays.

    They belong to the cohort as a learner no more; their certificate of it is invalid. Published
    figures stay as they are.

    Raises:
        NotFound: they have no place there.
    """
    ticks.lock_ticks(work.db)
    pid = enrolment.pid_of(work, account_id, cohort_id)
    log_of(work.settings.data).add([place_tombstone(pid)])
    certificates.revoke(work.db, account_id, cohort_id)
    _forget_place(work, account_id, cohort_id, pid)


def pids_in(work: Work, cohort_id: str) -> dict[str, str]:
    """Every pid of a cohort that is somebody's, by account id, whether or not they have left."""
    return enrolment.linked(work, cohort_id, rows.account_ids(work.db))


def erase_cohort(work: Work, cohort_id: str) -> None:
    """Erase all that was ever written in a cohort, its learners' names on the roster, and whoever
    has nothing else here.

    Published figures and the instructors stay, and certificates that others can check.
    """
    ticks.lock_ticks(work.db)
    pids = pids_in(work, cohort_id)
    log_of(work.settings.data).add(place_tombstone(pid) for pid in pids.values())
    for account_id, pid in pids.items():
        _forget_place(work, account_id, cohort_id, pid)
    rows.forget_cohort(work.db, cohort_id)
    for account_id in pids:
        if not _is_needed(work, account_id):
            erase(work, account_id)


def _is_needed(work: Work, account_id: str) -> bool:
    """Whether anything here still leans on an account."""
    account = identity.account(work.db, account_id)
    if account is None or account.is_owner or account.may_make_cohorts:
        return True
    keys = [enrolment.link_key(work, account_id, cohort) for cohort in pids_of(work, account_id)]
    return any(
        holdings.of_account(work.db, table, account_id, keys)
        for table, held in PEOPLE.items()
        if held.holds_account
    )


def uninvite(work: Work, email: str) -> None:
    """Take back every invitation to an address, whoever it went to."""
    rows.forget_invitations(work.db, email)


def replay(work: Work) -> int:
    """Erase whoever has a tombstone and is here all the same; returns how many accounts and pids.

    An older copy of the database brings erased people back; this takes them out again.
    """
    buried = log_of(work.settings.data).read()
    accounts = rows.account_ids(work.db) if buried else []
    present = (*accounts, *rows.all_pids(work.db)) if buried else ()
    if not buried & {mark(one) for one in present for mark in (tombstone, place_tombstone)}:
        return 0
    done = 0
    for account_id in accounts:
        pids = pids_of(work, account_id)
        if buried & {tombstone(identity) for identity in (account_id, *pids.values())}:
            _forget(work, account_id, pids)
            done += 1
            continue
        for cohort_id, pid in pids.items():
            if place_tombstone(pid) in buried:
                # Whether they or the calendar erased it can't be told any more.
                certificates.revoke(work.db, account_id, cohort_id)
                _forget_place(work, account_id, cohort_id, pid)
                done += 1
    for pid in rows.all_pids(work.db):
        if buried & {tombstone(pid), place_tombstone(pid)}:
            rows.forget_pid(work.db, pid)
            done += 1
    return done


def pids_of(work: Work, account_id: str) -> dict[str, str]:
    """An account's pids by cohort, also where it no longer belongs to the cohort."""
    return work.once(
        ("pids", account_id),
        lambda: enrolment.pids_of(work, account_id, rows.cohort_ids(work.db)),
    )


def _forget(work: Work, account_id: str, pids: dict[str, str]) -> None:
    keys = [enrolment.link_key(work, account_id, cohort_id) for cohort_id in pids]
    for pid in pids.values():
        kept.let_leave(work, pid)
        rows.forget_pid(work.db, pid)
    rows.forget_account(work.db, account_id, keys)


def _forget_place(work: Work, account_id: str, cohort_id: str, pid: str) -> None:
    kept.let_leave(work, pid)
    rows.forget_pid(work.db, pid)
    rows.forget_place(
        work.db, account_id, cohort_id, enrolment.link_key(work, account_id, cohort_id)
    )
