"""Every operation there is, and the examples by which tests call them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable

import course
import tests.examples
from course.access import OPERATIONS
from tests.world import Scene

Example = Callable[[Scene], dict[str, object]]


def every_operation() -> dict[str, Callable[..., object]]:
    """All operations, by name, after importing every module of ``course``."""
    for module in pkgutil.walk_packages(course.__path__, "course."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return dict(OPERATIONS)


def every_example() -> dict[str, Example]:
    """The examples of all areas together."""
    found: dict[str, Example] = {}
    for module in pkgutil.iter_modules(tests.examples.__path__, "tests.examples."):
        found |= importlib.import_module(module.name).EXAMPLES
    return found
