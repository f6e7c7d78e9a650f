"""A warning when words seem to identify someone, and none for ordinary ones."""

from __future__ import annotations

import time

import pytest

from course.study.identifying import Kind, findings, warning


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Ring 020 7946 0018 after six", Kind.PHONE, "020 7946 0018"),
        ("on 07700 900123.", Kind.PHONE, "07700 900123"),
        ("+44 7700 900123", Kind.PHONE, "+44 7700 900123"),
        ("0044 20 7946 0018", Kind.PHONE, "0044 20 7946 0018"),
        ("call (415) 555-2671 now", Kind.PHONE, "(415) 555-2671"),
        ("212-456-7890", Kind.PHONE, "212-456-7890"),
        ("+49 30 901820", Kind.PHONE, "+49 30 901820"),
        ("+1 212 456 7890", Kind.PHONE, "+1 212 456 7890"),
        ("write to ana.b+c@mail.example.org.", Kind.EMAIL, "ana.b+c@mail.example.org"),
        ("born 3 May 1984", Kind.DATE, "born 3 May 1984"),
        ("DOB: 03/05/1984", Kind.DATE, "03/05/1984"),
        ("on 1984-05-03 she", Kind.DATE, "1984-05-03"),
        ("May 3rd, 1984", Kind.DATE, "May 3rd, 1984"),
        ("her birthday is 3 May", Kind.DATE, "birthday is 3 May"),
        ("born in 1984", Kind.DATE, "born in 1984"),
        ("lives at SW1A 1AA now", Kind.POSTCODE, "SW1A 1AA"),
        ("m1 1ae", Kind.POSTCODE, "m1 1ae"),
        ("in Austin, TX 78701", Kind.POSTCODE, "78701"),
        ("78701-1234", Kind.POSTCODE, "78701-1234"),
        ("my client John said", Kind.NAME, "John"),
        ("My client, Anne-Marie O'Neil, cried", Kind.NAME, "Anne-Marie O'Neil"),
        ("a girl called Mary came", Kind.NAME, "Mary"),
        ("her name is Zoë Ångström", Kind.NAME, "Zoë Ångström"),
        ("then Mr Smith left", Kind.NAME, "Smith"),
        ("with Dr. Patel", Kind.NAME, "Patel"),
        ("his wife Ana knew", Kind.NAME, "Ana"),
    ],
)
def test_what_may_identify_someone_is_found(text: str, kind: Kind, words: str) -> None:
    (found,) = findings(text)
    assert (found.kind, found.words) == (kind, words)
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "My client said nothing. The client was late again, and I noticed.",
        "I was 10 minutes late, for the 3rd time in 2 weeks; 40 of 550 clients worsened.",
        "r=.29 [.10, .47] across 11 studies, 1,314 patients",
        "She called Monday. He named what hurt. They may come in march.",
        "What I am called to do. My client I think was hurt.",
        "Between 2019 and 2024, 12 sessions at 50 minutes, 1 2 3 4 5 6 7 8",
        "ratings 3/5 and 4/5, at 14:30",
    ],
)
def test_ordinary_words_bring_no_warning(text: str) -> None:
    assert findings(text) == ()
    assert warning(text) is None


def test_the_warning_is_one_calm_sentence_pair() -> None:
    assert warning("My client John, 07700 900123, john@example.org") == (
        "This may identify someone: it seems to hold a name, a phone number and an email address. "
        "If it is about a real person, leave that out. It is saved either way."
    )


def test_20_000_characters_take_little_time() -> None:
    prose = ("I met my client at half past three and it was 10 minutes late, again. " * 300)[
        :20_000
    ]
    findings(prose)  # phone regions are read at first use
    assert _fastest(prose) < 0.04


@pytest.mark.parametrize(
    "unit", ["1", "1 ", "a@", "a.", "+", "(", "Mr ", "born ", "1/", "A-", "my client ", "Aa'", "é"]
)
def test_hostile_texts_take_little_time(unit: str) -> None:
    assert _fastest((unit * 20_000)[:20_000]) < 0.4


def _fastest(text: str) -> float:
    times = []
    for _ in range(3):
        start = time.process_time()
        findings(text)
        times.append(time.process_time() - start)
    return min(times)
