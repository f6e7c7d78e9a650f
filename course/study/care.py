"""Words of risk to oneself or to others: they bring up the contact card, and nothing else.

Nothing is blocked, counted, stored or sent anywhere; the page says that nobody reads along.
"""

from __future__ import annotations

import re

_WHOM = (
    r"(?:my ?self|your ?self|him ?self|her ?self|them ?sel(?:f|ves)|themselves|me|him|her|them"
    r"|someone|somebody|anyone|people|others|(?:my|his|her|their|the) (?:client|patient|child"
    r"|children|kids?|partner|wife|husband|mother|father|mum|mom|dad|son|daughter|baby|boss))"
)
_RISK = re.compile(
    rf"""\b(?:
      suicid\w* | self[ -]?harm\w* | self[ -]?injur\w* | parasuicid\w*
    | (?:kill|killed|killing|hang|hanging|shoot|shooting|stab|stabbing|strangle|strangling
        |hurt|hurting|harm|harming|cut|cutting|poison|poisoning|drown|drowning)\ {_WHOM}
    | (?:end|ending|ended|take|taking|took)
        \ (?:it\ all|(?:my|his|her|their)\ (?:own\ )?li(?:fe|ves))
    | (?:want|wants|wanted|wish|wishes|wished|going|ready|plan|plans|planned|planning)\ to\ die
    | (?:wish|wishes|wished)\ (?:i|he|she|they)\ (?:was|were)\ dead
    | better\ off\ (?:dead|without\ (?:me|him|her|them))
    | (?:no|not\ any|any|without\ any)\ reason\ (?:to\ live|to\ go\ on|for\ living)
    | (?:can(?:'?t|not)|could(?:n't|\ not))\ (?:go\ on\ (?:living|any\ ?more|any\ longer)
        |live\ (?:any\ ?more|like\ this|with\ my ?self))
    | (?:do(?:es)?|did)\ ?n(?:'?t|ot)\ want\ to
        \ (?:live|be\ alive|wake\ up|be\ here\ any\ ?more)
    | overdos\w* | took\ (?:all\ )?(?:the|my|his|her|their)\ (?:pills|tablets)
    | jump(?:ed|ing)?\ (?:off|from)\ (?:a|the)\ (?:bridge|roof|building|balcony)
    | (?:being|been|was|is|are)\ (?:beaten|abused|molested|raped)
    | rap(?:e|ed|ing)\ (?:me|him|her|them) | sexual(?:ly)?\ (?:abus|assault)\w*
    | (?:domestic|child)\ (?:abuse|violence)
    | threat(?:en|ens|ened|ening)\ to\ (?:kill|hurt|harm|shoot|stab|burn)
    | (?:has|have|got|bought|carries)\ (?:a|the)\ (?:gun|knife|weapon)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_SPACES = re.compile(r"\s+")


def risk_words(text: str) -> bool:
    """Whether ``text`` speaks of harm to oneself or to somebody else."""
    plain = _SPACES.sub(" ", text.replace("\u2019", "'").replace("\u2018", "'"))
    return _RISK.search(plain) is not None
