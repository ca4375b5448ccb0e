"""Marks from months, years, seasons and holidays that an article names. Not for: days (`dating_days`)."""

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from wiredesk.article.dating_days import YEARS, Day, since_mark
from wiredesk.article.dating_marks import Mark, Shape, given
from wiredesk.article.dating_text import Text
from wiredesk.dates.calendar import MONTH_NAMES
from wiredesk.dates.full_dates import month_names
from wiredesk.dates.holidays import holiday_in
from wiredesk.documents import Basis
from wiredesk.spans import Span

_MONTHS = "|".join(MONTH_NAMES) + "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
# A year of our calendar: no price, number, road, house, model; none of another calendar, which its words tell.
_YEAR = re.compile(
    r"(?<![\w$£€#+./,:-])(?<!No\. )(?<!B\.S\. )(?<!BS )(?<!Saka )(?<!Samvat )(?<!Hijri )"
    r"(?P<y>1[789]\d\d|20\d\d)(?:s\b|(?P<range>[-–/](?:\d\d|(?:19|20)\d\d)(?!\w))?)(?![\w%]|[.,:]\d|[-–/]\d)"
)
_STREET = re.compile(
    r"\s(?:[A-Z][\w.]+ ){1,3}(?:Drive|Dr|Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Court|Ct|Way|Place)\b"
)
_MAKE = re.compile(
    r"\s(?:\w+ )?(?:Acura|Audi|BMW|Buick|Cadillac|Chevrolet|Chevy|Chrysler|Dodge|Ford|GMC|Honda|Hyundai|Infiniti|Jeep|Kia"
    r"|Lexus|Lincoln|Mazda|Mercedes|Mitsubishi|Nissan|Pontiac|Porsche|Saturn|Subaru|Tesla|Toyota|Volkswagen|Volvo|Yamaha)\b"
)
_NOT_A_YEAR = re.compile(
    r"\s(?:A\.?H\b|B\.?E\b|B\.?S\b|E\.C\b"
    r"|(?:in the )?(?:Ethiopian|Buddhist|Hijri|Islamic|Persian|Bikram|Saka|Coptic|Hebrew|Nepali)"
    r"|block\b|(?:people|men|women|dollars|km|miles|feet|metres|meters|votes|troops|soldiers|homes|homes|tons|tonnes|times|words"
    r"|calories|pounds|euros|yards|acres|employees|jobs|students|members|square|hours|days|registered|likely"
    r"|adults|voters|respondents|residents|workers|cases|deaths|rpm|mg|ml|watts)\b)",
    re.I,
)
_OTHER_CALENDAR = re.compile(
    r"(?:Ethiopian|Buddhist|Hijri|Islamic|Persian|Solar|Bikram|Saka|Samvat|Coptic|Hebrew|Nepali)\W[\w ]{0,16}$", re.I
)
_LED = re.compile(
    r"\b(?P<p>in|since|from|until|till|by|of|during|through|before|after|for|to|and|early|late|mid|last year's"
    r"|last year,?(?: in)?|this year's?,?|next year,?(?: in)?|as of|back in|fiscal(?: year)?|season|spring|summer|fall|autumn"
    r"|winter|class of|the)[ -]?\(?$",
    re.I,
)
_GONE = re.compile(r"\b(?:since|years? after) (?:[\w'’-]+ ){0,5}$", re.I)  # before a year that no "will" makes one to come
_RIGHTS = re.compile(r"(?:©|\(c\)|\bcopyright\b)[^\n]*\Z", re.I)
_MONTH_LED = re.compile(rf"\b(?:(?P<p>\w+)[ ,]+)?(?P<m>{_MONTHS})\.?,?(?: of)? $")
_DAY_BEFORE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?[ -](?:of )?(?:{_MONTHS})|(?:{_MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?),? $"
)
_NAMED = {
    "vote": re.compile(
        r"\s(?:\w+ ){0,2}(?:elections?|campaign|race|primar(?:y|ies)|vote|ballot|midterms?|candidates?|nominee|caucus)", re.I
    ),
    "games": re.compile(
        r"\s(?:\w+ ){0,2}(?:Olympics?|World Cup|Games|championships?|season|Super Bowl|Euro|tournament|edition)", re.I
    ),
    "money": re.compile(r"\s(?:\w+ ){0,1}(?:budget|fiscal|earnings|tax|revenues?|results|sales|guidance|forecast)", re.I),
    "study": re.compile(r"\s(?:\w+ ){0,2}(?:study|report|survey|census|film|book|album|song|paper|law|act)\b", re.I),
}
_BARE_MONTH = re.compile(
    rf"\b(?P<p>[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Oo]f|[Ff]rom|[Ll]ast|[Nn]ext|[Tt]his|[Ll]ate|[Ee]arly|[Mm]id|[Dd]uring"
    rf"|[Ee]arlier in|[Ll]ater in|[Ee]arlier this|[Ll]ater this|[Ss]o far in|[Ss]o far this|[Tt]hrough|[Tt]o)"
    rf"[ -](?P<m>{_MONTHS})\b"
    rf"(?!\.?,? (?:of )?(?:the )?\d|\.?,? (?:of )?last|-\d| [A-Z])"
)
_SEASON = re.compile(r"\b(?P<p>[Tt]his|[Ll]ast|[Nn]ext|[Tt]his past|[Tt]his coming) (?P<s>spring|summer|fall|autumn|winter)\b")
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11), "winter": (12, 2)}
_HOLIDAYS = {
    "Christmas Eve": "christmas eve", "Christmas": "christmas", "New Year's Eve": "new year 's eve",
    "New Year's Day": "new year 's day", "Halloween": "halloween", "Thanksgiving": "thanksgiving", "Labor Day": "labor day",
    "Memorial Day": "memorial day",
    "Veterans Day": "veterans day", "Valentine's Day": "valentine 's day", "Good Friday": "good friday",
    "Easter": "easter", "Election Day": "election day", "Juneteenth": "juneteenth", "Boxing Day": "boxing day",
    "Black Friday": "thanksgiving",
}  # fmt: skip
_HOLIDAY = re.compile(rf"\b(?:{'|'.join(sorted(_HOLIDAYS, key=len, reverse=True))})\b".replace("'", "['’]"))
_OWN_MONTH = 0.97  # share of texts with "earlier in June" that came out in June, our choice
_MAX_YEARS, _MAX_MONTHS, _EACH = 400, 200, 3
_HOLIDAY_YEARS = range(1900, YEARS.stop)


