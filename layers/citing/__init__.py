"""How is a map cited, the data behind it, and the sources of the places on it? Plain words, BibTeX, RIS, CSL-JSON.

Every one is made of the same references (layers/citing/references.py), which are made of what a profile let out and of
the manifest, and of nothing else. Beside the file stands a sidecar with its hash and the manifest, as a data file has
(layers/datafile/sidecar.py); CSL-JSON has the manifest inside as well. The same records give the same bytes.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from geodata import gazetteer
from layers import manifest as manifests
from layers import profiles
from layers.citing import bibtex, csl, plain, ris
from layers.citing.references import PLACES, Reference, day, references
from layers.datafile import sidecar
from layers.words import translator

__all__ = ["FORMATS", "day", "make"]


class Format(NamedTuple):
    """A row of FORMATS: references, manifest and words become a text."""

    write: Callable[[list[Reference], Mapping, Callable[..., str]], str]
    mediatype: str


FORMATS = {
    ".txt": Format(plain.dumps, "text/plain"),
    ".bib": Format(bibtex.dumps, "application/x-bibtex"),
    ".ris": Format(ris.dumps, "application/x-research-info-systems"),
    ".csl.json": Format(csl.dumps, "application/vnd.citationstyles.csl+json"),
}


def make(ladder, options: Mapping, look: Mapping, ending: str) -> tuple[bytes, dict]:
    """The bytes of a file of citations and its manifest, with ``references`` (how many), ``in_words`` and ``beside``
    (from the name of the file to the bytes of its sidecar).

    ``options``: of ``layers.manifest.manifest``. ``look``: ``address`` (what opens this view again), ``accessed`` (the
    day, as 2026-11-25, on which somebody saw it; else none is told), ``person`` or ``place`` (an id: the view is of
    that path or place, and so are the sources of places). DataError where an id is not in the view.
    """
    form, t = FORMATS[ending], translator(options.get("lang", "en"))
    profile = options.get("profile", "public")
    part = profiles.reduce(ladder, profile, where=options.get("where"), key=options.get("key"))
    told = manifests.manifest(ladder, part, **options)
    made = references(part, told, look, options.get("lang", "en"))
    data = gazetteer.encoded(form.write(made, told, t))
    of_places = sum(one.section == PLACES for one in made)
    return data, {
        **told,
        "references": len(made),
        "in_words": [*manifests.sentences(told, t), t("citing.count", count=len(made), places=of_places)],
        "beside": lambda name: sidecar.dumps(sidecar.File(name, data, form.mediatype), {}, told, t),
    }
