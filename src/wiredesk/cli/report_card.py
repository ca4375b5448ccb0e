"""`wiredesk report`: one report as a card of 80 columns, its words, its evidence page. Not for: its JSON (see `report_words`)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from wiredesk import __version__
from wiredesk.cli.card import card_parts, heading, print_told, table
from wiredesk.cli.report_words import (
    change_lines,
    copy_words,
    filed_words,
    incident_words,
    ruled_words,
    story_words,
)
from wiredesk.cli.saying import Outcome, print_out, say_done, say_error
from wiredesk.desk.desk import Desk, open_desk
from wiredesk.desk.ids import id_of
from wiredesk.desk.report_cards import ReportCard, page_text, report_card
from wiredesk.desk.report_cards_json import report_card_json
from wiredesk.export.phrasing import plain, quote, visible
from wiredesk.settings import Settings
from wiredesk.spans import Span

_MOST_COPIES = 15
_MOST_CHANGES = 12


@dataclass(frozen=True, slots=True)
class Form:
    """Say in which forms a report is wanted."""

    as_text: bool = False
    as_json: bool = False
    html: str | None = None

    def wrong_use(self) -> str | None:
        """Return what is wrong with this choice, None when nothing is."""
        if self.html is not None and not self.html.strip():
            return "--html: names no file; give one, or -"
        n_printed = self.as_text + self.as_json + (self.html == "-")
        return "--text, --json and --html - all write to standard output; give one of them" if n_printed > 1 else None


def show_report(name: str, form: Form, *, settings: Settings) -> int:
    """Show one report and return the exit status.

    :raises NotOnDesk: when there is none of this id, or it was removed.
    """
    wrong = form.wrong_use()
    if wrong:
        return say_error(wrong, Outcome.USAGE)
    with open_desk(settings) as desk:
        card = report_card(desk, name)
        if form.as_json:
            print_out(f"{json.dumps(report_card_json(card))}\n")
        elif form.as_text:
            print_out(_article(card))
        elif form.html is None:
            print_told(Group(*_card(desk, card)))
        return _write_page(desk, card, form.html) if form.html is not None else Outcome.DONE


def _article(card: ReportCard) -> str:
    article = card.reading.report.article
    title = f"{plain(article.title)}\n\n" if article.title else ""
    return f"{title}{visible(article.text)}\n"


def _write_page(desk: Desk, card: ReportCard, html: str) -> int:
    from wiredesk.export.evidence_page import evidence_page
    from wiredesk.export.whole_file import whole_file

    page = evidence_page(card.reading, now=desk.clock(), version=__version__, source_text=page_text(desk, card))
    if html == "-":
        print_out(page)
        return Outcome.DONE
    target = Path(html)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(target) as file:
            file.write(page.encode("utf-8", "replace"))
    except OSError as error:
        return say_error(f"{target}: cannot be written ({error.strerror}); name another place with --html")
    say_done(f"evidence page: {target}")
    return Outcome.DONE


# -- the card ------------------------------------------------------------------------------------------------------


def _card(desk: Desk, card: ReportCard) -> Iterator[RenderableType]:
    head, facts = card_parts(card.reading, today=desk.clock().date(), source_text=page_text(desk, card))
    yield Text(filed_words(card), style="dim")
    yield head
    yield from _story(card)
    yield from _changes(card)
    yield from _incidents(card)
    yield from _rulings(card)
    yield from _alerts(card)
    yield facts
    yield from _came(card)


def _lines(lines: list[Text]) -> Iterator[RenderableType]:
    yield from (Padding(line, (0, 0, 0, 2)) for line in lines)


def _story(card: ReportCard) -> Iterator[RenderableType]:
    yield heading("Story", "bold cyan")
    yield from _lines([Text(story_words(card), style="bold")])
    if len(card.story) == 1:
        return
    rows = table()
    for one in card.story[:_MOST_COPIES]:
        is_own = one.report_id == card.head.report_id
        rows.add_row(id_of("report", one.report_id), Text(copy_words(one, is_own=is_own), style="bold" if is_own else ""))
    yield Padding(rows, (0, 0, 0, 2))
    if len(card.story) > _MOST_COPIES:
        yield from _lines([Text(f"… and {len(card.story) - _MOST_COPIES} more: see --json", style="dim")])


def _changes(card: ReportCard) -> Iterator[RenderableType]:
    if card.previous is None or not card.changes:
        return
    yield heading(f"Changed since {id_of('report', card.previous)}", "bold yellow")
    for change in card.changes[:_MOST_CHANGES]:
        first, *quotes = change_lines(change)
        yield from _lines([Text(first, style="bold")])
        rows = table()
        for side, words in quotes:
            rows.add_row(side, Text(words, style="italic"))
        yield Padding(rows, (0, 0, 0, 2))
    if len(card.changes) > _MOST_CHANGES:
        yield from _lines([Text(f"… and {len(card.changes) - _MOST_CHANGES} more: see --json", style="dim")])


def _incidents(card: ReportCard) -> Iterator[RenderableType]:
    if not card.incidents:
        return
    yield heading("On the desk as", "bold red")
    rows = table()
    for one in card.incidents:
        first, *more = incident_words(one)
        rows.add_row(id_of("incident", one.incident_id), Text(first))
        for line in more:
            rows.add_row("", Text(line, style="dim"))
    yield Padding(rows, (0, 0, 0, 2))


def _rulings(card: ReportCard) -> Iterator[RenderableType]:
    if not card.rulings:
        return
    yield heading("Rulings", "bold magenta")
    rows = table()
    for ruling, undone_by in card.rulings:
        rows.add_row(id_of("ruling", ruling.id), Text(ruled_words(ruling, undone_by), style="dim" if undone_by else ""))
    yield Padding(rows, (0, 0, 0, 2))


def _alerts(card: ReportCard) -> Iterator[RenderableType]:
    if not card.alerts:
        return
    yield heading("Alerts", "bold yellow")
    text = card.reading.report.article.text
    rows = table()
    for one in card.alerts:
        is_there = 0 <= one.start < one.end <= len(text)
        words = f" “{quote(text, Span(one.start, one.end), most=200)}”" if is_there else ""
        rows.add_row(id_of("alert", one.alert_id), Text(f"{plain(one.watch)}:{words}"))
    yield Padding(rows, (0, 0, 0, 2))


def _came(card: ReportCard) -> Iterator[RenderableType]:
    yield heading("Where it came from")
    rows = table()
    head = card.head
    if head.url and head.url != head.uri:
        rows.add_row("address", Text(plain(head.url)))
    for url in card.feeds:
        rows.add_row("feed", Text(plain(url)))
    rows.add_row("SHA-256", Text(head.sha256, style="dim"))
    if head.n_bytes is not None:
        rows.add_row("kept", Text(f"{head.n_bytes:,} bytes of {plain(head.media_type or '')}", style="dim"))
    if head.given:
        given = ", ".join(f"{name} {value}" for name, value in json.loads(head.given).items())
        rows.add_row("given", Text(f"by a person: {plain(given)}"))
    for reading in card.readings:
        is_old = "" if reading.is_current else " (an older reading)"
        rows.add_row("read", Text(f"{reading.made_at} by {plain(reading.reader)}{is_old}", style="dim"))
    for done in card.done:
        rows.add_row(done.action, Text(f"{done.at} by {plain(done.actor)}", style="dim"))
    yield Padding(rows, (0, 0, 0, 2))
