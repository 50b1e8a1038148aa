"""How is a view cited in CSL-JSON, which Zotero, pandoc and citeproc read? A list of items (schema 1.0.2).

The item of the view has the manifest of the export under ``custom``, where the schema has room for what it does not
name. Processors read ``<i>`` and the like in a text as formatting, and the format knows no way to say that it is none:
an invisible sign parts it (layers/citing/unmarked.py). In the bytes of the file there is no ``<`` at all.
"""

import json
from collections.abc import Callable, Mapping

from layers.citing.references import DATASET, DOCUMENT, MAP, PAGE, VIEW, Reference
from layers.citing.unmarked import unmarked

TYPES = {MAP: "map", DATASET: "dataset", PAGE: "webpage", DOCUMENT: "document"}


def dumps(references: list[Reference], manifest: Mapping, _: Callable[..., str]) -> str:
    """An item a reference, in their order."""
    items = [_item(one) | ({"custom": {"manifest": manifest}} if one.section == VIEW else {}) for one in references]
    return json.dumps(items, ensure_ascii=False, indent=1).replace("<", "\\u003c") + "\n"


def _item(one: Reference) -> dict:
    told = {
        "id": one.key,
        "type": TYPES[one.kind],
        "title": unmarked(one.title),
        "version": unmarked(one.version),
        "issued": _date(one.date),
        "URL": one.url,
        "accessed": _date(one.accessed),
        "note": unmarked(" ".join(one.notes)),
        "annote": unmarked(" ".join(one.about)),
    }
    return {name: value for name, value in told.items() if value}


def _date(text: str) -> dict:
    return {"date-parts": [[int(number) for number in text.split("-")]]} if text else {}
