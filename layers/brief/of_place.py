"""What does the record say of one place? What and where it is, by whom, who passed through, from where and to where.

Numbers of people are those that the profile lets out, and nobody is named: a brief of a place may be handed on.
"""

import numpy as np

from geodata.provenance import AGREE_M
from layers.brief import findings
from layers.brief.closing import position
from layers.brief.flow import BODY_PT, Cell
from layers.brief.of_person import signed
from layers.brief.text import LEAD_PT, SMALL_PT, TITLE_PT, Text
from layers.brief.told import Told
from layers.desk import finding_text
from layers.picture import extent
from layers.picture import map as drawn_map
from layers.picture.fonts import BOLD
from layers.picture.mercator import Box
from routes.reasons import EVIDENCE

CROSSING = 1  # of layers.packing.GROUPS


def heading(told: Told, text: Text, title: str | None) -> None:
    """Which place the brief is about, and what is recorded of it, label by label."""
    t, place = told.t, told.place
    table = told.content.places
    name = told.name(place)
    text.small(t("brief.of_place"))
    text.line(told.whole(title) if title else name, TITLE_PT, weight=BOLD)
    if title:
        text.line(name, LEAD_PT, weight=BOLD)
    if told.content.meta["synthetic"]:
        text.alarm(t("map.synthetic"))
    text.space(4)
    for label, value in (
        ("panel.names", _names(told)),
        ("panel.kind", told.whole(told.content.code("kind", table.kind[place]))),
        ("panel.authority", told.code("authority", table.authority[place])),
        ("brief.both_sides" if table.group[place] == CROSSING else "panel.where", _where(told)),
        ("panel.position", position(told, place)),
        ("brief.grade", _grade(told)),
        ("panel.status", told.code("status", table.status[place])),
        ("panel.opened", told.said(table.opened[place])),
        ("panel.closed", told.said(table.closed[place])),
    ):
        text.fact(t(label), value, label_wide=150)


def _names(told: Told) -> str:
    """Every other name it goes by, each once."""
    table, place = told.content.places, told.place
    every = [told.said(table.name[place]), *(table.names[place] or {}).values(), *(table.aliases[place] or ())]
    names = dict.fromkeys(told.whole(name) for name in every if name)
    return " · ".join(name for name in names if name != told.name(place))


def _where(told: Told) -> str:
    table, place = told.content.places, told.place
    countries = told.part.places["countries"].iloc[place] if table.group[place] == CROSSING else None
    if countries is not None and len(countries):
        return " – ".join(told.whole(told.content.code("country", code)) for code in countries)
    parts = (told.said(table.locality[place]), told.code("admin1", table.admin1[place]))
    return ", ".join(part for part in (*parts, told.code("country", table.country[place])) if part)


def _grade(told: Told) -> str:
    checked = findings.checked(told, [told.place]).get(told.place)
    return told.t(f"brief.grade.{checked.grade}") if checked else told.t("brief.grade_none")


def flows_at(told: Told) -> np.ndarray:
    """Rows of the flows that begin or end at the place, the widest first."""
    content = told.content
    lines = np.array(content.flows.line, dtype=int)
    ends = np.column_stack([np.array(content.lines.a, dtype=int)[lines], np.array(content.lines.b, dtype=int)[lines]])
    rows = np.flatnonzero((ends == told.place).any(axis=1))
    persons = np.array(content.flows.persons, dtype=int)[rows]
    return rows[np.argsort(-persons, kind="stable")]


def on_map(told: Told) -> tuple[drawn_map.Shown, Box | None]:
    """What the map shows, and which part of the world: the paths of those who were there, else the flows."""
    content = told.content
    people = content.persons_at(told.place)
    content.only_legs_of(people)
    if people:
        state = drawn_map.shown(content, {"uncertainty": True, "flows": False}, -1, told.place)
        return state, drawn_map.wanted(content, state)
    rows = flows_at(told)
    content.only_flows(rows)
    layers = {"uncertainty": True, "flows": len(rows) > 0, "paths": False, "last_known": False}
    on = {**drawn_map.shown(content, layers, -1, told.place).on}
    lines = np.array(content.flows.line, dtype=int)
    return drawn_map.Shown(on, -1, told.place), extent.of(content, np.array([told.place]), lines)


