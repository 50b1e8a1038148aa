"""What does the map document hold? The ladder as columns of integers, each text and each line once.

The browser draws from this and filters it; nothing else about people is in the document. What a profile takes away is
taken away before (layers/profiles.py): what is not in the payload cannot leave. The columns of each table are listed
in layers/packing.py, how they are written in layers/columns.py.
"""

from collections.abc import Callable, Iterable, Mapping

from geodata import dataset
from geodata.errors import DataError
from layers import cut, filters, packing, profiles
from layers.basemap import basemap
from layers.columns import Texts
from layers.manifest import Input, manifest, synthetic
from layers.registry import LAYERS
from layers.subset import Part
from layers.words import catalogue, translator

WORDS = ("map.", "legend.", "panel.", "code.", "filter.", "layer.", "table.", "language.")


def payload(
    ladder,
    *,
    lang: str = "en",
    profile: str = "internal",
    where: Mapping | None = None,
    key: bytes | None = None,
    title: str | None = None,
    inputs: Iterable[Input] | None = None,
    made: Mapping | None = None,
    most_legs: int | None = None,
) -> dict:
    """The content of a map document, ready for JSON.

    ``where``: filter values (layers/filters.py) that choose what goes in. ``profile`` and ``key``: how far it is
    reduced (layers/profiles.py). ``inputs``: what the ladder was made of; with them, ``meta`` has the manifest of an
    export (layers/manifest.py), and ``made`` goes into it. DataError above ``most_legs``. The same input gives the same
    payload.
    """
    t = translator(lang)
    part = profiles.reduce(ladder, profile, where=where, key=key)
    if most_legs is not None and len(part.legs) > most_legs:
        raise DataError(
            f"{len(part.legs):,} legs are too many for one page",
            remedy=f"choose at most {most_legs:,} with filters, or take the flows as a picture or as data",
        )
    in_words = filters.describe(profiles.sayable(where or {}, part, profile, key), t, part.places)
    content = of_part(ladder, part, lang=lang, profile=profile, title=title, in_words=in_words)
    if inputs is not None:
        told = {"inputs": inputs, "lang": lang, "profile": profile, "where": where, "key": key, "title": title}
        content["meta"]["manifest"] = manifest(ladder, part, **told, made=made)
    return content


def of_part(
    ladder,
    part: Part,
    *,
    lang: str,
    profile: str,
    title: str | None = None,
    in_words: Iterable[str] = (),
    invented: bool | None = None,
) -> dict:
    """The content of a map document that holds a part of a ladder, as it is. ``in_words``: what chose it.
    ``invented``: whether the records are, where that is known (``layers.manifest.synthetic``)."""
    t = translator(lang)
    texts = Texts()
    tables = {
        "places": packing.places(part.places, part.place_persons, texts),
        "lines": packing.lines(part.lines),
        "persons": packing.persons(part.paths, part.places, texts),
        **packing.stints_and_dates(part.stints, texts),
        "legs": packing.legs(part.legs, part.places, texts, t),
        "flows": packing.flows(part.flows),
    }
    return {
        "meta": {
            "title": title or t("export.title"),
            "lang": lang,
            "profile": profile,
            "synthetic": synthetic(ladder) if invented is None else invented,
            "places_only": places_only(ladder),
            "filters_in_words": list(in_words),
            **_counts_and_cuts(part, t),
            **_versions(ladder),
        },
        "words": {key: text for key, text in catalogue(lang).items() if key.startswith(WORDS)},
        "filters": filters.declaration(part, t),
        "layers": _layers(part, t, places_only(ladder)),
        "text": texts.table,
        **tables,
        "basemap": basemap(),
    }


def _layers(part: Part, t: Callable[..., str], alone: bool) -> list[dict]:
    """The layers with their words. Where no path is in the document, flows are what there is to see; where places are
    all there is (``alone``), no layer of people is offered."""
    on = {layer.key: layer.on or (alone and layer.on_alone) for layer in LAYERS if not (alone and layer.of_people)}
    if not alone and not len(part.legs):
        on["flows"] = True
    return [{"key": key, "label": t(f"layer.{key}"), "on": shown} for key, shown in on.items()]


def places_only(ladder) -> bool:
    """Whether no row about people was read at all (routes.build.places_only): then "0 of 0 people" says nothing."""
    return ladder.report.get("events_read") == 0


def _counts_and_cuts(part: Part, t: Callable[..., str]) -> dict:
    """``totals``: of how many people and legs this is a part; ``cut``: what was left out, in words."""
    return {
        "totals": {"persons": part.persons_in_all, "legs": part.legs_in_all, "places": len(part.places)},
        "cut": [t(key, **values) for key, values in cut.of_drawn(part.cut)],
    }


def _versions(ladder) -> dict:
    """``version`` and ``date`` of the data that ship, where these are they; ``data_sha256`` of the records."""
    digest = ladder.report.get("data_sha256", "")
    ours = dataset.package() if places_only(ladder) or dataset.shipped(digest) else {}
    return {"version": ours.get("version", ""), "date": ours.get("created", ""), "data_sha256": digest}
