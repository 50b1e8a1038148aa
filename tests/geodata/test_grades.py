import numpy as np
import pandas as pd
import pytest

from geodata.grades import grade, worst_first

NOTHING = pd.DataFrame({"place_id": [], "other": [], "severity": []})
HERE = {"longitude": 129.0, "latitude": 42.0}
NEAR = {"longitude": 129.01, "latitude": 42.0}  # 830 m
FAR = {"longitude": 129.1, "latitude": 42.0}  # 8 km


def place(place_id="a", sources=((HERE, "X"),), precision="site", longitude=129.0, verified=None):
    told = [{"title": title, **position} for position, title in sources]
    return {"place_id": place_id, "longitude": longitude, "latitude": 42.0 if longitude == longitude else np.nan,
            "precision": precision, "verified": verified, "sources": told}  # fmt: skip


def graded(*places, findings=NOTHING):
    return grade(pd.DataFrame(list(places)), findings)["grade"].tolist()


def found(place_id, severity, other=None):
    return pd.DataFrame({"place_id": [place_id], "other": [other], "severity": [severity]})


@pytest.mark.parametrize(
    ("one", "letter"),
    [
        (place(sources=((HERE, "X"), (NEAR, "Y"))), "A"),
        (place(verified={"by": "N", "on": "2026-01-01", "method": "imagery"}), "A"),
        (place(), "B"),
        (place(sources=((HERE, "X"), (FAR, "Y"))), "B"),
        (place(sources=((HERE, "X"), (NEAR, "X"))), "B"),
        (place(precision="locality"), "C"),
        (place(precision=None, sources=()), "C"),
        (place(longitude=np.nan), "E"),
    ],
)
def test_the_grade_follows_from_sources_and_precision(one, letter):
    assert graded(one) == [letter]


@pytest.mark.parametrize(("severity", "letter"), [("error", "E"), ("warning", "D"), ("note", "B")])
def test_what_the_checks_found_lowers_the_grade(severity, letter):
    assert graded(place(), findings=found("a", severity)) == [letter]


def test_a_finding_about_two_places_counts_for_both():
    table = grade(pd.DataFrame([place("a"), place("b"), place("c")]), found("a", "warning", other="b"))
    assert table["warning"].tolist() == [1, 1, 0]
    assert table["grade"].tolist() == ["D", "D", "B"]


def test_the_worst_comes_first_and_ties_by_id():
    table = grade(
        pd.DataFrame([place("good"), place("b"), place("a"), place("none", longitude=np.nan)]),
        pd.concat([found("b", "warning"), found("a", "warning")]),
    )
    assert table["place_id"].iloc[worst_first(table)].tolist() == ["none", "a", "b", "good"]


def test_no_places_are_no_rows():
    assert grade(pd.DataFrame([place()]).iloc[:0], NOTHING).empty
