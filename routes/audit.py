"""What in the records contradicts itself, or the map of the world? Reports, and never changes a path.

Columns out: code, severity (error | warning | note), person_id, detention, leg, stint (numbers within the person), row
(line in the file; of a finding about a stint or a leg that of its first event), field, value, explanation, remedy,
file; sorted by person and stint. What each code means stands in routes.reasons. Only what is certain is reported: dates
are taken at the end of their bounds that favours the record.
"""

import numpy as np
import pandas as pd

from geodata.errors import printable
from routes import crossings
from routes.codes import MISSING, starts_of, texts
from routes.dates import bounds
from routes.events import KINDS, Events
from routes.legs import Legs
from routes.lines import ELLIPSOID
from routes.placing import NOWHERE
from routes.reasons import AUDIT, fill
from routes.stints import Stints

COLUMNS = {
    **dict.fromkeys(("code", "severity", "person_id"), object),
    **dict.fromkeys(("detention", "leg", "stint", "row"), "Int64"),
    **dict.fromkeys(("field", "value", "explanation", "remedy", "file"), object),
}
FASTEST_M_S = 250.0  # metres a second, 900 km/h: an airliner
SILENCE_DAYS = 365  # noted when the caller states no limit; no leg becomes a gap by it
UNLIKELY_DETOUR_M = 200_000.0  # metres more than straight, and
UNLIKELY_SHARE = 0.5  # of the straight way: a crossing so far off was hardly the one
YEARS_3000_S = 10**11  # seconds; dates further off count as this far


class _Audit:
    """Collects findings: code, position of the stint, leg number, row, field, value, and what the sentence needs."""

    def __init__(self, events: Events, stints: Stints):
        self.stints, self.events, self.parts = stints, events, []

    def add(self, code, stint, *, leg=None, row=None, field=None, value=None, **told) -> None:
        count = len(stint)
        if not count:
            return
        table = pd.DataFrame(
            {"at": stint, "leg": MISSING if leg is None else leg, "row": MISSING if row is None else row}
        )
        finding = AUDIT[code]
        words = {
            "code": code,
            "severity": finding.severity,
            "field": field,
            "value": value,
            "explanation": fill(finding.words, count, **told),
            "remedy": fill(finding.remedy, count, **told),
        }
        self.parts.append(table.assign(**{k: pd.Series(v, index=table.index, dtype=object) for k, v in words.items()}))

    def table(self) -> pd.DataFrame:
        if not self.parts:
            return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in COLUMNS.items()})
        table = pd.concat(self.parts, ignore_index=True)
        table = table.sort_values(["at", "row"], kind="stable", ignore_index=True)
        at = table["at"].to_numpy()
        table["person_id"] = texts(self.stints.person[at], self.events.persons)
        table["detention"] = self.stints.detention[at]
        table["stint"] = self.stints.columns["stint"][at]
        first = self.events.row[self.stints.start[at]]
        table["row"] = table["row"].where(table["row"] != MISSING, first).astype("Int64")
        table["leg"] = table["leg"].where(table["leg"] != MISSING).astype("Int64")
        return _typed(table)


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    table = table.reindex(columns=list(COLUMNS)).astype(COLUMNS)
    words = [name for name, kind in COLUMNS.items() if kind is object]
    return table.assign(**table[words].where(table[words].notna(), None))


def audit(events: Events, stints: Stints, legs: Legs, findings: list, silence_days: float | None) -> pd.DataFrame:
    """All findings: those of the reading of the rows (`findings`) and those of the path."""
    found = _Audit(events, stints)
    _rows(found, findings)
    names = _Names(events.places)
    _travel(found, stints, legs, names, silence_days)
    _two_places(found, stints, names)
    _closed(found, stints, events.places, names)
    _borders(found, stints, legs, events.places, names)
    _twice(found, events, stints)
    dead = np.flatnonzero(~starts_of(events.person)[1:] & (events.kind[:-1] == KINDS.index("death")))
    dead = dead[events.kind[dead + 1] != KINDS.index("death")] + 1
    found.add("after_death", _stint_of(stints, dead), row=events.row[dead], field="event")
    return found.table()


class _Names:
    """Names of places by position, on one line and not too long; their ids where they have none."""

    def __init__(self, places: pd.DataFrame):
        self.names = places["name"].where(places["name"].notna(), places["place_id"]).to_numpy(object)

    def __getitem__(self, positions: np.ndarray) -> np.ndarray:
        return np.frompyfunc(printable, 1, 1)(self.names[positions]).astype(object)


def with_place_problems(found: pd.DataFrame, problems: pd.DataFrame | None) -> pd.DataFrame:
    """The findings, and after them the problems of the files of places (geodata.places), which are of no person."""
    if problems is None or not len(problems):
        return found
    finding = AUDIT["place_file"]
    told = {name: problems[name].to_numpy(object) for name in ("place_id", "reason", "remedy")}
    words = {"explanation": finding.words, "remedy": finding.remedy}
    table = problems[["row", "field", "value", "file"]].assign(
        code="place_file",
        severity=finding.severity,
        **{column: fill(template, len(problems), **told) for column, template in words.items()},
    )
    return pd.concat([found, _typed(table)], ignore_index=True)


