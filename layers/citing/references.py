"""What is there to cite in a view? The view itself, the data that it was made from, the sources of its places.

A *reference* is one thing that can be cited. What nobody told of it is empty, and no format fills it in: no author, no
year, no publisher. Its date is that of the data, never of today. Its key is made of what it says, so that a reference
has the same key in every file, and two that differ have two.

Out: ``section`` VIEW (one), DATA (what was read; where it ships with the program, its package and whom that thanks),
PLACES (each source of a place once: by title, address and when it was read).
"""

import datetime
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple

import pandas as pd

from geodata import dataset
from geodata.errors import DataError
from geodata.linked_places import ADDRESS
from layers import manifest as manifests
from layers.subset import Part
from layers.words import local_names, translator

VIEW, DATA, PLACES = "view", "data", "places"
MAP, DATASET, PAGE, DOCUMENT = "map", "dataset", "page", "document"
KEY_WORDS, KEY_DIGITS = 4, 12  # 48 bits: no two of a million references share one
NAMED = 5  # places that the note of a source names; more are counted
ENDS_A_LINE = ("Cc", "Zl", "Zp")
TURNS_THE_LINE = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


class Reference(NamedTuple):
    """Texts of one line each. ``date``, ``accessed``: as 2026-11-25. ``notes``: sentences that belong to it; ``about``:
    all of the manifest, for which a list of literature has no room."""

    key: str
    section: str
    kind: str
    title: str = ""
    url: str = ""
    date: str = ""
    version: str = ""
    accessed: str = ""
    notes: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


def references(part: Part, manifest: Mapping, look: Mapping, lang: str) -> list[Reference]:
    """Of a part that ``layers.profiles.reduce`` let out, and its manifest. ``look``: see ``layers.citing.make``."""
    t = translator(lang)
    names = {key: line(name) for key, name in local_names(part.places, lang).items()}
    picked = _picked(part, look)
    places = part.places if picked is None else part.places[part.places["place_id"].isin(picked)]
    every = [_view(manifest, look, names, t), *_data(manifest, t), *_sources(places, names, t)]
    return list({one.key: one for one in every}.values())


