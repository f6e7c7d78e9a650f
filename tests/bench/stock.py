"""``python -m tests.bench.stock``: the same application under Streamlit's own settings.

The garbage collector runs over everything after each run, and nothing is frozen.
"""

from __future__ import annotations

import gc
import os

os.environ["STREAMLIT_RUNNER_POST_SCRIPT_GC"] = "true"
gc.freeze = lambda: None

from course.settings import read  # noqa: E402
from pages.routes.application import make_app, serve  # noqa: E402

if __name__ == "__main__":
    serve(lambda: make_app(read(os.environ)))
