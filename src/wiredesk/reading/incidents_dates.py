"""When an incident happened: the time that goes with the deed, not with the telling. Not for: reading times (see `times`)."""

import re
from collections.abc import Sequence
from functools import cache

from wiredesk.codebook import Stage, TimexType
from wiredesk.codebook.words import deed_words, triggers, weak_triggers
from wiredesk.dates.interval import Interval
from wiredesk.records import Dated, Time
from wiredesk.spans import Span

# The place and day at the head of an agency's report, up to its dash. Source: news agencies' style books.
_DATELINE = re.compile(r"\s*[A-Z][^\n]{0,100}?\s(?:[-–—]{1,2})\s(?=\S)")
_RELATIVE = re.compile(
    r"\b(?:later|earlier|before|after|afterwards|meanwhile|simultaneously|same|also|another|second|minutes|hours)\b",
    re.IGNORECASE,
)


def dateline_end(text: str) -> int:
    """Return where the dateline ends, 0 when the text has none; its place and day are the report's, not the deed's."""
    found = _DATELINE.match(text)
    if found is None or not re.search(r"[A-Z]{3}|\(", found.group()):
        return 0
    return found.end()


# A time of day alone: its day is only what the text spoke of last.
_CLOCK = re.compile(
    r"^\W*(?:(?:about|around|at|shortly|just|before|after|nearly|almost|approximately)\s+)*"
    r"(?:\d{1,2}[:.]\d\d(?:\s*(?:a\.?m\.?|p\.?m\.?|hours|hrs|h|gmt|local\s+time))*|\d{1,4}\s*(?:a\.?m\.?|p\.?m\.?|hours|hrs|h|o'clock|gmt)|"
    r"noon|midday|midnight|\w+\s+o'clock)\W*$",
    re.IGNORECASE,
)
# Words of telling and of the aftermath; a time right beside one is the day of that, not of the deed.
_AFTERMATH = (
    r"said|says|told|announced|reported|confirmed|added|stated|claimed|posted|released|published|issued|denied|condemned|blamed|sentenced|convicted|"
    r"jailed|charged|arrested|appeared|buried|visited|remanded|freed|rescued|ruled|resumed|found\s+(?:\w+\s+){0,4}guilty|pleaded|acquitted|cleared|ruled|rejected|upheld|statement|message|conference"
)
_TOLD_BEFORE = re.compile(
    rf"\b(?:{_AFTERMATH})\b(?P<between>[^,.;:]{{0,40}})\s(?:(?:late|early|later)\s+)?(?:on\s+|in\s+|at\s+|by\s+)?$|"
    r"\b(?:wounded|injured|hurt)\b[^,.;:]{0,40}\bdied\b[^,.;:]{0,20}$",
    re.IGNORECASE,
)
_TOLD_BEHIND = re.compile(rf"^\s*(?:{_AFTERMATH})\b", re.IGNORECASE)
# "Thursday attack", but "Thursday's bomb attack" too.
_BEHIND = re.compile(r"(?:['’]s)?\s(?P<words>[A-Za-z-]+(?:\s[A-Za-z-]+)?)")
# Words that hang a sentence on the date told before it.
_SAME_TIME = re.compile(
    r"\b(?:that\s+(?:same\s+)?(?:day|night|morning|evening|week|month|year|spring|summer|autumn|winter|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)|(?:the\s+)?(?:same|next|following)\s+(?:day|night|morning|week|month|year)|"
    r"(?:a|two|three|four|five|six|some|several|few)\s+(?:minutes|hours?|days?|weeks?|months?|years?)\s+later)\b",
    re.IGNORECASE,
)


def leans_on_another(text: str, sentence: Span) -> bool:
    """Tell whether a sentence dates its deed by another one ("two hours later", "the same day")."""
    return bool(_RELATIVE.search(sentence.cut(text)))


@cache
def _telling_words() -> frozenset[str]:
    return frozenset(triggers()) | frozenset(weak_triggers()) | frozenset(w for words in deed_words() for w in words.split()[:1])


