"""What ships in `data/`, built from `data/sources/`: `python data/build.py` writes, `--check` compares.

The same sources give the same bytes. Products: facilities.geojson, border_crossings.geojson, basemap/*,
demo_custody_events.csv, datapackage.json. Exit code 0 = done, 1 = `--check` found a file that differs, 2 = bad call.
"""

import argparse
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
if str(HERE.parent) not in sys.path:  # so that `python data/build.py` finds the package as `python -m data.build` does
    sys.path.insert(0, str(HERE.parent))

from data import build_basemap, build_demo, build_package, build_places  # noqa: E402


def products() -> dict[str, bytes]:
    """Every product by its path inside `data/`."""
    base = build_basemap.layers()
    built = {f"basemap/{name}.geojson": collection(features) for name, features in base.items()}
    borders = build_basemap.border_lines("PRK")
    built["basemap/world_towns.csv"] = build_basemap.world_towns()
    built["facilities.geojson"] = collection(build_places.facilities())
    built["border_crossings.geojson"] = collection(build_places.crossings(borders))
    built["demo_custody_events.csv"] = build_demo.events()
    built["datapackage.json"] = build_package.datapackage(built)
    return dict(sorted(built.items()))


def collection(features: list[dict]) -> bytes:
    """A GeoJSON FeatureCollection, one Feature a line, so that a difference between two versions can be read.

    >>> collection([{"type": "Feature", "id": "a", "properties": {}, "geometry": None}]).decode().splitlines()[1]
    '{"type":"Feature","id":"a","properties":{},"geometry":null}'
    """
    lines = ",\n".join(
        json.dumps(feature, ensure_ascii=False, separators=(",", ":"), allow_nan=False) for feature in features
    )
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'.encode()


def main(arguments: list[str] | None = None, folder: Path = HERE) -> int:
    """The command; gives its exit code."""
    parser = argparse.ArgumentParser(prog="python data/build.py", description="Build what ships in data/.")
    parser.add_argument("--check", action="store_true", help="write nothing; name each file that differs")
    call = parser.parse_args(arguments)
    differs = 0
    for name, content in products().items():
        path = folder / name
        if path.is_file() and path.read_bytes() == content:
            continue
        if call.check:
            print(f"data/{name} is not what the sources give; run `make data`", file=sys.stderr)
            differs = 1
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(f"wrote data/{name}, {len(content):,} bytes", file=sys.stderr)
    return differs


if __name__ == "__main__":
    sys.exit(main())
