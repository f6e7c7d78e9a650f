"""A call of each operation on signing in that the permitted person may make."""

from __future__ import annotations

from collections.abc import Callable

from tests.world import Scene

EXAMPLES: dict[str, Callable[[Scene], dict[str, object]]] = {
    "sign_ins.mine": lambda _: {},
    "sign_ins.end": lambda s: {"sign_in_id": s.learner.sign_in_id},
    "sign_ins.end_here": lambda _: {},
    "sign_ins.end_everywhere": lambda _: {},
    "door.look": lambda _: {"token": "unknown"},
    "door.enter": lambda _: {"token": "unknown"},
    "coming_back.check_phrase": lambda _: {"email": "nobody@example.org", "words": "six words"},
    "coming_back.by_phrase": lambda _: {"email": "nobody@example.org", "words": "six words"},
    "coming_back.by_mail": lambda _: {
        "email": "learner@example.org",
        "post": lambda to, subject, body: None,
    },
    "coming_back.new_phrase": lambda _: {},
    "devices.make_link": lambda _: {},
    "account.about_me": lambda _: {},
    "account.change": lambda _: {"name": "Learner", "email": "learner@example.org"},
    "account.dismiss_notice": lambda _: {},
}
