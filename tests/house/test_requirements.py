"""requirements.txt is what pyproject.toml resolves to, by name; every pin has a hash and lies in its range."""

import re
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WANTED = {
    "requirements.txt": PROJECT["dependencies"],
    "requirements-dev.txt": PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"],
}


def pins(name: str) -> dict[str, str]:
    """Name → version of the pins that apply on this machine."""
    found = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([A-Za-z0-9._-]+)==([^ ;\\]+)(?: *; *([^\\]+))?", line):
            package, version, marker = match.groups()
            if marker is None or Requirement(f"{package}; {marker.strip()}").marker.evaluate():
                found[canonicalize_name(package)] = version
    return found


def closure(wanted: list[str]) -> set[str]:
    """Every package that the wanted ones need on this machine, from the installed packages' own statements."""
    seen: dict[str, set[str]] = {}
    queue = [Requirement(text) for text in wanted]
    while queue:
        need = queue.pop()
        name, extras = canonicalize_name(need.name), {"", *need.extras}
        if extras <= seen.get(name, set()):
            continue
        seen[name] = seen.get(name, set()) | extras
        for text in requires(name) or []:
            child = Requirement(text)
            if child.marker is None or any(child.marker.evaluate({"extra": extra}) for extra in extras):
                queue.append(child)
    return set(seen)


@pytest.mark.parametrize("name", WANTED)
def test_pins_are_what_pyproject_resolves_to_by_name(name):
    assert set(pins(name)) == closure(WANTED[name])


@pytest.mark.parametrize("name", WANTED)
def test_each_pin_lies_in_the_range_of_pyproject(name):
    pinned = pins(name)
    for text in WANTED[name]:
        need = Requirement(text)
        assert pinned[canonicalize_name(need.name)] in need.specifier, text


@pytest.mark.parametrize("name", WANTED)
def test_every_pin_carries_a_hash(name):
    blocks = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / name).read_text(encoding="utf-8"))
    assert all("--hash=sha256:" in block for block in blocks)


def test_tests_run_on_the_same_versions_as_the_page():
    run, dev = pins("requirements.txt"), pins("requirements-dev.txt")
    assert run.items() <= dev.items()
