"""Why does a text mean this place, or none? The English sentences of geodata.matching by code.

`MATCHED` are whole sentences and parts of one; what says that a name fits comes from geodata.find. Their Korean stands
in `layers/locale/ko/LC_MESSAGES/why.po` under `match.<code>`.
"""

from types import MappingProxyType

from geodata.decisions import DECIDED
from geodata.find import REASONS
from geodata.sentences import teller

HELD, BESIDE = "held", "beside"  # kinds of evidence that geodata.find does not know
MATCHED = MappingProxyType(
    REASONS
    | DECIDED
    | {
        HELD: "its name stands in the text: {name}",
        BESIDE: "beside the position of the record",
        "doubted": "the record puts a question mark to it",
        "agrees": "{said} agrees",
        "contradicts": "but it does not lie in {said}",
        "open": "whether {said} agrees is not known",
        "away": "{distance} from the position of the record",
        "exact": "{place}: {why}.",
        "likely": "Likely {place}: {why}.",
        "several": "{number} places fit: {places}.",
        "and_more": "{places} and {number} more",
        "ruled_out": "The record says {said}, and no place of this name lies there: not {places}.",
        "no_place": "The record names no place.",
        "says_unknown": "The record itself says that the place is not known.",
        "id_and_name": "The id is of one place and the name of another: {places}.",
        "text_is_id": "The text is an id and a name: {places}.",
        "region_alone": "The record names a country or a province, and no place in it that is known here.",
        "joins_several": "The text joins several places, and does not say which one is meant.",
        "nothing_fits": "No place that is known here fits.",
        "outdated": "{reason} A decision names {id}, which is no longer known; it is not used.",
    }
)
tell = teller("match", MATCHED)
