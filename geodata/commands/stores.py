"""What the commands on corrections share: which store, who acts, and a line of the journal in words and in JSON."""

import argparse
import dataclasses
import getpass
import json
import os
from collections.abc import Callable
from pathlib import Path

from geodata.command import DONE, say
from geodata.corrections.changes import LISTS, shown, source_shown
from geodata.corrections.review import in_words
from geodata.errors import DataError, printable
from geodata.journal import Entry
from geodata.store import Store, folder_for


def add_store(command: argparse.ArgumentParser) -> None:
    """`--store` and `--json`."""
    command.add_argument(
        "--store", metavar="DIR", help="the folder of corrections (default: STORE, or that of the bundled places)"
    )
    command.add_argument("--json", action="store_true", help="print JSON")


def add_places(command: argparse.ArgumentParser) -> None:
    """`--places`, for a store that is not begun yet."""
    command.add_argument(
        "--places", metavar="FILE", action="append", help="the files that a new store begins from, not the bundled ones"
    )


def add_who(command: argparse.ArgumentParser) -> None:
    """`--who`."""
    command.add_argument("--who", metavar="NAME", help="who does this (default: the name you are logged in with)")


def folder_of(options: argparse.Namespace) -> Path:
    """The folder of corrections that a call means."""
    return Path(options.store or os.environ.get("STORE") or folder_for(getattr(options, "places", None) or ()))


def opened(options: argparse.Namespace, new: bool = False) -> Store:
    """The store that a call means; a person is told what was mended, and what is amiss. DataError where a folder was
    named that holds none, unless a `new` one may begin there."""
    folder, places = folder_of(options), getattr(options, "places", None)
    store = Store.open(folder, places)
    if not new and folder != folder_for() and not places and not store.begun and not store.damaged:
        raise DataError("holds no corrections", file=folder, remedy="check the path")
    for sentence in (store.repaired, store.warning, store.damaged):
        if sentence:
            say(sentence)
    return store


def name_of(options: argparse.Namespace) -> str:
    """Who acts."""
    try:
        return options.who or getpass.getuser()
    except (OSError, KeyError):  # no such user is known to the machine
        raise DataError("it is not known who you are", field="--who", remedy="say it with --who NAME") from None


def act(options: argparse.Namespace, what: Callable[..., Entry], *arguments, **told) -> int:
    """Do something that records a line, and say which."""
    entry = what(*arguments, who=name_of(options), **told)
    if options.json:
        print_json({"recorded": as_json(entry)})
    else:
        print("\n".join(["Recorded.", *lines(entry)]))
    return DONE


def as_json(entry: Entry) -> dict:
    """A line of the journal as it stands there."""
    return {name: value for name, value in dataclasses.asdict(entry).items() if value not in (None, ())}


def print_json(value: object) -> None:
    """A value as JSON, for machines."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def lines(entry: Entry) -> list[str]:
    """A line of the journal for a person: who did what and when, what changed, from where it is known, and why."""
    words = in_words(entry)
    told = [words[0].upper() + words[1:]]
    for change in entry.changes:
        told.append(f"  {change['field']}: {_change(change)}")
    if entry.source:
        told.append(f"  source: {printable(source_shown(entry.source))}")
    told += [f"  {word}: {printable(text)}" for word in ("reason", "comment") if (text := getattr(entry, word))]
    return told


def _change(change: dict) -> str:
    """From what to what; of a list what came and what went."""
    old, new = change["old"], change["new"]
    if change["field"] not in LISTS or not isinstance(old, list | None) or not isinstance(new, list | None):
        return f"{printable(shown(old))} → {printable(shown(new))}"
    came = [f"+ {printable(_item(item))}" for item in new or [] if item not in (old or [])]
    went = [f"- {printable(_item(item))}" for item in old or [] if item not in (new or [])]
    return "; ".join(came + went)


def _item(item: object) -> str:
    return source_shown(item) if isinstance(item, dict) else shown(item)