def people(told: Told, text: Text) -> None:
    """How many people passed through, as far as the profile says."""
    t, content = told.t, told.content
    persons, recorded = content.persons, int(content.places.persons[told.place])
    text.heading(t("brief.people"))
    text.note(t("brief.people_here"))
    text.space(3)
    here = sorted(content.persons_at(told.place))
    text.line(t("panel.withheld") if recorded < 0 else t("panel.passed", n=told.number(recorded)))
    inside = content.meta["profile"] == "internal"
    if not inside:
        text.line(t("brief.people_in_paths", n=told.number(len(here))))
    arrested = sum(int(persons.arrest[row]) == told.place for row in here)
    gone = [row for row in here if int(persons.last[row]) == told.place]
    last = sum(content.string(int(persons.ending[row])) == "last_known" for row in gone)
    for key, n in (("brief.people_arrested", arrested), ("brief.people_last", last)):
        if n:
            text.item(t(key, n=told.number(n)))
    if not inside:
        text.small(t("brief.people_coarse"))


def ways(told: Told, text: Text) -> None:
    """From where people were brought here, and to where they were taken."""
    t, content = told.t, told.content
    rows = flows_at(told)
    for key, this, other in (("brief.from_where", "b", "a"), ("brief.to_where", "a", "b")):
        text.heading(t(key))
        lines = np.array(content.flows.line, dtype=int)[rows]
        mine = rows[np.array(content.lines[this], dtype=int)[lines] == told.place]
        if not len(mine):
            text.line(t("brief.no_flows"))
        else:
            text.note(t("brief.flows_note"))
            text.space(3)
        for row in mine.tolist():
            line = int(content.flows.line[row])
            _way(told, text, row, told.name(int(content.lines[other][line])))


def _way(told: Told, text: Text, row: int, name: str) -> None:
    t, flows = told.t, told.content.flows
    evidence = int(flows.evidence[row])
    people = t("brief.flow_people", n=told.number(flows.persons[row]))
    legs = f" · {t('brief.flow_legs', n=told.number(flows.legs[row]))}"
    told_ = people + (legs if told.content.meta["profile"] == "internal" else "")  # else a person counts once
    word = t(f"legend.{EVIDENCE[evidence]}_short")
    beside = text.wide - 210
    start = len(text.rows)
    text.columns(
        [Cell(name, 40, beside - 52, BODY_PT)],
        [Cell(told_, beside, 130, SMALL_PT + 0.4)],
        [Cell(word, beside + 138, 72, SMALL_PT + 0.4)],
    )
    text.rows[start] = signed(text.rows[start], evidence, 4)


def questions(told: Told) -> list[str]:
    """What is open about a place: what is not recorded, what its sources and the checks say against it."""
    t, table, place = told.t, told.content.places, told.place
    sources = table.sources[place] or ()
    row = told.part.places.iloc[place]
    spread = max((source[-1] for source in sources if source[-1] is not None), default=0)
    nowhere = not np.isfinite(table.lon[place])
    review = int(table.review[place]) if "review" in vars(table) else 0
    checked = findings.checked(told, [place]).get(place)
    asked = (
        (nowhere, t("brief.place_no_position")),
        (not nowhere and table.precision[place] != "site", t("brief.place_coarse")),
        (findings.moved(told, place), t("brief.place_moved")),
        (not sources, t("brief.place_no_source")),
        (len(sources) == 1, t("brief.place_one_source")),
        (spread >= AGREE_M and len(sources) > 1, t("brief.place_apart", distance=told.metres(spread))),
        (row["verified"] is None, t("brief.place_not_verified")),
        (review > 0, t("panel.review", n=review)),
        (not told.said(table.authority[place]), t("brief.place_authority")),
        (told.said(table.status[place]) in ("", "unknown"), t("brief.place_status")),
        (not told.said(table.opened[place]), t("brief.place_opened")),
        (told.said(table.status[place]) == "closed" and not told.said(table.closed[place]), t("brief.place_closed")),
    )
    found = [finding_text(one, told.content.t) for one in (checked.found if checked else [])]
    return [*(words for open_, words in asked if open_), *(told.whole(words.replace("\n", " ")) for words in found)]