@dataclass(frozen=True, slots=True)
class NamedYear:
    """Hold one place where a year stands: tense, the word before it, month (0: none), last year of a range, what it names."""

    year: int
    tense: str
    led: str
    month: int
    until: int
    named: str
    span: Span


def _until(found: re.Match[str]) -> int:
    year, tail = int(found["y"]), (found["range"] or "")[1:]
    if not tail:
        return year
    last = int(tail) if len(tail) == 4 else year // 100 * 100 + int(tail)
    return last if year < last <= year + 60 else year


def named_years(text: Text, days: Sequence[Day]) -> list[NamedYear]:
    """Return the years that stand apart from full days, in order."""
    taken = {at for _, _, span in days for at in range(span.start, min(span.end, span.start + 200))}
    result: list[NamedYear] = []
    for found in islice(_YEAR.finditer(text.plain), _MAX_YEARS):
        start, end = found.start("y"), found.end()
        head = text.head(start)
        if start in taken or _NOT_A_YEAR.match(text.plain, end) or _OTHER_CALENDAR.search(head):
            continue
        if _STREET.match(text.plain, end) or _MAKE.match(text.plain, end):
            continue
        if found.group().endswith("s") or _RIGHTS.search(text.head(start, 70)):
            continue  # a decade; a copyright line is a mark of its own
        if _DAY_BEFORE.search(head):
            continue  # a day that the calendar does not have: nothing of it is taken
        month = _MONTH_LED.search(head)
        number = month_names().get(month["m"].lower(), 0) if month else 0
        led = _LED.search(head) if not number else None
        word = (month["p"] if number and month else led["p"] if led else "") or ""
        named = next((name for name, pattern in _NAMED.items() if pattern.match(text.plain, end)), "")
        at = Span(start - (len(head) - month.start("m") if number and month else 0), end)
        if int(found["y"]) < YEARS.stop:
            tense = text.tense(at.start)
            tense = "open" if tense == "coming" and _GONE.search(head) else tense
            result.append(NamedYear(int(found["y"]), tense, word.lower().strip(), number, _until(found), named, at))
    return result


