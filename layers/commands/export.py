"""Take the map away as a file: ``python -m layers export EVENTS|DIR --out FILE.html`` (or png, svg, pdf, csv …)."""

import argparse
import json
from pathlib import Path

from geodata.command import DONE, NEEDS_A_PERSON, say
from geodata.errors import DataError
from layers import looks
from layers.commands import records
from layers.datafile import FORMATS, asked
from layers.embedding import snippet
from layers.export import WRITERS, check_name, ending_of, export


def add(commands) -> None:
    """Add the command."""
    command = commands.add_parser("export", help="write a file that needs nothing else")
    records.add(command)
    command.add_argument("--out", metavar="FILE", type=Path, required=True, help=f"ends in {', '.join(WRITERS)}")
    command.add_argument("--json", action="store_true", help="print what the file holds as JSON")
    command.add_argument(
        "--embed", action="store_true", help="print the lines that show a page (.html) in another page"
    )
    looks.add(command)
    asked.add(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the file; the exit code."""
    beside = [path for path in (options.mapping, options.decisions) if path]
    check_name(options.out, [options.events, *(options.places or []), *beside], bool(options.split))
    ending = ending_of(options.out)
    look = looks.read(options, ending)
    asked.check(options, ending)
    look |= asked.read(options) if ending in FORMATS else {}
    if options.embed and ending != ".html":
        raise DataError("is for .html only", field="--embed", remedy="leave it away, or write such a file")
    read = records.read(options)
    written = export(read.ladder, options.out, read.told, look)
    sentences = written.pop("in_words")
    lines = {"embed": _snippet(written, bool(options.split))} if options.embed else {}
    if options.json:
        print(json.dumps(written | lines, ensure_ascii=False, indent=1))
    else:
        print(*lines.values(), sep="", end="\n" if lines else "")
    for sentence in sentences:
        say(records.printable_line(sentence))
    return NEEDS_A_PERSON if read.troubled else DONE


def _snippet(written: dict, split: bool) -> str:
    return snippet(Path(written["out"]).name, written["title"], split=split)
