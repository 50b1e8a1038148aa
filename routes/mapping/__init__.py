"""Which column of somebody's table is which of ours? A mapping: proposed, mended by a person, saved, and applied.

>>> from routes.sheets import read_sheet
>>> sheet = read_sheet(b"person_id,order,camp\\np,1,A\\np,2,B\\n", "e.csv")
>>> said = loads('version = 1\\n[columns]\\nperson_id = "person_id"\\nseq = "order"\\n[places]\\nname = "camp"')
>>> problems(said, sheet)
[]
>>> apply(said, sheet).events.to_dict("records")[1]
{'person_id': 'p', 'seq': '2', 'place_name': 'B', 'row': 3}
"""

from routes.mapping.applying import apply
from routes.mapping.checking import problems
from routes.mapping.dating import with_dates
from routes.mapping.model import (
    Applied,
    DateRules,
    Mapping,
    MappingFault,
    MappingQuestion,
    PlaceColumns,
    StopColumns,
)
from routes.mapping.proposing import propose
from routes.mapping.written import SIZE_LIMIT, answer, dumps, loads

__all__ = [
    "SIZE_LIMIT",
    "Applied",
    "DateRules",
    "Mapping",
    "MappingFault",
    "MappingQuestion",
    "PlaceColumns",
    "StopColumns",
    "answer",
    "apply",
    "dumps",
    "loads",
    "problems",
    "propose",
    "with_dates",
]
