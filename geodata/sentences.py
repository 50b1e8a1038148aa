"""How can a sentence be said in another language? English text that knows its code and the values in its holes.

Files, terminals and whoever adds texts together read the English that it is; a page fills the same values into its own
words for the code (`layers.words.in_words`). A value may be such a sentence itself.
"""

from collections.abc import Callable, Iterable, Mapping

from geodata.findings import fill


class Sentence(str):
    """English text made of `words` with `values` in their holes; `code` names it in a catalogue, "" none.

    >>> told = Sentence("why.header", "the header is {name}", {"name": "camp"})
    >>> told, told.code, told.values
    ('the header is camp', 'why.header', {'name': 'camp'})
    """

    code: str
    words: str
    values: dict[str, str]

    def __new__(cls, code: str, words: str, values: Mapping[str, str]):
        """The text; what it was made of stays beside it."""
        self = super().__new__(cls, fill(words, values))
        self.code, self.words, self.values = code, words, dict(values)
        return self

    def __getnewargs__(self):
        return self.code, self.words, self.values

    def with_values(self, change: Callable[[str], str]) -> "Sentence":
        """The same of other values.

        >>> joined(["a", "b"]).with_values(str.upper)
        'A; B'
        """
        return Sentence(self.code, self.words, {name: change(value) for name, value in self.values.items()})


def joined(parts: Iterable[str], sign: str = "; ") -> str:
    """Several as one, without those that say nothing; still to be said in another language.

    >>> joined(["one", "", "other"])
    'one; other'
    """
    told = [part for part in parts if part]
    if len(told) < 2:
        return told[0] if told else ""
    values = {f"part{number}": part for number, part in enumerate(told)}
    return Sentence("", sign.join(f"{{{name}}}" for name in values), values)


def teller(prefix: str, table: Mapping[str, str]) -> Callable[..., Sentence]:
    """A function from a code of a table of English sentences, and values, to the sentence.

    Where words of their own stand under `<code>.one`, a `count` of 1 is told by these.

    >>> tell = teller("why", {"rows": "{count} rows", "rows.one": "one row"})
    >>> tell("rows", count=1200), tell("rows", count=1).code
    ('1,200 rows', 'why.rows.one')
    """

    def tell(code: str, **values: str | int) -> Sentence:
        code = f"{code}.one" if values.get("count") == 1 and f"{code}.one" in table else code
        told = {name: value if isinstance(value, str) else f"{value:,}" for name, value in values.items()}
        return Sentence(f"{prefix}.{code}", table[code], told)

    return tell
