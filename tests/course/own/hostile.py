"""Invented names and words made to be taken for markup, on purpose or by their script."""

from __future__ import annotations

NAMES = (
    'O\'Neil "the quote" <b>Bold</b>',
    '#panic("typst") $x^2$ `raw` _em_ *strong*',
    "@ref <label> \\ // comment /* more */ = head",
    "[link](javascript:alert(1)) ![img](http://example.org/x.png)",
    "1. one - two + three > four | five ~ six",
    "Łukasz Őze Đặng Ünal Ğül Žižek",
    "Σωκράτης Пётр Қазақ",
    "שָׁלוֹם כהן",
    "محمد عبد الله",
    "अनिता शर्मा",
    "สมชาย ใจดี",
    "=cmd|' /C calc'!A0",
    "&amp; &lt;script&gt; {{ template }} ${shell} %s",
    "---",
    "#",
)

TEXTS = (
    '#set text(red)\n#import "@preview/x:1.0.0"\n#read("/etc/passwd")\n= A heading\n- a list',
    "```js\nalert(1)\n```\n````\nfour\n`````text\nfive",
    "# Heading\n\n> quote\n\n<script>alert(1)</script>\n\n![x](http://example.org/x.png)",
    "שלום (abc) 12\nand English again",
    "مرحبا بالعالم 123 abc",
    "Zoë\tŁukasz\r\nδοκιμή  two spaces",
    "nul\0bell\a and more",
    "$ sum_(i=1)^n $ \\ \" ' -- --- ... ~ @a <b> //c /*d*/ e_f *g* `h` [i](j) {k} #l",
    "x" * 300,
)
