"""Find the time expressions of a text and say what they mean. Not for: full dates on whole pages (see `full_dates`)."""

import datetime
import functools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from wiredesk.dates.calendar import Moment
from wiredesk.dates.calendars import other_calendar_dates
from wiredesk.dates.grammar import Grammar, Match, grammar
from wiredesk.dates.holidays import main_country
from wiredesk.dates.interval import Interval
from wiredesk.dates.lexicon import Token
from wiredesk.dates.meanings import Meaning, TimeType
from wiredesk.dates.registry import build, build_match
from wiredesk.dates.story import Find, Story, told
from wiredesk.sentences import sentences as split_sentences
from wiredesk.spans import Span

_OPEN_SIDED = ("BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER")
_ROUGH = ("APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE")
_N_COUNTRY = 20_000  # characters of a report that are asked which country it is about, our choice
_FIRST_YEAR, _LAST_YEAR = 1000, 9000  # a day of publication outside has no room for arithmetic and counts as unknown
_HINT_SCORE = 0.6  # a tagged span below it lets no vague expression in; chosen on the three dev sets


class Hint(Protocol):
    """See a tagged span: where, what (DATE, TIME, DURATION, SET) and the tagger's probability."""

    @property
    def span(self) -> Span:
        """Return where."""
        ...

    @property
    def label(self) -> str:
        """Return which type."""
        ...

    @property
    def score(self) -> float:
        """Return the probability, 0 to 1."""
        ...


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Hold one time expression: TIMEX3 type, value and modifier; `interval` is None where the words bound no days."""

    span: Span
    type: TimeType
    value: str
    mod: str | None = None
    interval: Interval | None = None


def find_times(
    text: str,
    anchor: Interval | None,
    *,
    sentences: Sequence[Span] | None = None,
    hints: Sequence[Hint] | None = None,
    language: str = "en",
) -> list[TimeExpression]:
    """Find the time expressions of `text`, in order, without overlaps, and normalise them against `anchor`.

    `anchor` is the publication date; where it is several days, values that differ over them stay open ("XXXX-WXX-1",
    or the month or year that all readings share) and `interval` holds all possible days; None: only what the text fixes
    by itself gets an interval. `hints` are a tagger's spans, which let vague words in ("soon", "night"); without them
    such words are left out. `language` is the ISO 639-1 code of the text's language.

    :raises LanguageError: when that language has no file of time words; see `languages.language_codes`.
    """
    known = grammar(language)
    tokens, letters = known.lexicon.tokens(text)
    finds = _chosen(known, tokens, letters, hints or (), other_calendar_dates(text))
    bounds = [span.start for span in (split_sentences(text) if sentences is None else sentences)]
    country = functools.cache(lambda: main_country(text[:_N_COUNTRY]))
    return _expressions(Story(finds, tokens, known.lexicon, bounds, country), anchor)


def parse_time(phrase: str, anchor: Interval | None, *, language: str = "en") -> TimeExpression | None:
    """Normalise one phrase that is a time expression as a whole; None when the grammar does not know it.

    :raises LanguageError: when `language` (ISO 639-1) has no file of time words.
    """
    known = grammar(language)
    tokens, letters = known.lexicon.tokens(phrase)
    meaning = build(known, tokens, letters, 0, len(tokens)) if tokens else None
    if not meaning:
        return None
    return _expressions(Story([Find(0, len(tokens), meaning)], tokens, known.lexicon, [0]), anchor)[0]


def _expressions(story: Story, anchor: Interval | None) -> list[TimeExpression]:
    """Read the story on the first and on the last possible day of publication and join the two."""
    is_counted = anchor and anchor.earliest.year >= _FIRST_YEAR and anchor.latest.year <= _LAST_YEAR
    days = dict.fromkeys([anchor.earliest, anchor.latest]) if anchor and is_counted else [None]
    readings = [told(story, day) for day in days]
    return [_expression(find, story.tokens, moments) for find, *moments in zip(story.finds, *readings, strict=True)]


def _chosen(
    known: Grammar, tokens: Sequence[Token], letters: str, hints: Sequence[Hint], closed: Sequence[Span] = ()
) -> list[Find]:
    """Pick finds without overlaps: the longest first, among equals the rule that stands first; none in what is `closed`."""

    def rank(match: Match) -> tuple[int, int]:
        return (tokens[match.start].start - tokens[match.end - 1].end, match.rule.order)

    taken, finds = _taken(tokens, closed), list[Find]()
    for match in sorted(_licensed(known.find(letters), tokens, hints), key=rank):
        if any(taken[match.start : match.end]):
            continue
        meaning = build_match(known, tokens, letters, match)
        if meaning or match.rule.make in ("day", "iso"):  # "31 April" is no day, and no month either
            taken[match.start : match.end] = b"\1" * (match.end - match.start)
        if meaning:
            finds.append(Find(match.start, match.end, meaning))
    return sorted(finds, key=lambda find: find.start)


def _taken(tokens: Sequence[Token], closed: Sequence[Span]) -> bytearray:
    """Return a mark for each token, set where it lies in a span."""
    marks = bytearray(len(tokens))
    for span in closed:
        first = bisect_right(tokens, span.start, key=lambda token: token.end)
        last = bisect_left(tokens, span.end, key=lambda token: token.start)
        marks[first:last] = b"\1" * (last - first)
    return marks


def _licensed(matches: Iterator[Match], tokens: Sequence[Token], hints: Sequence[Hint]) -> Iterator[Match]:
    """Drop vague words that the tagger does not take for a time expression of about that extent."""
    sure = [hint.span for hint in hints if hint.score >= _HINT_SCORE]
    for match in matches:
        span = Span(tokens[match.start].start, tokens[match.end - 1].end)
        if not match.rule.is_vague or any(2 * span.n_shared(hint) > max(len(span), len(hint)) for hint in sure):
            yield match


def _expression(find: Find, tokens: Sequence[Token], moments: Sequence[Moment | None]) -> TimeExpression:
    span, meaning = Span(tokens[find.start].start, tokens[find.end - 1].end), find.meaning
    sure = [moment for moment in moments if moment]
    if not sure or len(sure) < len(moments):
        return TimeExpression(span, meaning.type, meaning.open_value, meaning.mod)
    value = sure[0].value if sure[0] == sure[-1] else shared_value(sure[0].value, sure[-1].value, meaning)
    return TimeExpression(span, meaning.type, value, meaning.mod, _days(sure, meaning))


def _days(moments: Sequence[Moment], meaning: Meaning) -> Interval | None:
    """Return all days that the readings can mean; none where the words leave a side open ("1990 and beyond")."""
    days = [moment.interval for moment in moments]
    first, last = min(day.earliest for day in days), max(day.latest for day in days)
    if meaning.type == "DATE" and meaning.mod in _OPEN_SIDED:
        return None
    # "about 1910", "nearly four years ago": a period more on each side, our choice
    slack = last.toordinal() - first.toordinal() + 1 if meaning.type == "DATE" and meaning.mod in _ROUGH else 0
    ends = max(first.toordinal() - slack, 1), min(last.toordinal() + slack, datetime.date.max.toordinal())
    return Interval(*map(datetime.date.fromordinal, ends))


def shared_value(one: str, two: str, meaning: Meaning) -> str:
    """Return what two readings of the same words agree on: a weekday or yearly day stays open, else their month or year."""
    names_more = any(sign.isdigit() for sign in meaning.open_value.replace("XXXX-WXX", "").split("T")[0])
    if names_more:
        return meaning.open_value
    clock = meaning.open_value.partition("T")[2]
    for width in (7, 4):
        same = one[:width]
        if same == two[:width] and len(same) == width and "W" not in same and not clock:
            return same
    return meaning.open_value
