"""What do the pieces give together? Flows, rejected rows, figures and findings as one build of all records has them."""

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from geopandas.array import GeometryArray

from routes.build import CRS, Ladder
from routes.codes import texts
from routes.lines import Drawn
from routes.parts.runs import Run
from routes.positions import POSITION, crowded_positions, with_ids
from routes.reasons import EVIDENCE

COUNTS = ("legs", "persons", *EVIDENCE)
SUMS = ("events_read", "events_used", "events_rejected", "persons", "detentions", "stints", "stints_unlocated", "legs")
SEVERITIES = ("error", "warning")


class Ground:
    """All places of the records, in the order in which one build of all of them has them."""

    def __init__(self, places: pd.DataFrame, runs: Sequence[Run]):
        brought = pd.concat([run.brought for run in runs], ignore_index=True)[[*POSITION, "name"]]
        brought["name"] = brought["name"].astype(object).where(brought["name"].notna(), "")
        brought = with_ids(brought)
        self.crowded = crowded_positions(brought)
        table = pd.concat([places[["place_id", "longitude", "latitude"]], brought], ignore_index=True)
        table = table.drop_duplicates("place_id", ignore_index=True)
        self.ids = pd.Index(table["place_id"], dtype=object)
        self.longitude, self.latitude = (table[name].to_numpy(float) for name in ("longitude", "latitude"))


@dataclass(frozen=True)
class Sums:
    """Flows of some people: pairs of places (codes into Ground.ids, as one number), and counts a pair."""

    pair: np.ndarray
    counts: np.ndarray  # columns: COUNTS

    @staticmethod
    def of(ladder: Ladder, ground: Ground) -> "Sums":
        """The flows of one piece."""
        flows = ladder.flows
        ends = [ground.ids.get_indexer(flows[end]) for end in ("origin", "destination")]
        return Sums(ends[0] * len(ground.ids) + ends[1], flows[list(COUNTS)].to_numpy())

    @staticmethod
    def together(parts: Sequence["Sums"]) -> "Sums":
        """The flows of all.

        >>> ones = np.ones((2, len(COUNTS)), dtype=int)
        >>> both = Sums.together([Sums(np.array([3]), ones[:1]), Sums(np.array([2, 3]), ones)])
        >>> both.pair.tolist(), both.counts[:, 0].tolist()
        ([2, 3], [1, 2])
        """
        pair, where = np.unique(np.concatenate([part.pair for part in parts]), return_inverse=True)
        rows = np.concatenate([part.counts for part in parts])
        counts = [np.bincount(where, weights=column, minlength=len(pair)) for column in rows.T]
        return Sums(pair, np.column_stack(counts).astype(np.int64).reshape(-1, len(COUNTS)))

    def table(self, ground: Ground, drawn: Drawn | None = None) -> gpd.GeoDataFrame:
        """As routes.build.Ladder.flows."""
        origin, destination = np.divmod(self.pair, max(len(ground.ids), 1))
        ids, position = ground.ids.to_numpy(object), (ground.longitude, ground.latitude)
        length, geometry = (drawn or Drawn(0)).geodesics(*position, origin, destination)
        counts = dict(zip(COUNTS, self.counts.T, strict=True))
        table = pd.DataFrame(
            {
                "origin": texts(origin, ids),
                "destination": texts(destination, ids),
                "line": np.arange(len(origin)),
                "legs": counts.pop("legs"),
                "persons": counts.pop("persons"),
                "length_m": length,
                **counts,
            }
        )
        return gpd.GeoDataFrame(table, geometry=GeometryArray(geometry, crs=CRS))


@dataclass(frozen=True)
class Figures:
    """The report and the graver findings of some people."""

    report: dict
    severities: dict[str, int]  # how many of SEVERITIES

    @staticmethod
    def of(ladder: Ladder) -> "Figures":
        """Those of one piece."""
        return Figures(ladder.report, dict.fromkeys(SEVERITIES, 0)).with_findings(ladder.audit)

    def with_findings(self, audit: pd.DataFrame) -> "Figures":
        """These and further findings."""
        found = audit["severity"].value_counts()
        return Figures(self.report, {name: count + int(found.get(name, 0)) for name, count in self.severities.items()})

    @staticmethod
    def together(parts: Sequence["Figures"]) -> "Figures":
        """Those of all, as one build has them but for `flows` and `data_sha256`, which no sum gives."""
        report = dict(parts[0].report)
        for name in (*SUMS, "crossings_inferred"):
            report[name] = sum(part.report[name] for part in parts)
        report["legs_by_evidence"] = {
            name: sum(part.report["legs_by_evidence"][name] for part in parts) for name in EVIDENCE
        }
        unmatched: dict[str, int] = {}
        for part in parts:
            for name, count in part.report["places_unmatched"].items():
                unmatched[name] = unmatched.get(name, 0) + count
        report["places_unmatched"] = dict(sorted(unmatched.items(), key=lambda item: (-item[1], item[0])))
        return Figures(report, {name: sum(part.severities[name] for part in parts) for name in SEVERITIES})


def rejected_rows(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The rejected rows of all in the order of the file."""
    return pd.concat(parts, ignore_index=True).sort_values("row", kind="stable", ignore_index=True)
