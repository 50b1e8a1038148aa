"""Why was a file read in this way, and what must be said of it? The English sentences of routes.sheets by code.

Their Korean, for the page, stands in `layers/locale/ko/LC_MESSAGES/why.po` under `sheet.<code>`.
"""

from types import MappingProxyType

from geodata.sentences import teller

READ = MappingProxyType(
    {
        "chosen": "chosen",
        "and_more": "{names} and {number} more",
        # Encodings
        "ascii": "the file holds ASCII characters only, which read alike in every encoding",
        "utf8": "every byte of the file reads as UTF-8",
        "mark": "the file begins with the mark of {mark}",
        "encoding": "the encoding is not certain: {why}",
        "shifts": "it holds shifts between alphabets",
        "no_mark": "the bytes look like UTF-16 without its mark",
        "byte": "byte {byte} on line {line} is not UTF-8",
        "several_readings": "the bytes read in several ways",
        # Separators
        "declared": "the first line of the file says so",
        "first_line": "only {sign} divides the first line",
        "as_first_line": "only {sign} gives the records as many cells as the first line",
        "all_records": "{sign} gives all records as many cells",
        "most_records": "only {sign} gives most records as many cells",
        "one_column": "there is one column, and no separator",
        "separator": "the separator is not certain: {signs} divide lines",
        "separator_below": "the separator is not certain: none divides the first line, {signs} divide later ones",
        "separator_below.one": "the separator is not certain: none divides the first line, {signs} divides later ones",
        # Headers
        "nothing": "nothing is in the file",
        "first_line_names": "the first line that holds anything has a name for each column",
        "first_row_names": "the first row that holds anything has a name for each column",
        "line_is_title": "the header is not certain: line {line} has no name for some columns, as a title has none",
        "row_is_title": "the header is not certain: row {line} has no name for some columns, as a title has none",
        "line_of_numbers": "the header is not certain: line {line} holds numbers rather than names of columns",
        "row_of_numbers": "the header is not certain: row {line} holds numbers rather than names of columns",
        # Archives and workbooks
        "only_table": "it is the only table in the archive",
        "beside": "beside it lie {names}",
        "only_file": "it is the only file in the archive",
        "tables": "the archive holds {number} tables",
        "merged": "{number} merged cells below the header hold for each row that they span",
        "only_sheet": "it is the only visible worksheet that holds anything",
        "hidden": "also there, but hidden: {names}",
        "worksheets": "{number} worksheets hold something",
    }
)
tell = teller("sheet", READ)
