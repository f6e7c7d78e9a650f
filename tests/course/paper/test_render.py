"""What is printed: any words literally, in any script, accessible, and never an empty box."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from course.paper.coverage import COVERAGE, FONTS, missing, printable
from course.paper.render import not_printed, render
from tests.paper_text import metadata, text_of


def printed(*blocks: str, title: str = "A sheet") -> list[str]:
    """The lines of a page with these blocks, without its title and its number."""
    lines = text_of(render("sheet", {"title": title, "blocks": list(blocks)})).split("\n")
    assert lines[-1] == "1 / 1"
    return lines[1:-1]


@pytest.mark.parametrize(
    "said",
    [
        "She said \"no\", then 'well'. #strong[x] *b* _i_ $x^2$ `c` \\ @a <b> // c /* d */ #1 = e",
        '#read("/etc/passwd") #sys.inputs.data #{ panic() } \\u{41}',
        "--- ... -- ~ x - y + 1. z",
        "<script>alert(1)</script> &amp; **bold** [a](b) ![c](d)",
        "Zażółć gęślą jaźń, Đặng, Łódź, ŵŷ",
        "Ελληνικά, Привет, Հայերեն, ქართული",
        "你好，世界。 日本語 かな カナ 한국어",
        "नमस्ते क्षत्रिय",
        "ไทย မြန်မာ አማርኛ தமிழ் বাংলা",
        "🙂 👩‍👩‍👧 ❤️ 🇬🇧 👍🏽 1️⃣",
        "∀x ∈ ℝ → ☂ ♞",
    ],
)
def test_words_are_printed_as_they_were_written(said: str) -> None:
    assert printed(said) == [said]


@pytest.mark.parametrize("said", ["مرحبا", "שלום", "ܫܠܡܐ"])
def test_words_from_the_right_are_whole_and_stand_on_the_right(said: str) -> None:
    pdf = render("sheet", {"title": "A sheet", "blocks": [said]})
    assert text_of(pdf).split("\n")[1] == said


def test_words_from_the_right_keep_their_points() -> None:
    # Drawn from the left, cluster by cluster, so only the letters and points can be compared.
    assert sorted(printed("שָׁלוֹם")[0]) == sorted("שָׁלוֹם")


def test_every_line_of_what_was_written_has_a_line_of_its_own() -> None:
    assert printed("one\ntwo\n\tthree", "four") == ["one", "two", "    three", "four"]
    assert printed("one\r\ntwo\rthree") == ["one", "two", "three"]


def test_a_long_run_without_a_space_breaks_instead_of_leaving_the_page() -> None:
    lines = printed("x" * 300)
    assert len(lines) == 6
    assert "".join(lines).replace("\u200b", "") == "x" * 300


def test_a_title_is_the_documents_own_and_only_shown() -> None:
    title = 'For "#me" & مرحبا'
    pdf = render("sheet", {"title": title, "blocks": []})
    assert "For &quot;#me&quot; &amp; مرحبا" in metadata(pdf)
    assert text_of(pdf).startswith('For "#me" & ')


def test_it_says_of_itself_that_everyone_can_read_it() -> None:
    pdf = render("sheet", {"title": "A sheet", "blocks": ["Words"]})
    assert pdf.startswith(b"%PDF-1.7")
    assert re.search(r"pdfuaid:part(?:>|=\")1", metadata(pdf)) is not None
    for mark in (b"/Lang(en)", b"/Marked true", b"/DisplayDocTitle true", b"/StructTreeRoot"):
        assert mark in pdf, mark


def test_every_font_is_inside() -> None:
    pdf = render("sheet", {"title": "A sheet", "blocks": ["Words مرحبا 你好 🙂"]})
    used = set(re.findall(rb"/BaseFont/[A-Z]{6}\+([\w-]+)/Encoding", pdf))
    assert used == {
        b"Newsreader-SemiBold",
        b"Newsreader-Regular",
        b"AtkinsonHyperlegibleNext-Regular",
        b"NotoSansArabic-Regular",
        b"DroidSansFallback",
        b"NotoEmoji-Regular",
    }
    assert len(re.findall(rb"/FontFile[23] \d+ 0 R", pdf)) == len(used)


def test_the_same_words_make_the_same_file() -> None:
    data = {"title": "A sheet", "blocks": ["Words"]}
    assert render("sheet", data) == render("sheet", data)


def test_a_character_that_no_font_draws_is_printed_as_its_number_and_named() -> None:
    said = "a\U00013000b\x07c\ufeff"
    assert printed(said) == ["a[U+13000]b[U+0007]c[U+FEFF]"]
    data = {"title": said, "blocks": [{"deep": ["\U00013000", 3, None]}]}
    assert not_printed(data) == ("\U00013000", "\x07", "\ufeff")
    assert not_printed({"title": "Words", "blocks": ["مرحبا 🙂"]}) == ()


def test_a_mark_that_stands_on_a_letter_of_another_script_is_printed_as_its_number() -> None:
    assert printed("e\u064b") == ["e[U+064B]"]
    assert printable("ש\u064b\u05b0") == "ש[U+064B][U+05B0]"
    assert missing("e\u064b e\u0301") == ("\u064b",)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_nothing_that_can_be_written_stops_the_printing(said: str) -> None:
    assert render("sheet", {"title": f"For {said}", "blocks": [said]}).startswith(b"%PDF")
    assert missing(printable(said)) == ()


def test_the_list_of_what_is_drawn_names_the_fonts_that_are_there() -> None:
    listed = {line.split()[0] for line in COVERAGE.read_text(encoding="ascii").splitlines()}
    assert listed == {path.stem for path in Path(FONTS).glob("*.ttf")}


def test_every_font_is_named_in_the_order_in_which_it_is_tried() -> None:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    page = (FONTS.parent / "page.typ").read_text(encoding="utf-8")
    assert [name for name in fonts.families() if f'"{name}"' not in page] == []
