"""Where is the map in a brief? Below what stands on the first page, as large as fits with its legend and notes.

Map, legend and notes are those of a picture (layers/picture): what a picture explains, a brief explains.
"""

from collections.abc import Sequence
from typing import NamedTuple

from layers.brief.flow import Cell, Row, cells, pages, space
from layers.brief.paper import HEAD, MARGIN, Paper
from layers.picture import arrange, blocks, frame, legend
from layers.picture import map as drawn_map
from layers.picture.blocks import LEAST_PT, Block
from layers.picture.content import Content
from layers.picture.fonts import LINE_HEIGHT
from layers.picture.mercator import Box, fit
from layers.picture.sheet import Sheet

LEGEND_PT = 7.6
LEAST_MAP_PT = 235.0  # high; where less is left, the map has a page of its own
MOST_MAP_SHARE = 0.95  # of its width: a person's path is rarely taller than wide
STRIP_PT = LEGEND_PT * LINE_HEIGHT + 7
GAP = 7.0
MARGIN_OF_DATA_PT = 46.0  # room for the names of places at the edge
TRIES = 4


class Below(NamedTuple):
    """What stands below the map, and how high it is."""

    blocks: tuple[tuple[Block, int], ...]  # with the number of columns
    height: float


def rows(content: Content, shown: tuple[drawn_map.Shown, Box | None], on: Paper, above: Sequence[Row]) -> list[Row]:
    """Map, scale, legend and notes as rows. ``shown``: what the map shows, and which part of the world; without such
    a part there is no map, and a sentence says so."""
    state, wanted = shown
    if wanted is None:
        return [space(GAP), *cells([Cell(content.t("brief.no_map"), 0, on.wide)])]
    broken = pages(above, on.high)
    top = sum(row.height for row in broken[-1]) + GAP
    made = _made(content, state, on, wanted, top)
    fresh: list[Row] = [space(GAP)]
    if made is None:  # on a new page: a space higher than any room breaks the page and is left away on the next
        made, fresh = _made(content, state, on, wanted, 0.0), [space(on.high)]
    planned, below = made
    return [*fresh, _map_row(content, planned), *(row for part in below.blocks for row in _block_rows(part, on))]


def _made(content: Content, state: drawn_map.Shown, on: Paper, wanted: Box, top: float):
    """The plan of the map at that height of the page and what stands below it; None where there is no room."""
    told, below = None, Below((), 0.0)
    for _ in range(TRIES):
        high = min(on.high - top - STRIP_PT - below.height, on.wide * MOST_MAP_SHARE)
        if high < (LEAST_MAP_PT if top else 1.0):
            return None
        place = Box(MARGIN, HEAD + top, MARGIN + on.wide, HEAD + top + high)
        planned = drawn_map.plan(fit(place, wanted, MARGIN_OF_DATA_PT), content, state)
        seen = drawn_map.seen(planned, content)
        if seen == told:
            break
        told, below = seen, _below(content, state, seen, on)
    return planned, below


def _below(content: Content, state: drawn_map.Shown, seen: drawn_map.Seen, on: Paper) -> Below:
    key = Block(
        blocks.legend(legend.rows(content, state, seen), LEGEND_PT), "legend", content.t("legend.title"), LEGEND_PT
    )
    every = legend.notes(content, state, seen)
    words = every[: len(every) - len(content.meta["cut"])]  # what was cut is told at the end of the brief
    notes = Block(blocks.paragraphs(words, LEAST_PT + 0.2), "notes", size=LEAST_PT)
    told = tuple((block, arrange.columns(block, on.wide)) for block in (key, notes))
    return Below(told, sum(block.height(on.wide, count) + GAP for block, count in told) + GAP)


def _map_row(content: Content, planned: drawn_map.Plan) -> Row:
    edge = planned.view.frame

    def draw(sheet: Sheet, x: float, y: float) -> None:
        drawn_map.draw(sheet, content, planned)
        sheet.box(edge, line=frame.FRAME_LINE, width=0.6, name="map-edge")
        strip = Box(edge.left, edge.bottom, edge.right, edge.bottom + STRIP_PT)
        frame.draw_scale(sheet, strip, planned.view, content, LEGEND_PT + frame.NOTE_LESS)

    return Row(edge.height + STRIP_PT, draw, glued=True)


def _block_rows(part: tuple[Block, int], on: Paper) -> list[Row]:
    block, count = part
    tall = block.height(on.wide, count)

    def draw(sheet: Sheet, x: float, y: float) -> None:
        block.draw(sheet, Box(x, y, x + on.wide, y + tall), count)

    return [space(GAP), Row(tall, draw)]
