"""``python -m tests.bench.hello``: a page that says hello, under Goldseam's settings.

The same process in every other respect: same imports, same routes, same frozen heap.
"""

from __future__ import annotations

import os
from pathlib import Path

from course.settings import read
from pages.routes import application

if __name__ == "__main__":
    application.FRAME = Path(__file__).with_name("hello_page.py")
    application.serve(lambda: application.make_app(read(os.environ)))
