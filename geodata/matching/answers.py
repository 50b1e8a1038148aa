"""How is told which place is meant, which may be, and why? From candidates to an answer of geodata.matching.

A candidate in the table is (place_id, name, score 0–1, reason). First come those that nothing contradicts, then they go
by score, name and id, so that the order of the places in their table says nothing.
"""

from collections.abc import Iterable
from typing import NamedTuple

from geodata.matching.fitting import Fit, Whereabouts
from geodata.matching.sentences import tell
from geodata.sentences import joined

MOST_CANDIDATES = 10
TITLES_SHOWN = 3


class Candidate(NamedTuple):
    """A place that may be meant."""

    place: int
    score: float
    why: str  # what matched
    fit: Fit
    sure: bool = False  # enough to be exact, if no other fits as well


class Answer(NamedTuple):
    """What a text means: the columns of geodata.matching.match."""

    status: str
    place_id: str | None
    candidates: list[tuple[str, str, float, str]]
    reason: str


def nothing(reason: str) -> Answer:
    """No place.

    >>> nothing(tell("no_place")).status
    'none'
    """
    return Answer("none", None, [], reason)


def best(found: Iterable[Candidate]) -> list[Candidate]:
    """The best of each place: what is sure before what is not, then the score."""
    kept: dict[int, Candidate] = {}
    for each in found:
        before = kept.get(each.place)
        if before is None or (each.sure, each.score) > (before.sure, before.score):
            kept[each.place] = each
    return list(kept.values())


def fitting(found: list[Candidate]) -> list[Candidate]:
    """Those that nothing contradicts; of these, the ones that the position of the record agrees with, if there are."""
    left = [each for each in found if not each.fit.contradicts]
    return [each for each in left if each.fit.beside] or left


def settled(found: list[Candidate], contradicted: list[Candidate], where: Whereabouts) -> Answer:
    """Exact where one place alone is sure, and nothing speaks as well for another."""
    sure = [each for each in found if each.sure]
    if len(sure) == 1 and (len(found) == 1 or sure[0].fit.agrees or sure[0].fit.beside):
        return exact(sure[0], where)
    return to_ask(sure if len(sure) > 1 else found, where, contradicted)


def exact(found: Candidate, where: Whereabouts) -> Answer:
    """This place and no other."""
    listed = _listed([found], where)
    return Answer("exact", listed[0][0], listed, tell("exact", place=where.index.titles[found.place], why=listed[0][3]))


def to_ask(found: list[Candidate], where: Whereabouts, contradicted: Iterable[Candidate] = ()) -> Answer:
    """Likely where one place fits, ambiguous where several do; a person is asked."""
    places = {each.place for each in found}
    listed = _listed([*found, *(each for each in contradicted if each.place not in places)], where)
    if len(found) == 1:
        reason = tell("likely", place=where.index.titles[found[0].place], why=listed[0][3])
        return Answer("likely", None, listed, reason)
    reason = tell("several", number=len(found), places=titles(found, where))
    return Answer("ambiguous", None, listed, reason)


def ruled_out(contradicted: list[Candidate], where: Whereabouts) -> Answer:
    """Places have the name, and what is said beside it rules all of them out."""
    ranked = sorted(contradicted, key=lambda each: _rank(each, where))
    against = ", ".join(dict.fromkeys(word for each in ranked for word in each.fit.contradicts))
    reason = tell("ruled_out", said=against, places=titles(contradicted, where))
    return Answer("none", None, _listed(contradicted, where), reason)


def titles(found: list[Candidate], where: Whereabouts) -> str:
    """The first places by name, and how many more there are."""
    ranked = sorted(found, key=lambda each: _rank(each, where))
    told = "; ".join(where.index.titles[each.place] for each in ranked[:TITLES_SHOWN])
    more = len(ranked) - TITLES_SHOWN
    return tell("and_more", places=told, number=more) if more > 0 else told


def _listed(found: list[Candidate], where: Whereabouts) -> list[tuple[str, str, float, str]]:
    ids, names = where.index.ids, where.index.titles
    ranked = sorted(found, key=lambda each: _rank(each, where))[:MOST_CANDIDATES]
    return [(ids[each.place], names[each.place], each.score, _sentence(each)) for each in ranked]


def _rank(each: Candidate, where: Whereabouts) -> tuple:
    return bool(each.fit.contradicts), -each.score, where.index.titles[each.place], where.index.ids[each.place]


def _sentence(each: Candidate) -> str:
    """What speaks for a place and what against it."""
    fit, distance = each.fit, ""
    if fit.metres == fit.metres:  # not NaN
        distance = f"{fit.metres / 1000:,.0f} km" if fit.metres >= 10_000 else f"{fit.metres:,.0f} m"
    told = [
        tell(code, said=", ".join(words)) if words else ""
        for code, words in (("agrees", fit.agrees), ("contradicts", fit.contradicts), ("open", fit.open))
    ]
    return joined([each.why, *told, tell("away", distance=distance) if distance else ""])
