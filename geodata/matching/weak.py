"""Which places may be meant where no name fits? By sound, town, words, spelling or nearness: to be asked, never used.

Each kind of evidence is looked for only where the ones before it found nothing that fits.
"""

import difflib
import re
from collections.abc import Iterator

import numpy as np

from geodata.matching.asking import Reading, alike
from geodata.matching.fitting import NEAR_M
from geodata.matching.index import Index, Name, letter_pairs, pair_table
from geodata.matching.sentences import BESIDE, HELD
from geodata.names import key
from geodata.provenance import ELLIPSOID
from geodata.towns import plain

TOWN, PART, NEAR = "town", "part", "near"
SCORES = {TOWN: 0.7, HELD: 0.55, PART: 0.5, NEAR: 0.4, BESIDE: 0.3}  # the most that each kind is worth
LIKE_ENOUGH = 0.7  # share of the pairs of letters that two spellings have in common
WORD_NEAR, WHOLE_NEAR = 0.75, 0.85  # of difflib's ratio: a word in Latin letters; a whole name, or a word in others
AS_LIKE = 0.05  # two spellings are as near as each other
SHORTEST = 4  # letters of a spelling, or of a name that stands in a longer text
FEWEST = 3  # letters of which words of a name are asked; a number alone is none
CHUNK = 512  # texts whose letters are compared at once
DEGREE_M = 111_000.0
MOST_WORDS = 12

Found = tuple[Name, str, float]  # the name, the kind of evidence, its score
Bound = tuple[Name, str, float, Reading]  # and the reading that led to it


def in_town(readings: list[Reading], index: Index) -> Iterator[Bound]:
    """Places in a town of the name."""
    for reading in readings:
        for name in index.in_town(reading.head):
            yield name, TOWN, SCORES[TOWN], reading


def by_words(readings: list[Reading], index: Index) -> Iterator[Bound]:
    """Places of whose name the text is a part, and places whose whole name stands in the first reading."""
    yield from part_of_name(readings, index)
    for found in _name_in_text(readings[0].head, index):
        yield *found, readings[0]


def part_of_name(readings: list[Reading], index: Index) -> Iterator[Bound]:
    """Places of whose name the text is a part."""
    for reading in readings:
        for found in _part_of_name(reading.head, index):
            yield *found, reading


def _part_of_name(text: str, index: Index) -> Iterator[Found]:
    """Each word of the text begins a word of the name, or sounds like one."""
    words = plain(text).split()[:MOST_WORDS]
    letters = sum(map(len, words))
    if sum(character.isalpha() for character in text) < (FEWEST if text.isascii() else 2):
        return
    entries: frozenset[int] | None = None
    for word in words:
        having = index.holding(word) | index.sounding(word)
        entries = having if entries is None else entries & having
        if not entries:
            return
    for entry in sorted(entries or ()):
        name = index.entries[entry]
        share = min(1.0, letters / max(1, len(alike(name.text).replace(" ", ""))))
        yield name, PART, round(SCORES[PART] * (0.5 + share / 2), 3)


def _name_in_text(text: str, index: Index) -> Iterator[Found]:
    """Neighbouring words of the text are the whole name of a place."""
    words = text.split()[:MOST_WORDS]
    for size in range(len(words) - 1, 0, -1):
        for at in range(len(words) - size + 1):
            spelled = alike(" ".join(words[at : at + size]))
            if len(spelled) >= (SHORTEST if spelled.isascii() else 2):
                for name in index.by_name.get(spelled, ()):
                    yield name, HELD, SCORES[HELD]


