"""What Streamlit's scripts are told in the page itself, so that they need not ask, guess or wait.

Untold, they ask whether the server is well beneath the page's own path, are refused, ask again at
the root, and open the socket only then: two round trips more. Until the first run's answer they
also draw in a font and in colours that are not ours, and that font alone is 170 KB.
"""

from __future__ import annotations

import json

from streamlit import config

from course.settings import Settings

# Streamlit's configuration names a font as its scripts do not.
_OTHERWISE = {"font": "bodyFont"}
_LOOKS = {"font", "headingFont", "baseFontSize", "baseFontWeight"}


def script(settings: Settings) -> str:
    """The inline script. A version of Streamlit that does not know these words asks, as before."""
    told = {
        "BACKEND_BASE_URL": settings.origin,
        "HOST_CONFIG": {
            "allowedOrigins": [settings.origin],
            "useExternalAuthToken": False,
            "enableCustomParentMessages": False,
            "blockErrorDialogs": False,
            "metricsUrl": "",
        },
        "LIGHT_THEME": _theme("theme.light"),
        "DARK_THEME": _theme("theme.dark"),
    }
    # Nothing in it may end the script it stands in.
    return f"window.__streamlit={json.dumps(told, sort_keys=True)}".replace("<", "\\u003c")


def _theme(section: str) -> dict[str, object]:
    common = config.get_options_for_section("theme")
    colours = config.get_options_for_section(section)
    found = {_OTHERWISE.get(name, name): common.get(name) for name in sorted(_LOOKS)}
    found |= {name: value for name, value in colours.items() if name.endswith("Color")}
    return {name: value for name, value in found.items() if value is not None}
