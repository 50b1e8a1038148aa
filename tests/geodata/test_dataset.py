from geodata.dataset import Dataset, about, hashes


def test_members_leave_out_what_is_not_known():
    assert Dataset("T", 1, {"a.csv": "1"}).members() == {
        "title": "T",
        "places": 1,
        "files": [{"name": "a.csv", "sha256": "1"}],
    }


def test_words_of_a_version_and_one_place():
    assert (
        Dataset("T", 1, {"a.csv": "1"}, version="2.0").words() == "T. Version 2.0. 1 place. Made from a.csv (sha256 1)."
    )


def test_rights_are_told_only_where_there_are_any():
    assert Dataset("T", 1, {}).rights() is None
    assert Dataset("T", 1, {}, licence="L", credits="C").rights() == "Licence: L. Credits: C."


def test_two_files_of_one_name_are_both_told(tmp_path):
    paths = [tmp_path / folder / "p.csv" for folder in "ab"]
    for path in paths:
        path.parent.mkdir()
        path.write_text(str(path))
    assert list(hashes(paths)) == ["p.csv", "p-2.csv"]
    assert len(set(hashes(paths).values())) == 2


def test_files_of_somebody_are_called_by_their_names():
    assert about({"a.csv": "1", "b.geojson": "2"}) == {"title": "a.csv, b.geojson", "name": "a-b"}
