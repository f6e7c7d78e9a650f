"""YAML read strictly and with line numbers: text stays text, and every problem is collected.

Only ``true``, ``false``, ``null``, whole numbers and decimal fractions are anything but text, so
that ``no`` is not false and ``1:30`` is not ninety. Keys may not repeat; aliases and tags are
refused, because what an author sees in the file is then all there is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from course.authoring.problem import Path, Spot

_TAG = "tag:yaml.org,2002:"
_DEEPEST = 20

_ADVICE = {
    "mapping values are not allowed here": (
        "a colon inside a text needs quotes around the whole text"
    ),
    "could not find expected ':'": "a line has a key without a colon after it",
    "found character '\\t' that cannot start any token": "indent with spaces, not tabs",
}


_DIGITS = list("-0123456789")
_RESOLVED = (
    ("bool", r"^(?:true|false)$", list("tf")),
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("int", r"^-?(?:0|[1-9][0-9]{0,17})$", _DIGITS),
    ("float", r"^-?[0-9]{1,17}\.[0-9]{1,17}$", _DIGITS),
)


class _Loader(yaml.SafeLoader):
    yaml_implicit_resolvers = {}  # noqa: RUF012  (the parent's name; filled below, then left)


class _Quick(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  (as above)


for _kind, _pattern, _first in _RESOLVED:
    _Loader.add_implicit_resolver(_TAG + _kind, re.compile(_pattern), _first)
    _Quick.add_implicit_resolver(_TAG + _kind, re.compile(_pattern), _first)


def _compose(text: str) -> yaml.Node | None:
    """The document's nodes. Raises what the slower loader raises, which is the same everywhere."""
    # Written in C the loader is four times as fast; but too deep a nesting would end the process.
    deep = text.count("[") + text.count("{")
    if deep < 1000 and max(map(len, text.split("\n"))) < 2000:
        try:
            return _nodes(_Quick(text))
        except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
            pass
    return _nodes(_Loader(text))


def _nodes(loader: Any) -> yaml.Node | None:
    try:
        node: yaml.Node | None = loader.get_single_node()
        return node
    finally:
        loader.dispose()


@dataclass
class YamlText:
    """What was read: plain values, the lines of each, and the problems met (line, path, sentence).

    ``value`` is None when nothing could be read.
    """

    value: object = None
    spots: dict[Path, Spot] = field(default_factory=dict)
    problems: list[tuple[int, Path, str]] = field(default_factory=list)


def read_yaml(text: str, first_line: int = 1) -> YamlText:
    """Read one YAML document that begins on line ``first_line`` of its file. Raises nothing."""
    reader = _Reader(text, first_line)
    reader.read()
    return reader.found


class _Reader:
    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.first = first_line
        self.last = first_line + text.rstrip("\n").count("\n")
        self.found = YamlText()
        self.seen: set[int] = set()

    def read(self) -> None:
        try:
            node = _compose(self.text)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            reason = error.problem or error.context or "it cannot be read"
            self._refuse(0 if mark is None else mark.index, (), _not_yaml(reason))
        except yaml.reader.ReaderError as error:
            self._refuse(error.position, (), _not_yaml("it holds a character that YAML refuses"))
        except (yaml.YAMLError, ValueError, OverflowError):
            self._refuse(0, (), _not_yaml("it cannot be read"))
        except RecursionError:
            self._refuse(0, (), _not_yaml("it is nested too deeply"))
        else:
            if node is None:
                self._refuse(0, (), "There is nothing here.")
            else:
                self.found.value = self._value(node, ())

    def _line(self, index: int) -> int:
        return min(self.first + self.text.count("\n", 0, index), self.last)

    def _refuse(self, index: int, path: Path, sentence: str) -> None:
        self.found.problems.append((self._line(index), path, sentence))

    def _value(self, node: yaml.Node, path: Path, key_at: int | None = None) -> object:
        start, end = node.start_mark.index, node.end_mark.index
        read = self.text[start:end].rstrip()
        self.found.spots[path] = Spot(self._line(start), self._line(start + max(len(read) - 1, 0)))
        if id(node) in self.seen:
            # An aliased node stands where it was first written; its key stands here.
            self._refuse(
                start if key_at is None else key_at,
                path,
                "An alias is not used here; write the value out.",
            )
            return None
        self.seen.add(id(node))
        if len(path) > _DEEPEST:
            self._refuse(start, path, "This is nested too deeply.")
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, (*path, n)) for n, item in enumerate(node.value)]
        return self._scalar(node, path) if isinstance(node, yaml.ScalarNode) else None

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, object]:
        values: dict[str, object] = {}
        for key_node, value_node in node.value:
            at = key_node.start_mark.index
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag != _TAG + "str":
                self._refuse(at, path, "A key must be a word.")
                continue
            key = key_node.value
            if key in values:
                self._refuse(at, (*path, key), "This key stands here twice.")
                continue
            values[key] = self._value(value_node, (*path, key), at)
            spot = self.found.spots[*path, key]
            # An author looks for the key, also where the text begins on the line below it.
            self.found.spots[*path, key] = Spot(min(self._line(at), spot.start), spot.end)
        return values

    def _scalar(self, node: yaml.ScalarNode, path: Path) -> object:
        text = node.value
        try:
            match node.tag.removeprefix(_TAG):
                case "str":
                    return text
                case "null":
                    return None
                case "bool" if text in {"true", "false"}:
                    return text == "true"
                case "int":
                    return int(text)
                case "float":
                    return float(text)
        except ValueError:
            pass
        self._refuse(node.start_mark.index, path, "A tag is not used here; write the value alone.")
        return None


def _not_yaml(reason: str) -> str:
    return f"This cannot be read as YAML: {_ADVICE.get(reason, reason)}."
