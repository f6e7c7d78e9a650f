"""The one command line: ``python -m course <command>``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from course.errors import GoldseamError, SettingError

# Each command is a module of course/commands: HELP (one sentence), arguments(parser), run(given).
COMMANDS = (
    "lint",
    "release-content",
    "migrate",
    "release",
    "expire",
    "settle",
    "sign-in-link",
    "backup",
    "restore",
    "erase",
    "badge-key",
    "sample",
)
EXIT_BAD_SETTING = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit code. A setting that cannot be used is one sentence and 2."""
    given = _parser().parse_args(argv)
    try:
        code: int = given.run(given)
    except SettingError as error:
        print(error.sentence, file=sys.stderr)
        return EXIT_BAD_SETTING
    except GoldseamError as error:
        print(error.sentence, file=sys.stderr)
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m course", description="What can be done to Goldseam on the server."
    )
    commands = parser.add_subparsers(title="commands", metavar="<command>", required=True)
    for name in COMMANDS:
        module = import_module(f"course.commands.{name.replace('-', '_')}")
        one = commands.add_parser(name, help=module.HELP, description=module.HELP)
        module.arguments(one)
        one.set_defaults(run=module.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
