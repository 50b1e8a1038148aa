"""Take the map away as a file: ``python -m layers export EVENTS|DIR --out FILE.html`` (or png, svg, pdf, csv …)."""

import argparse
import json
from pathlib import Path

from geodata.command import DONE, NEEDS_A_PERSON, say
from layers import looks
from layers.commands import records
from layers.datafile import FORMATS, asked
from layers.export import WRITERS, check_name, ending_of, export


def add(commands) -> None:
    """Add the command."""
    command = commands.add_parser("export", help="write a file that needs nothing else")
    records.add(command)
    command.add_argument("--out", metavar="FILE", type=Path, required=True, help=f"ends in {', '.join(WRITERS)}")
    command.add_argument("--json", action="store_true", help="print what the file holds as JSON")
    looks.add(command)
    asked.add(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the file; the exit code."""
    check_name(options.out, [options.events, *(options.places or [])])
    ending = ending_of(options.out)
    look = looks.read(options, ending)
    asked.check(options, ending)
    look |= asked.read(options) if ending in FORMATS else {}
    read = records.read(options)
    written = export(read.ladder, options.out, read.told, look)
    sentences = written.pop("in_words")
    if options.json:
        print(json.dumps(written, ensure_ascii=False, indent=1))
    for sentence in sentences:
        say(records.printable_line(sentence))
    return NEEDS_A_PERSON if read.troubled else DONE
