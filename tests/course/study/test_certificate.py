"""A certificate: paper for its learner alone, and for others only while its learner wishes it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from course.access import token_hash
from course.errors import BadInput, NotFound
from course.installation import Installation
from course.study import certificate, record
from course.study.certificate import Certificate
from course.work import Work
from db.base import Base
from tests.course.study.desk import Desk, desk
from tests.course.study.finishing import finished
from tests.course.study.test_record import RECORD
from tests.paper_text import metadata, text_of

HOSTILE = [
    'Ana "Quote" O\'Brien & <b>Co</b>',
    "*b* _i_ `c` $x^2$ #strong[x] #panic() \\ @a <l>",
    "**bold** [link](https://example.org) ![x](y)",
    "مريم الزهراء",
    "שרה לוי",
    "王小明 山田花子 김철수",
    "अनन्या ไทย Ольга Ελένη",
    "Sam 🙂 👩‍👩‍👧",
]


def paper(her: Desk) -> bytes:
    with her.installation.reading() as work:
        return certificate.paper(work, her.viewer, her.cohort_id)


def turn_on(her: Desk) -> None:
    with her.installation.writing() as work:
        certificate.turn_on(work, her.viewer, her.cohort_id)


def turn_off(her: Desk) -> None:
    with her.installation.writing() as work:
        certificate.turn_off(work, her.viewer, her.cohort_id)


def public(her: Desk) -> Certificate:
    with her.installation.reading() as work:
        [found] = certificate.public(work, her.viewer)
    return found


def verified(installation: Installation, code: str) -> Certificate:
    with installation.reading() as work:
        return certificate.verified(work, None, code)


def lines(pdf: bytes) -> list[str]:
    return [line for line in text_of(pdf).split("\n") if line]


def test_the_paper_says_who_completed_what_and_what_that_means(
    installation: Installation,
) -> None:
    assert lines(paper(finished(installation))) == [
        "Certificate of completion",
        "Invented Person",
        "has completed the course",
        "A tiny course",
        "Given bylocalhost",
        "Cohort’s first day7 September 2026",
        "Cohort’s last day1 November 2026",
        "CompletedYes: every lesson, with all its practice",
        "Practice, as designed20 minutes",
        "Workshops attendedNone",
        "What the course sets out to teach",
        "–To be small.",
        "–To be small.",
        "Completion means practice done, not competence certified.",
        "Issued on 7 September 2026 by localhost.",
    ]


def test_everyone_can_read_the_paper_and_every_font_is_inside(
    sqlite_installation: Installation,
) -> None:
    pdf = paper(finished(sqlite_installation))
    assert re.search(r"pdfuaid:part(?:>|=\")1", metadata(pdf)) is not None
    assert "Certificate of completion: A tiny course" in metadata(pdf)
    used = set(re.findall(rb"/BaseFont/[A-Z]{6}\+([\w-]+)/Encoding", pdf))
    assert b"Newsreader-SemiBold" in used
    assert len(re.findall(rb"/FontFile[23] \d+ 0 R", pdf)) == len(used)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_printed_as_it_is_written(sqlite_installation: Installation, name: str) -> None:
    her = finished(sqlite_installation)
    her = Desk(her.installation, replace(her.viewer, name=name), her.cohort_id)
    found = lines(paper(her))
    said = "".join(found[1 : found.index("has completed the course")]).replace(" ", "")
    written = name.replace(" ", "")
    # What is read from the right is drawn from the left, so only its letters can be compared.
    assert said == written or (not name.isascii() and sorted(said) == sorted(written))


def test_without_completion_there_is_no_paper_and_nothing_to_turn_on(
    installation: Installation,
) -> None:
    her = desk(installation)
    with pytest.raises(NotFound):
        paper(her)
    with pytest.raises(BadInput) as refused:
        turn_on(her)
    assert refused.value.sentence == record.NOT_YET
    with pytest.raises(NotFound):
        turn_off(her)
    with installation.reading() as work:
        assert certificate.public(work, her.viewer) == ()


def test_nothing_is_stored_until_it_is_turned_on(installation: Installation) -> None:
    her = finished(installation)
    with installation.reading() as work:
        before = rows(work)
    paper(her)
    with installation.reading() as work:
        assert rows(work) == before


def rows(work: Work) -> dict[str, int]:
    return {
        name: work.db.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
        for name in Base.metadata.tables
    }


def test_turned_on_anyone_with_the_code_finds_it_and_the_paper_says_where(
    installation: Installation,
) -> None:
    her = finished(installation)
    turn_on(her)
    turn_on(her)  # a second tap
    found = public(her)
    assert re.fullmatch("[2-9a-hj-km-np-z]{26}", found.code)
    assert found == Certificate(RECORD, date(2026, 9, 7), found.code, found.place, her.cohort_id)
    assert verified(installation, found.code) == found
    assert lines(paper(her))[-2:] == [
        "Anyone can check this certificate here:",
        f"http://localhost:8501/verified/{found.code}",
    ]


def test_the_row_says_neither_name_nor_code_and_knows_no_pid(installation: Installation) -> None:
    her = finished(installation)
    turn_on(her)
    code = public(her).code
    with installation.reading() as work:
        [row] = work.db.execute(text("SELECT * FROM public_certificate")).mappings().all()
    assert row["code_hash"] == token_hash(code)
    for secret in (code, "Invented", her.pid()):
        assert secret not in repr(dict(row))


def test_a_thousand_codes_that_nobody_made_open_nothing(
    sqlite_installation: Installation,
) -> None:
    her = finished(sqlite_installation)
    turn_on(her)
    code = public(her).code
    with sqlite_installation.reading() as work:
        for number in range(1000):
            with pytest.raises(NotFound):
                certificate.verified(work, None, f"{code[:-4]}{number:04}")
        for odd in ("", code.upper(), code + " ", code[:-1], "\0", "é"):
            with pytest.raises(NotFound):
                certificate.verified(work, None, odd)
