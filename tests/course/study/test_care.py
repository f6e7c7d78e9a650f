"""Words of risk bring up the contact card; ordinary words do not."""

from __future__ import annotations

import time

import pytest

from course.study.care import risk_words


@pytest.mark.parametrize(
    "text",
    [
        "I want to kill myself",
        "He talked about suicide.",
        "she feels SUICIDAL",
        "thoughts of self-harm",
        "I keep hurting  myself",
        "he said he would end his life",
        "I want to end it all",
        "I just want\nto die",
        "they'd be better off without me",
        "I can’t go on like that, I can't go on anymore",
        "I don't want to be here anymore",
        "she does not want to live",
        "he threatened to kill his wife",
        "he is going to hurt her",
        "I could hurt someone",
        "she took an overdose",
        "no reason to live",
        "the child was beaten",
        "domestic violence at home",
        "he has a gun",
    ],
)
def test_words_of_risk_are_seen(text: str) -> None:
    assert risk_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I was ten minutes late and it cut the hour short.",
        "That remark hurt, and I killed time by talking about the fee.",
        "I'm dying to know what she thought.",
        "The silence nearly killed the mood. I shot back an answer.",
        "He ended the hour. I take life slowly.",
        "Her father died last year.",
        "I felt ashamed and wanted to hide.",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert not risk_words(text)


def test_long_texts_take_little_time() -> None:
    start = time.process_time()
    for unit in ("kill ", "I want to ", "end ", " ", "self "):
        risk_words((unit * 20_000)[:20_000])
    assert time.process_time() - start < 0.5
