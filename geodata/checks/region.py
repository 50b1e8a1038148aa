"""Does a position lie on land, in the country and the province that the place states, and near its town?

The outlines are simplified: within NEAR_M of a border, or within the radius that the place states, a mismatch is a note
and not a fault, and under LINE_M it is none.
"""

import numpy as np

from geodata import regions
from geodata.checks.context import Checking, Findings, distance
from geodata.checks.misfit import label
from geodata.places import PRECISIONS
from geodata.regions import NEAR_M

LINE_M = 1000.0  # metres by which an outline may be off anywhere
LAKE_M = 2000.0  # metres inside of a lake that are water for certain; of the sea NEAR_M
RADIUS_LIMIT_M = 25_000.0  # a larger radius excuses no more
FEW = 3  # texts that are not known here and told one by one
CENTRE_M = 20.0  # metres; a place so near to the point of its town by chance is one of thousands
BRIDGES = {"road_bridge", "rail_bridge", "road_rail_bridge", "river_ford"}
TOWN_M = 50_000.0  # metres from its town; a county seat may be 30 km from a place in the county, seldom more


def unknown_codes(seen: Checking) -> Findings:
    """What is stated and not known here, so that nothing was compared with it; each text once."""
    precisions: dict[str, list[int]] = {}
    for at, text in enumerate(seen.texts("precision")):
        if text and text not in PRECISIONS and seen.asked[at]:
            precisions.setdefault(text, []).append(at)
    for code, field, found in (
        ("unknown_country", "country", seen.stated.unknown_country),
        ("unknown_province", "admin1", seen.stated.unknown_province),
        ("unknown_precision", "precision", precisions),
    ):
        if len(found) > FEW:
            first = next(iter(found))
            yield seen.found("unknown_codes", None, field=field, value=first, count=len(found))
            continue
        for text, places in found.items():
            yield seen.found(code, places[0], field=field, value=text, count=len(places))


def on_water(seen: Checking) -> Findings:
    """Positions in the sea or in a lake."""
    at = np.flatnonzero(seen.asked & seen.sound)
    if not len(at):
        return
    told = regions.water(seen.longitude[at], seen.latitude[at])
    metres, water = told["water_m"].to_numpy(), told["water"].to_numpy(object)
    certain = np.fmax(np.where(water == "lake", LAKE_M, NEAR_M), _radius(seen, at))
    for number in np.flatnonzero(metres > LINE_M):
        code = "on_water" if metres[number] > certain[number] else "on_water_perhaps"
        away = distance(metres[number]) if np.isfinite(metres[number]) else f"> {distance(regions.SEA_M)}"
        value = f"{seen.longitude[at[number]]}, {seen.latitude[at[number]]}"
        yield seen.found(code, int(at[number]), field="longitude", value=value, distance=away)


def wrong_country(seen: Checking) -> Findings:
    """Positions outside of the stated country; of several the nearest counts."""
    at = np.flatnonzero(seen.asked & seen.sound)
    metres = seen.misfit(at).country_m
    outside = np.flatnonzero((metres > LINE_M) & ~seen.was_told(at, "on_water_perhaps"))
    grave = metres[outside] > np.fmax(NEAR_M, _radius(seen, at[outside]))
    there = regions.locate(seen.longitude[at[outside]], seen.latitude[at[outside]])["country"]
    for place, away, wrong, other in zip(at[outside].tolist(), metres[outside], grave, there, strict=True):
        stated = ", ".join(map(label, seen.stated.countries[place]))
        code = "wrong_country" if wrong else "beyond_border"
        yield seen.found(code, place, field="country", value=stated, distance=distance(away), there=label(other))


def wrong_province(seen: Checking) -> Findings:
    """Positions outside of the stated province."""
    at = np.flatnonzero(seen.asked & seen.sound)
    metres = seen.misfit(at).province_m
    outside = np.flatnonzero((metres > LINE_M) & ~seen.was_told(at, "on_water_perhaps", "beyond_border"))
    grave = metres[outside] > np.fmax(NEAR_M, _radius(seen, at[outside]))
    there = regions.locate(seen.longitude[at[outside]], seen.latitude[at[outside]])
    there = there["admin1"].where(there["admin1"].notna(), there["country"])
    for place, away, wrong, other in zip(at[outside].tolist(), metres[outside], grave, there, strict=True):
        stated = label(seen.stated.province[place])
        code = "wrong_province" if wrong else "beyond_province"
        yield seen.found(code, place, field="admin1", value=stated, distance=distance(away), there=label(other))


def town_centre(seen: Checking) -> Findings:
    """Positions said to be that of the site that are the very point by which lists of towns give the town."""
    at = np.flatnonzero(seen.asked & seen.sound & (seen.texts("precision") == "site"))
    for place in at[seen.misfit(at).town_m < CENTRE_M].tolist():
        yield seen.found("town_centre", place, field="precision", value=seen.stated.town[place])


def off_the_border(seen: Checking) -> Findings:
    """Bridges and fords between two countries that do not lie where these meet."""
    kinds = seen.texts("kind")
    bridge = np.array([kind in BRIDGES for kind in kinds], bool)
    two = np.array([len(countries) > 1 for countries in seen.stated.countries], bool)
    at = np.flatnonzero(seen.asked & seen.sound & bridge & two)
    metres = seen.stated.farthest_country_m(at, seen.longitude[at], seen.latitude[at])
    for number in np.flatnonzero(metres > np.fmax(NEAR_M, _radius(seen, at))):
        countries = ", ".join(map(label, seen.stated.countries[at[number]]))
        yield seen.found("off_the_border", int(at[number]), field="countries", value=countries,
                         distance=distance(metres[number]))  # fmt: skip


def far_from_town(seen: Checking) -> Findings:
    """Positions far from the town that the place names; without a province it may name another town of that name."""
    at = np.flatnonzero(seen.asked & seen.sound)
    metres = seen.misfit(at).town_m
    radius = _radius(seen, at)
    for number in np.flatnonzero(metres > np.fmax(TOWN_M, radius)):
        place = int(at[number])
        code = "far_from_town_perhaps" if seen.stated.province[place] is None else "far_from_town"
        yield seen.found(code, place, field="locality", value=seen.stated.town[place],
                         distance=distance(metres[number]))  # fmt: skip


def _radius(seen: Checking, at: np.ndarray) -> np.ndarray:
    return np.fmin(np.nan_to_num(seen.uncertainty_m[at]), RADIUS_LIMIT_M)
