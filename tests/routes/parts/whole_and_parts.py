"""The same records built in one piece and in parts, as the bytes of all files."""

import json
from pathlib import Path

from routes.build import build
from routes.output import write
from routes.parts.local import build_in_parts
from routes.parts.sources import of_table


def files(folder: Path) -> dict[str, bytes]:
    """The contents of a folder by name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def in_one_piece(events, places, folder, form="csv", **how):
    """The files of one build."""
    write(build(events, places, **how), folder, form)
    return files(folder)


def in_parts(events, places, folder, parts, form="csv", *, like=None, **how):
    """The files of a build in parts; `like`: those of a build in one piece, whose records have the same hash."""
    digest = json.loads(like["report.json"])["data_sha256"] if like else "0"
    build_in_parts(of_table(events, how.pop("file", "events.csv"), digest), places, folder, form, parts=parts, **how)
    return files(folder)
