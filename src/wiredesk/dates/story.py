"""Follow a text from time to time: which moment each expression means, given what was said before it.

Not for: single meanings (see `meanings`) or finding expressions (see `times`).
"""

import bisect
import datetime
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wiredesk.dates.anchored import Shift, Weekday, YearBefore
from wiredesk.dates.calendar import Grain, Moment
from wiredesk.dates.lexicon import Lexicon, Token
from wiredesk.dates.meanings import Fixed, Meaning, Modified, Scene, Tense

_SHORT = 4  # letters of a word whose ending says nothing ("red", "bed")
_LEAP = 6  # years that a narrative may leap ahead within a sentence; more is taken for an aside, our choice
_REACH = 14  # tokens before and after an expression whose verbs can govern it, our choice
_QUARTER_REACH = 250  # tokens over which a quarter stays the topic, chosen on train
_DEICTIC = 6  # explicit dates to each word like "today" or "Monday" that a narrative has at least; chosen on train
_N_YEARS, _SHARE = 5, 0.7  # a text with so many explicit years, so many of them long past, is a narrative; chosen on train


@dataclass(frozen=True, slots=True)
class Find:
    """Hold one expression: token positions, end-exclusive, and its meaning."""

    start: int
    end: int
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Story:
    """Hold a text's expressions and what surrounds them.

    `bounds` are where its sentences start; `country` as in `Scene`.
    """

    finds: Sequence[Find]
    tokens: Sequence[Token]
    lexicon: Lexicon
    bounds: Sequence[int]
    country: Callable[[], str | None] = lambda: None

    def sentence(self, find: Find) -> tuple[int, int]:
        """Return where the sentence of an expression starts and ends."""
        place = bisect.bisect_right(self.bounds, self.tokens[find.start].start)
        low = self.bounds[place - 1] if place else 0
        return low, self.bounds[place] if place < len(self.bounds) else self.tokens[-1].end


def told(story: Story, today: datetime.date | None) -> list[Moment | None]:
    """Return the moment of each expression when the text is read on `today` (None: on a day that is not known)."""
    narrative = is_narrative(story.finds, today)
    asides = _asides(story.finds) if narrative else frozenset[int]()
    agreed = _agreed(story.finds) if narrative else frozenset[int]()
    then: Moment | None = None
    last: Moment | None = None
    topic: tuple[int, Moment] | None = None
    moments: list[Moment | None] = []
    is_ancient = False
    for index, find in enumerate(story.finds):
        quarter = topic[1] if topic and find.start - topic[0] < _QUARTER_REACH else None
        tense = tense_around(find, story)
        # After "480 BC" the story's day lies before our calendar: what counts from it stays open.
        spoken = None if is_ancient and (narrative or getattr(find.meaning, "is_then", False)) else today
        found = find.meaning.at(Scene(spoken, then, tense, narrative, quarter, last, story.country))
        moments.append(found)
        if find.meaning.type == "DATE" and (found or find.meaning.open_value.startswith("BC")):
            is_ancient = found is None
            then, last = (None, None) if is_ancient else (then, last)
        if not found or find.meaning.type not in ("DATE", "TIME") or _looks_back(find.meaning):
            continue
        last = found
        is_plan = tense is Tense.FUTURE
        is_beside = is_plan or index in asides or (then and not _moves(find, found, story, then=then))
        is_reached = index in agreed and then and found.first.year != then.first.year
        if not narrative or not then or not is_beside or is_reached:
            then = found
        if found.grain is Grain.QUARTER and not isinstance(find.meaning, Modified):
            topic = (find.start, found)
    return moments


def _asides(finds: Sequence[Find]) -> frozenset[int]:
    """Return the explicit dates whose year lies apart from the explicit years before and after, which lie together."""
    years = [(i, f.meaning.period.first.year) for i, f in enumerate(finds) if isinstance(f.meaning, Fixed) and f.meaning.period]
    found = set()
    for (_, before), (index, year), (_, after) in zip(years, years[1:], years[2:], strict=False):
        if abs(before - after) <= 1 and not min(before, after) - 1 <= year <= max(before, after) + 1:
            found.add(index)
    return frozenset(found)


