"""Find the time expressions of a text and say what they mean. Not for: full dates on whole pages (see `full_dates`)."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from wiredesk.dates.calendar import Moment
from wiredesk.dates.grammar import Grammar, Match, grammar
from wiredesk.dates.interval import Interval
from wiredesk.dates.lexicon import Token
from wiredesk.dates.meanings import Meaning, TimeType
from wiredesk.dates.registry import build, build_match
from wiredesk.dates.story import Find, told
from wiredesk.sentences import sentences as split_sentences
from wiredesk.spans import Span

_HINT_SCORE = 0.5  # a tagged span below it does not license a vague expression; our choice


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
) -> list[TimeExpression]:
    """Find the time expressions of `text`, in order, without overlaps, and normalise them against `anchor`.

    `anchor` is the publication date; where it is several days, values that differ over them stay open ("XXXX-WXX-1",
    or the month or year that all readings share) and `interval` holds all possible days; None: only what the text fixes
    by itself gets an interval. `hints` are a tagger's spans: with them vague words ("now", "the year") are taken where
    the tagger agrees and doubtful ones dropped where it does not; None: the rules alone decide.
    """
    known = grammar()
    tokens, letters = known.lexicon.tokens(text)
    finds = _chosen(known, tokens, letters, hints)
    bounds = [span.start for span in (split_sentences(text) if sentences is None else sentences)]
    days = [anchor.earliest, anchor.latest] if anchor and not anchor.is_day else [anchor.earliest] if anchor else [None]
    readings = [told(finds, tokens, known.lexicon, bounds=bounds, today=day) for day in days]
    return [_expression(find, tokens, moments) for find, *moments in zip(finds, *readings, strict=True)]


def parse_time(phrase: str, anchor: Interval | None) -> TimeExpression | None:
    """Normalise one phrase that is a time expression as a whole; None when the grammar does not know it."""
    known = grammar()
    tokens, letters = known.lexicon.tokens(phrase)
    meaning = build(known, tokens, letters, start=0, end=len(tokens)) if tokens else None
    if not meaning:
        return None
    finds = [Find(0, len(tokens), meaning)]
    days = [anchor.earliest, anchor.latest] if anchor and not anchor.is_day else [anchor.earliest] if anchor else [None]
    readings = [told(finds, tokens, known.lexicon, bounds=[0], today=day)[0] for day in days]
    return _expression(finds[0], tokens, readings)


def _chosen(known: Grammar, tokens: Sequence[Token], letters: str, hints: Sequence[Hint] | None) -> list[Find]:
    """Pick finds without overlaps: the longest first, among equals the rule that stands first."""

    def rank(match: Match) -> tuple[int, int]:
        return (tokens[match.start].start - tokens[match.end - 1].end, match.rule.order)

    taken, finds = bytearray(len(tokens)), list[Find]()
    for match in sorted(_licensed(known.find(letters), tokens, hints), key=rank):
        if any(taken[match.start : match.end]):
            continue
        meaning = build_match(known, tokens, letters, match)
        if meaning:
            taken[match.start : match.end] = b"\1" * (match.end - match.start)
            finds.append(Find(match.start, match.end, meaning))
    return sorted(finds, key=lambda find: find.start)


def _licensed(matches: Iterator[Match], tokens: Sequence[Token], hints: Sequence[Hint] | None) -> Iterator[Match]:
    """Drop what only the tagger could allow and it does not."""
    for match in matches:
        if hints is None:
            if not match.rule.is_vague:
                yield match
            continue
        span = Span(tokens[match.start].start, tokens[match.end - 1].end)
        agrees = any(hint.score >= _HINT_SCORE and hint.span.overlaps(span) for hint in hints)
        if agrees or not (match.rule.is_vague or match.rule.is_modest):
            yield match


def _expression(find: Find, tokens: Sequence[Token], moments: Sequence[Moment | None]) -> TimeExpression:
    span, meaning = Span(tokens[find.start].start, tokens[find.end - 1].end), find.meaning
    sure = [moment for moment in moments if moment]
    if not sure or len(sure) < len(moments):
        return TimeExpression(span, meaning.type, meaning.open_value, meaning.mod)
    value = sure[0].value if sure[0] == sure[-1] else shared_value(sure[0].value, sure[-1].value, meaning)
    days = [moment.interval for moment in sure]
    whole = Interval(min(day.earliest for day in days), max(day.latest for day in days))
    return TimeExpression(span, meaning.type, value, meaning.mod, whole)


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


def full_day(day: datetime.date) -> Interval:
    """Return the interval of one day."""
    return Interval(day, day)
