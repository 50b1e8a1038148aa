"""The command line of the route builder: `python -m routes COMMAND`, one file each in routes/commands (README.md)."""

import argparse
from collections.abc import Sequence
from importlib import import_module

from geodata.command import run

COMMANDS = ("build", "propose")  # in the order of --help; each is a module of routes.commands


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m routes", description="From custody events to transfer paths.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in COMMANDS:
        import_module(f"routes.commands.{name}").add(commands)
    return run(parser, arguments)
