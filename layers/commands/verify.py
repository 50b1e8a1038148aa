"""Is a file, or a page that was split, what it says? ``python -m layers verify FILE|DIR [--against DATA]``

Exit code 0: all of it holds; 1: something does not; 2: it is no file of ours, or cannot be read.
"""

import argparse
import json
from pathlib import Path

from geodata.command import DONE, NEEDS_A_PERSON
from geodata.errors import DataError
from layers import label as labels
from layers import verify
from layers.commands import records
from layers.manifest import read_inputs, sentences
from layers.words import LANGUAGES, translator

MOST_CHARACTERS = 600  # of one sentence: a manifest may come from anybody


def add(commands) -> None:
    """Add the command."""
    command = commands.add_parser("verify", help="whether a file is what it says, and can be made again")
    command.add_argument(
        "file", metavar="FILE|DIR", type=Path, help="what python -m layers export wrote, or its sidecar"
    )
    command.add_argument(
        "--against", metavar="EVENTS|DIR", type=Path, help="make it again of these records, and compare every byte"
    )
    records.add_places(command)
    command.add_argument("--lang", choices=list(LANGUAGES), default="en", help="language of the words")
    command.add_argument("--json", action="store_true", help="print the answers as JSON")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the answers, a sentence each; the exit code."""
    label, t = labels.read(options.file), translator(options.lang)
    found = verify.of_itself(label)
    if options.against:
        found += _against(label, options)
    elif alone := next((name for name in ("places", "mapping", "decisions", "key") if getattr(options, name)), None):
        raise DataError("is for --against only", field=f"--{alone}")
    holds = all(one.holds is not False for one in found)
    if options.json:
        answers = [{"what": one.what, "holds": one.holds, "words": one.words(t)} for one in found]
        told = {"file": str(options.file), "holds": holds, "answers": answers, "manifest": label.manifest}
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        title = t("verify.title", title=label.manifest["title"])
        for sentence in (title, *sentences(label.manifest, t), *(one.words(t) for one in found)):
            print(records.printable_line(sentence[:MOST_CHARACTERS]))
    return DONE if holds else NEEDS_A_PERSON


def _against(label: labels.Label, options: argparse.Namespace) -> list[verify.Finding]:
    """What the records say; a file that does not say how it was made is compared with nothing."""
    try:
        asked = verify.again(label)
    except DataError as error:
        return [verify.finding("cannot", False, reason=str(error).rstrip("."))]
    key = records.read_key(options.key)
    ladder, _ = records.ladder_of(options.against, options, **asked.build)
    read = read_inputs(ladder, options.against, options.places)
    return verify.against(label, asked, ladder, read, key)
