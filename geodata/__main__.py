"""The commands on places: `python -m geodata COMMAND`, one file each in geodata/commands."""

import argparse
import sys
from importlib import import_module

from geodata.command import run

COMMANDS = (
    "find",
    "locate",
    "check",
    "propose",
    "accept",
    "decline",
    "history",
    "undo",
    "verify",
    "export",
    "update",
)  # in the order of --help; each is a module of geodata.commands


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m geodata", description="Look up, check and correct places.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in COMMANDS:
        import_module(f"geodata.commands.{name}").add(commands)
    return run(parser, arguments)


if __name__ == "__main__":
    sys.exit(main())
