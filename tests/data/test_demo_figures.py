"""The synthetic people together give every figure that the 2024 report published (data/sources/figures.json)."""

import json
from pathlib import Path

import pandas as pd
import pytest

from routes.dates import bounds

DATA = Path(__file__).parents[2] / "data"
PUBLISHED = {
    figure["key"]: figure
    for figure in json.loads((DATA / "sources/figures.json").read_text("utf-8"))["tjwg_existing_nowhere_2024"]
}
EVENTS = pd.read_csv(DATA / "demo_custody_events.csv", dtype=str, keep_default_na=False)
PEOPLE = EVENTS.drop_duplicates("person_id").set_index("person_id")  # the first row of each person: the arrest
AGENCIES = {  # the report's words for our codes
    "MSS": "MSS",
    "PSB": "China Ministry of Public Security",
    "Border Guard": "NK Border Guard",
    "KPA Security Bureau": "KPA Security Bureau (former Defence Security Command)",
    "MPS": "Ministry of Social Security",
    "Anti-socialist inspection group": "Anti-socialist inspection group",
}


def held_by_mss() -> pd.Series:
    return EVENTS["authority"].eq("MSS").groupby(EVENTS["person_id"]).any()


def ages() -> pd.DataFrame:
    both = PEOPLE["age"].str.extract(r"^(\d+)(?:-(\d+))?$").astype(float)
    return both.assign(least=both[0], most=both[1].fillna(both[0]))[["least", "most"]]


def arrested_between(first: str, last: str) -> int:
    said = bounds(PEOPLE["arrival"])
    return int((said["earliest"].ge(pd.Timestamp(first)) & said["latest"].le(pd.Timestamp(last))).sum())


def reasons(*codes: str) -> int:
    return int(PEOPLE["reason"].isin(codes).sum())


DEFECTION = {
    "repatriated_after_escape": "repatriated_after_escape",
    "attempted": "attempted_escape",
    "preparing": "preparing_escape",
    "helping_others": "helping_escape",
}
COUNTED = {
    "victims": lambda: len(PEOPLE),
    "cases": EVENTS["case_id"].nunique,
    "interviewees": EVENTS["source"].str.extract(r"interview (\d+)")[0].nunique,
    "mss_responsible_pct": lambda: round(100 * held_by_mss().mean(), 1),
    "arrested_in_north_korea": lambda: int(PEOPLE["arrested_in"].eq("KP").sum()),
    "arrested_abroad_china_russia_etc": lambda: int(PEOPLE["arrested_in"].isin(["CN", "RU"]).sum()),
    "reason_defection_related": lambda: reasons(*DEFECTION.values()),
    "reason_defection_breakdown": lambda: {key: reasons(code) for key, code in DEFECTION.items()},
    "reason_guilt_by_association": lambda: reasons("guilt_by_association"),
    "reason_outside_contact_pct_approx": lambda: round(100 * reasons("outside_contact") / len(PEOPLE)),
    "children_under_10": lambda: int(ages()["most"].lt(10).sum()),
    "aged_20_39": lambda: int((ages()["least"].ge(20) & ages()["most"].lt(40)).sum()),
    "period_kim_jong_un": lambda: arrested_between("2011-12-17", "2021-04-30 23:59:59"),
    "period_kim_jong_il": lambda: arrested_between("1994-07-08", "2011-12-16 23:59:59"),
    "period_kim_il_sung": lambda: arrested_between("1948-09-09", "1994-07-07 23:59:59"),
    "period_unknown": lambda: int(PEOPLE["arrival"].eq("").sum()),
    "first_arrested_by_mss": lambda: int(PEOPLE["authority"].eq("MSS").sum()),
    "arrested_by_other_then_handed_to_mss": lambda: int((PEOPLE["authority"].ne("MSS") & held_by_mss()).sum()),
    "first_arrest_agency_order": lambda: [AGENCIES[code] for code in PEOPLE["authority"].value_counts().index[:6]],
    "interviewee_is_family_or_relative": lambda: int(PEOPLE["interviewee_relation"].isin(["family", "relative"]).sum()),
}


def test_every_published_figure_is_counted():
    assert COUNTED.keys() == PUBLISHED.keys()


@pytest.mark.parametrize("key", PUBLISHED)
def test_figure_comes_out_exactly(key):
    assert COUNTED[key]() == PUBLISHED[key]["value"]


@pytest.mark.parametrize("key", [key for key, figure in PUBLISHED.items() if "pct" in figure])
def test_published_share_comes_out(key):
    share = 100 * COUNTED[key]() / len(PEOPLE)
    assert share == pytest.approx(PUBLISHED[key]["pct"], abs=0.06 if PUBLISHED[key]["pct"] % 1 else 0.5)


def test_outside_contact_is_almost_nine_in_a_hundred():
    assert 8.5 < 100 * reasons("outside_contact") / len(PEOPLE) < 9


def test_first_agencies_have_a_clear_order():
    counts = PEOPLE["authority"].value_counts().tolist()[:6]
    assert counts == sorted(set(counts), reverse=True)


def test_first_custodian_stays_with_the_person_from_row_to_row():
    same = ["case_id", "reason", "outcome", "source", "consent", "age", "sex", "arrested_in", "interviewee_relation"]
    assert EVENTS.groupby("person_id")[same].nunique().eq(1).all(axis=None)
