"""A list of things with an id, a headline and some lines under it, at 80 columns. Not for: cards (see `cli.card`)."""

import io
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from wiredesk.cli.saying import print_out
from wiredesk.export.phrasing import plain

_PIPED_WIDTH, _WIDEST = 80, 100


@dataclass(frozen=True, slots=True)
class Thing:
    """Hold one thing of a list; `is_dim` is for what rests."""

    label: str
    headline: str
    lines: tuple[str, ...] = ()
    is_dim: bool = False


def print_shelf(things: Iterable[Thing]) -> None:
    """Print the list to standard output, a blank line between two things."""
    told = io.StringIO()
    is_terminal = sys.stdout.isatty()
    console = Console(file=told, force_terminal=is_terminal or None, highlight=False, markup=False, emoji=False)
    width = min(console.width, _WIDEST) if is_terminal else _PIPED_WIDTH
    for number, thing in enumerate(things):
        if number:
            console.print()
        console.print(_rows(thing), width=width)
    print_out("".join(f"{line.rstrip()}\n" for line in told.getvalue().splitlines()))


def _rows(thing: Thing) -> Table:
    rows = Table.grid(padding=(0, 1))
    rows.add_column(min_width=3, style="dim", no_wrap=True)
    rows.add_column(ratio=1, overflow="fold")
    rows.add_row(plain(thing.label), Text(plain(thing.headline), style="dim" if thing.is_dim else "bold"))
    for line in thing.lines:
        rows.add_row("", Text(plain(line)))
    return rows
