"""What the commands on the map share: which records they read, and for whom they are reduced."""

import argparse
from pathlib import Path
from typing import NamedTuple

from geodata.command import say
from geodata.errors import DataError, printable
from geodata.places import chosen
from layers.filters import FILTERS, check_choices, parse_where
from layers.manifest import read_inputs
from layers.profiles import PROFILES
from layers.words import LANGUAGES, translator
from routes.brought import bring_file, built, check_decisions
from routes.build import build
from routes.reading import read_some_events
from routes.written import read_ladder


class Read(NamedTuple):
    """A ladder, what ``layers.payload.payload`` and ``layers.datafile.make`` are told of it, and whether something in
    the data needs a person."""

    ladder: object
    told: dict
    troubled: bool


def add(command: argparse.ArgumentParser) -> None:
    """EVENTS and the options that say for whom."""
    command.add_argument("events", metavar="EVENTS|DIR", type=Path, help="custody events, or what routes build wrote")
    add_places(command)
    command.add_argument("--profile", choices=PROFILES, default="public", help="who may see it; default: public")
    command.add_argument("--lang", choices=list(LANGUAGES), default="en", help="language of the words")
    command.add_argument(
        "--where",
        metavar="KEY=VALUE",
        action="append",
        default=[],
        help="only what fits; may be given several times. Keys: " + ", ".join(item.key for item in FILTERS),
    )
    command.add_argument("--title", metavar="TEXT", help="heading of the file")


def add_places(command: argparse.ArgumentParser) -> None:
    """What goes with EVENTS: `--places`, `--mapping`, `--decisions`; and `--key`."""
    command.add_argument("--places", metavar="FILE", type=Path, action="append", help="default: the bundled places")
    command.add_argument("--mapping", metavar="FILE", type=Path, help="how EVENTS is to be read (routes propose)")
    command.add_argument("--decisions", metavar="FILE", type=Path, help="what was decided about places; with --mapping")
    command.add_argument("--key", metavar="FILE", type=Path, help="key of at least 32 bytes, for --profile partner")


def read(options: argparse.Namespace) -> Read:
    """The records that a call means; a person is told what in them cannot be used."""
    where, key = parse_where(options.where), read_key(options.key)
    ladder, troubled = ladder_of(options.events, options)
    check_choices(where, ladder, translator(options.lang))
    told = {"lang": options.lang, "profile": options.profile, "where": where, "key": key, "title": options.title}
    told["inputs"] = read_inputs(ladder, options.events, options.places)
    return Read(ladder, told, troubled)


def read_key(path: Path | None) -> bytes | None:
    """The bytes of a key file."""
    try:
        return path.read_bytes() if path else None
    except OSError as error:
        raise DataError(f"the key cannot be read ({error.strerror})", file=path, field="--key") from error


def ladder_of(source: Path, options: argparse.Namespace, **how) -> tuple[object, bool]:
    """The ladder, and whether something in the data needs a person; says what, in a sentence each.

    ``options``: places, mapping, decisions. ``how``: arguments of ``routes.build.build``; a folder is as it was built.
    """
    places, problems = chosen(options.places)
    if source.is_dir() and options.mapping:
        raise DataError("a folder was built already", field="--mapping", remedy="leave it away, or give the records")
    check_decisions(options.mapping, options.decisions)
    if source.is_dir():
        ladder = read_ladder(source, places)
    elif options.mapping:
        brought = bring_file(source, options.mapping, places, options.decisions)
        ladder = built(brought, places, place_problems=problems, **how)
    else:
        ladder = build(read_some_events(source), places, file=source.name, place_problems=problems, **how)
    counts = (
        (len(ladder.rejected), "rows could not be used"),
        (int((ladder.audit["severity"] == "error").sum()), "values could not be used"),
        (int((ladder.audit["severity"] == "warning").sum()), "records contradict themselves or the map"),
    )
    for count, what in counts:
        if count:
            say(f"{printable(source.name)}: {count} {what}; python -m routes build says which.")
    return ladder, any(count for count, _ in counts)


def printable_line(sentence: str) -> str:
    """A sentence of ours, in which a value of somebody's file may stand, on one line of a terminal.

    >>> printable_line("People: a\\nb\\x1b[2J")
    'People: a b [2J'
    """
    return "".join(c if c.isprintable() else " " for c in sentence)
