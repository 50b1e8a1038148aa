"""The tables of the page *Coordinates*, in words: places with the worst first, sources, findings, history.

``t`` is a translator (layers.words). Codes become words; texts from the data stay as they are.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd

from geodata.checks.context import distance as metres_in_words
from geodata.corrections.changes import LISTS, same, source_shown, value_of
from geodata.corrections.fields import FIELDS
from geodata.findings import SEVERITIES
from geodata.grades import worst_first
from geodata.provenance import ELLIPSOID, positions
from layers.tables import in_words
from layers.words import local_names

Translator = Callable[..., str]
NEAREST = 5  # places that are named beside a pasted coordinate
TURNING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")  # text around them


def places(table: pd.DataFrame, grades: pd.DataFrame, findings: pd.DataFrame, t: Translator, lang: str) -> pd.DataFrame:
    """One row a place, the worst first; the index is the place's row in `table`.

    Columns under the page's headings: grade, name, what is open (names of the findings, the gravest first), how far
    its sources lie apart (km), corrections that wait, province, town, kind, precision, number of sources.
    """
    order = worst_first(grades)
    rows = table.iloc[order]
    open_questions = _open(findings, t).reindex(rows["place_id"], fill_value="").to_numpy()
    return pd.DataFrame(
        {
            t("desk.grade"): grades["grade"].iloc[order],
            t("table.name"): rows["place_id"].map(local_names(table, lang)),
            t("desk.open"): open_questions,
            t("desk.spread_km"): (grades["spread_m"].iloc[order] / 1000).round(1),
            t("desk.waiting"): rows["review"],
            t("table.admin1"): in_words(rows["admin1"], t, "admin1"),
            t("table.locality"): rows["locality"],
            t("table.kind"): in_words(rows["kind"], t, "kind"),
            t("table.precision"): in_words(rows["precision"], t, "precision"),
            t("table.sources"): rows["sources"].str.len(),
        }
    )


def _open(findings: pd.DataFrame, t: Translator) -> pd.Series:
    """The names of each place's findings in one text, by place id; a finding about two places stands at both."""
    both = pd.concat([findings, findings.assign(place_id=findings["other"])], ignore_index=True)
    both = both[both["place_id"].notna()].drop_duplicates(["place_id", "code"])
    both = both.iloc[np.argsort(both["severity"].map(SEVERITIES.index), kind="stable")]
    names = {code: t(f"finding.{code}.name") for code in both["code"].unique()}
    return both["code"].map(names).groupby(both["place_id"].to_numpy(), sort=False).agg("; ".join)


def findings_of(place_id: str, findings: pd.DataFrame, t: Translator) -> list[dict]:
    """What the checks say of one place, the gravest first: severity, code, words, remedy, longitude, latitude (a
    position that the check offers, NaN where it offers none). What is said of another place and names this one begins
    with the other's id."""
    mine = findings[(findings["place_id"] == place_id) | (findings["other"] == place_id)]
    told = [{**row, **finding_in_words(row, t)} for row in mine.to_dict("records")]
    for one in told:
        if one["place_id"] != place_id:
            one["words"] = f"{one['place_id']}: {one['words']}"
    return told


def finding_in_words(row: dict, t: Translator) -> dict[str, str]:
    """The sentence of a finding and what to do, in the page's language."""
    words = {"words": row["explanation"], "remedy": row["remedy"] or ""}
    keys = {"words": f"finding.{row['code']}", "remedy": f"finding.{row['code']}.remedy"}
    return {name: t(keys[name], fallback=text, **row["values"]) for name, text in words.items()}


def finding_text(one: dict, t: Translator) -> str:
    """A finding of ``findings_of`` as it is read on the page."""
    severity, remedy = t(f"severity.{one['severity']}"), one["remedy"]
    return f"{severity}: {one['words']}." + (f"\n{t('table.remedy')}: {remedy}." if remedy else "")


