"""Giving a learner a pid, and finding it again: the bridge only the master key can cross.

Pids are minted in batches when a cohort is made, so that no pid's row coincides with a person's
joining; joining adds only a sealed link and changes nothing on the other side.
"""

from __future__ import annotations

import secrets

from course.errors import NotFound
from course.work import Work
from db.queries import enrolment as rows
from db.vault import Box

BATCH = 64


def mint_batch(work: Work, cohort_id: str) -> None:
    """Mint ``BATCH`` more pids for a cohort, each with a key of its own."""
    rows.mint(work.db, cohort_id, [work.vault.mint_learner_key() for _ in range(BATCH)])


def give_pid(work: Work, account_id: str, cohort_id: str) -> None:
    """Give an account one of the cohort's free pids, at random. Doing it again changes nothing."""
    rows.lock_cohort(work.db, cohort_id)
    key = link_key(work, account_id, cohort_id)
    if rows.sealed_pids(work.db, [key]):
        return
    free = _free(work, cohort_id)
    if not free:
        mint_batch(work, cohort_id)
        free = _free(work, cohort_id)
    pid = secrets.choice(free)
    rows.add_link(work.db, key, work.vault.seal(pid, _place(key)))


def _free(work: Work, cohort_id: str) -> list[str]:
    former = linked(work, cohort_id, rows.former_accounts(work.db, cohort_id))
    taken = {*taken_pids(work, cohort_id).values(), *former.values()}
    return sorted(set(rows.pids(work.db, cohort_id)) - taken)


def taken_pids(work: Work, cohort_id: str) -> dict[str, str]:
    """Pids of a cohort's present learners, by account id."""
    return linked(work, cohort_id, rows.learner_accounts(work.db, cohort_id))


def linked(work: Work, cohort_id: str, accounts: list[str]) -> dict[str, str]:
    """Pids of a cohort by account id, for those of the accounts that have one."""
    keys = {link_key(work, account, cohort_id): account for account in accounts}
    sealed = rows.sealed_pids(work.db, list(keys))
    return {keys[key]: work.vault.open(token, _place(key)) for key, token in sealed.items()}


def pid_of(work: Work, account_id: str, cohort_id: str) -> str:
    """The pid under which an account answers in a cohort.

    Raises:
        NotFound: the account has none there.
    """
    key = link_key(work, account_id, cohort_id)
    sealed = rows.sealed_pid(work.db, key)
    if sealed is None:
        raise NotFound
    return work.vault.open(sealed, _place(key))


def pids_of(work: Work, account_id: str, cohort_ids: list[str]) -> dict[str, str]:
    """An account's pids in those of the cohorts where it has one."""
    keys = {link_key(work, account_id, cohort_id): cohort_id for cohort_id in cohort_ids}
    sealed = rows.sealed_pids(work.db, list(keys))
    return {keys[key]: work.vault.open(token, _place(key)) for key, token in sealed.items()}


def learner_box(work: Work, pid: str) -> Box:
    """The box that seals and opens one learner's texts.

    Raises:
        NotFound: the pid is unknown, or its key has been destroyed.
    """
    wrapped = rows.wrapped_key(work.db, pid)
    if wrapped is None:
        raise NotFound
    return work.vault.learner_box(wrapped)


def link_key(work: Work, account_id: str, cohort_id: str) -> str:
    """Where the link from an account to its pid is kept (64 hexadecimal digits)."""
    return work.vault.lookup("pid", account_id, cohort_id)


def _place(key: str) -> str:
    return f"pid_link/{key}"
