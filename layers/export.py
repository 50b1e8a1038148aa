"""Which file does somebody take away? Records to one file, reduced by a profile, with a report of what is in it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from geodata.errors import DataError
from geodata.files import write_whole
from layers.page import render
from layers.payload import payload


def write_page(ladder, options: Mapping) -> tuple[str, dict]:
    """The map as one HTML document that works from disk, and what it holds."""
    content = payload(ladder, **options)
    return render(content, standalone=True), content["meta"]


# What can be written now, by the ending of the file's name: (ladder, payload options) → (text, meta).
WRITERS: dict[str, Callable[[object, Mapping], tuple[str, dict]]] = {".html": write_page}


def check_name(out: Path, inputs: list[Path]) -> None:
    """DataError where a file of that name cannot be written, before any work is done."""
    if out.suffix.lower() not in WRITERS:
        raise DataError(
            "this kind of file cannot be written",
            file=out,
            field="--out",
            value=out.suffix or out.name,
            remedy=f"end the name in one of {', '.join(WRITERS)}",
        )
    if out.is_dir() or any(out.resolve() == path.resolve() for path in inputs):
        raise DataError("would write over what is read", file=out, field="--out", remedy="give another name")


def export(ladder, out: Path, options: Mapping) -> dict:
    """Write the file whole or not at all, its folder too where there is none; ``out, bytes`` and the payload's meta."""
    text, meta = WRITERS[out.suffix.lower()](ladder, options)
    data = text.encode()
    try:
        write_whole(out, data)
    except OSError as error:
        raise DataError(f"cannot be written ({error.strerror})", file=out, field="--out") from error
    return {"out": str(out), "bytes": len(data), **meta}
