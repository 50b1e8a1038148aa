"""`python -m geodata undo N --reason TEXT`: undo an accepted correction or an undo; withdraw one's own proposal."""

import argparse

from geodata.commands import stores


def add(commands) -> None:
    """Add the command to the parser's subcommands."""
    command = commands.add_parser("undo", help="undo an accepted correction, or withdraw a proposal")
    command.add_argument("number", metavar="N", type=int, help="the number of the line; history shows it")
    command.add_argument("--reason", metavar="TEXT", required=True, help="why")
    stores.add_who(command)
    stores.add_store(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Record the undo."""
    return stores.act(options, stores.opened(options).undo, options.number, reason=options.reason)
