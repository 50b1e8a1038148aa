"""What do the signs look like? One function a sign, for the map and for the legend alike; sizes in points.

The same shapes and colours as ``layers/browser`` draws. Form tells what colour tells: solid, dashed, dotted; filled,
hollow, soft; so that a copy in grey says as much.
"""

import math

import numpy as np
from matplotlib.path import Path

from layers.picture.fonts import BOLD
from layers.picture.fonts import width as text_width
from layers.picture.mercator import Box
from layers.picture.sheet import Sheet

DOCUMENTED, INFERRED, GAP = "#1b4f72", "#b35806", "#6a3d9a"
EVIDENCE_COLOURS = (DOCUMENTED, INFERRED, GAP)
DASHES = ((), (5.6, 3.0), (0.05, 3.2))  # with round ends the last is dots
DOT_EXTRA = 0.5  # dots need more ink than strokes
INK, CROSSING, BLACK, WHITE = "#263238", "#00695c", "#111111", "#ffffff"
UNCERTAIN = "#7a5200"
SHAPES = {
    "political_prison_camp": "square",
    "reeducation_camp": "triangle",
    "prison": "triangle",
    "labour_training_camp": "wedge",
}
CORNERS = {
    "square": [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
    "triangle": [(0, -1.2), (1.15, 0.85), (-1.15, 0.85)],
    "wedge": [(0, 1.2), (1.15, -0.85), (-1.15, -0.85)],
    "crossing": [(0, -1.5), (1.05, 0), (0, 1.5), (-1.05, 0)],
}
LOOP_PT = 5.0
UNKNOWN_PT = 5.2
POLE_PT = 6.8  # from the place to the head of its flag
Point = tuple[float, float]
CAP_HEIGHT = 0.36  # half the height of a capital letter or digit, as a share of the size: centres a text on a line


def shape_of(group: int, kind: str) -> str:
    """The shape for a kind of place; ``group`` 1 is a crossing."""
    return "crossing" if group == 1 else SHAPES.get(kind, "round")


def place(sheet: Sheet, shape: str, at: Point, r: float, *, colour: str, hollow: bool, alpha=1.0) -> None:
    """A place with a thin white edge, which sets it off from lines and neighbours."""
    outer = {"line": WHITE, "width": 3.0 if hollow else 1.8, "alpha": alpha}
    inner = (
        {"fill": WHITE, "line": colour, "width": 1.35, "alpha": alpha} if hollow else {"fill": colour, "alpha": alpha}
    )
    for style in (outer, inner):
        if shape == "round":
            sheet.disc(*at, r, **style)
        else:
            sheet.polygon(np.array(CORNERS[shape]) * r + at, **style)


def soft(sheet: Sheet, x: float, y: float, radius: float, alpha=1.0) -> None:
    """Somewhere within this disc."""
    for share in (1.0, 0.88, 0.76, 0.64, 0.5, 0.35):
        sheet.disc(x, y, radius * share, fill=INK, alpha=0.045 * alpha)
    sheet.disc(x, y, radius, line=INK, width=0.4, alpha=0.35 * alpha, dash=(0.8, 1.6))


def ring(sheet: Sheet, x: float, y: float, radius: float) -> None:
    """The picked place."""
    sheet.disc(x, y, radius, line=WHITE, width=3.6)
    sheet.disc(x, y, radius, line=BLACK, width=1.8)


def arrow(sheet: Sheet, at: tuple[float, float, float, float], size: float, colour: str) -> None:
    """A head at a point (x, y) that points along (dx, dy), a vector of length 1."""
    x, y, dx, dy = at
    points = [
        (x + dx * size, y + dy * size),
        (x - dx * size - dy * size * 0.8, y - dy * size + dx * size * 0.8),
        (x - dx * size + dy * size * 0.8, y - dy * size - dx * size * 0.8),
    ]
    sheet.polygon(np.array(points), fill=colour)


def stroke(evidence: int, width: float) -> dict:
    """How a line of that evidence is drawn."""
    dots = evidence == 2
    return {
        "width": width + DOT_EXTRA * dots,
        "dash": DASHES[evidence],
        "cap": "round" if dots else "butt",
    }


def loop(sheet: Sheet, at: Point, r: float, *, evidence: int, width: float, colour: str) -> None:
    """Three quarters of a ring, open towards its place at the upper left, with an arrow at its end."""
    x, y = at
    turns = np.radians(np.linspace(-90, 180, 28))
    sheet.line(np.column_stack([x + r * np.cos(turns), y + r * np.sin(turns)]), colour, **stroke(evidence, width))
    sheet.polygon(np.array([(x - r, y - 3.4), (x - r - 2.6, y + 1.1), (x - r + 2.6, y + 1.1)]), fill=colour)


def unknown(sheet: Sheet, x: float, y: float, colour: str) -> None:
    """Stops of which nobody knows the place lie somewhere on this leg."""
    sheet.disc(x, y, UNKNOWN_PT, fill=WHITE, line=colour, width=0.9)
    sheet.text(x, y + 8 * CAP_HEIGHT, "?", 8, colour, weight=BOLD, align="center")


def flag_radius(count: int) -> float:
    """Radius of the head of a flag of so many people."""
    return max(
        min(13.0, 6.4 + 1.2 * math.log2(max(count, 1))), text_width(f"{count:,}", _flag_size(count), BOLD) / 2 + 1.8
    )


def _flag_size(count: int) -> float:
    return 8.0 if count < 100 else 7.2


def flag(sheet: Sheet, x: float, y: float, count: int) -> None:
    """So many people were last seen here."""
    r = flag_radius(count)
    top = y - POLE_PT - r
    sheet.line(np.array([(x, y - 1.5), (x, top)]), BLACK, 1.5)
    sheet.disc(x, top, r, line=WHITE, width=2.2)
    sheet.disc(x, top, r, fill=BLACK)
    size = _flag_size(count)
    sheet.text(x, top + size * CAP_HEIGHT, f"{count:,}", size, WHITE, weight=BOLD, align="center")


def flag_box(x: float, y: float, count: int) -> Box:
    """What a flag covers."""
    r = flag_radius(count)
    return Box(x - r - 1, y - POLE_PT - 1 - 2 * r, x + r + 1, y + 1)


def pill(sheet: Sheet, x: float, y: float, text: str) -> None:
    """The number of a stop (or several), in a rounded box around (x, y)."""
    half = pill_half(text)
    sheet.box(Box(x - half, y - 6.4, x + half, y + 6.4), 6.4, fill=WHITE, line=BLACK, width=1.1)
    sheet.text(x, y + 8.4 * CAP_HEIGHT, text, 8.4, BLACK, weight=BOLD, align="center")


def pill_half(text: str) -> float:
    """Half the width of that box."""
    return max(6.4, text_width(text, 8.4, BOLD) / 2 + 3.4)


def band_style(evidence: int, width: float) -> dict:
    """How a band of flows is drawn: dashes and dots grow with its width."""
    dashes = ((), (5.5 + width, 2.6 + width / 2), (0.05, 2.8 + 1.5 * width))
    return {"width": width, "dash": dashes[evidence], "cap": "round" if evidence == 2 else "butt"}


def band(sheet: Sheet, way: tuple[np.ndarray, np.ndarray, np.ndarray], width: float, evidence: int, look: dict) -> None:
    """A bow from start to end by way of a knee (``way``), with a head at its end. ``look``: colour and alpha."""
    start, knee, end = way
    along = np.subtract(end, knee)
    reach = max(float(np.hypot(*along)), 1e-9)
    unit = along / reach
    length = float(np.hypot(*np.subtract(end, start)))
    head = min(length * 0.45, 3.8 + width * 0.9)
    neck = end - unit * head
    body = min(width, length * 0.5)
    curve = Path([start, knee, neck], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
    sheet.shape(curve, line=look["colour"], alpha=look["alpha"], **band_style(evidence, body))
    half = body / 2 + 2.2
    side = np.array([-unit[1], unit[0]]) * half
    sheet.polygon(np.array([end, neck + side, neck - side]), fill=look["colour"], alpha=look["alpha"])


def cross(sheet: Sheet, x: float, y: float, colour: str, r: float = 3.0) -> None:
    """Another source's position."""
    path = Path([(x - r, y - r), (x + r, y + r), (x - r, y + r), (x + r, y - r)], [1, 2, 1, 2])
    sheet.shape(path, line=colour, width=0.8)
