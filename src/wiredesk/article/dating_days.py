"""Marks from days inside an article: datelines, dated deeds, weekdays with days, days to come. Not for: months and years."""

import datetime
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from wiredesk.article.dating import LAST
from wiredesk.article.dating_marks import Mark, Shape, given
from wiredesk.article.dating_text import Text
from wiredesk.article.witnesses import day_words, url_witness
from wiredesk.dates.calendar import MONTH_NAMES
from wiredesk.dates.full_dates import FullDate, find_full_dates, month_names
from wiredesk.documents import Basis
from wiredesk.spans import Span

YEARS = range(1700, 2101)  # years that can come in question
_MONTHS = "|".join(MONTH_NAMES) + "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
_WEEKDAY_ALONE = re.compile(rf"\b({'|'.join(WEEKDAYS)})\b(?!,? (?:the )?\d|,? (?:{_MONTHS})\b)")
_MANY_WEEKDAYS = 3  # weekdays from which each day agrees with one, our choice
# A day without its year: "Sunday, June 4", "4 June", "the 4th of June", "June 4th"
BARE_DAY = re.compile(
    rf"(?:\b(?P<w>{_WEEKDAY}),? (?:the |on )?)?(?:\b(?P<m>{_MONTHS})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?|"
    rf"\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m2>{_MONTHS})\b\.?)(?![\w:/%-]|,? ?\d|,? (?:19|20)\d\d|\.\d)"
)
# The year of two digits that agencies wrote: "LIMA, 3 Mar 87 (Andes Wire) --"
_SHORT_YEAR = re.compile(rf"\b(?P<d>\d{{1,2}}) (?P<m>{_MONTHS})\.? ['’]?(?P<y>\d\d)(?![\w:/%-]|,? ?\d|\.\d)")
# "KANDAHAR, Afghanistan, March 8 (Wire) - ", "NAIROBI (April 2) --",
# "Lagos, 3 May, 2016 (Agency) —", "OSH, Kyrgyzstan (Wire, May 2) -"
_DATELINE_END = re.compile(r"^[\s,)]{0,3}(?:\([^()\n]{2,60}\)|/[^/\n]{2,40}/|[A-Z]{2,10})?\s*(?:--|[-–—:])\s")
_DATELINE_PLACE = re.compile(
    r"^[\s\W]*(?:[A-Z][A-Z.'’ -]{2,40}|(?:[A-Z][\w.'’-]+[ /]?){1,4})(?:, ?(?:[A-Z][\w.'’-]+ ?){1,4}\.?)?,? ?"
    r"(?:\((?:[A-Z][\w.'’&-]{1,30} ?){0,4},? ?)?$"
)
# "Ada Moss (May 3, 1931 - June 9, 2004) was": a life, no dateline.
_LIFE = re.compile(rf"^\s*[-–—]+ ?(?:\d{{1,2}} )?(?:{_MONTHS}|\d|present)", re.I)
# "北京2021年5月4日电": the place before the date, the word for a wire after it.
_CJK_PLACE, _CJK_WIRE = re.compile(r"\W*[\u3400-\u9fff]{2,12}[\s(（]{0,2}$"), re.compile(r"[\s)）]{0,2}[电電讯訊]")
_NO_PLACE = re.compile(
    r"\W*(?:update|updated|posted|published|editor|note|correction|created|by|on|in|photo|last|first|story|file)\b", re.I
)
_PUBLISHED = re.compile(
    r"\b(?:published|posted|first published|originally published)(?: (?:on|at))?:?\s*\(?(?:\d{1,2}: ?\d\d(?: ?[ap]\.?m\.?)?,? )?"
    r"(?:\w+day,? )?$",
    re.I,
)
# "(Posted on: ", "Posted: ": words for a picture or a report, however far into its line.
_LABEL = re.compile(r"(?:\((?:Published|Posted)(?: on)?:?|\b(?:Published|Posted)(?: on)?:)\s*(?:\w+day,? )?$")
_OWN_LINE = re.compile(r"[^\w(]*(?:published|posted|first published|originally published)\b", re.I)
_UPDATED = re.compile(r"\b(?:updated?|last modified|modified|edited|last revised)(?: (?:on|at))?:?\s*\(?(?:\w+day,? )?$", re.I)
_STAMP = re.compile(r"(?:\(@\w{1,20}\)|[-–—] ?@\w{1,20}|\d ?[AP]M ?[-–—]) ?$", re.I)
_TODAY = re.compile(r"\b(?:today|this (?:morning|afternoon|evening)|tonight)\W{1,3}(?:\w+day,? )?(?:on )?$", re.I)
_HOUR = re.compile(r",? (?:at|around|about|shortly|just) (?:\w+ ){0,2}\d{1,2}(?::\d\d)? ?[ap]\.?m", re.I)
_PART_OF_DAY = re.compile(rf"\b{_WEEKDAY} (?:morning|afternoon|evening|night),? (?:on )?$")
_EVENT = re.compile(
    r"\b(?:when|date|dates|release date|air date|launch date|opening|deadline|expires?|valid)(?: (?:of|is|on))?:?\s*"
    r"(?:\w+day,? )?$",
    re.I,
)
# "next Sunday, June 4", "this week, on Wednesday, 12 March 2014"
_NEXT = re.compile(r"\bnext,? $", re.I)
_THIS_WEEK = re.compile(r"\bthis week\b", re.I)
# "since May 20, 2017", "since he was held on May 20, 2017", "the first since the peace accord of 2014"
_SINCE = re.compile(r"\bsince (?:[\w'’-]+ ){0,5}?(?:\w+day,? )?$", re.I)
_LED_SINCE = re.compile(r"\bsince (?:\w+day,? )?$", re.I)
_LED = re.compile(r"(\w+|[(\[:])[\s\"“]*(?:\w+day,? )?$")
_LEADS = frozenset("on of since from in the and to until by ( dated :".split())  # words whose dates are weighed apart
_LINK = re.compile(r"https?://[^\s<>\"]{8,300}")
_MAX_DATES, _MAX_BARE, _MAX_LINKS, _MAX_SAID = 300, 300, 50, 8
# Share of such days that are the day of the report, before the counts. A dateline without a year is the day itself on 36 of 47
# texts of train, one of the days beside it on 11.
_DATELINE, _DATELINE_DAY, _DATELINE_FULL, _PUBLISHED_ON = 0.97, 0.76, 0.99, 0.7
# Messages shown in a report of their day: on all 24 texts of train that show one, from a day before it to two weeks after.
_STAMPED, _BEFORE_STAMP, _AFTER_STAMP = 0.9, 1, 31
_SINCE_THEN = 0.99  # share of texts with "since May 20" that came out on it or later, our choice
_NEXT_DAY, _NEXT_REACH = 0.97, 13  # share of texts with "next Sunday" in the days up to it, and how many those are; our choice
_OWN_WEEK, _WEEK = 0.9, 6  # share of texts with "this week" beside a day in the days round it, and how many; our choice
_EACH = 3  # bare days of one kind that are weighed: the first ones
_LEAD, _LEAD_WORDS = 250, 700  # characters in which a dateline can stand, and in which the news is told; our choice
_WRAPPED = 55  # characters of a line that goes on in the next one without a blank line between, our choice
_POINTING = ("deed", "past", "open", "stamp", "link")  # roles of days of which the newest points at the report


