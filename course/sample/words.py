"""What the invented learners write: composites, about nobody."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from course.authoring.schema import (
    Check,
    Demonstration,
    Drill,
    Evaluation,
    Exercise,
    Intention,
    RatingExercise,
    Reflection,
    Reframe,
    Reply,
    Sort,
)
from course.study.answers import LOOKING_BACK, Answer

REPAIRS = (
    "I got that wrong just now, and I saw you go quiet. I’m sorry. What was it like to hear it?",
    "Can I stop for a moment? What I said missed you, and that was mine. I’d like to hear what it "
    "did, if you want to say.",
    "You’re right to put me straight. I was careless there, and you are the one who had to point "
    "it out. I’m sorry.",
    "That was my mistake, not yours to smooth over. I will put it right today and tell you what I "
    "have done. How is it to sit here with me after that?",
    "I went faster than we had agreed. You told me, and I carried on. I’m sorry. Let’s look at "
    "what you need before we do anything else.",
    "Sorry about that. Shall we go on where you were?",
    "I think I hurt you a minute ago and then kept talking. I’d rather not leave it there. There "
    "is no need to make it all right for me.",
)
SECOND_TRIES = (
    "I said something careless and you had to correct me. I’m sorry. It may have sounded as if "
    "there were no room for you here. Is any of that so? We can leave it for another day, too.",
    "That was mine, and I won’t explain it away. I’m sorry. I’ll do it differently from today, and "
    "next time I’ll ask you whether it has been better. What did it do to you?",
)
REFLECTIONS = (
    "I excuse lateness in no time and punish myself for a wrong word for days. I think the "
    "wrong word shows, and the lateness I can blame on the trains.",
    "What I hope a colleague would do is say it plainly, in one sentence, and then listen. I "
    "notice I have rarely done that without adding a reason.",
    "The ones I don’t see worry me more than the one I remember. I asked for a rating at the end "
    "of the week and it was lower than I had guessed.",
    "I was taught that a good practitioner doesn’t need to apologise. Writing the note with the "
    "impact first made it shorter, and harder to send.",
    "I keep thinking of the silence after I had spoken. At the time I called it thoughtful. I "
    "would call it hurt now.",
    "Two things: I apologise too often for small things, and not at all when it is something "
    "large. The large ones I take to supervision and nowhere else.",
    "It helped to hear that the colour changes when the impact is known. I coloured three of the "
    "ten too lightly.",
)
NOTES = (
    "About forty exchanges in the hour. I guessed two misses; the rating suggests more.",
    "I lost count twice. Perhaps five moments where I answered my own thought.",
    "",
)
INTENTIONS = (
    "I stop at the first short answer and ask whether I missed something.",
    "I say what I did in one sentence, before any reason.",
    "I leave a breath after I have said sorry, and let them answer.",
)
REFRAMED = (
    "I hurried, and someone had to correct me.",
    "Hurry is where my misses live.",
    "I’ll leave a breath before I answer.",
)
UNFINISHED = "I pressed on after she had said that was enough, and"


def answer(
    exercise: Exercise, skills: Sequence[str], random: Random, *, again: bool = False
) -> Answer:
    """An invented answer to any exercise; ``again`` makes it a second try."""
    found: Answer
    match exercise:
        case Reflection():
            found = {"text": random.choice(REFLECTIONS)}
        case Intention():
            found = {"text": f"Next time {random.choice(INTENTIONS)}"}
        case Check():
            found = {"choices": _choices(exercise, random, again=again)}
        case Sort():
            found = {"places": _places(exercise, random)}
        case Drill():
            found = {"note": random.choice(NOTES) if exercise.write else ""}
        case Demonstration():
            found = {"predictions": _predictions(exercise, random)}
        case Reframe():
            ids = [line.id for line in exercise.lines]
            found = {"lines": dict(zip(ids, REFRAMED, strict=True))}
        case RatingExercise():
            found = {"ratings": _ratings(skills, random)}
            if exercise.wave == "after":
                found[LOOKING_BACK] = _ratings(skills, random)
        case Evaluation():
            ids = [one.id for one in exercise.statements]
            found = {"answers": {one: random.choice((3, 4, 4, 5)) for one in ids}}
        case _:
            found = {"text": random.choice(SECOND_TRIES if again else REPAIRS)}
    return found


def _ratings(skills: Sequence[str], random: Random) -> dict[str, int]:
    """Before the course most place themselves in the middle, and some skills above others."""
    usual = dict(zip(skills, (3, 2, 3, 4, 2, 3, 2, 3), strict=False))
    return {
        skill: min(5, max(1, usual.get(skill, 3) + random.choice((-1, 0, 0, 1))))
        for skill in skills
    }


def marks(
    case: Reply, text: str, random: Random, *, again: bool
) -> tuple[dict[str, int], dict[str, str]]:
    """How an invented learner rates a reply of theirs, and the words they point to."""
    ratings = {
        skill: random.choice((3, 3, 4, 4) if again else (2, 3, 3, 4)) for skill in case.skills
    }
    first = text.split(". ", maxsplit=1)[0]
    return ratings, {skill: first for skill, rating in ratings.items() if rating >= 4}


def _choices(exercise: Check, random: Random, *, again: bool) -> dict[str, str]:
    """Mostly right; a second try is right throughout, so that it passes."""
    chosen = {}
    for question in exercise.questions:
        right = next(choice.id for choice in question.choices if choice.right)
        other = random.choice(question.choices).id
        chosen[question.id] = right if again or random.random() < 0.85 else other
    return chosen


def _places(exercise: Sort, random: Random) -> dict[str, str]:
    boxes = [box.id for box in exercise.boxes]
    return {
        card.id: card.box if random.random() < 0.7 else random.choice(boxes)
        for card in exercise.cards
    }


def _predictions(exercise: Demonstration, random: Random) -> dict[str, int]:
    return {
        str(n): random.randrange(len(turn.predict.choices))
        for n, turn in enumerate(exercise.turns)
        if turn.predict
    }
