"""Imports go one way: views → layers → routes → geodata; the two lower floors know neither Streamlit nor Folium."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAY_IMPORT = {
    "geodata": set(),
    "routes": {"geodata"},
    "layers": {"geodata", "routes"},
    "views": {"geodata", "routes", "layers"},
}
OURS = {*MAY_IMPORT, "app", "bench", "tests", "data"}
DRAWING = {"streamlit", "folium", "branca", "streamlit_folium", "matplotlib", "playwright"}


def imports(path: Path) -> set[str]:
    """The top-level names that a file imports, relative imports resolved to the file's own package."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module.partition(".")[0] if node.level == 0 else path.relative_to(ROOT).parts[0])
    return names


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_package_imports_only_from_the_floors_below(package):
    for path in (ROOT / package).rglob("*.py"):
        above = (imports(path) & OURS) - {package} - MAY_IMPORT[package]
        assert not above, f"{path.relative_to(ROOT)} imports {above}"


@pytest.mark.parametrize("package", ["geodata", "routes"])
def test_routes_and_geodata_know_nothing_that_draws(package):
    for path in (ROOT / package).rglob("*.py"):
        assert not imports(path) & DRAWING, path.relative_to(ROOT)


def test_folium_is_known_to_layers_only_and_streamlit_to_views_only():
    for path in [*(ROOT / "layers").rglob("*.py"), *(ROOT / "views").rglob("*.py"), ROOT / "app.py"]:
        known = imports(path)
        assert "streamlit" not in known or path.relative_to(ROOT).parts[0] in {"views", "app.py"}, path
        assert not known & {"folium", "branca"} or path.relative_to(ROOT).parts[0] == "layers", path
