"""``python -m tests.kitchen.launch``: the application serving a course on cooking."""

from __future__ import annotations

import os
from pathlib import Path

from course.authoring.load import load_course
from course.settings import read
from pages.routes.application import make_app, serve
from tests.launch import clock

COURSE = Path(__file__).parent / "course"

if __name__ == "__main__":
    catalogue = load_course(COURSE).catalogue
    serve(lambda: make_app(read(os.environ), clock(dict(os.environ)), catalogue))
