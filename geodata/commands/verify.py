"""`python -m geodata verify`: whether journal, base and rebuilt files are as they were written. Anything else is 1.

Nothing is mended here, not even a torn last line; that happens when the store is opened next.
"""

import argparse

from geodata.command import DONE, NEEDS_A_PERSON
from geodata.commands import stores
from geodata.corrections.disk import Disk
from geodata.corrections.verify import faults, held
from geodata.errors import DataError
from geodata.journal import BEGINNING, FILE, read
from geodata.store import folder_for


def add(commands) -> None:
    """Add the command to the parser's subcommands."""
    command = commands.add_parser("verify", help="whether the recorded corrections are as they were written")
    stores.add_store(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what is wrong, each with file and line, or that nothing is."""
    folder = stores.folder_of(options)
    if not folder.is_dir() and folder != folder_for():
        raise DataError("there is no such folder", file=folder, remedy="check the path")
    store = held(folder, Disk())
    found = faults(store)
    entries = read(store.journal, FILE).entries
    head = entries[-1].hash if entries else BEGINNING
    if options.json:
        told = [{name: getattr(fault, name) for name in ("file", "line", "reason", "remedy")} for fault in found]
        stores.print_json({"problems": told, "lines": len(entries), "head": head})
    elif found:
        print("\n".join(map(str, found)))
    else:
        print(f"{len(entries):,} line{'' if len(entries) == 1 else 's'}, all as written. The last has the hash {head}.")
    return NEEDS_A_PERSON if found else DONE
