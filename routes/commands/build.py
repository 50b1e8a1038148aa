"""`python -m routes build EVENTS --out DIR`: stints, legs, paths and flows of a file of custody events.

What needs a person (exit code 1) is a rejected row, an error or a warning of the audit. Results go to the folder, with
`--json` the report to stdout. A run that is stopped (exit code 2) leaves the folder as it was.
"""

import argparse
import json
import sys
from functools import partial
from pathlib import Path

from geodata.command import COULD_NOT, DONE, NEEDS_A_PERSON, say
from geodata.errors import PATH_SHOWN, DataError, printable
from geodata.headings import pairs
from geodata.places import chosen as places_of
from routes.brought import TO_DECIDE, check_decisions, read_said
from routes.engines import ENGINES, Engine, run_source
from routes.engines import run as run_engine
from routes.output import FORMATS
from routes.parts.joining import Figures
from routes.parts.mapped import MATCHES, build_mapped, sheets_of
from routes.progress import Progress, Stopped, terminal


def add(commands) -> None:
    """Add the command."""
    command = commands.add_parser("build", help="build stints, legs, paths and flows from a file of custody events")
    command.add_argument("events", metavar="EVENTS", help="CSV, Parquet or a folder of Parquet files, one row an event")
    command.add_argument("--out", required=True, metavar="DIR", help="folder to write to")
    command.add_argument("--places", action="append", metavar="FILE", help="places (GeoJSON or CSV); may be repeated")
    command.add_argument("--columns", action="append", default=[], metavar="OURS=THEIRS,…", help="headers of EVENTS")
    command.add_argument("--mapping", metavar="FILE", help="how EVENTS is to be read (from `propose` or the page)")
    command.add_argument("--decisions", metavar="FILE", help="what somebody decided about places; with --mapping")
    command.add_argument("--format", choices=FORMATS, help=f"default: {FORMATS[0]}")
    command.add_argument("--no-inferred-crossings", action="store_true", help="leave legs over a border direct")
    command.add_argument("--silence", type=_days, metavar="DAYS", help="a longer silence makes a leg a gap")
    command.add_argument("--engine", default=ENGINES[0], metavar="|".join(ENGINES), help="what runs the builder")
    command.add_argument("--workers", type=int, metavar="N", help="processes of the engine dask; default: 2")
    command.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster that is running")
    command.add_argument("--parts", type=int, metavar="N", help="build the people in so many parts")
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
    engine = _engine(options)
    try:
        with terminal(sys.stderr, options.quiet) as progress:
            figures = _build(options, engine, progress)
    except Stopped:
        say(f"Stopped. Nothing was written; {printable(options.out, PATH_SHOWN)} is as it was.")
        return COULD_NOT
    if options.json:
        json.dump(figures.report, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    return _summary(figures, options.out)


def _build(options: argparse.Namespace, engine: Engine, progress: Progress) -> Figures:
    path, out = Path(options.events), Path(options.out)
    progress("reading", 0)
    places, problems = places_of(options.places)
    asked = {
        "infer_crossings": not options.no_inferred_crossings,
        "silence_days": options.silence,
        "place_problems": problems,
    }
    form = engine.form(options.format)
    if not options.mapping:
        return run_engine(path, pairs(options.columns), places, out, form, engine=engine, progress=progress, **asked)
    if options.columns:
        raise DataError("a mapping says which column is which", field="--columns", remedy="leave one of the two away")
    mapping, decisions = read_said(options.mapping, options.decisions)
    run = partial(run_source, places=places, form=form, engine=engine, progress=progress, **asked)
    sheets = sheets_of(path, mapping)
    return build_mapped(sheets, mapping, places, out, run, decisions=decisions, progress=progress)


def _engine(options: argparse.Namespace) -> Engine:
    """What was chosen. DataError where the choices do not fit each other."""
    check_decisions(options.mapping, options.decisions)
    engine = Engine(options.engine, options.workers, options.scheduler, options.parts)
    engine.form(options.format)
    return engine


def _summary(figures: Figures, out: str) -> int:
    report, graver = figures.report, figures.severities
    evidence = ", ".join(f"{count:,} {name}" for name, count in report["legs_by_evidence"].items())
    say(
        "{events_read:,} events read, {events_used:,} used, {events_rejected:,} rejected; {persons:,} people, "
        "{stints:,} stints ({stints_unlocated:,} without a position), ".format(**report)
        + f"{report['legs']:,} legs ({evidence}). Written to {printable(out, PATH_SHOWN)}."
    )
    unmatched = sum(report.get("places_by_match", {}).get(status, 0) for status in TO_DECIDE)
    if unmatched:
        named = "named place is" if unmatched == 1 else "named places are"
        say(f"{unmatched:,} {named} not matched; {printable(Path(out, MATCHES), PATH_SHOWN)} says what fits.")
    if not report["events_rejected"] and not any(graver.values()):
        return DONE
    said = [f"{count:,} {name}{'s' if count != 1 else ''}" for name, count in graver.items() if count]
    if report["events_rejected"]:
        say(f"Rows that could not be used are in {printable(Path(out, 'rejected.csv'), PATH_SHOWN)}, with what to do.")
    if said:
        verb = "is" if sum(graver.values()) == 1 else "are"
        say(f"{' and '.join(said)} {verb} in {printable(Path(out, 'audit.csv'), PATH_SHOWN)}, with what to do.")
    return NEEDS_A_PERSON
