"""Getting back in alone: phrase and mail, the same answer to everybody else."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from course.access import recognise
from course.errors import BadInput
from course.installation import Installation
from course.signing import account, coming_back, door, phrase, sign_ins
from db.tables.identity import EntryLink, SignIn
from tests.clock import HandClock
from tests.world import someone, viewer

Letter = tuple[str, str, str]


def test_the_word_list_is_plain_sorted_and_long_enough_for_sixty_bits() -> None:
    words = phrase.words()
    assert len(words) ** phrase.COUNT > 2**60
    assert all(re.fullmatch(r"[a-z]{3,9}", word) for word in words)
    assert all(one < two for one, two in pairwise(words))


def test_a_thousand_phrases_differ() -> None:
    assert len({phrase.new() for _ in range(1000)}) == 1000


def test_a_phrase_is_stored_slowly_hashed_with_its_own_salt() -> None:
    words = phrase.new()
    one, two = phrase.scramble(words), phrase.scramble(words)
    assert one != two
    assert one.startswith("scrypt.")
    assert not any(word in one for word in words.split() if len(word) > 4)
    assert phrase.matches(words, one)
    assert not phrase.matches(phrase.new(), one)
    assert not phrase.matches(words, None)


def test_capitals_spaces_and_commas_do_not_matter_but_order_does(
    installation: Installation,
) -> None:
    with installation.writing() as work:
        me = someone(work, email="me@example.org")
        words = coming_back.new_phrase(work, me)
        typed = "  " + ",  ".join(words.upper().split()) + "\n"
        token = coming_back.by_phrase(work, None, " ME@example.org ", typed)
        assert viewer(work, token).account_id == me.account_id
        again = coming_back.by_phrase(work, None, "me@example.org", words)
        assert viewer(work, again).account_id == me.account_id
        backwards = " ".join(reversed(words.split()))
        for email, given in [
            ("me@example.org", backwards),
            ("me@example.org", ""),
            ("other@example.org", words),
            ("", words),
        ]:
            with pytest.raises(BadInput, match="don't belong together"):
                coming_back.by_phrase(work, None, email, given)


def test_a_new_phrase_takes_the_old_ones_place(installation: Installation) -> None:
    with installation.writing() as work:
        me = someone(work, email="me@example.org")
        old = coming_back.new_phrase(work, me)
        new = coming_back.new_phrase(work, me)
        with pytest.raises(BadInput):
            coming_back.by_phrase(work, None, "me@example.org", old)
        assert coming_back.by_phrase(work, None, "me@example.org", new)


def test_of_two_accounts_with_one_address_the_phrase_says_which(
    installation: Installation,
) -> None:
    with installation.writing() as work:
        one = someone(work, email="shared@example.org")
        two = someone(work, email="shared@example.org")
        for me in (one, two):
            words = coming_back.new_phrase(work, me)
            token = coming_back.by_phrase(work, None, "shared@example.org", words)
            assert viewer(work, token).account_id == me.account_id


def test_a_link_by_mail_goes_only_to_the_accounts_own_address(
    installation: Installation, clock: HandClock
) -> None:
    letters: list[Letter] = []

    def post(to: str, subject: str, body: str) -> None:
        letters.append((to, subject, body))

    with installation.writing() as work:
        me = someone(work, email="me@example.org", mail_links=True)
        known = coming_back.by_mail(work, None, "Me@Example.org", post)
        unknown = coming_back.by_mail(work, None, "nobody@example.org", post)
        assert known == unknown == coming_back.SENT
        assert [to for to, _, _ in letters] == ["me@example.org"]
        token = re.findall(r"/enter/([\w-]{43})\n", letters[0][2])[0]
        assert door.look(work, None, token).kind == "mail"
        entered = door.enter(work, None, token)
        found = recognise(work, entered.token)
        assert found is not None
        assert found.account_id == me.account_id


def test_an_address_that_somebody_else_chose_is_no_way_in(installation: Installation) -> None:
    """An instructor may invite a mailbox of their own and hand the link to the learner."""
    letters: list[Letter] = []

    def post(to: str, subject: str, body: str) -> None:
        letters.append((to, subject, body))

    with installation.writing() as work:
        me = someone(work, email="instructors-own@example.org")
        assert coming_back.by_mail(work, None, "instructors-own@example.org", post) == (
            coming_back.SENT
        )
        assert letters == []
        account.change(work, me, "Me", "mine@example.org", mail_links=True)
        coming_back.by_mail(work, None, "instructors-own@example.org", post)
        assert letters == []
        coming_back.by_mail(work, None, "mine@example.org", post)
        assert [to for to, _, _ in letters] == ["mine@example.org"]
        account.change(work, me, "Me", "mine@example.org")
        coming_back.by_mail(work, None, "mine@example.org", post)
        assert len(letters) == 1


def test_nobodys_mailbox_is_flooded(installation: Installation, clock: HandClock) -> None:
    letters: list[Letter] = []

    def post(to: str, subject: str, body: str) -> None:
        letters.append((to, subject, body))

    for expected in (3, 6):
        with installation.writing() as work:
            if expected == 3:
                someone(work, email="me@example.org", mail_links=True)
            for _ in range(20):
                coming_back.by_mail(work, None, "me@example.org", post)
            assert len(letters) == expected
            assert work.db.scalar(select(func.count()).select_from(EntryLink)) == 3
        clock.move(minutes=31)


def test_signing_out_here_elsewhere_and_everywhere(installation: Installation) -> None:
    with installation.writing() as work:
        me = someone(work, email="me@example.org")
        tokens = [sign_ins.begin(work, me.account_id, way) for way in ("device", "recovery")]
        listed = sign_ins.mine(work, me)
        assert [row.is_this_one for row in listed] == [True, False, False]
        assert [row.way for row in listed][1:] == [
            "by a link made on another device",
            "with the recovery phrase",
        ]
        sign_ins.end(work, me, listed[1].id)
        assert recognise(work, tokens[0]) is None
        assert recognise(work, tokens[1]) is not None
        sign_ins.end_everywhere(work, me)
        assert [recognise(work, t) for t in tokens] == [None, None]
        assert work.db.scalar(select(func.count()).select_from(SignIn)) == 0


def test_a_hundred_cookies_replayed_after_signing_out_are_all_refused(
    installation: Installation,
) -> None:
    with installation.writing() as work:
        cookies = []
        for n in range(100):
            me = someone(work)
            cookies.append(sign_ins.begin(work, me.account_id, "link"))
            out = viewer(work, cookies[-1])
            (sign_ins.end_here if n % 2 else sign_ins.end_everywhere)(work, out)
    with installation.reading() as work:
        assert [c for c in cookies if recognise(work, c)] == []


def test_my_name_and_address_are_mine_to_change(installation: Installation) -> None:
    with installation.writing() as work:
        me = someone(work)
        account.change(work, me, "  New   Name ", "New@Example.org")
        about = account.about_me(work, me)
        assert (about.name, about.email, about.has_phrase) == ("New Name", "new@example.org", False)
        for name, email in [("", "a@example.org"), ("x" * 201, ""), ("Name", "not an address")]:
            with pytest.raises(BadInput):
                account.change(work, me, name, email)
        account.change(work, me, "New Name", "")
        assert account.about_me(work, me).email is None
