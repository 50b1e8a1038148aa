"""Which angle does a text write? Degrees with decimals; degrees and minutes; degrees, minutes and seconds.

An angle is read in any of their signs and words, with a sign or a letter or word of direction before or behind it.
Only the last part has decimals; minutes and seconds are under 60.
"""

from typing import NamedTuple

from geodata.notations.tokens import LATITUDE, LONGITUDE, Token, plain, tokens, ways
from geodata.notations.words import Refused, Warned, warned

MARKS = ("degree", "minute", "second")
NOTATION = ("decimal", "dm", "dms")
PARTS = (1, 60, 3600)  # of a degree
LIMITS = {LATITUDE: 90, LONGITUDE: 180, None: 180}
WHOLE_DIGITS = {LATITUDE: 2, LONGITUDE: 3}  # of degrees, where minutes follow without a space
METRES = 1000  # numbers from here on are no degrees
SEPARATORS = ("minus", "comma", "colon")  # that may stand between degrees, minutes and seconds


class Angle(NamedTuple):
    """value (degrees, north and east positive), axis (`latitude`, `longitude`, None), notation (`decimal`, `dm`,
    `dms`), unit (degrees of one unit of the last digit), warnings, and whether it has the letter O (west or east)."""

    value: float
    axis: str | None
    notation: str
    unit: float
    warnings: tuple[Warned, ...] = ()
    either_side: bool = False


def read_angle(text: str) -> Angle:
    """The one angle that a text writes; Refused (a DataError) with the reason where it writes none or two.

    >>> read_angle("45° 12' 36.0\\" S")[:3]
    (-45.21, 'latitude', 'dms')
    >>> read_angle("23,43").value
    23.43
    >>> read_angle("3° 25' 61.0\\" N")
    Traceback (most recent call last):
    geodata.notations.words.Refused: 61.0 seconds: there are at most 59; check the number against the source.
    """
    refused = None
    for way in ways(plain(text)):
        try:
            return angle(trimmed(tokens(way)))
        except Refused as reason:
            refused = refused or reason
    raise refused


def trimmed(pieces: list[Token]) -> list[Token]:
    """The pieces without commas and breaks at either end."""
    start, end = 0, len(pieces)
    while start < end and pieces[start].kind in ("comma", "break"):
        start += 1
    while end > start and pieces[end - 1].kind in ("comma", "break"):
        end -= 1
    return pieces[start:end]


def angle(pieces: list[Token]) -> Angle:
    """The angle that these pieces make; Refused where they make none."""
    front = _while(pieces, ("side", "axis", "colon"))
    back = _while(pieces[len(front) :][::-1], ("side", "axis"))
    inner = pieces[len(front) : len(pieces) - len(back)]
    side, axis = _side(front + back)
    sign = 0
    if inner and inner[0].kind in ("minus", "plus"):
        sign = -1 if inner[0].kind == "minus" else 1
        inner = inner[1:]
    parts = _packed(_parts(inner), axis) if side else _parts(inner)
    value = _value(parts)
    warnings = ()
    if side and sign:
        letter = next(piece.text for piece in front + back if piece.kind == "side")
        if side[1] != sign:
            raise Refused("sign", value=f"{'-' if sign < 0 else '+'} {letter}")
        warnings = (warned("sign_and_letter", value=letter),) if sign < 0 else ()
    value *= (side[1] if side else 0) or sign or 1
    if abs(value) > LIMITS[axis]:
        raise Refused(f"{axis or LONGITUDE}_range", value=f"{value:.10g}")
    last = parts[-1].partition(".")[2]
    unit = 10.0 ** -len(last) / PARTS[len(parts) - 1]
    return Angle(value, axis, NOTATION[len(parts) - 1], unit, warnings, side is not None and side[1] == 0)


def _while(pieces: list[Token], kinds: tuple[str, ...]) -> list[Token]:
    """The first pieces that are of these kinds."""
    end = next((place for place, piece in enumerate(pieces) if piece.kind not in kinds), len(pieces))
    return pieces[:end]


def _side(around: list[Token]) -> tuple[tuple[str, int] | None, str | None]:
    """(side, axis) that the words before and behind an angle tell."""
    sides = [piece.value for piece in around if piece.kind == "side"]
    axes = {piece.value for piece in around if piece.kind == "axis"} | {side[0] for side in sides}
    if len(sides) > 1 or len(axes) > 1:
        raise Refused("two_sides")
    return (sides[0] if sides else None), (axes.pop() if axes else None)


def _parts(pieces: list[Token]) -> list[str]:
    """The numbers of degrees, minutes and seconds, as they are written."""
    parts, separators, place = [], [], 0
    while place < len(pieces) and len(parts) < len(MARKS):
        separated = bool(parts) and pieces[place].kind in SEPARATORS
        if separated:
            separators.append(pieces[place].kind)
            place += 1
        if place == len(pieces) or pieces[place].kind != "number":
            place -= separated
            break
        parts.append(pieces[place].text)
        place += 1
        if place < len(pieces) and pieces[place].kind in MARKS:
            if pieces[place].kind != MARKS[len(parts) - 1]:
                raise Refused("degrees_missing" if len(parts) == 1 else "marks")
            place += 1
    if place < len(pieces) or not parts:
        raise Refused("unreadable")
    if "comma" in separators and separators != ["comma", "comma"]:
        raise Refused("two_angles" if len(parts) == 2 else "unreadable")
    return parts


def _packed(parts: list[str], axis: str) -> list[str]:
    """414754.5 with a letter is 41°47′54.5″, 4147.9 is 41°47.9′: as a latitude; a longitude has one digit more."""
    whole, point, rest = parts[0].partition(".")
    level = (len(whole) - WHOLE_DIGITS[axis]) / 2
    if len(parts) > 1 or level not in (1, 2):
        return parts
    start = WHOLE_DIGITS[axis]
    packed = [whole[:start], *(whole[place : place + 2] for place in range(start, len(whole), 2))]
    return [*packed[:-1], packed[-1] + point + rest]


def _value(parts: list[str]) -> float:
    """Degrees without a sign; Refused where a part is not what it can be."""
    numbers = [float(part) for part in parts]
    for text, number in zip(parts, numbers, strict=True):
        if number >= METRES:
            raise Refused("metres", value=text)
    for text, number in zip(parts[:-1], numbers, strict=False):
        if not number.is_integer():
            raise Refused("decimals_before", value=text)
    for code, text, number in zip(("minutes", "seconds"), parts[1:], numbers[1:], strict=False):
        if number >= 60:
            raise Refused(code, value=text)
    return sum(number / part for number, part in zip(numbers, PARTS, strict=False))
