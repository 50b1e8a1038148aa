import io
import os
import signal
import threading

import pytest

from routes.progress import SILENT, Progress, Stopped, terminal


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_where_there_is_no_terminal_nothing_is_written():
    stream = io.StringIO()
    with terminal(stream) as progress:
        progress("reading", 1, 2)
    assert stream.getvalue() == ""


def test_quiet_is_quiet_on_a_terminal_too():
    stream = Terminal()
    with terminal(stream, quiet=True) as progress:
        progress("reading", 1, 2)
    assert stream.getvalue() == ""


def test_a_terminal_shows_stage_rows_and_share_on_one_line_which_is_wiped_away():
    stream = Terminal()
    with terminal(stream) as progress:
        progress("building", 1_000, 4_000)
    assert "building: 1,000 of 4,000 rows (25 %)" in stream.getvalue()
    assert "\n" not in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[K")


def test_the_last_step_of_a_stage_is_shown_however_soon_it_comes():
    stream = Terminal()
    with terminal(stream) as progress:
        for done in (1, 2, 3):
            progress("building", done, 3)
    assert "3 of 3 rows (100 %)" in stream.getvalue()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_at_the_next_step_and_not_before(number):
    reached = []
    with pytest.raises(Stopped), terminal(io.StringIO()) as progress:
        os.kill(os.getpid(), number)
        reached.append("behind the signal")
        progress("reading", 1, 2)
        reached.append("behind the step")
    assert reached == ["behind the signal"]


def test_a_second_signal_does_not_wait():
    with pytest.raises(Stopped), terminal(io.StringIO()):
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        pytest.fail("the second signal was waited out")


def test_signals_mean_afterwards_what_they_meant_before():
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with terminal(io.StringIO()):
        pass
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_another_thread_can_ask_for_a_stop():
    progress = Progress()
    thread = threading.Thread(target=progress.stop)
    thread.start()
    thread.join()
    with pytest.raises(Stopped):
        progress("reading", 0, None)


def test_progress_works_in_a_thread_that_may_not_catch_signals():
    steps = []

    def work():
        with terminal(Terminal()) as progress:
            progress("reading", 0, None)
            steps.append("done")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert steps == ["done"]


def test_silent_cannot_be_stopped_for_everybody():
    SILENT.stop()
    SILENT("reading", 0, None)
    assert not SILENT.stopping
