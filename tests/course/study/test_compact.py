"""A change in few bytes comes back as it was, and nothing else is taken for one."""

from __future__ import annotations

import random

import pytest

from course.errors import BadInput, TooLong
from course.study.compact import pack, split, unpack

ROOM = 60_000  # what a closing page may send, in bytes


@pytest.mark.parametrize(
    ("text", "packed"),
    [("", b""), ("a", b"\xc2\x01"), ("ab", b"\xc2\x01\x02"), ("ba", b"\xc4\x01\x01")],
)
def test_a_text_is_packed_as_differences(text: str, packed: bytes) -> None:
    assert pack(text) == packed
    assert unpack(packed) == text


def test_any_text_comes_back() -> None:
    chance = random.Random(4)
    ranges = [(0, 0x7F), (0x400, 0x4FF), (0x4E00, 0x9FFF), (0x1F300, 0x1FAFF), (0x10FF00, 0x10FFFF)]
    for _ in range(300):
        chosen = [chance.choice(ranges) for _ in range(chance.randint(0, 200))]
        text = "".join(chr(chance.randint(*span)) for span in chosen)
        assert unpack(pack(text)) == text


@pytest.mark.parametrize("text", ["\U0001f926" * 20_000, "\U0001f600\U0001fae0" * 10_000])
def test_20_000_emoji_fit_what_a_closing_page_may_send(text: str) -> None:
    assert len(pack(text)) <= ROOM
    assert unpack(pack(text)) == text


def test_emoji_between_letters_fit_too() -> None:
    assert len(pack("a\U0001f926" * 10_000)) <= ROOM


@pytest.mark.parametrize(
    "packed",
    [
        b"\x80",  # begun and not ended
        b"\x80\x80\x80\x80\x80\x01",  # longer than any character needs
        b"\x01",  # below zero
        b"\xff\xff\xff\xff",
        pack("\U0010ffff") + b"\x02",  # above the last character
        b"\x80\xe0\x06",  # half of a character, 0xd800
    ],
)
def test_what_is_no_text_is_refused(packed: bytes) -> None:
    with pytest.raises(BadInput):
        unpack(packed)


def test_one_character_too_many_is_refused() -> None:
    assert len(unpack(b"\x00" * 20_000)) == 20_000
    with pytest.raises(TooLong):
        unpack(b"\x00" * 20_001)


def test_the_header_ends_with_the_first_line_feed() -> None:
    assert split(b'{"a":1}\n' + pack("\n\n")) == (b'{"a":1}', "\n\n")
    with pytest.raises(BadInput):
        split(b'{"a":1}')


def test_10_000_random_bodies_bring_no_traceback() -> None:
    chance = random.Random(5)
    for _ in range(10_000):
        try:
            unpack(chance.randbytes(chance.randint(0, 12))).encode()
        except BadInput:
            continue
