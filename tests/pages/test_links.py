"""Links to pages of ours as markup: addresses made safe, whatever is in them."""

from __future__ import annotations

from pages.ui.links import HOME, link


def test_a_link_leads_to_a_page_with_what_is_asked_of_it() -> None:
    drawn = link("lesson", "Go on", lesson="notice", step="first-repair")
    assert drawn == (
        '<a class="gs-go" href="/lesson?lesson=notice&amp;step=first-repair" target="_self">'
        "Go on</a>"
    )


def test_home_has_no_path_of_its_own() -> None:
    assert link(HOME, "Course", look="gs-row") == (
        '<a class="gs-go gs-row" href="/" target="_self">Course</a>'
    )


def test_nothing_that_is_asked_can_end_the_address_or_begin_another_question() -> None:
    drawn = link("take-part", "x", run='"><script>&run=other#')
    assert 'href="/take-part?run=%22%3E%3Cscript%3E%26run%3Dother%23"' in drawn
