"""Texts that try to be something else: markup, code, control characters, odd Unicode. Ever new."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.course.own.hostile import NAMES, TEXTS

ADDRESS = "http://evil.example"
PIECES = (
    *TEXTS,
    *NAMES,
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    f'<img src="{ADDRESS}/i.png">',
    f"![x]({ADDRESS}/i.png)",
    f"[click]({ADDRESS}) <{ADDRESS}>",
    "<svg onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    f'<link rel=stylesheet href="{ADDRESS}/s.css"><style>@import url({ADDRESS}/t.css)</style>',
    f'<div style="background:url({ADDRESS}/b.png)">',
    "javascript:alert(1)",
    "</textarea></script><script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
    ":red[words] :material/key: :streamlit: $x^2$ \\(y\\)",
    "#import \"x.typ\" #eval(\"1\") @ref <label> $ x $",
    "'; DROP TABLE attempt; --",
    "%s %d {0} {text} \\n \\u0041 &lt;b&gt; &#60;",
    "```\nfence\n```\n~~~~\n````",
    "- a\n1. b\n> c\n# d\n---\n| a | b |",
    "=HYPERLINK(\"http://evil.example\")",
    '{"text": "x", "at": null}',
    "\0", "\x01\x07\x1b[31m", "\x7f\x85", "\ufeff", "\ufffe\uffff", "\ue000\U000f0000",
    "\u202eabc\u202c", "\u2066x\u2069", "\u200b\u200d\u200c", "\u2028\u2029",
    "e\u0301 \u00e9 \u1e9b\u0323 \u212b", "Z\u0351\u0336\u0489" * 9, "\U0001f469\u200d\U0001f467",
    "\U0001f3f4\U000e0067\U000e0062\U000e007f", "שלום עולם", "مرحبا", "漢字", "ไทย", "\U00012000",
    " leading", "trailing \t", "\r", "\r\n", "\n\n\n", "\t\v\f", "   ", "",
)  # fmt: skip
LONGEST = 400


def hostile_texts(number: int, seed: int = 35) -> Iterator[str]:
    """So many texts, each once, none blank; the same ones every time."""
    chance = random.Random(seed)
    seen: set[str] = set()
    while len(seen) < number:
        text = _one(chance)
        if text.strip() and text not in seen:
            seen.add(text)
            yield text


def _one(chance: random.Random) -> str:
    pieces = chance.choices(PIECES, k=chance.randint(1, 4))
    text = chance.choice(("", " ", "\n")).join(pieces)
    for _ in range(chance.randrange(3)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + _character(chance) + text[at:]
    return text[:LONGEST]


def _character(chance: random.Random) -> str:
    while True:
        point = chance.choice((chance.randrange(0x80), chance.randrange(0x110000)))
        if not 0xD800 <= point <= 0xDFFF:
            return chr(point)
