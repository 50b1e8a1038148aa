"""Which file does somebody take away? Records to one file, reduced by a profile, with a report of what is in it."""

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path

from geodata.errors import DataError
from geodata.files import write_whole
from layers.page import render
from layers.payload import payload


def write_page(ladder, options: Mapping, _: Mapping) -> tuple[bytes, dict]:
    """The map as one HTML document that works from disk, and what it holds."""
    content = payload(ladder, **options)
    return render(content, standalone=True).encode(), content["meta"]


def write_picture(ladder, options: Mapping, look: Mapping, form: str) -> tuple[bytes, dict]:
    """The map as a picture with its footnotes, and what it shows. ``look``: arguments of ``layers.picture.draw``."""
    content = payload(ladder, **options)
    picture = import_module(
        "layers.picture"
    )  # matplotlib takes a third of a second to load, which a page does not need
    return picture.draw(content, format=form, title=options.get("title"), **look), content["meta"]


# What can be written now, by the ending of the file's name: (ladder, payload options, looks) → (bytes, meta).
WRITERS: dict[str, Callable[[object, Mapping, Mapping], tuple[bytes, dict]]] = {
    ".html": write_page,
    **{f".{form}": partial(write_picture, form=form) for form in ("png", "svg", "pdf")},
}


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


def export(ladder, out: Path, options: Mapping, look: Mapping) -> dict:
    """Write the file whole or not at all, its folder too where there is none; ``out, bytes`` and the payload's meta.

    ``options``: of the payload. ``look``: of a picture (size, dpi, grey, title, …).
    """
    data, meta = WRITERS[out.suffix.lower()](ladder, options, look)
    try:
        write_whole(out, data)
    except OSError as error:
        raise DataError(f"cannot be written ({error.strerror})", file=out, field="--out") from error
    return {"out": str(out), "bytes": len(data), **meta}
