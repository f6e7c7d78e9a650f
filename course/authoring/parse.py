"""A lesson file read into a lesson, or into every problem that stands in the way.

The format is described in ``course/authoring/schema.py``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from course.authoring.front import read_front
from course.authoring.markdown import Fence, Heading, Prose, Unfit, pieces
from course.authoring.problem import Path, Problem, Spot, dotted
from course.authoring.schema import (
    Check,
    Demonstration,
    Drill,
    Duty,
    Evaluation,
    Exercise,
    FrontMatter,
    Intention,
    Lesson,
    ProseBlock,
    RatingExercise,
    Reflection,
    Reframe,
    Reply,
    Sort,
    Step,
)
from course.authoring.strict import check
from course.authoring.yaml_text import read_yaml

KINDS: Mapping[str, type[Exercise] | type[Duty]] = MappingProxyType(
    {
        "reflection": Reflection,
        "check": Check,
        "reply": Reply,
        "sort": Sort,
        "drill": Drill,
        "demonstration": Demonstration,
        "reframe": Reframe,
        "intention": Intention,
        "rating": RatingExercise,
        "evaluation": Evaluation,
        "duty": Duty,
        "unseen": Reply,
    }
)
RULE = "schema"

_HEADING = re.compile(r"^(?P<title>.*?)\s*\{#(?P<id>[^}]*)\}$")
_A_BLOCK = ProseBlock(markdown="-")


@dataclass(frozen=True)
class Parsed:
    """A lesson file as read.

    ``lesson`` is None when anything is amiss. ``readable`` then still holds the parts that could
    be read, unchecked as a whole, so that they can be looked over too. ``spots`` gives lines by
    path in the lesson, such as ``("steps", 0, "blocks", 1, "client")``.
    """

    file: str
    lesson: Lesson | None
    readable: Lesson
    problems: tuple[Problem, ...]
    spots: dict[Path, Spot]
    lines: tuple[str, ...]


def parse(text: str, file: str) -> Parsed:
    """Read a lesson from the text of ``file``; raises nothing, whatever the text."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    reader = _Reader(text.replace("\0", "\ufffd").split("\n"), file)
    reader.read()
    return reader.parsed()


