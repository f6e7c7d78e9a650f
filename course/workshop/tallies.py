"""What a closed round may show: four words and four lengths of bars, never a count. Pure.

A choice nobody took and one that few took look the same, and so do most and all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from course.authoring.activities import Activity, ColourLine, Exit, OpenText, Poll, Scale, Words
from course.workshop.bands import bars, level

NONE = {"none": "Too few answered for anything to be shown."}
WORD_FROM = 3  # people who said a word before it shows
STRETCHES = ("Green", "Between green and amber", "Amber", "Between amber and red", "Red")

Parts = Mapping[str, Mapping[str, Any]]
Bar = dict[str, Any]


def drawn(named: Sequence[tuple[str, str]], chosen: Iterable[str]) -> list[Bar]:
    """A bar for each (id, text), in the order given, from what everybody chose."""
    counts = Counter(chosen)
    return bars([(name, text, counts[name]) for name, text in named])


def counted(activity: Activity, answers: Sequence[Parts]) -> list[Parts]:
    """The answers that count: on a line and where a vote is taken again, those of people who
    answered at first, for both results are to be of the same people."""
    first = _first(activity)
    return [one for one in answers if first in one]


def _first(activity: Activity) -> str:
    if isinstance(activity, ColourLine):
        return "place"
    return "vote" if isinstance(activity, Poll) and activity.again else ""


def shown(activity: Activity, answers: Sequence[Parts]) -> dict[str, Any]:
    """The result of a round, from answers that are enough."""
    if isinstance(activity, Poll):
        return _shift(activity, answers) if activity.again else _choices(activity, answers)
    if isinstance(activity, Scale | Exit):
        return _points(activity, answers)
    if isinstance(activity, ColourLine):
        return _stretches(answers)
    if isinstance(activity, Words | OpenText):
        return {"words" if isinstance(activity, Words) else "texts": True}
    raise ValueError(type(activity).__name__)


def _choices(activity: Poll, answers: Sequence[Parts]) -> dict[str, Any]:
    named = [(choice.id, choice.text) for choice in activity.choices]
    return {"bars": drawn(named, [one[""]["choice"] for one in answers])}


def _points(activity: Scale | Exit, answers: Sequence[Parts]) -> dict[str, Any]:
    ends = {1: f"1, {activity.low}", 5: f"5, {activity.high}"}
    named = [(str(n), ends.get(n, str(n))) for n in range(1, 6)]
    return {"bars": drawn(named, [str(one[""]["at"]) for one in answers])}


def _stretches(answers: Sequence[Parts]) -> dict[str, Any]:
    named = [(name.lower().replace(" ", "-"), name) for name in STRETCHES]

    def of(part: str) -> list[Bar]:
        places = [one.get(part, one["place"])["at"] for one in answers]
        return drawn(named, [named[min(4, place // 20)][0] for place in places])

    return {"before": of("place"), "after": of("move")}


def _shift(activity: Poll, answers: Sequence[Parts]) -> dict[str, Any]:
    """Only how many more or fewer chose it the second time; who did not choose again stayed."""
    before = Counter(one["vote"]["choice"] for one in answers)
    after = Counter(one.get("again", one["vote"])["choice"] for one in answers)
    people = len(answers)
    return {
        "shift": [
            {"id": c.id, "text": c.text, "to": _moved(after[c.id] - before[c.id], people)}
            for c in activity.choices
        ]
    }


def _moved(change: int, people: int) -> str:
    """A fifth of the people, and never one alone, before anything is said to have moved."""
    if abs(change) < 2 or 5 * abs(change) < people:
        return "about as many"
    return "more" if change > 0 else "fewer"


def words(answers: Sequence[Parts]) -> list[tuple[str, int]]:
    """The words said by enough people, each with its size from 1 to 3, by the alphabet.

    A word counts once for each person, whatever its case; it shows as most wrote it.
    """
    people: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    for one in answers:
        said = {word.casefold(): word for word in one[""]["words"]}
        people.update(said.keys())
        for folded, word in said.items():
            written.setdefault(folded, Counter())[word] += 1
    return [
        (_usual(written[folded]), size(count, len(answers)))
        for folded, count in sorted(people.items())
        if count >= WORD_FROM
    ]


def size(count: int, people: int) -> int:
    """How large a word is written: by the share of those who said it, as bars are long."""
    return min(3, level(count, people) + 1)


def _usual(forms: Counter[str]) -> str:
    """As enough people wrote it; where everybody wrote it in their own way, in small letters."""
    form, count = max(forms.items(), key=lambda one: (one[1], one[0]))
    return form if count >= WORD_FROM else form.lower()


def texts(answers: Sequence[Parts]) -> list[str]:
    """The texts of a round."""
    return [one[""]["text"] for one in answers]
