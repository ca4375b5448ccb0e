"""Publication days shown on a page that came as plain text: date lines, "Published:" lines, dates by the title.

Not for: dates inside the story (`dating_dates`) or markup (`witnesses_html`). A page's own clock is never a witness.
"""

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wiredesk.article.dating import Clue, not_after
from wiredesk.article.dating_dates import bare_day
from wiredesk.article.dating_words import copyright_bound
from wiredesk.article.witness_words import tells_change, told_weight
from wiredesk.article.witnesses import Witness, day_words, odds_of_weight, readings
from wiredesk.dates.full_dates import FullDate, find_full_dates
from wiredesk.documents import Article, Basis, Line, LineLabel, Page
from wiredesk.spans import Span

_CHUNK = 200_000  # characters at either end of a page that are searched for shown dates
_END_LINES = 1000  # lines at either end likewise
_SENTENCE = 70  # other characters in a line that make it running text, our choice
_HEAD_LINES, _BODY_WORDS = 3, 25  # how far down a body, and beside how many characters, a date line can stand
_CLOCK_LINES = 2  # lines at the top of a page that can hold its clock
_LONE, _LONE_WEIGHT = 0.28, 1.1  # a lone date needs the first and then has the second


@dataclass(frozen=True, slots=True)
class _Place:
    """Hold one line that may show a date: `steps` counts lines from the head of the article, `order` from the top."""

    span: Span
    label: LineLabel
    is_body: bool
    steps: int
    after_body: int
    order: int


def _plain_lines(text: str, article: Article) -> list[Line]:
    """Make lines for a page that nobody labelled: body where the article comes from, title where it is repeated."""
    title, result, start = (article.title or "").strip(), [], 0
    starts = [part.source.start for part in article.origin or ()]
    ends = [part.source.end for part in article.origin or ()]
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            first = start + raw.index(stripped[0])
            span = Span(first, first + len(stripped))
            nearest = bisect_right(starts, span.end - 1) - 1  # the last part of the body that starts before the line's end
            is_body = nearest >= 0 and ends[nearest] > span.start if starts else len(stripped) > 80
            label = LineLabel.TITLE if title and stripped == title else LineLabel.ARTICLE if is_body else LineLabel.CHROME
            result.append(Line(span, label, is_body))
        start += len(raw)
    return result


def _places(lines: Sequence[Line]) -> Iterator[_Place]:
    """Yield the lines with their distance from title and body; the page's own clock is left out."""
    body = [i for i, line in enumerate(lines) if line.is_body and line.label is LineLabel.ARTICLE]
    titles = [i for i, line in enumerate(lines) if line.label is LineLabel.TITLE and (not body or i <= body[0])]
    first, last = (body[0], body[-1]) if body else (0, len(lines))
    head = titles[-1] if titles else max(0, first - 4)
    for i, line in enumerate(lines):
        if line.fine == "capture_clock":
            continue
        steps = i - head if i < head else max(0, i - first)
        yield _Place(line.span, line.label, line.is_body, steps, i - last, i)


def _nearness(place: _Place) -> float:
    """Weigh a line by where it stands: between title and body, close above, right below the body, elsewhere."""
    if place.label is LineLabel.DATE:
        return 2.2
    if place.label in (LineLabel.TITLE, LineLabel.BYLINE) or place.steps == 0:
        return 1.7
    if -3 <= place.steps < 0:
        return 1.2
    if 0 < place.after_body <= 3:
        return 0.9
    return 0.7 if place.is_body and place.steps <= 2 else 0.3


def _weight(place: _Place, line: str, found: FullDate, *, is_clock: bool) -> float:
    start = found.span.start
    before = line[max(0, start - 40) : start]
    weight = _nearness(place) + told_weight(before) + (0.2 if found.has_time else 0.0)
    if tells_change(before):
        weight *= 0.08
    n_around = len(line) - len(found.span)
    if n_around > _SENTENCE or (place.label is LineLabel.TITLE and n_around > _BODY_WORDS):
        weight *= 0.25
    is_top = place.order < _CLOCK_LINES and found.has_time  # a page's clock stands at its very top, whatever the tagger said
    apart = place.steps < -1 and place.label is not LineLabel.DATE
    return weight * 0.15 if apart and (is_clock or is_top) else weight


def _shown(page: Page, places: Sequence[_Place], *, day_first: bool | None) -> Iterator[Witness]:
    captured = page.source.captured.date() if page.source.captured else None
    for place in places:
        line = place.span.cut(page.text) if len(place.span) < 2000 else ""
        found = find_full_dates(line, day_first=day_first) if any(c.isdigit() for c in line) else []
        for one in found[:4]:
            if place.is_body and (place.steps > _HEAD_LINES or len(line) - len(one.span) > _BODY_WORDS):
                continue  # a date of the story
            weight = _weight(place, line, one, is_clock=one.date == captured)
            span = one.span.shifted(place.span.start)
            note = f"the page shows {day_words(one.date)}{' beside the article' if weight >= 1 else ''}"
            for day, told in readings(one, odds_of_weight(weight)):
                yield Witness(day, told, Basis("visible_date", note, source_span=span), is_shown=True)


def _searched(lines: Sequence[Line], text: str) -> list[Line]:
    """Return the lines of the page's two ends; the middle of a very long text holds no date of its own."""
    kept = [line for line in lines if line.span.end < _CHUNK or line.span.start > len(text) - _CHUNK]
    return kept if len(kept) <= 2 * _END_LINES else kept[:_END_LINES] + kept[-_END_LINES:]


def text_witnesses(page: Page, article: Article, lines: Sequence[Line]) -> list[Witness]:
    """Return the days that a plain-text page shows for its article; spans count in `page.text`.

    Without `lines` the article's own origin tells body from furniture.
    """
    known = _searched(lines or _plain_lines(page.text[: 2 * _CHUNK], article), page.text)
    day_first = True if article.language not in (None, "en") else None
    strongest: dict[datetime.date, Witness] = {}
    for witness in _shown(page, list(_places(known)), day_first=day_first):
        if witness.day not in strongest or strongest[witness.day].odds < witness.odds:
            strongest[witness.day] = witness
    return _alone(list(strongest.values()))


def _alone(found: list[Witness]) -> list[Witness]:
    """Trust the only date that a page shows, wherever it stands, unless it stands in running text or tells a change."""
    if len(found) == 1 and odds_of_weight(_LONE) <= found[0].odds < odds_of_weight(_LONE_WEIGHT):
        return [replace(found[0], odds=odds_of_weight(_LONE_WEIGHT))]
    return found


def text_clues(page: Page, article: Article, lines: Sequence[Line]) -> Iterator[Clue]:
    """Yield what the furniture of a plain-text page says without naming a full day: copyright lines, date lines without year."""
    for line in _searched(lines or _plain_lines(page.text[: 2 * _CHUNK], article), page.text):
        words = line.span.cut(page.text) if len(line.span) < 500 else ""
        if not words or line.is_body:
            continue
        bound = copyright_bound(page.text, line.span) if re.search(r"©|\(c\)|copyright", words, re.I) else None
        if bound:
            yield bound
        found = find_full_dates(words) if any(c.isdigit() for c in words) else []
        if line.label in (LineLabel.DATE, LineLabel.BYLINE) and not found:
            yield from bare_day(words, line.span.start)
        for one in found:
            if tells_change(words[max(0, one.span.start - 40) : one.span.start]):
                note = f"the page was updated on {one.date}, so it came out by then"
                yield Clue(not_after(one.date), 0.45, Basis("updated_line", note, source_span=one.span.shifted(line.span.start)))
