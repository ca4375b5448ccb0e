"""Follow a text from time to time: which moment each expression means, given what was said before it.

Not for: single meanings (see `meanings`) or finding expressions (see `times`).
"""

import bisect
import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from wiredesk.dates.calendar import Grain, Moment
from wiredesk.dates.lexicon import Lexicon, Token
from wiredesk.dates.meanings import Fixed, Meaning, Modified, Scene, Tense

_REACH = 14  # tokens before and after an expression whose verbs can govern it, our choice
_QUARTER_REACH = 120  # tokens over which a quarter stays the topic, chosen on train
_N_YEARS, _SHARE = 5, 0.7  # a text with so many explicit years, so many of them long past, is a narrative; chosen on train


@dataclass(frozen=True, slots=True)
class Find:
    """Hold one expression: token positions, end-exclusive, and its meaning."""

    start: int
    end: int
    meaning: Meaning


def told(
    finds: Sequence[Find],
    tokens: Sequence[Token],
    lexicon: Lexicon,
    *,
    bounds: Sequence[int],
    today: datetime.date | None,
) -> list[Moment | None]:
    """Return the moment of each find when the text is read on `today`; `bounds` are where its sentences start."""
    narrative = is_narrative(finds, today)
    then: Moment | None = None
    quarter: tuple[int, Moment] | None = None
    moments: list[Moment | None] = []
    for find in finds:
        topic = quarter[1] if quarter and find.start - quarter[0] < _QUARTER_REACH else None
        tense = tense_around(find, tokens, lexicon, bounds)
        found = find.meaning.at(Scene(today, then, tense, narrative, topic))
        moments.append(found)
        if found and find.meaning.type in ("DATE", "TIME"):
            then = found
            if found.grain is Grain.QUARTER and not isinstance(find.meaning, Modified):
                quarter = (find.start, found)
    return moments


def is_narrative(finds: Sequence[Find], today: datetime.date | None) -> bool:
    """Tell whether the text tells of times long past: then dates without a year belong to the year last named."""
    years = [f.meaning.period.first.year for f in finds if isinstance(f.meaning, Fixed) and f.meaning.period]
    ancient = sum(f.meaning.open_value.startswith("BC") for f in finds)
    if not today:
        return True
    past = ancient + sum(year < today.year - 1 for year in years)
    return len(years) + ancient >= _N_YEARS and past >= _SHARE * (len(years) + ancient)


def tense_around(find: Find, tokens: Sequence[Token], lexicon: Lexicon, bounds: Sequence[int]) -> Tense:
    """Return the direction of the nearest verb of the sentence: the last one before the expression, else the first after."""
    start = tokens[find.start].start
    place = bisect.bisect_right(bounds, start)
    low = bounds[place - 1] if place else 0
    high = bounds[place] if place < len(bounds) else tokens[-1].end
    before = range(find.start - 1, max(-1, find.start - 1 - _REACH), -1)
    after = range(find.end, min(len(tokens), find.end + _REACH))
    for way, limit in ((before, low), (after, high)):
        for index in way:
            if not (low <= tokens[index].start < high):
                break
            found = _direction(tokens, index, lexicon)
            if found:
                return found
        del limit
    return Tense.OPEN


def _direction(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> Tense | None:
    word = tokens[index].word
    if lexicon.value("FUTURE", word):
        return Tense.FUTURE
    is_past = lexicon.value("PAST", word) or (len(word) > 4 and word.endswith("ed") and not lexicon.value("NOT_PAST", word))
    if not is_past:
        return Tense.PAST if lexicon.value("PRESENT", word) and False else None
    near = [token.word for token in tokens[max(0, index - 3) : index]]
    return Tense.FUTURE if any(lexicon.value("FUTURE", word) or word == "to" for word in near) else Tense.PAST
