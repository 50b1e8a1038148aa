"""What takes long beside a page: how far it is, that it stops, and that nothing half-made comes of it."""

from threading import Event

import pytest
from streamlit.testing.v1 import AppTest

from geodata.errors import DataError
from layers.words import translator
from routes.progress import Stopped
from views import beside
from views.beside import Jobs, Step, in_words

STAGES = ("reading", "building")
SOON = 10  # seconds; a test that waits so long has failed


@pytest.fixture
def held():
    """A job that waits at its first stage until it is let go, then tells its second."""
    go, there = Event(), Event()

    def make(progress):
        progress("reading", 2, 8)
        there.set()
        go.wait(SOON)
        progress("building", 0, 8)
        return "made"

    jobs = Jobs()
    job = jobs.of("a", STAGES, make)
    assert there.wait(SOON)
    yield jobs, job, go, make
    go.set()


def test_rows_done_are_told_while_it_is_at_it(held):
    _, job, go, _ = held
    assert job.step()[:3] == ("reading", 2, 8) and job.share() == 1 / 8
    go.set()
    assert job.ended(SOON) and job.outcome() == "made"


def test_of_what_was_stopped_nothing_comes_even_where_a_step_is_still_at_it(held):
    _, job, go, _ = held
    job.stop()
    with pytest.raises(Stopped):
        job.outcome()
    go.set()
    assert job.ended(SOON)
    with pytest.raises(Stopped):
        job.outcome()


def test_what_was_stopped_stays_stopped_until_somebody_goes_on(held):
    jobs, job, go, make = held
    job.stop()
    assert jobs.of("a", STAGES, make) is job
    jobs.end()
    go.set()
    again = jobs.of("a", STAGES, make)
    assert again.ended(SOON) and again.outcome() == "made"


def test_another_one_waits_until_the_one_before_has_stopped(held):
    jobs, job, go, _ = held
    other = jobs.of("b", STAGES, lambda _: job.ended(0))
    assert not other.ended(0.05)
    go.set()
    assert other.ended(SOON) and other.outcome() is True
    assert job.stopped


def test_a_page_that_comes_back_finds_the_one_that_is_at_it(held):
    jobs, job, _, make = held
    assert jobs.of("a", STAGES, make) is job


def test_whoever_has_left_has_nothing_made_and_finds_it_made_when_back(held, monkeypatch):
    jobs, job, go, make = held
    monkeypatch.setattr(beside, "LEFT_ALONE_S", -1)
    go.set()
    job._end.wait(SOON)  # without looking
    monkeypatch.undo()
    assert job.abandoned
    again = jobs.of("a", STAGES, make)
    assert again is not job and again.ended(SOON) and again.outcome() == "made"


def test_what_is_wrong_with_a_file_is_told_where_it_is_waited_for():
    def make(_):
        raise DataError("is no table")

    job = Jobs().of("a", STAGES, make)
    assert job.ended(SOON)
    with pytest.raises(DataError, match="is no table"):
        job.outcome()


def test_a_stage_in_one_piece_tells_the_time_that_it_took_before(held, monkeypatch):
    _, job, _, _ = held
    assert job.step().left is None
    job._took["reading", 8] = 60.0
    job._at = ("reading", 0, 8, job._at[3])
    assert 50 < job.step().left < 60


def test_a_time_that_is_hardly_wrong_counts_down_as_it_was_told(held, monkeypatch):
    _, job, _, _ = held
    now = [100.0]
    monkeypatch.setattr(beside.time, "monotonic", lambda: now[0])
    told = []
    for now[0], done in ((110.0, 100), (120.0, 180), (130.0, 400)):
        job._at = ("building", done, 1000, 100.0)
        told.append(round(job.step().left))
    assert told == [90, 80, 45]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_of_a_time_that_nobody_can_tell_nothing_is_said(lang):
    t = translator(lang)
    assert in_words(Step("opening", 0, None, 1.0, None), t) == t("yours.stage.opening")
    assert t("yours.so_far", count=12) in in_words(Step("opening", 0, None, 12.0, None), t)


def waiting_page():
    import contextlib  # noqa: PLC0415  the page is a script of its own

    import streamlit as st  # noqa: PLC0415

    from layers.words import translator  # noqa: PLC0415
    from routes.progress import Stopped  # noqa: PLC0415
    from views import beside  # noqa: PLC0415

    run = beside.waiting(st.session_state["jobs"], translator("en"))
    with contextlib.suppress(Stopped):
        st.text(run("a", ("reading", "building"), lambda _: "all that was made"))


def test_the_page_says_that_it_was_stopped_shows_nothing_of_it_and_goes_on_when_asked_to(held):
    jobs, job, go, _ = held
    job.stop()
    go.set()
    page = AppTest.from_function(waiting_page)
    page.session_state["jobs"] = jobs
    page.run()
    assert [one.value for one in page.text] == [translator("en")("yours.stopped")]
    (go_on,) = page.button
    go_on.click().run()
    assert [one.value for one in page.text] == ["all that was made"]
    assert not page.button