@dataclass
class _Reader:
    lines: list[str]
    file: str
    problems: list[Problem] = field(default_factory=list)
    spots: dict[Path, Spot] = field(default_factory=dict)
    front: FrontMatter | None = None
    steps: list[Step] = field(default_factory=list)
    filled: set[int] = field(default_factory=set)  # steps in which a block stands, good or not
    unseen: list[Reply] = field(default_factory=list)

    def read(self) -> None:
        for piece in pieces(self.lines, self._front_matter()):
            match piece:
                case Heading():
                    self._heading(piece)
                case Fence():
                    self._fence(piece)
                case Prose():
                    self._prose(piece)
                case Unfit():
                    self._refuse(piece.start, "prose", piece.sentence)
        if not self.steps:
            self._refuse(len(self.lines), "lesson", "The lesson has no steps.")
        for n in sorted(set(range(len(self.steps))) - self.filled):
            line = self.spots["steps", n].start
            self._refuse(line, f"step.{self.steps[n].id}", "This step is empty.")

    def parsed(self) -> Parsed:
        head = self.front.model_dump() if self.front else _NO_HEAD
        whole = None
        if not self.problems:
            whole = Lesson.model_validate({**head, "steps": self.steps, "unseen": self.unseen})
        return Parsed(
            file=self.file,
            lesson=whole,
            readable=whole or Lesson.model_construct(**head, steps=self.steps, unseen=self.unseen),
            problems=tuple(sorted(self.problems, key=lambda p: p.line)),
            spots=self.spots,
            lines=tuple(self.lines),
        )

    def _refuse(self, line: int, field: str, sentence: str) -> None:
        self.problems.append(Problem(self.file, line, field, sentence, RULE))

    def _front_matter(self) -> int:
        """Read the head of the file; the number of lines it takes."""
        front = read_front(self.lines, FrontMatter)
        self.front = front.value
        for line, name, sentence in front.problems:
            self._refuse(line, name, sentence)
        self.spots.update(front.spots)
        return front.taken

    def _heading(self, piece: Heading) -> None:
        if piece.level == 1:
            sentence = "The title stands in the front matter; a step begins with ##."
            self._refuse(piece.start, "lesson", sentence)
            return
        match = _HEADING.match(piece.text)
        heading = match.groupdict() if match else {"title": piece.text or "-", "id": "step"}
        if match is None:
            sentence = "A step's heading needs an id, as in ## Title {#step-id}."
            self._refuse(piece.start, "step", sentence)
        _, refused = check(Step, {**heading, "blocks": [_A_BLOCK]}, {})
        for _, path, sentence in refused:
            self._refuse(piece.start, f"step.{dotted(path)}", sentence)
        self.spots["steps", len(self.steps)] = Spot(piece.start, piece.end)
        self.steps.append(Step.model_construct(**heading, blocks=[]))

    def _prose(self, piece: Prose) -> None:
        if not self.steps:
            self._refuse(piece.start, "lesson", "Text stands before the first step.")
            return
        block, refused = check(ProseBlock, {"markdown": piece.text}, {})
        for _, _, sentence in refused:
            self._refuse(piece.start, "prose", sentence)
        self._add(block, {(): Spot(piece.start, piece.end)})

    def _fence(self, piece: Fence) -> None:
        kind = piece.kind
        if not piece.closed:
            self._refuse(piece.start, kind or "fence", "This fence is never closed.")
        if not self.steps:
            self._refuse(piece.start, kind or "fence", "An exercise stands before the first step.")
        if kind not in KINDS:
            sentence = f"A fence begins with an exercise's kind: {', '.join(KINDS)}."
            self._refuse(piece.start, "fence", sentence)
            self._add(None, {})
            return
        read = read_yaml(piece.content, first_line=piece.start + 1)
        read.spots[()] = Spot(piece.start, piece.end)
        found = read.problems
        block = None
        if isinstance(read.value, dict) and "kind" in read.value:
            sentence = "The kind is the fence's first word; leave it out here."
            found.append((read.spots["kind",].start, ("kind",), sentence))
        elif read.value is not None:
            block, refused = check(KINDS[kind], read.value, read.spots)
            found += refused
        for line, path, sentence in found:
            # An empty fence has no line of its own inside.
            self._refuse(min(line, piece.end), dotted((_name(read.value, kind), *path)), sentence)
        if kind == "unseen":
            self._keep(None if found else block, read.spots)
        else:
            self._add(None if found else block, read.spots)

    def _keep(self, case: object, spots: dict[Path, Spot]) -> None:
        if isinstance(case, Reply):
            place = ("unseen", len(self.unseen))
            self.spots.update({(*place, *path): spot for path, spot in spots.items()})
            self.unseen.append(case)

    def _add(self, block: Exercise | Duty | ProseBlock | None, spots: dict[Path, Spot]) -> None:
        if not self.steps:
            return
        here = len(self.steps) - 1
        self.filled.add(here)
        if block is not None:
            blocks = self.steps[here].blocks
            place = ("steps", here, "blocks", len(blocks))
            self.spots.update({(*place, *path): spot for path, spot in spots.items()})
            blocks.append(block)  # type: ignore[arg-type]


_NO_HEAD: Mapping[str, object] = MappingProxyType(
    {
        "id": "",
        "number": 0,
        "title": "",
        "aim": "",
        "minutes": 0,
        "objectives": [],
        "covers": [],
        "sources": [],
        "trainer": None,
    }
)


def _name(value: object, kind: str) -> str:
    given = value.get("id") if isinstance(value, dict) else None
    return given if isinstance(given, str) and given else kind
