"""Which place does a link to a map show? Read from the address alone: nothing is ever fetched.

A *mark* is a place that the address names (a pin, an end of a route, what was searched); a *view* is only the middle of
the map, and counts where no mark is told. Chinese maps draw in a shifted system: `Link.system` says in which.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote_plus, urlsplit

from geodata.notations import pairs
from geodata.notations.readings import Reading, agreeing
from geodata.notations.tokens import LATITUDE
from geodata.notations.words import Refused, Warned, warned
from geodata.notations.written_points import lon_lat, wiki

N = r"[+-]?[0-9]{1,3}(?:\.[0-9]{1,20})?(?![0-9.])"
LAT, LON = rf"(?P<lat>{N})", rf"(?P<lon>{N})"
TEXT = r"(?P<text>[^&#]{1,200})"


class Link(NamedTuple):
    """readings (marks, or else the view), warnings, and the system of the numbers: `wgs84`, `gcj02` or `bd09`."""

    readings: list[Reading]
    warnings: list[Warned]
    system: str = "wgs84"


class Site(NamedTuple):
    """Where the addresses of a map tell a place: expressions for marks and for views, searched in the address after the
    name of its machine, percent signs decoded; the system of its numbers, and what in an address says otherwise."""

    hosts: str
    marks: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    system: str = "wgs84"
    otherwise: tuple[tuple[str, str], ...] = ()


def of(names: str, value: str) -> str:
    """The expression of a parameter with one of these names and this value."""
    return rf"[?&#/;](?:{names})={value}"


ANY = Site(
    "",
    (
        rf"[?&#/;!](?:m?lat|latitude)[=:]{LAT}(?:.*?[&;!/,#])?(?:m?lon|lng|long|longitude)[=:]{LON}",
        rf"[?&#/;!](?:m?lon|lng|long|longitude)[=:]{LON}(?:.*?[&;!/,#])?(?:m?lat|latitude)[=:]{LAT}",
    ),
    (rf"@{LAT},{LON}", rf"#(?:map=)?[0-9.]{{1,6}}z?/{LAT}/{LON}"),
)
# Of a parameter that no site above names it is not known which number comes first: pairs.py lists both orders.
UNKNOWN = of("ll|q|query|center|loc|location|coords?|coordinates?|point|pt|pos|position|latlng|latlon|lnglat", TEXT)
SITES = (
    Site(
        r"(?:.*\.)?google(?:\.[a-z]{2,3}){1,2}|comgooglemaps|google\.navigation",
        (
            rf"!3d{LAT}!4d{LON}",
            rf"!1d{LON}!2d{LAT}",
            of("q|query|daddr|saddr|destination|origin|waypoints|markers|cbll|loc", TEXT),
            r"/(?:place|search|dir)/(?P<text>[^/@?#]{3,200})",
            r"/dir/[^/@?#]{0,200}/(?P<text>[^/@?#]{3,200})",
        ),
        (rf"@{LAT},{LON}", of("ll|sll|center|viewpoint", rf"{LAT}, ?{LON}")),
    ),
    Site(
        r"(?:.*\.)?openstreetmap\.(?:org|de|fr)|(?:www\.)?osm\.org",
        (*ANY.marks, of("query|from|to", TEXT), rf"[?&]route={LAT},{LON}", rf"[?&]route=[^&#;]*;{LAT},{LON}"),
        (rf"#(?:map=)?[0-9.]{{1,6}}/{LAT}/{LON}",),
    ),
    Site(
        r"(?:.*\.)?bing\.com",
        (rf"[=~]point\.{LAT}_{LON}", rf"[=~](?:pos|adr)\.{LAT}_{LON}", of("q|where1|ss", TEXT)),
        (of("cp", f"{LAT}~{LON}"),),
    ),
    Site(
        r"(?:.*\.)?(?:yandex|ya)\.[a-z]{2,3}(?:\.[a-z]{2})?|yandexmaps|yandexnavi",
        (
            of(r"whatshere\[point\]|poi\[point\]", f"{LON},{LAT}"),
            of("pt", f"{LON},{LAT}"),
            rf"[?&]pt=[^&#]*~{LON},{LAT}",
            of("text", TEXT),
            of("rtext", f"{LAT},{LON}"),
            rf"[?&]rtext=[^&#]*~{LAT},{LON}",
        ),
        (of("ll|sll", f"{LON},{LAT}"),),
    ),
    Site(
        r"maps\.apple\.com|maps",
        (of("coordinate|ll", f"{LAT}, ?{LON}"), of("q|daddr|saddr|address|destination|source", TEXT)),
        (of("center|sll|near", f"{LAT}, ?{LON}"),),
    ),
    Site(r"(?:.*\.)?wikimapia\.org", (), ANY.marks),
    Site(
        r"(?:.*\.)?naver\.com|nmap|navermaps",
        (*ANY.marks, rf"[?&][ds]lat={LAT}.*?&[ds]lng={LON}", rf"[?&][es]lng={LON}.*?&[es]lat={LAT}"),
    ),
    Site(
        r"(?:.*\.)?(?:kakao\.com|daum\.net)|kakaomap|daummaps",
        (
            rf"/link/(?:map|to|roadview)/(?:[^/?#]{{0,200}},)?{LAT}, ?{LON}",
            rf"/link/by/[^?#]{{0,200}},{LAT}, ?{LON}",
            of("p|sp|ep", f"{LAT},{LON}"),
        ),
    ),
    Site(
        r"(?:.*\.)?baidu\.com|baidumap|bdapp",
        (
            of("location|latlng|center", f"{LAT},{LON}"),
            of("destination|origin", rf"(?:[^&#]*?latlng:)?{LAT},{LON}"),
            *ANY.marks,
        ),
        system="bd09",
        otherwise=(("coord_type=wgs84", "wgs84"), ("coord_type=gcj02", "gcj02")),
    ),
    Site(
        r"(?:.*\.)?(?:amap|gaode|autonavi)\.com|androidamap|iosamap|amapuri",
        (
            of(r"position|lnglat|location|dest|from|to|(?:from|to)\[lnglat\]|markers", f"{LON},{LAT}"),
            of("q", f"{LAT},{LON}"),
            rf"[?&]p=[^&#,]*,{LAT},{LON}",
            *ANY.marks,
        ),
        (of("center", f"{LON},{LAT}"),),
        system="gcj02",
        otherwise=((r"coordinate=wgs84|[?&]dev=1\b", "wgs84"),),
    ),
    Site(
        r"(?:.*\.)?map\.qq\.com|qqmap",
        (
            rf"[=;|]coord:{LAT},{LON}",
            of("coord|tocoord|fromcoord|latlng", f"{LAT},{LON}"),
            rf"[?&]pointx={LON}&pointy={LAT}",
            *ANY.marks,
        ),
        (of("center", f"{LAT},{LON}"),),
        system="gcj02",
        otherwise=((r"coord_type=1\b", "wgs84"),),
    ),
    Site(r"(?:.*\.)?2gis\.[a-z]{2,3}", (rf"/geo/(?:[^?#]*/)?{LON},{LAT}",), (of("m", f"{LON},{LAT}"),)),
    Site(r"(?:.*\.)?waze\.com|waze", (of("ll|latlng|to", rf"(?:ll\.)?{LAT},{LON}"),)),
)  # fmt: skip
SHORT = re.compile(
    r"(?:maps\.)?(?:app\.)?goo\.gl|g\.co|maps\.apple|naver\.me|kko\.(?:to|kakao\.com)|surl\.amap\.com|j\.map\.baidu\.com|"
    r"bit\.ly|t\.co|tinyurl\.com|is\.gd|cutt\.ly|dwz\.cn|url\.cn|1drv\.ms|ge0\.me|s\.go\.2gis\.com|go\.2gis\.com"
)
SHORT_PATHS = (("yandex", "/maps/-/"), ("osm.org", "/go/"), ("openstreetmap.org", "/go/"), ("bing.com", "/maps/s/"))
METRES = re.compile(r"(?:@|[?&](?:c|urlX|centerX|x)=|/directions/)[0-9]{5,9}(?:\.[0-9]+)?[,&]", re.I)
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://.+|(?:[a-z0-9-]+\.)+[a-z]{2,12}(?::[0-9]+)?[/?#].*", re.I | re.S)
GOOGLE_PART = re.compile(rf"@{N},{N},|(?:data=)?!.*!3d{N}!4d{N}|!3d{N}!4d{N}")  # of an address that was cut
INSIDE = re.compile(r"https?://\S+", re.I)
GEO_URI = re.compile(
    rf"geo:{LAT},{LON}(?:,(?P<height>[+-]?[0-9.]{{1,20}}))?(?P<parameters>(?:;[^;?]*)*)(?:\?(?P<query>.*))?",
    re.I | re.S,
)
UNCERTAINTY = re.compile(r"u=([0-9]{1,9}(?:\.[0-9]{1,9})?)", re.I)
RANGES = ("latitude_range", "longitude_range", "swapped")


def link(text: str) -> Link | None:
    """The place that a link shows; None where the text is no link, Refused where it shows none.

    >>> link("https://www.openstreetmap.org/?mlat=41.7983&mlon=129.7758#map=15/41.8/129.8").readings[0][:3]
    (129.7758, 41.7983, 'link')
    """
    if text.lower().startswith("geo:"):
        return _geo_uri(text)
    if ADDRESS.fullmatch(text):
        return _address(text)
    if GOOGLE_PART.match(text):
        return _address(f"https://www.google.com/maps/{text}")
    inside = INSIDE.findall(text)
    if not inside:
        return None
    if len(inside) > 1:
        raise Refused("links")
    found = _address(inside[0])
    rest = " ".join(text.replace(inside[0], " … ").split())
    return found._replace(warnings=[*found.warnings, warned("left_out", value=rest)])


def _address(text: str) -> Link:
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").lower()
    except ValueError:
        raise Refused("link") from None
    scheme = parts.scheme.lower()
    tail = _tail(parts)
    short = any(part in host and path in parts.path for part, path in SHORT_PATHS)
    if short or SHORT.fullmatch(host.removeprefix("www.")):
        raise Refused("link_short", value=host)
    if "params=" in parts.query and (found := wiki(parts.query)):
        return Link(*found)
    name = host if scheme in ("http", "https") else scheme
    site = next((site for site in SITES if re.fullmatch(site.hosts, name)), ANY)
    system = next((system for sign, system in site.otherwise if re.search(sign, tail, re.I)), site.system)
    faults = []
    marks = agreeing(_places(site.marks, tail, faults))
    if marks:
        return Link(marks, [warned("link_several")] if len(marks) > 1 else [], system)
    if site is ANY and (found := _searched(tail)):
        return found
    views = agreeing(_places(site.views, tail, faults))
    if views:
        return Link(views, [warned("link_view")], system)
    raise faults[0] if faults else Refused("link_metres" if METRES.search(tail) else "link_empty")


def _tail(parts) -> str:
    """The address after the name of the machine, percent signs decoded."""
    tail = parts.path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    return unquote_plus(tail, errors="replace")


def _places(expressions: tuple[str, ...], tail: str, faults: list[Refused]) -> Iterator[Reading]:
    """Every place that the expressions find; what is out of range goes to `faults`."""
    for expression in expressions:
        for found in re.finditer(expression, tail, re.I):
            try:
                yield from _place(found)
            except Refused as refused:
                if refused.code in RANGES:
                    faults.append(refused)


def _place(found: re.Match) -> list[Reading]:
    told = found.groupdict()
    if "lat" in told:
        return [lon_lat(told["lon"], told["lat"], "link")]
    text = re.sub(r"^\s*(?:loc|latlng|ll)[:.]\s*|\([^()]*\)\s*$", "", told["text"], flags=re.I)
    readings = pairs.readings(text, LATITUDE, halves=False)[0]
    return [reading._replace(notation="link", note=None) for reading in readings] if len(readings) == 1 else []


def _searched(tail: str) -> Link | None:
    """What a parameter of an unknown site says, in either order."""
    for found in re.finditer(UNKNOWN, tail, re.I):
        try:
            readings, warnings = pairs.readings(found["text"], halves=False)
        except Refused:
            continue
        return Link([reading._replace(notation="link") for reading in readings], warnings)
    return None


def _geo_uri(text: str) -> Link:
    found = GEO_URI.fullmatch(text.strip())
    if not found:
        raise Refused("link_empty")
    parameters = [part.strip().lower() for part in found["parameters"].split(";")]
    crs = next((part[4:] for part in parameters if part.startswith("crs=")), "wgs84")
    if crs != "wgs84":
        raise Refused("system", value=crs)
    reading = lon_lat(found["lon"], found["lat"], "geo_uri")
    told = [warned("height_left_out", value=found["height"])] if found["height"] else []
    if found["query"] and reading[:2] == (0, 0):  # Android: the place is in the query
        marks = list(_places((of("q", TEXT),), unquote_plus(f"?{found['query']}", errors="replace"), []))
        if not marks:
            raise Refused("link_empty")
        return Link([mark._replace(notation="geo_uri") for mark in marks], told)
    stated = next((float(u[1]) for part in parameters if (u := UNCERTAINTY.fullmatch(part))), 0.0)
    return Link([reading._replace(precision_m=max(reading.precision_m, stated))], told)
