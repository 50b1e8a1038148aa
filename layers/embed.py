"""How does data get into an HTML document so that it stays data?

As JSON in ``<script type="application/json">``, in which no character is left that HTML, JavaScript or a template
engine could take for its own: Folium and branca compile what a template printed as a template *again*, so a text that
holds ``{{ … }}`` would run on the server however it was quoted for HTML.
"""

import json
import re

DANGEROUS = re.compile("[<>&\u2028\u2029\ud800-\udfff]|[{](?=[{%#])")


def to_json(value: object) -> str:
    r"""JSON that can stand inside a script element and inside a template.

    The same value gives the same text; NaN is an error, as no JSON reader knows it.

    >>> print(to_json({"name": "</script>{{ 7*7 }} Çx&"}))
    {"name":"\u003c/script\u003e\u007b{ 7*7 }} Çx\u0026"}
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return DANGEROUS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
