"""What went into an export, by which rules, and how much of it? The same facts in every format, never the time of day.

A *manifest* is a dict for JSON: ``title``; ``profile``; ``program`` (name and version); ``inputs`` (what was read, each
with its SHA-256); ``filters`` (as ``--where`` takes them) and ``filters_in_words``; ``shown`` (how many people and legs
of how many, and places); ``cut`` (what the profile left out, in words); ``synthetic`` (the records are invented);
``made`` (how to make the file again to the byte, layers/made.py).

The name of an input is told in ``internal`` alone: people call files after a person, a village, an informant, and no
profile could know. Which file it was, whoever holds it finds by its hash. A file that ships with the program is known
to everybody, so its name, version and licence are always told. Paths are told never.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from geodata import dataset
from geodata.places import BUNDLED, DATA
from layers import cut, filters, profiles
from layers import made as making
from layers.subset import Part
from layers.words import translator
from routes import VERSION

PROGRAM = f"nowhere-map {VERSION}"
RECORDS, PLACES = "records", "places"
SYNTHETIC = "SYNTHETIC"  # stands in the source of every invented row


class Input(NamedTuple):
    """Something that was read: its ``role`` (RECORDS or PLACES), its name without folders, its SHA-256."""

    role: str
    name: str
    sha256: str


def read_inputs(ladder, records: Path, places: Iterable[Path] | None) -> list[Input]:
    """What a ladder was made of; of a folder that was built, the hash is that of the records it was built from."""
    return [Input(RECORDS, records.name, ladder.report.get("data_sha256", "")), *read_places(places)]


def read_places(paths: Iterable[Path] | None) -> list[Input]:
    """The files of places, the bundled ones where none are given."""
    files = list(paths or [DATA / name for name in BUNDLED])
    return [Input(PLACES, name, hash_) for name, hash_ in dataset.hashes(files).items()]


def manifest(
    ladder,
    part: Part,
    *,
    inputs: Iterable[Input] = (),
    lang: str = "en",
    profile: str = "public",
    where: Mapping | None = None,
    key: bytes | None = None,
    title: str | None = None,
    made: Mapping | None = None,
) -> dict:
    """The manifest of a part that ``layers.profiles.reduce`` let out of a ladder with the same options.

    ``made``: ``ending`` and ``look`` of the file that it goes into; without it, it does not say how to make one again.
    """
    t = translator(lang)
    told = profiles.sayable(where or {}, part, profile, key)
    options = {"where": where or {}, "profile": profile, "lang": lang, "title": title}
    left_out = cut.of_drawn(part.cut) if made and made["ending"] in cut.DRAWN else part.cut
    return {
        "title": title or t("export.title"),
        "profile": profile,
        "program": PROGRAM,
        "inputs": [_told(one, profile) for one in inputs],
        "filters": filters.format_where(told),
        "filters_in_words": filters.describe(told, t, part.places),
        "shown": {
            "persons": {"shown": len(part.paths), "of": part.persons_in_all},
            "legs": {"shown": len(part.legs), "of": part.legs_in_all},
            "places": {"shown": len(part.places)},
        },
        "cut": [t(message, **values) for message, values in left_out] or [t("export.cut.nothing")],
        "synthetic": synthetic(ladder),
        **({"made": making.made(made, ladder, part, told, options)} if made else {}),
    }


def synthetic(ladder) -> bool:
    """Whether any source says that the records are invented."""
    return any(SYNTHETIC in source for sources in ladder.stints["sources"] for source in sources)


def _told(one: Input, profile: str) -> dict:
    known = dataset.shipped(one.sha256)
    told = {"role": one.role}
    if known:
        told |= {"name": known["path"], "title": known["title"], "version": known["version"]}
    elif profile == "internal":
        told |= {"name": one.name}
    told |= {"sha256": one.sha256}
    return told | ({"licences": known["licenses"]} if known else {})


def sentences(manifest: Mapping, t: Callable[..., str]) -> list[str]:
    """The manifest in words for people, a sentence each."""
    shown = manifest["shown"]
    return [
        *([t("export.manifest.synthetic")] if manifest["synthetic"] else []),
        t("export.manifest.profile", profile=t(f"export.profile.{manifest['profile']}")),
        t("export.manifest.people", shown=shown["persons"]["shown"], of=shown["persons"]["of"]),
        t("export.manifest.legs", shown=shown["legs"]["shown"], of=shown["legs"]["of"]),
        t("export.manifest.places", shown=shown["places"]["shown"]),
        *(manifest["filters_in_words"] or [t("export.manifest.no_filter")]),
        *manifest["cut"],
        *(_input_in_words(one, t) for one in manifest["inputs"]),
        t("export.manifest.program", program=manifest["program"]),
        *([] if manifest.get("made", {}).get("again", True) else [t("export.manifest.not_again")]),
    ]


def _input_in_words(one: Mapping, t: Callable[..., str]) -> str:
    role = t(f"export.input.{one['role']}")
    named = ", ".join(filter(None, (one.get("name"), one.get("version"))))
    return f"{role}: {named} (sha256 {one['sha256']})" if named else f"{role}: sha256 {one['sha256']}"


def any_shipped(manifest: Mapping) -> bool:
    """Whether something was read that ships with the program, which then has to be credited."""
    return any("licences" in one for one in manifest["inputs"])


def licences(manifest: Mapping) -> list[dict]:
    """Licences of the data, each once; none where something was read whose licence nobody told us."""
    if not all("licences" in one for one in manifest["inputs"]):
        return []
    every = [licence for one in manifest["inputs"] for licence in one["licences"]]
    return [licence for at, licence in enumerate(every) if licence not in every[:at]]
