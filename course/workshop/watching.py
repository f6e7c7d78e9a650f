"""Who may watch a run, asked for many at once: its consoles by sign-in, its boards by secret."""

from __future__ import annotations

from collections.abc import Collection
from hmac import compare_digest

from course.access import is_expired, token_hash
from course.work import Work
from db.queries import identity, live_hosts
from db.queries import live_runs as runs


def hosts(work: Work, run_id: str, hashes: Collection[str]) -> set[str]:
    """Which of these cookies' hashes sign somebody in who hosts the run."""
    found = identity.sign_ins_by_hash(work.db, hashes) if hashes else []
    return {
        one.token_hash
        for one in found
        if not is_expired(work, one.id, one.expires_sealed)
        and live_hosts.is_host(work.db, run_id, one.account_id)
    }


def boards(work: Work, run_id: str, secrets: Collection[str]) -> set[str]:
    """Which of these secrets open the run's board."""
    run = runs.find(work.db, run_id) if secrets else None
    if run is None or run.board_hash is None:
        return set()
    return {one for one in secrets if compare_digest(run.board_hash, token_hash(one))}
