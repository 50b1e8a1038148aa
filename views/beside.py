"""What takes long is made beside the page: how far it is, how long it may take, a way to stop it, what came of it.

A job runs in a thread of its own, so that its bar moves and Stop is heard while one step takes long. The page that
waits for it looks at it again and again; nobody looks any more, and it ends at its next step.
"""

import time
from collections.abc import Callable, MutableMapping
from threading import Event, Lock, Thread
from typing import NamedTuple

import streamlit as st

from geodata.errors import DataError
from routes.progress import SILENT, SOON_S, Progress, Stopped, left

LOOKS_EVERY_S = 0.3
SHOWN_AFTER_S = 1.0  # what is done sooner shows no bar: one that flashes cannot be read
LEFT_ALONE_S = 10.0  # a page looks again and again; whoever has not for so long has gone
SECONDS_UP_TO = 100  # above, the time left is told in minutes
MENDED_FROM = 0.3  # a time left that is wrong by less counts down as it was told: it must not jump about
FEW_S = 10  # seconds; below, the time left is told in words, above in tens

# At the lower edge of the window, so that it is seen wherever on the page somebody has started the work.
PINNED = """<style>
[class*="st-key-beside-"] { position: fixed; bottom: 0; left: 0; right: 0; z-index: 999999;
  padding: 0.6rem 1.25rem 0.9rem; background: #ffffff; border-top: 1px solid #c5ccd3; }
</style>"""

Make = Callable[[Progress], object]


class Step(NamedTuple):
    """How far a job is: rows done of rows in all (None: not known), seconds in this stage so far, seconds that the rest
    of it takes (None where that cannot be told)."""

    stage: str
    done: int
    total: int | None
    seconds: float
    left: float | None


class Job:
    """Something that is made in a thread.

    ``made_of``: of what; the same, the same job. ``stages``: those that it has, in order. ``turn``: jobs that share it
    run one after the other. ``took``: how many seconds each stage took when it was last made of as many rows; it is
    written here as well.

    >>> job = Job("a", ("reading",), lambda progress: 7, Lock(), {})
    >>> job.ended(5), job.outcome()
    (True, 7)
    """

    def __init__(
        self,
        made_of: object,
        stages: tuple[str, ...],
        make: Make,
        turn: Lock,
        took: MutableMapping[tuple[str, int | None], float],
    ):
        self.made_of, self.stages = made_of, stages
        self.stopped = False  # by a person
        self._make, self._turn, self._took = make, turn, took
        self._progress = Progress(self._told)
        self._at: tuple[str, int, int | None, float] = (stages[0], 0, None, time.monotonic())
        self._looked = time.monotonic()
        self._until: float | None = None  # when this stage will be over, as far as can be told
        self._value: object = None
        self._fault: DataError | Stopped | None = None
        self._made = False
        self._end = Event()
        Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        try:
            with self._turn:
                self._progress(*self._at[:3])
                self._value = self._make(self._progress)
                self._passed()
                self._made = True
        except (DataError, Stopped) as fault:
            self._fault = fault
        finally:
            self._end.set()

    def _told(self, stage: str, done: int, total: int | None) -> None:
        now = time.monotonic()
        if now - self._looked > LEFT_ALONE_S:
            self._progress.stop()
            raise Stopped
        before, _, _, began = self._at
        if stage != before:
            self._passed()
            began, self._until = now, None
        self._at = (stage, done, total, began)

    def _passed(self) -> None:
        """The present stage is over: remember how long it took."""
        stage, _, total, began = self._at
        self._took[stage, total] = time.monotonic() - began

    def step(self) -> Step:
        """How far it is."""
        stage, done, total, began = self._at
        now = time.monotonic()
        rest = left(done, total, now - began)
        before = self._took.get((stage, total))
        if rest is None and not done and before is not None and began + before > now:
            rest = began + before - now  # as long as it took the last time
        if rest is None:
            self._until = None
        elif self._until is None or abs(now + rest - self._until) > MENDED_FROM * rest:
            self._until = now + rest
        return Step(stage, done, total, now - began, None if rest is None else max(self._until - now, 0.0))

    def share(self) -> float:
        """How much of a bar is full: every stage has the same part of it.

        >>> job = Job("a", ("reading", "building"), lambda progress: progress("building", 1, 4), Lock(), {})
        >>> job.ended(5), job.share()
        (True, 0.625)
        """
        stage, done, total, _ = self._at
        return min(1.0, (self.stages.index(stage) + (done / total if total else 0)) / len(self.stages))

    def ended(self, seconds: float) -> bool:
        """Wait so long at most; whether it is over. Who asks is waiting for it."""
        self._looked = time.monotonic()
        return self._end.wait(seconds)

    def stop(self) -> None:
        """A person wants no more of it: from now on nothing comes of it, whatever its thread is at."""
        self.stopped = True
        self._progress.stop()

    @property
    def abandoned(self) -> bool:
        """Whether it ended because nobody waited for it any more."""
        return isinstance(self._fault, Stopped) and not self.stopped

    def outcome(self) -> object:
        """What came of it, once it has ended. Stopped where a person stopped it, the DataError that ended it."""
        if self.stopped:
            raise Stopped
        if self._fault is not None:
            raise self._fault
        if not self._made:
            raise RuntimeError("a job ended with an error, which its thread has written to the terminal")
        return self._value


