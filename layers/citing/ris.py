"""How is a view cited in RIS, which EndNote, Zotero, Mendeley and library catalogues read?

A line a field: a tag of two signs, two spaces, a hyphen, a space, the text; CR LF ends it; UTF-8. A record begins with
``TY`` and ends with ``ER``. A text of data is one line, so it can begin no field; what looks like a tag of HTML in it
is parted by an invisible sign, because programs show notes as HTML.
"""

from collections.abc import Callable, Mapping

from layers.citing.references import DATASET, DOCUMENT, MAP, PAGE, Reference
from layers.citing.unmarked import unmarked

TYPES = {MAP: "MAP", DATASET: "DATA", PAGE: "ELEC", DOCUMENT: "GEN"}
END = "\r\n"


def dumps(references: list[Reference], _: Mapping, __: Callable[..., str]) -> str:
    """A record a reference, in their order, an empty line between."""
    return END.join(_record(one) for one in references)


def _record(one: Reference) -> str:
    fields = (
        ("TY", TYPES[one.kind]),
        ("ID", one.key),
        ("TI", unmarked(one.title)),
        ("ET", unmarked(one.version)),
        ("PY", one.date[:4]),
        ("DA", one.date.replace("-", "/")),
        ("UR", one.url),
        ("Y2", one.accessed.replace("-", "/")),
        ("N1", unmarked(" ".join(one.notes))),
        ("AB", unmarked(" ".join(one.about))),
    )
    return "".join(f"{tag}  - {text}{END}" for tag, text in fields if text) + f"ER  - {END}"
