"""What do the numbers mean if they come from a shifted Chinese map, and what does such a map show here?

Nothing in two numbers tells from which map they were read. So for a place in China, or within NEAR_M of it, the other
meanings are offered beside the answer; where a link or a person says which system it is, the numbers are converted.
"""

from geodata import regions, shifted
from geodata.notations.readings import Coordinate, Reading
from geodata.notations.words import warned

SYSTEMS = ("wgs84", "gcj02", "bd09")
COUNTRY = "CN"
NEAR_M = 5000.0  # metres


def to_wgs84(reading: Reading, system: str) -> Reading:
    """The reading in WGS 84, its numbers taken to be of that system; the notation then names the system."""
    longitude, latitude = reading.longitude, reading.latitude
    if system == "bd09":
        longitude, latitude = shifted.gcj02_from_bd09(longitude, latitude)
    longitude, latitude = shifted.wgs84_from_gcj02(longitude, latitude)
    return reading._replace(longitude=float(longitude), latitude=float(latitude), notation=system)


def on_map(reading: Reading, system: str) -> Reading:
    """Where a map in that system shows the place of a reading in WGS 84."""
    longitude, latitude = shifted.gcj02_from_wgs84(reading.longitude, reading.latitude)
    if system == "bd09":
        longitude, latitude = shifted.bd09_from_gcj02(longitude, latitude)
    return reading._replace(longitude=float(longitude), latitude=float(latitude), notation=f"on_{system}")


def offered(found: Coordinate) -> Coordinate:
    """The coordinate, its answer unchanged, with what its numbers mean on shifted maps if it lies in or near China."""
    if found.longitude is None or found.latitude is None or not near_china(found.longitude, found.latitude):
        return found
    answer = found.readings[0]
    others = [way(answer, system) for way in (to_wgs84, on_map) for system in SYSTEMS[1:]]
    return found._replace(readings=(answer, *others), warnings=(*found.warnings, warned("china")))


def near_china(longitude: float, latitude: float) -> bool:
    """Whether a place lies in China or within NEAR_M of it."""
    if not shifted.shifts(longitude, latitude):
        return False
    return bool(regions.distance_m([longitude], [latitude], [COUNTRY])[0] <= NEAR_M)
