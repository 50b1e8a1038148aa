"""Waiting in a document whose policy forbids eval: playwright's own wait_for_function needs it from its second look on."""

import time


def until(page, expression: str, seconds: float = 20):
    """Ask a page or frame until a JavaScript expression is true; returns its value."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := page.evaluate(expression):
            return value
        time.sleep(0.02)
    raise AssertionError(f"{expression} did not become true in {seconds} s")