def is_dateline(text: str, start: int, end: int) -> bool:
    """Tell whether the date at start..end closes a dateline that opens the text (or a line near its beginning)."""
    line = text.rfind("\n", 0, start) + 1
    if line > 4 * _LEAD or start - line > 80 or _NO_PLACE.match(text[line:start]):
        return False
    above = text[max(0, line - 200) : line].removesuffix("\n").rpartition("\n")[2]
    if len(above.rstrip()) > _WRAPPED:
        return False  # the line goes on from the one above it
    before, after = text[line:start], text[end : end + 80]
    if _CJK_PLACE.match(before) and _CJK_WIRE.match(after):
        return True
    return bool(_DATELINE_PLACE.match(before) and _DATELINE_END.match(after) and not _LIFE.match(after))


def is_update(head: str) -> bool:
    """Tell whether the words before a day make it the day of a change."""
    return bool(_UPDATED.search(head))


def _role(text: Text, found: FullDate) -> str:
    """Say what a full date does in the text."""
    start, end = found.span.start, found.span.end
    head = text.head(start)
    if is_dateline(text.source, start, end):
        return "dateline"
    for role, pattern in (("published", _PUBLISHED), ("updated", _UPDATED), ("stamp", _STAMP)):
        if pattern.search(head):
            is_far = role == "published" and not _stands_alone(text, start)
            return "open" if is_far else role
    if _EVENT.search(head):
        return "coming"
    tense = text.tense(start)
    if tense != "coming" and _LED_SINCE.search(head):
        return "since"
    has_hour = _HOUR.match(text.plain, end) or found.has_time
    has_weekday = re.match(_WEEKDAY, found.span.cut(text.plain)) or _PART_OF_DAY.search(head)
    if tense != "coming" and (has_weekday or start < 15 or has_hour):
        return "deed"
    return tense


