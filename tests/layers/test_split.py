"""A page as a folder for a web server: what is in it, what a browser is told of it, and that nothing else is written over."""

import json
import os
import re
from hashlib import sha256

import pytest

from layers import assets, label, split, split_folder, verify
from layers.__main__ import main
from layers.embed import to_json
from layers.export import WRITERS
from layers.split_folder import INDEX, integrity
from tests.layers.hostile import TEXTS
from tests.layers.small import ladder, walk
from tests.layers.test_label import MANIFEST
from tests.layers.test_page import Reader, everywhere
from tests.layers.test_verify import EVENTS, PLACES

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def made(built, look=None, **options):
    """The files of a ladder's page that is split, by their names."""
    told = {"profile": "internal", "inputs": [], **options}
    data, meta = WRITERS[".html"](built, told, {"split": True, **(look or {})})
    return {INDEX: data, **meta["parts"]}


def elements(files):
    return Reader(files[INDEX].decode()).elements


def data_of(files):
    return json.loads(next(data for name, data in files.items() if name.startswith("data-")))


def scripts_of(files):
    """The texts of all scripts in the order in which they run, after load.js."""
    return [
        next(data for name, data in files.items() if re.fullmatch(rf"{what}-\w+\.js", name)).decode()
        for what in ("leaflet", "map", "start")
    ]


@pytest.fixture(scope="module")
def plain():
    return made(ladder(*walk("P1", "onsong", "nongpo")))


def test_each_file_is_named_by_the_hash_of_its_content(plain):
    for name, data in plain.items():
        assert name == INDEX or name.partition("-")[2].partition(".")[0] == sha256(data).hexdigest()[:16]
    assert {re.sub("-.*[.]", ".", name) for name in plain} == {
        INDEX, "load.js", "leaflet.js", "map.js", "start.js", "leaflet.css", "map.css", "data.json",
    }  # fmt: skip


def test_whatever_is_loaded_has_its_hash_and_is_one_of_the_files(plain):
    loading = [attrs for _, attrs in elements(plain) if {"src", "href"} & set(attrs) and attrs.get("rel") != "icon"]
    named = {attrs.get("src") or attrs["href"]: attrs["integrity"] for attrs in loading}
    assert named == {name: integrity(data) for name, data in plain.items() if name != INDEX}


def test_nothing_runs_inside_the_document(plain):
    texts = Reader(plain[INDEX].decode()).texts
    assert [text for tag, _, text in texts if tag != "title" and text] == []
    for tag, attrs in elements(plain):
        assert tag not in {"style", "iframe", "object", "embed", "base", "form", "img", "a"}
        assert tag != "script" or "src" in attrs
        assert not [name for name in attrs if name.startswith("on") or name == "style"], tag


def test_the_policy_allows_its_own_server_and_nothing_else(plain):
    content = next(attrs["content"] for _, attrs in elements(plain) if "http-equiv" in attrs)
    assert dict(part.strip().split(" ", 1) for part in content.split(";")) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "connect-src": "'self'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_the_policy_stands_before_everything_that_it_governs(plain):
    tags = [(tag, attrs.get("http-equiv")) for tag, attrs in elements(plain)]
    assert {tag for tag, _ in tags[: tags.index(("meta", "Content-Security-Policy"))]} == {"html", "head", "meta"}


def test_what_says_that_a_file_was_refused_runs_before_any_that_may_be(plain):
    loading = [attrs.get("src") or attrs["href"] for _, attrs in elements(plain) if {"src", "href"} & set(attrs)]
    run = [name.partition("-")[0] for name in loading if not name.startswith(("data", "start"))]
    assert run == ["load", "leaflet", "map", "leaflet", "map"]


def test_the_program_and_the_data_are_those_of_the_page_of_one_file(plain):
    one, _ = WRITERS[".html"](ladder(*walk("P1", "onsong", "nongpo")), {"profile": "internal", "inputs": []}, {})
    html = one.decode()
    assert "\n".join(scripts_of(plain)) == "\n".join(INLINE.findall(html))
    told = data_of(plain)
    assert told["meta"]["manifest"]["made"].pop("split") is True
    assert to_json(told) == next(text for _, attrs, text in Reader(html).texts if attrs.get("id") == "payload")


def test_the_document_says_the_same_manifest_as_the_data(plain):
    assert label.manifest_in(plain[INDEX], "html") == data_of(plain)["meta"]["manifest"]


