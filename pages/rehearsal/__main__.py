"""``python -m pages.rehearsal [PLAN] [PEOPLE] [alone]``: try a workshop's plan by yourself.

A process of its own on a throwaway folder, for this machine alone and without a sign-in: you are
the host, and simulated participants answer. With ``alone`` it leads itself, quickly, and ends;
the exit code is 0 when everybody came and nothing they sent was refused.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections import Counter
from contextlib import suppress

import streamlit as st
from starlette.middleware import Middleware

from course import preview, rehearsal
from course.authoring.load import load_course
from course.errors import BadInput, GoldseamError
from course.rehearsal import Rehearsal
from course.settings import Settings, read
from pages.rehearsal import crowd
from pages.rehearsal.crowd import Crowd
from pages.rehearsal.host import Host
from pages.rehearsal.wire import Line, LineLost
from pages.routes.application import make_app, serve
from pages.routes.cookie import cookie_name
from pages.routes.preview import Known
from pages.ui import wiring

PLAN, PEOPLE = "ninety-minutes", 12
HASTE = 20.0
EXIT_BAD_PLAN, EXIT_BROKEN = 2, 1
READY_SECONDS, READY_PAUSE = 90.0, 0.2


def main(given: list[str]) -> int:
    """Serve a rehearsal until told to stop, or until it has led itself to the end."""
    alone = "alone" in given
    words = [word for word in given if word != "alone"]
    people = next((word for word in words if word.isdecimal()), str(PEOPLE))
    plan_id = next((word for word in words if not word.isdecimal()), PLAN)
    if not 1 <= int(people) <= crowd.MOST:
        return _refused(f"PEOPLE is a number from 1 to {crowd.MOST}.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    ended: list[int] = []
    try:
        port = read({"PORT": os.environ.get("PORT", "")}).port
        with preview.throwaway(port) as settings, suppress(KeyboardInterrupt):
            serve(lambda: app_for(settings, plan_id, int(people), ended if alone else None))
    except GoldseamError as error:
        return _refused(error.sentence)
    return ended[0] if ended else 0


def _refused(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return EXIT_BAD_PLAN


def app_for(settings: Settings, plan_id: str, people: int, ended: list[int] | None) -> st.App:
    """The application with a rehearsal that begins once it answers. Raises BadInput."""
    catalogue = load_course().catalogue
    if plan_id not in catalogue.workshops:
        known = ", ".join(sorted(catalogue.workshops))
        raise BadInput(f"There is no plan {plan_id}. These are: {known}.")
    cookies: list[str] = []
    app = make_app(settings, None, catalogue, [Middleware(Known, cookies)])
    prepared = rehearsal.prepare(wiring.installation(), plan_id, people)
    cookies.append(f"{cookie_name()}={prepared.token}")
    coming = crowd.crowd(settings, prepared.code, people, HASTE if ended is not None else 1.0)
    threading.Thread(
        target=_go_on, args=(settings, prepared, coming, ended), name="rehearsal", daemon=True
    ).start()
    return app


def _go_on(settings: Settings, prepared: Rehearsal, coming: Crowd, ended: list[int] | None) -> None:
    """Wait until the server answers; let the crowd come; lead it, where nobody else does."""
    asyncio.run(_until_ready(coming))
    print(f"Console: {settings.url}/console?run={prepared.run_id}", flush=True)
    print(f"Board:   {settings.url}/board/{prepared.run_id}/{prepared.board}", flush=True)
    print(f"A phone: {settings.room_url}/join/{prepared.code}", flush=True)
    going = crowd.begin(coming)
    if ended is None:
        return
    host = Host(
        prepared.host,
        prepared.run_id,
        lambda said: print(said, flush=True),
        coming.has_done,
        coming.haste,
    )
    asyncio.run(host.lead(coming.people))
    going.join(timeout=READY_SECONDS)
    took = coming.took
    print(f"{took.joined} joined, {took.answers} answers received, {len(took.refused)} refused.")
    for sentence, times in Counter(took.refused).items():
        print(f"  {times} times: {sentence}")
    whole = took.joined == coming.people and not took.refused and not going.is_alive()
    ended.append(0 if whole else EXIT_BROKEN)
    os.kill(os.getpid(), signal.SIGINT)


async def _until_ready(coming: Crowd) -> None:
    line = Line(coming.url, coming.connect)
    async with asyncio.timeout(READY_SECONDS):
        while True:
            with suppress(LineLost):
                if (await line.request("GET", "/readyz")).status == 200:
                    await line.close()
                    return
            await asyncio.sleep(READY_PAUSE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
