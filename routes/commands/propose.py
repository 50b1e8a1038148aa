"""`python -m routes propose FILE`: draft a mapping of somebody's own file, with a reason for each line.

The mapping goes to stdout or to `--out`. What needs a person (exit code 1) is a question in it that must be answered
before `build --mapping` takes it. A file that cannot be read before something is chosen, such as its encoding, ends
with 2, the options and how each of them reads.
"""

import argparse
import sys
from dataclasses import fields
from pathlib import Path

from geodata.command import COULD_NOT, DONE, NEEDS_A_PERSON, say
from geodata.errors import PATH_SHOWN, DataError, printable
from geodata.files import write_whole
from geodata.places import chosen as places_of
from routes.mapping import dumps, propose
from routes.sheets import Choices, Unclear, read_sheet

HELP = {
    "encoding": "how its letters are written, such as cp949",
    "delimiter": "the character between cells; \\t for the tabulator",
    "sheet": "which worksheet of a workbook",
    "header": "the line that has the names of the columns",
    "member": "which file of a ZIP archive",
}
PREVIEWED = 3  # lines of each option


def add(commands) -> None:
    """Add the command."""
    command = commands.add_parser("propose", help="draft a mapping of a file with other columns, for build --mapping")
    command.add_argument("file", metavar="FILE", help="CSV, XLSX, Parquet or GeoJSON points; also as .gz or .zip")
    command.add_argument("--out", metavar="FILE", help="where to write the mapping (such as mine.mapping.toml)")
    command.add_argument("--places", action="append", metavar="FILE", help="places (GeoJSON or CSV); may be repeated")
    for choice in fields(Choices):
        command.add_argument(f"--{choice.name}", help=HELP[choice.name], type=int if choice.name == "header" else str)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read, propose, write; the exit code."""
    path = Path(options.file)
    said = {choice.name: getattr(options, choice.name) for choice in fields(Choices)}
    if said["delimiter"] == "\\t":
        said["delimiter"] = "\t"
    try:
        sheet = read_sheet(path, path.name, Choices(**said))
    except Unclear as unclear:
        _ask(unclear)
        return COULD_NOT
    mapping = propose(sheet, places_of(options.places)[0])
    text = dumps(mapping)
    if options.out:
        _write(Path(options.out), text, path)
    else:
        sys.stdout.write(text)
    if not mapping.questions:
        return DONE
    count = len(mapping.questions)
    say(f'{count} question{" is" if count == 1 else "s are"} open in the mapping. Answer where it says "?".')
    return NEEDS_A_PERSON


def _ask(unclear: Unclear) -> None:
    """What must be chosen, and how the file reads under each choice."""
    say(str(unclear))
    for question in unclear.questions:
        for option in question.options:
            say(f"  --{question.field} {printable(option.value)}")
            for line in option.preview[:PREVIEWED]:
                say(f"      {printable(line)}")


def _write(out: Path, text: str, read: Path) -> None:
    if out.resolve() == read.resolve():
        raise DataError("would write over what is read", file=out, field="--out", remedy="give another name")
    try:
        write_whole(out, text.encode())
    except OSError as error:
        raise DataError(f"cannot be written ({error.strerror})", file=out, field="--out") from error
    say(f"Written to {printable(out, PATH_SHOWN)}.")
