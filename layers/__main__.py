"""The commands on the map: `python -m layers COMMAND`, one file each in layers/commands."""

import argparse
import sys
from importlib import import_module

from geodata.command import run

COMMANDS = ("export", "verify")  # in the order of --help; each is a module of layers.commands


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m layers", description="Take the map away as a file; check one.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in COMMANDS:
        import_module(f"layers.commands.{name}").add(commands)
    return run(parser, arguments)


if __name__ == "__main__":
    sys.exit(main())
