"""What can be wrong with a mapping? The English sentences by code: what is wrong, and the way out in a mapping file.

A terminal says them with file, line and key. The page has no keys: it says them in words of its own, with the name of
the control, under `fault.<code>` in `layers/locale/*/LC_MESSAGES/mapping.po`, and the way out is part of them.
"""

from types import MappingProxyType

from geodata.findings import fill
from geodata.sentences import Sentence, teller

FAULTS = MappingProxyType(
    {
        # Against a sheet
        "open": ("a question is open: {why}", "{answers}"),
        "no_such_column": ("there is no such column", "{near} columns are {columns}"),
        "taken_twice": ("one column is taken {number} times, by {settings}", "leave it at one of them"),
        "left_out_and_used": (
            "the column is left out and used",
            "take it out of left_out under [file], or do not use it",
        ),
        "no_shape": ("is no shape", "write one of {options}"),
        "nobody": ("no column says who", 'name the column of the ids of people, such as person_id = "id"'),
        "needed": ("a table of the shape {shape} needs this", "name it under [stops]"),
        "not_of_shape": (
            "this is not for a table of the shape {shape}",
            "take it away, or change kind under [shape]",
        ),
        "several_places": ("a row has several places here", "name their columns under [stops]"),
        "several_stops": ("a row has several stops here, and this is of one", "name it under [stops]"),
        "nowhere": (
            "no column says where",
            'name one under [places], such as name = "camp", or an event under [columns]',
        ),
        "half_position": ("a longitude needs a latitude, and a latitude a longitude", "name both or none"),
        "no_number": (
            "a pattern needs one {sign}, where the number stands",
            'write "place{sign}", or a list of columns',
        ),
        "pattern_of_nothing": ("no column fits this pattern", "the columns are {columns}"),
        "of_row_and_stop": ("is a column of the row and of each stop", "leave one of them out"),
        "stops_nowhere": ("nothing says where the stops are", 'write place_name = "place{sign}"'),
        "column_and_constant": ("is a column, and here the same in every row", "leave one of the two out"),
        "consent": (
            "consent is never translated: only the words public and partner in the records count",
            "write what people agreed to into the records",
        ),
        "words_of_no_column": ("words of a column that is not mapped", "name the column under [columns] as {ours}"),
        "no_such_word": ("is none of the words for {ours}", "write one of {options}"),
        "century": ("years of two figures need their century", "write century = 1900 for 1900 to 1999"),
        "no_date": ("is no date of ours", "write one of {options}"),
        "same_meaning": ('the columns "{one}" and "{other}" are to mean the same', "choose one of them"),
        # A notation of dates
        "year_twice": ("a notation of dates with the year twice", "{letters}"),
        "month_twice": ("a notation of dates with the month twice", "{letters}"),
        "day_twice": ("a notation of dates with the day twice", "{letters}"),
        "part_twice": ("a notation of dates with the {part} twice", "{letters}"),
        "no_year": ("a notation of dates without a year", "write YYYY or YY where the year stands"),
        "day_without_month": (
            "a notation of dates with a day and no month",
            "write M, MM or MON where the month stands",
        ),
        "time_without_day": (
            "a notation of dates with a time without its day or hour",
            "write D and hh where they stand",
        ),
        "notation_too_long": ("a notation of dates that is too long", "write no more than {limit} characters"),
        # In a file, or an answer
        "no_version": ("the number of the version is missing", "write version = {version}"),
        "version_no_number": ("must be a whole number", "write version = {version}"),
        "other_version": (
            "is a version that this program does not know",
            "it knows {version}; use a newer program",
        ),
        "no_setting": ("is no setting that there is", "the settings here are {options}"),
        "no_table": ("must be a table", "write [{table}] on a line of its own"),
        "no_text": ("must be a text", "put it in quotation marks"),
        "no_option": ("is none of the words that can stand here", "write one of {options}"),
        "no_list": ("must be a list of texts", 'write ["one", "two"]'),
        "no_columns": ("must be a text or a list of texts", 'write "place{sign}"'),
        "no_whole_number": (
            "must be a whole number",
            "write a number from {low} to {high}, without quotation marks",
        ),
        "no_truth": ("must be true or false", "write true or false, without quotes"),
        "no_years": ("must be two years, the earlier first", 'write "1900/1960"'),
        "too_long": ("is longer than {limit} characters", "write each setting on one line"),
        "no_toml": ("is not written as TOML ({told})", 'write settings as name = "value", a line each'),
        "endless": ("holds lists in lists without end", "write each setting on one line"),
    }
)
_tell = teller("fault", {code: reason for code, (reason, _) in FAULTS.items()})


def fault(code: str, **values: str | int) -> tuple[Sentence, str]:
    """`(what is wrong, the way out)`.

    >>> fault("needed", shape="wide")
    ('a table of the shape wide needs this', 'name it under [stops]')
    """
    told = _tell(code, **values)
    return told, fill(FAULTS[code][1], told.values)


def setting(key: str, words: str = "") -> Sentence:
    """A key of a mapping, for which a page says the name of its control; `words` where a file calls it otherwise.

    >>> setting("columns.seq").code
    'setting.columns.seq'
    """
    return Sentence(f"setting.{key}", words or key, {})
