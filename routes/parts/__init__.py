"""How are more records built than memory holds? By parts of people, one after the other or side by side.

    file ──sources──▶ chunks of rows ──runs──▶ sorted by person, on disk ──plan──▶ parts ──build──▶ pieces ──joining──▶

A person is in one part, with all rows, in the order of the file; parts follow each other in the order of the ids. The
pieces put together are what one build of all records gives: the same rows in the same order, flows and figures summed.
"""
