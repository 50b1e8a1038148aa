"""In which letters, and how wide is a text?

Latin, Cyrillic and Greek come from DejaVu Sans (in matplotlib; NanumGothic lacks the ŏ and ŭ of romanised Korean),
Hangul from NanumGothic, Hanzi and kana from Noto Sans SC. Their files are read from the installed packages, which are
never imported. Each glyph comes from the first font that has it. The fonts go under names of our own, so that a font
of the same name that happens to be installed on the machine changes nothing.
"""

import logging
import re
import warnings
from functools import cache
from importlib.metadata import files
from pathlib import Path
from typing import NamedTuple

import matplotlib
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font, LoadFlags

REGULAR, BOLD = 400, 700
FAMILY = ("Nowhere Latin", "Nowhere Hangul", "Nowhere Hanzi")
# What the SVG asks for in their place: the same fonts, then what a newsroom's machine has, none of them wider.
FAMILY_IN_SVG = (
    "DejaVu Sans", "Helvetica Neue", "Arial", "NanumGothic", "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR",
    "Noto Sans CJK KR", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif",
)  # fmt: skip
BOX_EM = 1.3  # how wide the box is, as a share of the size, that is drawn for a letter that none of the fonts has
UNITS = 1 / 65536  # FreeType gives unhinted advances in 16.16 fixed point
MEASURED_AT = 100.0  # points; at a resolution of 72 as many pixels
WHOLE_WORDS = 0.8  # a shortened text ends with a whole word where that keeps so much of it
LINE_HEIGHT = 1.28  # of the size
BREAKS_ANYWHERE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")  # between two of these a line may end

# A letter that none of the fonts has is drawn as a box and stays the same text; nobody has to be told twice.
warnings.filterwarnings("ignore", message="Glyph .* missing from font", category=UserWarning)
logging.getLogger("fontTools.subset").setLevel(logging.ERROR)  # its remarks on tables that it leaves out are not ours


class Face(NamedTuple):
    """A font file and the weight for which it stands."""

    family: str
    weight: int
    path: Path


@cache
def faces() -> tuple[Face, ...]:
    """Our fonts, made known to matplotlib. Once a process."""
    latin = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    hanzi = _packaged("pylopdf-fonts-zh-cn", "NotoSansSC-Regular.otf")  # has no bold; names in Hanzi are never bold
    found = (
        Face(FAMILY[0], REGULAR, latin / "DejaVuSans.ttf"),
        Face(FAMILY[0], BOLD, latin / "DejaVuSans-Bold.ttf"),
        Face(FAMILY[1], REGULAR, _packaged("koreanize-matplotlib", "NanumGothic.ttf")),
        Face(FAMILY[1], BOLD, _packaged("koreanize-matplotlib", "NanumGothicBold.ttf")),
        Face(FAMILY[2], REGULAR, hanzi),
        Face(FAMILY[2], BOLD, hanzi),
    )
    for family, weight, path in found:
        font_manager.fontManager.ttflist.append(
            font_manager.FontEntry(fname=str(path), name=family, weight=weight, size="scalable")
        )
    return found


def _packaged(distribution: str, name: str) -> Path:
    return next(Path(str(file.locate())) for file in files(distribution) or () if file.name == name)


@cache
def properties(size: float, weight: int) -> font_manager.FontProperties:
    """What matplotlib calls a font: our families in their order. ``size`` in points."""
    faces()
    return font_manager.FontProperties(family=list(FAMILY), size=size, weight=weight)


def width(text: str, size: float, weight: int = REGULAR) -> float:
    """Points from the left to the right of a text in one line.

    >>> round(width("온성", 10), 1), round(width("온성", 20), 1)
    (18.8, 37.6)
    """
    return sum(_advance(character, weight) for character in text) * size


@cache
def _advance(character: str, weight: int) -> float:
    """Width of a character, as a share of the size; that some pairs stand closer together is not counted."""
    font = next((font for font in _opened(weight) if font.get_char_index(ord(character))), None)
    if font is None:
        return BOX_EM
    glyph = font.load_char(ord(character), flags=LoadFlags.NO_HINTING)
    return glyph.linearHoriAdvance * UNITS / MEASURED_AT


@cache
def _opened(weight: int) -> list[FT2Font]:
    fonts = [FT2Font(str(face.path)) for face in faces() if face.weight == weight]
    for font in fonts:
        font.set_size(MEASURED_AT, 72)
    return fonts


def shortened(text: str, size: float, most: float, weight: int = REGULAR) -> str:
    """The text, or its beginning and "…" where it is wider than ``most`` points."""
    if width(text, size, weight) <= most:
        return text
    room = most - width("…", size, weight)
    used, kept = 0.0, ""
    for character in text:
        used += _advance(character, weight) * size
        if used > room:
            break
        kept += character
    word = kept.rpartition(" ")[0]
    return (word if len(word) > WHOLE_WORDS * len(kept) else kept).rstrip() + "…"


def wrapped(text: str, size: float, most: float, weight: int = REGULAR, lines: int = 0) -> list[str]:
    """The text in lines of at most ``most`` points; in at most ``lines`` of them where that is said, then with "…".

    >>> wrapped("People who have not agreed", 10, 80)
    ['People who', 'have not', 'agreed']
    """
    done, line = [], ""
    for piece in _pieces(text):
        if width((line + piece).rstrip(), size, weight) <= most or not line.strip():
            line += piece
        else:
            done.append(line.rstrip())
            line = piece.lstrip()
        while width(line.rstrip(), size, weight) > most and len(line) > 1:  # a word longer than the line
            head = _head(line, size, most, weight)
            done.append(head)
            line = line[len(head) :]
    done += [line.rstrip()] if line.strip() or not done else []
    if lines and len(done) > lines:
        rest = " ".join(done[lines - 1 :])
        done = [*done[: lines - 1], shortened(rest + "…", size, most, weight)]
    return done


def _pieces(text: str) -> list[str]:
    """Words with the space after them; Hanzi and kana one by one."""
    pieces = []
    for word in re.findall(r"\S+\s*|\s+", text):
        start = 0
        for at in range(1, len(word)):
            if BREAKS_ANYWHERE.match(word[at - 1]) and BREAKS_ANYWHERE.match(word[at]):
                pieces.append(word[start:at])
                start = at
        pieces.append(word[start:])
    return pieces


def _head(line: str, size: float, most: float, weight: int) -> str:
    used, count = 0.0, 0
    for character in line:
        used += _advance(character, weight) * size
        if used > most and count:
            break
        count += 1
    return line[:count]
