"""Why is a setting proposed, or asked? The English sentences of a mapping by code.

They are the comments of a mapping file. Their Korean, for the page, stands in `layers/locale/ko/LC_MESSAGES/why.po`
under `why.<code>`. `columns`, `examples` and `words` are lists in quotation marks, `values` is a number of values.
"""

from types import MappingProxyType

from geodata.sentences import teller

REASONS = MappingProxyType(
    {
        # How many, and lists
        "number.value": "{count} values",
        "number.value.one": "{count} value",
        "number.row": "{count} rows",
        "number.row.one": "{count} row",
        "number.person": "{count} persons",
        "number.person.one": "{count} person",
        "number.date": "{count} dates",
        "number.date.one": "{count} date",
        "number.cell": "{count} cells",
        "number.cell.one": "{count} cell",
        "and_more": "{names} and {number} more",
        "no_names": "none",
        "all_values": "all {number} values",
        "some_values": "{some} of {number} values",
        # Columns
        "by_hand": "chosen by a person",
        "not_answered": "this is not answered yet",
        "header": "the header is {columns}",
        "headers": "the headers are {columns}",
        "header_of_place": "the header is {columns}, and the values are no dates",
        "header_of_both_dates": "the header is {columns}: the day of the transfer is both",
        "every_cell_empty": "every cell is empty",
        "look_alike": "the columns {columns} look alike; which one is it?",
        "names_people": "{headers}: it tells who people are; names can hurt them, so the column is not kept unless "
        "somebody says so",
        "kept": "kept as further columns: {columns}",
        "empty": "empty: {columns}",
        # Who, and in which order
        "people_in_rows": "{people} in {rows}",
        "may_be_who": "{columns} may say who it is",
        "nobody_says_who": "no column says for certain who it is",
        "may_number_rows": "{columns} is another in every row, so it may number rows and not people",
        "names_would_too": "{columns} would too, but names can hurt people: give them ids of their own",
        "like_names": "the values look like names of people, and no public export is made of names: the page gives ids "
        "in their place, or write them under [values.person_id]",
        "counts": "it counts 1, 2, 3 within each person",
        "rises": "its numbers rise within each person",
        "whole_numbers": "{share} of the values are whole numbers",
        "rising_order": "the whole numbers of {columns} rise within each person; are they the order?",
        "rows_in_order": "some people have several rows; do their rows stand in the order in which it happened?",
        # Events and words
        "known_words": "{found} are known words",
        "known_word": "a known word for {word}",
        "no_event": "a row with a word that is no event cannot be used; which event is it?",
        "consent": "{found} are public or partner, and every other word agrees to nothing",
        # How events lie in rows
        "shape_long": "no column but one says where, so a row is an event",
        "shape_stops": "{number} numbered columns are places: {columns}",
        "shape_wide": "{origin} and {destination} are two places in one row",
        "says_no_more": "{columns} says nothing more of a row that is a transfer",
        "shape_itinerary": "the header is {columns}, and its texts hold several places",
        "arrow": "an arrow stands in no name: {signs}",
        "separator": "what stands between two places, with its blanks? {signs} values",
        "sign_in": '"{sign}" in {some} of {number}',
        "numbered": "the headers differ in a number alone: {columns}; which of them are it?",
        # Dates of columns
        "read_as_dates": "{share} of {values} read as dates",
        "few_dates": "{columns}: the header says a date, but only {share} of the values read as one",
        "hold_dates": "nothing says when somebody arrived, and these columns hold dates: {columns}",
        "day_of_reaching": "is {columns} the day on which the last place was reached?",
        "is_day_of_leaving": "{odd}; is it the day on which the first place was left?",
        "is_day_of_reaching": "{odd}; is it the day on which the last place was reached?",
        # Where
        "geometry": "the geometry of a feature is its position",
        "few_longitudes": "{columns}: the header says a longitude, but only {share} of the values are numbers up to "
        "{limit}; is it one?",
        "few_latitudes": "{columns}: the header says a latitude, but only {share} of the values are numbers up to "
        "{limit}; is it one?",
        "degrees": "numbers up to {limit}",
        "ids_of_places": "{found} are ids of the places",
        "names_of_places": "{found} are names of the places",
        "no_name_of_place": "none is a name or an id of the places",
        "no_places_given": "no places were given to compare with",
        "codes_of_countries": "{found} are codes of ISO 3166",
        "unknown_places": "words for a place that is not known, in {values}: {words}",
        # How dates are written
        "alone": "of {values} {alone} can be read as {notation} alone ({examples}) and none contradicts",
        "reads": "{notation} reads {values}, such as {examples}",
        "no_date": "no date can be read in {values}, such as {examples}",
        "alone_reads": "{notation} alone reads {values}, such as {examples}",
        "contradict": "the values contradict each other: {readings}; with {both} the dates that these read differently "
        "are not used",
        "can_be_both": "{examples} can be both {one} and {other}",
        "can_be": "{examples} can be {notations}",
        "and_others": "{examples} and others, {values} in all,",
        "arrival_other_way_round": "{why}, but arrival is read the other way round",
        "departure_other_way_round": "{why}, but departure is read the other way round",
        "mark": '"{mark}" stands for a part of {values}, such as {examples}',
        "digits": "the figures {digits} stand for 0 to 9 in {values}, such as {examples}",
        "midnight": "the time of day is 00:00:00 in all of {values}, as spreadsheets write a day",
        "serial": "{values} may say the day number of a spreadsheet: {examples} ({days})",
        "serial_as": "{day} as {notation}",
        "century": "{notations} has two figures of the year; with which year do their hundred years begin?",
        "years_apart": "far from all others lie {some} of {dates} ({years}); which can be right?",
        "other_calendar": "every year lies where no record can be expected ({years}); calendars other than the "
        "Gregorian are not read, and years outside those that can be right are flagged",
        "years_hold": "these years hold {dates}",
        "far_off": "far off: {years}",
    }
)
tell = teller("why", REASONS)
