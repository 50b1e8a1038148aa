"""Who are the invented people of the demonstration, and where were they taken? 113 people in 66 cases, all synthetic.

`sources/demo/cases.csv` has one row a case: interview, how the interviewee knows the people, route, day of the arrest,
how well its dates are remembered, and the members as `reason age+sex !mark`. `sources/demo/routes.csv` has the steps of
each route; their order follows `sources/typical_routes.md`, their days do not. Numbers of people are chosen so that the
figures of the 2024 report come out (`sources/figures.json`, checked by a test); nothing else in it is anybody's life.
"""

import csv
import datetime as dt
import io
import random
from pathlib import Path

from data.build_basemap import towns
from data.build_places import facilities, read_rows

DEMO = Path(__file__).parent / "sources" / "demo"
SEED = 20241031
NOTE = "SYNTHETIC: this person, the dates and the interview are invented."
BELIEVED = "Believed sent to a political prison camp, number not stated. " + NOTE
COLUMNS = (
    "person_id", "case_id", "detention_id", "seq", "event", "place_id", "longitude", "latitude", "place_name",
    "arrival", "departure", "duration", "authority", "reason", "outcome", "source", "source_relation", "reliability",
    "consent", "age", "sex", "arrested_in", "interviewee_relation", "note",
)  # fmt: skip
RELIABILITY = {  # HURIDOCS words by how the source knows
    "present": ("highly_reliable", "likely_reliable"),
    "document": ("highly_reliable",),
    "saw_or_heard": ("likely_reliable",),
    "told_by_victim": ("likely_reliable",),
    "told_by_witness": ("likely_reliable", "unsure"),
    "rumour": ("unsure", "likely_unreliable", "unknown"),
}
OUTCOMES = {"!died": "died", "!released": "released", "!escaped": "escaped", "!custody": "in_custody"}
ENDS = {"!died": "death", "!released": "release", "!escaped": "escape", "!seen": "sighting"}
NOT_PUBLISHED = {5: 4, 6: 7, 8: 7}  # months; 8 + 6, 6 + 51 and 1 + 5 are of published accounts and stay theirs


