"""A reply may be spoken: the recording stays in the tab, and no request carries any of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Page, WebSocket, expect

from course.letters import preferences
from course.look import Look
from tests.browser.learning import Learning, Person, open_page, press
from tests.browser.replying import at, compare, rate
from tests.browser.walking import SLOW

# Keeps each recording in sight of the test, which has no other way to read a blob here.
KEEP = """
const make = URL.createObjectURL.bind(URL);
window.spoken = [];
URL.createObjectURL = (blob) => { if (blob.type.startsWith("audio/")) spoken.push(blob); return make(blob); };
"""  # noqa: E501
BYTES = """async () => [...new Uint8Array(await spoken.at(-1).arrayBuffer())]"""
LENGTH = "async () => { const a = document.querySelector('audio'); return a ? a.src : ''; }"


@pytest.fixture(scope="module")
def with_microphone(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any]
) -> Iterator[Browser]:
    args = [
        *browser_type_launch_args.get("args", []),
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
    ]
    browser = browser_type.launch(**{**browser_type_launch_args, "args": args})
    yield browser
    browser.close()


@pytest.fixture
def speaker(learning: Learning, with_microphone: Browser) -> Iterator[tuple[Person, Page]]:
    person = learning.learner()
    context = with_microphone.new_context(reduced_motion="reduce", permissions=["microphone"])
    learning.sign_in(context, person)
    page = context.new_page()
    page.add_init_script(KEEP)
    yield person, page
    context.close()


@pytest.fixture
def elsewhere(learning: Learning, browser: Browser) -> Iterator[Page]:
    """A learner's tab in a browser of its own: what a script changes in one stays changed."""
    context = browser.new_context(reduced_motion="reduce")
    learning.sign_in(context, learning.learner())
    yield context.new_page()
    context.close()


def sent_by(page: Page) -> list[bytes]:
    """Every body and every frame that leaves the page from now on."""
    found: list[bytes] = []

    def frames(socket: WebSocket) -> None:
        socket.on("framesent", lambda data: found.append(_bytes(data)))

    page.on("request", lambda request: found.append(request.post_data_buffer or b""))
    page.on("websocket", frames)
    return found


def _bytes(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data


def speak(page: Page) -> None:
    """Speak for two seconds."""
    page.get_by_role("button", name="Speak instead").click()
    expect(page.get_by_text("Recording, in this tab only.")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("button", name="Stop")).to_be_focused()
    expect(page.locator(".gs-speak .gs-time")).to_have_text("0:02", timeout=SLOW)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".gs-speak audio")).to_be_visible()


def test_a_reply_is_spoken_played_back_and_no_request_carries_any_of_it(
    learning: Learning, speaker: tuple[Person, Page]
) -> None:
    person, page = speaker
    amiss: list[str] = []
    page.on("console", lambda said: amiss.append(said.text) if "Policy" in said.text else None)
    sent = sent_by(page)
    open_page(page, learning.step("first-repair"))
    said = "The recording stays in this tab's memory. It is never sent or stored."
    expect(page.get_by_text(said)).to_be_visible()
    speak(page)
    keep = "Only this tab holds it. Keep a line or a few keywords in the box, to compare with."
    expect(page.get_by_text(keep)).to_be_visible()
    page.wait_for_function("() => document.querySelector('.gs-speak audio').readyState > 0")
    spoken = bytes(page.evaluate(BYTES))
    assert len(spoken) > 2_000
    page.locator("textarea").fill("martin, not desmond; sory")
    page.get_by_role("button", name="Rate yourself").click()
    at(page, "Rate")
    expect(page.get_by_text("What you said. Only this tab holds it.")).to_be_visible()
    rate(page, 3, 3, 3, 3)
    compare(page)
    expect(page.locator(".gs-speak audio")).to_be_visible()
    assert learning.answers(person, "another-name") == [{"text": "martin, not desmond; sory"}]
    everything = b"\n".join(sent)
    assert b"martin, not desmond" in everything  # the words do leave, so this is looked at
    pieces = [spoken[at : at + 16] for at in range(0, len(spoken) - 16, 97)]
    assert len(pieces) > 20
    assert [piece for piece in pieces if piece in everything] == []
    bodies = [json.loads(body) for body in sent if body.startswith(b'{"cohort"')]
    assert {key for body in bodies for key in body} <= {
        "cohort", "box", "text", "revision", "base", "tab",
        "lesson", "exercise", "texts", "key", "taken",
    }  # fmt: skip
    assert amiss == []


