"""`python -m geodata decline N --comment TEXT`: turn down the proposal of line N of the journal."""

import argparse

from geodata.commands import stores


def add(commands) -> None:
    """Add the command to the parser's subcommands."""
    command = commands.add_parser("decline", help="decline a proposed correction")
    command.add_argument("number", metavar="N", type=int, help="the number of the proposal; history shows it")
    command.add_argument("--comment", metavar="TEXT", required=True, help="why")
    stores.add_who(command)
    stores.add_store(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Record that it was declined."""
    return stores.act(options, stores.opened(options).decline, options.number, comment=options.comment)
