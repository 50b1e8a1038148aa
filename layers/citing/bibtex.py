"""How is a view cited in LaTeX? BibTeX in UTF-8, an entry of ``@misc`` a reference: for what it is not, nobody told us.

Read by BibTeX, biber and what reads their files (Zotero, JabRef). Classic styles know neither ``url``, ``urldate`` nor
``version`` and leave them out; biblatex prints them. A text of data cannot end its field, call a command or begin a
comment: what LaTeX takes for a sign of its own is written as the command that draws it, and what it would draw as
another sign (``--`` as a dash) is parted by an empty group. Braces are never written as ``\\{``, because BibTeX counts
them all the same. An address stands as it is, as biblatex wants it, in ASCII.
"""

import re
from collections.abc import Callable, Mapping
from urllib.parse import quote

from layers.citing.references import DATASET, MAP, Reference

DRAWN = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        **{sign: f"\\{sign}" for sign in "$&%#_"},
    }
)
JOINS = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=,)(?=,)|(?<=[`?!])(?=`)")  # two signs that LaTeX draws as another one
IN_AN_ADDRESS = "!#$%&'()*+,-./:;=?@[]_~"  # what is not escaped in one; ASCII letters and digits never are
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
BARE = ("month",)  # a name that styles know, in their language
KINDS = (MAP, DATASET)


def dumps(references: list[Reference], _: Mapping, t: Callable[..., str]) -> str:
    """An entry a reference, in their order."""
    return "\n".join(_entry(one, t) for one in references)


def _entry(one: Reference, t: Callable[..., str]) -> str:
    year, month = one.date[:4], one.date[5:7]
    fields = {
        "title": one.title and f"{{{drawn(one.title)}}}",  # twice in braces: capital letters stay
        "howpublished": drawn(t(f"citing.kind.{one.kind}")) if one.kind in KINDS else "",
        "version": drawn(one.version),
        "year": year,
        "month": month and MONTHS[int(month) - 1],
        "url": quote(one.url, safe=IN_AN_ADDRESS),
        "urldate": one.accessed,
        "note": drawn(" ".join(one.notes)),
        "annote": drawn(" ".join(one.about)),
    }
    lines = [f"  {name} = {text if name in BARE else f'{{{text}}}'}," for name, text in fields.items() if text]
    return "\n".join([f"@misc{{{one.key},", *lines, "}"]) + "\n"


def drawn(text: str) -> str:
    r"""The text as LaTeX draws it.

    >>> drawn("1998--99"), drawn("50% of {A_1}")
    ('1998-{}-99', '50\\% of \\textbraceleft{}A\\_1\\textbraceright{}')
    """
    return JOINS.sub("{}", text.translate(DRAWN))
