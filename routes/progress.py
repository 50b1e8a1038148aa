"""How far is a long run, and does anybody want it stopped? Stages, rows done, time left; asked at every step.

A *stage* is one of STAGES. Whoever works calls `progress(stage, done, total)` between its steps (rows done, rows in
all or None) and gets Stopped there once somebody has asked for it. A step is a second or two; nothing is half done at
one, so whoever catches Stopped has only to put away what was begun.
"""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

STAGES = ("reading", "splitting", "building", "joining", "writing")
SHOWN_EVERY_S = 0.1  # a line that changes more often cannot be read
SOON_S = 2.0  # seconds of a stage before its pace says anything of the time left
ERASE = "\r\x1b[K"


class Stopped(Exception):
    """Somebody asked that the run be stopped."""


class Progress:
    """Tells of each step and passes on the wish to stop, from any thread or signal handler.

    >>> steps = []
    >>> progress = Progress(lambda *step: steps.append(step))
    >>> progress("reading", 10, 20); progress.stop()
    >>> try:
    ...     progress("reading", 20, 20)
    ... except Stopped:
    ...     steps
    [('reading', 10, 20)]
    """

    def __init__(self, show: Callable[[str, int, int | None], None] | None = None):
        self._show, self._asked = show, threading.Event()

    def __call__(self, stage: str, done: int, total: int | None = None) -> None:
        """Tell a step; Stopped where that was asked for."""
        if self._asked.is_set():
            raise Stopped
        if self._show:
            self._show(stage, done, total)

    def stop(self) -> None:
        """Ask that the run be stopped at its next step."""
        self._asked.set()

    @property
    def stopping(self) -> bool:
        """Whether that was asked for."""
        return self._asked.is_set()


class _Silent(Progress):
    """For all that need no other: says nothing, and one caller cannot stop another's run."""

    def __call__(self, stage: str, done: int, total: int | None = None) -> None: ...

    def stop(self) -> None: ...


SILENT = _Silent()


@contextmanager
def terminal(stream: TextIO, quiet: bool = False) -> Iterator[Progress]:
    """Progress as one line of the terminal, wiped away at the end; nothing is written where there is no terminal.

    An interrupt (Ctrl-C) or a request to end (SIGTERM) asks for a stop; a second one does not wait for the next step.
    """
    shown = not quiet and stream.isatty()
    line = _Line(stream)
    progress = Progress(line.show if shown else None)
    try:
        with _interrupts(progress):
            yield progress
    finally:
        if shown:
            line.wipe()


class _Line:
    def __init__(self, stream: TextIO):
        self.stream, self.stage, self.began, self.shown = stream, None, 0.0, 0.0

    def show(self, stage: str, done: int, total: int | None) -> None:
        now = time.monotonic()
        if stage != self.stage:
            self.stage, self.began = stage, now
        elif now - self.shown < SHOWN_EVERY_S and done != total:
            return
        self.shown = now
        self._write(words(stage, done, total, now - self.began))

    def wipe(self) -> None:
        self._write("")

    def _write(self, text: str) -> None:
        try:
            columns = os.get_terminal_size(self.stream.fileno()).columns
        except (OSError, ValueError):
            columns = 80
        self.stream.write(ERASE + text[: max(columns - 1, 0)])
        self.stream.flush()


def words(stage: str, done: int, total: int | None, seconds: float) -> str:
    """One step in words; the time left is said once the stage has run long enough to tell.

    >>> words("building", 250_000, 1_000_000, 10.0)
    'building: 250,000 of 1,000,000 rows (25 %), about 30 s left'
    >>> words("reading", 250_000, None, 1.0)
    'reading: 250,000 rows'
    """
    if not total:
        return f"{stage}: {done:,} rows"
    text = f"{stage}: {done:,} of {total:,} rows ({done * 100 // total} %)"
    rest = left(done, total, seconds)
    if rest is None:
        return text
    return f"{text}, about {f'{rest:.0f} s' if rest < 100 else f'{rest / 60:.0f} min'} left"


def left(done: int, total: int | None, seconds: float) -> float | None:
    """Seconds that the rest of a stage takes at its pace so far; None as long as that cannot be told.

    >>> left(250_000, 1_000_000, 10.0), left(0, 1_000_000, 10.0), left(250_000, 1_000_000, 1.0)
    (30.0, None, None)
    """
    if not total or not 0 < done < total or seconds < SOON_S:
        return None
    return seconds * (total - done) / done


@contextmanager
def _interrupts(progress: Progress) -> Iterator[None]:
    """While this lasts, signals ask for a stop. Only the main thread may say so to Python."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ask(number, frame) -> None:
        if progress.stopping:
            raise Stopped
        progress.stop()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
