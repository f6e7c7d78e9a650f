"""The front matter of a content file: fields between two lines of three hyphens at its head."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Generic, TypeVar

from pydantic import BaseModel

from course.authoring.problem import Path, Spot, dotted
from course.authoring.strict import check
from course.authoring.yaml_text import read_yaml

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Front(Generic[M]):
    """What was read: the fields, their lines, how many lines the head takes, what is amiss.

    ``problems`` are (line, field, sentence); ``value`` is None where any kept it from being read.
    """

    value: M | None
    taken: int
    spots: dict[Path, Spot] = field(default_factory=dict)
    problems: tuple[tuple[int, str, str], ...] = ()


def read_front(
    lines: list[str], model: type[M], otherwise: Mapping[str, object] = MappingProxyType({})
) -> Front[M]:
    """Read the head of a file as a ``model``; ``otherwise`` fills in what it leaves out.

    Raises nothing.
    """
    if lines[0].rstrip() != "---":
        sentence = "The file must begin with front matter between ---."
        return Front(None, 0, problems=((1, "front matter", sentence),))
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() == "---"), None)
    if end is None:
        sentence = "The front matter is never closed by ---."
        return Front(None, len(lines), problems=((1, "front matter", sentence),))
    read = read_yaml("\n".join(lines[1:end]), first_line=2)
    read.spots[()] = Spot(1, end + 1)
    found, value = read.problems, None
    if read.value is not None:
        given = {**otherwise, **read.value} if isinstance(read.value, dict) else read.value
        value, refused = check(model, given, read.spots)
        found = found + refused
    problems = tuple((line, dotted(path) or "front matter", said) for line, path, said in found)
    return Front(value, end + 1, read.spots, problems)
