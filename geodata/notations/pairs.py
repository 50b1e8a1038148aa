"""Which places can two written angles mean? Latitude and longitude in either order, or half of them.

`readings` gives every way to take a text of angles: two angles, one of them the latitude; one angle alone; each with a
comma as a decimal mark or between two numbers. What cannot be (no latitude is 129.77, minutes over 59) is no way.
"""

from collections.abc import Iterator
from typing import NamedTuple

from geodata.notations.angles import LIMITS, NOTATION, Angle, angle, trimmed
from geodata.notations.readings import Reading, distinct, precision
from geodata.notations.tokens import LATITUDE, LONGITUDE, Token, plain, tokens, ways
from geodata.notations.words import Refused, Warned, warned

OTHER = {LATITUDE: LONGITUDE, LONGITUDE: LATITUDE}
# Of several faults the first here is told: those that name a value before those that only say that nothing fits.
GRAVEST = (
    "sign", "seconds", "minutes", "metres", "number", "exponent", "two_latitudes", "two_longitudes", "latitude_range",
    "longitude_range", "decimals_before", "two_sides", "degrees_missing", "marks", "unknown_word",
)  # fmt: skip


def readings(text: str, order: str | None = None, halves: bool = True) -> tuple[list[Reading], list[Warned]]:
    """`(readings, warnings)` of a text of angles, the usual way first; Refused where there is no way to read it.

    `order`: the axis that is known to stand first (`latitude`, `longitude`), or None. `halves`: whether one angle alone
    is a way to read it.

    >>> [reading[:2] for reading in readings("23.4 14.2")[0]]
    [(14.2, 23.4), (23.4, 14.2)]
    """
    whole, half, warnings, refusals, misfits = [], [], [], [], []
    for comma, way in zip((None, "decimal_comma"), ways(plain(text)), strict=False):
        try:
            pieces = trimmed(tokens(way))
        except Refused as refused:
            refusals.append(refused)
            continue
        for first, second, note, told in _attached(_pairs(pieces, refusals)):
            found, why = _orders(first, second, order, misfits)
            whole += [reading._replace(note=reading.note or note or comma) for reading in found]
            warnings += [*told, *why] if found else []
        found, why = _halves(pieces, refusals) if halves else ([], [])
        half += found
        warnings += why
    if not whole and not half:
        raise gravest(misfits or refusals)
    # "45 12 W" is rather one angle than two of which the second has a letter; "45 12" is rather two.
    lettered = bool(half) and half[0].note is None
    if any(reading[:2] == (0, 0) for reading in whole):
        half = []  # 0, 0 and not one angle 0.0
    found = distinct(half + whole if lettered else whole + half)
    return found, [*_choice(found), *warnings]


def gravest(refusals: list[Refused]) -> Refused:
    """The refusal that tells most."""
    ranks = {code: rank for rank, code in enumerate(GRAVEST)}
    return min(refusals, key=lambda refused: ranks.get(refused.code, len(ranks)), default=Refused("unreadable"))


def _choice(found: list[Reading]) -> list[Warned]:
    """Why these readings are several, or only a half."""
    whole = [reading for reading in found if reading.whole]
    half = [reading for reading in found if not reading.whole]
    if whole:
        code = "number_or_pair" if half else _between(whole)
    elif len({reading.longitude is None for reading in half}) == 2:
        code = "axis_unknown"
    else:
        code = "longitude_missing" if half[0].longitude is None else "latitude_missing"
    return [warned(code)] if code else []


def _between(whole: list[Reading]) -> str | None:
    """The code of what tells these readings of two angles apart; None where a warning of their own says so."""
    notes = {reading.note for reading in whole}
    if len(whole) == 1 or notes <= {"o_west", "o_east"}:
        return None
    if "decimal_comma" in notes:
        return "comma"
    return "dash" if notes <= {"minus", "dash"} else "order"


class _Cut(NamedTuple):
    """left and right pieces; whether something stands between them; a note; whether each letter of direction stays with
    the number that it is written to."""

    left: list[Token]
    right: list[Token]
    parted: bool
    note: str | None = None
    attached: bool = True


def _attached(pairs: Iterator[tuple]) -> list[tuple]:
    """The pairs whose letters stay with their numbers, or all where there are none: 41.78N 29.77 is clear."""
    pairs = list(pairs)
    return [told for *told, attached in pairs if attached] or [told for *told, _ in pairs]


def _pairs(pieces: list[Token], refusals: list[Refused]) -> Iterator[tuple]:
    """(first, second, note, warnings, attached) of every way to cut the pieces into two angles; refusals are kept.

    The last place first: a letter between two numbers is rather that of the number before it.
    """
    for inner, height in _without_height(pieces):
        for cut in (cut for place in range(len(inner) - 1, 0, -1) for cut in _cuts(inner, place)):
            try:
                first, second = angle(trimmed(cut.left)), angle(trimmed(cut.right))
            except Refused as refused:
                refusals.append(refused)
                continue
            alike = _shape(cut.left) == _shape(cut.right) or (first.axis and second.axis)
            if cut.parted or alike:
                told = [] if height is None else [warned("height_left_out", value=height)]
                yield first, second, cut.note, [*first.warnings, *second.warnings, *told], cut.attached


