"""Every error a person may be shown, each with one clear sentence."""

from __future__ import annotations

NOT_FOUND = "We could not find that. It may have moved, or it may not be yours to open."


class GoldseamError(Exception):
    """An error whose ``sentence`` is safe and kind enough to show to anyone."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotFound(GoldseamError):
    """The thing is not there, or is not this person's: the same words for both."""

    def __init__(self) -> None:
        super().__init__(NOT_FOUND)


class BadInput(GoldseamError):
    """What was entered cannot be used; the sentence says why and what would work."""


class TooLong(BadInput):
    """A text is over the limit; nothing of it was cut or stored."""


class StaleDraft(GoldseamError):
    """A newer draft exists, written elsewhere; the older one was not stored."""


class TooManyAttempts(GoldseamError):
    """Too many failures from one address within a minute."""


class SettingError(GoldseamError):
    """A setting is wrong or missing; the sentence names it. Start-up exits with code 2."""
