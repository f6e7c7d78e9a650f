"""Goldseam, served: ``python app.py``."""

from __future__ import annotations

import os

from pages.routes.application import make_app, serve

from course.settings import read

if __name__ == "__main__":
    serve(lambda: make_app(read(os.environ)))
