"""Goldseam, served: ``python app.py``."""

from __future__ import annotations

import os

from course.settings import read
from pages.routes.application import make_app, serve

if __name__ == "__main__":
    serve(lambda: make_app(read(os.environ)))
