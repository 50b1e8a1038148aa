"""How large may a file be that somebody brings? More than this is refused with a sentence before memory is used up."""

GIVEN = 1_000_000_000  # bytes as given; a million events are some 0.2 GB of CSV
