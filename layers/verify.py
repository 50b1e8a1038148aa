"""Is a file what it says? Whether it was changed, whether it was made of these records, whether it can be made again.

Each answer is a ``Finding``, in a sentence. A file that can be made again to the byte is what it says, whoever had it
in his hands; a seal alone tells only that nobody changed it who did not know of the seal.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

from geodata.errors import DataError
from layers import datafile, looks, split_folder
from layers import label as labels
from layers import made as making
from layers.export import WRITERS
from layers.label import Label
from layers.manifest import PLACES, PROGRAM, RECORDS, Input

CLAIMS = ("title", "profile", "filters", "shown", "cut", "inputs", "synthetic")  # of a manifest, the gravest last
MOST_SHOWN = 200  # characters of a value
MOST_NAMED = 20  # files of a folder


class Finding(NamedTuple):
    """``what``: a key of the words ``verify.*``. ``holds``: None where that is no answer, but explains one."""

    what: str
    holds: bool | None
    values: Mapping

    def words(self, t: Callable[..., str]) -> str:
        """In a sentence."""
        return t(f"verify.{self.what}", **self.values)


def finding(what: str, holds: bool | None = None, **values: object) -> Finding:
    """A finding from its words."""
    return Finding(what, holds, values)


def of_itself(label: Label) -> list[Finding]:
    """Whether a file is as it was written, as far as it can tell by itself."""
    if label.form != "json":
        told = [finding({True: "sealed", False: "changed", None: "no_seal"}[label.seal], label.seal is True)]
        return told if label.parts is None else told + _of_parts(label.parts)
    wrong = labels.misfits(label)
    told = [finding("file_changed", False) if wrong else finding("file_whole", True)]
    told.append(finding("beside_whole", True) if label.seal else finding("beside_changed", False))
    if label.described["path"] != label.name:
        told.append(finding("renamed", None, name=_shown(label.described["path"])))
    return told


def _of_parts(parts: split_folder.Parts) -> list[Finding]:
    """Whether each file of a page that was split is there as index.html names it, and nothing else."""
    if parts.whole:
        return [finding("parts_whole", True, count=len(parts.files))]
    wrong = (("part_changed", parts.changed), ("part_missing", parts.missing), ("part_other", parts.others))
    return [finding(what, False, name=_shown(name)) for what, names in wrong for name in names[:MOST_NAMED]]


def again(label: Label) -> making.Again:
    """What the file asks for, to be made again; DataError where that cannot be."""
    asked = making.again(label.manifest)
    if asked.ending not in WRITERS:
        raise DataError("this program does not write such files", value=asked.ending)
    form = asked.ending.rpartition(".")[2]
    if label.form != (form if form in labels.STARTS else "json"):
        raise DataError("the file says that it is of another kind than it is", value=asked.ending)
    if bool(asked.look.get("split")) != (label.parts is not None):
        raise DataError("the file says that it is of another kind than it is", field="split")
    for name in asked.look:
        if not _has(asked.ending, name):
            raise DataError("such a file has no such choice", field=name, value=asked.ending)
    return asked


def _has(ending: str, name: str) -> bool:
    """Whether something can be said of the look of a file of that ending."""
    if name in looks.OPTIONS:
        return ending in looks.OPTIONS[name].endings
    if name == "bom":
        return ending == ".csv"
    return name == "table" and ending in datafile.FORMATS and datafile.FORMATS[ending].choice


def against(label: Label, asked: making.Again, ladder, read: list[Input], key: bytes | None) -> list[Finding]:
    """Whether these are the records and places that the file was made of, and whether it can be made again.

    ``ladder``: of these records, built as ``asked.build`` says. ``read``: what it was made of.
    """
    told = [_same(label, read, role) for role in (RECORDS, PLACES)]
    if label.manifest["made"].get("again") is not True:
        return [*told, finding("withheld", False)]
    if label.manifest["profile"] == "partner" and not key:
        return [*told, finding("key", False)]
    try:
        data, beside, parts = _made(label, asked, ladder, read, key)
    except DataError as error:
        return [*told, finding("cannot", False, reason=str(error).rstrip("."))]
    same_parts = label.parts is None or (label.parts.files == parts and not label.parts.others)
    if data == label.data and beside == label.beside and same_parts:
        return [*told, finding("again", True)]
    return [*told, finding("not_again", False), *_why(label, data, beside, told, key)]


def _same(label: Label, read: list[Input], role: str) -> Finding:
    said, here = (Counter(hashes) for hashes in (_hashes(label, role), [o.sha256 for o in read if o.role == role]))
    return finding(f"same_{role}", True) if said == here else finding(f"other_{role}", False)


def _hashes(label: Label, role: str) -> list[str]:
    return [one["sha256"] for one in label.manifest["inputs"] if one["role"] == role]


def _made(
    label: Label, asked: making.Again, ladder, read: list[Input], key: bytes | None
) -> tuple[bytes, bytes | None, dict[str, bytes] | None]:
    """The file made again, its sidecar, its parts. Inputs are called as the file calls them: a name may change."""
    names = {(one["role"], one["sha256"]): one.get("name") for one in label.manifest["inputs"]}
    inputs = [one._replace(name=names.get((one.role, one.sha256)) or one.name) for one in read]
    options = {**asked.options, "key": key, "inputs": inputs}
    options["where"] = making.with_ids(asked.options["where"], ladder, asked.options["profile"], key)
    data, meta = WRITERS[asked.ending](ladder, options, asked.look)
    describe = meta.get("beside")
    beside = describe(label.described["path"]) if describe and label.described else None
    return data, beside, meta.get("parts")


def _why(label: Label, data: bytes, beside: bytes | None, told: list[Finding], key: bytes | None) -> list[Finding]:
    """Why the file made again is another one: all that is known, the likeliest cause first."""
    found = [finding("because_changed")] if not label.whole else []
    if any(one.holds is False for one in told):
        found.append(finding("because_other"))
    said = label.manifest
    if said["program"] != PROGRAM:
        found.append(finding("because_program", theirs=_shown(said["program"]), ours=PROGRAM))
    theirs = said["made"].get("libraries")
    theirs = theirs if isinstance(theirs, dict) else {}
    for name, version in making.libraries(said["made"]["ending"]).items():
        if theirs.get(name) != version:
            found.append(finding("because_library", name=name, theirs=_shown(theirs.get(name)), ours=version))
    made = labels.manifest_in(beside if label.form == "json" else data, label.form)
    for name in CLAIMS:
        if said[name] != made[name] and not (name == "inputs" and found):
            found.append(finding("because_claim", name=name, theirs=_shown(said[name]), ours=_shown(made[name])))
    return found or [finding("because_key" if key else "because_unknown", at=_first_difference(label, data, beside))]


def _first_difference(label: Label, data: bytes, beside: bytes | None) -> int:
    """The first byte that differs, counted from 1."""
    one, other = (label.data, data) if label.data != data else (label.beside or b"", beside or b"")
    low, high = 0, min(len(one), len(other))
    while low < high:  # halving: the beginnings are the same up to somewhere
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low + 1


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + "…"
