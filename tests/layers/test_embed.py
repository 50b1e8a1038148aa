import json

import pytest

from layers.embed import to_json
from tests.layers.hostile import TEXTS


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_comes_back_as_it_was(text):
    assert json.loads(to_json([text])) == [text]


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_is_left_that_html_or_a_template_knows(text):
    written = to_json([text, {text: text}])
    assert not any(sign in written for sign in ("<", ">", "&", "{{", "{%", "{#", "\u2028", "\u2029"))
    written.encode()


def test_a_number_that_json_does_not_know_is_an_error():
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_json(float("nan"))
