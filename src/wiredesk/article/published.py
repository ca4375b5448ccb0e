"""When did this article come out? An interval with its reasons, from everything on the page. Not for: dates in the story.

Three kinds of evidence, strongest first: a day that the page or its container names (`witnesses*`), what the dates of the
story say (`dating_dates`), what its words say (`dating_words`). `dating.solve` takes all together. The capture clock is an upper
bound and never the answer.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from wiredesk.article.dating import Clue, around, solve, union
from wiredesk.article.dating_body import date_body
from wiredesk.article.dating_years import likely_years
from wiredesk.article.reasons import changes, reasons_of, with_bounds
from wiredesk.article.weighing import Verdict, weigh
from wiredesk.article.witness_odds import odds_of
from wiredesk.article.witnesses import Witness, are_readings, container_witness, day_words, url_month, url_witness
from wiredesk.article.witnesses_html import html_witnesses, htmldate_witness
from wiredesk.article.witnesses_text import text_changes, text_clues, text_witnesses
from wiredesk.dates.full_dates import find_full_dates
from wiredesk.dates.interval import Interval
from wiredesk.documents import Article, Basis, Line, Page, PageForm, Published

_MAX_BODY = 60_000  # characters of an article that are read for clues; the news stands at its head
_MAX_CLUES = 20  # of what stands round a text
# Probability from which a day is given: on dev pages of markup a little more than 40 % of the rare days so doubtful are right; a
# page as plain text has many days of its story, and three right days in four are asked for.
_GIVEN, _GIVEN_TEXT = 0.42, 0.5
_EITHER = 0.6  # probability that two days must have together to be given as both, our choice
_TIE_DAYS = 40
_RUNNING = 70  # other characters of a line that make it running text, our choice
# What marks a shown date as the article's own and not as the page's clock.
_MARKS = frozenset(("shown:headline", "shown:named", "shown:time", "shown:told", "shown:published"))
_SETTLED = 0.97  # probability from which the library is not asked: its voice would hardly turn it
_SURE, _LIKELY = 0.9, 0.75  # probabilities of a verdict from which words of the story do not overrule it


def _witnesses(page: Page, article: Article, lines: Sequence[Line]) -> list[Witness]:
    found = [url_witness(page.url), container_witness(page)]
    if page.form is PageForm.HTML:
        found += html_witnesses(page.text)
    else:
        found += text_witnesses(page, article, lines)
    return _doubted([witness for witness in found if witness], page.source.captured)


def _doubted(found: Sequence[Witness], captured: datetime.datetime | None) -> list[Witness]:
    """Doubt dates that may be the clock of the page, where they are the day of the capture: sites print today's date.

    They are those above the headline and those that nothing marks as the article's; the library may have taken either.
    """
    if captured is None:
        return list(found)
    told = {witness.day for witness in found if witness.is_shown and not _like_clock(witness)}
    day = captured.date()
    return [
        replace(one, odds=one.odds + odds_of("shown:today"), traits=(*one.traits, "shown:today"))
        if one.day == day
        and "shown:today" not in one.traits
        and (_like_clock(one) or (one.basis.rule == "htmldate" and day not in told))
        else one
        for one in found
    ]


def _like_clock(witness: Witness) -> bool:
    """Tell whether a shown date of a page of markup may be its clock."""
    is_marked = "shown:above" not in witness.traits and not _MARKS.isdisjoint(witness.traits)
    return witness.is_shown and bool(witness.traits) and not is_marked


def _is_of_story(day: datetime.date, article: Article) -> bool:
    """Tell whether the article's own sentences name the day, so that a library that looks at all text took it from there."""
    text = article.text[:_MAX_BODY]
    for found in find_full_dates(text):
        start, end = text.rfind("\n", 0, found.span.start) + 1, text.find("\n", found.span.end)
        if found.date == day and (end if end >= 0 else len(text)) - start - len(found.span) > _RUNNING:
            return True
    return False


