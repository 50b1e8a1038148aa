"""Places as the reader of a file makes them, and what the checks say of them."""

from geodata import places
from geodata.audit import check


def table(*rows):
    """`(places, problems)`; what a row leaves out is missing, but for its id, its longitude and its latitude."""
    document = {"type": "FeatureCollection", "features": []}
    for number, row in enumerate(rows):
        told = {"id": f"p{number}", "lon": 129.5123, "lat": 42.1234, **row}
        geometry = {"type": "Point", "coordinates": [told.pop("lon"), told.pop("lat")]}
        document["features"].append({"type": "Feature", "id": told.pop("id"), "properties": told, "geometry": geometry})
    return places.parse_features(document)


def codes(*rows, **asked):
    """What is found in these places."""
    return check(*table(*rows), **asked)["code"].tolist()


def near(metres, **more):
    """A place so many metres north of where the others are."""
    return {"lat": 42.1234 + metres / 111_070, **more}


def source(lon=None, lat=None, title="S", url="https://s.example", **more):
    """A source with an address."""
    return {"title": title, "url": url, "longitude": lon, "latitude": lat, **more}


def sourced(*sources, lon=129.5, lat=42.1, **more):
    """A place whose position is that of its first source."""
    return {"lon": lon, "lat": lat, "sources": list(sources), **more}
