"""`python -m geodata check FILE [--json]`: what speaks against the places of a file. An error or a warning is 1."""

import argparse
import json

import pandas as pd

from geodata.audit import check, counts, needs_a_person
from geodata.command import DONE, NEEDS_A_PERSON
from geodata.errors import printable
from geodata.findings import SEVERITIES
from geodata.headings import pairs
from geodata.places import read_place_file

TITLES = {"error": "Errors: the place cannot be right as it stands", "warning": "Warnings: somebody has to decide",
          "note": "Notes: worth a look"}  # fmt: skip


def add(commands) -> None:
    """Add the command to the parser's subcommands."""
    command = commands.add_parser("check", help="what speaks against the places of a file")
    command.add_argument("file", metavar="FILE", help="places: GeoJSON or CSV")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.add_argument(
        "--columns", action="append", default=[], metavar="OURS=THEIRS,…",
        help="headings of FILE for our columns, such as id=Code,lon=X,lat=Y",
    )  # fmt: skip
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what was found, the gravest first."""
    places, problems = read_place_file(options.file, pairs(options.columns), each=True)
    findings = check(places, problems)
    if options.json:
        print(json.dumps({"findings": records(findings), "places": len(places)}, ensure_ascii=False, indent=1))
    else:
        _print(findings, len(places))
    return NEEDS_A_PERSON if needs_a_person(findings) else DONE


def records(findings: pd.DataFrame) -> list[dict]:
    """The findings as JSON has them: DESIGN section 6, with the row of the file and a corrected position if any."""
    table = findings.rename(columns={"place_id": "place"}).drop(columns="values").astype(object)
    return table.where(table.notna(), None).to_dict("records")


def _print(findings: pd.DataFrame, places: int) -> None:
    for severity in SEVERITIES:
        rows = findings[findings["severity"] == severity]
        if len(rows):
            print(f"{TITLES[severity]} ({len(rows)})")
        for row in rows.itertuples():
            place = "" if row.place_id is None else f"[{printable(row.place_id)}] "
            line = "" if pd.isna(row.row) else f"row {row.row}: "
            print(f"  {place}{line}{row.explanation}; {row.remedy}.")
    told = counts(findings)
    said = [f"{count:,} {name}{'' if count == 1 else 's'}" for name, count in told.items()]
    print(f"{places:,} place{'' if places == 1 else 's'} checked: {', '.join(said)}.")
