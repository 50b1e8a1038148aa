"""The commands on places: `python -m geodata find TEXT [--json] [--places FILE]...`

Exit code 0: found, 1: nothing found, 2: could not (bad call, unreadable file).
"""

import argparse
import json
import os
import sys

from geodata.errors import DataError, printable
from geodata.find import find
from geodata.places import bundled, read_places

FOUND, NOTHING, COULD_NOT = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a text that the terminal cannot show is shown escaped
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        code = options.command(options)
        sys.stdout.flush()
    except DataError as error:
        print(error, file=sys.stderr)
        return COULD_NOT
    except BrokenPipeError:  # the reader (head, less) had enough
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - Python flushes it once more on leaving
        return FOUND
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m geodata", description="Look up places.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("find", help="a place by any of its names")
    command.add_argument("text", metavar="TEXT", help="a name, alias, id or town, in any script and romanisation")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.add_argument(
        "--places", metavar="FILE", action="append", help="search this GeoJSON or CSV file, not the bundled places"
    )
    command.set_defaults(command=_find)
    return parser


def _find(options: argparse.Namespace) -> int:
    matches = find(options.text, read_places(options.places) if options.places else bundled())
    if options.json:
        rows = matches.rename(columns={"place_id": "id"})[["id", "name", "score", "reason", "reason_code"]]
        print(json.dumps({"matches": rows.to_dict("records")}, ensure_ascii=False, indent=1))
    else:
        for match in matches.itertuples():
            print(
                f"{match.score:.2f}  {printable(match.name)}  [{printable(match.place_id)}]  {printable(match.reason)}"
            )
    if matches.empty:
        print(f"nothing is found for {printable(options.text)}", file=sys.stderr)
    return NOTHING if matches.empty else FOUND


if __name__ == "__main__":
    sys.exit(main())
