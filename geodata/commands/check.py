"""`python -m geodata check FILE… [--json]`: what speaks against the places of a file. An error or a warning is 1.

With `--against OTHER` also where the two differ; positions that do are 1 too.
"""

import argparse
import json
from collections.abc import Iterator

import pandas as pd

from geodata.audit import check, counts, needs_a_person
from geodata.checks.context import degrees, distance
from geodata.command import DONE, NEEDS_A_PERSON
from geodata.compare import compare
from geodata.errors import DataError, printable
from geodata.findings import SEVERITIES
from geodata.headings import pairs
from geodata.places import read_place_file

ONLY = {"here": "place_id", "there": "other_id"}
SHIFT = ["distance_m", "east_m", "north_m", "count", "system"]  # columns of a shift
TOGETHER = 4  # places on one point that are named in their line
SHOWN = 12  # ids of places that are in one file only, for a person
TITLES = {
    "error": "Errors: the place cannot be right as it stands",
    "warning": "Warnings: somebody has to decide",
    "note": "Notes: worth a look",
}
SYSTEMS = {
    None: "as between two datums",
    "GCJ-02": "there they are those of a Chinese map (GCJ-02)",
    "BD-09": "there they are those of Baidu's map (BD-09)",
    "here GCJ-02": "here they are those of a Chinese map (GCJ-02)",
    "here BD-09": "here they are those of Baidu's map (BD-09)",
}


