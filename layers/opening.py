"""How does an exported page open? As somebody saw it: which layers are on, who or what is picked, where the map is."""

from collections.abc import Mapping

from geodata.errors import DataError
from layers.columns import read_column

PICKS = {"person": "persons", "place": "places"}


def opened(content: Mapping, look: Mapping) -> dict:
    """The payload of a page that opens like that. What ``look`` does not name is as in any page.

    ``look``: ``layers`` (key → on), ``person`` or ``place`` (an id), ``view`` (latitude, longitude, zoom), ``address``
    (what opens this view again; it is said in the legend). DataError where an id is not in the payload.

    >>> opened({"meta": {}, "layers": [{"key": "paths", "on": True}]}, {"layers": {"paths": False}})["meta"]
    {'start': {'layers': {'paths': False}}}
    """
    start = {}
    if "layers" in look:
        known = [layer["key"] for layer in content["layers"]]
        start["layers"] = {key: bool(look["layers"][key]) for key in known if key in look["layers"]}
    if picked := _pick(content, look):
        start["pick"] = picked
    if look.get("view"):
        start["view"] = [float(number) for number in look["view"]]
    told = {"start": start} if start else {}
    told |= {"address": str(look["address"])} if look.get("address") else {}
    return {**content, "meta": {**content["meta"], **told}}


def _pick(content: Mapping, look: Mapping) -> dict | None:
    wanted = {kind: look[kind] for kind in PICKS if look.get(kind)}
    if len(wanted) > 1:
        raise DataError("a page opens on one of them", field="--person and --place", remedy="leave one of them away")
    for kind, id_ in wanted.items():
        column = content[PICKS[kind]]["id"]
        if id_ not in {content["text"][at] for at in read_column(column) if at >= 0}:
            remedy = "check the id, or choose a profile that lets it out"
            raise DataError(f"no {kind} of that id is in the page", field=f"--{kind}", value=id_, remedy=remedy)
        return {"kind": kind, "id": id_}
    return None
