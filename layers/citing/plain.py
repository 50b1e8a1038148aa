"""How is a view cited in plain words, for a caption, a footnote, a letter? A reference a paragraph, numbered."""

from collections.abc import Callable, Mapping

from layers.citing.references import DATA, DATASET, MAP, PLACES, VIEW, Reference, sentence

KINDS = (MAP, DATASET)  # of which is said what they are; of a source nobody told us


def dumps(references: list[Reference], _: Mapping, t: Callable[..., str]) -> str:
    """The references by section, then what the view holds, a sentence a line."""
    parts = []
    numbered = list(enumerate(references, 1))
    for section in (VIEW, DATA, PLACES):
        held = [f"[{number}] {_paragraph(one, t)}" for number, one in numbered if one.section == section]
        parts += [_heading(section, t), *held] if held else []
    about = [told for one in references for told in one.about]
    parts += [_heading("about", t), "\n".join(about)] if about else []
    return "\n\n".join(parts) + "\n"


def _heading(section: str, t: Callable[..., str]) -> str:
    return t(f"citing.section.{section}").upper()


def _paragraph(one: Reference, t: Callable[..., str]) -> str:
    """In a view, what it shows comes before its address; elsewhere the note comes last, where it can be cut off."""
    version = ", ".join(filter(None, (one.version and t("citing.version", version=one.version), one.date)))
    kind = t(f"citing.kind.{one.kind}") if one.kind in KINDS else ""
    told = [*map(sentence, filter(None, (one.title, kind, version)))]
    where = [one.url, one.accessed and sentence(t("citing.accessed", date=one.accessed))]
    rest = [*one.notes, *where] if one.section == VIEW else [*where, *one.notes]
    return " ".join(filter(None, [*told, *rest]))
