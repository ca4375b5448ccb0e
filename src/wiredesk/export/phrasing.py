"""Values in plain English for people: dates, ranges, money, words of the report. Not for: machine formats."""

import datetime
import functools
import re

from wiredesk.dates.interval import Interval
from wiredesk.documents import Published
from wiredesk.records import Amount, Casualties
from wiredesk.spans import Span

# Control characters reach terminals as commands and pages as holes; marks of direction reorder what the reader sees.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
# CLDR tells the two apart by their capitals, which no report does.
_AS_NEWS_SAYS = {"CD": "DR Congo", "CG": "Republic of the Congo"}
_GAP = re.compile(r"\s+")
_TOO_OPEN = "the words on the page leave too many days open"
# How sure a date is, by its least probability; docs/dating.md tells how often each was right.
_CERTAINTIES = ((0.95, "almost certain"), (0.85, "very likely"), (0.5, "likely"))
# Where the fields of reasons stand, by what is before the colon; nothing where the reason's own words say it.
_FIELDS = {
    "meta": "under",
    "jsonld": "told to search engines as",
    "microdata": "told to search engines as",
    "script": "in the page's scripts",
    "mail": "in the mail's header",
    "feed": "in the feed's field",
    **dict.fromkeys(("html", "url", "htmldate", "date", "ruling", "captured"), ""),
}


def plain(words: str) -> str:
    """Return words on one line without control characters, lone surrogates and marks of direction: safe for a terminal."""
    return _GAP.sub(" ", _UNSEEN.sub(" ", words)).strip()


def visible(words: str) -> str:
    """Return equally many characters with each unseen one replaced by U+FFFD, so that offsets stay."""
    return _UNSEEN.sub("\ufffd", words)


def quote(text: str, span: Span, *, most: int = 160) -> str:
    """Return the words of `span` on one line, cut at a word when they have more than `most` characters."""
    words = plain(span.cut(text))
    if len(words) <= most:
        return words
    kept = words[: most - 2]
    return (kept.rsplit(" ", 1)[0] if " " in kept[most // 2 :] else kept) + " …"


def within(text: str, around: Span, core: Span, *, most: int = 160) -> str:
    """Return the words of `around`, cut on both sides where they are too long, with `core` among them."""
    if len(around) <= most or not around.covers(core):
        return quote(text, around, most=most)
    start = max(around.start, min(core.start - (most - len(core)) // 2, around.end - most))
    if start > around.start:
        start = min(text.find(" ", start, core.start) + 1 or core.start, core.start)
    told = quote(text, Span(start, around.end), most=most)
    return f"… {told}" if start > around.start else told


def interval_words(interval: Interval) -> str:
    """Return "25 November 2015", "November 2015", "2015", "1 to 24 November 2015" or "28 May 2015 to 3 June 2016"."""
    first, last = interval.earliest, interval.latest
    if first == last:
        return f"{first.day} {first:%B} {first.year}"
    next_day = last.toordinal() + 1
    is_month_end = next_day > last.max.toordinal() or last.fromordinal(next_day).day == 1
    if first.day == 1 and is_month_end and first.year == last.year:
        if (first.month, last.month) == (1, 12):
            return str(first.year)
        if first.month == last.month:
            return f"{first:%B} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {last.day} {last:%B} {last.year}"
    start = f"{first.day} {first:%B}" if first.year == last.year else f"{first.day} {first:%B} {first.year}"
    return f"{start} to {last.day} {last:%B} {last.year}"


def published_words(published: Published) -> str:
    """Return a publication date as words that do not claim more than is known, and how sure it is."""
    if published.interval is None:
        return f"on an unknown day: {_TOO_OPEN if published.basis else 'nothing on the page tells it'}"
    words, sure = interval_words(published.interval), certainty_words(published.probability)
    remarks = [] if published.interval.is_day else ["no single day is told"]
    remarks += [sure] if sure else []
    return f"{words} ({', '.join(remarks)})" if remarks else words


def certainty_words(probability: float | None) -> str:
    """Return how sure an answer is that holds with this probability; "" where nothing measured it."""
    if probability is None:
        return ""
    return next((words for least, words in _CERTAINTIES if probability >= least), "uncertain")


def field_words(field: str) -> str:
    """Return where a field of a page or its container stands, "" where the reason itself says so."""
    kind, _, name = field.partition(":")
    where = _FIELDS.get(kind, "in the page's field")
    named = plain(name) if kind in _FIELDS else plain(field)
    return f"{where} “{named}”" if where and named and kind != "script" else where


def toll_words(toll: Casualties) -> str:
    """Return "at least 4 killed, 11 wounded"; nothing when no toll is stated."""
    parts = ((toll.killed, "killed"), (toll.wounded, "wounded"))
    return ", ".join(f"{count.in_words()} {effect}" for count, effect in parts if count and count.in_words())


def amount_words(amount: Amount) -> str:
    """Return "5,000,000 MZN"."""
    value = f"{int(amount.value):,}" if float(amount.value).is_integer() else f"{amount.value:,.2f}"
    return f"{value} {amount.currency}"


@functools.cache
def country_name(code: str) -> str:
    """Return the English name of a country by its ISO 3166-1 alpha-2 code; the code where it has none."""
    from babel import Locale  # 60 ms

    return _AS_NEWS_SAYS.get(code) or str(Locale("en").territories.get(code, code))


@functools.cache
def language_name(code: str) -> str:
    """Return the English name of a language by its ISO 639 code; the code where it has none."""
    from babel import Locale

    return str(Locale("en").languages.get(code, code))


def instant_words(moment: datetime.datetime) -> str:
    """Return "2 January 2019, 21:47", with its offset from UTC where it has one."""
    offset = moment.strftime("%z")
    zone = "" if not offset else " UTC" if offset == "+0000" else f" UTC{offset}"
    return f"{moment.day} {moment:%B} {moment.year}, {moment:%H:%M}{zone}"
