"""Which place does a record mean? Texts against a table of places: exact, decided, likely, ambiguous or none.

| status      | what it means                                                                               | used |
|-------------|---------------------------------------------------------------------------------------------|------|
| `exact`     | one place only: by its id; or by a name of it, written alike, with nothing that contradicts | yes  |
| `decided`   | somebody has decided for exactly this text, country and admin1 (geodata.decisions)          | yes  |
| `likely`    | one place, by weaker evidence: a part of the name, the town, the sound of a short name      | no   |
| `ambiguous` | several places fit                                                                          | no   |
| `none`      | no place fits, or the record itself says that it does not know                              | no   |

Columns of `asked` (texts, may be missing, one row a distinct place): text, place_id, country, admin1, longitude,
latitude. Columns out, on the same index: status, place_id (of `exact` and `decided` alone; missing where somebody
decided for none), candidates (a list of (place_id, name, score 0–1, reason), best first, ten at most; of `none` the
places of that name that something contradicts), reason (a geodata.sentences.Sentence).

What binds: a country or province in the text (`Falmouth (England)`), in country or in admin1 must agree; one that
disagrees rules a place out. A position must lie in the circle of the place or within fitting.NEAR_M of it. A text that
joins several places (`Le Havre or Liverpool`) means none of them; one with a question mark is asked. Written alike is
equal but for case, accents, punctuation and, in Korean, spaces and the spelling at the head of a word (asking.alike). A
name that only sounds alike is exact for places in Korea alone, whose names people romanise in several ways, and only
from LONG_ENOUGH sounds on: by the same rule Boston and Poston are one. An id in place of a text, which no place has, is
never more than likely. Rows are matched one by one and places are told apart by their ids, so that no order matters.
"""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from geodata import decisions as ruled
from geodata.errors import printable
from geodata.find import ALIKE, WHOLE
from geodata.matching import weak
from geodata.matching.answers import (
    Answer,
    Candidate,
    best,
    exact,
    fitting,
    nothing,
    ruled_out,
    settled,
    titles,
    to_ask,
)
from geodata.matching.asking import (
    LENGTH_LIMIT,
    Reading,
    alike,
    core,
    doubts,
    is_hangul,
    joins_several,
    parts,
    readings,
    says_nothing,
)
from geodata.matching.fitting import NEAR_OF_ID_M, Said, Whereabouts, whereabouts
from geodata.matching.index import Name
from geodata.matching.region_words import codes
from geodata.matching.sentences import tell
from geodata.names import key
from geodata.places import position
from geodata.sentences import joined

__all__ = ["ASKED", "COLUMNS", "STATUSES", "USED", "match"]

STATUSES = ("exact", "decided", "likely", "ambiguous", "none")
USED = ("exact", "decided")
ASKED = ("text", "place_id", "country", "admin1", "longitude", "latitude")
COLUMNS = ("status", "place_id", "candidates", "reason")
LONG_ENOUGH = 6  # sounds of a name in Korea that is known by its sound alone
KOREA = frozenset(("KP", "KR"))
OPEN_SHARE, FAR_SHARE, CONTRADICTED_SHARE = 0.8, 0.6, 0.2  # of the score


