"""Lesson text: Markdown without HTML, and sources that its claims lead to."""

from __future__ import annotations

from course.authoring.schema import ProseBlock, Step
from pages.ui import prose


def test_a_source_key_leads_to_the_list_below() -> None:
    assert prose.linked("It helped [R1b].") == "It helped [R1b](#source-r1b)."


def test_a_link_that_happens_to_look_like_a_key_is_left_alone() -> None:
    assert prose.linked("[R3](https://example.org)") == "[R3](https://example.org)"


def test_headings_inside_a_step_come_right_after_its_title() -> None:
    assert prose.linked("### Four kinds\n\n#### One") == "## Four kinds\n\n### One"


def test_short_stretches_keep_emphasis_and_never_html() -> None:
    assert prose.inline("A *small* <b>thing</b>") == "A <em>small</em> &lt;b&gt;thing&lt;/b&gt;"


def test_a_step_names_each_of_its_sources_once_in_order() -> None:
    step = Step(id="a", title="A", blocks=[ProseBlock(markdown="One [R9], two [R3], one [R9].")])
    assert prose.keys_in(step) == ["R9", "R3"]
