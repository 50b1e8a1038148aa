"""Which places can two written angles mean? Latitude and longitude in either order, or half of them.

`readings` gives every way to take a text of angles: two angles, one of them the latitude; one angle alone; each with a
comma as a decimal mark or between two numbers. What cannot be (no latitude is 129.77, minutes over 59) is no way.
"""

from collections.abc import Iterator

from geodata.angle_tokens import LATITUDE, LONGITUDE, Token, plain, tokens, ways
from geodata.angles import LIMITS, NOTATION, Angle, angle, trimmed
from geodata.coordinates_words import Refused, Warned, warned
from geodata.readings import Reading, distinct, precision

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
    for way in ways(plain(text)):
        try:
            pieces = trimmed(tokens(way))
        except Refused as refused:
            refusals.append(refused)
            continue
        for first, second, note, told in _pairs(pieces, refusals):
            found, why = _orders(first, second, order, misfits)
            whole += [reading._replace(note=reading.note or note) for reading in found]
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
    if whole and half:
        return [warned("number_or_pair")]
    notes = {reading.note for reading in whole}
    if len(whole) > 1 and notes <= {"minus", "dash"}:
        return [warned("dash")]
    if len(whole) > 1 and not notes <= {"o_west", "o_east"}:
        return [warned("order")]
    if len({reading.longitude is None for reading in half}) == 2:
        return [warned("axis_unknown")]
    if half:
        return [warned("longitude_missing" if half[0].longitude is None else "latitude_missing")]
    return []


def _pairs(pieces: list[Token], refusals: list[Refused]) -> Iterator[tuple[Angle, Angle, str | None, list[Warned]]]:
    """Every way to cut the pieces into two angles, with what to say of it; refusals on the way are kept."""
    for inner, height in _without_height(pieces):
        for place in range(1, len(inner)):
            for left, right, parted, note in _cut(inner, place):
                try:
                    first, second = angle(trimmed(left)), angle(trimmed(right))
                except Refused as refused:
                    refusals.append(refused)
                    continue
                alike = _shape(left) == _shape(right) or (first.axis and second.axis)
                if parted or (alike and height is None):
                    told = [] if height is None else [warned("height_left_out", value=height)]
                    yield first, second, note, [*first.warnings, *second.warnings, *told]


def _without_height(pieces: list[Token]) -> Iterator[tuple[list[Token], str | None]]:
    """The pieces, and the pieces without a third number behind a comma, with that number."""
    yield pieces, None
    end = len(pieces)
    if end > 2 and pieces[-1].kind == "minute" and pieces[-1].text.isalpha():  # the m of metres
        end -= 1
    start = end - 1
    if start > 0 and pieces[start].kind == "number":
        start -= pieces[start - 1].kind in ("minus", "plus")
        if start > 0 and pieces[start - 1].kind == "comma":
            yield pieces[: start - 1], "".join(piece.text for piece in pieces[start:end])


def _cut(pieces: list[Token], place: int) -> Iterator[tuple[list[Token], list[Token], bool, str | None]]:
    """(left, right, whether something stands between them, note) at one place.

    A dash with a space before it only is a minus; one with a space behind it only stands between; else it can be both.
    """
    left, right = pieces[:place], pieces[place:]
    first = right[0]
    if first.kind in ("comma", "break"):
        yield left, right[1:], True, None
    elif first.kind == "minus":
        both = first.space_before == first.space_behind
        if both or first.space_before:
            yield left, right, False, "minus" if both else None
        if both or first.space_behind:
            yield left, right[1:], True, "dash" if both else None
    elif left[-1].kind not in ("comma", "break"):
        yield left, right, False, None


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
