"""Measure publication dates: HTML pages, the same pages as plain text, and bodies whose date is hidden.

Usage: python benchmarks/published.py SHARED [--split dev] [--misses N]

SHARED is the folder with `data/` and `score/`. Prints one line a corpus: exact, wrong, none (shares of the pages with a day),
coverage (share of the answers that hold the day), within (share of pages whose answer holds it within 366 days), ms a page.
For HTML the figures of htmldate alone stand beside ours; our time includes asking it. Below them: of the days that the model
holds likeliest, the probability that it states against the share that is right.
"""

import argparse
import datetime
import itertools
import re
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import html

from benchmarks.scoring import records
from wiredesk.article import witnesses_html
from wiredesk.article.published import publish
from wiredesk.article.weighing import weigh
from wiredesk.article.witnesses import url_month, url_witness
from wiredesk.article.witnesses_html import html_witnesses, htmldate_witness
from wiredesk.documents import Article, Origin, Page, PageForm, Published, Source
from wiredesk.spans import Span

_BANDS = (0.0, 0.5, 0.7, 0.9, 0.95, 0.98, 0.99, 1.01)
_LEFT_OUT = ("script", "style", "noscript", "template", "head")
_BLOCKS = frozenset("p div li h1 h2 h3 h4 h5 h6 tr section article header footer main aside ul ol table br time dd dt".split())


@dataclass
class _Tally:
    """Count the answers on one corpus."""

    name: str
    pages: int = 0
    exact: int = 0
    wrong: int = 0
    none: int = 0
    answers: int = 0
    held: int = 0
    within: int = 0
    seconds: float = 0.0
    misses: list[str] = field(default_factory=list)
    stated: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, key: str, gold: datetime.date, got: Published) -> None:
        """Count one answer."""
        self.pages += 1
        interval = got.interval
        if interval is None:
            self.none += 1
            return
        held = interval.covers(gold)
        self.answers += 1
        self.held += held
        self.within += held and interval.n_days <= 366
        self.exact += held and interval.is_day
        self.wrong += interval.is_day and not held
        if not held:
            reasons = "; ".join(f"{basis.rule}: {basis.note}" for basis in got.basis[:4])
            self.misses.append(f"{key} {gold} {interval.earliest}..{interval.latest} {reasons}")

    def line(self) -> str:
        """Return the figures as one line."""
        n = max(1, self.pages)
        return (
            f"{self.name:34} n {self.pages:4} exact {self.exact / n:.3f} wrong {self.wrong / n:.3f} none {self.none / n:.3f} "
            f"coverage {self.held / max(1, self.answers):.3f} within {self.within / n:.3f} ms {1000 * self.seconds / n:.1f}"
        )

    def reliability(self) -> list[str]:
        """Return a line for each band of probability: how many days, the mean probability stated, the share right."""
        lines = []
        for first, last in itertools.pairwise(_BANDS):
            part = [(told, is_right) for told, is_right in self.stated if first <= told < last]
            if part:
                told, right = sum(p for p, _ in part) / len(part), sum(r for _, r in part) / len(part)
                lines.append(f"    {first:.2f} to {min(last, 1):.2f}: n {len(part):4} stated {told:.3f} right {right:.3f}")
        return lines


def _stated(page: Page, gold: datetime.date) -> tuple[float, bool] | None:
    """Return the probability of the likeliest day of an HTML page and whether it is right, None where no day is named."""
    clock = page.source.captured.date() if page.source.captured else datetime.date.today()
    found = [url_witness(page.url), *html_witnesses(page.text), htmldate_witness(page.text, clock=clock)]
    verdict = weigh([one for one in found if one], clock=clock, month=url_month(page.url))
    return (verdict.probability, verdict.day == gold) if verdict else None


def _page(text: str, form: PageForm, *, url: str | None, captured: datetime.datetime | None) -> Page:
    return Page(Source("benchmark", "text/plain", "0" * 64, len(text), captured), form, text, url)


def _decoded(raw: bytes) -> str:
    told = re.search(rb'charset=["\']?([\w-]+)', raw[:4000])
    try:
        return raw.decode(told.group(1).decode("ascii") if told else "utf-8", "replace")
    except LookupError:
        return raw.decode("utf-8", "replace")