def with_noted(found: pd.DataFrame, noted: pd.DataFrame | None) -> pd.DataFrame:
    """The findings, and after them what was noted before the records came to the builder: on reading a mapping, say.

    `noted`: columns code, row, person_id, field, value, explanation, remedy; severity, file, detention, leg and stint
    where they are known. A severity, an explanation or a remedy that is missing is the one of routes.reasons.

    >>> noted = pd.DataFrame({"code": ["date_far_off"], "row": [7], "field": ["arrival"], "value": ["1043"]})
    >>> with_noted(_typed(pd.DataFrame()), noted)[["severity", "row", "remedy"]].values.tolist()
    [['warning', 7, 'check the date against the source, or state other years']]
    """
    if noted is None or not len(noted):
        return found
    table = noted.reindex(columns=list(COLUMNS)).reset_index(drop=True)
    for column, told in (("severity", "severity"), ("explanation", "words"), ("remedy", "remedy")):
        ours = table["code"].map(lambda code, told=told: getattr(AUDIT[code], told))
        table[column] = table[column].astype(object).where(table[column].notna(), ours)
    return pd.concat([found, _typed(table)], ignore_index=True)


def _stint_of(stints: Stints, event: np.ndarray) -> np.ndarray:
    return np.searchsorted(stints.start, event, side="right") - 1


def _rows(found: _Audit, findings: list) -> None:
    """What was wrong with single values, in the order of the file."""
    if not findings:
        return
    events, stints = found.events, found.stints
    event = np.full(len(events.raw), MISSING)
    event[events.at] = np.arange(len(events.at))
    lines = events.raw["row"].to_numpy()
    for code, rows, field, values, told in findings:
        found.add(code, _stint_of(stints, event[rows]), row=lines[rows], field=field, value=values, **told)


def _twice(found: _Audit, events: Events, stints: Stints) -> None:
    """Rows that say what an earlier row says. Two sources that agree are two accounts, not one row twice."""
    said = {"person": events.person, "place": events.place, "kind": events.kind}
    said |= {"arrived": events.arrived, "departed": events.departed}
    said |= {name: events.codes(name)[0] for name in ("source", "detention_id") if name in events.raw}
    dated = (events.arrived >= 0) | (events.departed >= 0)
    # Two stays at one place without a date are two stays, unless one number is given to both.
    said["seq"] = np.where(dated, MISSING, events.codes("seq")[0])
    at = np.flatnonzero((events.place != NOWHERE) & (dated | (said["seq"] >= 0)))
    at = at[_perhaps_alike(said, at)]
    table = pd.DataFrame({name: values[at] for name, values in said.items()} | {"row": events.row[at], "at": at})
    table = table.sort_values(["row", "at"], kind="stable")
    table["first"] = table.groupby(list(said), sort=False)["row"].transform("first")
    again = table[table["first"] != table["row"]]
    event = again["at"].to_numpy()
    told = {"row": events.row[event], "field": "person_id", "first": again["first"].to_numpy()}
    found.add("duplicate_record", _stint_of(stints, event), **told)


def _perhaps_alike(said: dict[str, np.ndarray], at: np.ndarray) -> np.ndarray:
    """Whether another row may say the same: by one number a row, so that ten million rows need little memory."""
    number = np.zeros(len(at), np.uint64)
    for values in said.values():
        number = number * np.uint64(0x9E3779B97F4A7C15) + values[at].astype(np.uint64)
    return pd.Series(number).duplicated(keep=False).to_numpy()


def _travel(found: _Audit, stints: Stints, legs: Legs, names, silence_days: float | None) -> None:
    """Too fast, in the wrong order, or silent for long."""
    whole = legs.whole
    a, b, number = (whole[column].to_numpy() for column in ("a", "b", "number"))
    seconds = (whole["until"] - whole["since"]).dt.total_seconds().to_numpy()
    length = whole["length_m"].to_numpy()
    origin, destination = stints.place[a], stints.place[b]

    def ends(at: np.ndarray) -> dict[str, np.ndarray]:
        return {"origin": names[origin[at]], "destination": names[destination[at]]}

    fast = np.flatnonzero((seconds >= 0) & (length > FASTEST_M_S * np.maximum(seconds, 1)))
    told = ends(fast) | {"km": (length[fast] / 1000).round().astype(int), "hours": (seconds[fast] / 3600).round(1)}
    found.add("impossible_travel", b[fast], leg=number[fast], field="arrival", **told)
    # Against the beginning of the stay, not its end: two stays that overlap are told of as such.
    came, until = stints.times("earliest_arrival")[a], whole["until"].to_numpy()
    began = np.where(np.isnat(came), stints.times("earliest_departure")[a], came)
    reverse = np.flatnonzero(until < began)
    told = ends(reverse) | {"first": _day(began[reverse]), "last": _day(until[reverse])}
    found.add("order_contradicts_dates", b[reverse], leg=number[reverse], field="arrival", **told)
    days = whole["silence"].to_numpy()
    silent = np.flatnonzero(days > (SILENCE_DAYS if silence_days is None else silence_days))
    told = ends(silent) | {"days": days[silent]}
    found.add("silence", b[silent], leg=number[silent], **told)


