"""Which places ship, and where is each? The rows of `sources/` become one GeoJSON Feature a place.

A *row* is what one source says of one place. All rows of a place stay in its `sources`; one of them gives the position.
Classes of rows, best first: imagery report, database point, unconfirmed point, town. Rows are never averaged.
Every decision made by hand is a row of `sources/decisions/`, with its reason.
"""

import csv
import re
from pathlib import Path

from pyproj import Geod
from shapely import STRtree
from shapely.geometry import Point

from geodata.names import key

SOURCES = Path(__file__).parent / "sources"
ELLIPSOID = Geod(ellps="WGS84")
CLASSES = {
    "imagery_report": "an imagery report",
    "database_point": "a database point",
    "unconfirmed_point": "an unconfirmed point",
    "town": "a town",
}
UNCONFIRMED_M = 1000  # metres; reference/README.md: unconfirmed points carry 1,000 to 3,000
DECIMALS = {"site": 7, "locality": 5, "admin1": 3, "country": 2}  # of a chosen position; sources keep their own digits
LEAST_M = {"site": 250, "locality": 2000, "admin1": 20_000, "country": 100_000}  # a smaller radius would be a claim
READ_THROUGH = "read through the free-north-korea collection, not on the publisher's site"
ARTEFACT = re.compile(r"\d+ rows for this id, largest distance between them [\d.]+ km")


def facilities() -> list[dict]:
    """One Feature a facility, in order of id."""
    decided = Decisions()
    return [_facility(place, rows, decided) for place, rows in sorted(_by_id("facilities.csv").items())]


def crossings(border_lines: list) -> list[dict]:
    """One Feature an official border crossing, in order of id; `border_lines` are shapely lines of land borders."""
    decided = Decisions()
    by_id = _by_id("crossings.csv")
    for row in decided.crossings:
        if row["action"] == "source_of":
            by_id[row["value"]] += by_id.pop(row["id"])
    tree = STRtree(border_lines)
    return [_crossing(place, rows, decided, tree) for place, rows in sorted(by_id.items())]


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file as dicts of text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Decisions:
    """The files of `sources/decisions/`, read once."""

    def __init__(self):
        def table(name):
            return read_rows(SOURCES / "decisions" / f"{name}.csv")

        self.titles = table("source_titles")
        self.crossings = table("crossings")
        self.kinds = {(row["match"], row["value"]): row["kind"] for row in table("kinds")}
        self.crossing_kinds = {row["value"]: row["kind"] for row in table("crossing_kinds")}
        self.authorities = {row["value"]: row["authority"] or None for row in table("authorities")}
        self.positions = {(row["id"], row["lat"], row["lon"]): row for row in table("positions")}
        self.names = {(row["id"], row["language"]): row["name"] for row in table("names")}
        self.localities = {row["locality"]: row["other_names"].split(";") for row in table("localities")}
        self.rejected = {row["id"]: row for row in read_rows(SOURCES / "rejected.csv")}

    def title(self, row: dict) -> dict:
        """The decision on a row's source: class, order within the class, publisher, collection it was read through."""
        found = next((each for each in self.titles if each["contains"] in row["source_title"]), None)
        if found is None:
            raise ValueError(f"sources/decisions/source_titles.csv has no row for the source {row['source_title']!r}")
        return found

    def crossing(self, place: str, action: str) -> list[str]:
        """What was decided of a crossing under one action."""
        return [row["value"] for row in self.crossings if row["id"] == place and row["action"] == action]


def _by_id(name: str) -> dict[str, list[dict]]:
    groups = {}
    for row in read_rows(SOURCES / name):
        groups.setdefault(row["id"], []).append(row)
    return groups