def test_the_same_records_give_the_same_bytes(plain):
    assert made(ladder(*walk("P1", "onsong", "nongpo"))) == plain


def test_it_opens_as_it_was_seen():
    files = made(ladder(*walk("P1", "onsong", "nongpo")), {"person": "P1"})
    assert data_of(files)["meta"]["start"] == {"pick": {"kind": "person", "id": "P1"}}


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_it_says_in_its_language_why_it_may_not_appear(lang):
    html = made(ladder(*walk("P1", "onsong", "nongpo")), lang=lang)[INDEX].decode()
    assert f'<html lang="{lang}">' in html
    assert "python3 -m http.server" in html
    assert not re.search(r">[a-z_]+</(li|p)>", html)  # a key without words


def hold_as_text(files, text, plain):
    """It is the same document as without the text, and the text is as it was."""
    shape = [(tag, sorted(attrs)) for tag, attrs in elements(files)]
    assert shape == [(tag, sorted(attrs)) for tag, attrs in elements(plain)]
    assert label.manifest_in(files[INDEX], "html")["title"] == text
    assert text in data_of(files)["text"]
    assert scripts_of(files) == scripts_of(plain)
    assert len(split_folder.listed(files[INDEX])) == len(plain) - 1


@pytest.mark.parametrize("text", [text for text in TEXTS if "\ud800" not in text])
def test_a_hostile_text_changes_no_element_and_stays_as_it_was(text, plain):
    content = data_of(plain)
    told = content["meta"]["manifest"] | {"title": text, "filters": [text], "filters_in_words": [text]}
    meta = content["meta"] | {"title": text, "manifest": told}
    hold_as_text(split.render({"meta": meta, "text": [*content["text"], text]}), text, plain)


@pytest.mark.parametrize(
    "text", ["</script>{{ 7*7 }}<img src=x onerror=a>", '" src="//x.test/a.js" integrity="sha256-a']
)
def test_a_hostile_text_in_every_field_of_the_records_does_neither(text, plain):
    hold_as_text(made(everywhere(text), title=text, where={"authority": text}), text, plain)


def test_what_loads_makes_no_markup_and_knows_no_address():
    text = (split.OWN / "load.js").read_text(encoding="utf-8")
    for forbidden in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function",
        "//www",
        "http:",
    ):
        assert forbidden not in text
    styles = "".join((*assets.styles(), (split.OWN / "load.css").read_text(encoding="utf-8")))
    assert not re.search(r"url\(|@import|image-set|src:", styles)


# On the disk


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("split")
    (path / "events.csv").write_text(EVENTS, encoding="utf-8")
    (path / "places.csv").write_text(PLACES, encoding="utf-8")
    (path / "key").write_bytes(b"k" * 32)
    return path


def export(folder, out, *more):
    arguments = [str(folder / "events.csv"), "--places", str(folder / "places.csv"), "--out", str(out), "--split"]
    return main(["export", *arguments, *more])


def told(capsys, path, *more):
    """Exit code and answers by name of ``verify``."""
    capsys.readouterr()
    code = main(["verify", str(path), "--json", *more])
    return code, {one["what"]: one["holds"] for one in json.loads(capsys.readouterr().out)["answers"]}


@pytest.fixture(scope="module")
def written(folder):
    assert export(folder, folder / "site.html") == 0
    return {path.name: path.read_bytes() for path in (folder / "site").iterdir()}


@pytest.fixture
def site(written, tmp_path):
    """A folder of its own, as it was written."""
    split_folder.write(tmp_path / "site", written)
    return tmp_path / "site"


def content(path):
    """Everything under a path: names → bytes, folders → None."""
    return {one.relative_to(path).as_posix(): one.read_bytes() if one.is_file() else None for one in path.rglob("*")}


