"""The rows behind the map, in words: the same people, legs and places that are drawn, as tables to read.

``t`` is a translator (layers.words). Codes become words, positions of rows become names; dates stay as recorded.
``rows`` are those of paths, legs or places, by position or as a mask of a selection (layers.choosing.select). A page
shows MOST_ROWS of them at most, FEW_ROWS beside flows, and says so.
"""

import re
from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd

from geodata.findings import fill
from layers.subset import persons_at
from layers.words import local_names, reasons_in_words
from routes.reasons import AUDIT

MOST_ROWS = 10_000  # more take Streamlit seconds to send, and nobody reads so far
FEW_ROWS = 1_000  # beside flows, where the rows are too many anyway: what comes with each filter stays quick

Translator = Callable[..., str]


def in_words(codes: pd.Series, t: Translator, group: str) -> pd.Series:
    """Codes of one list (``kind``, ``reason``, …) in words; a code without an entry reads as it was written."""
    distinct = {code: t(f"code.{group}.{code}", fallback=str(code)) for code in codes.dropna().unique()}
    return codes.map(distinct)


def names(places: pd.DataFrame, ids: pd.Series, lang: str) -> pd.Series:
    """Names of places by id, in the page's language where the place has one."""
    return ids.map(local_names(places, lang))


def people(ladder, rows: np.ndarray, t: Translator, lang: str) -> pd.DataFrame:
    """One row a chosen person, columns under the page's headings."""
    paths = ladder.paths.iloc[rows]
    return pd.DataFrame(
        {
            t("table.person"): paths["person_id"],
            t("table.case"): paths["case_id"],
            t("table.arrested_at"): names(ladder.places, paths["arrest_place"], lang),
            t("table.country"): in_words(paths["arrest_country"], t, "country"),
            t("table.admin1"): in_words(paths["arrest_admin1"], t, "admin1"),
            t("table.earliest"): _day(paths["earliest"], t),
            t("table.latest"): _day(paths["latest"], t),
            t("table.reason"): in_words(paths["reason"], t, "reason"),
            t("table.ending"): in_words(paths["ending"], t, "ending"),
            t("table.last_place"): names(ladder.places, paths["last_place"], lang),
            t("table.stops"): paths["stints"],
            t("table.unlocated"): paths["stints_unlocated"],
            t("table.legs_count"): paths["legs"],
            t("table.km"): (paths["length_m"] / 1000).round(),
            t("table.evidence"): in_words(paths["evidence"], t, "evidence"),
        }
    )


def legs(ladder, rows: np.ndarray, t: Translator, lang: str) -> pd.DataFrame:
    """One row a drawn leg, columns under the page's headings."""
    chosen = ladder.legs.iloc[rows]
    stints = ladder.stints
    reasons = reasons_in_words(chosen["reason_codes"], t).str.join(" ")
    return pd.DataFrame(
        {
            t("table.person"): chosen["person_id"],
            t("table.origin"): names(ladder.places, chosen["origin"], lang),
            t("table.destination"): names(ladder.places, chosen["destination"], lang),
            t("table.departed"): _recorded(stints["departure"].iloc[chosen["from_stint"]], t),
            t("table.arrived"): _recorded(stints["arrival"].iloc[chosen["to_stint"]], t),
            t("table.evidence"): in_words(chosen["evidence"], t, "evidence"),
            t("table.why"): reasons,
            t("table.km"): (chosen["length_m"] / 1000).round(),
            t("table.sources"): ["; ".join(said) for said in chosen["sources"]],
        }
    )


def places(ladder, rows: np.ndarray, t: Translator, lang: str, through: np.ndarray | None = None) -> pd.DataFrame:
    """One row a drawn place, columns under the page's headings; ``through``: people at each, if counted before."""
    chosen = ladder.places.iloc[rows]
    if through is None:
        through = persons_at(ladder.stints, len(ladder.places))
    return pd.DataFrame(
        {
            t("table.name"): names(ladder.places, chosen["place_id"], lang),
            t("table.kind"): in_words(chosen["kind"], t, "kind"),
            t("table.authority"): in_words(chosen["authority"], t, "authority"),
            t("table.country"): in_words(chosen["country"], t, "country"),
            t("table.admin1"): in_words(chosen["admin1"], t, "admin1"),
            t("table.locality"): chosen["locality"],
            t("table.precision"): in_words(chosen["precision"], t, "precision"),
            t("table.uncertainty"): chosen["uncertainty_m"],
            t("table.people_through"): through[rows],
        }
    )


