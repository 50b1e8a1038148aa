"""The words that the browser side asks for are in the catalogue, and none lies there unused."""

import re
from pathlib import Path

from layers.words import LOCALE, catalogue

BROWSER = Path(__file__).parents[2] / "layers" / "browser"
SCRIPT = "\n".join(path.read_text(encoding="utf-8") for path in sorted(BROWSER.glob("*.js")))
KEY = r"(?:map|legend|panel)\.[a-z_0-9]+"
# Keys whose last part comes from the data's own codes.
BUILT = ("legend.documented", "legend.inferred", "legend.gap", "legend.kind_", "map.precision_")


def test_every_word_that_the_browser_asks_for_is_there():
    asked = set(re.findall(rf'"({KEY})"', SCRIPT))
    assert asked - set(catalogue("en")) == set()


def test_no_word_of_the_map_lies_unused():
    po = (LOCALE / "en" / "LC_MESSAGES" / "map.po").read_text(encoding="utf-8")
    keys = set(re.findall(rf'msgid "({KEY})"', po))
    assert {key for key in keys if f'"{key}"' not in SCRIPT and not key.startswith(BUILT)} == set()


def test_every_script_is_in_the_order():
    order = (BROWSER / "order.txt").read_text(encoding="utf-8").split()
    assert sorted(order) == sorted(path.name for path in BROWSER.glob("*.js"))
    assert order[-1] == "main.js"


def test_no_script_makes_markup_or_code_from_text():
    for forbidden in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "localStorage",
    ):
        assert forbidden not in SCRIPT


def test_no_script_knows_an_address():
    assert re.findall(r"(?:https?:)?//[a-z]+\.", SCRIPT.replace("http://www.w3.org/2000/svg", "")) == []


def test_a_file_stays_readable():
    assert {path.name for path in BROWSER.glob("*.js") if len(path.read_text().splitlines()) > 300} == set()
