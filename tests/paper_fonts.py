"""``python -m tests.paper_fonts FOLDER``: build the fonts of our PDFs again from unpacked packages.

FOLDER holds, anywhere inside it, the unpacked npm packages ``@expo-google-fonts/``
``atkinson-hyperlegible-next``, ``newsreader``, ``noto-emoji`` and ``nanum-gothic``, and Debian's
``fonts-noto-core`` and ``fonts-droid-fallback``. Hints for screens are left out, which halves them.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from course.paper.coverage import COVERAGE, FONTS

HOUSE = (
    "AtkinsonHyperlegibleNext_400Regular",
    "AtkinsonHyperlegibleNext_400Regular_Italic",
    "AtkinsonHyperlegibleNext_700Bold",
    "Newsreader_400Regular",
    "Newsreader_600SemiBold",
)
SCRIPTS = (
    *("NotoSans", "NotoSansSymbols", "NotoSansSymbols2", "NotoSansMath"),
    *("NotoSansHebrew", "NotoSansArabic", "NotoSansSyriac", "NotoSansThaana"),
    *("NotoSansArmenian", "NotoSansGeorgian", "NotoSansEthiopic", "NotoSansTifinagh"),
    *("NotoSansNKo", "NotoSansAdlam", "NotoSansCherokee", "NotoSansCanadianAboriginal"),
    *("NotoSansDevanagari", "NotoSansBengali", "NotoSansGurmukhi", "NotoSansGujarati"),
    *("NotoSansOriya", "NotoSansTamil", "NotoSansTelugu", "NotoSansKannada"),
    *("NotoSansMalayalam", "NotoSansSinhala", "NotoSansThai", "NotoSansLao"),
    *("NotoSansMyanmar", "NotoSansKhmer", "NotoSansMongolian", "NotoSerifTibetan"),
)
EASTERN = ("DroidSansFallbackFull",)
EMOJI = ("NotoEmoji_400Regular",)
TRIMMED = (*HOUSE, *(f"{name}-Regular" for name in SCRIPTS), *EASTERN, *EMOJI)
# Its licence reserves its name, so it is taken as it is.
AS_IT_IS = ("NanumGothic_400Regular",)


def build(source: Path) -> int:
    """Write the fonts and the list of the characters each draws; returns how many fonts."""
    lines = []
    for name in (*TRIMMED, *AS_IT_IS):
        found = next(source.rglob(f"{name}.ttf"))
        target = FONTS / found.name
        if name in TRIMMED:
            _trim(TTFont(found), target)
        else:
            target.write_bytes(found.read_bytes())
        drawn = ranges(TTFont(target).getBestCmap())
        lines.append(" ".join([name, *(f"{first:X}-{last:X}" for first, last in drawn)]))
    COVERAGE.write_text("".join(f"{line}\n" for line in lines))
    return len(lines)


def _trim(font: TTFont, target: Path) -> None:
    options = subset.Options(layout_features=["*"], hinting=False, name_IDs=["*"])
    worker = subset.Subsetter(options)
    worker.populate(unicodes=set(font.getBestCmap()))
    worker.subset(font)
    font.save(target)


def ranges(codes: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The stretches of numbers without a gap."""
    for _, stretch in itertools.groupby(enumerate(sorted(codes)), lambda pair: pair[1] - pair[0]):
        found = [code for _, code in stretch]
        yield found[0], found[-1]


if __name__ == "__main__":
    print(f"{build(Path(sys.argv[1]))} fonts")