def test_where_clocks_are_hidden_no_time_runs_while_somebody_speaks(
    learning: Learning, speaker: tuple[Person, Page]
) -> None:
    person, page = speaker
    with learning.installation.writing() as work:
        preferences.set_look(work, person.viewer, Look(hide_clocks=True))
    open_page(page, learning.step("first-repair"))
    page.get_by_role("button", name="Speak instead").click()
    expect(page.get_by_role("button", name="Stop")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("timer")).to_have_count(0)
    page.wait_for_timeout(600)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".gs-no-clock audio")).to_be_visible()


def test_a_recording_is_discarded_or_spoken_again(
    learning: Learning, speaker: tuple[Person, Page]
) -> None:
    _, page = speaker
    open_page(page, learning.step("first-repair"))
    speak(page)
    first = page.evaluate(LENGTH)
    assert first.startswith("blob:")
    page.get_by_role("button", name="Speak again").click()
    expect(page.locator(".gs-speak .gs-time")).to_have_text("0:01", timeout=SLOW)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".gs-speak audio")).to_be_visible()
    assert page.evaluate(LENGTH) not in {first, ""}
    press(page, "Discard")
    expect(page.locator(".gs-speak audio")).to_have_count(0)
    expect(page.get_by_role("button", name="Speak instead")).to_be_focused()


def test_a_redraw_of_the_page_cuts_nobody_off(
    learning: Learning, speaker: tuple[Person, Page]
) -> None:
    _, page = speaker
    open_page(page, f"{learning.server.url}/practice?case=name-what-went-wrong%2Fwrong-inbox")
    page.get_by_role("button", name="Speak instead").click()
    expect(page.locator(".gs-speak .gs-time")).to_have_text("0:01", timeout=SLOW)
    press(page, "I'm stuck: show me one way")
    expect(page.locator(".gs-exemplar")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".gs-speak audio")).to_be_visible()
    press(page, "Another case")
    expect(page.locator(".gs-case")).to_have_text("Faster than agreed", timeout=SLOW)
    expect(page.locator(".gs-speak audio")).to_have_count(0)


def test_after_a_reload_nothing_of_it_is_left(
    learning: Learning, speaker: tuple[Person, Page]
) -> None:
    _, page = speaker
    open_page(page, learning.step("first-repair"))
    speak(page)
    page.reload()
    expect(page.get_by_role("button", name="Speak instead")).to_be_visible(timeout=SLOW)
    expect(page.locator("audio")).to_have_count(0)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (
            "Object.defineProperty(window, 'isSecureContext', {get: () => false})",
            "Speaking needs a secure address (https). Write your reply instead.",
        ),
        (
            "Object.defineProperty(navigator, 'mediaDevices', {get: () => undefined})",
            "This browser can't record. Write your reply instead.",
        ),
    ],
)
def test_where_nothing_can_be_recorded_one_sentence_says_so(
    learning: Learning, elsewhere: Page, script: str, said: str
) -> None:
    page = elsewhere
    page.add_init_script(script)
    open_page(page, learning.step("first-repair"))
    expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_role("button", name="Speak instead")).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("NotFoundError", "No microphone was found. Write your reply instead."),
        (
            "NotAllowedError",
            "The browser did not let this page use the microphone. Write your reply instead.",
        ),
        ("AbortError", "The microphone could not be used. Write your reply instead."),
    ],
)
def test_where_the_microphone_is_missing_or_refused_one_sentence_says_so(
    learning: Learning, elsewhere: Page, name: str, said: str
) -> None:
    page = elsewhere
    page.add_init_script(
        "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', '"
        + name
        + "') }"
    )
    open_page(page, learning.step("first-repair"))
    press(page, "Speak instead")
    expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_role("button", name="Speak instead")).to_be_visible()
