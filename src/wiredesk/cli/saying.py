"""Lines on standard error (refusals, notes, progress) and the way to standard output. Not for: what the results are."""

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import IntEnum

from wiredesk.errors import WiredeskError
from wiredesk.export.phrasing import plain

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


class Outcome(IntEnum):
    """Name the exit statuses."""

    DONE = 0
    REFUSED = 1
    USAGE = 2


def say_error(words: str, outcome: int = Outcome.REFUSED) -> int:
    """Tell of a failure on one line and return the exit status that goes with it."""
    _say("wiredesk: ", words, "31")
    return int(outcome)


def say_note(words: str) -> None:
    """Tell something by the way on one line."""
    _say("note: ", words, "33")


def say_done(words: str) -> None:
    """Tell what was written."""
    _say("", words, "32")


def say_plain(words: str) -> None:
    """Tell how far something is on one line."""
    _say("", words, "0")


def print_out(text: str) -> None:
    """Write results to standard output at once; what it cannot encode goes as escapes in JSON, as "?" elsewhere.

    :raises BrokenPipeError: when their reader has gone.
    :raises WiredeskError: when they cannot be written, such as to a full disk.
    """
    try:
        sys.stdout.write(_writable(text, sys.stdout.encoding or "utf-8"))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        silence_output()
        raise WiredeskError(f"standard output: cannot be written ({error.strerror}); send it elsewhere") from error


def print_json(told: object) -> None:
    """Write one JSON value on a line of its own; in escapes alone where the output is not UTF-8.

    :raises BrokenPipeError: when its reader has gone.
    :raises WiredeskError: when it cannot be written, such as to a full disk.
    """
    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print_out(json.dumps(told, ensure_ascii=not is_utf8) + "\n")


def _writable(text: str, encoding: str) -> str:
    """Return `text` as this encoding can have it: a lone surrogate is in none, and a terminal of ASCII has no quotes."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        if text.startswith("{"):
            return _BEYOND_ASCII.sub(lambda found: json.dumps(found[0])[1:-1], text)
        return text.encode(encoding, "replace").decode(encoding)
    return text


def silence_output() -> None:
    """Let what still waits for standard output go nowhere, so that the interpreter does not fail on it at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(head: str, words: str, colour: str) -> None:
    line = head + plain(words)
    stream = sys.stderr
    is_coloured = stream.isatty() and not _has_no_color()
    told = f"\x1b[{colour}m{line}\x1b[0m\n" if is_coloured else f"{line}\n"
    stream.write(told.encode(stream.encoding or "utf-8", "replace").decode(stream.encoding or "utf-8", "replace"))
    stream.flush()


def _has_no_color() -> bool:
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


@contextmanager
def working(words: str, *, is_shown: bool) -> Iterator[None]:
    """Show a line that moves while the block works, on a terminal alone; it is gone afterwards."""
    if not is_shown or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status(Text(plain(words)), spinner="line"):
        yield
