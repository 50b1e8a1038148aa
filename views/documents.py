"""Which map documents may a frame of this server ask for? Those that a page made, by the hash of what they hold."""

from collections import OrderedDict
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

KEPT = 40  # documents: each language of the map and of the places, and the choices that visits look at just now


class Document(NamedTuple):
    """A map document and its name in the frame's address."""

    name: str
    html: str


_documents: OrderedDict[str, Document] = OrderedDict()


def named(html: str) -> Document:
    """A document under the hash of what it holds."""
    return Document(sha256(html.encode()).hexdigest(), html)


def offer(document: Document) -> str:
    """Let frames ask for this document; its name. The one that was offered longest ago goes when there are too many.

    >>> get(offer(named("<p>x</p>"))), get("another")
    ('<p>x</p>', None)
    """
    _documents[document.name] = document
    _documents.move_to_end(document.name)
    while len(_documents) > KEPT:
        _documents.popitem(last=False)
    return document.name


def withdraw(names: Iterable[str]) -> None:
    """From now on no frame gets these documents.

    >>> name = offer(named("<p>y</p>"))
    >>> withdraw([name])
    >>> get(name) is None
    True
    """
    for name in names:
        _documents.pop(name, None)


def get(name: str) -> str | None:
    """The document of that name; None for any other name."""
    found = _documents.get(name)
    return found.html if found else None
