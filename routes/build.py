"""From custody events to stints, legs, paths and flows: the whole ladder in one call.

Tables are pandas DataFrames with a RangeIndex, sorted by person and order; legs, paths, flows and lines are
GeoDataFrames in EPSG:4326. Lists inside a table are shared between rows: look at them, do not change them. The columns
are told in the module of each rung.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from geopandas.array import GeometryArray

from geodata.errors import DataError
from geodata.places import COLUMNS as PLACE_COLUMNS
from routes import VERSION
from routes.audit import audit, with_place_problems
from routes.codes import texts
from routes.columns import frame
from routes.events import Events, validate
from routes.flows import build_flows
from routes.legs import Legs, build_legs
from routes.lines import Drawn
from routes.paths import build_paths, path_geometry, path_parts
from routes.placing import NOWHERE
from routes.positions import regions
from routes.reasons import EVIDENCE
from routes.stints import Stints, build_stints

CRS = "EPSG:4326"


@dataclass(frozen=True)
class Ladder:
    """The rungs of the ladder, and what was rejected, found and counted on the way."""

    rejected: pd.DataFrame
    audit: pd.DataFrame
    places: pd.DataFrame  # the given ones and those that rows brought with a position
    report: dict
    _events: Events
    _stints: Stints
    _legs: Legs
    _paths: dict
    _flows: pd.DataFrame

    @cached_property
    def events(self) -> pd.DataFrame:
        """The used rows in order, as in the file, and: place_at (position in places), stint_at (position in stints)."""
        events = self._events.raw.take(self._events.at).reset_index(drop=True)
        lengths = self._stints.stop - self._stints.start
        place = np.maximum(self._events.place, NOWHERE)
        return events.assign(place_at=place, stint_at=np.repeat(np.arange(len(lengths)), lengths))

    @property
    def stints(self) -> pd.DataFrame:
        """One row a stint."""
        return self._stints.table

    @cached_property
    def legs(self) -> gpd.GeoDataFrame:
        """One row a leg."""
        return _located(self._legs.table, self._legs.line_geometry[self._legs.line])

    @cached_property
    def paths(self) -> gpd.GeoDataFrame:
        """One row a person. The geometry is made on first use."""
        return _located(frame(self._paths), self.path_lines)

    @cached_property
    def path_lines(self) -> np.ndarray:
        """The geometry of each path."""
        return path_geometry(self._paths, self._legs)

    def parts_of_paths(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """`(lines, position of each part in them, number of parts a path)` of the geometries of the paths."""
        return path_parts(self._paths, self._legs)

    def columns(self) -> dict[str, dict]:
        """The columns of stints, legs and paths (routes.columns) without geometry; no table is made of them."""
        return {"stints": self._stints.columns, "legs": self._legs.columns, "paths": self._paths}

    @property
    def line_geometry(self) -> np.ndarray:
        """The lines to which the column `line` of the legs refers."""
        return self._legs.line_geometry

    @cached_property
    def flows(self) -> gpd.GeoDataFrame:
        """One row an origin and destination."""
        return _located(self._flows, self._legs.line_geometry)

    @cached_property
    def lines(self) -> gpd.GeoDataFrame:
        """One row a distinct line: origin, destination, origin_place, destination_place, length_m."""
        legs, ids = self._legs, self.places["place_id"].to_numpy(object)
        table = pd.DataFrame(
            {
                "origin": texts(legs.line_origin, ids),
                "destination": texts(legs.line_destination, ids),
                "origin_place": legs.line_origin,
                "destination_place": legs.line_destination,
                "length_m": legs.line_length,
            }
        )
        return _located(table, legs.line_geometry)


def build(
    events: pd.DataFrame,
    places: pd.DataFrame,
    *,
    infer_crossings: bool = True,
    silence_days: float | None = None,
    file: str = "events.csv",
    place_problems: pd.DataFrame | None = None,
    crowded: pd.DataFrame | None = None,
    drawn: Drawn | None = None,
) -> Ladder:
    """The ladder of a table of custody events (routes.reading.read_events) over a table of places (geodata.places).

    `silence_days`: a longer silence makes a leg a gap. `file` is the name in messages; `place_problems`, the
    second half of geodata.places.read_places_with_problems, goes into the audit. `crowded` is said where the events are
    a part of the records (routes.parts): positions that several names share in the whole; `drawn` has the lines of the
    parts before. DataError where a required
    column is missing or an id of a place is met twice.

    >>> events = pd.DataFrame({"person_id": ["p", "p"], "seq": ["1", "2"], "place_id": ["a", "b"], "row": [2, 3]})
    >>> places = pd.DataFrame({"place_id": ["a", "b"], "longitude": [129.0, 130.0], "latitude": [42.0, 42.0],
    ...                        "country": "KP", "admin1": "KP-09"})
    >>> ladder = build(events, places)
    >>> ladder.legs[["origin", "destination", "evidence"]].values.tolist()
    [['a', 'b', 'documented']]
    >>> ladder.report["events_used"], ladder.report["legs"]
    (2, 1)
    """
    _unique(places)
    checked = validate(events, places, file, crowded)
    findings = list(checked.findings)
    stints = build_stints(checked, findings)
    countries, where = regions(checked.places)
    how = {"infer_crossings": infer_crossings, "silence_days": silence_days}
    legs = build_legs(checked, stints, countries, **how, drawn=drawn)
    paths = build_paths(checked, stints, legs, where)
    flows = build_flows(legs, checked.places["place_id"].to_numpy(object))
    found = audit(checked, stints, legs, findings, silence_days).assign(file=file)
    found = with_place_problems(found, place_problems)
    return Ladder(
        rejected=checked.rejected,
        audit=found,
        places=_with_regions(checked.places, where),
        report=_report(events, checked, stints, legs, paths) | _unusual(infer_crossings, silence_days),
        _events=checked,
        _stints=stints,
        _legs=legs,
        _paths=paths,
        _flows=flows,
    )


def places_only(places: pd.DataFrame) -> Ladder:
    """The ladder of a table of places that nobody's records are told of: no row on any rung, every place.

    The fingerprint of the report is that of the places.

    >>> places = pd.DataFrame({"place_id": ["a"], "longitude": [129.0], "latitude": [42.0], "country": "KP"})
    >>> ladder = places_only(places)
    >>> len(ladder.paths), ladder.places["place_id"].tolist()
    (0, ['a'])
    """
    nobody = pd.DataFrame({"person_id": [], "place_id": [], "row": []}, dtype=object)
    told = places[[column for column in PLACE_COLUMNS if column in places]]
    nobody.attrs["sha256"] = sha256(json.dumps(told.to_dict("split"), default=str).encode()).hexdigest()
    return build(nobody, places, file="")


def _unique(places: pd.DataFrame) -> None:
    twice = places["place_id"][places["place_id"].duplicated()]
    if len(twice):
        raise DataError(
            "an id of a place is met twice", field="place_id", value=twice.iloc[0], remedy="give each place its own id"
        )


def _with_regions(places: pd.DataFrame, where: pd.DataFrame) -> pd.DataFrame:
    """Places that rows brought get their country and province; what a gazetteer says of its own stays as it is."""
    own = (places["group"] == "other").to_numpy()
    if not own.any():
        return places
    places = places.copy()
    for column in where.columns:
        places[column] = places[column].astype(object).where(~own, where[column].to_numpy(object))
    return places


def _located(table: pd.DataFrame, geometry: np.ndarray) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(table, geometry=GeometryArray(geometry, crs=CRS))


def _report(raw: pd.DataFrame, events: Events, stints: Stints, legs: Legs, paths: dict) -> dict:
    evidence = np.bincount(legs.evidence, minlength=len(EVIDENCE))
    return {
        "events_read": len(raw),
        "events_used": len(events.at),
        "events_rejected": len(events.rejected),
        "persons": len(paths["legs"]),
        "detentions": int(paths["detentions"].sum()),
        "stints": len(stints.place),
        "stints_unlocated": int((~stints.located).sum()),
        "legs": len(legs.line),
        "legs_by_evidence": {name: int(count) for name, count in zip(EVIDENCE, evidence, strict=True)},
        "flows": len(legs.line_length),
        "crossings_inferred": int((legs.whole["via"] >= 0).sum()),
        "places_unmatched": _unmatched(events),
        "data_sha256": raw.attrs.get("sha256") or _digest(raw),
        "version": VERSION,
    }


def _unusual(infer_crossings: bool, silence_days: float | None) -> dict:
    """What was said of how to build, so that whoever has the report can build the same again."""
    crossings = {} if infer_crossings else {"inferred_crossings": False}
    return crossings | ({} if silence_days is None else {"silence_days": silence_days})


def _unmatched(events: Events) -> dict[str, int]:
    """How many rows name each id that no place has, the most frequent first."""
    counts = np.bincount(-2 - events.place[events.place < NOWHERE], minlength=len(events.unmatched))
    order = sorted(np.flatnonzero(counts).tolist(), key=lambda code: (-counts[code], events.unmatched[code]))
    return {events.unmatched[code]: int(counts[code]) for code in order}


def _digest(raw: pd.DataFrame) -> str:
    """A hash of the cells, for records that come from no file."""
    digest = sha256()
    for name in raw.columns:
        cells = pa.array(raw[name], from_pandas=True).cast(pa.large_string())
        cells = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
        # A length before each text, and -1 for a missing one: no two tables hash the same bytes.
        digest.update(f"{name}\0{len(cells)}\0".encode())
        digest.update(pc.fill_null(pc.binary_length(cells), -1).to_numpy().tobytes())
        cells = pc.fill_null(cells, "")
        ends = np.frombuffer(cells.buffers()[1], np.int64)[cells.offset : cells.offset + len(cells) + 1]
        if len(cells) and ends[-1] > ends[0]:
            digest.update(cells.buffers()[2][int(ends[0]) : int(ends[-1])])
    return digest.hexdigest()
