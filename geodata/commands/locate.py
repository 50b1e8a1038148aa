"""`python -m geodata locate TEXT [--json] [--system gcj02|bd09]`: one coordinate in any notation.

Exit code 0: one whole answer; 1: a person has to choose, or half is missing; 2: no coordinate.
"""

import argparse
import json

from geodata.command import COULD_NOT, DONE, NEEDS_A_PERSON, say, take_negative_numbers
from geodata.coordinates import Coordinate, Reading, read
from geodata.notations.shifted_maps import SYSTEMS
from geodata.notations.words import NOTATIONS, NOTES, Refused


def add(commands) -> None:
    """Add the command to the parser's subcommands."""
    command = commands.add_parser("locate", help="one coordinate in any notation")
    command.add_argument("text", metavar="TEXT", help="a coordinate as it is written")
    take_negative_numbers(command)
    command.add_argument("--system", choices=SYSTEMS, default="wgs84", help="convert the numbers from this system")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print how the text is read."""
    try:
        found = read(options.text, options.system)
    except Refused as refused:
        if options.json:
            print(json.dumps({"readings": [], "warnings": [str(refused)]}, ensure_ascii=False, indent=1))
        say(str(refused))
        return COULD_NOT
    print(json.dumps(_told(found), ensure_ascii=False, indent=1) if options.json else "\n".join(_lines(found)))
    return NEEDS_A_PERSON if found.longitude is None or found.latitude is None else DONE


def _told(found: Coordinate) -> dict:
    """The stated shape of the JSON."""
    return {
        **found._asdict(),
        "readings": [{**reading._asdict(), "note": NOTES.get(reading.note)} for reading in found.readings],
        "warnings": [str(warned) for warned in found.warnings],
    }


def _lines(found: Coordinate) -> list[str]:
    """A few lines for a person."""
    first, *others = found.readings
    lines = [_line(first)]
    if found.longitude is None and others:
        lines, others = ["It can be read in more than one way:"], found.readings
    elif others:
        lines.append("Other readings:")
    lines += [f"{number}. {_line(reading)}" for number, reading in enumerate(others, 1)]
    return lines + [str(warned) for warned in found.warnings]


def _line(reading: Reading) -> str:
    halves = (("latitude", reading.latitude), ("longitude", reading.longitude))
    position = ", ".join(f"{axis} {'unknown' if value is None else f'{value:.7f}'}" for axis, value in halves)
    note = f", {NOTES[reading.note]}" if reading.note else ""
    return f"{position}  ({NOTATIONS[reading.notation]}{note}, to about {_metres(reading.precision_m)})"


def _metres(metres: float) -> str:
    if metres < 1:
        return f"{metres:g} m"
    return f"{metres:,.0f} m" if metres < 1000 else f"{metres / 1000:,.3g} km"
