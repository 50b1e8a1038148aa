"""What is taken away from a page: made of what is seen, reduced for whom it is, recorded before it is given."""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from geodata.errors import DataError
from layers import exportlog, profiles
from layers.commands.records import read_key
from layers.datafile.sidecar import ENDING
from layers.export import WRITERS
from layers.filters import format_where
from layers.links import PICKS, reopening
from layers.manifest import Input

ROOT = Path(__file__).parents[1]


class View(NamedTuple):
    """What a visitor sees: over which records, by which filters, with which layers, picked whom or what, where.

    ``ladder`` and ``inputs`` are asked only when a file is made. ``pick``: kind and id. ``at``: latitude, longitude,
    zoom. ``parameters``: those of the page's address, ``base``: of the server.
    """

    ladder: Callable[[], object]
    inputs: Callable[[], Iterable[Input]]
    lang: str
    where: Mapping
    layers: Mapping[str, bool]
    pick: tuple[str, str] | None
    at: tuple[float, float, float] | None
    parameters: Mapping[str, list[str]]
    base: str


class Wish(NamedTuple):
    """What is asked for: a file of this ending, for whom, how it looks; who takes it and why (not for ``public``)."""

    ending: str
    profile: str
    look: tuple[tuple[str, object], ...] = ()
    title: str = ""
    address: bool = True
    who: str = ""
    purpose: str = ""


class Made(NamedTuple):
    """A file that is ready: its name, its bytes, in words what is in it, its sidecar (name and bytes) if it has one,
    the number of the line in the export log if there is one."""

    name: str
    data: bytes
    in_words: list[str]
    beside: tuple[str, bytes] | None
    recorded: int | None


class NotLetOut(DataError):
    """Who or what was picked is not in what the profile lets out."""


def log_folder() -> Path:
    """Where the export log is: the folder EXPORTS, or ``exports``."""
    return Path(os.environ.get("EXPORTS") or ROOT / "exports")


def key() -> bytes | None:
    """The key of the partner profile: the file that KEY names. DataError where it cannot be read."""
    name = os.environ.get("KEY")
    return read_key(Path(name)) if name else None


def make(view: View, wish: Wish) -> Made:
    """Make the file; DataError, in a sentence, where it cannot be made or its leaving cannot be recorded."""
    ladder, inputs = view.ladder(), list(view.inputs())
    partner_key = key() if wish.profile == "partner" else None
    told = {
        "lang": view.lang, "profile": wish.profile, "where": dict(view.where), "key": partner_key,
        "title": wish.title.strip() or None, "inputs": inputs,
    }  # fmt: skip
    part = profiles.reduce(ladder, wish.profile, where=told["where"], key=partner_key)
    look = _let_out(dict(wish.look), part, wish.profile, partner_key)
    if wish.address and view.base and (address := _address(view, part, wish.profile, partner_key)):
        look["address"] = address
    data, meta = WRITERS[wish.ending](ladder, told, look)
    name = file_name(wish, view.pick if {"person", "place"} & set(look) else None)
    describe = meta.get("beside")
    beside = (name + ENDING, describe(name)) if describe else None
    recorded = None
    if wish.profile != "public":
        recorded = exportlog.record(log_folder(), wish.who, wish.purpose, _what(name, data, view, wish))
    return Made(name, data, meta["in_words"], beside, recorded)


def _let_out(look: dict, part, profile: str, partner_key: bytes | None) -> dict:
    """The look with the picked one as the profile calls them; NotLetOut where it does not let them out."""
    if "person" in look and profile != "internal":
        look["person"] = profiles.sayable({"person": look["person"]}, part, profile, partner_key)["person"]
    for kind, (table, column) in PICKS.items():
        if kind in look and not (getattr(part, table)[column] == look[kind]).any():
            raise NotLetOut("is not let out", field=kind)
    return look


def _address(view: View, part, profile: str, partner_key: bytes | None) -> str | None:
    return reopening(view.base, view.parameters, part, where=view.where, profile=profile, key=partner_key)


def _what(name: str, data: bytes, view: View, wish: Wish) -> dict:
    return {
        "file": name,
        "profile": wish.profile,
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "filters": format_where(view.where),
        "picked": ":".join(view.pick) if view.pick else None,
        "look": {key: value for key, value in wish.look if key not in ("person", "place")},
        "inputs": [f"{one.role} {one.name} sha256 {one.sha256}" for one in view.inputs()],
    }


def file_name(wish: Wish, pick: tuple[str, str] | None) -> str:
    """A name that says for whom the file is.

    >>> file_name(Wish(".brief.pdf", "internal"), ("person", "S-082")), file_name(Wish(".csv", "public"), None)
    ('nowhere-map-S-082-internal.brief.pdf', 'nowhere-map-public.csv')
    """
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in pick[1])[:60].strip("-") if pick else ""
    hidden = wish.profile == "partner"  # whose ids are hashes inside
    return "-".join(part for part in ("nowhere-map", "" if hidden else plain, wish.profile) if part) + wish.ending


def partner_ready() -> tuple[bool, str]:
    """Whether files for a partner can be made, and why not."""
    try:
        found = key()
    except DataError as error:
        return False, str(error)
    return bool(found and len(found) >= profiles.KEY_BYTES), ""