def _agreed(finds: Sequence[Find]) -> frozenset[int]:
    """Return the explicit years that the explicit date before them names too: the story has come there."""
    every = [(i, f.meaning.period) for i, f in enumerate(finds) if isinstance(f.meaning, Fixed) and f.meaning.period]
    pairs = itertools.pairwise(every)
    return frozenset(i for (_, one), (i, two) in pairs if two.grain is Grain.YEAR and one.first.year == two.first.year)


def _looks_back(meaning: Meaning) -> bool:
    """Tell whether an expression steps back from the story without moving it ("the previous day", "a year earlier")."""
    return isinstance(meaning, YearBefore) or (isinstance(meaning, Shift) and meaning.is_then and meaning.n < 0)


def _moves(find: Find, found: Moment, story: Story, *, then: Moment) -> bool:
    """Tell whether a narrative goes on from this moment; an aside ("declassified in 2005", "since May") does not move it."""
    if found.grain is Grain.SEASON and not isinstance(find.meaning, Fixed):
        return False
    before = story.tokens[find.start - 1].word if find.start else ""
    if found.grain is Grain.YEAR:
        ahead = found.first.year - then.first.year
        return _opens(find, story) or (bool(story.lexicon.says("story_in", before)) and 0 < ahead <= _LEAP)
    return not story.lexicon.says("story_until", before)


def _opens(find: Find, story: Story) -> bool:
    """Tell whether a sentence begins with the expression: then it moves the story, elsewhere a year may be an aside."""
    return find.start < 3 or story.tokens[find.start - 3].start < story.sentence(find)[0]


def is_narrative(finds: Sequence[Find], today: datetime.date | None) -> bool:
    """Tell whether the text tells of times long past: then dates without a year belong to the year last named."""
    years = [f.meaning.period.first.year for f in finds if isinstance(f.meaning, Fixed) and f.meaning.period]
    ancient = sum(f.meaning.open_value.startswith("BC") for f in finds)
    n_fixed, n_deictic = len(years) + ancient, sum(_is_deictic(find.meaning) for find in finds)
    if not today:  # words like "this year" belong to a day that is not known, not to the year last named
        return n_fixed >= _DEICTIC * n_deictic
    past = ancient + sum(year < today.year for year in years)
    return n_fixed >= _N_YEARS and past >= _SHARE * n_fixed and n_fixed >= _DEICTIC * n_deictic


def _is_deictic(meaning: Meaning) -> bool:
    return isinstance(meaning, Weekday) or (isinstance(meaning, Shift) and not meaning.is_then)


def tense_around(find: Find, story: Story) -> Tense:
    """Return the direction of the nearest verb of the sentence: the last one before the expression, else the first after."""
    low, high = story.sentence(find)
    before = range(find.start - 1, max(-1, find.start - 1 - _REACH), -1)
    after = range(find.end, min(len(story.tokens), find.end + _REACH))
    for index in (*before, *after):
        if low <= story.tokens[index].start < high:
            found = _direction(story.tokens, index, story.lexicon)
            if found:
                return found
    return Tense.OPEN


def _direction(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> Tense | None:
    word = tokens[index].word
    pair = f"{word} {tokens[min(index + 1, len(tokens) - 1)].word}"
    if lexicon.value("FUTURE", word) or lexicon.says("pairs", pair):
        was = any(lexicon.says("pluperfect", token.word) for token in tokens[max(0, index - 5) : index])
        return Tense.PAST if was else Tense.FUTURE  # "it had been due to expire on Friday"
    ending = 0 if len(word) <= _SHORT or lexicon.value("NOT_PAST", word) else lexicon.ending(word)
    if not lexicon.value("PAST", word) and ending >= 0:
        is_meant = lexicon.says("intent_marks", word) and index and lexicon.value("INTENT", tokens[index - 1].word)
        return Tense.FUTURE if ending > 0 or is_meant else None
    near = [token.word for token in tokens[max(0, index - 3) : index]]
    is_passive = any(lexicon.says("passive", word) for word in near[-2:]) and any(
        lexicon.value("FUTURE", word) or lexicon.says("intent_marks", word) for word in near
    )
    return Tense.FUTURE if is_passive else Tense.PAST
