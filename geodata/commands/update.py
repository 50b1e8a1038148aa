"""`python -m geodata update --store DIR FILE…`: put a newer version of the place files below the corrections.

Every correction stays in force. Where the newer files say something else than what a correction replaced, or do not
have its place any more, it is listed, and the exit code is 1.
"""

import argparse

from geodata.command import DONE, NEEDS_A_PERSON
from geodata.commands import stores
from geodata.corrections.changes import shown
from geodata.errors import printable


def add(commands) -> None:
    """Add the command to the parser's subcommands."""
    command = commands.add_parser("update", help="put a newer version of the place files below the corrections")
    command.add_argument("files", metavar="FILE", nargs="+", help="all place files of the store, in their order")
    stores.add_who(command)
    stores.add_store(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Record the newer files and print the corrections that a person must look at."""
    store = stores.opened(options)
    before = store.version_of_all
    found = store.update(options.files, who=stores.name_of(options))
    recorded = store.version_of_all if store.version_of_all != before else None
    if options.json:
        stores.print_json({"recorded": recorded, "differences": [one._asdict() for one in found]})
        return NEEDS_A_PERSON if found else DONE
    if recorded is None:
        print("Nothing to do: the store stands on these files, or nothing is recorded yet.")
    else:
        print(f"Recorded as line {recorded}. Every correction stays in force.")
    for one in found:
        print(f"[{printable(one.place)}] {one.field}, line {one.line}: {one.reason}.")
        told = (("replaced", one.old), ("newer files", one.now), ("correction", one.new))
        print("\n".join(f"  {word}: {printable(shown(value))}" for word, value in told))
    return NEEDS_A_PERSON if found else DONE