def _period(year: int, month: int = 0) -> tuple[int, int]:
    first = datetime.date(year, month or 1, 1)
    following = datetime.date(year + month // 12, month % 12 + 1, 1) if month else datetime.date(year + 1, 1, 1)
    return first.toordinal(), following.toordinal() - 1


_TELLS = {"past": "tells of {} as past", "coming": "{} was still to come", "open": "names {}"}


def _mark(kind: str, text: Text, one: NamedYear, *traits: str) -> Mark:
    note = _TELLS[one.tense].format(one.span.cut(text.plain))
    shape = Shape.SPAN if one.month else Shape.YEAR
    return Mark(kind, shape, (_period(one.year, one.month),), Basis(f"{kind}", note, span=one.span), traits)


def _is_told(one: NamedYear) -> bool:
    """Tell whether a year is one of what happened: votes and games bear their year long before it comes."""
    return one.tense != "coming" and one.named not in ("vote", "games")


def _telling(years: Sequence[NamedYear], tense: str) -> NamedYear | None:
    """Return the year that says most: the newest that is not to come, the nearest that is."""
    same = [one for one in years if one.tense == tense and (_is_told(one) or tense == "coming")]
    if tense == "coming":
        return min(same, key=lambda one: (one.year, one.month), default=None)
    return max(same, key=lambda one: (one.year, one.month), default=None)


def year_marks(text: Text, years: Sequence[NamedYear], days: Sequence[Day]) -> Iterator[Mark]:
    """Yield what the years and the months with their years say."""
    for grain, group in (("month", [one for one in years if one.month]), ("year", [one for one in years if not one.month])):
        for tense in ("past", "open", "coming"):
            one = _telling(group, tense)
            if one:
                yield _mark(f"{grain}_{tense}", text, one, one.led or "bare", one.named or "unnamed")
    for name in _NAMED:
        same = [one for one in years if one.named == name]
        if same:
            yield _mark(f"year_{name}", text, max(same, key=lambda one: one.year), same[-1].tense)
    for word in ("this year", "last year", "next year", "as of"):
        same = [one for one in years if one.led.startswith(word)]
        if same:
            yield _mark(f"year_{word.replace(' ', '_')}", text, same[-1])
    for one in [one for one in years if one.tense != "coming"][-_EACH:]:
        yield from since_mark(text, _period(one.year, one.month)[0], one.span, one.span.cut(text.plain))
    yield from _range_mark(text, years)
    yield from _newest_marks(text, years, days)


def _range_mark(text: Text, years: Sequence[NamedYear]) -> Iterator[Mark]:
    ranges = [one for one in years if one.until > one.year]
    if ranges:
        one = max(ranges, key=lambda one: one.until)
        if one.until in YEARS:
            basis = Basis("year_range", f"names {one.span.cut(text.plain)}", span=one.span)
            yield Mark(
                "year_range", Shape.YEAR, (_period(one.until),), basis, ("short" if one.until - one.year == 1 else "long",)
            )


def _bucket(n: int) -> str:
    return "1" if n == 1 else "2" if n == 2 else "3-5" if n < 6 else "6+"


def _newest_marks(text: Text, years: Sequence[NamedYear], days: Sequence[Day]) -> Iterator[Mark]:
    """Yield the newest year of all that is not to come, and the one named most, with how often and beside which others."""
    told = [(one.year, one.span, "m" if one.month else "y") for one in years if _is_told(one)]
    told += [(day.year, span, "d") for day, role, span in days if role not in ("coming", "published", "dateline")]
    if not told:
        return
    counts = Counter(year for year, _, _ in told)
    coming = Counter(one.year for one in years if one.tense == "coming") + Counter(
        day.year for day, role, _ in days if role == "coming"
    )
    newest = max(counts)
    grains = "".join(sorted({grain for year, _, grain in told if year == newest}))
    gap = newest - max((year for year in counts if year < newest), default=newest - 9)
    is_past = any(one.year == newest and one.tense == "past" for one in years)
    often = _bucket(counts[newest])
    traits = (
        f"n{often}", f"of{_bucket(counts.total())}", f"grain{grains}", f"n{often}{grains}", f"before{min(3, counts[newest - 1])}",
        f"gap{min(4, gap)}", f"after{min(2, coming[newest + 1])}", f"same{min(2, coming[newest])}", "past" if is_past else "open",
    )  # fmt: skip
    span = next(span for year, span, _ in told if year == newest)
    basis = Basis("newest_year", f"no newer past year than {newest} is named", span=span)
    yield Mark("newest_year", Shape.YEAR, (_period(newest),), basis, traits)
    top, n_top = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
    if n_top >= 2:
        basis = Basis("main_year", f"names {top} most often", span=next(span for year, span, _ in told if year == top))
        yield Mark(
            "main_year", Shape.YEAR, (_period(top),), basis, (f"n{_bucket(n_top)}", "newest" if top == newest else "older")
        )


@cache
def _months(month: int) -> tuple[tuple[int, int], ...]:
    return tuple(_period(year, month) for year in YEARS if year < 2100)


def month_marks(text: Text, years: Sequence[NamedYear]) -> Iterator[Mark]:
    """Yield the months that stand without a year."""
    n_kind: Counter[str] = Counter()
    taken = {at for one in years for at in range(one.span.start, one.span.end)}
    for found in islice(_BARE_MONTH.finditer(text.plain), _MAX_MONTHS):
        if found.start("m") in taken:
            continue
        tense, led = text.tense(found.start("m")), found["p"].lower()
        own = led.startswith(("earlier", "later", "so far", "this"))
        kind = (
            f"own_{led.replace(' ', '_')}"
            if own
            else f"{led}_month"
            if led in ("last", "next", "since")
            else f"bare_month_{tense}"
        )
        n_kind[kind] += 1
        if n_kind[kind] <= _EACH:
            basis = Basis("bare_month", _TELLS[tense].format(found.group()), span=Span(*found.span()))
            months = _months(month_names()[found["m"].lower()])
            is_at_hand = led.startswith(("earlier", "so far")) or (led.startswith("later") and tense != "past")
            if is_at_hand:
                yield given(
                    kind, months, _OWN_MONTH, replace(basis, rule="month_at_hand", note=f'"{found.group()}": written then')
                )
            else:
                yield Mark(kind, Shape.YEARLY, months, basis, (led, tense))


@cache
def _season(name: str) -> tuple[tuple[int, int], ...]:
    first, last = _SEASONS[name]
    return tuple((_period(year, first)[0], _period(year + (last < first), last)[1]) for year in YEARS if year < 2099)


@cache
def _holiday(name: str) -> tuple[tuple[int, int], ...]:
    days = (holiday_in(name, year) for year in _HOLIDAY_YEARS)
    return tuple((day.toordinal(), day.toordinal()) for day in days if day)


def season_marks(text: Text) -> Iterator[Mark]:
    """Yield seasons ("last summer", of the northern half of the world, where most of them are told) and holidays."""
    seen: set[str] = set()
    for found in islice(_SEASON.finditer(text.plain), _MAX_MONTHS):
        kind = f"{found['p'].lower().replace(' ', '_')}_season"
        if kind not in seen:
            seen.add(kind)
            basis = Basis("season", f"speaks of {found.group()}", span=Span(*found.span()))
            yield Mark(kind, Shape.YEARLY, _season(found["s"]), basis, (text.tense(found.start()),))
    for found in islice(_HOLIDAY.finditer(text.plain), _MAX_MONTHS):
        name = _HOLIDAYS[found.group().replace("’", "'")]
        if name not in seen and len(seen) < 2 * _EACH:
            seen.add(name)
            basis = Basis("holiday", f"speaks of {found.group()}", span=Span(*found.span()))
            yield Mark("holiday", Shape.YEARLY, _holiday(name), basis, (text.tense(found.start()), name))
