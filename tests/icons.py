"""``python -m tests.icons``: build the icon font again, after a page has named a new icon."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit
from fontTools import subset
from fontTools.ttLib import TTFont

from pages.routes.icon_font import FONT

ROOT = Path(__file__).resolve().parent.parent
STREAMLIT = Path(streamlit.__file__).parent / "static" / "static"
_NAMED = re.compile(r"material/([a-z0-9_]+)")


def named() -> set[str]:
    """Every icon that Streamlit's scripts and our pages name."""
    files = [*(STREAMLIT / "js").glob("*.js"), *(ROOT / "pages").rglob("*.py")]
    return {
        name for file in files for name in _NAMED.findall(file.read_text("utf-8", errors="replace"))
    }


def ligatures(font: TTFont) -> dict[str, str]:
    """Glyph by icon name: the font draws a name's letters as one icon."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    found = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            inner = table.ExtSubTable if table.LookupType == 7 else table
            for first, rest in getattr(inner, "ligatures", {}).items():
                for one in rest:
                    name = "".join(letters.get(glyph, "?") for glyph in [first, *one.Component])
                    found[name] = one.LigGlyph
    return found


def whole_font() -> Path:
    """Streamlit's own font."""
    return next((STREAMLIT / "media").glob("MaterialSymbols-Rounded.*.woff2"))


def build(target: Path) -> int:
    """Write the font with the named icons alone; returns how many it holds."""
    font = TTFont(whole_font())
    known = ligatures(font)
    wanted = named() & known.keys()
    # Without this every icon that the letters can spell would be kept.
    options = subset.Options(layout_closure=False, layout_features=["*"], flavor="woff2")
    worker = subset.Subsetter(options)
    codes = {ord(letter) for name in wanted for letter in name}
    worker.populate(glyphs={known[name] for name in wanted}, unicodes=codes)
    worker.subset(font)
    font.flavor = "woff2"
    font.save(target)
    return len(wanted)


if __name__ == "__main__":
    print(f"{build(FONT)} icons in {FONT.relative_to(ROOT)}")
