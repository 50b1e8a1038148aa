"""`python -m geodata accept N`: put the proposal of line N of the journal in force."""

import argparse

from geodata.commands import stores


def add(commands) -> None:
    """Add the command to the parser's subcommands."""
    command = commands.add_parser("accept", help="accept a proposed correction")
    command.add_argument("number", metavar="N", type=int, help="the number of the proposal; history shows it")
    command.add_argument("--comment", metavar="TEXT", help="a word to it")
    stores.add_who(command)
    stores.add_store(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Record the acceptance."""
    return stores.act(options, stores.opened(options).accept, options.number, comment=options.comment)
