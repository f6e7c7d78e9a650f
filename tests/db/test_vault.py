"""A sealed text opens in its own place under its own key, and nowhere else."""

from __future__ import annotations

import base64

import pytest

from db.vault import CannotOpen, Vault

HERE, THERE = "attempt/1/pid", "attempt/2/pid"


def test_a_text_opens_where_it_was_sealed_and_is_sealed_anew_each_time() -> None:
    vault = Vault(bytes(32))
    tokens = {vault.seal("I was late", HERE) for _ in range(9)}
    assert len(tokens) == 9
    assert {vault.open(token, HERE) for token in tokens} == {"I was late"}
    assert all(token.startswith(f"v1.{vault.key_id}.") for token in tokens)
    assert not any("late" in token for token in tokens)


def test_a_token_that_was_moved_altered_or_is_none_does_not_open() -> None:
    vault = Vault(bytes(32))
    token = vault.seal("I was late", HERE)
    version, key_id, body = token.split(".")
    raw = bytearray(base64.urlsafe_b64decode(body))
    raw[20] ^= 1
    altered = base64.urlsafe_b64encode(bytes(raw)).decode()
    for other in (f"{version}.{key_id}.{altered}", f"v2.{key_id}.{body}", token[:-8], "", "x.y.z"):
        with pytest.raises(CannotOpen):
            vault.open(other, HERE)
    with pytest.raises(CannotOpen):
        vault.open(token, THERE)


def test_another_master_key_opens_nothing_and_gives_other_fingerprints() -> None:
    ours, theirs = Vault(bytes(32)), Vault(b"1" * 32)
    wrapped = ours.mint_learner_key()
    with pytest.raises(CannotOpen):
        theirs.open(ours.seal("I was late", HERE), HERE)
    with pytest.raises(CannotOpen):
        theirs.learner_box(wrapped)
    assert ours.key_id != theirs.key_id
    assert ours.lookup("a", "b") == Vault(bytes(32)).lookup("a", "b") != theirs.lookup("a", "b")


def test_each_learner_has_a_key_of_their_own_and_without_it_nothing_opens() -> None:
    vault = Vault(bytes(32))
    one, two = vault.mint_learner_key(), vault.mint_learner_key()
    token = vault.learner_box(one).seal("I was late", HERE)
    assert vault.learner_box(one).open(token, HERE) == "I was late"
    with pytest.raises(CannotOpen):
        vault.learner_box(two).open(token, HERE)
    for destroyed in ("", "x", base64.urlsafe_b64encode(bytes(40)).decode()):
        with pytest.raises(CannotOpen):
            vault.learner_box(destroyed)
    assert "key" not in repr(vault.learner_box(one)).replace("key_id", "")
