"""`python -m geodata find TEXT [--json] [--places FILE]...`: a place by any of its names. Nothing found is 1."""

import argparse
import json

from geodata.command import DONE, NEEDS_A_PERSON, say
from geodata.errors import printable
from geodata.find import find
from geodata.places import chosen


def add(commands) -> None:
    """Add the command to the parser's subcommands."""
    command = commands.add_parser("find", help="a place by any of its names")
    command.add_argument("text", metavar="TEXT", help="a name, alias, id or town, in any script and romanisation")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.add_argument(
        "--places", metavar="FILE", action="append", help="search this GeoJSON or CSV file, not the bundled places"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the matches, best first."""
    matches = find(options.text, chosen(options.places)[0])
    if options.json:
        rows = matches.rename(columns={"place_id": "id"})[["id", "name", "score", "reason", "reason_code"]]
        print(json.dumps({"matches": rows.to_dict("records")}, ensure_ascii=False, indent=1))
    else:
        for match in matches.itertuples():
            print(
                f"{match.score:.2f}  {printable(match.name)}  [{printable(match.place_id)}]  {printable(match.reason)}"
            )
    if matches.empty:
        say(f"nothing is found for {printable(options.text)}")
    return NEEDS_A_PERSON if matches.empty else DONE
