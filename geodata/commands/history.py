"""`python -m geodata history ID`: who proposed, accepted, declined and undid what in a place, oldest first."""

import argparse

from geodata.command import DONE
from geodata.commands import stores


def add(commands) -> None:
    """Add the command to the parser's subcommands."""
    command = commands.add_parser("history", help="who corrected what in a place")
    command.add_argument("id", metavar="ID", help="the id of the place; find looks it up")
    stores.add_store(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print every line about the place."""
    store = stores.opened(options)
    entries = store.history(options.id)
    waiting = {entry.n for entry in store.pending(options.id)}
    if options.json:
        told = [stores.as_json(entry) | {"waits": entry.n in waiting} for entry in entries]
        stores.print_json({"place": options.id, "version": store.version(options.id), "entries": told})
        return DONE
    for entry in entries:
        print("\n".join(stores.lines(entry) + ["  waits for a decision"] * (entry.n in waiting)))
    if not entries:
        print("Nothing about this place is recorded.")
    return DONE