def _as_text(markup: str) -> str:
    """Return a page's words, a line for each block: what a capture of it gives."""
    tree = witnesses_html.parsed(markup)
    if tree is None:
        return ""
    pieces: list[str] = []

    def walk(element: html.HtmlElement) -> None:
        if isinstance(element.tag, str) and element.tag not in _LEFT_OUT:
            pieces.append("\n" if element.tag in _BLOCKS else "")
            pieces.append(element.text or "")
            for child in element:
                walk(child)
                pieces.append(child.tail or "")
            pieces.append("\n" if element.tag in _BLOCKS else "")

    try:
        walk(tree)
    except RecursionError:
        return str(tree.text_content())
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _captured(record: dict[str, Any]) -> datetime.datetime | None:
    return datetime.datetime.fromisoformat(record["captured"]) if record.get("captured") else None


def _timed(tally: _Tally, page: Page, article: Article, *, lines: tuple[Any, ...] = ()) -> Published:
    start = time.process_time()
    got = publish(page, article, lines, captured=page.source.captured)
    tally.seconds += time.process_time() - start
    return got


def measure_html(shared: Path, corpus: str, split: str) -> tuple[_Tally, _Tally, _Tally]:
    """Measure a corpus of HTML pages: ours, htmldate alone, and the same pages as plain text."""
    ours, alone, text = _Tally(f"{corpus} html"), _Tally(f"{corpus} htmldate alone"), _Tally(f"{corpus} as text")
    folder = shared / "data" / corpus
    with zipfile.ZipFile(folder / f"{split}.zip") as pages:
        members = {Path(name).name: name for name in pages.namelist()}
        for record in records(folder / f"{split}.jsonl"):
            markup = _decoded(pages.read(members[Path(record["file"]).name]))
            if not record["date"]:
                continue
            gold, captured = datetime.date.fromisoformat(record["date"][:10]), _captured(record)
            start = time.process_time()
            witness = htmldate_witness(markup, clock=captured.date() if captured else datetime.date.today())
            alone.seconds += time.process_time() - start
            _count_alone(alone, witness.day if witness else None, gold)
            page = _page(markup, PageForm.HTML, url=record["url"], captured=captured)
            ours.add(record["id"], gold, _timed(ours, page, Article("")))
            stated = _stated(page, gold)
            ours.stated += [stated] if stated else []
            words = _as_text(markup)
            text_page = _page(words, PageForm.CAPTURE, url=None, captured=captured)
            text.add(record["id"], gold, _timed(text, text_page, _guessed_article(words, record.get("title"))))
    return ours, alone, text


def _guessed_article(words: str, title: str | None) -> Article:
    """Take the lines of running text as the body, as a stand-in for the line tagger."""
    origin, body = [], ""
    for found in re.finditer(r"[^\n]{100,}", words):
        start = len(body)
        body += found.group() + "\n\n"
        origin.append(Origin(Span(start, start + len(found.group())), Span(*found.span())))
    heading = title or next((line for line in words.split("\n") if 25 < len(line) < 150), None)
    return Article(body.rstrip(), title=heading, origin=tuple(origin))


def _count_alone(tally: _Tally, day: datetime.date | None, gold: datetime.date) -> None:
    tally.pages += 1
    tally.none += day is None
    tally.exact += day == gold
    tally.wrong += day is not None and day != gold
    tally.answers += day is not None
    tally.held += day == gold
    tally.within += day == gold


def measure_bodies(shared: Path, corpus: str, path: str, *, flavour: str | None) -> _Tally:
    """Measure bodies alone: no page, no address, no clock."""
    tally = _Tally(f"{corpus} bodies, date hidden")
    for record in records(shared / "data" / corpus / path):
        if flavour and record.get("flavour") != flavour:
            continue
        body = record.get("body") or record["text"]
        try:
            gold = datetime.date.fromisoformat((record.get("date") or "")[:10])
        except ValueError:
            continue
        article = Article(body, origin=(Origin(Span(0, len(body)), Span(0, len(body))),))
        tally.add(record["id"], gold, _timed(tally, _page(body, PageForm.TEXT, url=None, captured=None), article))
    return tally


def main() -> None:
    """Print the figures of every corpus."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--misses", type=int, default=0)
    args = parser.parse_args()
    tallies: list[_Tally] = []
    if args.split == "dev":
        for corpus in ("pagedates", "pagedates_news"):
            tallies += measure_html(args.shared, corpus, args.split)
    tallies.append(measure_bodies(args.shared, "gvc", f"{args.split}.jsonl", flavour=None))
    tallies.append(measure_bodies(args.shared, "captures", f"{args.split}.jsonl", flavour="blocks"))
    tallies.append(measure_bodies(args.shared, "captures_wcxb", f"{args.split}.jsonl.gz", flavour=None))
    for tally in tallies:
        print("\n".join([tally.line(), *tally.reliability()]))
        for miss in tally.misses[: args.misses]:
            print("   ", miss[:260])


if __name__ == "__main__":
    main()