def silences(ladder) -> dict[str, int]:
    """What the records do not say, counted: keys are ``about.*`` words."""
    stints, paths, evidence = ladder.stints, ladder.paths, ladder.legs["evidence"]
    dates = ["earliest_arrival", "latest_arrival", "earliest_departure", "latest_departure"]
    return {
        "never_located": int((paths["stints_unlocated"] == paths["stints"]).sum()),
        "unlocated_stops": int((stints["place"] < 0).sum()),
        "undated": int(stints[dates].isna().all(axis=1).sum()),
        "inferred_legs": int((evidence == "inferred").sum()),
        "gap_legs": int((evidence == "gap").sum()),
    }


def provinces(places: pd.DataFrame, t: Translator) -> pd.DataFrame:
    """How many of these places lie in each province, most first."""
    counted = (
        places.groupby(["country", "admin1"], dropna=False).size().sort_values(ascending=False).reset_index(name="n")
    )
    return pd.DataFrame(
        {
            t("table.country"): in_words(counted["country"], t, "country"),
            t("table.admin1"): in_words(counted["admin1"], t, "admin1"),
            t("table.count"): counted["n"],
        }
    )


def findings(audit: pd.DataFrame, t: Translator) -> pd.DataFrame:
    """Rows of the audit with `severity`, `explanation` and `remedy` in the words of ``t``. What the audit says of one
    case alone, such as which places fit, stays where it is English on the page too, and is said in general elsewhere.

    >>> from layers.words import translator
    >>> row = {"code": "silence", "severity": "note", "remedy": AUDIT["silence"].remedy,
    ...        "explanation": "nothing is recorded for at least 900 days from A to B"}
    >>> findings(pd.DataFrame([row]), translator("ko"))[["severity", "explanation"]].values.tolist()
    [['참고', 'A에서 B까지 적어도 900일 동안 아무 기록이 없습니다']]
    """
    pairs = list(zip(audit["code"], audit["explanation"], audit["remedy"], strict=True))
    return audit.assign(
        severity=[t(f"severity.{severity}") for severity in audit["severity"]],
        explanation=[_said(f"audit.{code}", AUDIT[code].words, text, t) for code, text, _ in pairs],
        remedy=[_said(f"audit.{code}.remedy", AUDIT[code].remedy, text, t) for code, _, text in pairs],
    )


def _said(key: str, english: str, text: str, t: Translator) -> str:
    """A text that fills the holes of an English sentence, in other words; as it is where nobody has put it into any."""
    words = t(key, fallback=english)
    if words == english or not isinstance(text, str):
        return text
    found = _pattern(english).fullmatch(text)
    if found:
        return fill(words, found.groupdict())
    return text if "{" in words else words


@cache
def _pattern(english: str) -> re.Pattern:
    holes = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.*)", re.escape(english))
    return re.compile(holes, re.DOTALL)


def rejected(rows: pd.DataFrame, t: Translator) -> pd.DataFrame:
    """Rows that could not be used, with `reason` and `remedy` in the words of ``t`` where the cell alone says why."""
    keys = [f"rejected.{field}" for field in rows["field"]]
    return rows.assign(
        reason=[t(key, fallback=text) for key, text in zip(keys, rows["reason"], strict=True)],
        remedy=[t(f"{key}.remedy", fallback=text) for key, text in zip(keys, rows["remedy"], strict=True)],
    )


def _day(times: pd.Series, t: Translator) -> pd.Series:
    return _recorded(pd.to_datetime(times).dt.strftime("%Y-%m-%d"), t)


def _recorded(texts: pd.Series, t: Translator) -> np.ndarray:
    """Dates as recorded; a word where nothing is."""
    return texts.astype(object).where(texts.notna(), t("table.not_recorded")).to_numpy()
