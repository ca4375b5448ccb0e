"""Read the captures corpora as pages whose shown days are to be weighed. Not for: weighing them (`shown_fit`)."""

import datetime
import random
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from training.lines_corpus import records
from wiredesk.article.shown_lines import lay_out_lines
from wiredesk.article.shown_odds import Candidates, candidates
from wiredesk.documents import Line, LineLabel
from wiredesk.spans import Span
from wiredesk.tagger.lines import lines_of, tag_units
from wiredesk.tagger.lines_layout import lay_out

_LOST = 0.3  # share of labels lost in the second copy of a page
_MASTHEADS = ("%A, %B %d, %Y", "%a %d %b %Y", "%A, %d %B %Y", "%B %d, %Y", "%A %B %d, %Y", "%d/%m/%Y", "%d %b %Y, %H:%M")
_LATER = (0, 1, 2, 5, 30, 200, 400, 900)  # days after publication on which a page is captured
_NAMED = (LineLabel.DATE, LineLabel.BYLINE, LineLabel.TITLE)


@dataclass(frozen=True, slots=True)
class Example:
    """Hold one page: what may give its day, the day that is right (None: none of those shown), its site and weight."""

    found: Candidates
    day: datetime.date | None
    gold: datetime.date
    site: str
    weight: float


def _with_losses(lines: Sequence[Line], chance: random.Random) -> list[Line]:
    """Return the lines with some of the labels lost that a page outside the training set would lose."""
    return [replace(line, label=LineLabel.CHROME) if line.label in _NAMED and chance.random() < _LOST else line for line in lines]


def _with_masthead(text: str, lines: list[Line], gold: datetime.date, chance: random.Random) -> tuple[str, list[Line]]:
    """Return every other page with today's date among its first lines, as sites print it on the day of the capture."""
    day = gold + datetime.timedelta(chance.choice(_LATER))
    body = next((i for i, line in enumerate(lines) if line.is_body or line.label is LineLabel.TITLE), 0)
    if chance.random() < 0.5 or body < 2:
        return text, lines
    words = day.strftime(chance.choice(_MASTHEADS))
    at = chance.randint(0, min(12, body - 1))
    start, shift = lines[at].span.start, len(words) + 1
    label = LineLabel.CHROME if chance.random() < 0.85 else LineLabel.DATE
    moved = [replace(line, span=line.span.shifted(shift)) for line in lines[at:]]
    new = Line(Span(start, start + len(words)), label, False)
    return f"{text[:start]}{words}\n{text[start:]}", [*lines[:at], new, *moved]


def _right(found: Candidates, gold: datetime.date) -> datetime.date | None:
    """Return the shown day that is right: gold, else a date line's one day off (gold in UTC, the page in its own zone)."""
    if any(one.shown.day == gold for one in found.mentions):
        return gold
    near = (one for one in found.mentions if {"label_date", "label_byline"} & set(one.traits))
    return next((one.shown.day for one in near if abs((one.shown.day - gold).days) <= 1), None)


def _copies(record: dict[str, Any], gold: datetime.date, weight: float) -> Iterator[Example]:
    text, chance = record["text"], random.Random(zlib.crc32(record["id"].encode()))
    lines = list(lines_of(tag_units(lay_out(text))))
    other_text, other_lines = _with_masthead(text, _with_losses(lines, chance), gold, chance)
    for words, labelled in ((text, lines), (other_text, other_lines)):
        found = candidates(lay_out_lines(words, labelled), words)
        yield Example(found, _right(found, gold), gold, record["site"] or record["id"], weight / 2)


def examples(path: Path) -> list[Example]:
    """Read a file of captures: two copies of each page that has a day; flavours of one page share its weight."""
    made: list[Example] = []
    read = [record for record in records(path) if record.get("date")]
    flavours = Counter(record["page"] for record in read)
    for record in read:
        try:
            gold = datetime.date.fromisoformat(record["date"][:10])
        except ValueError:
            continue
        made += _copies(record, gold, 1 / flavours[record["page"]])
    return made
