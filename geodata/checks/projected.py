"""In which projected system are metres that were taken for degrees? Web Mercator, or a zone of UTM.

Metres do not say of which system they are. That system is taken in which most of them come to lie where their places
say that they are, and only if no other has as many.
"""

import functools

import numpy as np
from pyproj import Transformer

from geodata.checks.misfit import Stated

ASKED = 20  # places by which the system is found
SYSTEMS = {"EPSG:3857": "Web Mercator (EPSG:3857)"} | {
    f"EPSG:{32600 + 100 * south + zone}": f"UTM {zone}{'NS'[south]} (EPSG:{32600 + 100 * south + zone})"
    for zone in range(1, 61)
    for south in (0, 1)
}


def unprojected(
    stated: Stated, at: np.ndarray, x: np.ndarray, y: np.ndarray
) -> tuple[str | None, np.ndarray, np.ndarray]:
    """(name of the system, longitude, latitude) of metres of the places `at`; None and NaN where it is not certain.

    Positions that do not fit what their place states are NaN also where the system is known.
    """
    few = slice(0, ASKED)
    fitting = {
        code: int(_fitting(stated, at[few], x[few], y[few], code)[0].sum()) for code in _possible(x[few], y[few])
    }
    best = sorted(fitting.values(), reverse=True)[:2]
    if not best or best[0] == 0 or best[0] == best[-1] * (len(best) > 1):
        return None, np.full(len(at), np.nan), np.full(len(at), np.nan)
    code = max(fitting, key=fitting.get)
    fits, lon, lat = _fitting(stated, at, x, y, code)
    return SYSTEMS[code], np.where(fits, lon, np.nan), np.where(fits, lat, np.nan)


def _possible(x: np.ndarray, y: np.ndarray) -> list[str]:
    """The systems in which such numbers occur: eastings of UTM are 100 to 900 km, northings up to 10,000."""
    utm = ((np.abs(x - 500_000) < 400_000) & (y >= 0) & (y <= 10_000_000)).any()
    return list(SYSTEMS) if utm else ["EPSG:3857"]


def _fitting(stated: Stated, at: np.ndarray, x: np.ndarray, y: np.ndarray, code: str):
    lon, lat = (np.asarray(degrees, float) for degrees in _system(code).transform(x, y))
    known = np.isfinite(lon) & np.isfinite(lat) & (np.abs(lon) <= 180) & (np.abs(lat) <= 90)
    fits = np.zeros(len(at), bool)
    if known.any():
        there = stated.misfit(at[known], lon[known], lat[known])
        fits[known] = there.stated() & ~there.against()
    return fits, lon, lat


@functools.lru_cache(maxsize=len(SYSTEMS))
def _system(code: str) -> Transformer:
    return Transformer.from_crs(code, "EPSG:4326", always_xy=True)