def add(commands) -> None:
    """Add the command to the parser's subcommands."""
    command = commands.add_parser("check", help="what speaks against the places of a file")
    command.add_argument("files", metavar="FILE", nargs="+", help="places: GeoJSON or CSV; several are one gazetteer")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.add_argument(
        "--columns", action="append", default=[], metavar="OURS=THEIRS,…",
        help="headings of FILE for our columns, such as id=Code,lon=X,lat=Y",
    )  # fmt: skip
    command.add_argument("--country", metavar="CODE", help="country of the places that state none, such as US")
    command.add_argument("--against", metavar="OTHER", help="tell where another file of the same places differs")
    command.add_argument(
        "--against-columns", action="append", default=[], metavar="OURS=THEIRS,…",
        help="headings of OTHER, where they are not those of FILE",
    )  # fmt: skip
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what was found, the gravest first."""
    columns = pairs(options.columns)
    places, problems = _read(options.files, columns, options.country)
    findings = check(places, problems)
    told = {"findings": records(findings), "places": len(places)}
    doubtful = needs_a_person(findings)
    differences = None
    if options.against:
        others = _file(options.against, pairs(options.against_columns) or columns)[0]
        differences = compare(places, others)
        told |= difference_records(differences)
        doubtful |= bool(differences["kind"].isin(["apart", "shift"]).any())
    if options.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        lines = [*_findings(findings, several=len(options.files) > 1), *_differences(differences)]
        print("\n".join([*lines, _counted(findings, len(places))]))
    return NEEDS_A_PERSON if doubtful else DONE


def _read(files: list[str], columns: dict[str, str], country: str | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    read = [_file(file, columns) for file in files]
    places = pd.concat(
        [table.assign(file=file) for file, (table, _) in zip(files, read, strict=True)], ignore_index=True
    )
    if country:
        none = places["country"].isna() & ~places["countries"].astype(bool)
        places.loc[none, "country"] = country
        places["countries"] = [
            [country] if one else stated for one, stated in zip(none, places["countries"], strict=True)
        ]
    return places, pd.concat([problems for _, problems in read], ignore_index=True)


def _file(file: str, columns: dict[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    try:
        return read_place_file(file, columns, each=True)
    except DataError as error:
        if error.field != "id":
            raise
        remedy = "give each place an id, or say which column holds it, such as --columns id=Code"
        raise DataError(error.reason, file=error.file, line=error.line, field="id", remedy=remedy) from error


def records(findings: pd.DataFrame) -> list[dict]:
    """The findings as JSON has them: DESIGN section 6, with the row of the file and a corrected position if any."""
    return _plain(findings.rename(columns={"place_id": "place"}).drop(columns="values"))


def difference_records(table: pd.DataFrame) -> dict:
    """The differences as JSON has them: of matched places one by one, of the others their ids, and a shift of many."""
    ids = {side: table.loc[table["kind"] == f"only_{side}", column] for side, column in ONLY.items()}
    shift = _plain(table.loc[table["kind"] == "shift", SHIFT])
    one_by_one = table[~table["kind"].isin(["shift", "only_here", "only_there"])]
    return {
        "differences": _plain(one_by_one.rename(columns={"place_id": "id"}).drop(columns=[*SHIFT[1:]])),
        **{f"only_{side}": found.tolist() for side, found in ids.items()},
        "shift": shift[0] if shift else None,
    }


def _plain(table: pd.DataFrame) -> list[dict]:
    table = table.astype(object)
    return table.where(table.notna(), None).to_dict("records")


# --- for a person -----------------------------------------------------------------------------------------------------


def _findings(findings: pd.DataFrame, *, several: bool) -> Iterator[str]:
    for severity in SEVERITIES:
        rows = findings[findings["severity"] == severity]
        if len(rows):
            yield f"{TITLES[severity]} ({len(rows):,})"
        for _, alike in rows.groupby(_cause(rows), sort=False):
            row = alike.iloc[0]
            place = " ".join(
                f"[{printable(place_id)}]" for place_id in alike["place_id"][:TOGETHER] if place_id is not None
            )
            place += f" and {len(alike) - TOGETHER} more: " if len(alike) > TOGETHER else " " if place else ""
            file = f"{printable(row['file'])} " if several and row["file"] else ""
            line = "" if pd.isna(row["row"]) or len(alike) > 1 else f"row {row['row']}: "
            yield f"  {place}{file}{line}{row['explanation']}; {row['remedy']}."


def _cause(rows: pd.DataFrame) -> pd.Series:
    """The same number for the places on one point, which are told in one line; each other finding has its own."""
    on_one_point = rows["code"].isin(["same_point", "town_point"])
    return rows["value"].where(on_one_point, pd.Series(rows.index.astype(str), rows.index))


def _differences(differences: pd.DataFrame | None) -> Iterator[str]:
    if differences is None:
        return
    pairs_told = differences[~differences["kind"].str.startswith("only")]
    yield f"Differences ({len(pairs_told):,})"
    for row in pairs_told.itertuples():
        here, there = f"[{printable(row.place_id)}]", f"[{printable(row.other_id)}]"
        by_name = f", matched by name with {there}" if row.matched == "name" else ""
        if row.kind == "shift":
            yield (
                f"  {row.count:,} places lie {distance(row.distance_m)} apart in the same direction; "
                f"{SYSTEMS[row.system]}."
            )
        elif row.kind == "apart":
            yield (
                f"  {here} {distance(row.distance_m)} apart{by_name}: here {_place(row.longitude, row.latitude)}, "
                f"there {_place(row.other_longitude, row.other_latitude)} (longitude, latitude)."
            )
        elif row.kind.startswith("position"):
            yield f"  {here} has a position {row.kind.removeprefix('position_')} only{by_name}."
    for side, column in ONLY.items():
        ids = differences.loc[differences["kind"] == f"only_{side}", column].map(printable).tolist()
        if ids:
            more = ", …" if len(ids) > SHOWN else ""
            yield f"  {len(ids):,} only {side}: {', '.join(ids[:SHOWN])}{more}"


def _place(longitude: float, latitude: float) -> str:
    return f"{degrees(longitude)}, {degrees(latitude)}"


def _counted(findings: pd.DataFrame, places: int) -> str:
    said = [f"{count:,} {name}{'' if count == 1 else 's'}" for name, count in counts(findings).items()]
    return f"{places:,} place{'' if places == 1 else 's'} checked: {', '.join(said)}."
