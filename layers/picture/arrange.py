"""Where do map, legend, stops and notes go? Where the map is drawn largest and nothing is cut off.

Each block stands beside the map or below it, full width in columns; all ways and widths are tried. So an article's
picture has its legend beside the map, a story below it, without a rule for each size.
"""

from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from layers.picture.blocks import Block
from layers.picture.mercator import Box

GAP_PT = 9.0
SIDE_WIDTHS = range(130, 301, 10)
COLUMN_PT = 140.0  # the least width of a column below the map
MOST_COLUMNS = 4
LEAST_MAP = (150.0, 120.0)  # points: a smaller map shows nothing
NEARLY = 0.98  # of the largest scale is as good, where the words have more room


@dataclass(frozen=True)
class Arrangement:
    """Rectangles of the sheet: map, the strip of its scale, and each block with its number of columns."""

    map: Box
    strip: Box
    blocks: tuple[tuple[Block, Box, int], ...]
    scale: float


def best(room: Box, blocks: list[Block], wanted: Box, *, strip: float, share: float) -> Arrangement | None:
    """The arrangement in ``room`` that draws the wanted part of the world largest; None where nothing fits.

    ``strip``: height of what stands right below the map. ``share``: of the room that the map has at least.
    """
    found = [
        arrangement
        for beside in product((True, False), repeat=len(blocks))
        if not beside[-1] or any(beside[:-1])  # the last, the notes, are no column by themselves
        for wide, under in (product(SIDE_WIDTHS, (True, False)) if any(beside) else ((0, False),))
        if (arrangement := _arranged(room, blocks, _Way(beside, float(wide), under), strip, wanted))
    ]
    found = [one for one in found if one.map.width * one.map.height >= share * room.width * room.height]
    largest = max((one.scale for one in found), default=0.0)
    good = [one for one in found if one.scale >= NEARLY * largest]
    return min(good, key=lambda one: sum(box.height for _, box, _ in one.blocks), default=None)


class _Way(NamedTuple):
    """Which blocks stand beside the map, how wide that column is, and whether it reaches down beside the others."""

    beside: tuple[bool, ...]
    wide: float
    under: bool  # the other blocks stand under the map only; else across the whole width


def _arranged(room: Box, blocks: list[Block], way: _Way, strip: float, wanted: Box) -> Arrangement | None:
    at_side = [block for block, side in zip(blocks, way.beside, strict=True) if side]
    width = room.width - (way.wide + GAP_PT if at_side else 0)
    across = width if way.under else room.width
    if width < LEAST_MAP[0]:
        return None
    below = [(block, columns(block, across)) for block, side in zip(blocks, way.beside, strict=True) if not side]
    height = room.height - strip - sum(block.height(across, count) + GAP_PT for block, count in below)
    side_height = sum(block.height(way.wide) + GAP_PT for block in at_side) - GAP_PT if at_side else 0.0
    if height < LEAST_MAP[1] or side_height > (room.height if way.under else height + strip):
        return None
    frame = Box(room.left, room.top, room.left + width, room.top + height)
    placed, y = [], room.top
    for block in at_side:
        tall = block.height(way.wide)
        placed.append((block, Box(room.right - way.wide, y, room.right, y + tall), 1))
        y += tall + GAP_PT
    y = frame.bottom + strip
    for block, count in below:
        tall = block.height(across, count)
        placed.append((block, Box(room.left, y + GAP_PT, room.left + across, y + GAP_PT + tall), count))
        y += tall + GAP_PT
    scale = min(width / max(wanted.width, 1e-9), height / max(wanted.height, 1e-9))
    return Arrangement(frame, Box(frame.left, frame.bottom, frame.right, frame.bottom + strip), tuple(placed), scale)


def columns(block: Block, wide: float) -> int:
    """The number of columns in which a block is lowest."""
    most = max(1, min(MOST_COLUMNS, int((wide + 12) // (COLUMN_PT + 12))))
    return min(range(1, most + 1), key=lambda count: (round(block.height(wide, count), 2), count))
