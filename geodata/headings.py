"""Under which headings does somebody's file write what we read? Our names mapped to those of a CSV or of a GeoJSON.

A mapping is written `ours=theirs,…` on a command line: `--columns id=Code,lon=X,lat=Y`.
"""

import csv
import functools
import re
from collections.abc import Collection, Mapping, Sequence

from geodata.errors import DataError, printable
from geodata.names import folded

ID_NAMES = ("id", "place_id", "facility_id")
LONGITUDE_NAMES = ("longitude", "lon", "lng", "long", "x")
LATITUDE_NAMES = ("latitude", "lat", "y")
TEXTS = (
    "name", "kind", "authority", "country", "admin1", "admin1_name", "locality", "precision", "status", "opened",
    "closed", "chosen_because", "note",
)  # fmt: skip
MAPPED = ("id", "longitude", "latitude", *TEXTS, "uncertainty_m", "aliases", "countries")  # and name_ko, name_zh, ...
# Folded headings of a name in another language, or of another name
OTHER_NAMES = (
    "name local; local name; native name; name native; original name; name original; name en; english name; "
    "other name; other names; alternative name; alternative names; alt name; alt names; former name; former names; "
    "old name; short name; alias; also known as; aka; synonym; synonyms; name 2; name2; nombre; nombres; "
    "nombre local; otro nombre; otros nombres; nom; noms; nom local; autre nom; autres noms; nome; nomes; "
    "nome local; naam; bezeichnung; ortsname; lokaler name; isim; ad; adi; yerel ad; diger adi; "
    "название; наименование; другое название; 이름; 명칭; 시설명; 현지명; 다른 이름; 别名; 名称; 名字; 名前; 名稱; "
    "الاسم; اسم; الاسم المحلي; اسم اخر; نام"
)
SHOWN = 40  # headings in an error


def pairs(texts: Sequence[str], option: str = "--columns") -> dict[str, str]:
    """`ours=theirs,…` as a mapping; a heading that holds a comma stands in quotation marks.

    >>> pairs(['seq=order,"place_id=camp, name"'])
    {'seq': 'order', 'place_id': 'camp, name'}
    """
    found = {}
    for part in (part for row in csv.reader(texts, skipinitialspace=True) for part in row):
        ours, sign, theirs = part.partition("=")
        if not sign:
            raise DataError("is not of the form OURS=THEIRS", field=option, value=part, remedy="write seq=order")
        found[ours.strip()] = theirs.strip()
    return found


def of_places(columns: Mapping[str, str]) -> dict[str, str]:
    """A mapping for a file of places under the names that its reader knows; DataError for a name of none.

    >>> of_places({"lon": "X", "place_id": "Code"})
    {'longitude': 'X', 'id': 'Code'}
    """
    one = {name: group[0] for group in (ID_NAMES, LONGITUDE_NAMES, LATITUDE_NAMES) for name in group}
    found = {}
    for ours, theirs in columns.items():
        name = one.get(ours, ours)
        if name not in MAPPED and not re.fullmatch(r"name_[a-z]{2,3}", name):
            raise DataError("is none of our columns", field="--columns", value=ours,
                            remedy=f"use one of {', '.join(MAPPED)}")  # fmt: skip
        if name in found:
            raise DataError("is given twice", field="--columns", value=ours, remedy="leave one of the two out")
        found[name] = theirs
    return found


def all_there(columns: Mapping[str, str], headings: Collection[str], file: str) -> None:
    """DataError where a mapping names a heading that the file does not have."""
    for ours, theirs in columns.items():
        if theirs not in headings:
            names = ", ".join(sorted(map(printable, headings))[:SHOWN])
            raise DataError(
                "there is no such column",
                file=file or None,
                field=ours,
                value=theirs,
                remedy=f"the columns are {names}",
            )


@functools.lru_cache(maxsize=1 << 12)
def is_other_name(heading: str) -> bool:
    """Whether a heading says a name in another language, or another name.

    >>> is_other_name("Nombre"), is_other_name("name_local"), is_other_name("name"), is_other_name("town")
    (True, True, False, False)
    """
    return " ".join(folded(heading.replace("_", " ")).replace("-", " ").split()) in OTHER_NAMES.split("; ")


def ours(properties: dict, columns: Mapping[str, str]) -> dict:
    """The properties under our names; one that has such a name already, and is not mapped, is kept as `…_in_file`.

    >>> ours({"Code": 7, "id": 1, "name": "x"}, {"id": "Code"})
    {'id': 7, 'id_in_file': 1, 'name': 'x'}
    """
    if not columns:
        return properties
    names = {theirs: ours for ours, theirs in columns.items()}
    return {names.get(key) or (f"{key}_in_file" if key in columns else key): value for key, value in properties.items()}