class Jobs:
    """The jobs of one visit, one at a time: another one takes the place of what runs.

    >>> jobs = Jobs()
    >>> jobs.of("a", ("reading",), lambda progress: 1) is jobs.of("a", ("reading",), lambda progress: 1)
    True
    """

    def __init__(self) -> None:
        self.now: Job | None = None
        self._turn = Lock()
        self._took: dict[tuple[str, int | None], float] = {}

    def of(self, made_of: object, stages: tuple[str, ...], make: Make) -> Job:
        """The job that makes it: the one that is at it or has been, else a new one."""
        if self.now is None or self.now.made_of != made_of or self.now.abandoned:
            self.end()
            self.now = Job(made_of, stages, make, self._turn, self._took)
        return self.now

    def end(self) -> None:
        """Nobody wants what is being made, and what was stopped may be made again."""
        if self.now is not None:
            self.now.stop()
        self.now = None


def at_once(_made_of: object, _stages: tuple[str, ...], make: Make) -> object:
    """Make it here and now, for whoever has no page."""
    return make(SILENT)


def waiting(jobs: Jobs, t) -> Callable[[object, tuple[str, ...], Make], object]:
    """What makes things beside this page and waits for them with a bar and Stop; Stopped where somebody pushed it."""
    place = st.empty()

    def run(made_of: object, stages: tuple[str, ...], make: Make) -> object:
        job = jobs.of(made_of, stages, make)
        if not job.stopped and not job.ended(SHOWN_AFTER_S):
            bar = _pinned(place, stages[0], t("yours.stop"), job.stop).progress(job.share(), in_words(job.step(), t))
            while not job.ended(LOOKS_EVERY_S):  # Streamlit ends this run of the page at a step of the bar
                bar.progress(job.share(), in_words(job.step(), t))
            place.empty()
        if job.stopped:
            _pinned(place, stages[0], t("yours.go_on"), jobs.end).text(t("yours.stopped"))
        return job.outcome()

    return run


def _pinned(place, name: str, label: str, push: Callable[[], None]):
    """A strip with a button; where to write beside it."""
    with place.container(key=f"beside-{name}"):
        st.html(PINNED)
        words, button = st.columns([5, 1], vertical_alignment="center")
        button.button(label, on_click=push, width="stretch", key=f"beside_push_{name}")
    return words


def in_words(step: Step, t) -> str:
    """How far it is, in a sentence; of time only what can be told.

    >>> from layers.words import translator
    >>> in_words(Step("building", 250_000, 1_000_000, 10.0, 30.0), translator("en"))
    'Building the paths · rows done: 250,000 of 1,000,000 · about 30 seconds left'
    >>> in_words(Step("matching", 0, 1_000_000, 12.4, None), translator("en"))
    'Matching the places · rows: 1,000,000 · for 12 seconds so far'
    """
    said = [t(f"yours.stage.{step.stage}")]
    if step.total:
        key = "yours.rows_done" if step.done else "yours.rows_all"
        said.append(t(key, done=f"{step.done:,}", total=f"{step.total:,}"))
    if step.left is not None:
        said.append(time_left(step.left, t))
    elif step.seconds >= SOON_S:
        said.append(t("yours.so_far", count=f"{step.seconds:.0f}"))
    return " · ".join(said)


def time_left(seconds: float, t) -> str:
    """A time as somebody would say it, so rounded that it does not jump about.

    >>> from layers.words import translator
    >>> [time_left(seconds, translator("en")) for seconds in (3, 31, 99, 300)]
    ['a few seconds left', 'about 40 seconds left', 'about 100 seconds left', 'about 5 minutes left']
    """
    if seconds < FEW_S:
        return t("yours.left.few")
    unit, size = ("seconds", 10) if seconds < SECONDS_UP_TO else ("minutes", 60)
    count = -int(-seconds // size)
    return t(f"yours.left.{unit}", count=count * size if unit == "seconds" else count)
