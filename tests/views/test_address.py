"""What the program has written into the address stays there, whatever is on its way from the browser."""

from types import SimpleNamespace

import pytest

from views import address


class Parameters(dict):
    """As st.query_params: a value is a text or several."""

    def get_all(self, key):
        value = self.get(key, [])
        return value if isinstance(value, list) else [value]


@pytest.fixture
def page(monkeypatch):
    page = SimpleNamespace(session_state={}, query_params=Parameters())
    monkeypatch.setattr(address, "st", page)
    return page


def test_an_older_message_does_not_take_back_what_was_written(page):
    address.put("bbox", "1,2,3,4")
    page.query_params.clear()
    address.keep_written()
    assert page.query_params.get_all("bbox") == ["1,2,3,4"]


def test_an_older_message_does_not_bring_back_what_was_cleared(page):
    address.put("bbox", "1,2,3,4")
    address.put("bbox", None)
    page.query_params["bbox"] = "1,2,3,4"
    address.keep_written()
    assert page.query_params == {}


def test_what_was_written_long_ago_does_not_stand_against_back_and_forward(page, monkeypatch):
    monkeypatch.setattr(address, "ON_ITS_WAY_S", 0.0)
    address.put("bbox", "1,2,3,4")
    page.query_params["bbox"] = "5,6,7,8"
    address.keep_written()
    assert page.query_params.get_all("bbox") == ["5,6,7,8"]
