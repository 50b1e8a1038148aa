"""What ships is what the sources give: same bytes twice, `--check` names a file that differs, the package lists all."""

import hashlib
import json
from pathlib import Path

import pytest

from data import build, build_package

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def products():
    return build.products()


@pytest.fixture
def once(monkeypatch, products):
    """The command with the products that were built before: that they are the same each time is a test of its own."""
    monkeypatch.setattr(build, "products", lambda: products)


def test_building_twice_gives_the_same_bytes(products):
    assert build.products() == products


def test_what_is_in_the_repository_is_what_the_sources_give(products):
    assert [name for name, content in products.items() if (DATA / name).read_bytes() != content] == []


def test_check_passes_here(once):
    assert build.main(["--check"]) == 0


def test_check_names_the_file_that_differs_and_changes_nothing(tmp_path, products, once, capsys):
    for name, content in products.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    spoiled = tmp_path / "facilities.geojson"
    spoiled.write_bytes(b"{}")
    assert build.main(["--check"], tmp_path) == 1
    assert capsys.readouterr().err.splitlines() == [
        "data/facilities.geojson is not what the sources give; run `make data`"
    ]
    assert spoiled.read_bytes() == b"{}"


def test_building_mends_the_file(tmp_path, products, once):
    assert build.main([], tmp_path) == 0
    assert {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()} == products.keys()
    assert build.main(["--check"], tmp_path) == 0


def test_the_package_lists_every_product_with_its_bytes_and_hash(products):
    listed = {each["path"]: each for each in json.loads(products["datapackage.json"])["resources"]}
    assert listed.keys() == products.keys() - {"datapackage.json"}
    for path, each in listed.items():
        assert each["bytes"] == len(products[path])
        assert each["hash"] == "sha256:" + hashlib.sha256(products[path]).hexdigest()
        assert each["licenses"]


def test_the_package_describes_every_column_of_the_event_file(products):
    header = products["demo_custody_events.csv"].decode().splitlines()[0].split(",")
    assert header == list(build_package.DEMO_FIELDS)


def test_the_package_has_a_version(products):
    assert json.loads(products["datapackage.json"])["version"].count(".") == 2


def test_the_sources_are_the_reference_unchanged():
    # The hashes pin the raw rows: a correction is a new row or a decision, never an edit.
    pinned = json.loads((Path(__file__).parent / "sources_sha256.json").read_text("utf-8"))
    assert {name: hashlib.sha256((DATA / "sources" / name).read_bytes()).hexdigest() for name in pinned} == pinned


@pytest.mark.parametrize("word", ["Licences", "taken down", "empty area", "SYNTHETIC", "153 of 263", "make data"])
def test_the_readme_says(word):
    assert word in (DATA / "README.md").read_text("utf-8")