def _verdict(page: Page, article: Article, witnesses: list[Witness], *, clock: datetime.date) -> Verdict | None:
    """Weigh the witnesses; the library is asked too where they do not settle it (it costs more than all of ours)."""
    month = url_month(page.url)
    verdict = weigh(witnesses, clock=clock, month=month)
    if page.form is not PageForm.HTML:
        return verdict
    if verdict and verdict.probability > _SETTLED:
        return verdict
    more = htmldate_witness(page.text, clock=clock)
    if more is None or _is_of_story(more.day, article):
        return verdict
    return weigh(_doubted([*witnesses, more], page.source.captured), clock=clock, month=month)


def _strength(verdict: Verdict) -> float:
    """Place a verdict among the clues of the words: a plain one stands above them, a doubtful one below."""
    return 0.95 if verdict.probability >= _SURE else 0.75 if verdict.probability >= _LIKELY else 0.57


def _verdict_clue(verdict: Verdict, *, least: float) -> Clue | None:
    """Turn the weighed witnesses into one clue: a day, two days that are as good as each other, or nothing."""
    basis = verdict.witnesses[0].basis
    if verdict.probability >= least:
        return Clue(around(verdict.day, 0, 0), _strength(verdict), basis)
    if not verdict.others or verdict.probability + verdict.others[0][0] < _EITHER:
        return None
    first, last = sorted((verdict.day, verdict.others[0][1]))
    ends = first.toordinal(), last.toordinal()
    tied = replace(basis, note=f"{basis.note}; nearly as much speaks for {day_words(verdict.others[0][1])}")
    if are_readings(first, last):
        return Clue(union([(ends[0], ends[0]), (ends[1], ends[1])]), _strength(verdict), tied)
    return Clue(union([ends]), _strength(verdict), tied) if ends[1] - ends[0] <= _TIE_DAYS else None


def _month_clue(page: Page) -> Iterator[Clue]:
    month = url_month(page.url)
    if month:
        first = datetime.date(*month, 1)
        last = (first + datetime.timedelta(31)).replace(day=1) - datetime.timedelta(1)
        basis = Basis("url", f"the page's address holds {first:%B %Y}", source_field="url")
        yield Clue(union([(first.toordinal(), last.toordinal())]), 0.8, basis)


def publish(page: Page, article: Article, lines: tuple[Line, ...], *, captured: datetime.datetime | None) -> Published:
    """Date an article.

    The interval is None when nothing in the words bounds it on both sides; the basis then tells what was found. `lines` may
    be empty. Spans of a basis count in `article.text`, its source spans in `page.text`. `captured` tightens the latest end.
    """
    page = replace(page, source=replace(page.source, captured=captured))
    witnesses = _witnesses(page, article, lines)
    published = _weighed(page, article, lines, witnesses)
    is_markup = page.form is PageForm.HTML
    changed = changes(witnesses) if is_markup else text_changes(page, article, lines)
    return with_bounds(published, changed, captured)


def _weighed(page: Page, article: Article, lines: tuple[Line, ...], witnesses: list[Witness]) -> Published:
    captured = page.source.captured
    clock = captured.date() if captured else datetime.date.today()  # nothing is read before it came out
    verdict = _verdict(page, article, witnesses, clock=clock)
    least = _GIVEN if page.form is PageForm.HTML else _GIVEN_TEXT
    told = _verdict_clue(verdict, least=least) if verdict else None
    month = list(_month_clue(page))
    if verdict and told:
        solution = solve([told, *month], clock=clock)
        interval = _honest(solution.interval)
        sure = _probability(verdict, least=least) if interval else None
        return Published(interval, reasons_of(solution, verdict), sure)
    clues = month
    if page.form is PageForm.HTML:
        clues += changes(witnesses)
    else:
        clues += islice(text_clues(page, article, lines), _MAX_CLUES)
        clues += likely_years(clues, article.text)
    body = date_body(article.text, clock=clock, clues=clues)
    return Published(body.interval, body.basis, body.held if body.interval else None)


def _probability(verdict: Verdict, *, least: float) -> float:
    """Return how likely the answer is: one day, or two that are as good as each other."""
    return verdict.probability + (verdict.others[0][0] if verdict.probability < least else 0.0)


def _honest(interval: Interval | None) -> Interval | None:
    """Pass on what the words bound; a span of more than a lifetime says nothing."""
    return interval if interval and interval.n_days <= 366 * 80 else None
