"""What the cards of incidents and entities share: rows, quotations, titles, and the way to standard output. Not for: contents."""

import datetime
import io
import os
import sys
from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from wiredesk.cli.saying import print_out
from wiredesk.dates.interval import Interval
from wiredesk.export.phrasing import interval_words, plain

_WIDEST, _PIPED_WIDTH = 100, 80
_LABEL_WIDTH = 11
_DAY_WIDTH = 18
_MOST_QUOTE = 150


def print_cards(shown: RenderableType) -> None:
    """Print to standard output, 80 columns when piped; lines end where their words end."""
    encoding = (sys.stdout.encoding or "ascii").lower()
    if not encoding.startswith("utf") and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    told = io.StringIO()
    is_terminal = sys.stdout.isatty()
    console = Console(
        file=told, force_terminal=is_terminal or None, highlight=False, markup=False, emoji=False, legacy_windows=False
    )
    width = console.width if is_terminal or os.environ.get("COLUMNS") else _PIPED_WIDTH
    console.print(shown, width=min(width, _WIDEST))
    print_out("".join(f"{line.rstrip()}\n" for line in told.getvalue().splitlines()))


def title(words: str, style: str = "bold") -> RenderableType:
    """Return the title of a section."""
    return Padding(Text(words.upper(), style=style), (1, 0, 0, 0))


def rows(*, label_width: int = _LABEL_WIDTH) -> Table:
    """Return an empty table of a label and what is told, indented under its title."""
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(width=label_width, style="dim", no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    return table


def indented(shown: RenderableType, by: int = 2) -> RenderableType:
    """Return something moved to the right."""
    return Padding(shown, (0, 0, 0, by))


def quoted(words: str, *, most: int = _MOST_QUOTE) -> Text:
    """Return a report's words in quotation marks, on one line, cut at a word when they are long."""
    line = plain(words)
    if len(line) > most:
        cut = line[: most - 2]
        line = (cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut) + " …"
    return Text(line if line.startswith(('"', "“")) else f"“{line}”", style="italic")


def line(*parts: Text | str) -> Text:
    """Return parts on one line, a space between."""
    made = Text()
    for part in parts:
        if part:
            made.append(" " if made else "")
            made.append(part if isinstance(part, Text) else Text(part))
    return made


def dim(words: str) -> Text:
    """Return words by the way."""
    return Text(words, style="dim")


def report_ids(ids: Iterable[int], *, most: int = 8) -> str:
    """Return "r8, r9"; of many the first, and how many more."""
    named = [f"r{one}" for one in dict.fromkeys(ids)]
    more = f" and {len(named) - most} more" if len(named) > most else ""
    return ", ".join(named[:most]) + more


def day_words(interval: Interval | None) -> str:
    """Return a publication date, "no date" where nothing tells it."""
    return interval_words(interval) if interval else "no date"


def day_label(interval: Interval | None) -> str:
    """Return a publication date that fits a column of 17: "13 July 2009", "July 2009", "by 29 Jul 2009"."""
    words = day_words(interval)
    return words if len(words) < _DAY_WIDTH or interval is None else f"by {iso_words(interval.latest.isoformat())}"


def iso_words(day: str) -> str:
    """Return an ISO day as words."""
    one = datetime.date.fromisoformat(day)
    return f"{one.day} {one:%b} {one.year}"


def counted(number: int, noun: str) -> str:
    """Return "1 story", "4 stories"."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"


def more_words(number: int, what: str) -> Text:
    """Say that more is left out here."""
    return dim(f"… and {number} more {what}: see --json")


def grouped(shown: Iterable[RenderableType]) -> Group:
    """Return several things one below the other."""
    return Group(*shown)
