"""The card: one reading in a terminal of 80 columns, plain enough to be read without colour or piped. Not for: the web."""

import datetime
import io
import os
import sys
from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from wiredesk.cli.saying import print_out
from wiredesk.export.facts import Fact, Section, facts_of
from wiredesk.export.phrasing import instant_words, plain, published_words
from wiredesk.records import Reading

# Wider lines read badly, however wide the window.
_WIDEST = 100
_PIPED_WIDTH = 80
_LABEL_WIDTH = 9

# What one screen bears; the rest stands in the JSON and on the evidence page.
_MOST = {Section.STATEMENTS: 12, Section.PEOPLE: 10, Section.ORGANIZATIONS: 8, Section.PUBLISHED: 3}
_COLOURS = {
    Section.INCIDENTS: "bold red",
    Section.WATCH: "bold yellow",
    Section.STATEMENTS: "bold cyan",
    Section.PEOPLE: "bold blue",
    Section.ORGANIZATIONS: "bold magenta",
    Section.TIMELINE: "bold",
    Section.AMOUNTS: "bold green",
}


def print_card(reading: Reading, *, today: datetime.date, source_text: str | None = None) -> None:
    """Print the card to standard output."""
    print_told(card(reading, today=today, source_text=source_text))


def print_told(content: RenderableType) -> None:
    """Print anything that rich can print to standard output: at the terminal's width, at 80 columns into a pipe."""
    encoding = (sys.stdout.encoding or "ascii").lower()
    if not encoding.startswith("utf") and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    # Printed apart and written in one go: columns are padded to the width, which makes piped text and copied lines ragged.
    told = io.StringIO()
    console = Console(
        file=told, force_terminal=sys.stdout.isatty() or None, highlight=False, markup=False, emoji=False, legacy_windows=False
    )
    width = min(console.width if sys.stdout.isatty() else _columns(console), _WIDEST)
    console.print(content, width=width)
    print_out("".join(f"{line.rstrip()}\n" for line in told.getvalue().splitlines()))


def card(reading: Reading, *, today: datetime.date, source_text: str | None = None) -> Group:
    """Return the card as something rich can print."""
    return Group(*card_parts(reading, today=today, source_text=source_text))


def card_parts(reading: Reading, *, today: datetime.date, source_text: str | None = None) -> tuple[Group, Group]:
    """Return what stands over the article (title, dates, source), and the facts in it."""
    facts = facts_of(reading, today=today, source_text=source_text)
    return Group(*_head(reading, facts)), Group(*_body(reading, facts))


def _columns(console: Console) -> int:
    return console.width if os.environ.get("COLUMNS") else _PIPED_WIDTH


def _head(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[RenderableType]:
    article = reading.report.article
    yield Text(plain(article.title or "") or "(no title)", style="bold underline" if article.title else "dim")
    about = [", ".join(map(plain, article.byline)), plain(article.publisher or ""), plain(article.section or "")]
    if any(about):
        yield Text(" · ".join(part for part in about if part), style="dim")
    rows = table()
    rows.add_row("published", Text(published_words(reading.report.published), style="bold"))
    reasons = [fact for fact in facts if fact.section is Section.PUBLISHED]
    for fact in reasons[: _MOST[Section.PUBLISHED]]:
        where = fact.aside or (f"“{fact.quotes[0]}”" if fact.quotes else "")
        told = Text(f"{fact.headline}: {where}" if where else fact.headline)
        rows.add_row("because" if fact is reasons[0] else "and", told)
    if reading.report.source.captured:
        # A page's own clock names no zone; an archive and a person do.
        whose = "" if reading.report.source.captured.tzinfo else " (the page's own clock)"
        rows.add_row("captured", Text(f"{instant_words(reading.report.source.captured)}{whose}", style="dim"))
    rows.add_row("source", Text(plain(reading.report.source.uri), style="dim"))
    yield rows


def _body(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[RenderableType]:
    titles = (
        (Section.INCIDENTS, "Incidents and threats"),
        (Section.WATCH, "Dates to watch"),
        (Section.PEOPLE, "Who is in it"),
        (Section.ORGANIZATIONS, "Organizations"),
        (Section.PLACES, "Places"),
        (Section.STATEMENTS, "Who said what"),
        (Section.TIMELINE, "Timeline"),
        (Section.AMOUNTS, "Amounts"),
    )
    for section, title in titles:
        own = [fact for fact in facts if fact.section is section]
        if own:
            yield from _section(section, title, own)
        elif section is Section.INCIDENTS:
            words = "none is told of" if reading.is_read else "not looked for: the reader does not know this language"
            yield from (heading(title, _COLOURS.get(section, "bold")), Padding(Text(words, style="dim"), (0, 0, 0, 2)))


def heading(title: str, style: str = "bold") -> RenderableType:
    """Return the heading of a section."""
    return Padding(Text(title.upper(), style=style), (1, 0, 0, 0))


def _section(section: Section, title: str, facts: list[Fact]) -> Iterator[RenderableType]:
    yield heading(title, _COLOURS.get(section, "bold"))
    if section is Section.PLACES:
        yield Padding(Text("; ".join(_place(fact) for fact in facts)), (0, 0, 0, 2))
        return
    most = _MOST.get(section, len(facts))
    for fact in facts[:most]:
        yield Padding(_fact(section, fact), (0, 0, 0, 2))
    if len(facts) > most:
        yield Padding(Text(f"… and {len(facts) - most} more: see --json or --html", style="dim"), (0, 0, 0, 2))


def _place(fact: Fact) -> str:
    country = next((value for label, value in fact.details if label == "in"), None)
    return f"{fact.headline} ({country})" if country else fact.headline


def _fact(section: Section, fact: Fact) -> RenderableType:
    rows = table()
    head = Text(fact.headline, style="bold")
    if fact.badges:
        head.append(f"  [{', '.join(fact.badges)}]", style=_COLOURS.get(section, ""))
    for label in dict.fromkeys(label for label, _ in fact.details):
        rows.add_row(label, Text("; ".join(value for own, value in fact.details if own == label)))
    is_named = any(label == "role" for label, _ in fact.details)
    for words in () if is_named and section is Section.PEOPLE else fact.quotes:
        rows.add_row("", Text(words if words.startswith(('"', "“")) else f"“{words}”", style="italic"))
    return Group(head, rows) if rows.row_count else head


def table() -> Table:
    """Return an empty table of labels and words, as the sections of a card have it."""
    rows = Table.grid(padding=(0, 1))
    rows.add_column(width=_LABEL_WIDTH, style="dim", no_wrap=True)
    rows.add_column(ratio=1, overflow="fold")
    return rows
