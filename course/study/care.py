"""Words of risk to oneself or to others: they bring up the contact card, and nothing else.

Nothing is blocked, counted, stored or sent anywhere; the page says that nobody reads along.
"""

from __future__ import annotations

import re

from course.study.cues import plain, word_starts

_WHOM = (
    r" +(?:my ?self|your ?self|him ?self|her ?self|them ?sel(?:f|ves)|me|him|her|them|someone"
    r"|somebody|anyone|people|others|(?:my|his|her|their|the) +(?:client|patient|child(?:ren)?"
    r"|kids?|partner|wife|husband|mother|father|mum|mom|dad|son|daughter|baby|boss))(?!\w)"
)
_LIFE = r" +(?:it +all|(?:my|his|her|their) +(?:own +)?li(?:fe|ves))(?!\w)"
_TO_DIE = r" +to +die(?!\w)"
_NOT_TO_LIVE = (
    r"(?:es|d)? ?n(?:'?t|ot) +want +to +(?:live|be +alive|wake +up|be +here +any ?more)(?!\w)"
)
_NOT_ON = r"(?:'?t|not) +(?:go +on +(?:living|any ?(?:more|longer))|live +(?:any ?more|like +this))"
_HURTING = r"(?:s|ed|ing|ting|bing|ling)?" + _WHOM

_HURT = ("kill", "hang", "shoot", "stab", "strangl", "strangle", "hurt", "harm", "cut", "poison")
_END = ("end", "ended", "ending", "take", "took", "taking")
_WANT = ("want", "wants", "wanted", "wish", "wishes", "wished", "ready")
_PLAN = ("going", "plan", "plans", "planned", "planning")
_SUFFER = ("being", "been", "was", "is", "are", "were")
_CARRY = ("has", "have", "got", "bought", "carries")

# By the word with which each begins: a phrase is looked for only where its word stands.
_PHRASES = {
    "suicid": "",
    "parasuicid": "",
    "overdos": "",
    "self": r"[ -]?(?:harm|injur)",
    "dead": r"(?!\w)(?<=(?:was|ere) dead)",
    "better": r" +off +(?:dead|without +(?:me|him|her|them))(?!\w)",
    "reason": r" +(?:to +live|to +go +on|for +living)(?!\w)",
    "can": _NOT_ON,
    "could": r"(?:n't| +not) +(?:go +on +(?:living|any ?more)|live +like +this)",
    "do": _NOT_TO_LIVE,
    "did": _NOT_TO_LIVE,
    "jump": r"(?:ed|ing)? +(?:off|from) +(?:a|the) +(?:bridge|roof|building|balcony)",
    "rape": r"[ds]? +(?:me|him|her|them|a|my)(?!\w)",
    "sexual": r"(?:ly)? +(?:abus|assault)",
    "domestic": r" +(?:abuse|violence)",
    "child": r" +abuse(?!\w)",
    "threaten": r"(?:s|ed|ing)? +to +(?:kill|hurt|harm|shoot|stab|burn)(?!\w)",
    **dict.fromkeys(_HURT, _HURTING),
    **dict.fromkeys(_END, _LIFE),
    **dict.fromkeys(_WANT + _PLAN, _TO_DIE),
    **dict.fromkeys(_SUFFER, r" +(?:beaten|abused|molested|raped)(?!\w)"),
    **dict.fromkeys(_CARRY, r" +(?:a|the) +(?:gun|knife|weapon)(?!\w)"),
}
_RISKS = {cue: re.compile(re.escape(cue) + rest) for cue, rest in _PHRASES.items()}


def risk_words(text: str) -> bool:
    """Whether ``text`` speaks of harm to oneself or to somebody else."""
    lower = plain(text)
    return any(
        pattern.match(lower, start) is not None
        for cue, pattern in _RISKS.items()
        for start in word_starts(lower, cue)
    )
