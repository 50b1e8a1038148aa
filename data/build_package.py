"""What is in `data/`, of which size, hash, licence and columns? The Frictionless data package that describes the rest.

`datapackage.json` follows https://specs.frictionlessdata.io/data-package/ and lists every other product. Its `version`
is that of the data, not of the program: third number for a correction, second for new records, first for new columns.
"""

import hashlib
import json

VERSION = "1.1.0"
CREATED = "2026-11-25"  # the day of this version, not of the build: building again gives the same bytes
UNESTABLISHED = {
    "name": "not-established",
    "title": "Facts gathered from published sources whose licences are not established; see README.md, Licences",
}
PUBLIC_DOMAIN = {
    "name": "PDDL-1.0",
    "title": "Public domain (Natural Earth)",
    "path": "https://www.naturalearthdata.com",
}
GEONAMES = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 (GeoNames)",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
OURS = {"name": "CC0-1.0", "title": "CC0 1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/"}
TITLES = {
    "facilities.geojson": ("Places of detention, with every source's own position", [UNESTABLISHED, GEONAMES]),
    "border_crossings.geojson": ("Official border crossings of North Korea", [UNESTABLISHED, GEONAMES]),
    "demo_custody_events.csv": ("SYNTHETIC custody events of 113 invented people", [OURS]),
    "basemap/country_boundaries.geojson": ("Land borders of East Asia", [PUBLIC_DOMAIN]),
    "basemap/lakes.geojson": ("Lakes and reservoirs of East Asia", [PUBLIC_DOMAIN]),
    "basemap/land.geojson": ("Land of East Asia", [PUBLIC_DOMAIN]),
    "basemap/provinces.geojson": ("Provinces around North Korea, for looking up", [PUBLIC_DOMAIN]),
    "basemap/rivers.geojson": ("Rivers of East Asia", [PUBLIC_DOMAIN]),
    "basemap/towns.geojson": ("Towns of East Asia", [GEONAMES]),
    "basemap/world_countries.geojson": ("Countries of the world, for looking up", [PUBLIC_DOMAIN]),
    "basemap/world_lakes.geojson": ("Large lakes outside East Asia, for looking up", [PUBLIC_DOMAIN]),
    "basemap/world_provinces.geojson": ("Provinces of the world, for looking up", [PUBLIC_DOMAIN]),
    "basemap/world_towns.csv": ("Towns of the world, for looking up", [GEONAMES]),
}
DEMO_FIELDS = {
    "person_id": "pseudonymous id of an invented person",
    "case_id": "people of one case belong together",
    "detention_id": "one unbroken deprivation of liberty",
    "seq": "order within the person",
    "event": "arrest, custody, crossing, sighting, release, escape, death or unknown_place",
    "place_id": "id of a facility or border crossing",
    "longitude": "degrees, WGS 84, where there is no place_id",
    "latitude": "degrees, WGS 84, where there is no place_id",
    "place_name": "name that goes with longitude and latitude",
    "arrival": "EDTF level 1",
    "departure": "EDTF level 1",
    "duration": "ISO 8601",
    "authority": "who held the person",
    "reason": "alleged reason",
    "outcome": "what became of the person",
    "source": "citation; always begins with SYNTHETIC",
    "source_relation": "how the source knows",
    "reliability": "HURIDOCS word",
    "consent": "who may see the path",
    "age": "at arrest, number or range",
    "sex": "f or m",
    "arrested_in": "ISO 3166-1 alpha-2, also where no place of arrest is known",
    "interviewee_relation": "what the interviewee is to the person",
    "note": "free text, never in a public export",
}
TOWN_FIELDS = {
    "names": "the town's names in small letters without accents and hyphens, between bars, its own name first",
    "country": "ISO 3166-1 alpha-2",
    "longitude": "degrees, WGS 84",
    "latitude": "degrees, WGS 84",
}
FIELDS = {"demo_custody_events.csv": DEMO_FIELDS, "basemap/world_towns.csv": TOWN_FIELDS}


def datapackage(products: dict[str, bytes]) -> bytes:
    """The descriptor of the products, given by path."""
    package = {
        "profile": "data-package",
        "name": "nowhere-map-data",
        "title": "Places of detention in and around North Korea, border crossings, base map, synthetic demo cases",
        "version": VERSION,
        "created": CREATED,
        "description": "Built by data/build.py from data/sources. See data/README.md.",
        "licenses": [UNESTABLISHED],
        "sources": [
            {"title": "Korea Future, North Korean Prison Database", "path": "https://nkpd.io"},
            {"title": "NKDB Visual Atlas", "path": "https://www.visualatlas.org"},
            {"title": "HRNK, North Korea Prison Camp Location Map", "path": "https://www.hrnk.org"},
            {"title": "free-north-korea collection", "path": "https://github.com/Ahmet-Dedeler/free-north-korea"},
            {"title": "Natural Earth", "path": "https://www.naturalearthdata.com"},
            {"title": "GeoNames", "path": "https://www.geonames.org"},
        ],
        "resources": [_resource(path, content) for path, content in sorted(products.items())],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(path: str, content: bytes) -> dict:
    title, licences = TITLES[path]
    table = path.endswith(".csv")
    described = {
        "name": path.rpartition("/")[2].partition(".")[0].replace("_", "-"),
        "path": path,
        "title": title,
        "profile": "tabular-data-resource" if table else "data-resource",
        "format": "csv" if table else "geojson",
        "mediatype": "text/csv" if table else "application/geo+json",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "licenses": licences,
    }
    if table:
        numbers = {"longitude": "number", "latitude": "number", "seq": "integer"}
        fields = [
            {"name": name, "type": numbers.get(name, "string"), "description": meaning}
            for name, meaning in FIELDS[path].items()
        ]
        described["schema"] = {"fields": fields, "missingValues": [""]}
    return described
