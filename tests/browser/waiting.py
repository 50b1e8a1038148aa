"""Waiting in a document whose policy forbids eval: playwright's own wait_for_function needs it from its second look on."""

import time


def until(page, expression: str, seconds: float = 20):
    """Ask a page or frame until a JavaScript expression is true; returns its value."""
    end, pause = time.monotonic() + seconds, 0.01
    while time.monotonic() < end:
        if value := page.evaluate(expression):
            return value
        time.sleep(pause)
        pause = min(1.5 * pause, 0.1)  # what is asked all the time keeps the page from its work
    raise AssertionError(f"{expression} did not become true in {seconds} s")
