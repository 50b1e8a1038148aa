"""Texts that must come out as text wherever they stand in somebody's data."""

import json
from pathlib import Path

_SHARED = Path(__file__).parents[3] / "shared" / "samples" / "hostile" / "texts.json"
_OWN = [
    "{{ 7*7 }}",
    "{% raise %}",
    "{# gone #}",
    "{{{",
    "{{ this.get_root().render() }}",
    "</script><img src=x onerror=window.PWNED=1>",
    "</title><script>window.PWNED=1</script>",
    "<!--<script>",
    "<!--policy-->",
    "javascript:alert(1)",
    "\u202eabc",
    "\ud800 half a pair",
    "\x00x",
    "x\u2028y\u2029z",
    "&lt;b&gt;",
    "\\u003cscript",
]


def _given() -> list[str]:
    if not _SHARED.exists():
        return []
    return [
        text
        for group in json.loads(_SHARED.read_text(encoding="utf-8")).values()
        for text in group
        if isinstance(text, str)
    ]


TEXTS = list(dict.fromkeys([*_OWN, *_given()]))
