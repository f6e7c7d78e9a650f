"""Goldseam, served: ``python app.py``."""

from __future__ import annotations

import gc
import os

# All that is imported here stays for good: walking it again and again while it grows is a fifth of
# the time to the first page. The start ends by turning the collector on (pages/routes/lifespan.py).
gc.disable()

from course.settings import read  # noqa: E402
from pages.routes.application import make_app, serve  # noqa: E402

if __name__ == "__main__":
    serve(lambda: make_app(read(os.environ)))