def test_a_folder_of_that_name_is_written_and_nothing_beside_it(folder, tmp_path, capsys):
    assert export(folder, tmp_path / "new" / "site.HTML", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert os.listdir(tmp_path / "new") == ["site"]
    assert said["out"] == str(tmp_path / "new" / "site")
    assert said["files"] == {path.name: path.stat().st_size for path in (tmp_path / "new" / "site").iterdir()}
    assert said["bytes"] == sum(said["files"].values())


def test_a_web_server_may_read_it(site):
    assert site.stat().st_mode & 0o777 == 0o755
    assert {path.stat().st_mode & 0o777 for path in site.iterdir()} == {0o644}


def test_the_lines_to_embed_it_let_it_load_its_parts(folder, tmp_path, capsys):
    export(folder, tmp_path / "site.html", "--embed")
    assert 'src="./site/index.html"' in (said := capsys.readouterr().out)
    assert 'sandbox="allow-scripts allow-same-origin"' in said


def test_an_older_page_is_replaced_whole(site, written, folder, tmp_path):
    assert export(folder, tmp_path / "site.html", "--lang", "ko") == 0
    assert set(content(site)) != set(written)
    assert len(content(site)) == len(written)
    assert os.listdir(tmp_path) == ["site"]


def test_an_empty_folder_is_filled(folder, tmp_path):
    (tmp_path / "site").mkdir()
    assert export(folder, tmp_path / "site.html") == 0
    assert (tmp_path / "site" / INDEX).exists()


def a_file(path, _):
    path.write_text("mine")


def a_folder(path, _):
    path.mkdir()
    (path / "mine").write_text("mine")


def another_page(path, _):
    path.mkdir()
    (path / INDEX).write_text("<!DOCTYPE html>mine")


def with_a_file_of_mine(path, written):
    split_folder.write(path, written)
    (path / "CNAME").write_text("mine")


def with_a_folder_of_mine(path, written):
    split_folder.write(path, written)
    (path / "mine").mkdir()


def with_a_link_of_mine(path, written):
    split_folder.write(path, written)
    (path / "mine").symlink_to(path.parent)


def a_link(path, written):
    split_folder.write(path.with_name("elsewhere"), written)
    path.symlink_to(path.with_name("elsewhere"))


@pytest.mark.parametrize(
    "there",
    [a_file, a_folder, another_page, with_a_file_of_mine, with_a_folder_of_mine, with_a_link_of_mine, a_link],
)
def test_nothing_else_is_written_over(folder, written, tmp_path, capsys, there):
    there(tmp_path / "site", written)
    before = content(tmp_path)
    assert export(folder, tmp_path / "site.html") == 2
    said = capsys.readouterr().err
    assert "is there already, and" in said
    assert said.count("\n") == 1
    assert content(tmp_path) == before


def test_where_it_cannot_be_put_in_place_the_older_page_is_still_there(site, written, monkeypatch, tmp_path):
    rename = os.rename
    monkeypatch.setattr(os, "rename", lambda one, other: 1 / 0 if str(one).endswith("new") else rename(one, other))
    with pytest.raises(ZeroDivisionError):
        split_folder.write(site, {INDEX: b"newer"})
    assert content(site) == written
    assert os.listdir(tmp_path) == ["site"]


def test_an_older_page_that_cannot_be_put_back_is_kept(site, written, monkeypatch, tmp_path):
    rename = os.rename
    monkeypatch.setattr(os, "rename", lambda one, other: rename(one, other) if one == site else 1 / 0)
    with pytest.raises(ZeroDivisionError):
        split_folder.write(site, {INDEX: b"newer"})
    (older,) = tmp_path.rglob("older")
    assert content(older) == written


def test_what_came_into_the_folder_meanwhile_is_not_lost(site, monkeypatch, tmp_path):
    def late(path, data):
        (site / "mine").write_text("mine")
        path.parent.mkdir(exist_ok=True)

    monkeypatch.setattr(split_folder, "write_whole", late)
    with pytest.raises(ValueError, match="has a file in it that is not of the page"):
        split_folder.write(site, {INDEX: b"newer"})
    assert (site / "mine").read_text() == "mine"
    assert os.listdir(tmp_path) == ["site"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("map.csv", "--split: is for .html only"),
        ("map.png", "--split: is for .html only"),
        ("index.html", "name the folder"),
        (".html", "name the folder"),
        ("...html", "name the folder"),
        ("events.csv/site.html", "cannot be written"),
    ],
)
def test_what_cannot_be_split_is_one_sentence_and_no_file(folder, tmp_path, capsys, name, sentence):
    (tmp_path / "events.csv").write_text(EVENTS, encoding="utf-8")
    assert export(folder, tmp_path / name) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1
    assert os.listdir(tmp_path) == ["events.csv"]


# Whether it is what it says


