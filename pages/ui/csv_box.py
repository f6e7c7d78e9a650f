"""Choosing a CSV file of people to invite. It goes to our own route, not through Streamlit."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from course.cohort.addresses import Remark
from pages.ui import parts

_BOX = parts.component("gs_csv_box")


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    line: int
    text: str = Field(max_length=300)


class _Done(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    invited: int = Field(ge=0)
    problems: list[_Said] = Field(max_length=2000)
    notes: list[_Said] = Field(max_length=2000)


def csv_box(cohort_id: str, role: str) -> tuple[int, list[Remark], list[Remark]] | None:
    """How many were invited, the problems and the notes, in the run just after a file was read."""
    result = _BOX(
        key="invite.csv", data={"cohort": cohort_id, "role": role}, on_done_change=lambda: None
    )
    return _checked(result.done)


def _checked(said: Any) -> tuple[int, list[Remark], list[Remark]] | None:
    """What the browser passed on; it may be anything, so what doesn't fit is nothing."""
    if said is None:
        return None
    try:
        done = _Done.model_validate(said)
    except ValidationError:
        return None
    return (
        done.invited,
        [Remark(one.line, one.text) for one in done.problems],
        [Remark(one.line, one.text) for one in done.notes],
    )