def _two_places(found: _Audit, stints: Stints, names) -> None:
    """Each stint against the earlier one of the person that lasted longest: certain to be here and there."""
    here, left = stints.times("latest_arrival"), stints.times("earliest_departure")
    at = np.flatnonzero((here <= left) & (stints.place >= 0))
    person, place, here, left = stints.person[at], stints.place[at], here[at], left[at]
    # One running maximum for all persons: a later person's times are lifted above those of all persons before.
    seconds = np.clip(left.astype(np.int64), -YEARS_3000_S, YEARS_3000_S) + person * (2 * YEARS_3000_S + 1)
    longest = np.maximum.accumulate(np.where(_new_maximum(seconds), np.arange(len(at)), 0))
    now, before = np.arange(1, len(at)), longest[:-1]
    first, last = np.maximum(here[now], here[before]), np.minimum(left[now], left[before])
    both = (person[now] == person[before]) & (place[now] != place[before]) & (first < last)
    now, before = now[both], before[both]
    told = {"origin": names[place[before]], "destination": names[place[now]]}
    found.add("two_places_at_once", at[now], field="arrival", **told, first=_day(first[both]), last=_day(last[both]))


def _new_maximum(values: np.ndarray) -> np.ndarray:
    new = np.ones(len(values), dtype=bool)
    new[1:] = values[1:] > np.maximum.accumulate(values)[:-1]
    return new


def _closed(found: _Audit, stints: Stints, places: pd.DataFrame, names) -> None:
    """Arrived before the place opened, or after it closed."""
    if places[["opened", "closed"]].isna().all(axis=None):
        return
    opened, closed = (bounds(places[column].to_numpy(object)) for column in ("opened", "closed"))
    opens = np.append(opened["earliest"].to_numpy(), np.datetime64("NaT", "s"))[stints.place]
    closes = np.append(closed["latest"].to_numpy(), np.datetime64("NaT", "s"))[stints.place]
    came, went = stints.times("earliest_arrival"), stints.times("latest_arrival")
    came = np.where(np.isnat(came), stints.times("earliest_departure"), came)
    went = np.where(np.isnat(went), stints.times("latest_departure"), went)
    early = went < opens
    at = np.flatnonzero(early | (came > closes))
    when = np.where(early, went, came)[at]
    found.add("place_closed", at, field="arrival", origin=names[stints.place[at]], first=_day(when))


def _borders(found: _Audit, stints: Stints, legs: Legs, places: pd.DataFrame, names) -> None:
    """A border that no crossing is known to, and a crossing far out of the way, recorded or inferred."""
    whole = legs.whole
    a, b, number, answer = (whole[column].to_numpy() for column in ("a", "b", "number", "answer"))
    none = np.flatnonzero(np.isin(answer, (crossings.UNKNOWN, crossings.NOT_OPEN)))
    if not (places["group"] == "crossing").any():
        none = none[:0]  # where no crossing at all is known, every border is such a one; the legs say it
    told = {"origin": names[stints.place[a[none]]], "destination": names[stints.place[b[none]]]}
    found.add("border_without_crossing", b[none], leg=number[none], **told)
    length = legs.columns["length_m"]
    inferred = np.flatnonzero(answer == crossings.FOUND)
    leg = whole["position"].to_numpy()
    way = length[leg[inferred]] + length[leg[inferred] + 1]
    via = whole["via"].to_numpy()[inferred]
    _unlikely(found, legs, names, first=inferred, second=inferred, way=way, via=via)
    is_crossing = (places["group"] == "crossing").to_numpy()[stints.place[b[:-1]]]
    through = np.flatnonzero((b[:-1] == a[1:]) & is_crossing)
    way = whole["length_m"].to_numpy()[through] + whole["length_m"].to_numpy()[through + 1]
    _unlikely(found, legs, names, first=through, second=through + 1, way=way, via=stints.place[b[through]])


def _unlikely(found: _Audit, legs: Legs, names, *, first, second, way, via) -> None:
    """`first` and `second`: rows of `whole` that begin and end the way by the crossing `via`, `way` metres long."""
    whole, stints, places = legs.whole, found.stints, found.events.places
    lon, lat = places["longitude"].to_numpy(), places["latitude"].to_numpy()
    here, there = stints.place[whole["a"].to_numpy()[first]], stints.place[whole["b"].to_numpy()[second]]
    straight = np.asarray(ELLIPSOID.inv(lon[here], lat[here], lon[there], lat[there])[2])
    more = way - straight
    far = np.flatnonzero((more > UNLIKELY_DETOUR_M) & (more > UNLIKELY_SHARE * straight))
    found.add(
        "unlikely_border",
        whole["b"].to_numpy()[second[far]],
        leg=whole["number"].to_numpy()[first[far]],
        origin=names[here[far]],
        destination=names[via[far]],
        km=(more[far] / 1000).round().astype(int),
    )


def _day(times: np.ndarray) -> np.ndarray:
    return np.datetime_as_string(times, unit="D").astype(object)
