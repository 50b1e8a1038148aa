"""How does a command of ours begin and end? The same for `python -m geodata`, `routes` and `layers`.

Exit code 0: done; 1: done, and something in the data needs a person; 2: could not. Results go to stdout, words for
people to stderr, one sentence each; a person never sees a traceback.
"""

import argparse
import os
import re
import sys
from collections.abc import Sequence

from geodata.errors import DataError, printable

DONE, NEEDS_A_PERSON, COULD_NOT = 0, 1, 2


def run(parser: argparse.ArgumentParser, arguments: Sequence[str] | None = None) -> int:
    """Parse the arguments (the command line's by default) and call the subcommand's ``run(chosen)``; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a text that the terminal cannot show is shown escaped
            stream.reconfigure(errors="backslashreplace")
    chosen = parser.parse_args(arguments)
    try:
        code = chosen.run(chosen)
        sys.stdout.flush()
        return code
    except DataError as error:
        say(str(error))
    except BrokenPipeError:  # the reader (head, less) had enough
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - Python flushes it once more on leaving
        return DONE
    except OSError as error:
        where = printable(error.filename) if error.filename else "a file"
        say(f"Could not read or write {where}: {error.strerror or error}.")
    except MemoryError:
        say("There is not enough memory for so many records. Split the file by person.")
    except Exception as error:  # noqa: BLE001 - the outermost edge
        kind = type(error).__name__
        say(f"This is a fault of the program, not of your data ({kind}: {printable(error)}). Please report it.")
    return COULD_NOT


def take_negative_numbers(command: argparse.ArgumentParser) -> None:
    """Let a command take "-33.9,151.2" for a coordinate: argparse asks this expression whether it is an option."""
    command._negative_number_matcher = re.compile(r"-[^-a-z]", re.I)


def say(sentence: str) -> None:
    """A sentence for the person at the terminal."""
    sys.stderr.write(sentence + "\n")
