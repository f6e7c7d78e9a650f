"""What the room sees of an activity, as the console shows it to its host."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any

from pages.ui import layout

Json = Mapping[str, Any]

STAGES = {
    "waiting": "Waiting. Phones say that it opens by itself.",
    "open": "Open",
    "closed": "Closed",
    "revealed": "Revealed",
}


def html(activity: Json) -> str:
    """The activity as markup of our own; what people wrote in it is shown literally."""
    if activity["small"]:
        return _p(activity["small"])
    result = activity.get("result")
    shown = "".join(_body(activity))
    return shown + (_result(result) if result else "")


def _body(activity: Json) -> Iterator[str]:
    body = activity["body"]
    for name in ("question", "prompt", "task", "case"):
        if body.get(name):
            yield _p(body[name], "gs-live-asked")
    for paragraph in body.get("paragraphs", ()):
        yield _p(paragraph)
    if body.get("fact"):
        yield _p(f"New: {body['fact']}", "gs-live-asked")
    if body.get("choices"):
        yield _list(choice["text"] for choice in body["choices"])
    if body.get("colours"):
        yield _list(colour["text"] for colour in body["colours"])
    if body.get("low"):
        yield _p(f"1: {body['low']}. 5: {body['high']}.")
    for step in (*body.get("steps", ()), *body.get("phases", ())):
        title = f"{step['title']}: " if step.get("title") else ""
        yield _p(f"{title}{step['text']} ({step['seconds']} s)")
    if body.get("commitment"):
        yield _p(f"To keep: {body['commitment']}")


def _result(result: Json) -> str:
    shown: dict[str, Callable[[Any], str]] = {
        "none": _p,
        "bars": _bars,
        "before": lambda bars: f"{_p('Before')}{_bars(bars)}",
        "after": lambda bars: f"{_p('After')}{_bars(bars)}",
        "shift": lambda rows: _list(f"{row['text']}: {row['to']}" for row in rows),
        "words": lambda rows: _list(row["text"] for row in rows),
        "texts": _list,
    }
    return "".join(shown[name](value) for name, value in result.items() if name in shown)


def _bars(bars: Any) -> str:
    items = "".join(
        f"<li>{layout.literal(bar['text'])}: {layout.literal(bar['share'])}"
        f'<span class="gs-live-bar gs-live-level-{int(bar["level"])}"></span></li>'
        for bar in bars
    )
    return f'<ul class="gs-live-list gs-live-bars">{items}</ul>'


def _p(text: str, name: str = "gs-p") -> str:
    return f'<p class="{name}">{layout.literal(str(text))}</p>'


def _list(texts: Any) -> str:
    items = "".join(f"<li>{layout.literal(str(text))}</li>" for text in texts)
    return f'<ul class="gs-live-list">{items}</ul>' if items else ""


def where(activity: Json) -> str:
    """Where the run is, in a line: number, round, stage."""
    said = [f"{activity['number']} of {activity['of']}"]
    if activity["rounds"] > 1:
        said.append(f"round {activity['round']} of {activity['rounds']}")
    said.append(STAGES[activity["stage"]].split(".")[0].lower())
    return escape(", ".join(said))
