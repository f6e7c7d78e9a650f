"""Learners at the end of the course, put into a served cohort: one before, one after."""

from __future__ import annotations

from course.access import Role, Viewer
from course.installation import Installation
from course.study import (
    attempts,
    certificate,
    guide,
    reading,
    record,
    reply_ratings,
    showing,
    shown,
)
from tests import world
from tests.course.study.finishing import finish

CASE = ("name-what-went-wrong", "another-name")


def prepare(
    here: Installation, cohort_id: str, tokens: dict[str, str], links: dict[str, str]
) -> None:
    """Sign both in, and put the paths whose secrets they made into ``links``."""
    _person(here, cohort_id, "Cleo Complete", "complete", tokens)
    fia = _person(here, cohort_id, "Fia Finished", "finished", tokens)
    with here.writing() as work:
        where = (cohort_id, *CASE)
        words = {"text": "Desmond. I called you Martin, and I am sorry."}
        attempts.submit(work, fia, *where, words, "key-00000001")
        marks = dict.fromkeys(_skills(here), 2)
        reply_ratings.rate(work, fia, *where, 1, "first", marks, {})
        for reader in ("Priya Nair", "Ben Ode"):
            key = showing.preview(work, fia, *where, 1).key
            showing.show(work, fia, *where, 1, reader, key, sender="Fia")
        urls = {one.item.reader: one.url or "" for one in shown.mine(work, fia, cohort_id)}
        paths = {name: url.removeprefix(work.settings.url) for name, url in urls.items()}
        links["shown"], links["answered"] = paths["Priya Nair"], paths["Ben Ode"]
        links["show"] = f"/show?lesson={CASE[0]}&exercise={CASE[1]}&number=1"
        token = links["answered"].removeprefix("/shown/")
        theirs = dict.fromkeys(marks, 3) | {next(iter(marks)): None}
        reading.send(work, None, token, theirs, "“I am sorry”, said once.", "Say what it did.")
        guide.choose(work, fia, cohort_id, [CASE])
        record.hand_in(work, fia, cohort_id)
        certificate.turn_on(work, fia, cohort_id)
        [public] = certificate.public(work, fia)
        links["verified"] = f"/verified/{public.code}"


def _person(
    here: Installation, cohort_id: str, name: str, who: str, tokens: dict[str, str]
) -> Viewer:
    with here.writing() as work:
        account = world.account(work, name)
        world.join(work, account, cohort_id, Role.LEARNER)
        finish(work, account, cohort_id)
        tokens[who] = world.sign_in(work, account)
        return world.viewer(work, tokens[who])


def _skills(here: Installation) -> list[str]:
    case = here.catalogue.exercise(*CASE)
    return list(getattr(case, "skills", ()))
