"""`python -m geodata export --out FILE`: the places with every correction in force, as a file to take away."""

import argparse
import sys
from pathlib import Path

from geodata import gazetteer
from geodata.command import DONE, NEEDS_A_PERSON, say
from geodata.commands import stores
from geodata.errors import DataError
from geodata.files import write_whole

ENDINGS = ", ".join(f".{form}" for form in gazetteer.FORMATS)


def add(commands) -> None:
    """Add the command to the parser's subcommands."""
    command = commands.add_parser("export", help="the corrected places as GeoJSON, CSV, KML or Linked Places")
    command.add_argument("--out", metavar="FILE", required=True, help=f"ends in {ENDINGS}; - for standard output")
    command.add_argument(
        "--format", choices=list(gazetteer.FORMATS), help="whatever FILE ends in; for - geojson unless it is said"
    )
    command.add_argument("--places", metavar="FILE", action="append", help="these places, not the bundled ones")
    command.add_argument("--bom", action="store_true", help="begin the CSV with a byte order mark, as Excel wants it")
    stores.add_store(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the file; say what was written and what could not be."""
    form = _form(options)
    store = stores.opened(options)
    _check_name(options.out, [*store.paths, *map(Path, options.places or [])])
    places, problems, told = gazetteer.of(store)
    data = gazetteer.dump(places, form, bom=options.bom, **told)
    if options.out == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        _write(options.out, data)
    if options.json:
        summary = {"out": options.out, "format": form, "bytes": len(data), "places": len(places)}
        stores.print_json(summary | {key: told[key] for key in ("title", "version", "files", "journal") if key in told})
    for sentence in _amiss(store, len(problems)):
        say(sentence)
    return NEEDS_A_PERSON if len(problems) or store.damaged or store.changed_base else DONE


def _form(options: argparse.Namespace) -> str:
    """The format that a call asks for; DataError where its options do not fit each other."""
    form = options.format or ("geojson" if options.out == "-" else gazetteer.form_of(options.out))
    if options.bom and form != "csv":
        raise DataError("is for CSV alone", field="--bom", remedy="leave it out")
    if options.json and options.out == "-":
        raise DataError("would mix with the file on standard output", field="--json", remedy="leave one of them out")
    return form


def _check_name(out: str, inputs: list[Path]) -> None:
    path = Path(out)
    if out != "-" and (path.is_dir() or path.resolve() in [one.resolve() for one in inputs]):
        raise DataError("would write over what is read", file=out, field="--out", remedy="give another name")


def _write(out: str, data: bytes) -> None:
    try:
        write_whole(out, data)
    except OSError as error:
        raise DataError(f"cannot be written ({error.strerror})", file=out, field="--out") from error


def _amiss(store, problems: int):
    """What a person must know of the places in the file, a sentence each."""
    if problems:
        entries = "1 entry of the files" if problems == 1 else f"{problems} entries of the files"
        yield f"{entries} could not be used as written; python -m geodata check FILE says why."
    if store.changed_base:
        yield "The files have changed since the corrections began; python -m geodata update takes the new ones in."
