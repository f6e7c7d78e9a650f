"""A paste or a CSV file is read whole or not at all, and every bad line is said by its number."""

from __future__ import annotations

import pytest

from course.cohort.addresses import LINES_MOST, decode, read

ANA = ("Ana Petrov", "ana@example.org")
BEN = ("Ben Ode", "ben@example.org")


def people(text: str) -> list[tuple[str, str]]:
    found = read(text)
    assert found.problems == ()
    return [(p.name, p.email) for p in found.people]


def problems(text: str) -> list[tuple[int, str]]:
    return [(r.line, r.text) for r in read(text).problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Petrov <ana@example.org>", [ANA]),
        ("Ana Petrov, ana@example.org", [ANA]),
        ("Ana Petrov; ana@example.org", [ANA]),
        ("Ana Petrov\tana@example.org", [ANA]),
        ("ana@example.org, Ana Petrov", [ANA]),
        ("ana@example.org", [("ana", "ana@example.org")]),
        ("<ana@example.org>", [("ana", "ana@example.org")]),
        ("Ana Petrov <ANA@Example.Org>", [ANA]),
        ("  Ana   Petrov  <ana@example.org>  \r\n\r\nBen Ode, ben@example.org\r\n", [ANA, BEN]),
        ('"Petrov, Ana" <ana@example.org>', [("Petrov, Ana", "ana@example.org")]),
        ("Petrov, Ana, ana@example.org", [("Petrov, Ana", "ana@example.org")]),
        ("Ana Petrov <ana@example.org>, Ben Ode <ben@example.org>;", [ANA, BEN]),
        ("ana@example.org; ben@example.org", [("ana", ANA[1]), ("ben", BEN[1])]),
        ("name,email\nAna Petrov,ana@example.org\nBen Ode,ben@example.org\n", [ANA, BEN]),
        ("email,name\nana@example.org,Ana Petrov\n", [ANA]),
        ("\ufeffname;email\r\nAna Petrov;ana@example.org\r\n", [ANA]),
        ("Name\tE-mail\nAna Petrov\tana@example.org", [ANA]),
        ('"Name","Email"\n"Petrov, Ana","ana@example.org"', [("Petrov, Ana", ANA[1])]),
        ('name,email\n"Ana ""A"" Petrov",ana@example.org', [('Ana "A" Petrov', ANA[1])]),
        ("id,email,site,name\n7,ana@example.org,North,Ana Petrov\n\n", [ANA]),
        ('name,email\n"Ana\nPetrov",ana@example.org\nBen Ode,ben@example.org', [ANA, BEN]),
        ("email\nana@example.org", [("ana", "ana@example.org")]),
        ("Zoë Müller <z@bücher.example>", [("Zoë Müller", "z@bücher.example")]),
        (
            "O'Neill-Smith <o'neill+x@sub.example.co.uk>",
            [("O'Neill-Smith", "o'neill+x@sub.example.co.uk")],
        ),
        ("**x** <b>$x$</b>, a@example.org", [("**x** <b>$x$</b>", "a@example.org")]),
        ("עדי 🌿👩‍👧 <adi@example.org>", [("עדי 🌿👩‍👧", "adi@example.org")]),
        ("=1+1, a@example.org", [("=1+1", "a@example.org")]),
        ("", []),
        ("\n \n", []),
    ],
)
def test_what_is_read(text: str, expected: list[tuple[str, str]]) -> None:
    assert people(text) == expected


NO_ADDRESS = "there is no address"
BEFORE = "the part before the @ is not one a mail address can have"
AFTER = "the part after the @ is not a whole domain, such as example.org"
ONE_AT = "the address needs one @ sign"
QUOTES = "a quotation mark opens or closes in the middle of a value, or stays open"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Petrov", [(1, NO_ADDRESS)]),
        ("Ana <>", [(1, NO_ADDRESS)]),
        ("Ana <ana@>", [(1, AFTER)]),
        ("ana@example", [(1, AFTER)]),
        ("ana@-x.org", [(1, AFTER)]),
        ("ana@x_y.org.", [(1, AFTER)]),
        ("@example.org", [(1, BEFORE)]),
        ("a b@example.org", [(1, BEFORE)]),
        ("a..b@example.org", [(1, BEFORE)]),
        (f"{'l' * 65}@example.org", [(1, BEFORE)]),
        ("Ana <ana@b@example.org>", [(1, ONE_AT)]),
        ("a@x.org, b@x.org, Cy", [(1, "there is more than one address; give each its own line")]),
        (f"{'n' * 121} <a@example.org>", [(1, "the name is longer than 120 characters")]),
        (f"a@{'d' * 250}.org", [(1, "the address is longer than 254 characters")]),
        ("Ana\u202e <a@example.org>", [(1, "the name has characters that can't be seen")]),
        ("Ana\x00 <a@example.org>", [(1, "the name has characters that can't be seen")]),
        (
            "name,email\nAna,\nBen,ben@example.org\n,nobody",
            [(2, NO_ADDRESS), (4, ONE_AT)],
        ),
        (
            "name,email\nAna,ana@example.org,extra",
            [(2, "there are 3 values, and the first line names 2 columns")],
        ),
        (
            'name,email\nBen,ben@example.org\n"Ana"x,ana@example.org\nCy,cy@',
            [(3, QUOTES), (4, AFTER)],
        ),
        ('name,email\n"Ana,ana@example.org\nBen,ben@', [(2, QUOTES), (3, AFTER)]),
        (
            "ok@example.org\n\nBad\nalso ok <ok2@example.org>\nworse@",
            [(3, NO_ADDRESS), (5, AFTER)],
        ),
    ],
)
def test_every_bad_line_is_said_by_number(text: str, expected: list[tuple[int, str]]) -> None:
    assert problems(text) == expected


def test_a_name_over_two_lines_of_csv_does_not_shift_the_numbers() -> None:
    text = 'name,email\n"Ana\nPetrov",ana@example.org\nBad,bad@\n'
    assert [line for line, _ in problems(text)] == [4]


def test_an_address_given_twice_is_taken_once_and_said() -> None:
    found = read("Ana Petrov <ana@example.org>\nANA@example.org\nBen Ode <ben@example.org>")
    assert [(p.name, p.email) for p in found.people] == [ANA, BEN]
    assert [(n.line, n.text) for n in found.notes] == [
        (2, "the same address as line 1; taken once")
    ]


def test_five_hundred_lines_are_read_and_one_more_is_refused_whole() -> None:
    lines = [f"p{n}@example.org" for n in range(LINES_MOST)]
    assert len(people("\n".join(lines))) == 500
    found = read("\n".join([*lines, "one-more@example.org"]))
    assert found.people == ()
    assert [(r.line, r.text) for r in found.problems] == [
        (501, "500 lines are the most at once; invite the rest afterwards")
    ]


def test_files_from_windows_are_read_and_said_to_be() -> None:
    text = "name;email\r\nZoë;z@example.org\r\n"
    assert decode(text.encode("utf-8-sig")) == (text, ())
    assert decode(text.encode("utf-16")) == (text, ())
    read_text, remarks = decode(text.encode("cp1252"))
    assert read_text == text
    assert len(remarks) == 1
