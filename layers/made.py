"""How was a file made, so that somebody can make it again to the byte? What was asked of it, beside its manifest.

``made`` in a manifest (layers/manifest.py) has ``ending``, ``lang``, what was said of the look of the file (``size``
and ``dpi``, ``grey``, ``layers``, ``person``, ``place``, ``view``, ``address``, ``table``, ``bom``, ``split``, …) and
its ``title`` where one was given; ``inferred_crossings`` and ``silence_days`` where the records were built in another
way than usual; ``libraries``, the versions of those that write the bytes, and of the zlib that packs them; and
``again``, which is false where the profile withheld a filter: then nobody can make the file again from its manifest.

The key of the profile ``partner`` is told never: whoever makes such a file again has to have it.
"""

import math
import zlib
from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import NamedTuple

from PIL import features

from geodata.errors import DataError
from layers import filters, profiles
from layers.datafile.fields import TABLES
from layers.profiles import PROFILES, WITHHELD
from layers.registry import LAYERS
from layers.sizes import NAMED, Size, size_of
from layers.subset import Part
from layers.words import LANGUAGES

PAPER = ("matplotlib", "pillow", "fonttools", "koreanize-matplotlib", "pylopdf-fonts-zh-cn", "pyproj")
LIBRARIES = {  # which change the bytes of a file, by the last part of its ending
    "html": ("folium", "branca", "XStatic-Leaflet", "pyproj"),
    **dict.fromkeys(("png", "svg", "pdf"), PAPER),
    **dict.fromkeys(("geojson", "csv", "kml"), ("shapely", "pyproj")),
    "gpkg": ("pyogrio", "pyproj"),
    "parquet": ("pyarrow", "geopandas", "pyproj"),
}
BUILT = ("inferred_crossings", "silence_days")  # of the report of routes.build, where they are not the usual
IDS = ("person", "case")  # filters whose values the profile partner hashes
MOST_TEXT = 2000  # characters of an id or an address that is read from a manifest


class Again(NamedTuple):
    """What a manifest asks for: arguments of a writer (layers/export.py) and of ``routes.build.build``."""

    ending: str
    options: dict
    look: dict
    build: dict


def made(asked: Mapping, ladder, part: Part, told: Mapping, options: Mapping) -> dict:
    """The member ``made`` of a manifest.

    ``asked``: ``ending`` and ``look`` of the file. ``part``: what the profile let out. ``told``: the filters as the
    profile lets them be said. ``options``: ``where, profile, lang, title``.
    """
    look = _sayable({name: value for name, value in asked["look"].items() if value not in (None, False)}, part)
    written = {name: value if name not in WRITTEN else WRITTEN[name](value) for name, value in look.items()}
    size = look.get("size")
    size = size_of(size) if isinstance(size, str) else size  # the page names it, the command line has read it already
    return {
        "ending": asked["ending"],
        "lang": options["lang"],
        **written,
        **({"dpi": size.dpi} if isinstance(size, Size) else {}),
        **({"title": options["title"]} if options["title"] else {}),
        **{name: ladder.report[name] for name in BUILT if name in ladder.report},
        "libraries": libraries(asked["ending"]),
        "again": WITHHELD not in look.values() and _all_told(options["where"], told),
    }


def libraries(ending: str) -> dict[str, str]:
    """The versions, here and now, of what writes the bytes of such a file.

    >>> list(libraries(".gpkg")), libraries(".bib")
    (['pyogrio', 'pyproj'], {})
    """
    form = ending.rpartition(".")[2]
    named = {name: version(name) for name in LIBRARIES.get(form, ())}
    return named | ({"zlib": PACKED_BY[form]()} if form in PACKED_BY else {})


def _zlib_of_pillow() -> str:
    """The zlib that packs a PNG, which need not be the one of Python."""
    faster = features.version("zlib_ng")
    return f"zlib-ng {faster}" if faster else str(features.version("zlib"))


def _sayable(look: dict, part: Part) -> dict:
    """The look; who or what was picked and is not in the part is withheld."""
    known = {"person": part.paths["person_id"], "place": part.places["place_id"]}
    return {
        name: WITHHELD if name in known and not (known[name] == value).any() else value for name, value in look.items()
    }


