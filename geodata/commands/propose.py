"""`python -m geodata propose ID --set FIELD=VALUE … --at TEXT --source TEXT --reason TEXT`: propose a correction.

Another person accepts or declines it. A position is given with --at, in any notation; a text that can be read in two
ways is refused, with its readings.
"""

import argparse

from geodata import strict_json
from geodata.command import take_negative_numbers
from geodata.commands import stores
from geodata.coordinates import read
from geodata.corrections.fields import FIELDS, JSON_FIELDS
from geodata.errors import DataError


def add(commands) -> None:
    """Add the command to the parser's subcommands."""
    command = commands.add_parser("propose", help="propose a correction of a place")
    take_negative_numbers(command)
    command.add_argument("id", metavar="ID", help="the id of the place; find looks it up")
    command.add_argument(
        "--set", metavar="FIELD=VALUE", action="append", default=[], dest="values",
        help=f"a new value, empty for unknown: {', '.join(field for field in FIELDS if field != 'position')}",
    )  # fmt: skip
    command.add_argument("--at", metavar="TEXT", help="the position, in any notation")
    command.add_argument("--source", metavar="TEXT", help="from where it is known; joins the sources of the place")
    command.add_argument("--url", metavar="ADDRESS", help="where the source can be read")
    command.add_argument("--reason", metavar="TEXT", help="why this is right")
    stores.add_who(command)
    stores.add_store(command)
    stores.add_places(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Record the proposal."""
    values = dict(map(_value, options.values))
    if options.at is not None:
        values["position"] = _position(options.at)
    source = {"title": options.source, "url": options.url, "coords_as_published": options.at}
    source = {name: text for name, text in source.items() if text} if options.source else None
    store = stores.opened(options, new=True)
    return stores.act(options, store.propose, options.id, values, source=source, reason=options.reason)


def _value(text: str) -> tuple[str, object]:
    field, sign, value = text.partition("=")
    if not sign:
        raise DataError("is not of the form FIELD=VALUE", field="--set", value=text, remedy="write name=Onsong")
    if field == "position":
        raise DataError("a position is given with --at", field="--set", value=text, remedy='write --at "42.9, 129.9"')
    if not value.strip() or field not in JSON_FIELDS:
        return field, value.strip() or None
    try:
        return field, strict_json.parse(value)
    except DataError as error:
        remedy = f"write it as JSON, such as {JSON_FIELDS[field]}"
        raise DataError(error.reason, field=field, value=value, remedy=remedy) from None


def _position(text: str) -> list[float]:
    found = read(text)
    if found.longitude is None or found.latitude is None:
        raise DataError(
            "can be read in more than one way, or only in half",
            field="--at",
            value=text,
            remedy="locate shows how; write longitude and latitude with E, W, N and S",
        )
    return [found.longitude, found.latitude]