def _is_telling(text: str, time: Time, sentence: Span) -> bool:
    """Tell whether a time is that of the telling or the aftermath ("police said on Sunday"), not of the deed."""
    behind = _BEHIND.match(text[time.span.end : min(sentence.end, time.span.end + 40)])
    words = behind.group("words").lower().split() if behind else []
    # A bare day stands right before its deed; a day with 's may have a word between ("Thursday's bomb attack").
    if any(word in _telling_words() for word in (words if behind and behind.group()[0] != " " else words[:1])):
        return False
    if _TOLD_BEHIND.match(text[time.span.end : min(sentence.end, time.span.end + 60)]):
        return True
    found = _TOLD_BEFORE.search(text[max(sentence.start, time.span.start - 90) : time.span.start])
    if found is None:
        return False
    between = re.findall(r"[a-z-]+", (found.group("between") or "").lower())
    # "said on Sunday that it had carried out Thursday's …": what follows "that" is what was told.
    return "that" not in between and not any(word in _telling_words() for word in between)


def _distance(text: str, time: Time, sentence: Span) -> int:
    """Return how many characters lie between a time and the nearest word that names a deed."""
    gaps = [
        min(abs(time.span.start - sentence.start - m.end()), abs(m.start() + sentence.start - time.span.end))
        for m in re.finditer(r"[A-Za-z-]+", sentence.cut(text))
        if m.group().lower() in _telling_words()
    ]
    return min(gaps, default=len(sentence))


def _fits(time: Time, stage: Stage, published: Interval | None) -> bool:
    """Tell whether a deed may lie then: a threatened one ahead, any other not after the report."""
    if time.interval is None or time.type not in (TimexType.DATE, TimexType.TIME):
        return False
    if published is None:
        return True
    if stage is Stage.THREATENED:
        return time.interval.latest > published.latest or (time.interval.latest == published.latest and not published.is_day)
    return time.interval.earliest <= published.latest


def when(
    text: str,
    times: Sequence[Time],
    sentences: Sequence[Span],
    stage: Stage,
    published: Interval | None,
    *,
    with_clock: bool = False,
) -> Dated | None:
    """Return the date that the sentences give for the deed: a day before a month, the nearest to the words that name it.

    The dateline's times are the report's. `with_clock` takes a time of day without its day where there is no other.
    """
    head = dateline_end(text)
    here: list[tuple[bool, int, int, int, Time]] = []
    for time in times:
        home = next((s for s in sentences if s.covers(time.span)), None)
        if home is None or time.span.start < head or not _fits(time, stage, published) or time.interval is None:
            continue
        if _refers_back(text, time):
            continue
        is_clock = bool(_CLOCK.match(time.span.cut(text)))
        if (is_clock and not with_clock) or (stage is not Stage.THREATENED and _is_telling(text, time, home)):
            continue
        order = sentences.index(home)
        here.append((is_clock, max(1, time.interval.n_days), order, _distance(text, time, home), time))
    if not here:
        return None
    chosen = min(here, key=lambda row: row[:4])[-1]
    return Dated(chosen.value, chosen.interval, chosen.span) if chosen.interval else None


def _refers_back(text: str, time: Time) -> bool:
    """Tell whether a time leans on one told before: "that November"."""
    return bool(re.match(r"that\b", time.span.cut(text), re.IGNORECASE) or re.search(r"\bthat\s+$", text[: time.span.start][-8:]))


def date_before(text: str, times: Sequence[Time], sentence: Span) -> Dated | None:
    """Return the date told last before a sentence that hangs on it ("that November", "a week later"), None if it does not."""
    if not _SAME_TIME.search(sentence.cut(text)):
        return None
    earlier = [t for t in times if t.interval is not None and t.type is TimexType.DATE and t.span.end <= sentence.start]
    earlier = [t for t in earlier if not _refers_back(text, t)]
    last = max(earlier, key=lambda t: t.span.start, default=None)
    return Dated(last.value, last.interval, last.span) if last and last.interval else None
