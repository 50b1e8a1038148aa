"""In which notations is a column of dates written, and what must a person say of it? Rules of dates, proposed.

What day and month are is never guessed: a notation is proposed only where some values can be read in it alone and none
contradicts it. Else it is asked, and the reason says what was seen. ISO 8601 and EDTF need no notation.

Calendars other than the Gregorian are not read: years such as 1360 or 1447 are read as they stand and flagged as far
off; where a column has no others, it is asked what can be right.
"""

import itertools
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodata.sentences import joined
from routes.mapping.dates import as_they_stand, possible, read_dates
from routes.mapping.digits import DIGITS, having, with_plain_digits
from routes.mapping.families import MARKS, dates_in, likely
from routes.mapping.model import DateRules, count, shown
from routes.mapping.notation import SERIALS, Parts, read
from routes.mapping.sentences import tell

CENTURIES = ("1800", "1900", "2000")
MIDNIGHT = "(?:^|[^0-9:])(?:0?0:00(?::00)?|12:00(?::00)? AM)$"
EXAMPLES = 2  # values in a reason
MARGIN = 10  # years by which what is expected is wider than what is met
FAR = 30  # years without any date that set years apart
FEW, SOME = 0.01, 0.2  # shares of dates: fewer than FEW set apart are far off; up to SOME it is asked
OLDEST, NEWEST = 1480, 2200  # a file of nothing but years before or after may be in another calendar
GREGORIAN = "1480/2200"  # what is then expected, so that each of its dates is flagged
SPREAD = 20  # dates below which nothing is said of what is far off


class Proposed(NamedTuple):
    """Rules, the reason of each setting, and open questions as `(setting, reason, options)`."""

    rules: DateRules
    reasons: dict[str, str]
    questions: list[tuple[str, str, tuple[str, ...]]]


def propose_dates(texts: np.ndarray, counts: np.ndarray) -> Proposed:
    """How the dates of a column are written; `counts` says how many cells hold each distinct text.

    >>> found = propose_dates(np.array(["5/13/1943", "5/8/1943"], object), np.array([1, 1]))
    >>> found.rules.formats, found.reasons["formats"]
    (('M/D/YYYY',), 'of 2 values 1 can be read as M/D/YYYY alone ("5/13/1943") and none contradicts')
    >>> propose_dates(np.array(["10/8/1862"], object), np.array([1])).questions
    [('order', '"10/8/1862" can be both D/M/YYYY and M/D/YYYY', ('D/M/YYYY', 'M/D/YYYY'))]
    """
    proposal = _Proposal(texts, counts)
    proposal.notations()
    proposal.unknown()
    proposal.digits()
    proposal.midnight()
    proposal.serial()
    proposal.unread()
    proposal.century()
    proposal.expected()
    return Proposed(DateRules(**proposal.rules), proposal.reasons, proposal.questions)


