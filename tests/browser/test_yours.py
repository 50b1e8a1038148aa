"""The page *Your records* in Chromium: drop a file, mend the mapping, decide places, see the map, do it again by hand."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.browser.desk import main, map_of, painted, says, settle
from tests.browser.serving import serving
from tests.browser.waiting import until
from tests.layers.hostile import TEXTS

ROOT = Path(__file__).parents[2]
RECORDS = """Prisoner,Step,Camp,Country,Date in,Remarks
P1,1,Hoeryong City MSS Detention Centre,KP,3/4/1998,x
P1,2,Chongjin,KP,5/4/1998,
P1,3,Onsong County,KP,,
P2,1,Hoeryong City MSS Detention Centre,KP,1/2/1999,
P2,2,"Kyo-hwa-so No. 12, Jongo-ri",KP,9/9/1999,
,2,Hoeryong City MSS Detention Centre,KP,1/2/1999,
"""
DECIDED = {1: "chongjin-city-mps-office", 2: "onsong-county-mps-office"}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serving(store=tmp_path_factory.mktemp("store"), exports=tmp_path_factory.mktemp("exports")) as running:
        yield running


@pytest.fixture
def yours(server, visit):
    def opened(name, data, lang="en", **options):
        page = visit(f"{server.url}/yours?lang={lang}", **options)
        page.wait_for_selector("[data-testid=stFileUploader] input", state="attached", timeout=60_000)
        page.errors_seen.clear()  # Streamlit asks below the page's own address first, and is told that nothing is there
        data = data.encode() if isinstance(data, str) else data
        page.set_input_files(
            "[data-testid=stFileUploader] input", {"name": name, "mimeType": "text/csv", "buffer": data}
        )
        settle(page)
        return page

    return opened


def at(page, label: str):
    """The control, in the middle of the window: a list that opens while the page scrolls is closed again."""
    control = page.get_by_label(label, exact=True)
    control.evaluate("e => e.scrollIntoView({block: 'center'})")
    page.wait_for_timeout(300)
    return control


def choose(page, label: str, option: str):
    at(page, label).click()
    page.get_by_role("option", name=option).first.click()
    settle(page)


def saved(page, label: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=label).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def by_hand(folder: Path, *arguments) -> dict:
    command = [sys.executable, "-m", "routes", "build", *map(str, arguments), "--out", str(folder / "out")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))


def test_from_a_file_to_the_map_and_the_same_by_the_command_line(yours, tmp_path):
    page = yours("mine.csv", RECORDS)
    says(page, "Questions to answer before the map can be drawn: 1.")
    choose(page, "Answer", "D/M/YYYY")
    says(page, "more than one fits: 2")
    choose(page, "What column 6 means", "left out: not kept at all")
    for number, place in DECIDED.items():
        at(page, f"Which place is meant, {number}").fill(place)
        page.keyboard.press("Enter")
    page.get_by_label("Who decides").fill("A. Kim")
    page.get_by_label("Why", exact=True).fill("the interviewer asked")
    page.get_by_role("button", name="Use these decisions").click()
    says(page, "decided by a person: 2")
    says(page, "Rows of the file: 6; used: 5; not usable: 1.")
    mapping = saved(page, "Save the mapping", tmp_path)
    decisions = saved(page, "Save the decisions", tmp_path)
    page.get_by_role("button", name="Show on the map").click()
    says(page, "These are the records of mine.csv")
    painted(page)
    assert "2 of 2 people" in main(page) and "3 of 3 legs" in main(page)
    until(map_of(page), "document.body.innerText.includes('3 of 3 legs')", 30)

    assert 'left_out = ["Remarks"]' in mapping.read_text(encoding="utf-8")
    (tmp_path / "mine.csv").write_text(RECORDS, encoding="utf-8")
    report = by_hand(tmp_path, tmp_path / "mine.csv", "--mapping", mapping, "--decisions", decisions)
    assert (report["records_read"], report["records_used"], report["records_rejected"]) == (6, 5, 1)
    assert (report["persons"], report["legs"], report["stints_unlocated"]) == (2, 3, 0)


def test_with_what_was_saved_the_next_file_needs_no_hand(yours, tmp_path):
    page = yours("mine.csv", RECORDS)
    choose(page, "Answer", "D/M/YYYY")
    says(page, "Rows of the file: 6")
    text = saved(page, "Save the mapping", tmp_path).read_bytes()
    page = yours("next.csv", RECORDS + "P9,1,Chongjin,KP,7/8/2001,\n")
    page.get_by_text("Saved from last time").click()
    page.locator("[data-testid=stFileUploader] input").nth(1).set_input_files(
        {"name": "mine.mapping.toml", "mimeType": "text/plain", "buffer": text}
    )
    says(page, "Rows of the file: 7; used: 6; not usable: 1.")


def test_nothing_of_it_is_there_after_a_reload(yours):
    page = yours("mine.csv", RECORDS)
    says(page, "At work on: mine.csv")
    page.reload()
    page.wait_for_selector("[data-testid=stFileUploader] input", state="attached")
    settle(page)
    assert "mine.csv" not in main(page)


def test_it_can_be_forgotten(yours):
    page = yours("mine.csv", RECORDS)
    says(page, "At work on: mine.csv")
    page.get_by_role("button", name="Forget all of it").click()
    settle(page)
    assert "mine.csv" not in main(page)


def test_letters_that_could_be_read_in_two_ways_are_asked_with_how_they_read(yours):
    page = yours("mine.csv", RECORDS.replace("Chongjin", "청진").encode("cp949"))
    says(page, "How are the letters of this file written?")
    page.locator("[data-testid=stCode]", has_text="cp949").first.wait_for()
    number = [block.inner_text().split()[:1] for block in page.locator("[data-testid=stCode]").all()].index(["cp949"])
    page.get_by_role("button", name=f"Choose {number + 1}", exact=True).click()
    says(page, "encoding: cp949")


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"a" * 100_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    "name, data",
    [
        ("a.csv", '<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer>'),
        ("a.csv", "/vsicurl/http://198.51.100.1/a.csv"),
        ("a.zip", bomb()),
        ("a.parquet", b"PAR1" + b"\xff" * 40 + b"PAR1"),
    ],
    ids=["vrt", "vsi", "bomb", "parquet"],
)
def test_what_is_no_table_is_refused_in_a_sentence(yours, server, name, data):
    page = yours(name, data)
    says(page, "These records cannot be used yet.")
    assert "root:" not in main(page) and "Traceback" not in main(page)
    assert not [host for host in server.connections() if "198.51.100.1" in host]


def test_texts_of_a_file_stay_texts(yours):
    rows = [f'P{number},1,"{text.replace(chr(34), chr(34) * 2)}"' for number, text in enumerate(TEXTS)]
    head = 'Prisoner,"![x](http://198.51.100.1/x.png) <img src=x onerror=PWNED=1>",Camp\n'
    data = (head + "\n".join(rows) + "\n").replace("\x00", "").encode("utf-8", "replace")
    page = yours("![x](http:x.png).csv", data)
    says(page, "3. Places")
    assert page.evaluate("window.PWNED === undefined")
    assert page.locator("[data-testid=stMain] img").count() == 0


def test_korean_on_a_phone(yours):
    page = yours("mine.csv", RECORDS, lang="ko", width=390, height=844)
    says(page, "지도를 그리기 전에 답할 물음: 1개.")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    choose(page, "답", "D/M/YYYY")
    page.get_by_role("button", name="지도에서 보기").click()
    says(page, "mine.csv의 기록입니다.")


def test_a_saved_mapping_that_does_not_fit_is_no_dead_end_and_holds_for_the_file_after(yours):
    said = 'version = 1\n[file]\nencoding = "utf-8"\n[columns]\nperson_id = "Prisoner"\n[places]\nname = "Camp"\n'
    page = yours("mine.csv", RECORDS.replace("Chongjin", "청진").encode("cp949"))
    page.get_by_text("Saved from last time").click()
    inputs = page.locator("[data-testid=stFileUploader] input")
    inputs.nth(1).set_input_files({"name": "m.toml", "mimeType": "text/plain", "buffer": said.encode()})
    says(page, "These records cannot be used yet.")
    page.get_by_role("button", name="Read the file anew").click()
    says(page, "How are the letters of this file written?")
    inputs.nth(0).set_input_files({"name": "next.csv", "mimeType": "text/csv", "buffer": RECORDS.encode()})
    says(page, "Rows of the file: 6; used: 5; not usable: 1.")
