"""How does a map become a picture? PNG, SVG or PDF of any size, drawn without a browser.

``draw`` takes the payload of the map document (layers/payload.py): reduced first, then drawn. The picture carries what
it needs to be understood alone: title, filters in words, n of N, legend, scale, credits, what an empty area means,
version, date and fingerprint of the data, and the address that opens the view again.
"""

from collections.abc import Mapping

import matplotlib

from geodata.errors import DataError
from layers.picture import frame
from layers.picture import map as drawn_map
from layers.picture.content import Content, line_of
from layers.picture.formats import FORMATS, LOCK, settings, write
from layers.picture.mercator import window
from layers.picture.sheet import Sheet
from layers.sizes import NAMED, Size, size_of

__all__ = ["FORMATS", "NAMED", "Size", "draw", "size_of"]


def draw(
    payload: dict,
    *,
    format: str = "png",
    size: str | Size = "article",
    dpi: float | None = None,
    grey: bool = False,
    title: str | None = None,
    address: str | None = None,
    layers: Mapping[str, bool] | None = None,
    person: str | None = None,
    place: str | None = None,
    view: tuple[float, float, float] | None = None,
) -> bytes:
    """The picture of a payload, as the bytes of a file.

    ``format``: one of FORMATS. ``size``, ``dpi``: layers/sizes.py. ``grey``: no colours. ``layers``: which are on or
    off; others as in the payload. ``person``, ``place``: id of who or what is picked; where exactly one person is in
    the payload, that one. ``view``: latitude, longitude and zoom of the page; without it, where the data is. The same
    arguments give the same bytes. DataError where the size is none, or too small.
    """
    if format not in FORMATS:
        raise ValueError(f"There is no format {format!r}. Choose one of: {', '.join(FORMATS)}.")
    size = size_of(size, dpi) if isinstance(size, str) else size
    content = Content(payload)
    state = _state(content, dict(layers or {}), person, place)
    asked = frame.Asked(window(*view) if view else None, title, address)
    with LOCK, matplotlib.rc_context(settings()):
        sheet = Sheet(*size.points, grey=grey, outlines=format != "svg")
        words, _ = frame.draw(sheet, content, state, asked)
        return write(sheet, size, format, _about(content, words, address))


def _state(content: Content, layers: dict[str, bool], person: str | None, place: str | None) -> drawn_map.Shown:
    """What is on and picked; one person alone is picked by being alone."""
    picked = [-1, -1]
    for at, (find, wanted, what) in enumerate(
        ((content.person_by_id, person, "person"), (content.place_by_id, place, "place"))
    ):
        picked[at] = find(wanted) if wanted else -1
        if wanted and picked[at] < 0:
            remedy = "check the id, or choose a profile that lets it out"
            raise DataError(f"no {what} of that id is in the picture", field=f"--{what}", value=wanted, remedy=remedy)
    if len(content.persons.id) == 1 and picked[1] < 0:
        picked[0] = 0
    return drawn_map.shown(content, layers, *picked)


def _about(content: Content, words: frame.Wording, address: str | None) -> dict:
    meta = content.meta
    told = (words.subject, words.counts, words.alarm, *words.filters, *words.notes, words.data)
    return {
        "title": words.title,
        "description": " · ".join(part for part in told if part),
        "credits": words.credits,
        "version": line_of(f"data {meta['version']}", 60) if meta["version"] else "",
        "hash": line_of(f"sha256:{meta['data_sha256']}", 80) if meta["data_sha256"] else "",
        "date": meta["date"],
        "language": meta["lang"],
        "address": line_of(address, 600) if address else "",
        "manifest": meta.get("manifest"),
    }
