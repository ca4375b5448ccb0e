"""Mend the head of an article by rule: a headline or byline that the model took for text, bylines it took for furniture.

Not for: the other finer labels (see `lines_fine`). Source of the forms: our choice, from the lines of the training captures.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from wiredesk.documents import LineLabel
from wiredesk.tagger.lines_phrases import FURNITURE, JOINERS, NO_HEADLINE, SECTIONS
from wiredesk.tagger.lines_units import TaggedUnit

_SMALL = r"(?:de|da|do|dos|van|von|der|den|del|della|di|du|la|le|el|al|bin|ibn|ben)"
_NAME = rf"[^\W\d_a-z][\w.'’-]{{1,20}}(?:\s(?:{_SMALL}\s){{0,2}}[^\W\d_a-z][\w.'’-]{{0,20}}){{1,3}}"
_FROM = r"\s(?:reports?\s|reporting\s)?(?:in|from)\s[^\W\d_a-z][\w'’. -]{2,30}"
_LED = r"(?:(?:words|text|story|report|written|reported|reporting)\sby|by|from\sour\s(?:own\s|special\s|staff\s)?correspondents?)"
_JOINED = rf"(?:(?:\s?,\s|\sand\s|\s&\s){_NAME}(?:{_FROM})?){{0,3}}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = rf"(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})"
# "Thu, May 3, 2018", "3 May", "May 3, 2018 at 18:20": a day and nothing else but its weekday and hour.
_DATE_LINE = re.compile(
    rf"^\W{{0,3}}(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{{0,6}}\.?,?\s)?{_DAY}(?:,?\s(?:19|20)\d\d)?"
    r"(?:,?\s(?:at\s)?\d{1,2}[:.]\d\d\s?(?:[AaPp]\.?[Mm]\.?)?\s?[A-Z]{0,5})?\W{0,3}$"
)
# "By Ana Ruiz", "From our correspondent Ana Ruiz in Quito"; "Ana Ruiz in Quito and Tom Li in Macas"; "Ana Ruiz | Quito | 3 May".
_LED_BYLINE = re.compile(rf"^\W{{0,3}}(?i:{_LED})[\s:]{{1,3}}{_NAME}(?:{_FROM})?{_JOINED}\W{{0,3}}$")
_SENT_BYLINE = re.compile(rf"^\W{{0,3}}{_NAME}{_FROM}{_JOINED}$")
_BARRED_BYLINE = re.compile(
    rf"^\W{{0,3}}{_NAME}\s?[|•·]\s?[^|•·]{{0,60}}(?:[|•·][^|•·]{{0,40}}){{0,3}}\b(?:(?:19|20)\d\d\b|{_DAY}$)"
)
_LONE_NAME = re.compile(rf"^(?:{_NAME}(?:\sand\s{_NAME})?)$")
_ENDS = (".", ":", ";", ",", ">", "»", "…", '."', ".”", "。")
_LONGEST, _LONGEST_NAME = 120, 40
_SURE_TITLE = 0.5  # as in `lines_fine`
_MOST = 3  # lines at the top of a body that are looked at
_PROSE = 12  # words of a line from which it tells a story, our choice
_AGENCIES = frozenset(
    (
        "reuters/ap/afp/dpa/efe/ansa/pti/ani/ians/upi/tass/xinhua/bloomberg/associated press/the associated press/"
        "agence france-presse/press association/pa media"
    ).split("/")
)
NO_NAME = frozenset(
    """
    photo photos gallery video image reading listen read more time share update updated live staff special our the in by
    for on at of a an and to your this breaking exclusive opinion analysis review reviews preview interview sponsored
    advertisement director manager program strategy development expert reviewed saved message agency agencies press herald
    times post daily wire weekly online today reporter reporters correspondent editor desk january february march april
    may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
    """.split()
)


def tells_author(text: str) -> bool:
    """Tell whether a line as a whole says who wrote: led by "by", with the place written from, or barred with a date."""
    if len(text) > _LONGEST:
        return False
    return any(form.match(text) for form in (_LED_BYLINE, _SENT_BYLINE, _BARRED_BYLINE))


def is_lone_name(text: str) -> bool:
    """Tell whether a line is nothing but a name, or two, that no section and no button has."""
    if len(text) > _LONGEST_NAME or text.isupper() or not _LONE_NAME.match(text):
        return False
    if any(form.search(text) for _, form in FURNITURE):
        return False
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", text)]
    return not any(word in NO_NAME or word in SECTIONS for word in words if word not in JOINERS)


def _is_headline(text: str) -> bool:
    words = text.strip("#*+•- \t").split()
    if not 4 <= len(words) <= 20 or text.endswith(_ENDS) or words[0][0].islower():
        return False
    return NO_HEADLINE.search(text) is None


def mended(units: Sequence[TaggedUnit], title: int | None) -> list[TaggedUnit]:
    """Return the units with the head of the body set right; `title` is the unit known as the headline so far.

    A headline at the top of the body becomes the title where no likelier one stands above it.
    """
    found = list(units)
    best = units[title].title_score if title is not None else 0.0
    first = next((number for number, one in enumerate(units) if one.is_body), len(units))
    for number in range(first, min(first + _MOST, len(units) - 1)):
        one = units[number]
        if not one.is_body or not units[number + 1].is_body:
            break
        if tells_author(one.unit.text):
            found[number] = replace(one, label=LineLabel.BYLINE, is_body=False)
        elif _DATE_LINE.match(one.unit.text[:_LONGEST]):
            found[number] = replace(one, label=LineLabel.DATE, is_body=False)
        elif best < _SURE_TITLE and best < one.title_score and _is_headline(one.unit.text) and _goes_on(units, number):
            best = 1.0
            found[number] = replace(one, label=LineLabel.TITLE, is_body=False, title_score=best)
        else:
            break
    return found


def _goes_on(units: Sequence[TaggedUnit], number: int) -> bool:
    """Tell whether a story follows: a line of many words among the next two."""
    return any(one.unit.text.count(" ") >= _PROSE for one in islice(units, number + 1, number + 3))


def with_bylines(units: Sequence[TaggedUnit], title: int, body: int) -> list[TaggedUnit]:
    """Return the units with the lines of day and authors between headline and body named where the model saw furniture."""
    between = range(title + 1, body)
    found = list(units)
    for number in between:
        if units[number].label is LineLabel.CHROME and _DATE_LINE.match(units[number].unit.text[:_LONGEST]):
            found[number] = replace(units[number], label=LineLabel.DATE)
    units = found[:]
    if any(units[number].label is LineLabel.BYLINE for number in between):
        return found
    for number in between:
        one = units[number]
        if one.label not in (LineLabel.CHROME, LineLabel.TITLE):
            continue
        beside = any(near.label is LineLabel.DATE for near in (*units[number - 1 : number], *units[number + 1 : number + 2]))
        is_agency = one.unit.text.strip("#* ").casefold() in _AGENCIES
        if is_agency or tells_author(one.unit.text) or (beside and is_lone_name(one.unit.text)):
            found[number] = replace(one, label=LineLabel.BYLINE)
            break
    return found
