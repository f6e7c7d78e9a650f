"""What Streamlit must be told that depends on this installation; the rest is in config.toml."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from streamlit import config

from course.settings import Settings


def apply(settings: Settings, cookie_secret: str) -> None:
    """Set the options before Streamlit reads any; the secret also signs the OAuth state cookie."""
    os.environ["STREAMLIT_SERVER_COOKIE_SECRET"] = cookie_secret
    address = urlsplit(settings.url)
    config.get_config_options(
        force_reparse=True,
        options_from_flags={
            "server.address": settings.host,
            "server.port": settings.port,
            "server.allowedHosts": [address.hostname],
            "browser.serverAddress": address.hostname,
            "browser.serverPort": address.port or (443 if settings.is_https else 80),
        },
    )
