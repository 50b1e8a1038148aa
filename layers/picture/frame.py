"""What stands around the map? Title, n of N, filters in words, legend, stops, notes, scale, credits, version, address.

Everything that a picture needs to be understood when it is cut from its page stands on it.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from geodata.errors import DataError
from layers.picture import arrange, blocks, extent, legend, places, signs, stops
from layers.picture import map as drawn_map
from layers.picture.blocks import ALARM, INK, LEAST_PT, SOFT, Block
from layers.picture.content import Content, line_of
from layers.picture.fonts import BOLD, LINE_HEIGHT, wrapped
from layers.picture.fonts import width as text_width
from layers.picture.map import Seen, Shown
from layers.picture.mercator import Box, View, fit, round_length
from layers.picture.sheet import Sheet

KOREA = Box(0.833, 0.36, 0.8735, 0.405)  # of the world: the peninsula, when there is nothing to fit
SMALLEST_BASE, LARGEST_BASE, SHARE_OF_SIDE = 7.4, 9.4, 1 / 62  # points; the size of the legend's type
TITLE_LINES, FILTER_LINES, ADDRESS_LINES = 2, 4, 3
TITLE_TIMES, NOTE_LESS = 1.75, 0.6
SCALE_SHARE, SCALE_MOST_PT = 0.3, 150.0  # of the map's width
MARGIN_OF_DATA_PT = 26.0
TRIES, ROUND = 7, 3  # of words and map to fit each other; from the latter on it goes round
GUESSED = 0.6  # of the sheet: side of the map before it has its place
MAP_SHARES = (0.3, 0.2)  # of the room for map and blocks, at least for the map
FRAME_LINE = "#6f7a82"


class Asked(NamedTuple):
    """What whoever wants the picture says of it. ``part``: of the world; None: where the data is."""

    part: Box | None = None
    title: str | None = None
    address: str | None = None


class Wording(NamedTuple):
    """The words around the map, whole; what has no room is shortened on the sheet only."""

    title: str
    subject: str  # what a picked place is
    counts: str
    alarm: str
    filters: tuple[str, ...]
    notes: tuple[str, ...]
    data: str
    credits: str
    projection: str
    address: str


def wording(content: Content, state: Shown, asked: Asked, seen: Seen) -> Wording:
    """The words of a picture."""
    t, meta = content.t, content.meta
    told = asked.title or meta["title"]
    if state.person >= 0 and not asked.title:
        told = t("panel.person", id=content.string(content.persons.id[state.person]))
    elif state.place >= 0 and not asked.title:
        told = content.name(state.place, 90)
    return Wording(
        line_of(told, 160),
        places.description(content, state.place, len(state.focus or ())) if state.place >= 0 else "",
        _counts(content),
        t("map.synthetic") if meta["synthetic"] else "",
        tuple(line_of(text, 600) for text in meta["filters_in_words"]) or (t("picture.all_records"),),
        tuple(line_of(text, 600) for text in legend.notes(content, state, seen)),
        data_in_words(content),
        t("map.credits"),
        t("picture.scale_note"),
        t("picture.address", address=line_of(asked.address, 600)) if asked.address else "",
    )


def _counts(content: Content) -> str:
    t, totals = content.t, content.meta["totals"]
    if content.meta["places_only"]:
        return t("map.count_places", shown=_number(len(content.places.id)), total=_number(totals["places"]))
    people = t("map.count_people", shown=_number(len(content.persons.id)), total=_number(totals["persons"]))
    legs = t("map.count_legs", shown=_number(len(content.legs.line)), total=_number(totals["legs"]))
    return f"{people} · {legs}"


def _number(value: int) -> str:
    return f"{value:,}"


def data_in_words(content: Content) -> str:
    """Version, date and fingerprint of the data."""
    t, meta = content.t, content.meta
    parts = [
        t("map.data_version", version=line_of(meta["version"], 40)) if meta["version"] else "",
        line_of(meta["date"], 20),
    ]
    if meta["data_sha256"]:
        parts.append(t("legend.fingerprint", hash=meta["data_sha256"][:12]))
    return " · ".join(part for part in parts if part)


def draw(sheet: Sheet, content: Content, state: Shown, asked: Asked) -> tuple[Wording, drawn_map.Plan]:
    """The whole picture; its words, whole, and what is on its map."""
    if asked.part:
        words, layout, planned = _settled(sheet, content, state, asked, (asked.part, 0))
    else:
        wanted = drawn_map.wanted(content, state) or KOREA
        words, layout, planned = _settled(sheet, content, state, asked, (wanted, MARGIN_OF_DATA_PT))
        inner = extent.middle(content) if state.focus is None else None
        if inner and extent.crowded(planned.view, wanted, inner):
            words, layout, planned = _settled(sheet, content, state, asked, (inner, MARGIN_OF_DATA_PT))
    _header(sheet, layout)
    drawn_map.draw(sheet, content, planned)
    sheet.box(planned.view.frame, line=FRAME_LINE, width=0.6, name="map-edge")
    draw_scale(sheet, layout.arrangement.strip, planned.view, content, layout.base)
    for block, box, count in layout.arrangement.blocks:
        block.draw(sheet, box, count)
    layout.footer.draw(sheet, layout.page._replace(top=layout.foot))
    return words, planned


def _settled(sheet: Sheet, content: Content, state: Shown, asked: Asked, region: tuple[Box, float]):
    """Words, layout and plan that fit each other, for a part of the world with a margin in points.

    What is seen is known once the map has its place, and explaining it takes room from the map. Where that goes round
    and round, the legend explains a sign too many.
    """
    wanted, margin = region
    guess = Box(0, 0, sheet.width * GUESSED, sheet.height * GUESSED)
    told = drawn_map.seen(drawn_map.plan(fit(guess, wanted, margin), content, state), content)
    for tries in range(TRIES):
        words = wording(content, state, asked, told)
        layout = _layout(sheet, content, state, words, seen=told, wanted=wanted)
        planned = drawn_map.plan(fit(layout.arrangement.map, wanted, margin), content, state)
        seen = drawn_map.seen(planned, content)
        if seen == told or (tries >= ROUND and seen._replace(signs=told.signs | seen.signs) == told):
            break
        told = seen._replace(signs=told.signs | seen.signs) if tries >= ROUND - 1 else seen
    return words, layout, planned


class Layout(NamedTuple):
    """Where everything goes."""

    page: Box
    base: float  # size of the legend's type
    header: list[tuple[str, float, str, int]]  # text, size, colour, weight of each line
    arrangement: arrange.Arrangement
    footer: Block
    foot: float  # y of the footer


def _layout(sheet: Sheet, content: Content, state: Shown, words: Wording, *, seen: Seen, wanted: Box) -> Layout:
    """The largest type that fits; then fewer stops in words; else the sheet is too small."""
    told = stops.in_words(content, state.person) if state.person >= 0 else []
    rows = legend.rows(content, state, seen)
    base = min(LARGEST_BASE, max(SMALLEST_BASE, math.sqrt(sheet.width * sheet.height) * SHARE_OF_SIDE))
    tries = [(size, len(told), share) for size in (base, (base + LEAST_PT) / 2, LEAST_PT) for share in MAP_SHARES]
    tries += [(LEAST_PT, kept, MAP_SHARES[-1]) for kept in range(len(told) - 1, 0, -1)]
    for size, kept, share in tries:
        listed = [_stops_block(told, kept, size, content)] if told else []
        key = Block(blocks.legend(rows, size), "legend", content.t("legend.title"), size)
        layout = _tried(sheet, words, [*listed, key], wanted, (size, share))
        if layout:
            return layout
    raise DataError(
        "there is no room for map, legend and footnotes in type that can be read",
        field="--size",
        value=f"{sheet.width:.0f} x {sheet.height:.0f} points",
        remedy="choose a larger size, a lower --dpi, or fewer layers",
    )


def _tried(
    sheet: Sheet, words: Wording, told: list[Block], wanted: Box, measures: tuple[float, float]
) -> Layout | None:
    base, share = measures
    margin = min(24.0, max(11.0, min(sheet.width, sheet.height) * 0.03))
    page = Box(margin, margin, sheet.width - margin, sheet.height - margin)
    header = _header_lines(words, base, page.width)
    small = max(LEAST_PT, base - NOTE_LESS)
    notes = Block(blocks.paragraphs(list(words.notes), small), "notes", size=small)
    footer = Block(_footer(words), "credits", size=LEAST_PT)
    top = page.top + sum(size * LINE_HEIGHT for _, size, _, _ in header) + 4
    foot = page.bottom - footer.height(page.width)
    room = Box(page.left, top, page.right, foot - 5)
    found = arrange.best(room, [*told, notes], wanted, strip=base * LINE_HEIGHT + 7, share=share)
    return found and Layout(page, base, header, found, footer, foot)


def _stops_block(told: list[stops.Stop], kept: int, base: float, content: Content) -> Block:
    listed, left = blocks.stops(told[:kept], base, content), len(told) - kept
    more = blocks.paragraphs([content.t("picture.more_stops", n=left)], max(LEAST_PT, base - NOTE_LESS))
    make = (lambda wide: [*listed(wide), *more(wide)]) if left else listed
    return Block(make, "stops", content.t("panel.stops", n=len(told)), base)


def _header_lines(words: Wording, base: float, wide: float) -> list[tuple[str, float, str, int]]:
    size = base * TITLE_TIMES
    lines = [(line, size, INK, BOLD) for line in wrapped(words.title, size, wide, BOLD, TITLE_LINES)]
    if words.alarm:
        lines += [(line, base, ALARM, BOLD) for line in wrapped(words.alarm, base, wide, BOLD)]
    lines += [(line, base, INK, 400) for line in wrapped(words.subject, base, wide) if line]
    filters = " · ".join(words.filters)
    if text_width(f"{words.counts} · {filters}", base) <= wide:
        return [*lines, (f"{words.counts} · {filters}", base, INK, 400)]
    lines += [(line, base, INK, 400) for line in wrapped(words.counts, base, wide)]
    return [*lines, *((line, base, SOFT, 400) for line in wrapped(filters, base, wide, lines=FILTER_LINES))]


def _header(sheet: Sheet, layout: Layout) -> None:
    y = layout.page.top
    with sheet.group("title"):
        for text, size, colour, weight in layout.header:
            sheet.text(layout.page.left, y + size * blocks.ASCENT, text, size, colour, weight=weight)
            y += size * LINE_HEIGHT


def _footer(words: Wording):
    def make(wide: float) -> list[blocks.Piece]:
        told: Sequence[str] = [" · ".join(part for part in (words.data, words.credits, words.projection) if part)]
        pieces = blocks.paragraphs(list(told), LEAST_PT)(wide)
        if words.address:
            lines = wrapped(words.address, LEAST_PT, wide, lines=ADDRESS_LINES)
            pieces += blocks.paragraphs(lines, LEAST_PT)(wide)
        return pieces

    return make


def draw_scale(sheet: Sheet, strip: Box, view: View, content: Content, base: float) -> None:
    """North arrow and scale bar below the map, with the latitude at which the bar is true."""
    size = max(LEAST_PT, base - NOTE_LESS)
    middle = strip.top + 5 + size * LINE_HEIGHT / 2
    line = middle + size * signs.CAP_HEIGHT
    metres, points = round_length(view, min(SCALE_MOST_PT, strip.width * SCALE_SHARE))
    with sheet.group("scale"):
        x = strip.left + 4
        sheet.polygon(
            np.array([(x, middle - 5), (x + 3.2, middle + 4), (x, middle + 2), (x - 3.2, middle + 4)]), fill=INK
        )
        sheet.text(x + 6, line, content.t("picture.north"), size, INK, weight=BOLD)
        left = x + 10 + text_width(content.t("picture.north"), size, BOLD) + 6
        bar = np.array(
            [(left, middle - 2.5), (left, middle + 2.5), (left + points, middle + 2.5), (left + points, middle - 2.5)]
        )
        sheet.line(bar, INK, 1.0, name="scale-bar", cap="projecting")
        text = content.t("picture.scale", length=_length(metres, content), latitude=_latitude(view.latitude, content))
        sheet.text(left + points + 6, line, text, size, INK)


def _length(metres: float, content: Content) -> str:
    if metres >= 1000:
        return content.t("map.kilometres", n=f"{metres / 1000:,.0f}")
    return content.t("map.metres", n=f"{metres:g}")


def _latitude(latitude: float, content: Content) -> str:
    side = "north" if latitude >= 0 else "south"
    return content.t(f"picture.latitude_{side}", degrees=f"{abs(latitude):.1f}")