class _Proposal:
    """What is said of the dates of a column so far; `left` are the texts that nothing reads yet."""

    def __init__(self, texts: np.ndarray, counts: np.ndarray):
        given, self.counts = pa.array(texts, pa.large_string()), np.asarray(counts)
        self.written = np.asarray(texts, object)
        self.texts = with_plain_digits(given, DIGITS)
        self.in_digits = {kind: having(given, kind).to_numpy(zero_copy_only=False) for kind in DIGITS}
        self.stand = as_they_stand(self.texts.to_numpy(zero_copy_only=False))
        self.left = ~self.stand[0]
        self.marked = np.zeros(len(self.left), bool)  # read because a mark stands for a part
        self.rules, self.reasons, self.questions = {}, {}, []
        self.read_by: list[str] = []  # notations, also those that are only asked
        self.formats, self.asked = [], []

    def cells(self, mask: np.ndarray) -> int:
        return int(self.counts[mask].sum())

    def examples(self, mask: np.ndarray) -> str:
        often = np.argsort(-self.counts, kind="stable")
        return shown(self.written[often][mask[often]][:EXAMPLES])

    def notations(self) -> None:
        why = []
        for family in likely(self.texts.filter(pa.array(self.left))):
            good = [dates_in(self.texts, notation, MARKS) & self.left for notation in family.notations]
            any_ = np.logical_or.reduce(good)
            if not any_.any():
                continue
            self.marked |= any_ & ~np.logical_or.reduce(
                [dates_in(self.texts, notation) for notation in family.notations]
            )
            self._decide(family.notations, good, any_, why)
            self.left &= ~any_
        if self.formats:
            self.rules["formats"] = tuple(self.formats)
            self.reasons["formats"] = joined(why)
        if self.asked:
            self._ask_order()

    def _decide(self, notations, good, any_, why) -> None:
        """Take the one notation that reads all, if some text is read in it alone; else ask."""
        able = [n for n, mask in enumerate(good) if (mask == any_).all()]
        total, readable = self.cells(any_), [n for n, mask in enumerate(good) if mask.any()]
        if len(able) == 1 and len(notations) > 1:
            n = able[0]
            others = np.logical_or.reduce([mask for m, mask in enumerate(good) if m != n])
            alone = any_ & ~others
            why.append(tell("alone", values=count(total), alone=self.cells(alone), notation=notations[n],
                            examples=self.examples(alone)))  # fmt: skip
        elif len(notations) == 1:
            n = 0
            why.append(tell("reads", notation=notations[0], values=count(total), examples=self.examples(any_)))
        else:
            options = able or readable
            self.asked.append((notations, good, options))
            self.read_by += [notations[n] for n in options]
            return
        self.formats.append(notations[n])
        self.read_by.append(notations[n])

    def _ask_order(self) -> None:
        """One question for all notations in doubt; an option is one order of day and month for each of them."""
        reasons, options, kinds = [], [], set()
        for notations, good, able in self.asked:
            names = [notations[n] for n in able]
            apart = [good[n] & ~np.logical_or.reduce([good[m] for m in able if m != n]) for n in able]
            contrary = all(mask.any() for mask in apart)
            if contrary:
                told = [tell("alone_reads", notation=name, values=count(self.cells(mask)), examples=self.examples(mask))
                        for mask, name in zip(apart, names, strict=True)]  # fmt: skip
                both = " | ".join(names)
                reasons.append(tell("contradict", readings=joined(told), both=both))
                names.append(both)
            else:
                alike = np.logical_and.reduce([good[n] for n in able])
                parts = read(self.texts, names[0], MARKS, 1900)
                differ = alike & (parts.day != parts.month)  # 5/5/1945 is the same either way
                alike = differ if differ.any() else alike
                some = self.examples(alike)
                if alike.sum() > EXAMPLES:
                    some = tell("and_others", examples=some, values=count(self.cells(alike)))
                if len(names) == 2:
                    reasons.append(tell("can_be_both", examples=some, one=names[0], other=names[1]))
                else:
                    reasons.append(tell("can_be", examples=some, notations=", ".join(names)))
            options.append(names)
            kinds.add((contrary, len(names)))
        if len(kinds) == 1:  # in the same order everywhere
            options = [" | ".join(names) for names in zip(*options, strict=True)]
        else:
            options = [" | ".join(names) for names in itertools.product(*options)]
        self.questions.append(("order", joined(reasons), tuple(dict.fromkeys(options))))

    def unknown(self) -> None:
        """The marks that stand for a part of what is read."""
        told = []
        for mark in MARKS:
            hit = np.zeros(len(self.left), bool)
            for notation in self.read_by:
                hit |= self.marked & dates_in(self.texts, notation, (mark,))
            if hit.any():
                self.rules["unknown"] = (*self.rules.get("unknown", ()), mark)
                told.append(tell("mark", mark=mark, values=count(self.cells(hit)), examples=self.examples(hit)))
                self.marked &= ~hit
        if told:
            self.reasons["unknown"] = joined(told)

    def digits(self) -> None:
        """Other figures than 0 to 9, where what is written in them reads as a date."""
        told = {kind: hit for kind, having_ in self.in_digits.items() if (hit := having_ & ~self.left).any()}
        if told:
            self.rules["digits"] = tuple(told)
            self.reasons["digits"] = joined(
                [tell("digits", digits=DIGITS[kind], values=count(self.cells(hit)), examples=self.examples(hit))
                 for kind, hit in told.items()]
            )  # fmt: skip

    def midnight(self) -> None:
        """Whether every time of day is that of a spreadsheet's day."""
        timed = pc.match_substring_regex(self.texts, "[0-9]{1,2}:[0-9]{2}").to_numpy(zero_copy_only=False)
        zero = pc.match_substring_regex(self.texts, MIDNIGHT).to_numpy(zero_copy_only=False)
        if timed.any() and (timed == (timed & zero)).all():
            self.rules["midnight"] = True
            self.reasons["midnight"] = tell("midnight", values=count(self.cells(timed)))

    def serial(self) -> None:
        """Whether what is left are day numbers of a spreadsheet."""
        parts = {name: read(self.texts, name) for name in SERIALS}
        hit = self.left & parts["excel-serial"].fits
        if hit.any():
            first = self.texts.filter(pa.array(hit))[:1]
            one = {name: read_dates(first, DateRules((name,))).texts[0] for name in SERIALS}
            days = joined([tell("serial_as", day=day, notation=name) for name, day in one.items()], ", ")
            reason = tell("serial", values=count(self.cells(hit)), examples=self.examples(hit), days=days)
            self.questions.append(("serial", reason, (*SERIALS, "")))
            self.left &= ~hit

    def unread(self) -> None:
        """How many values are no date in any notation; they stay as written, and are told row by row."""
        if self.left.any() and "formats" in self.reasons:
            told = tell("no_date", values=count(self.cells(self.left)), examples=self.examples(self.left))
            self.reasons["formats"] = joined([self.reasons["formats"], told])

    def century(self) -> None:
        short = [notation for notation in self.read_by if "YY" in notation.replace("YYYY", "")]
        if short:
            self.questions.append(("century", tell("century", notations=" | ".join(short)), CENTURIES))

    def expected(self) -> None:
        """The years between which nearly all dates lie, widened to whole decades."""
        years, counts = self._years()
        if len(years) and (years.max() < OLDEST or years.min() > NEWEST):
            apart = ", ".join(f"{year:04d}" for year in np.unique(years)[:5].tolist())
            options = (GREGORIAN, _decades(years), "")
            self.questions.append(("expected", tell("other_calendar", years=apart), options))
            return
        if counts.sum() < SPREAD:
            return
        order = np.argsort(years, kind="stable")
        years, counts = years[order], counts[order]
        group = np.cumsum(np.append(0, np.diff(years) > FAR))
        sizes = np.bincount(group, counts)
        main = group == int(sizes.argmax())
        inside, everything = _decades(years[main]), _decades(years)
        outside = int(counts[~main].sum())
        total = int(counts.sum())
        share = outside / total
        apart = ", ".join(f"{year:04d}" for year in np.unique(years[~main])[:5].tolist())
        if outside and FEW <= share <= SOME:
            reason = tell("years_apart", some=outside, dates=count(total, "date"), years=apart)
            self.questions.append(("expected", reason, (inside, everything, "")))
            return
        ends = inside if share < FEW else everything
        told = tell("far_off", years=apart) if outside and share < FEW else ""
        held = tell("years_hold", dates=count(total - (outside if told else 0), "date"))
        self.rules["expected"] = tuple(map(int, ends.split("/")))
        self.reasons["expected"] = joined([held, told])

    def _years(self) -> tuple[np.ndarray, np.ndarray]:
        """The year of each distinct text that has one, whatever the order of day and month, and its count of cells."""
        year = np.full(len(self.texts), -1)
        for notation in self.read_by:
            parts: Parts = read(self.texts, notation, self.rules.get("unknown", ()), 1900)
            if "YYYY" in notation:
                year = np.where(parts.fits & possible(parts) & (parts.year >= 0), parts.year, year)
        valid, earliest, _ = self.stand
        known = valid & ~np.isnat(earliest)
        year = np.where(known, earliest.astype("M8[Y]").astype(int) + 1970, year)
        good = (year >= 0) & (year <= 9999)
        return year[good], self.counts[good]


def _decades(years: np.ndarray) -> str:
    """Whole decades around years, with ten years more on each side for what the next file holds."""
    first, last = int(years.min()) // 10 * 10 - MARGIN, int(years.max()) // 10 * 10 + 10 + MARGIN
    return f"{max(first, 0):04d}/{min(last, 9999):04d}"