def line(text: object) -> str:
    """The text as one line in which nothing turns the direction of what follows; half a character is U+FFFD.

    >>> line("On\\x00song\\u202e\\n MSS"), line(None)
    ('On song MSS', '')
    """
    if text is None:
        return ""
    told = str(text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return " ".join("".join(" " if _breaks(character) else character for character in told).split())


def sentence(text: str) -> str:
    """With a full stop, unless it ends in one.

    >>> sentence("Camp 15"), sentence("Where?")
    ('Camp 15.', 'Where?')
    """
    return text if text.endswith((".", "!", "?", "…", "。")) else f"{text}."


def _breaks(character: str) -> bool:
    return character in TURNS_THE_LINE or unicodedata.category(character) in ENDS_A_LINE


def day(text: str) -> str:
    """A day, as 2026-11-25; DataError for anything else."""
    if not _is_day(text):
        raise DataError("is no day", field="--accessed", value=text, remedy="write it such as 2026-11-25")
    return text


def _is_day(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _key(kind: str, title: str, *told: object) -> str:
    words = re.findall(r"[a-z0-9]+", unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode())
    digest = sha256(json.dumps([kind, title, *told], ensure_ascii=True).encode()).hexdigest()
    begin = words[:KEY_WORDS] if words and words[0][0].isalpha() else [kind, *words[:KEY_WORDS]]
    return "-".join([*begin, digest[:KEY_DIGITS]])


def _view(manifest: Mapping, look: Mapping, names: Mapping[str, str], t: Callable[..., str]) -> Reference:
    title = line(manifest["title"])
    person, place = line(look.get("person")), names.get(look.get("place"), "")
    hashes = [f"{t('export.input.records')}: sha256 {each}" for each in _records(manifest)]
    url, address_in_words = _address(look.get("address"), t)
    accessed = day(look["accessed"]) if look.get("accessed") else ""
    notes = (
        *([t("export.manifest.synthetic")] if manifest["synthetic"] else []),
        *([t("citing.person", id=person)] if person else []),
        *([t("picture.picked", name=place)] if place else []),
        *(manifest["filters_in_words"] or [t("export.manifest.no_filter")]),
        t("export.manifest.people", **manifest["shown"]["persons"]),
        t("export.manifest.profile", profile=t(f"export.profile.{manifest['profile']}")),
        *hashes,
        t("export.manifest.program", program=manifest["program"]),
        *address_in_words,
    )
    told = [
        t("filter.language"),
        manifest["profile"],
        manifest["filters"],
        [one["sha256"] for one in manifest["inputs"]],
    ]
    return Reference(
        key=_key(MAP, title, *told, look.get("person"), look.get("place")),
        section=VIEW,
        kind=MAP,
        title=title,
        url=url,
        accessed=accessed,
        notes=_sentences(notes),
        about=_sentences(manifests.sentences(manifest, t)),
        **_dated(manifest["inputs"]),
    )


def _sentences(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sentence(line(text)) for text in texts)


def _records(manifest: Mapping) -> list[str]:
    return [one["sha256"] for one in manifest["inputs"] if one["role"] == manifests.RECORDS and one["sha256"]]


def _dated(inputs: Iterable[Mapping]) -> dict[str, str]:
    """Version and date of the data that ship, where all that was read is of it: of other data nobody told us any."""
    if inputs and all("version" in one for one in inputs):
        package = dataset.package()
        return {"version": line(package["version"]), "date": package["created"] if _is_day(package["created"]) else ""}
    return {}


def _data(manifest: Mapping, t: Callable[..., str]) -> list[Reference]:
    """What was read: what ships as one data set, and whom it thanks; of anything else its hash."""
    ours = [one for one in manifest["inputs"] if "version" in one]
    package = [_package(ours, t), *map(_credited, dataset.credits())] if ours else []
    return [*package, *(_read(one, t) for one in manifest["inputs"] if "version" not in one)]


def _package(ours: list[Mapping], t: Callable[..., str]) -> Reference:
    package = dataset.package()
    files = [f"{one['name']} (sha256 {one['sha256']})" for one in ours]
    licences = dict.fromkeys(licence["title"] for one in ours for licence in one["licences"])
    return Reference(
        key=_key(DATASET, package["title"], package["version"]),
        section=DATA,
        kind=DATASET,
        title=line(package["title"]),
        notes=_sentences((*files, *(t("citing.licence", licence=licence) for licence in licences))),
        **_dated(ours),
    )


def _credited(source: Mapping) -> Reference:
    title, url = line(source["title"]), line(source["path"])
    return Reference(key=_key(PAGE, title, url), section=DATA, kind=PAGE, title=title, url=url)


def _read(one: Mapping, t: Callable[..., str]) -> Reference:
    title = line(one.get("name") or t(f"export.input.{one['role']}"))
    notes = _sentences([f"sha256 {one['sha256']}"] if one["sha256"] else [])
    return Reference(key=_key(DATASET, title, one["sha256"]), section=DATA, kind=DATASET, title=title, notes=notes)


def _sources(places: pd.DataFrame, names: Mapping[str, str], t: Callable[..., str]) -> list[Reference]:
    """Each source once, by title; who gives a place another source of the same title and address gives another."""
    of_places: dict[tuple[str, ...], dict[str, None]] = {}
    for place, sources in zip(places["place_id"], places["sources"], strict=True):
        for source in sources:
            identity = tuple(line(source.get(field)) for field in ("title", "url", "accessed"))
            of_places.setdefault(identity, {})[names[place]] = None
    return [_source(*identity, list(of_places[identity]), t) for identity in sorted(of_places, key=_order)]


def _order(identity: tuple[str, ...]) -> tuple[str, ...]:
    return (identity[0].casefold(), *identity)


def _source(title: str, address: str, accessed: str, names: list[str], t: Callable[..., str]) -> Reference:
    url, as_recorded = _address(address, t)
    read_when = [t("citing.accessed", date=accessed)] if accessed and not _is_day(accessed) else []
    many = len(names) > NAMED
    held = t("citing.for_many", count=len(names)) if many else t("citing.for_places", names="; ".join(names))
    return Reference(
        key=_key(DOCUMENT, title, address, accessed),
        section=PLACES,
        kind=PAGE if url else DOCUMENT,
        title=title or ("" if url else t("citing.untitled")),
        url=url,
        accessed="" if read_when else accessed,
        notes=_sentences((*as_recorded, *read_when, held)),
    )


def _address(text: object, t: Callable[..., str]) -> tuple[str, list[str]]:
    """The text as an address where it is one that a browser may open; else in words."""
    told = line(text)
    if ADDRESS.fullmatch(told):
        return told, []
    return "", [t("citing.address", text=told)] if told else []


def _picked(part: Part, look: Mapping) -> set[str] | None:
    """The places of who or what is picked; None where nothing is."""
    if look.get("person"):
        stints = part.stints[part.stints["person_id"] == look["person"]]
        legs = part.legs[part.legs["person_id"] == look["person"]]
        _known((part.paths["person_id"] == look["person"]).any(), "person", look)
        return {*stints["place_id"].dropna(), *legs["via"].dropna()}
    if look.get("place"):
        _known((part.places["place_id"] == look["place"]).any(), "place", look)
        return {look["place"]}
    return None


def _known(found: bool, what: str, look: Mapping) -> None:
    if not found:
        remedy = "check the id, or choose a profile that lets it out"
        raise DataError(f"no {what} of that id is in the view", field=f"--{what}", value=look[what], remedy=remedy)
