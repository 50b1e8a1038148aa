"""What does the record say of one person? Who, what became of them, and every stop and leg in words."""

import numpy as np

from layers.brief.flow import Row
from layers.brief.text import LEAD_PT, SMALL_PT, TITLE_PT, Text
from layers.brief.told import Stop, Told
from layers.picture import legend, signs
from layers.picture.blocks import INK, SOFT
from layers.picture.fonts import BOLD, LINE_HEIGHT
from layers.picture.sheet import Sheet
from routes.reasons import EVIDENCE

LEFT = 30.0  # of the words beside the number of a stop
PILL_PT = 13.5
TOGETHER_PT = 150.0  # a stop no higher than this is not divided between pages


def heading(told: Told, text: Text, title: str | None) -> None:
    """Whom the brief is about, what became of them, and the facts of the record."""
    t, persons, row = told.t, told.content.persons, told.person
    name = t("panel.person", id=told.said(persons.id[row]))
    text.small(t("brief.of_person"))
    text.line(told.whole(title) if title else name, TITLE_PT, weight=BOLD)
    if title:
        text.line(name, LEAD_PT, weight=BOLD)
    if told.content.meta["synthetic"]:
        text.alarm(t("map.synthetic"))


def facts(told: Told, text: Text, stops: list[Stop]) -> None:
    """What became of the person, in a sentence; then label by label what is recorded."""
    t, persons, row = told.t, told.content.persons, told.person
    text.space(4)
    text.line(_fate(told, stops), LEAD_PT, weight=BOLD)
    text.space(4)

    def place(at: int) -> str:
        return told.name(at) if at >= 0 else t("panel.place_unknown")

    for label, value in (
        ("panel.case", told.said(persons.case[row])),
        ("panel.arrested_at", place(int(persons.arrest[row]))),
        ("panel.reason", told.code("reason", persons.reason[row])),
        ("panel.outcome", told.code("outcome", persons.outcome[row])),
        ("panel.last_place", place(int(persons.last[row]))),
        ("panel.age", told.said(persons.age[row])),
        ("panel.sex", told.code("sex", persons.sex[row])),
    ):
        text.fact(t(label), value)


def _fate(told: Told, stops: list[Stop]) -> str:
    """How the record ends: with what, at which stop, when."""
    ending = told.content.string(int(told.content.persons.ending[told.person]))
    if not stops:
        return told.t("brief.no_stops")
    last = stops[-1]
    when = last.left.words or last.arrived.words or told.t("brief.no_date")
    words = {"stop": last.number, "place": last.name, "date": when}
    if ending == "last_known":
        return told.t("brief.fate_last_known", **words)
    return told.t("brief.fate", ending=told.content.code("ending", ending), **words)


def path(told: Told, text: Text, stops: list[Stop]) -> None:
    """Every stop in the order of the record, each with how it was left."""
    t = told.t
    text.heading(t("brief.path", n=len(stops)))
    text.note(t("brief.path_note"))
    before = None
    for stop in stops:
        text.space(6)
        if before not in (None, stop.detention):
            text.line(t("panel.new_detention", n=stop.detention), SMALL_PT, SOFT, glued=True)
        before = stop.detention
        _stop(told, text, stop)
        for leg in np.flatnonzero(np.array(told.content.legs["from"]) == stop.row).tolist():
            _leg(told, text, stops, leg)