def findings(table: pd.DataFrame, found: pd.DataFrame, t: Translator, lang: str) -> pd.DataFrame:
    """One row a finding, in the order of the checks, the gravest first; columns under the page's headings."""
    words = pd.DataFrame([finding_in_words(row, t) for row in found.to_dict("records")], columns=["words", "remedy"])
    names = local_names(table, lang)
    return pd.DataFrame(
        {
            t("desk.severity"): [t(f"severity.{severity}") for severity in found["severity"]],
            t("desk.question"): [t(f"finding.{code}.name") for code in found["code"]],
            t("table.name"): found["place_id"].map(names).fillna(found["place_id"]).to_numpy(),
            t("table.what"): words["words"].to_numpy(),
            t("table.remedy"): words["remedy"].to_numpy(),
        }
    )


def sources(place: pd.DataFrame, t: Translator) -> pd.DataFrame:
    """One row a source of one place (a table of one row), numbered as on the map: its own words for the position, its
    position, how far that lies from the chosen one, how exact it is, its address."""
    said = place["sources"].iloc[0]
    told = positions(place)

    def texts(name: str) -> list[str | None]:
        return [None if source.get(name) is None else str(source[name]) for source in said]

    return pd.DataFrame(
        {
            t("desk.number"): np.arange(1, len(said) + 1),
            t("table.source"): texts("title"),
            t("desk.own_words"): texts("coords_as_published"),
            t("table.latitude"): told["latitude"],
            t("table.longitude"): told["longitude"],
            t("desk.away_km"): (told["distance_m"] / 1000).round(2),
            t("table.precision"): in_words(pd.Series(texts("precision"), dtype=object), t, "precision"),
            t("table.uncertainty"): pd.to_numeric(pd.Series(texts("uncertainty_m"), dtype=object), errors="coerce"),
            t("desk.address"): texts("url"),
            t("table.note"): texts("note"),
        }
    )


def entry_in_words(entry, t: Translator) -> str:
    """A line of the journal, as long as it needs: what was done, who, when, what changed from what to what, by which
    source and why."""
    lines = [f"{entry.n} · {t(f'desk.kind.{entry.kind}')} · {as_said(entry.who)} · {_minute(entry)}"]
    if entry.of:
        lines[0] += f" · {t('desk.answers', line=entry.of)}"
    lines += [change_in_words(change, t) for change in entry.changes]
    said = {"table.source": source_in_words(entry.source), "desk.why": entry.reason, "desk.comment": entry.comment}
    return "\n".join([*lines, *(f"{t(key)}: {as_said(text)}" for key, text in said.items() if text)])


def line_in_words(entry, t: Translator) -> str:
    """One line of the journal as a sentence."""
    changes = "; ".join(change_in_words(change, t) for change in entry.changes)
    told = f"{entry.n}: {t(f'desk.kind.{entry.kind}')}, {as_said(entry.who)}, {_minute(entry)}"
    return f"{told}: {changes}" if changes else told


def as_said(text: object) -> str:
    """A text from the journal so that it can look like nothing else: lines after the first are set back, and signs
    that would turn the text around them are written out.

    >>> as_said("seen\\n7 · accepted · B\u202e")
    'seen\\n    7 · accepted · B\\\\u202e'
    """
    shown = TURNING.sub(lambda sign: sign.group().encode("unicode_escape").decode(), str(text).replace("\r\n", "\n"))
    return shown.replace("\n", "\n    ")


def _minute(entry) -> str:
    return f"{entry.time[:16].replace('T', ' ')} UTC"


def change_in_words(change: dict, t: Translator) -> str:
    """`Position: 41.7800, 129.7700 → 41.7900, 129.7800`; of a list what came and what went."""
    field, old, new = change["field"], change["old"], change["new"]
    name = t(f"desk.field.{field}")
    if field in LISTS:
        old, new = _as_list(old), _as_list(new)
        parts = [f"+ {value_in_words(field, item, t)}" for item in new if item not in old]
        parts += [f"− {value_in_words(field, item, t)}" for item in old if item not in new]
        return f"{name}: {'; '.join(parts)}"
    return f"{name}: {value_in_words(field, old, t)} → {value_in_words(field, new, t)}"


def differences(feature: dict, other: dict) -> list[dict]:
    """The changes that lead from a feature to another, for ``change_in_words``."""
    both = [(field, value_of(feature, field), value_of(other, field)) for field in FIELDS]
    return [{"field": field, "old": old, "new": new} for field, old, new in both if not same(old, new)]


