"""README tells the truth: every command and every filter is named, and its examples run."""

import importlib
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from layers.filters import FILTERS
from layers.words import catalogue

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PACKAGES = ("routes", "geodata", "layers")
EXAMPLES = [
    line.partition("#")[0].strip()
    for block in re.findall(r"^```sh\n(.*?)^```", README, re.M | re.S)
    for line in block.splitlines()
    if line.strip()
]


def test_readme_names_every_make_target():
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M).group(1)
    assert [target for target in phony.split() if target != "help" and f"make {target}" not in README] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_readme_names_every_subcommand(package):
    usage = subprocess.run(
        [sys.executable, "-m", package, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    commands = re.findall(r"^    (\w+)  +\S", usage.stdout, re.M)
    assert commands
    assert [name for name in commands if f"python -m {package} {name}" not in README] == []


def filters_table() -> str:
    """The README's table of filters, from the words that the page itself shows."""
    words = catalogue("en")
    rows = [
        f"| `{item.key}` | {words[f'filter.{item.key}']} | {words[f'filter.{item.key}.help']} |" for item in FILTERS
    ]
    return "\n".join(["| key | on the page | meaning |", "|---|---|---|", *rows])


def test_readme_tells_every_filter_as_the_page_does():
    assert filters_table() in README


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_run(example, tmp_path, monkeypatch, capsys):
    words = shlex.split(example.replace("out/", f"{tmp_path}/"))
    assert words[:2] == ["python", "-m"]
    assert words[2] in PACKAGES  # of which each runs as a program above; here no library is imported again
    monkeypatch.chdir(ROOT)
    code = importlib.import_module(f"{words[2]}.__main__").main(words[3:])
    done = capsys.readouterr()
    assert code == 0, done.err
    out = words[words.index("--out") + 1] if "--out" in words else None
    out = out.removesuffix(".html") if "--split" in words else out  # a folder
    assert Path(out).exists() if out else done.out


def test_pictures_of_the_readme_exist():
    for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README):
        assert (ROOT / picture).exists(), picture