def against(folder):
    return ["--against", str(folder / "events.csv"), "--places", str(folder / "places.csv")]


@pytest.mark.parametrize("name", ["", INDEX])
def test_a_folder_is_as_it_was_written(site, capsys, name):
    assert told(capsys, site / name) == (0, {"sealed": True, "parts_whole": True})


LOOKS = [
    (),
    ("--lang", "ko", "--title", "“지도” & <b>", "--where", "authority=MSS|MPS"),
    ("--layers", "paths", "--place", "kyohwaso-12-jongori", "--profile", "internal"),
    ("--profile", "partner", "--key", "key", "--where", "person=P2"),
]  # fmt: skip


@pytest.mark.parametrize("look", LOOKS)
def test_it_is_made_again_to_the_byte(folder, tmp_path, monkeypatch, capsys, look):
    monkeypatch.chdir(folder)
    assert export(folder, tmp_path / "site.html", *look) < 2
    code, answers = told(capsys, tmp_path / "site", *against(folder), *(["--key", "key"] if "key" in look else []))
    assert (code, answers.get("again")) == (0, True)


def test_a_change_in_any_file_is_found_out(site, written, folder, capsys):
    for name, data in written.items():
        for at in (0, len(data) // 2, len(data) - 1):
            (site / name).write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
            assert main(["verify", str(site)]) > 0, (name, at)
        (site / name).write_bytes(data)
    name = next(name for name in written if name.startswith("data-"))
    (site / name).write_bytes(written[name] + b"\n")
    code, answers = told(capsys, site, *against(folder))
    assert (code, answers["part_changed"], answers["not_again"], "because_changed" in answers) == (
        1,
        False,
        False,
        True,
    )


def test_a_file_that_is_missing_is_found_out(site, written, capsys):
    for name in set(written) - {INDEX}:
        (site / name).unlink()
        assert told(capsys, site) == (1, {"sealed": True, "part_missing": False}), name
        (site / name).write_bytes(written[name])


def test_a_file_that_was_added_is_found_out(site, folder, capsys):
    (site / "jquery.js").write_text("")
    assert told(capsys, site) == (1, {"sealed": True, "part_other": False})
    assert told(capsys, site, *against(folder))[0] == 1


def test_a_part_of_another_page_is_found_out_by_the_records(site, written, folder, capsys):
    """Whoever exchanges the data and names them anew in a document that he seals anew."""
    old = next(name for name in written if name.startswith("data-"))
    data = written[old].replace(b"Jongori", b"Nowhere")
    new = split_folder.name_of("data", ".json", data)
    index = written[INDEX].replace(old.encode(), new.encode())
    index = index.replace(integrity(written[old]).encode(), integrity(data).encode())
    index = re.sub(rb"<!--seal.*?-->", b"", index)
    (site / old).unlink()
    (site / new).write_bytes(data)
    (site / INDEX).write_bytes(verify.labels.seal.sealed(index, "html"))
    assert told(capsys, site) == (0, {"sealed": True, "parts_whole": True})
    code, answers = told(capsys, site, *against(folder))
    assert (code, answers["not_again"]) == (1, False)


def test_a_folder_without_a_page_is_told_in_a_sentence(tmp_path, capsys):
    assert main(["verify", str(tmp_path)]) == 2
    assert "is a folder without a page in it" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name", ["../secret", "/etc/passwd", "data-0.json", "a/data-0123456789abcdef.json", "&quot;", ""]
)
def test_a_file_elsewhere_is_never_opened(site, written, tmp_path, capsys, name):
    (tmp_path / "secret").write_bytes(b"x")
    old = next(part for part in written if part.startswith("data-"))
    (site / INDEX).write_bytes(written[INDEX].replace(old.encode(), name.encode()))
    capsys.readouterr()
    assert main(["verify", str(site)]) == 2
    assert "names a file that no page of ours has" in (said := capsys.readouterr().err)
    assert said.count("\n") == 1


@pytest.mark.parametrize("told_split", [True, False])
def test_a_page_that_says_it_is_of_another_kind_is_compared_with_nothing(site, told_split):
    how = {**MANIFEST["made"], "ending": ".html", **({"split": True} if told_split else {})}
    one = label.read(site)._replace(manifest=MANIFEST | {"made": how})
    one = one._replace(parts=None) if told_split else one
    with pytest.raises(ValueError, match="of another kind"):
        verify.again(one)
