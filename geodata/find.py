"""Which places does somebody mean by a text? Found by id, name, alias, town, part of a name or near spelling; ranked.

| reason_code  | score      | the text is …                                                             |
|--------------|------------|---------------------------------------------------------------------------|
| `exact_id`   | 1          | the id of the place                                                       |
| `exact_name` | 0.98       | its name, case and accents aside                                          |
| `alias`      | 0.95       | one of its other names (aliases, Hangul, Hanzi, Cyrillic)                 |
| `romanised`  | 0.9        | one of its names in another spelling or script (geodata.names.key)        |
| `town`       | 0.75–0.8   | the town it is in, by any of the town's names                             |
| `part`       | 0.43–0.79  | words of its name, each at least begun; the more of the name, the higher  |
| `near`       | under 0.4  | nearly one of its names; asked only when nothing else is found            |

The town's other names come from the base map, so that 图们, Tumen and Domun lead to the same places.
"""

import difflib
import threading
import weakref
from collections import defaultdict

import pandas as pd

from geodata import towns
from geodata.names import folded, key, town_spellings, word_key, words

COLUMNS = ("place_id", "name", "score", "reason", "reason_code", "matched")
REASONS = {
    "exact_id": "the id",
    "exact_name": "the name",
    "alias": "another name: {name}",
    "romanised": "written alike: {name}",
    "town": "in the town of {name}",
    "part": "part of the name: {name}",
    "near": "spelled nearly like {name}",
}
WHOLE = {"name": (0.98, "exact_name"), "alias": (0.95, "alias"), "town": (0.8, "town")}
ALIKE = {"name": (0.9, "romanised"), "alias": (0.9, "romanised"), "town": (0.8, "town")}
LESS_OF_IT = 0.05  # off, when the text says "city" or "county" and the name does not
NEAR_CUTOFF = 0.75  # of difflib's ratio; Chungjin for Chongjin has 0.86, two unlike names of the gazetteer rarely 0.7
NEAR_LENGTH = (4, 60)  # sounds; shorter ones are near to everything, longer ones are no names
NEAR_COUNT = 10  # spellings that are offered
SHORTEST_KEY = 2  # sounds; a single one says nothing
CACHED = 4  # tables of places whose index is kept


def find(text: str, places: pd.DataFrame) -> pd.DataFrame:
    """Columns place_id, name, score (0–1), reason (English), reason_code, matched (the name that matched); best first.

    The index of a table is kept while the table lives, so a table that was searched must not be changed in place.

    >>> places = pd.DataFrame({"place_id": ["a"], "name": ["Chongjin Detention Centre"], "aliases": [[]],
    ...     "names": [{"ko": "청진 구류장"}], "locality": ["Chongjin"], "country": ["KP"], "countries": [["KP"]]})
    >>> find("Cheongjin", places)[["place_id", "score", "reason"]].values.tolist()
    [['a', 0.8, 'in the town of Chongjin']]
    """
    index = _index(places)
    found: dict[int, tuple[float, str, str]] = {}
    for place, score, code, matched in _matches(str(text), index):
        if score > found.get(place, (0.0,))[0]:
            found[place] = score, code, matched
    rows = [
        (index.ids[place], index.names[place], round(score, 3), REASONS[code].format(name=matched), code, matched)
        for place, (score, code, matched) in found.items()
    ]
    rows.sort(key=lambda row: (-row[2], row[1] or "", row[0]))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"score": float})


def _matches(text: str, index: "_Index"):
    """(place, score, reason code, matched name) of everything that matches, a place perhaps several times."""
    plain = folded(text)
    if text.strip() in index.by_id:
        yield index.by_id[text.strip()], 1.0, "exact_id", text.strip()
    if not plain:
        return
    any_match = False
    for match in (*_whole(plain, index), *_parts(plain, index)):
        any_match = True
        yield match
    if not any_match:
        yield from _near(plain, index)


def _whole(plain: str, index: "_Index"):
    spellings = {plain: 0.0} | dict.fromkeys(town_spellings(plain) - {plain}, LESS_OF_IT)
    for spelling, loss in spellings.items():
        for place, kind, name in index.by_folded.get(spelling, ()):
            score, code = WHOLE[kind]
            yield place, score - loss, code, name
        sound = key(spelling)
        for place, kind, name in index.by_key.get(sound, ()) if len(sound) >= SHORTEST_KEY else ():
            score, code = ALIKE[kind]
            yield place, score - loss, code, name


def _parts(plain: str, index: "_Index"):
    """Names in which each word of the text is begun, as written or as it sounds."""
    tokens = plain.replace("-", "").split()[:20]
    if not tokens:
        return
    written = _holding(tokens, index.words, _begins)
    sounds = [word_key(token) for token in tokens]
    alike = _holding(
        [sound if len(sound) >= SHORTEST_KEY else token for sound, token in zip(sounds, tokens, strict=True)],
        index.word_keys,
        _begins,
    )
    asked = sum(map(len, tokens))
    for entry in written | alike:
        place, kind, name = index.entries[entry]
        covered = min(1.0, asked / max(1, index.lengths[entry]))
        # A name tells a reader more than the id, and what is written more than what sounds alike.
        score = 0.5 + 0.29 * covered - (0.02 if kind == "id" else 0) - (0 if entry in written else 0.05)
        yield place, score, "part", name


