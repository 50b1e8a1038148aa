"""What do base and journal say together? The features as corrected, in memory; the same whether replayed or live."""

import json
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from geodata.corrections.base import Base, BaseFile, place_id
from geodata.corrections.changes import rebased, value_of
from geodata.corrections.review import Review
from geodata.errors import DataError
from geodata.journal import BEGINNING, Entry
from geodata.places import PROBLEM_COLUMNS, READ_COLUMNS, parse_features


class State:
    """The places of a base with the lines of a journal taken in so far."""

    def __init__(self, base: Base):
        self.review = Review()
        self._put_base(base)

    def after(self, entries: Iterable[Entry]) -> "State":
        """This state, with all these lines taken in at once; their last base is the one that it stands on."""
        for entry in entries:
            self.review.add(entry)
        self._correct_all()
        return self

    def add(self, entry: Entry, base: Base | None = None) -> None:
        """Take one more line in; `base` is what a `base` line names."""
        self.review.add(entry)
        if base is not None:
            self._put_base(base)
            self._correct_all()
        elif entry.kind in ("accept", "undo"):
            self._correct(entry.place)

    @property
    def lines(self) -> int:
        """How many lines were taken in."""
        return len(self.review.entries)

    @property
    def head(self) -> str:
        """The hash of the last of them."""
        return self.review.entries[-1].hash if self.review.entries else BEGINNING

    def __contains__(self, place: str) -> bool:
        return place in self._where

    def feature(self, place: str) -> dict:
        """The feature as corrected so far, shared: not to be changed. DataError where there is no such place."""
        file, number = self._found(place)
        return self.collections[file].features[number]

    def base_feature(self, place: str) -> dict:
        """The feature as the base has it."""
        file, number = self._found(place)
        return self.collections[file].base(number)

    def copy_of(self, place: str) -> dict:
        """The feature as corrected so far, to keep."""
        file, number = self._found(place)
        return json.loads(self.collections[file].piece(number))

    def _found(self, place: str) -> tuple[int, int]:
        if place not in self._where:
            raise DataError("there is no such place", field="id", value=place, remedy="look it up with find")
        return self._where[place]

    def rebuilt(self) -> dict[str, bytes]:
        """The bytes of each rebuilt file by its name."""
        pairs = zip(self.base.files, self.collections, strict=True)
        return {file.made: collection.stamped(self.lines, self.head) for file, collection in pairs}

    def parts(self) -> list["Part"]:
        """Each file with its document as it is now, to be read as a table while the state goes on."""
        pairs = zip(self.base.files, self.collections, strict=True)
        return [Part(file, collection.document()) for file, collection in pairs]

    def undone(self, number: int) -> tuple[str, list[dict], int]:
        """What `undo(number)` does: the place, the changes, and the number of the line that it answers."""
        correction = self.review.undoable(number)
        place, changes = correction.entry.place, []
        feature = self.base_feature(place) if place in self else {}
        for change in correction.entry.changes:
            field = change["field"]
            below = value_of(feature, field)
            now = self.review.value(below, place, field)
            if correction.in_force:
                then = self.review.value(below, place, field, without=correction)
            else:
                then = rebased(change, now)
            changes.append({"field": field, "old": now, "new": then})
        return place, changes, correction.last.n

    def _put_base(self, base: Base) -> None:
        where: dict[str, tuple[int, int]] = {}
        collections = [file.collection() for file in base.files]
        for at, collection in enumerate(collections):
            for number, feature in enumerate(collection.features):
                place = place_id(feature)
                if place in where:
                    raise DataError(
                        "the id is met twice", file=base.files[at].name, feature=number + 1, field="id", value=place,
                        remedy="give each place its own id, or leave one of the two out",
                    )  # fmt: skip
                if place is not None:
                    where[place] = at, number
        self.base, self.collections, self._where = base, collections, where

    def _correct_all(self) -> None:
        for place in self.review.stacks:
            if place in self._where:  # else it is gone from the newer files, and its corrections wait
                self._correct(place)

    def _correct(self, place: str) -> None:
        if place in self._where:
            file, number = self._where[place]
            collection = self.collections[file]
            collection.put(number, self.review.corrected(collection.base(number), place))


class Part(NamedTuple):
    """One file as corrected at some time."""

    file: BaseFile
    document: dict

    def table(self, name: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        """`(places, problems)` as geodata.places gives them; `name` is the file that the problems name."""
        places, problems = parse_features(self.document, name)
        features = self.document["features"]
        # Positions of a CSV that could not be read, as long as nobody has corrected them.
        unread = [(name, *told) for at, told in self.file.problems.items() if features[at]["geometry"] is None]
        more = pd.DataFrame(unread, columns=list(PROBLEM_COLUMNS)).astype({"row": "int64"})
        return places.drop(columns=list(READ_COLUMNS)), pd.concat([problems, more], ignore_index=True)