def match(asked: pd.DataFrame, places: pd.DataFrame, decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """What each row of `asked` means; `places` is a table of geodata.places, `decisions` one of geodata.decisions.

    >>> places = pd.DataFrame({"place_id": ["falmouth-jm", "hull"], "name": ["Falmouth", "Hull"],
    ...     "country": ["JM", "GB"], "longitude": [-77.65, -0.34], "latitude": [18.49, 53.74]})
    >>> asked = pd.DataFrame({"text": ["Falmouth, Jamaica", "Falmouth (England)", "Hull or Falmouth", "unknown", None]})
    >>> match(asked, places)[["status", "place_id"]].values.tolist()
    [['exact', 'falmouth-jm'], ['none', None], ['none', None], ['none', None], ['none', None]]
    """
    where = whereabouts(places)
    rows, rulings = _rows(asked), ruled.by_text(decisions)
    answers = [_answer(row, where, rulings) for row in rows]
    left = [at for at, answer in enumerate(answers) if answer is None]
    near = weak.nearly_spelled([core(rows[at].name).head for at in left], where.index)
    for at, found in zip(left, near, strict=True):
        answers[at] = _by_spelling(rows[at], found, where)
    told = [_with_outdated(row, answer, where, rulings) for row, answer in zip(rows, answers, strict=True)]
    table = {name: pd.Series([getattr(answer, name) for answer in told], dtype=object) for name in COLUMNS}
    return pd.DataFrame(table).set_axis(asked.index)


class _Row(NamedTuple):
    """One row of `asked`: texts without white space around them, "" where missing; NaN: no position."""

    text: str
    place_id: str
    country: str
    admin1: str
    longitude: float
    latitude: float

    @property
    def name(self) -> str:
        """What stands for the place: its text, or an id that no place has."""
        return (self.text or self.place_id)[:LENGTH_LIMIT]

    @property
    def about(self) -> tuple[str, str, str]:
        """What a decision is about."""
        return self.text or self.place_id, self.country, self.admin1

    def said(self, rest: Iterable[str] = ()) -> Said:
        return Said(tuple(rest), self.country, self.admin1, self.longitude, self.latitude)


def _rows(asked: pd.DataFrame) -> list[_Row]:
    columns = [asked[name].tolist() if name in asked else [None] * len(asked) for name in ASKED]
    made = []
    for *texts, longitude, latitude in zip(*columns, strict=True):
        words = ["" if pd.isna(cell) else str(cell).strip() for cell in texts]
        degrees = (None if pd.isna(cell) else cell for cell in (longitude, latitude))
        made.append(_Row(*words, *position(*degrees, _unheard)))
    return made


def _unheard(*_problem) -> None:
    """A position that cannot be read says nothing here; the builder reports it."""


def _answer(row: _Row, where: Whereabouts, rulings: dict) -> Answer | None:
    """The answer, or None where only a near spelling, or a place beside the position, can still tell."""
    by_id = _by_id(row, where)
    if by_id and by_id.status == "exact":
        return by_id
    ruling = rulings.get(row.about)
    if ruling is not None and (not ruling.place_id or ruling.place_id in where.index.by_id):
        return Answer("decided", ruling.place_id or None, [], ruling.sentence())
    if by_id:
        return by_id
    if not row.name:
        return None if row.longitude == row.longitude else nothing(tell("no_place"))
    if says_nothing(row.name):
        return nothing(tell("says_unknown"))
    return _by_name(row, where)


def _by_id(row: _Row, where: Whereabouts) -> Answer | None:
    index = where.index
    place = index.by_id.get(row.place_id or row.text)
    if place is None:
        return None
    names = index.by_name.get(alike(row.text), ()) if row.text else ()
    named = {name.place for name in names}
    rest = core(row.name).rest if row.place_id and row.text and place not in named else ()
    fit = where.fit(place, row.said(rest), near_m=NEAR_OF_ID_M)
    found = [Candidate(place, 1.0, tell("exact_id"), fit, sure=True)]
    # A column of ids says more than a text that happens to be one.
    others = named - {place} if not row.place_id or place not in named else set()
    if others:
        found += best(_candidate(name, Reading(row.text, ()), row, where) for name in names if name.place in others)
        told = "id_and_name" if row.place_id else "text_is_id"
        return to_ask(found, where)._replace(reason=tell(told, places=titles(found, where)))
    return to_ask(found, where) if fit.contradicts or fit.far else exact(found[0], where)


def _by_name(row: _Row, where: Whereabouts) -> Answer | None:
    """By whole names, then by their sounds, then by weaker evidence."""
    several = joins_several(row.name)
    told = readings(row.name)
    ruled_by_now: list[Candidate] = []
    for look in (_equal, _sounding):
        # Of what a slash joins all must be of one place: its town, another name of it.
        found = best(each for each in look(row, told, where) if not (several and each.fit.open))
        ruled_by_now += [each for each in found if each.fit.contradicts]
        if fit := fitting(found):
            return settled(fit, best(ruled_by_now), where)
        # Only the whole of a text that joins places can still be the name of one.
        several = several or _names_several(told, where)
        if several:
            break
    ruled = {each.place for each in ruled_by_now}
    bound = [told[0]] if several else _bound(row, told)
    for look in (weak.part_of_name,) if several else (weak.in_town, weak.by_words):
        seen = [each for each in look(bound, where.index) if each[0].place not in ruled]
        found = best(_candidate(name, reading, row, where, (kind, score)) for name, kind, score, reading in seen)
        if fit := fitting(found):
            return to_ask(fit, where, best(ruled_by_now))
        if all(codes(part) for part in parts(row.name)):  # a town may be a province, so this comes after the towns
            return nothing(tell("region_alone"))
    if several:
        return nothing(tell("joins_several"))
    return ruled_out(best(ruled_by_now), where) if ruled_by_now else None


def _by_spelling(row: _Row, near: list[weak.Found], where: Whereabouts) -> Answer:
    """By a spelling that is nearly the same, or by the position alone."""
    found = near
    if not near and row.longitude == row.longitude:
        found = weak.beside(row.longitude, row.latitude, where.index)
    made = best(_candidate(name, core(row.name), row, where, (kind, score)) for name, kind, score in found)
    if fit := [each for each in fitting(made) if not each.fit.far]:
        return to_ask(fit, where)
    return nothing(tell("nothing_fits" if row.name else "no_place"))


def _equal(row: _Row, told: list[Reading], where: Whereabouts) -> Iterable[Candidate]:
    """Places that have the head of a reading as a name."""
    for reading in told:
        for name in where.index.by_name.get(alike(reading.head), ()):
            if not _of_another(reading, name.place, where):
                made = _candidate(name, reading, row, where)
                yield made._replace(sure=_sure(made, name, reading, row))


def _sounding(row: _Row, told: list[Reading], where: Whereabouts) -> Iterable[Candidate]:
    """Places that have a name of the same sounds; sure in Korea alone."""
    for name, reading in weak.sounding_alike(told, where.index):
        if not _of_another(reading, name.place, where):
            made = _candidate(name, reading, row, where, (ALIKE["name"][1], ALIKE["name"][0]))
            korean = bool(where.countries(name.place) & KOREA) and len(key(reading.head)) >= LONG_ENOUGH
            # Two spellings in Hangul that differ are two names.
            sure = korean and not (is_hangul(name.text) and is_hangul(reading.head))
            yield made._replace(sure=sure and _sure(made, name, reading, row))


def _sure(made: Candidate, name: Name, reading: Reading, row: _Row) -> bool:
    """Whether a name is enough: all that is said agrees, and the record does not doubt it."""
    doubted = doubts(row.text) and not doubts(name.text)
    return made.fit.sure and not reading.weak and bool(row.text) and not doubted


def _bound(row: _Row, told: list[Reading]) -> list[Reading]:
    """Readings whose rest is countries and provinces alone; each is bound by all of those that the text has."""
    rest = core(row.name).rest
    kept = [core(row.name), *(each for each in told if all(codes(word) for word in each.rest))]
    return list(dict.fromkeys(each._replace(rest=tuple(dict.fromkeys((*rest, *each.rest)))) for each in kept))


def _of_another(reading: Reading, place: int, where: Whereabouts) -> bool:
    """Whether the rest of a text is the name of another place: then the text joins the two."""
    for word in reading.rest:
        spelled = alike(word)
        named = {name.place for name in where.index.by_name.get(spelled, ())}
        if named - {place} and spelled not in where.index.names_of[place] and not where.agrees(place, word):
            return True
    return False


def _names_several(told: list[Reading], where: Whereabouts) -> bool:
    """Whether two parts of a text are whole names of two places."""
    for reading in told if len(told) > 1 else ():
        named = {name.place for name in where.index.by_name.get(alike(reading.head), ())}
        if reading.rest and named and all(_of_another(reading, place, where) for place in named):
            return True
    return False


def _candidate(
    name: Name, reading: Reading, row: _Row, where: Whereabouts, evidence: tuple[str, float] | None = None
) -> Candidate:
    fit = where.fit(name.place, row.said(reading.rest))
    kind, score = evidence or WHOLE[name.kind][::-1]
    share = CONTRADICTED_SHARE if fit.contradicts else (OPEN_SHARE if fit.open else 1) * (FAR_SHARE if fit.far else 1)
    doubted = tell("doubted") if doubts(row.text) and not doubts(name.text) else ""
    why = joined([tell(kind, name=printable(name.text)), doubted])
    return Candidate(name.place, round(score * share, 3), why, fit)


def _with_outdated(row: _Row, answer: Answer, where: Whereabouts, rulings: dict) -> Answer:
    """A decision whose place is no longer known is told of; what somebody once decided is not taken for granted."""
    ruling = rulings.get(row.about)
    if ruling is None or not ruling.place_id or ruling.place_id in where.index.by_id:
        return answer
    told = tell("outdated", reason=answer.reason, id=printable(ruling.place_id))
    if answer.status == "exact" and row.place_id not in where.index.by_id:
        return answer._replace(status="likely", place_id=None, reason=told)
    return answer._replace(reason=told)
