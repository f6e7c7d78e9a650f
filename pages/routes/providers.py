"""The identity providers configured in ``.streamlit/secrets.toml``, one ``[auth.<name>]`` each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from streamlit.auth_util import get_secrets_auth_section
from streamlit.errors import StreamlitAuthError

_KEYS = ("client_id", "client_secret", "server_metadata_url")


@dataclass(frozen=True)
class Provider:
    """One identity provider: its name in the settings, its button's words, and our id there."""

    name: str
    label: str
    client_id: str
    metadata_url: str


def configured() -> tuple[Provider, ...]:
    """Every provider that is set up whole; empty when there is none."""
    try:
        section: Mapping[str, Any] = get_secrets_auth_section().to_dict()
    except (StreamlitAuthError, OSError, AttributeError):
        return ()
    if "redirect_uri" not in section or "cookie_secret" not in section:
        return ()
    found = [_provider("default", section)]
    found += [_provider(n, part) for n, part in section.items() if isinstance(part, Mapping)]
    return tuple(p for p in found if p is not None)


def _provider(name: str, section: Mapping[str, Any]) -> Provider | None:
    values = [section.get(key) for key in _KEYS]
    # Streamlit joins a provider's name to other words with underscores and splits them again.
    if "_" in name or not all(isinstance(value, str) and value for value in values):
        return None
    label = section.get("label")
    words = label if isinstance(label, str) else _label(name)
    return Provider(name, words, str(values[0]), str(values[2]))


def _label(name: str) -> str:
    return "your organisation's account" if name == "default" else name.capitalize()


def named(name: str) -> Provider | None:
    """The configured provider of this name."""
    return next((p for p in configured() if p.name == name), None)