def _all_told(where: Mapping, told: Mapping) -> bool:
    """Whether whoever reads the filters knows which they were; an id that was hashed can be found with the key."""
    ids = [text.strip() for name in IDS for text in told.get(name, "").split(",")]
    return WITHHELD not in ids and all(told[name] == value for name, value in where.items() if name not in IDS)


def _size_text(size: Size | str) -> str:
    """A size as ``layers.sizes.size_of`` reads it.

    >>> _size_text(NAMED["a4"]), _size_text(Size(120.5, 80, "mm", 300))
    ('a4', '120.5x80mm')
    """
    if isinstance(size, str):
        return size
    name = next((name for name, known in NAMED.items() if known[:3] == size[:3]), None)
    return name or f"{_plain(size.width)}x{_plain(size.height)}{size.unit}"


def _plain(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else repr(float(number))


PACKED_BY: dict[str, Callable[[], str]] = {"png": _zlib_of_pillow, "pdf": lambda: zlib.ZLIB_RUNTIME_VERSION}
WRITTEN: dict[str, Callable] = {"size": _size_text, "view": list, "layers": dict}


def again(manifest: Mapping) -> Again:
    """What a manifest asks for. DataError where this program cannot do it; a manifest may come from anybody."""
    told = manifest.get("made")
    if not isinstance(told, dict) or not isinstance(told.get("ending"), str):
        raise DataError("the file does not say how it was made")
    raw: dict[str, list[str]] = {}
    for pair in manifest["filters"]:
        key, _, text = pair.partition("=")
        raw.setdefault(key, []).append(text)
    where, problems = filters.parse(raw)
    if problems:
        raise DataError("a filter of the file cannot be read", field=problems[0].rstrip("."))
    if told.get("lang") not in [*LANGUAGES] or manifest["profile"] not in PROFILES:
        raise DataError("the file is in a language or for a profile that is not known here", field="made")
    options = {"lang": told["lang"], "profile": manifest["profile"], "where": where}
    options["title"] = _read("title", told["title"], _text) if "title" in told else None
    look = {name: _read(name, value, READ.get(name)) for name, value in told.items() if name not in NO_LOOK}
    if "size" in look:
        look["size"] = size_of(look["size"], look.pop("dpi", None))
    return Again(told["ending"], options, look, _built(told))


def _read(name: str, value: object, reader: Callable | None):
    try:
        if reader:
            return reader(value)
    except (TypeError, ValueError, OverflowError):
        pass
    raise DataError("the file was made in a way that is not known here", field=name, value=value)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > MOST_TEXT:
        raise ValueError
    return value


def _yes(value: object) -> bool:
    if value is not True:
        raise ValueError
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError
    return value


def _table(value: object) -> str:
    if value not in TABLES:
        raise ValueError
    return value


def _layers(value: object) -> dict[str, bool]:
    known = {layer.key for layer in LAYERS}
    if not isinstance(value, dict) or not set(value) <= known or not all(isinstance(on, bool) for on in value.values()):
        raise ValueError
    return value


def _view(value: object) -> tuple[float, float, float]:
    latitude, longitude, zoom = map(_number, value)
    if not (abs(latitude) <= 85 and abs(longitude) <= 720 and 0 <= zoom <= 20):
        raise ValueError
    return latitude, longitude, zoom


NO_LOOK = ("ending", "lang", "title", "libraries", "again", *BUILT)
READ: dict[str, Callable] = {
    **dict.fromkeys(("size", "person", "place", "address", "accessed"), _text),
    "table": _table,
    **dict.fromkeys(("grey", "bom", "split"), _yes),
    "dpi": _number,
    "layers": _layers,
    "view": _view,
}


def _built(told: Mapping) -> dict:
    days = told.get("silence_days")
    built = {"infer_crossings": False} if told.get("inferred_crossings") is False else {}
    return built | ({} if days is None else {"silence_days": _read("silence_days", days, _number)})


def with_ids(where: Mapping, ladder, profile: str, key: bytes | None) -> dict:
    """Filters with the ids of these records in place of the hashes that a partner reads."""
    if profile != "partner":
        return dict(where)
    found = dict(where)
    for name in IDS:
        if name in where:
            ids = ladder.paths[f"{name}_id"].dropna().unique().tolist()
            by_hash = dict(zip(profiles.hashed(key, name, ids), ids, strict=True))
            said = [text.strip() for text in where[name].split(",")]
            found[name] = ", ".join(by_hash.get(text, text) for text in said)
    return found
