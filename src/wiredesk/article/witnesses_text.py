"""Publication days shown on a page that came as plain text, and what its furniture says without naming a day.

Not for: dates inside the story (`dating_dates`) or markup (`witnesses_html`). A page's own clock is never a witness.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from wiredesk.article.dating import Clue, not_after
from wiredesk.article.dating_dates import bare_day
from wiredesk.article.dating_words import copyright_bound
from wiredesk.article.relative_days import relative_witnesses
from wiredesk.article.shown_days import ShownDay, shown_days
from wiredesk.article.shown_lines import Layout, Zone, lay_out_lines, plain_lines
from wiredesk.article.shown_odds import WeighedDay, candidates, shipped_worth, weighed_days
from wiredesk.article.shown_traits import is_change, is_comment
from wiredesk.article.witness_words import tells_capture
from wiredesk.article.witnesses import Witness, day_words
from wiredesk.dates.full_dates import find_full_dates
from wiredesk.documents import Article, Basis, Line, LineLabel, Page

_CHUNK = 200_000  # characters at either end of a page that are searched for shown dates
_END_LINES = 1000  # lines at either end likewise
_MAX_WITNESSES, _MAX_RELATIVE = 60, 4
_LEAST = -7.0  # log-odds below which a day need not be weighed: one in a thousand
_HEAD = (Zone.ABOVE, Zone.TITLE, Zone.BETWEEN, Zone.BODY_HEAD)
# Strengths of bounds: words of a change by the headline are the article's own, elsewhere they may be another story's; our choice.
_SURELY, _LIKELY, _MAYBE = 0.96, 0.8, 0.45
_RIGHTS = re.compile(r"©|\(c\)|copyright", re.I)
# Log-odds that a date far from headline and body, no surer than the second, loses when it is the day of the capture: sites
# print today's date. Our choice.
_TODAY, _TODAY_BELOW = 2.5, 1.5


def _searched(lines: Sequence[Line], text: str) -> list[Line]:
    """Return the lines of the page's two ends; the middle of a very long text holds no date of its own."""
    kept = [line for line in lines if line.span.end < _CHUNK or line.span.start > len(text) - _CHUNK]
    return kept if len(kept) <= 2 * _END_LINES else kept[:_END_LINES] + kept[-_END_LINES:]


def _laid_out(page: Page, article: Article, lines: Sequence[Line]) -> Layout:
    known = _searched(lines or plain_lines(page.text[: 2 * _CHUNK], article), page.text)
    return lay_out_lines(page.text, known)


def _day_first(article: Article) -> bool | None:
    return True if article.language not in (None, "en") else None


def _is_todays(one: WeighedDay, page: Page, layout: Layout) -> bool:
    """Tell whether a doubtful day far from headline and body is that of the capture."""
    captured = page.source.captured
    line = layout.lines[one.best.line]
    is_loose = line.label is LineLabel.CHROME and line.zone not in (Zone.TITLE, Zone.BETWEEN) and one.odds < _TODAY_BELOW
    return captured is not None and one.day == captured.date() and is_loose


def text_witnesses(page: Page, article: Article, lines: Sequence[Line]) -> list[Witness]:
    """Return the days that a plain-text page shows for its article, likeliest first; spans count in `page.text`.

    Without `lines` the article's own origin tells body from furniture.
    """
    layout = _laid_out(page, article, lines)
    found = []
    for one in weighed_days(candidates(layout, page.text, day_first=_day_first(article)), shipped_worth()):
        odds = one.odds - (_TODAY if _is_todays(one, page, layout) else 0.0)
        if odds >= _LEAST:
            found.append(replace(one, odds=odds))
    found.sort(key=lambda one: -one.odds)
    shown = [_witness(one, layout) for one in found[:_MAX_WITNESSES]]
    return [*shown, *islice(relative_witnesses(layout, page.source.captured), _MAX_RELATIVE)]


def _witness(one: WeighedDay, layout: Layout) -> Witness:
    line = layout.lines[one.best.line]
    span = one.best.found.span.shifted(line.span.start)
    place = " beside the article" if line.zone in (Zone.TITLE, Zone.BETWEEN) else ""
    year = ", in the year of the copyright line" if one.best.is_bare else ""
    basis = Basis("visible_date", f"the page shows {day_words(one.day)}{place}{year}", source_span=span)
    return Witness(one.day, one.odds, basis, is_shown=True)


def _rights_clues(page: Page, layout: Layout) -> Iterator[Clue]:
    for line in layout.lines:
        if not line.is_body and _RIGHTS.search(line.text[:500]):
            bound = copyright_bound(page.text, line.span)
            if bound:
                yield bound


def _bare_clues(layout: Layout) -> Iterator[Clue]:
    for line in layout.lines:
        if line.label in (LineLabel.DATE, LineLabel.BYLINE) and line.text and not find_full_dates(line.text):
            yield from bare_day(line.text, line.span.start)


def _later_clues(page: Page, layout: Layout, *, day_first: bool | None) -> Iterator[Clue]:
    """Yield the days by which the article was out: those of its changes, of captures and of the first comment on it."""
    shown = shown_days(layout, page.text, day_first=day_first)
    days = [one for one in shown if one.found.other is None and not layout.lines[one.line].is_body]
    for one in days:
        if is_change(one):
            is_own = layout.lines[one.line].zone in _HEAD
            yield _by_then(one, layout, "updated_line", "the page was updated on {}", _SURELY if is_own else _MAYBE)
        elif tells_capture(one.before):
            yield _by_then(one, layout, "capture_line", "somebody looked at the page on {}", _MAYBE)
    comments = [one for one in days if is_comment(one, layout)]
    if comments:
        first = min(comments, key=lambda one: one.day)
        yield _by_then(first, layout, "comment", "a comment of {} stands below it", _LIKELY)


def _by_then(one: ShownDay, layout: Layout, rule: str, note: str, strength: float) -> Clue:
    span = one.found.span.shifted(layout.lines[one.line].span.start)
    basis = Basis(rule, f"{note.format(day_words(one.day))}, so it came out by then", source_span=span)
    return Clue(not_after(one.day), strength, basis)


def text_changes(page: Page, article: Article, lines: Sequence[Line]) -> list[Clue]:
    """Return the days of changes that stand by headline and body, so that they are the article's own."""
    layout = _laid_out(page, article, lines)
    later = _later_clues(page, layout, day_first=_day_first(article))
    return [clue for clue in later if clue.basis.rule == "updated_line" and clue.strength == _SURELY]


def text_clues(page: Page, article: Article, lines: Sequence[Line]) -> Iterator[Clue]:
    """Yield what the furniture of a plain-text page says without naming the day: copyright lines, date lines without a year,
    days of changes, the first comment."""
    layout = _laid_out(page, article, lines)
    yield from _rights_clues(page, layout)
    yield from _bare_clues(layout)
    yield from _later_clues(page, layout, day_first=_day_first(article))
