"""What stands at the end of a brief? Its sources by number, how to read the map, and what the brief is made of."""

import numpy as np

from layers.brief.text import SMALL_PT, Text
from layers.brief.told import Told
from layers.manifest import sentences
from layers.picture import frame
from layers.picture.blocks import SOFT
from layers.picture.content import line_of
from layers.picture.fonts import BOLD


def sources_of_places(told: Told, text: Text, places: list[int]) -> None:
    """Who says where these places are: each place with what each of its sources says; they get numbers."""
    t, table = told.t, told.content.places
    text.heading(t("brief.positions"))
    text.note(t("brief.positions_note"))
    for place in places:
        text.space(4)
        text.line(told.name(place), weight=BOLD, glued=True)
        text.line(position(told, place), SMALL_PT, SOFT, glued=True)
        claims = table.sources[place] or ()
        for source in claims:
            text.item(claim(told, source), f"[{number_of(told, place, source)}]", size=SMALL_PT + 0.4, hang=22)
        if not claims:
            text.small(t("panel.no_sources"))
        because = told.said(table.because[place])
        if because:
            text.small(f"{t('panel.why_chosen')}: {because}")


def position(told: Told, place: int) -> str:
    """Where a place is drawn and how exactly that is known."""
    table = told.content.places
    if not np.isfinite(table.lon[place]):
        return told.t("panel.no_position")
    exact = exactly(told, table.precision[place], float(np.nan_to_num(table.uncertainty[place])))
    where = degrees(float(table.lat[place]), float(table.lon[place]))
    return f"{where}; {exact or told.t('panel.precision_none')}"


def number_of(told: Told, place: int, source: list) -> int:
    """The number of a source of a place, which is known by its title and address."""
    title, url, *_ = source
    words = told.said(title) if title >= 0 else told.t("panel.untitled")
    return told.register.number(words, told.said(url))


def claim(told: Told, source: list) -> str:
    """What a source says of a position, and how far that is from where the place is drawn."""
    t = told.t
    _, _, published, longitude, latitude, uncertainty, precision, metres = source
    parts = [t("panel.no_position_given")]
    if longitude is not None and latitude is not None:
        position = degrees(latitude, longitude)
        near = metres is not None and metres < 1
        parts = [
            position
            if metres is None
            else t("panel.position_chosen", position=position)
            if near
            else t("panel.position_apart", position=position, distance=told.metres(metres))
        ]
    if published >= 0:
        parts.append(f"{t('panel.as_published')} {told.said(published)}")
    exact = exactly(told, told.content.string(precision), uncertainty)
    if exact:
        parts.append(f"{t('panel.own_precision')} {exact}")
    return " · ".join(parts)


def exactly(told: Told, precision: str, uncertainty: float | None) -> str:
    """How exactly a position is known, in words; empty where nobody says."""
    known = told.content.t(f"map.precision_{precision}", fallback=precision) if precision else ""
    around = told.t("panel.within", distance=told.metres(uncertainty)) if uncertainty and uncertainty > 0 else ""
    return told.whole("; ".join(part for part in (known, around) if part))


def degrees(latitude: float, longitude: float) -> str:
    """A position as the page writes it."""
    return f"{latitude:.4f}, {longitude:.4f}"


def sources(told: Told, text: Text) -> None:
    """Every source by its number, with its address."""
    t = told.t
    text.heading(t("brief.sources"))
    text.note(t("brief.sources_note"))
    text.space(3)
    if not told.register.known:
        text.line(t("panel.no_sources"))
    for (words, address), number in told.register.known.items():
        text.item(words, f"[{number}]", hang=22)
        if address:
            text.small(address, left=22)


def close(told: Told, text: Text, places: list[int], address: str | None) -> None:
    """Everything at the end of a brief that names these places."""
    sources_of_places(told, text, places)
    sources(told, text)
    how_to_read(told, text)
    made_of(told, text, address)


def how_to_read(told: Told, text: Text) -> None:
    """What the map can and cannot say."""
    t = told.t
    text.heading(t("brief.reading"))
    for key in ("order", "evidence", "precision", "empty", "scale"):
        text.item(t(f"brief.reading.{key}"), size=SMALL_PT + 0.4)
        text.space(1)


def made_of(told: Told, text: Text, address: str | None) -> None:
    """For whom, of what, by which version, what was cut: the manifest in words, a line for each file that was read."""
    t, meta = told.t, told.content.meta
    text.heading(t("brief.made_of"))
    said = sentences(meta["manifest"], t)
    facts = [words for words in said if words in sentences({**meta["manifest"], "inputs": []}, t)]
    text.line(told.whole(" ".join(facts)), SMALL_PT)
    for words in (words for words in said if words not in facts):
        text.item(told.whole(words), size=SMALL_PT)
    text.line(" · ".join((frame.data_in_words(told.content), t("map.credits"), t("picture.scale_note"))), SMALL_PT)
    if address:
        text.line(t("picture.address", address=line_of(address, 600)), SMALL_PT)