def _stands_alone(text: Text, start: int) -> bool:
    """Tell whether "published on" opens its line near the head of the text, so that it speaks of the text itself."""
    line = text.plain.rfind("\n", 0, start) + 1
    return bool(_OWN_LINE.match(text.plain[line:start]) or _LABEL.search(text.head(start)))


_WORDS = {
    "dateline": "the dateline says {}", "published": "a line in the article gives {} as its day",
    "coming": "{} was still to come",
    "updated": "updated on {}", "stamp": "a message stamped {} is shown", "deed": "tells of {} with its weekday or hour",
    "past": "tells of {} as past", "open": "names {}", "link": "links to a page of {}", "today": "calls {} today",
}  # fmt: skip


def _noted(role: str, words: str, span: Span) -> Basis:
    return Basis(f"day_{role}", _WORDS[role].format(words), span=span)


Day = tuple[datetime.date, str, Span]  # day, role, where


def _short_years(text: Text, clock: datetime.date) -> Iterator[Day]:
    """Yield datelines with a year of two digits, read as the last such year up to the clock."""
    for found in islice(_SHORT_YEAR.finditer(text.plain, 0, 6 * _LEAD), 5):
        if is_dateline(text.source, found.start(), found.end()):
            year = clock.year - (clock.year - int(found["y"])) % 100
            day = _made(year, month_names()[found["m"].lower()], int(found["d"]))
            if day:
                yield day, "dateline", Span(*found.span())