def _holding(tokens: list[str], vocabulary: dict[str, set[int]], begins) -> set[int]:
    found: set[int] | None = None
    for token in tokens:
        entries = set().union(*(held for word, held in vocabulary.items() if begins(word, token)))
        found = entries if found is None else found & entries
        if not found:
            return set()
    return found or set()


def _begins(word: str, token: str) -> bool:
    if token.isdigit():  # camp 1 is not camp 14
        return word == token
    # Hangul and Hanzi are written without spaces between words.
    return word.startswith(token) if token.isascii() else token in word


def _near(plain: str, index: "_Index"):
    sound = key(plain)
    if not NEAR_LENGTH[0] <= len(sound) <= NEAR_LENGTH[1]:
        return
    for other in difflib.get_close_matches(sound, index.near_keys, NEAR_COUNT, NEAR_CUTOFF):
        ratio = difflib.SequenceMatcher(None, other, sound).ratio()
        for place, _, name in index.by_key[other]:
            yield place, 0.399 * ratio, "near", name
    # Word by word: each that no name holds is replaced by the nearest that one does.
    tokens = [word_key(token) or token for token in plain.replace("-", "").split()[:NEAR_COUNT]]
    nearest = [
        token
        if token in index.word_keys
        else next(iter(difflib.get_close_matches(token, index.word_keys, 1, NEAR_CUTOFF)), "")
        for token in tokens
    ]
    if all(nearest):
        for entry in _holding(nearest, index.word_keys, _begins):
            place, _, name = index.entries[entry]
            yield place, 0.25, "near", name


# --- index ------------------------------------------------------------------------------------------------------------


class _Index:
    """What is looked up: each name of each place by its folded form, its sounds, its words."""

    def __init__(self, places: pd.DataFrame):
        self.ids = places["place_id"].tolist()
        self.names = [name if isinstance(name, str) else "" for name in places["name"]]
        self.by_id = {place_id: place for place, place_id in enumerate(self.ids)}
        self.entries: list[tuple[int, str, str]] = []  # (place, kind, the name as written)
        self.lengths: list[int] = []  # letters of the entry's words
        self.by_folded, self.by_key = defaultdict(list), defaultdict(list)
        self.words, self.word_keys = defaultdict(set), defaultdict(set)
        for place, (name, aliases, names) in enumerate(
            zip(self.names, places["aliases"], places["names"], strict=True)
        ):
            self._add(place, "name", name)
            more = [
                *(aliases if isinstance(aliases, list) else ()),
                *(names.values() if isinstance(names, dict) else ()),
            ]
            for alias in dict.fromkeys(more):
                self._add(place, "alias", alias)
            self._add(place, "id", str(self.ids[place]))
        localities = zip(places["locality"], places["countries"], strict=True)
        for place, (locality, countries) in enumerate(localities):
            if isinstance(locality, str):
                for spelling, town in towns.names(locality, tuple(countries or ())):
                    self._lookup(place, "town", town, spelling)
        self.near_keys = [sound for sound in self.by_key if NEAR_LENGTH[0] <= len(sound) <= NEAR_LENGTH[1]]

    def _add(self, place: int, kind: str, name: str) -> None:
        if not name:
            return
        if kind != "id":
            self._lookup(place, kind, name, folded(name))
        entry = len(self.entries)
        found = words(name)
        self.entries.append((place, kind, name))
        self.lengths.append(len(folded(name).replace(" ", "").replace("-", "")))
        for word in found:
            self.words[word].add(entry)
            # Words without sounds of their own (numbers, Hanzi) stand as they are: all words can be asked at once.
            sound = word_key(word)
            self.word_keys[sound if len(sound) >= SHORTEST_KEY else word].add(entry)

    def _lookup(self, place: int, kind: str, name: str, spelling: str) -> None:
        if spelling:
            self.by_folded[spelling].append((place, kind, name))
            sound = key(spelling)
            if len(sound) >= SHORTEST_KEY:
                self.by_key[sound].append((place, kind, name))


_indexes: dict[int, tuple[weakref.ref, _Index]] = {}
_lock = threading.Lock()  # the page searches from a thread a person


def _index(places: pd.DataFrame) -> _Index:
    with _lock:
        kept = _indexes.get(id(places))
        if kept and kept[0]() is places:
            return kept[1]
        for old in [number for number, (table, _) in _indexes.items() if table() is None]:
            del _indexes[old]
        while len(_indexes) >= CACHED:
            del _indexes[next(iter(_indexes))]
        index = _Index(places)
        _indexes[id(places)] = weakref.ref(places), index
        return index