def nearly_spelled(texts: list[str], index: Index) -> list[list[Found]]:
    """For each text the names that are spelled most nearly like it; all texts at once, as arrays."""
    spelled = [alike(text) for text in texts]
    letters = [set(letter_pairs(text)) for text in spelled]
    found: list[list[Found]] = [[] for _ in texts]
    if not index.entries:
        return found
    counts = index.pairs.sum(axis=1)
    names = [alike(name.text) for name in index.entries]
    for start in range(0, len(texts), CHUNK):
        rows = pair_table(spelled[start : start + CHUNK])
        common = rows @ index.pairs.T
        likeness = 2 * common / (rows.sum(axis=1)[:, None] + counts)
        for row, entry in np.argwhere(likeness >= LIKE_ENOUGH).tolist():
            at = start + row
            other = letter_pairs(names[entry])
            # Two pairs may share a bucket, so what looks alike is counted again.
            share = 2 * len(letters[at] & other) / max(1, len(letters[at]) + len(other))
            if (
                share >= LIKE_ENOUGH
                and len(spelled[at]) >= SHORTEST
                and _word_by_word(texts[at], index.entries[entry].text)
            ):
                found[at].append((index.entries[entry], NEAR, round(SCORES[NEAR] * share, 3)))
    return [_nearest(each) for each in found]


def _word_by_word(text: str, name: str) -> bool:
    """Whether each word of a text is nearly one of a name: a prison camp is not another because both are prison camps.

    >>> _word_by_word("Tumen detention center", "Tumen detention centre"), _word_by_word("Camp 14", "Camp 15")
    (True, False)
    >>> _word_by_word("Yodok prison camp", "Sariwon prison camp"), _word_by_word("청진시 수남구역", "청진시 라남구역")
    (False, False)
    """
    one, other = plain(text), plain(name)
    if re.findall("[0-9]+", one) != re.findall("[0-9]+", other):
        return False
    words, known = one.split(), other.split()
    if len(words) != len(known) and _nearly(one.replace(" ", ""), other.replace(" ", ""), WHOLE_NEAR):
        return True  # initials, or words written together
    return all(any(_begun(word, each) or _nearly(word, each) for each in known) for word in words)


def _nearly(one: str, other: str, share: float = 0.0) -> bool:
    """A syllable of Hangul holds three letters, so that one that differs is more than a slip."""
    return difflib.SequenceMatcher(None, one, other).ratio() >= (share or (WORD_NEAR if one.isascii() else WHOLE_NEAR))


def _begun(short: str, word: str) -> bool:
    """Whether one is short for the other: `co` for county, `ctr` for center."""
    letters = iter(word)
    return len(short) > 1 and short[0] == word[0] and all(letter in letters for letter in short)


def _nearest(found: list[Found]) -> list[Found]:
    best = max((score for _, _, score in found), default=0.0)
    return [each for each in found if each[2] >= best - AS_LIKE * SCORES[NEAR]]


def sounding_alike(readings: list[Reading], index: Index) -> Iterator[tuple[Name, Reading]]:
    """Names of the same sounds, in another spelling or script."""
    for reading in readings:
        for name in index.by_sound.get(key(reading.head), ()):
            yield name, reading


def beside(longitude: float, latitude: float, index: Index) -> list[Found]:
    """The places whose circle holds a position, or that are no farther than NEAR_M from it; the nearest first."""
    lon, lat = index.position.T
    reach = np.maximum(index.uncertainty_m, NEAR_M)
    degrees = reach / DEGREE_M * 1.1
    east = np.abs((lon - longitude + 180) % 360 - 180) * max(0.01, np.cos(np.radians(latitude)))
    close = np.flatnonzero((np.abs(lat - latitude) <= degrees) & (east <= degrees * 1.2))
    if not len(close):
        return []
    metres = ELLIPSOID.inv(np.full(len(close), longitude), np.full(len(close), latitude), lon[close], lat[close])[2]
    found = [
        (Name(place, BESIDE, index.titles[place]), BESIDE, round(SCORES[BESIDE] * (1 - away / limit), 3))
        for place, away, limit in zip(close.tolist(), metres, reach[close], strict=True)
        if away <= limit and index.by_id[index.ids[place]] == place
    ]
    return sorted(found, key=lambda each: (-each[2], index.ids[each[0].place]))
