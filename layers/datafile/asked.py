"""How shall a data file look? The options of the command that only a data file has."""

import argparse

from geodata.errors import DataError
from layers.datafile import FORMATS
from layers.datafile.fields import TABLES


def add(command: argparse.ArgumentParser) -> None:
    """Add the options to a command."""
    group = command.add_argument_group(f"data ({', '.join(FORMATS)})")
    group.add_argument("--table", choices=TABLES, help="only this table; a CSV or Parquet holds legs unless you say so")
    group.add_argument("--bom", action="store_true", help="begin a CSV with a byte order mark, as Excel wants it")


def check(options: argparse.Namespace, ending: str) -> None:
    """DataError where an option is said that a file of this ending does not have."""
    form = FORMATS.get(ending)
    for name, said, fits in (
        ("--table", options.table, form and form.choice),
        ("--bom", options.bom, ending == ".csv"),
    ):
        if said and not fits:
            able = ".csv" if name == "--bom" else ", ".join(key for key, one in FORMATS.items() if one.choice)
            raise DataError(f"is for {able} only", field=name, remedy="leave it away, or write such a file")


def read(options: argparse.Namespace) -> dict:
    """What of the file is asked for, for ``layers.datafile.make``."""
    return {"table": options.table, "bom": options.bom}
