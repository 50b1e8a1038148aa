"""Which address opens this view again? The page's own, without what a profile does not let out."""

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from layers import profiles
from layers.filters import BY_KEY
from layers.subset import Part

PICKS = {"person": ("paths", "person_id"), "place": ("places", "place_id")}


def reopening(
    base: str,
    parameters: Mapping[str, list[str]],
    part: Part,
    *,
    where: Mapping,
    profile: str,
    key: bytes | None = None,
) -> str | None:
    """The address of a view for an export; None where it would tell, or need, what the profile withholds.

    ``base``: of the server. ``parameters``: of the page's address. ``part``: what ``layers.profiles.reduce`` let out
    with ``where``. Who reads a keyed hash cannot open a view with it, so a partner gets no address of a person.
    """
    if profile != "internal":
        told = profiles.sayable(where, part, profile, key)
        if any(told[name] != where[name] for name in where) or not _let_out(parameters.get("pick", []), part):
            return None
    split = urlsplit(base)
    known = {name: values for name, values in parameters.items() if name in BY_KEY or name in VIEW}
    query = urlencode(known, doseq=True, safe=":,|", encoding="utf-8")
    return f"{split.scheme}://{split.netloc}{split.path}" + (f"?{query}" if query else "")


VIEW = ("layers", "pick", "view", "lang", "place")  # parameters that are no filters and say what is seen


def _let_out(picks: list[str], part: Part) -> bool:
    for pick in picks:
        kind, _, wanted = pick.partition(":")
        table, column = PICKS.get(kind, (None, None))
        if table is None or not (getattr(part, table)[column] == wanted).any():
            return False
    return True