def _as_list(value: object) -> list:
    """What a file of somebody's has in place of a list is one item of it."""
    return value if isinstance(value, list) else [] if value is None else [value]


def value_in_words(field: str, value: object, t: Translator) -> str:
    """A value of a place as a person writes it: a position as latitude, longitude."""
    if value is None or value in ([], ""):
        return t("desk.nothing")
    if field == "position":
        return ", ".join(f"{degrees:.9g}" for degrees in (value[1], value[0]))
    if field == "sources":
        return source_in_words(value)
    if field in ("precision", "status", "kind"):
        return t(f"code.{field}.{value}", fallback=str(value))
    if field == "uncertainty_m":
        return f"{value:,} m" if isinstance(value, int | float) else as_said(value)
    return as_said(", ".join(f"{name}: {value[name]}" for name in value) if isinstance(value, dict) else value)


def source_in_words(source: object) -> str:
    """A source in a line: its title, what it says of the position, its address."""
    return "" if source is None else as_said(source_shown(source))


def position_to_read(position: list[float]) -> str:
    """Longitude and latitude as a text that can be read in one way only.

    >>> position_to_read([-129.75, 41.5])
    '41.5° N, 129.75° W'
    """
    longitude, latitude = (float(f"{degrees:.9g}") for degrees in position)
    return f"{abs(latitude)}° {'N' if latitude >= 0 else 'S'}, {abs(longitude)}° {'E' if longitude >= 0 else 'W'}"


class Offered(NamedTuple):
    """One way to read a coordinate: its words, and longitude and latitude (WGS 84) where it says both."""

    words: str
    position: list[float] | None


def readings(coordinate, t: Translator) -> list[Offered]:
    """How a coordinate (geodata.coordinates) may be read, the answer or the usual way first."""
    return [
        Offered(_reading_in_words(reading, t), _whole(reading) if reading.in_wgs84 else None)
        for reading in coordinate.readings
    ]


def refusal_in_words(error, t: Translator) -> str:
    """Why a text is not read as a coordinate (geodata.notations.words.Refused), and what to do."""
    words = [t(f"coordinate.{error.code}{part}", **error.values) for part in ("", ".remedy")]
    return "; ".join(words)


def _whole(reading) -> list[float] | None:
    known = reading.longitude is not None and reading.latitude is not None
    return [float(reading.longitude), float(reading.latitude)] if known else None


def _reading_in_words(reading, t: Translator) -> str:
    degrees = {
        "latitude": t("desk.nothing") if reading.latitude is None else f"{reading.latitude:.6f}",
        "longitude": t("desk.nothing") if reading.longitude is None else f"{reading.longitude:.6f}",
    }
    notation = t(f"notation.{reading.notation}", fallback=reading.notation)
    if reading.note:
        notation += f", {t(f'coordinate.note.{reading.note}', fallback=reading.note)}"
    if _whole(reading) is None:
        return t("desk.reading_half", notation=notation, **degrees)
    return t("desk.reading", notation=notation, precision=distance(reading.precision_m, t), **degrees)


def distance(metres: float, t: Translator) -> str:
    """A distance as a person says it.

    >>> from layers.words import translator
    >>> [distance(metres, translator("en")) for metres in (0.4, 340.2, 1234, 70123)]
    ['under 1 m', '340 m', '1.2 km', '70 km']
    """
    return t("desk.under_a_metre") if metres < 1 else metres_in_words(metres)


def near(table: pd.DataFrame, position: list[float], t: Translator, lang: str) -> pd.DataFrame:
    """The NEAREST places to a position (longitude, latitude), with their distances."""
    known = table[table["longitude"].notna()]
    here = [np.full(len(known), degrees) for degrees in position]
    metres = np.asarray(ELLIPSOID.inv(*here, known["longitude"].to_numpy(), known["latitude"].to_numpy())[2])
    order = np.argsort(metres, kind="stable")[:NEAREST]
    return pd.DataFrame(
        {
            t("table.name"): known["place_id"].iloc[order].map(local_names(table, lang)),
            t("desk.near_distance"): [distance(metres[row], t) for row in order],
            t("table.admin1"): in_words(known["admin1"].iloc[order], t, "admin1"),
            t("table.precision"): in_words(known["precision"].iloc[order], t, "precision"),
        }
    )
