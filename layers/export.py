"""Which file does somebody take away? Records to one file, reduced by a profile, with a report of what is in it."""

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path

from geodata.errors import DataError
from geodata.files import write_whole
from layers import big, citing, datafile, split, split_folder
from layers.datafile.sidecar import ENDING
from layers.manifest import sentences
from layers.opening import opened
from layers.page import render
from layers.payload import payload
from layers.profiles import reduce
from layers.seal import sealed
from layers.words import translator


def write_page(ladder, options: Mapping, look: Mapping) -> tuple[bytes, dict]:
    """The map as one HTML document that works from disk, and what it holds. ``look``: layers/opening.py.

    With ``split`` in the look, the document is index.html of a folder, and ``parts`` beside what it holds are the other
    files (layers/split.py).
    """
    content = opened(payload(ladder, **options, most_legs=big.MANY), look)
    if look.get("split"):
        parts = split.render(content)
        return sealed(parts.pop(split_folder.INDEX), "html"), {**_told(content), "parts": parts}
    return sealed(render(content, standalone=True).encode(), "html"), _told(content)


def write_picture(ladder, options: Mapping, look: Mapping, form: str) -> tuple[bytes, dict]:
    """The map as a picture with its footnotes, and what it shows. ``look``: arguments of ``layers.picture.draw``."""
    content = payload(ladder, **options)
    # matplotlib takes a third of a second to load, which a page does not need
    picture = import_module("layers.picture")
    return picture.draw(content, format=form, title=options.get("title"), **look), _told(content)


def _told(content: dict) -> dict:
    """The meta of a payload, and in words what an export says."""
    meta = content["meta"]
    return meta | {"in_words": sentences(meta["manifest"], translator(meta["lang"]))}


def write_brief(ladder, options: Mapping, look: Mapping) -> tuple[bytes, dict]:
    """One person or one place on paper. ``look``: ``person`` or ``place``, ``size``, ``grey``, ``address``."""
    brief = import_module("layers.brief")
    content = payload(ladder, **options)
    profile = options.get("profile", "internal")
    part = reduce(ladder, profile, where=options.get("where"), key=options.get("key"))
    found = brief.found_of(ladder) if profile == "internal" else None
    return brief.draw(content, part, title=options.get("title"), found=found, **look), _told(content)


def write_data(ladder, options: Mapping, look: Mapping, ending: str) -> tuple[bytes, dict]:
    """The data themselves, and their manifest (layers/datafile). ``look``: arguments of ``layers.datafile.make``."""
    return datafile.make(ladder, options, look, ending)


def write_citations(ladder, options: Mapping, look: Mapping, ending: str) -> tuple[bytes, dict]:
    """The words to cite it (layers/citing). ``look``: of ``layers.citing.make``."""
    return citing.make(ladder, options, look, ending)


def _telling(writers: dict[str, Callable]) -> dict[str, Callable]:
    """The writers, each of which tells the manifest how the file was made (layers/made.py)."""

    def telling(ending: str, write: Callable) -> Callable:
        return lambda ladder, options, look: write(ladder, {**options, "made": {"ending": ending, "look": look}}, look)

    return {ending: telling(ending, write) for ending, write in writers.items()}


# What can be written now, by the ending of the file's name: (ladder, payload options, looks) → (bytes, meta).
WRITERS: dict[str, Callable[[object, Mapping, Mapping], tuple[bytes, dict]]] = _telling(
    {
        ".html": write_page,
        **{f".{form}": partial(write_picture, form=form) for form in ("png", "svg", "pdf")},
        ".brief.pdf": write_brief,
        **{ending: partial(write_data, ending=ending) for ending in datafile.FORMATS},
        **{ending: partial(write_citations, ending=ending) for ending in citing.FORMATS},
    }
)


def ending_of(out: Path) -> str | None:
    """The longest ending of WRITERS that the name of a file has; None for any other.

    >>> ending_of(Path("out.d/Map.HTML")), ending_of(Path("map.xyz"))
    ('.html', None)
    """
    return max((ending for ending in WRITERS if out.name.lower().endswith(ending)), key=len, default=None)


def check_name(out: Path, inputs: list[Path], apart: bool = False) -> None:
    """DataError where a file of that name, or its folder (``apart``), cannot be written, before any work is done."""
    if not ending_of(out):
        raise DataError(
            "this kind of file cannot be written",
            file=out,
            field="--out",
            value=out.suffix or out.name,
            remedy=f"end the name in one of {', '.join(WRITERS)}",
        )
    if apart and ending_of(out) == ".html":
        split_folder.check(split_folder.folder_of(out))
        return
    written = {out.resolve(), beside(out).resolve()}
    if out.is_dir() or beside(out).is_dir() or any(path.resolve() in written for path in inputs):
        raise DataError("would write over what is read", file=out, field="--out", remedy="give another name")


def beside(out: Path) -> Path:
    """Where the sidecar of a data file stands."""
    return out.with_name(out.name + ENDING)


def export(ladder, out: Path, options: Mapping, look: Mapping) -> dict:
    """Write the file whole or not at all, its folder too where there is none; ``out, bytes`` and the payload's meta.

    A page that is split becomes a folder (layers/split_folder.py), and ``files`` says how large each of its files is.
    ``options``: of the payload. ``look``: of a picture (size, dpi, grey, title, …) or of a data file, which gets its
    sidecar beside it; both have the hash of the data, so that what is left of a broken run is found out.
    """
    data, meta = WRITERS[ending_of(out)](ladder, options, look)
    describe, parts = meta.pop("beside", None), meta.pop("parts", None)
    path = out
    try:
        if parts is not None:
            path = split_folder.folder_of(out)
            files = {split_folder.INDEX: data, **parts}
            split_folder.write(path, files)
            sizes = {name: len(part) for name, part in files.items()}
            return {"out": str(path), "bytes": sum(sizes.values()), "files": sizes, **meta}
        write_whole(out, data)
        if describe:
            path = beside(out)
            write_whole(path, describe(out.name))
    except OSError as error:
        raise DataError(f"cannot be written ({error.strerror})", file=path, field="--out") from error
    return {"out": str(out), "bytes": len(data), **meta}
