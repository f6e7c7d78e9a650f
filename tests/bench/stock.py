"""``python -m tests.bench.stock``: the same application under Streamlit's own settings.

The garbage collector runs over everything after each run, and nothing is frozen.
"""

from __future__ import annotations

import gc
import os

import streamlit as st
from streamlit import config

from course.settings import read
from pages.routes.application import make_app, serve


def _stock_app() -> st.App:
    app = make_app(read(os.environ))
    config.set_option("runner.postScriptGC", True)
    return app


if __name__ == "__main__":
    gc.freeze = lambda: None
    serve(_stock_app)