def _without_height(pieces: list[Token]) -> Iterator[tuple[list[Token], str | None]]:
    """The pieces, and the pieces without a third number behind a comma, with that number.

    Behind a space, too, where the first number has decimals: 129.77 41.78 0 cannot be degrees, minutes, seconds.
    """
    yield pieces, None
    numbers = [piece for piece in pieces if piece.kind == "number"]
    end = len(pieces)
    if end > 2 and pieces[-1].kind == "minute" and pieces[-1].text.isalpha():  # the m of metres
        end -= 1
    start = end - 1
    if len(numbers) < 3 or pieces[start].kind != "number":
        return
    start -= pieces[start - 1].kind in ("minus", "plus")
    height = "".join(piece.text for piece in pieces[start:end])
    if pieces[start - 1].kind in ("comma", "break"):
        yield pieces[: start - 1], height
    elif len(numbers) == 3 and "." in numbers[0].text:
        yield pieces[:start], height


def _cuts(pieces: list[Token], place: int) -> Iterator[_Cut]:
    """The ways to cut at one place.

    A dash with a space before it only is a minus; one with a space behind it only stands between; else it can be both.
    """
    left, right = pieces[:place], pieces[place:]
    last, first = left[-1], right[0]
    if last.kind in ("comma", "break"):
        return  # the cut before it is the one
    if first.kind in ("comma", "break"):
        yield _Cut(left, right[1:], True)
    elif first.kind == "minus":
        both = first.space_before == first.space_behind
        if both or first.space_before:
            yield _Cut(left, right, False, "minus" if both else None)
        if both or first.space_behind:
            yield _Cut(left, right[1:], True, "dash" if both else None)
    else:
        torn = (first.kind == "side" and not first.space_before and first.space_behind) or (
            last.kind == "side" and last.space_before and not last.space_behind
        )
        yield _Cut(left, right, "side" in (first.kind, last.kind), attached=not torn)


def _shape(pieces: list[Token]) -> tuple[str, ...]:
    """The numbers and marks of an angle, to see whether two are written alike."""
    return tuple(piece.kind for piece in pieces if piece.kind not in ("minus", "plus", "side", "axis", "colon"))


def _orders(
    first: Angle, second: Angle, order: str | None, refusals: list[Refused]
) -> tuple[list[Reading], list[Warned]]:
    """The ways to take two angles as latitude and longitude."""
    if first.axis and first.axis == second.axis:
        refusals.append(Refused("two_latitudes" if first.axis == LATITUDE else "two_longitudes"))
        return [], []
    known = first.axis or OTHER.get(second.axis) or order
    found, warnings = [], []
    for axis in [known] if known else [LATITUDE, LONGITUDE]:
        latitude, longitude = (first, second) if axis == LATITUDE else (second, first)
        try:
            note = None if known else f"{axis}_first"
            found += _whole(latitude, longitude, note)
        except Refused as refused:
            refusals.append(refused)
    if known is None and len(found) == 1:
        found = [found[0]._replace(note=None)]
        if found[0].longitude == first.value:
            warnings.append(warned("longitude_first", value=f"{first.value:.10g}"))
    if longitude.either_side:
        warnings.append(warned("letter_o"))
    return found, warnings


def _whole(latitude: Angle, longitude: Angle, note: str | None) -> list[Reading]:
    for one, axis in ((latitude, LATITUDE), (longitude, LONGITUDE)):
        if abs(one.value) > LIMITS[axis]:
            raise Refused(f"{axis}_range", value=f"{one.value:.10g}")
    notation = max(latitude.notation, longitude.notation, key=NOTATION.index)
    metres = precision(latitude.value, latitude.unit, longitude.unit)
    reading = Reading(longitude.value, latitude.value, notation, metres, note)
    if longitude.either_side:
        west = reading._replace(longitude=-longitude.value, note="o_west")
        return [west, reading._replace(note="o_east")]
    return [reading]


def _halves(pieces: list[Token], refusals: list[Refused]) -> tuple[list[Reading], list[Warned]]:
    """The ways to take the pieces as one angle."""
    try:
        one = angle(pieces)
    except Refused as refused:
        refusals.append(refused)
        return [], []
    found = []
    for axis in [one.axis] if one.axis else [LATITUDE, LONGITUDE]:
        if abs(one.value) <= LIMITS[axis]:
            note = None if one.axis else f"as_{axis}"
            if axis == LATITUDE:
                found.append(Reading(None, one.value, one.notation, precision(one.value, one.unit, None), note))
            else:
                found.append(Reading(one.value, None, one.notation, precision(None, None, one.unit), note))
    return found, list(one.warnings)
