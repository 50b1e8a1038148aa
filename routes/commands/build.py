"""`python -m routes build EVENTS --out DIR`: stints, legs, paths and flows of a file of custody events.

What needs a person (exit code 1) is a rejected row, an error or a warning of the audit. Results go to the folder, with
`--json` the report to stdout. A run that is stopped (exit code 2) leaves the folder as it was.
"""

import argparse
import json
import sys
from pathlib import Path

from geodata.command import COULD_NOT, DONE, NEEDS_A_PERSON, say
from geodata.errors import DataError, printable
from geodata.headings import pairs
from geodata.places import chosen as places_of
from routes.build import Ladder, build
from routes.output import FORMATS, write
from routes.progress import Progress, Stopped, terminal
from routes.reading import read_some_events


def add(commands) -> None:
    """Add the command."""
    command = commands.add_parser("build", help="build stints, legs, paths and flows from a file of custody events")
    command.add_argument("events", metavar="EVENTS", help="CSV or Parquet, one row an event")
    command.add_argument("--out", required=True, metavar="DIR", help="folder to write to")
    command.add_argument("--places", action="append", metavar="FILE", help="places (GeoJSON or CSV); may be repeated")
    command.add_argument("--columns", action="append", default=[], metavar="OURS=THEIRS,…", help="headers of EVENTS")
    command.add_argument("--format", choices=FORMATS, default=FORMATS[0])
    command.add_argument("--no-inferred-crossings", action="store_true", help="leave legs over a border direct")
    command.add_argument("--silence", type=_days, metavar="DAYS", help="a longer silence makes a leg a gap")
    command.add_argument("--engine", default="local", metavar="local", help="what runs the builder")
    command.add_argument("--workers", type=int, default=1, metavar="N", help="the local engine has one")
    command.add_argument("--quiet", action="store_true", help="no line of progress on a terminal")
    command.add_argument("--json", action="store_true", help="print the report to stdout")
    command.set_defaults(run=run)


def _days(text: str) -> float:
    days = float(text)
    if not 0 <= days < float("inf"):
        raise ValueError(text)
    return days


def run(options: argparse.Namespace) -> int:
    """Build and write; the exit code."""
    _only_local(options)
    try:
        with terminal(sys.stderr, options.quiet) as progress:
            ladder = _build(options, progress)
    except Stopped:
        say(f"Stopped. Nothing was written; {printable(options.out)} is as it was.")
        return COULD_NOT
    if options.json:
        json.dump(ladder.report, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    return _summary(ladder, options.out)


def _build(options: argparse.Namespace, progress: Progress) -> Ladder:
    path = Path(options.events)
    progress("reading", 0)
    raw = read_some_events(path, pairs(options.columns))
    places, problems = places_of(options.places)
    progress("building", 0, len(raw))
    ladder = build(
        raw,
        places,
        infer_crossings=not options.no_inferred_crossings,
        silence_days=options.silence,
        file=path.name,
        place_problems=problems,
    )
    progress("writing", 0, len(raw))
    write(ladder, Path(options.out), options.format)
    return ladder


def _only_local(options: argparse.Namespace) -> None:
    if options.engine != "local":
        raise DataError("there is no such engine here", field="--engine", value=options.engine, remedy="write local")
    if options.workers != 1:
        raise DataError(
            "the local engine works alone", field="--workers", value=options.workers, remedy="leave --workers away"
        )


def _summary(ladder: Ladder, out: str) -> int:
    report, severity = ladder.report, ladder.audit["severity"].value_counts()
    evidence = ", ".join(f"{count:,} {name}" for name, count in report["legs_by_evidence"].items())
    say(
        "{events_read:,} events read, {events_used:,} used, {events_rejected:,} rejected; {persons:,} people, "
        "{stints:,} stints ({stints_unlocated:,} without a position), ".format(**report)
        + f"{report['legs']:,} legs ({evidence}). Written to {printable(out)}."
    )
    graver = {name: int(severity.get(name, 0)) for name in ("error", "warning")}
    if not report["events_rejected"] and not any(graver.values()):
        return DONE
    said = [f"{count:,} {name}{'s' if count != 1 else ''}" for name, count in graver.items() if count]
    if report["events_rejected"]:
        say(f"Rows that could not be used are in {printable(Path(out, 'rejected.csv'))}, with what to do.")
    if said:
        verb = "is" if sum(graver.values()) == 1 else "are"
        say(f"{' and '.join(said)} {verb} in {printable(Path(out, 'audit.csv'))}, with what to do.")
    return NEEDS_A_PERSON