def _stop(told: Told, text: Text, stop: Stop) -> None:
    t, content = told.t, told.content
    start = len(text.rows)
    text.line(stop.name, 9.4, weight=BOLD, left=LEFT, glued=True)
    text.rows[start] = _numbered(text.rows[start], stop.number)
    missing = t("table.not_recorded")
    events = ", ".join(told.whole(content.code("event", event)) for event in stop.events)
    exact = exactness(told, stop.place)
    if exact:
        text.line(exact, SMALL_PT, SOFT, left=LEFT, glued=True)
    text.pairs(
        [
            (t("panel.what"), events),
            (t("brief.held_by"), stop.authority or missing),
            (t("panel.arrived"), stop.arrived.words or missing),
            (t("panel.relation"), stop.relation or missing),
            (t("panel.left"), stop.left.words or missing),
            (t("panel.reliability"), stop.reliability or missing),
            (t("panel.duration"), stop.duration or missing),
            (t("panel.sources"), stop.cited or missing),
        ],
        left=LEFT,
    )
    if sum(row.height for row in text.rows[start:]) < TOGETHER_PT:
        text.rows[start:-1] = [row._replace(glued=True) for row in text.rows[start:-1]]


def exactness(told: Told, place: int) -> str:
    """How exactly a place is known, where it is known to less than the site; empty else."""
    if place < 0:
        return ""
    table = told.content.places
    if not np.isfinite(table.lon[place]):
        return told.t("panel.no_position")
    precision = table.precision[place]
    return "" if precision == "site" else _precision(told, precision or "none")


def _precision(told: Told, precision: str) -> str:
    key = "panel.precision_none" if precision == "none" else f"map.precision_{precision}"
    return told.whole(told.content.t(key, fallback=precision))


def _numbered(row: Row, number: int) -> Row:
    """The row with the number of the stop at its left, as on the map."""

    def draw(sheet: Sheet, x: float, y: float) -> None:
        half = signs.pill_half(str(number))
        signs.pill(sheet, x + max(half, signs.pill_half("00")) + 0.5, y + row.height / 2, str(number))
        row.draw(sheet, x, y)

    return row._replace(height=max(row.height, PILL_PT), draw=draw)


def _leg(told: Told, text: Text, stops: list[Stop], leg: int) -> None:
    """How a stop was left: the line as on the map, from where to where, by what evidence and why, other ways."""
    t, legs = told.t, told.content.legs
    evidence = int(legs.evidence[leg])
    text.space(3)
    start = len(text.rows)
    text.line(leg_words(told, leg), SMALL_PT, INK, left=LEFT + 34)
    text.rows[start] = signed(text.rows[start], evidence, LEFT)
    if evidence:
        for reason in legs.reasons[leg] or ():
            text.item(told.said(reason), left=LEFT + 34, size=SMALL_PT, hang=8)
    others = legs.alternatives[leg] or ()
    if others:
        ways = "; ".join(f"{told.name(at)} {t('panel.detour', distance=told.metres(more))}" for at, more in others)
        text.item(f"{t('panel.alternatives')} {ways}", left=LEFT + 34, size=SMALL_PT, hang=8)


def leg_words(told: Told, leg: int, *, with_crossing: bool = True) -> str:
    """ "inferred: Onsong to Musan, 92 km in a straight line, through …"; ``with_crossing``: with the last part."""
    t, content = told.t, told.content
    legs, lines = content.legs, content.lines
    parts = [t(f"legend.{EVIDENCE[int(legs.evidence[leg])]}_short")]
    line = int(legs.line[leg])
    if line >= 0:
        a, b = int(lines.a[line]), int(lines.b[line])
        if a == b:
            parts.append(t("panel.same_place", place=told.name(a)))
        else:
            far = told.metres(1000 * float(lines.km[line]))
            words = {"from": told.name(a), "to": told.name(b), "distance": far}
            parts.append(t("panel.from_to", **words))
    if with_crossing and legs.via[leg] >= 0:
        parts.append(f"{t('panel.via')} {told.name(int(legs.via[leg]))}")
    return " · ".join(parts)


def signed(row: Row, evidence: int, left: float) -> Row:
    """The row with the line of its evidence at ``left``, as on the map."""
    sign = legend.leg_line(evidence)

    def draw(sheet: Sheet, x: float, y: float) -> None:
        sign(sheet, x + left + 15, y + SMALL_PT * LINE_HEIGHT / 2)
        row.draw(sheet, x, y)

    return row._replace(draw=draw)
