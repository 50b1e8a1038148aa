"""`python -m bench [SECTION…]`: run the sections (all, or those named) and write bench/RESULTS.md.

A section is a module of this folder with `measure() -> dict` and `words(dict) -> str`, Markdown that begins with a
heading of level two. A section that is not run keeps the text that it had.
"""

import importlib
import os
import platform
import re
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

SECTIONS = ("route_builders", "engines", "map_ways", "page", "corrections", "pictures")
RESULTS = Path(__file__).parent / "RESULTS.md"
LIBRARIES = ("numpy", "pandas", "shapely", "pyproj", "geopandas", "pyarrow")


def main(chosen: list[str]) -> int:
    """Measure, print and write."""
    unknown = set(chosen) - set(SECTIONS)
    if unknown:
        sys.stderr.write(f"There is no section {', '.join(sorted(unknown))}. Choose from {', '.join(SECTIONS)}.\n")
        return 2
    kept = _kept()
    for name in chosen or SECTIONS:
        section = importlib.import_module(f"bench.{name}")
        kept[name] = f"<!-- {name} -->\n{section.words(section.measure()).strip()}\n\n{_machine()}\n"
        print(kept[name])
        texts = [kept[section] for section in SECTIONS if section in kept]
        RESULTS.write_text("# Measured\n\n" + "\n".join(texts), encoding="utf-8")
    return 0


def _kept() -> dict[str, str]:
    if not RESULTS.is_file():
        return {}
    parts = re.split(r"<!-- (\w+) -->\n", RESULTS.read_text(encoding="utf-8"))
    return {name: f"<!-- {name} -->\n{text.rstrip()}\n" for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def _machine() -> str:
    about = Path("/proc/cpuinfo").read_text(encoding="utf-8") if os.path.exists("/proc/cpuinfo") else ""
    model = re.search(r"model name\s*: (.+)", about)
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d}: {model[1] if model else platform.machine()}, "
        f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {libraries}."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
