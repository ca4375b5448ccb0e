"""Years and days that ages tell: who was born then and is so old now. Not for: ages as facts about a person."""

import datetime
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from wiredesk.article.dating_days import Day
from wiredesk.article.dating_marks import Mark, given
from wiredesk.article.dating_text import Text
from wiredesk.documents import Basis
from wiredesk.spans import Span

_BORN = re.compile(r"\b(?:born|b\.)(?!\w)[^.\n]{0,60}?\b(?P<y>19[0-9]\d|20[0-4]\d)\b")
_AGED = re.compile(
    r"\b(?:aged? (?P<a>\d{1,3})|(?P<b>\d{1,3})[- ]years?[- ]old|(?:is|is now|now|turned|has turned|just turned) (?P<d>\d{1,3})"
    r"(?=[,.;)\s](?!(?:\w+ )?(?:per|percent|times|miles|km|kilomet|people|men|women|weeks|months|days|hours)\b)))\b"
    r"|, (?P<c>\d{2}),"
)
_DIED = re.compile(
    r"\b(?:died|dead|killed|passed away|then|when (?:he|she)|at the (?:time|age)|the late"
    r"|(?<!with )(?<!to )death(?! (?:threat|sentence|penalty|row|squad)))\b",
    re.I,
)
_SAME_PERSON = re.compile(r"\s*(?:He|She|They)\b")
_OTHER_AFTER = re.compile(r"\b(?:an?|the|by|with|his|her|their)\b", re.I)  # "born in 1950, was hit by a driver, aged 23"
_OTHER_BEFORE = re.compile(r"\b(?:by|with|and (?:an?|the|his|her|their)|his|her|their|hit|shot|met|told|attacked|threatened)\b")
_BESIDE = 25  # characters between age and birth within which an age is taken where the sentence has several
_OLDEST, _MAX_YEAR, _MAX_BIRTHS, _MAX_AGES = 110, 2100, 2, 5
_AGE = 0.97  # too rare in the corpora to be counted; how often it holds is our choice


def births(text: Text, days: Sequence[Day]) -> Iterator[tuple[Mark, Span]]:
    """Yield, for a birth whose person's age of now stands beside it, when the report came out and where the birth stands.

    A day of birth bounds it to the year between two birthdays, a year of birth to two years. Nothing for the dead.
    """
    for born in islice(_BORN.finditer(text.plain), _MAX_BIRTHS):
        start, end = _sentence(text, born)
        aged = _age(text, born, start, end)
        age = int(next(a for a in aged.groups() if a)) if aged else 0
        if not aged or not 0 < age < _OLDEST or int(born["y"]) + age >= _MAX_YEAR - 1 or _DIED.search(text.plain, start, end):
            continue
        day = next((one for one, _, span in days if born.start() < span.start < span.end == born.end()), None)
        told = str(day) if day else born["y"]
        span = Span(min(aged.start(), born.start()), max(aged.end(), born.end()))
        basis = Basis("age", f"born {told} and {age} years old", span=span)
        yield given("age", [_years(int(born["y"]), day, age)], _AGE, basis), Span(*born.span())


def _years(year: int, born: datetime.date | None, age: int) -> tuple[int, int]:
    """Return the first and last day on which who was born then is of that age."""
    if born is None:
        return datetime.date(year + age, 1, 1).toordinal(), datetime.date(year + age + 1, 12, 31).toordinal()
    return _birthday(born, age).toordinal(), _birthday(born, age + 1).toordinal() - 1


def _birthday(born: datetime.date, age: int) -> datetime.date:
    """Return a birthday; that of 29 February is 1 March in other years."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return datetime.date(born.year + age, 3, 1)


def _sentence(text: Text, born: re.Match[str]) -> tuple[int, int]:
    """Return the ends of the sentence of a birth, with the one before it where a pronoun goes on from there."""
    start = text.plain.rfind(". ", 0, born.start()) + 1
    if _SAME_PERSON.match(text.plain, start):
        start = text.plain.rfind(". ", 0, max(0, start - 1)) + 1
    end = text.plain.find(". ", born.end())
    return start, end if end >= 0 else len(text.plain)


def _age(text: Text, born: re.Match[str], start: int, end: int) -> re.Match[str] | None:
    """Return the age in the sentence, of several the one beside the birth, None where it is open whose it is."""
    found = [one for one in islice(_AGED.finditer(text.plain, start, end), _MAX_AGES) if _is_of(text, born, one)]
    if len(found) > 1:
        found = [one for one in found if max(one.start() - born.end(), born.start() - one.end()) <= _BESIDE]
    return found[0] if len(found) == 1 else None


def _is_of(text: Text, born: re.Match[str], aged: re.Match[str]) -> bool:
    """Tell whether no other person comes in between birth and age."""
    if aged.start() > born.end():
        return not _OTHER_AFTER.search(text.plain, born.end(), aged.start())
    return not _OTHER_BEFORE.search(text.plain, aged.end(), max(aged.end(), born.start()))