def _facility(place: str, rows: list[dict], decided: Decisions) -> dict:
    ranked = sorted(rows, key=lambda row: _rank(row, decided))
    best = ranked[0]
    names = {"ko": best["name_ko"]}
    names |= {lang: decided.names[place, lang] for lang in ("zh", "ru") if (place, lang) in decided.names}
    kind = decided.kinds.get(("id", place)) or decided.kinds["kind", best["kind"]]
    note = ""
    if place in decided.rejected:
        bad = decided.rejected[place]
        note = f"A point published for this name is not used ({bad['lat']}, {bad['lon']}): {bad['reason']}."
    properties = {
        "name": best["name_en"],
        "names": names,
        "aliases": _aliases(best["aliases"].split(";"), [best["locality"]], names),
        "kind": kind,
        "authority": decided.authorities[best["authority"]],
        "country": best["country"],
        "admin1": best["admin1_iso"],
        "admin1_name": best["admin1"],
        "locality": _locality(best["locality"], decided),
        **_position(ranked, decided),
        "status": _status(ranked),
        "opened": best["opened"] or None,
        "closed": best["closed"] or None,
        "sources": [_source(row, decided) for row in ranked],
        "chosen_because": _because(ranked, decided),
        "verified": None,
        "note": note or None,
    }
    return _feature(place, best, properties)


def _crossing(place: str, rows: list[dict], decided: Decisions, borders: STRtree) -> dict:
    own = [row for row in rows if row["id"] == place]

    def rank(row):
        away = _to_border_m(row, borders) if row["precision"] != "site" else 0
        return (row["id"] != place, *_rank(row, decided)[:1], away, _rank(row, decided))

    ranked = sorted(rows, key=rank)
    best = ranked[0]
    countries = [best["country_b"], best["country_a"]]
    localities = [best["locality_b"], best["locality_a"]]
    names = {"ko": (decided.crossing(place, "name_ko") or [own[0]["name_ko"]])[0]}
    abroad = {"CN": "zh", "RU": "ru"}.get(best["country_a"])
    if abroad and best["name_local"]:
        names[abroad] = (decided.crossing(place, f"name_{abroad}") or [best["name_local"]])[0]
    aliases = decided.crossing(place, "alias") + decided.crossing("tumangang-locality", "alias") * (
        len(own) < len(rows)
    )
    because = _because(ranked, decided)
    if best["precision"] != "site":
        because += f" It lies {_far(_to_border_m(best, borders))} from the border line of the base map."
    properties = {
        "name": best["name_en"],
        "names": names,
        "aliases": _aliases(aliases, localities, names),
        "kind": decided.crossing_kinds[best["kind"]],
        "countries": countries,
        "locality": " / ".join(_locality(locality, decided) for locality in localities),
        "localities": localities,
        **_position(ranked, decided),
        "status": (decided.crossing(place, "status") or [best["status"]])[0],
        "opened": (decided.crossing(place, "opened") or [None])[0],
        "closed": None,
        "sources": [_source(row, decided) for row in ranked],
        "chosen_because": because,
        "verified": None,
        "note": best["note"] or None,
    }
    return _feature(place, best, properties)


def _feature(place: str, best: dict, properties: dict) -> dict:
    decimals = DECIMALS[best["precision"]]
    point = {"type": "Point", "coordinates": [round(float(best[axis]), decimals) for axis in ("lon", "lat")]}
    return {"type": "Feature", "id": place, "properties": properties, "geometry": point}


def _class(row: dict, decided: Decisions) -> str:
    by_hand = decided.positions.get((row["id"], row["lat"], row["lon"]))
    if by_hand:
        return by_hand["class"]
    if row["precision"] != "site":
        return "town"
    # The radius of a political prison camp is the camp's own size not a doubt of the source.
    if row["kind"] != "political_prison_camp" and float(row["uncertainty_m"]) >= UNCONFIRMED_M:
        return "unconfirmed_point"
    return decided.title(row)["class"]


def _rank(row: dict, decided: Decisions) -> tuple:
    return list(CLASSES).index(_class(row, decided)), int(decided.title(row)["order"]), float(row["uncertainty_m"])


def _position(ranked: list[dict], decided: Decisions) -> dict:
    best = ranked[0]
    least = max(LEAST_M[best["precision"]], _rounding_m(best))
    return {"precision": best["precision"], "uncertainty_m": max(int(best["uncertainty_m"]), least)}