def _made(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def full_days(text: Text, clock: datetime.date) -> list[Day]:
    """Return every day that the text gives with its year, in order, with its role; days in addresses have the role "link"."""
    days: list[Day] = list(_short_years(text, clock))
    days += [(one.date, _role(text, one), one.span) for one in find_full_dates(text.plain)[:_MAX_DATES]]
    for found in islice(_LINK.finditer(text.source), _MAX_LINKS):
        witness = url_witness(found.group())
        if witness:
            days.append((witness.day, "link", Span(*found.span())))
    return [day for day in days if YEARS.start <= day[0].year < YEARS.stop]


def _led(text: Text, day: Day) -> str:
    """Return the word before a day, of those that tell ("attacks of", "shot on", "since")."""
    found = _LED.search(text.head(day[2].start))
    word = found[1].lower() if found else ""
    return f"led_{word}" if word in _LEADS else "led_other"


def _weekday_trait(text: Text, day: datetime.date) -> str:
    """Tell whether a weekday that the text names alone is that of a day, or one soon after it: then the news is of that day."""
    named = {WEEKDAYS.index(found[1]) for found in islice(_WEEKDAY_ALONE.finditer(text.plain), _MAX_BARE)}
    if not named or len(named) > _MANY_WEEKDAYS:
        return "weekday_none" if not named else "weekday_many"
    if day.weekday() in named:
        return "weekday_same"
    return "weekday_next" if {(day.weekday() + 1) % 7, (day.weekday() + 2) % 7} & named else "weekday_other"


def _mark(kind: str, day: Day, *traits: str) -> Mark:
    date, role, span = day
    return Mark(kind, Shape.SPAN, ((date.toordinal(), date.toordinal()),), _noted(role, day_words(date), span), traits)


def since_mark(text: Text, first: int, span: Span, words: str) -> Iterator[Mark]:
    """Yield that a text came out no earlier than a time since which something has gone on, which begins on `first`."""
    if _SINCE.search(text.head(span.start, 90)):
        basis = Basis("since", f"speaks of the time since {words}", span=span)
        yield given("since", [(first, LAST)], _SINCE_THEN, basis)


def _said_marks(text: Text, days: Sequence[Day]) -> Iterator[Mark]:
    """Yield what full days bound outright: "since" them, in a week that is "this week"."""
    n_weeks = 0
    for date, role, span in days:
        if role == "coming":
            continue
        yield from since_mark(text, date.toordinal(), span, day_words(date))
        words, at = text.around(span.start)
        if n_weeks < _EACH and role in ("deed", "past") and _THIS_WEEK.search(words[max(0, at - 60) : at + 80]):
            n_weeks += 1
            basis = Basis("week_at_hand", f'"this week" beside {day_words(date)}', span=span)
            yield given("own_week", [(date.toordinal(), date.toordinal() + _WEEK)], _OWN_WEEK, basis)


def day_marks(text: Text, days: Sequence[Day]) -> Iterator[Mark]:
    """Yield what the full days say: of each role the telling one, and the newest of all that lie in the past."""
    by_role: dict[str, list[Day]] = {}
    for day in days:
        by_role.setdefault(day[1], []).append(day)
    yield from islice(_said_marks(text, days), _MAX_SAID)
    pointing = sorted((day for role in _POINTING for day in by_role.get(role, [])), key=lambda day: day[0])
    for role, share in (("dateline", _DATELINE_FULL), ("published", _PUBLISHED_ON)):
        if role in by_role:
            date, _, span = by_role[role][0]
            yield given(role, [(date.toordinal(), date.toordinal())], share, _noted(role, day_words(date), span))
            yield _mark(role, by_role[role][0], f"n{min(3, len(by_role[role]))}")
    for role in ("updated", *_POINTING):
        if role in by_role:
            newest = max(by_role[role], key=lambda day: day[0])
            if role == "stamp":
                told = newest[0].toordinal()
                basis = _noted(role, day_words(newest[0]), newest[2])
                yield given("stamped", [(told - _BEFORE_STAMP, told + _AFTER_STAMP)], _STAMPED, basis)
            yield _mark(f"day_{role}", newest, "lead" if newest[2].start < _LEAD_WORDS else "late")
    if pointing:
        newest = pointing[-1]
        n_same = sum(day[0].year == newest[0].year for day in pointing)
        often, agrees = f"n{min(3, n_same)}", _weekday_trait(text, newest[0])
        yield _mark("newest_day", newest, newest[1], often, f"{often}{newest[1]}", _led(text, newest), agrees)
    if "coming" in by_role:
        first = min(by_role["coming"], key=lambda day: day[0])
        is_after = not pointing or pointing[-1][0] < first[0]
        yield _mark("day_coming", first, "after" if is_after else "before")


def yearly_days(month: int, day: int, weekday: int | None) -> tuple[tuple[int, int], ...]:
    """Return that day of every year in question, with a weekday (0 for Monday) only of the years in which it falls on it."""
    dates = (_made(year, month, day) for year in YEARS)
    return tuple((date.toordinal(), date.toordinal()) for date in dates if date and weekday in (None, date.weekday()))


def bare_marks(text: Text, days: Sequence[Day]) -> Iterator[Mark]:
    """Yield the days that stand without a year, with their weekday where they have one."""
    taken = {at for _, _, span in days for at in range(span.start, min(span.end, span.start + 60))}
    n_kind: dict[str, int] = {}
    for found in islice(BARE_DAY.finditer(text.plain), _MAX_BARE):
        month = month_names().get((found["m"] or found["m2"]).lower().rstrip("."))
        number, start = int(found["d"] or found["d2"]), found.start("m") if found["m"] else found.start("d2")
        if not month or not 1 <= number <= 31 or start in taken or found.end() - 1 in taken:
            continue
        weekday = next((i for i, name in enumerate(WEEKDAYS) if found["w"] and name.startswith(found["w"][:3])), None)
        periods = yearly_days(month, number, weekday)
        role = _bare_role(text, *found.span())
        kind = f"bare_{role}{'_weekday' if weekday is not None else ''}"
        n_kind[kind] = n_kind.get(kind, 0) + 1
        if periods and n_kind[kind] <= _EACH:
            place = "lead" if found.start() < _LEAD_WORDS else "late"
            if role == "dateline":
                basis = _noted(role, found.group(), Span(*found.span()))
                yield given(kind, periods, _DATELINE_DAY, basis)
                yield given(kind, [(first - 1, last + 1) for first, last in periods], _DATELINE, basis)
                continue
            yield from _next_mark(text, found, role, periods)
            yield Mark(kind, Shape.YEARLY, periods, _noted(role, found.group(), Span(*found.span())), (place,))


def _next_mark(text: Text, found: re.Match[str], role: str, periods: Sequence[tuple[int, int]]) -> Iterator[Mark]:
    """Yield the days before a day that is called the next of its weekday, in every year in which it falls on that one."""
    if found["w"] and role == "coming" and _NEXT.search(text.head(found.start())):
        basis = Basis("next_day", f"{found.group()} was the next one", span=Span(*found.span()))
        yield given("next_day", [(first - _NEXT_REACH, first - 1) for first, _ in periods], _NEXT_DAY, basis)


def _bare_role(text: Text, start: int, end: int) -> str:
    if is_dateline(text.source, start, end):
        return "dateline"
    head = text.head(start)
    if _TODAY.search(head):
        return "today"
    for role, pattern in (("published", _PUBLISHED), ("updated", _UPDATED)):
        if pattern.search(head):
            return role
    return text.tense(start)
