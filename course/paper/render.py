"""PDFs from a template and data: accessible (PDF/UA-1), every font inside, the same every time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import typst

from course.paper.coverage import FONTS, missing, printable

HERE = Path(__file__).parent


def render(template: str, data: Mapping[str, object]) -> bytes:
    """The PDF that ``<template>.typ`` makes of ``data`` (anything that JSON can hold).

    Texts arrive in the template as strings, never as markup. A character that no font of ours draws
    is printed as its number, ``[U+13000]``; :func:`not_printed` says which those are.
    """
    done: bytes = typst.compile(
        str(HERE / f"{template}.typ"),
        root=str(HERE),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(_printable(data))},
        pdf_standards=["ua-1"],
    )
    return done


def not_printed(data: object) -> tuple[str, ...]:
    """The characters anywhere in ``data`` that are printed as their numbers, each once."""
    if isinstance(data, str):
        return missing(data)
    if isinstance(data, Mapping):
        return _each(data.values())
    return _each(data) if isinstance(data, list | tuple) else ()


def _each(values: Iterable[object]) -> tuple[str, ...]:
    found = [not_printed(value) for value in values]
    return tuple(dict.fromkeys(character for one in found for character in one))


def _printable(data: object) -> object:
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, Mapping):
        return {key: _printable(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_printable(value) for value in data]
    return data


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    # Nothing of the machine's own: what is printed is the same wherever it is printed.
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