def _rounding_m(row: dict) -> int:
    """Half of the last decimal that was published, in metres: what rounding alone can hide."""
    digits = min(len(row[axis].partition(".")[2]) for axis in ("lat", "lon"))
    return round(111_320 * 0.5 * 10**-digits)


def _status(ranked: list[dict]) -> str:
    """The chosen row's word; where that is `unknown`, `open` if another source says so, never `closed` against it."""
    said = {row["status"] for row in ranked[1:]} - {"unknown"}
    first = ranked[0]["status"]
    return "open" if first == "unknown" and said == {"open"} else first


def _source(row: dict, decided: Decisions) -> dict:
    about = decided.title(row)
    title = re.sub(r",?\s*\(?(?:unconfirmed; )?via free-north-korea repository.*$", "", row["source_title"])
    title = re.sub(r",? copy in free-north-korea repository$| \(collected by free-north-korea.*\)$", "", title)
    through = about["read_through"] or ("free-north-korea" in row["source_title"])
    note = "; ".join(part for part in row["note"].split("; ") if not ARTEFACT.fullmatch(part))
    return {
        "title": f"{title}, {READ_THROUGH}" if through else title,
        "url": row["source_url"],
        "coords_as_published": row["coords_as_published"],
        "longitude": round(float(row["lon"]), 7),
        "latitude": round(float(row["lat"]), 7),
        "accessed": None,
        "class": _class(row, decided),
        "precision": row["precision"],
        "uncertainty_m": int(row["uncertainty_m"]),
        "note": note or None,
    }


def _because(ranked: list[dict], decided: Decisions) -> str:
    best, others = ranked[0], ranked[1:]
    chosen = f"{decided.title(best)['publisher']} ({CLASSES[_class(best, decided)]})"
    if not others:
        town = best["precision"] != "site"
        return f"The only position known is from {chosen}" + (
            ", and it is not that of the site itself." if town else "."
        )
    away = [
        f"{_far(_distance_m(best, row))} from {decided.title(row)['publisher']} ({CLASSES[_class(row, decided)]})"
        for row in others
    ]
    far = " and ".join([", ".join(away[:-1]), away[-1]] if len(away) > 1 else away)
    why = (
        "which comes before the kinds of the other sources"
        if _rank(best, decided)[0] < min(_rank(row, decided)[0] for row in others)
        else "the first of its kind in our order of sources"
    )
    return f"The position is from {chosen}, {why}; it lies {far}."


def _distance_m(one: dict, other: dict) -> float:
    return ELLIPSOID.inv(float(one["lon"]), float(one["lat"]), float(other["lon"]), float(other["lat"]))[2]


def _to_border_m(row: dict, borders: STRtree) -> float:
    point = Point(float(row["lon"]), float(row["lat"]))
    line = borders.geometries[borders.nearest(point)]
    near = line.interpolate(line.project(point))
    return ELLIPSOID.inv(point.x, point.y, near.x, near.y)[2]


def _far(metres: float) -> str:
    """A distance in words.

    >>> _far(4), _far(387), _far(70_004)
    ('less than 10 m', '390 m', '70.0 km')
    """
    if metres < 10:
        return "less than 10 m"
    return f"{round(metres / 10) * 10} m" if metres < 995 else f"{metres / 1e3:.1f} km"


def _aliases(own: list[str], localities: list[str], names: dict) -> list[str]:
    """Each other spelling once. A town's bare name is no name of what stands in it: two camps would share it."""
    towns = {key(part) for locality in localities for part in re.split(r"[()/,]", locality)} - {""}
    kept = (name for name in dict.fromkeys(own) if name and name not in names.values())
    return [name for name in kept if key(name) not in towns]


def _locality(told: str, decided: Decisions) -> str:
    """The towns with their other names behind them, by which they are searched: `Tumen, 图们, 도문, Domun`."""
    towns = "|".join(map(re.escape, decided.localities))
    return re.sub(rf"\b(?:{towns})\b", lambda town: ", ".join([town[0], *decided.localities[town[0]]]), told)