def events() -> bytes:
    """The event file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n", restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows())
    return out.getvalue().encode()


def rows() -> list[dict]:
    """One dict a row of the event file, by person and order."""
    routes, positions = {}, {f"town:{each['properties']['geonameid']}": each for each in towns()}
    positions |= {each["id"]: each for each in facilities()}
    for step in read_rows(DEMO / "routes.csv"):
        routes.setdefault(step["route"], []).append(step)
    made, person = [], 0
    for case in read_rows(DEMO / "cases.csv"):
        chance = random.Random(f"{SEED} {case['case_id']}")  # noqa: S311, reproducible on purpose, nothing secret
        stays = {step["place"]: _days(step, chance) for step in routes[case["route"]]}
        for number, member in enumerate(case["members"].split(";")):
            person += 1
            told = _member(case, member, f"S-{person:03d}")
            told["row"]["arrested_in"] = positions[routes[case["route"]][0]["place"]]["properties"]["country"]
            steps = _own_steps(routes[case["route"]], told["mark"], number, chance)
            arrested = dt.date.fromisoformat(case["arrested"])
            detentions = [(arrested, steps)]
            if told["mark"] == "!twice":
                detentions.insert(0, (arrested - dt.timedelta(days=400 + number), routes[f"before-{case['route']}"]))
            dated = [_dates(day, steps, stays, case["dates"], chance) for day, steps in detentions]
            made += _person_rows(told["row"], [steps for _, steps in detentions], dated, positions, chance)
    return made


def _member(case: dict, member: str, person: str) -> dict:
    reason, body, *mark = member.split()
    return {
        "mark": mark[0] if mark else "",
        "row": {
            "person_id": person,
            "case_id": case["case_id"],
            "reason": reason,
            "age": body[:-1],
            "sex": body[-1],
            "outcome": OUTCOMES.get(mark[0] if mark else "", "fate_unknown"),
            "source": f"SYNTHETIC interview {int(case['interview']):02d}, invented for this demonstration",
            "consent": "public",
            "interviewee_relation": case["relation"],
            "numbered": case["dates"] != "noseq",
        },
    }


def _own_steps(steps: list[dict], mark: str, number: int, chance: random.Random) -> list[dict]:
    """The steps of one member: cut short, without places, or with a last event, as the mark says."""
    if mark == "!one":
        return steps[:1]
    if mark == "!nowhere":
        return [{**step, "event": "unknown_place", "place": "?"} for step in steps]
    if mark in ENDS:
        located = [step for step in steps if step["place"] != "?"]
        last = {**located[-1], "event": ENDS[mark], "told": "told_by_witness", "days": ""}
        return [*steps[: steps.index(located[-1]) + 1], last]
    # Some relatives were lost from sight one step earlier, never before the agency that took them over.
    if number and len(steps) > 3 and chance.random() < 0.3 and steps[-2]["authority"] == "MSS":
        return steps[:-1]
    return steps


def _person_rows(person: dict, detentions: list, dates: list, positions: dict, chance: random.Random) -> list[dict]:
    made = []
    for detention, (steps, told) in enumerate(zip(detentions, dates, strict=True), 1):
        for step, when in zip(steps, told, strict=True):
            believed = step["place"] == "?" and step["authority"] == "MSS" and not step["days"]
            made.append(
                {
                    **person,
                    **_where(step["place"], positions),
                    **when,
                    "detention_id": f"{person['person_id']}-D{detention}",
                    "seq": str(len(made) + 1) if person["numbered"] else "",
                    "event": step["event"],
                    "authority": step["authority"],
                    "source_relation": step["told"],
                    "reliability": chance.choice(RELIABILITY[step["told"]]),
                    "note": BELIEVED if believed else NOTE,
                }
            )
    return made


def _where(place: str, positions: dict) -> dict:
    if place == "?":
        return {}
    if not place.startswith("town:"):
        return {"place_id": place}
    town = positions[place]
    longitude, latitude = town["geometry"]["coordinates"]
    return {"longitude": longitude, "latitude": latitude, "place_name": f"{town['properties']['name']} (town)"}


def _days(step: dict, chance: random.Random) -> int:
    least, _, most = (step["days"] or "60-90").partition("-")
    return int(least) + int(chance.random() * (int(most) - int(least) + 1))


def _dates(day: dt.date, steps: list[dict], stays: dict, style: str, chance: random.Random) -> list[dict]:
    """arrival, departure and duration of each step, as well as this case remembers them."""
    made = []
    for number, step in enumerate(steps):
        stay = stays.get(step["place"]) or _days(step, chance)
        if step["event"] == "crossing":
            stay = 0
        if step["event"] in ("sighting", "death"):
            day += dt.timedelta(days=400)  # told of years later
        following = day + dt.timedelta(days=stay)
        last = number == len(steps) - 1
        leaves = following if not last and step["event"] in ("arrest", "custody") and chance.random() < 0.5 else None
        made.append(_told(style, number, day, leaves, stay if step["days"] else None))
        day = following
    return made


def _told(style: str, number: int, day: dt.date, leaves: dt.date | None, stay: int | None) -> dict:
    """How one step is dated, EDTF level 1. `number` 0 is the arrest, which every style but nodate can tell."""
    first, month, year = number == 0, f"{day:%Y-%m}", f"{day:%Y}"
    season = f"{year}-{21 + (day.month - 3) % 12 // 3}"
    length = {"duration": _months(stay)} if stay else {}
    to_the_day = {"arrival": str(day), "departure": str(leaves or "")}
    return {
        "day": to_the_day,
        "noseq": to_the_day,
        "month": {"arrival": month, "departure": f"{leaves:%Y-%m}" if leaves else ""},
        "year": {"arrival": year},
        "mixed": {"arrival": str(day) if first else month if number < 3 else year, **(length if number == 1 else {})},
        "circa": {"arrival": f"{month}~"},
        "question": {"arrival": f"{year}?"},
        "decade": {"arrival": f"{year[:3]}X"},
        "season": {"arrival": season if first else year},
        "interval": {"arrival": f"{month}/{day + dt.timedelta(days=45):%Y-%m}"},
        "open": {"arrival": month if first else f"{month}/.."},
        "duration": {"arrival": month if first else "", **length},
        "nodate": length,
    }[style]


def _months(days: int) -> str:
    """A duration as people tell it: days under six weeks, else months, never those of a published account.

    >>> _months(20), _months(75), _months(150), _months(243)
    ('P20D', 'P2M', 'P4M', 'P7M')
    """
    months = round(days / 30.4)
    return f"P{days}D" if days < 45 else f"P{NOT_PUBLISHED.get(months, months)}M"
