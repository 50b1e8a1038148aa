"""What a manifest says of how its file was made, and that this is read back as it was meant."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import DataError
from layers import made
from layers.manifest import manifest
from layers.profiles import WITHHELD, reduce
from layers.sizes import NAMED, Size, size_of
from tests.layers.small import ladder, walk
from tests.layers.test_profiles import KEY, hidden


def told(built, ending=".png", look=None, profile="internal", **options):
    keyed = {"key": KEY} if profile == "partner" else {}
    part = reduce(built, profile, where=options.get("where"), **keyed)
    return manifest(built, part, profile=profile, made={"ending": ending, "look": look or {}}, **keyed, **options)


@pytest.fixture(scope="module")
def built():
    return ladder(*walk("P1", "onsong", "yodok", authority="MSS"), *walk("P2", "onsong", "nongpo"))


LOOKS = [
    {},
    {"size": NAMED["a4"], "grey": True},
    {"size": size_of("180.5x120mm", 254.5)},
    {"size": Size(1600, 900, "px", 144)},
    {"layers": {"flows": True, "paths": False}, "view": (41.123456789, 127.5, 6.25)},
    {"person": "P1", "place": "onsong", "address": "http://127.0.0.1:8501/?person=P1&lang=ko"},
    {"table": "flows", "bom": True},
    {"table": None, "bom": False},
]


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_is_read_back_as_it_was_meant(built, look):
    said = json.loads(json.dumps(told(built, look=look)))
    assert made.again(said).look == {name: value for name, value in look.items() if value}


def test_a_size_that_the_page_names_is_told_as_one_that_was_read(built):
    assert told(built, look={"size": "article"}) == told(built, look={"size": size_of("article")})


def test_options_are_read_back_as_they_were_meant(built):
    where = {"authority": ["MSS"], "bbox": [129.123456, 38.0, 131.5, 43.654321], "person": "P1, P2"}
    asked = made.again(told(built, lang="ko", title="T", where=where))
    assert asked.options == {"lang": "ko", "profile": "internal", "where": where, "title": "T"}


def test_a_title_that_nobody_gave_is_not_given(built):
    assert made.again(told(built)).options["title"] is None


def test_only_what_was_said_is_told(built):
    said = told(built, look={"table": None, "bom": False})["made"]
    assert set(said) == {"ending", "lang", "libraries", "again"}


def test_how_the_records_were_built_is_told_and_read_back():
    rows = walk("P1", "onsong", "yodok")
    said = told(ladder(*rows, infer_crossings=False, silence_days=30.0))
    assert made.again(said).build == {"infer_crossings": False, "silence_days": 30.0}
    assert made.again(told(ladder(*rows))).build == {}


def test_the_versions_of_what_draws_a_picture_are_told(built):
    assert {"matplotlib", "pillow"} <= set(told(built)["made"]["libraries"])
    assert "matplotlib" not in told(built, ".csv")["made"]["libraries"]


@pytest.mark.parametrize(("ending", "told_"), [(".png", True), (".pdf", True), (".brief.pdf", True), (".svg", False)])
def test_the_version_of_what_packs_the_bytes_is_told(built, ending, told_):
    assert ("zlib" in told(built, ending)["made"]["libraries"]) == told_


def test_another_zlib_is_another_version(built, monkeypatch):
    before = [told(built, ending)["made"]["libraries"]["zlib"] for ending in (".png", ".pdf")]
    monkeypatch.setattr("zlib.ZLIB_RUNTIME_VERSION", "9.9")
    monkeypatch.setattr("PIL.features.version", lambda name: {"zlib_ng": None, "zlib": "9.8"}[name])
    after = [told(built, ending)["made"]["libraries"]["zlib"] for ending in (".png", ".pdf")]
    assert (before[0], before[1]) != ("9.8", "9.9")
    assert after == ["9.8", "9.9"]


@pytest.mark.parametrize("profile", ["partner", "public"])
@pytest.mark.parametrize(
    "where", [{"person": "P1, canary-person"}, {"last_place": ["at:42.34567,129.34567"]}, {"place_text": "canary"}]
)
def test_where_a_filter_is_withheld_it_is_said_that_nobody_can_make_it_again(profile, where):
    said = told(ladder(*walk("P1", "onsong"), *hidden("canary-person")), profile=profile, where=where)
    assert said["made"]["again"] is False


@pytest.mark.parametrize("profile", ["partner", "public"])
@pytest.mark.parametrize("where", [{}, {"person": "P1"}, {"last_place": ["onsong"]}, {"time_from": "1998"}])
def test_where_nothing_is_withheld_it_can_be_made_again(profile, where):
    assert told(ladder(*walk("P1", "onsong"), *hidden("p")), profile=profile, where=where)["made"]["again"] is True


def test_who_was_picked_and_is_not_let_out_is_withheld():
    said = told(ladder(*walk("P1", "onsong"), *hidden("canary-person")), look={"person": "canary-person"},
                profile="public")["made"]  # fmt: skip
    assert (said["person"], said["again"]) == (WITHHELD, False)


def test_with_the_key_hashes_become_ids_again(built):
    agreed = ladder(*walk("P1", "onsong"), *walk("P2", "yodok"))
    said = told(agreed, profile="partner", where={"person": "P2"})
    asked = made.again(said)
    assert "P2" not in json.dumps(said)
    assert made.with_ids(asked.options["where"], agreed, "partner", KEY) == {"person": "P2"}


MADE = {"ending": ".png", "lang": "en", "again": True}
CANNOT = [
    None, [], "x", {}, {"ending": 1, "lang": "en"}, {**MADE, "lang": "xx"}, {**MADE, "size": "1e9x1e9px"},
    {**MADE, "size": "99999x99999px"}, {**MADE, "dpi": 1e309, "size": "a4"}, {**MADE, "dpi": True}, {**MADE, "grey": 1},
    {**MADE, "layers": {"__proto__": True}}, {**MADE, "layers": {"flows": 1}}, {**MADE, "layers": ["flows"]},
    {**MADE, "view": [91, 0, 5]}, {**MADE, "view": [1, 2]}, {**MADE, "view": "123"}, {**MADE, "person": {"a": 1}},
    {**MADE, "person": "x" * 5000}, {**MADE, "table": "sqlite_master"}, {**MADE, "out": "/etc/passwd"},
    {**MADE, "silence_days": "many"}, {**MADE, "title": 1}, {**MADE, "title": None},
]  # fmt: skip


@pytest.mark.parametrize("member", CANNOT)
def test_what_this_program_cannot_do_is_refused_in_a_sentence(built, member):
    with pytest.raises(DataError) as found:
        made.again(told(built) | {"made": member})
    assert len(str(found.value)) < 400


@pytest.mark.parametrize("filters", [["colour=red"], ["time_from=yesterday"], ["bbox=1,2"], ["=", ""], ["person"]])
def test_a_filter_that_is_none_is_refused_or_not_set(built, filters):
    try:
        asked = made.again(told(built) | {"filters": filters})
    except DataError:
        return
    assert asked.options["where"] == {}


anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*made.READ, *made.NO_LOOK, "other"]), anything))
def test_nothing_that_somebody_writes_there_breaks_the_reading(member):
    said = {"filters": [], "profile": "public", "made": {**MADE, **member}}
    try:
        asked = made.again(said)
    except DataError:
        return
    assert set(asked.look) <= set(made.READ)
