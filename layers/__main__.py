"""The command on the map: ``python -m layers export EVENTS|DIR --out FILE.html`` (or png, svg, pdf) …"""

import argparse
import json
import sys
from pathlib import Path

import pandas as pd

from geodata.command import DONE, NEEDS_A_PERSON, run, say
from geodata.errors import DataError, printable
from geodata.places import chosen
from layers.datafile import FORMATS, asked
from layers.export import WRITERS, check_name, ending_of, export
from layers.filters import FILTERS, check_choices, parse_where
from layers.looks import add as add_looks
from layers.looks import read as read_looks
from layers.manifest import read_inputs
from layers.profiles import PROFILES
from layers.words import LANGUAGES, translator
from routes.build import build
from routes.reading import read_some_events
from routes.written import read_ladder


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code."""
    return run(_parser(), arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m layers", description="Take the map away as a file.")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("export", help="write a file that needs nothing else")
    command.add_argument("events", metavar="EVENTS|DIR", type=Path, help="custody events, or what routes build wrote")
    command.add_argument("--out", metavar="FILE", type=Path, required=True, help=f"ends in {', '.join(WRITERS)}")
    command.add_argument("--places", metavar="FILE", type=Path, action="append", help="default: the bundled places")
    command.add_argument("--profile", choices=PROFILES, default="public", help="who may see it; default: public")
    command.add_argument("--key", metavar="FILE", type=Path, help="key of at least 32 bytes, for --profile partner")
    command.add_argument("--lang", choices=list(LANGUAGES), default="en", help="language of the words")
    command.add_argument(
        "--where",
        metavar="KEY=VALUE",
        action="append",
        default=[],
        help="only what fits; may be given several times. Keys: " + ", ".join(item.key for item in FILTERS),
    )
    command.add_argument("--title", metavar="TEXT", help="heading of the file")
    command.add_argument("--json", action="store_true", help="print what the file holds as JSON")
    add_looks(command)
    asked.add(command)
    command.set_defaults(run=_export)
    return parser


def _export(options: argparse.Namespace) -> int:
    check_name(options.out, [options.events, *(options.places or [])])
    look = read_looks(options)
    asked.check(options, ending_of(options.out))
    where = parse_where(options.where)
    key = _key(options.key) if options.key else None
    ladder, troubled = _ladder(options.events, options.places)
    check_choices(where, ladder, translator(options.lang))
    told = {"lang": options.lang, "profile": options.profile, "where": where, "key": key, "title": options.title}
    told["inputs"] = read_inputs(ladder, options.events, options.places)
    look |= asked.read(options) if ending_of(options.out) in FORMATS else {}
    written = export(ladder, options.out, told, look)
    sentences = written.pop("in_words")
    if options.json:
        print(json.dumps(written, ensure_ascii=False, indent=1))
    for sentence in sentences:
        say(printable_line(sentence))
    return NEEDS_A_PERSON if troubled else DONE


def printable_line(sentence: str) -> str:
    """A sentence of ours, in which a value of somebody's file may stand, on one line of a terminal."""
    return "".join(c if c.isprintable() else " " for c in sentence)


def _key(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(f"the key cannot be read ({error.strerror})", file=path, field="--key") from error


def _ladder(source: Path, files: list[Path] | None) -> tuple[object, bool]:
    """The ladder, and whether something in the data needs a person; says what, in a sentence each."""
    places, problems = chosen(files)
    ladder = read_ladder(source, places) if source.is_dir() else _built(source, places, problems)
    counts = (
        (len(ladder.rejected), "rows could not be used"),
        (int((ladder.audit["severity"] == "error").sum()), "values could not be used"),
        (int((ladder.audit["severity"] == "warning").sum()), "records contradict themselves or the map"),
    )
    for count, what in counts:
        if count:
            say(f"{printable(source.name)}: {count} {what}; python -m routes build says which.")
    return ladder, any(count for count, _ in counts)


def _built(events: Path, places: pd.DataFrame, problems: pd.DataFrame | None):
    return build(read_some_events(events), places, file=events.name, place_problems=problems)


if __name__ == "__main__":
    sys.exit(main())
