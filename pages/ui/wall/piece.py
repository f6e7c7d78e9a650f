"""A piece and its answers as everyone sees them; the words stand there exactly as written."""

from __future__ import annotations

from collections.abc import Sequence

from course.wall.texts import Post, Reply, Shared
from pages.ui.layout import literal

BY_COURSE = "Written for the course"


def post_html(post: Post, *, by_course: bool = False, answers: Sequence[Reply] = ()) -> str:
    """One piece: its new name, what happened, how the repair went, and what was answered."""
    mark = f'<p class="gs-eyebrow">{BY_COURSE}</p>' if by_course else ""
    said = "".join(f"<li>{reply_html(one)}</li>" for one in answers)
    below = f'<ul class="gs-answers">{said}</ul>' if said else ""
    return (
        f'<article class="gs-piece">{mark}<h3 dir="auto">{literal(post.name)}</h3>'
        f'<p class="gs-words" dir="auto">{literal(post.what)}</p>'
        '<p class="gs-small gs-muted gs-p gs-mended">How the repair went</p>'
        f'<p class="gs-words" dir="auto">{literal(post.repair)}</p>{below}</article>'
    )


def reply_html(reply: Reply) -> str:
    """One answer: a recognition and a question."""
    return (
        f'<p class="gs-words" dir="auto">{literal(reply.recognition)}</p>'
        f'<p class="gs-words gs-ask" dir="auto">{literal(reply.question)}</p>'
    )


def shared_html(shared: Shared, to: str = "") -> str:
    """A piece, or an answer with the name of the piece it is addressed to."""
    if isinstance(shared, Post):
        return post_html(shared)
    above = f'<p class="gs-eyebrow" dir="auto">An answer to “{literal(to)}”</p>' if to else ""
    return f'<article class="gs-piece">{above}{reply_html(shared)}</article>'
