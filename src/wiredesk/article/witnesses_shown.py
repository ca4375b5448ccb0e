"""Dates that the readers of an HTML page see, told apart by their place. Not for: metadata (`witnesses_metadata`)."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from textwrap import shorten

from lxml import html

from wiredesk.article.stamps import read_stamp
from wiredesk.article.surroundings import ASIDE, context_of, headline, kind_of_box, names_of, pieces
from wiredesk.article.witness_odds import odds_of
from wiredesk.article.witness_words import CHANGED, tells_change, told_weight
from wiredesk.article.witnesses import Witness, day_words, readings
from wiredesk.dates.full_dates import FullDate, find_full_dates, month_names
from wiredesk.documents import Basis

_NAMED = re.compile(r"date|time|publi|posted|byline|meta|info|stamp|datum|fecha|data\b|header|author", re.I)
_PUBLISHED = re.compile(r"date|publi|posted", re.I)
_SENTENCE = 70  # characters beside a date that make its line running text, our choice
_MAX_SHOWN = 60  # shown dates looked at in one page
_MAX_PIECE = 400  # characters of a piece of text beyond which it is a story and no date line
_LIST = 3  # different days in boxes of one kind that make them a list of stories
_OPENING = 40  # characters of a piece in which the date that opens it starts: "Lagos, (12.11.2021). The ..."
_SEEN_BEFORE, _SEEN = 12, 60  # characters of a shown date that a reason quotes, before it and in all
_BEFORE = 40  # characters before a date that can tell what day it is
_NO_HEAD = 1000  # characters by which all is away from the headline where a page has none: "page", then "far"
# Characters between headline and date, before and after it; farther ones are "far".
_NEAR = (("headline", -150, 250), ("near", -400, 700), ("page", -1000, 2500))


@dataclass(frozen=True, slots=True)
class _Shown:
    """Hold one date as shown: `distance` counts characters from the headline, `n_around` the others of its piece of text."""

    element: html.HtmlElement
    text: str
    found: FullDate | None  # None for a stamp that is not shown
    stamp: tuple[datetime.date, int | None] | None
    before: str
    distance: int
    field: str
    is_change: bool


def shown_witnesses(tree: html.HtmlElement) -> Iterator[Witness]:
    """Yield the dates that readers see; time elements also by their own stamp."""
    head = headline(tree)
    found, at = pieces(tree, head)
    at = at if head is not None else -_NO_HEAD
    shown = list(islice(_dates(found, at, day_first=_is_day_first(tree)), _MAX_SHOWN))
    lists = _lists(shown)
    told = [one for one in shown if one.found and not one.is_change]
    days = {one.found.date for one in told if one.found}
    first = next((one for one in told if one.distance >= 0), None)
    for one in shown:
        traits = [*_traits(one)]
        traits += ["shown:first"] if one is first else []
        traits += ["shown:list"] if kind_of_box(one.element) in lists else []
        traits += ["shown:lone"] if len(days) == 1 and one in told else []
        yield from _witnesses(one, tuple(traits))


def _lists(shown: list[_Shown]) -> set[tuple[str, ...]]:
    """Return the kinds of boxes that show many days."""
    days: dict[tuple[str, ...], set[datetime.date]] = defaultdict(set)
    for one in shown:
        days[kind_of_box(one.element)].add(one.found.date if one.found else one.stamp[0] if one.stamp else datetime.date.min)
    return {kind for kind, held in days.items() if len(held) >= _LIST}


def _is_day_first(tree: html.HtmlElement) -> bool | None:
    """Tell the order of numbers in the page's language: all but American English put the day first."""
    language = (tree.get("lang") or tree.get("xml:lang") or "").lower().replace("_", "-")
    return None if language in ("", "en") else language not in ("en-us", "en-ph")


def _dates(found: list[tuple[html.HtmlElement, str]], at: int, *, day_first: bool | None) -> Iterator[_Shown]:
    """Yield the dates in pieces of text; `at` is the position of the headline."""
    position, tail = 0, ""
    for element, text in found:
        words = text if len(text) < _MAX_PIECE else text[: 2 * _OPENING]
        dates = find_full_dates(words, day_first=day_first)[:2] if any(map(str.isdigit, words)) else []
        for date in dates:
            before = (tail + text[: date.span.start])[-_BEFORE:]
            field = "html:time" if element.tag == "time" else "html:text"
            yield _Shown(element, text, date, None, before, position - at, field, _is_change(before, element))
        stamp = _stamp(element, text)
        if stamp and stamp[0] not in {date.date for date in dates}:
            field = "html:time" if element.tag == "time" else "html:title"
            is_change = _is_change(tail[-_BEFORE:], element)
            yield _Shown(element, text, None, stamp, tail[-_BEFORE:], position - at, field, is_change)
        position += len(text)
        tail = (tail + " " + text)[-60:]


def _stamp(element: html.HtmlElement, text: str) -> tuple[datetime.date, int | None] | None:
    """Read the stamp that an element carries beside its own text; "5 hours ago" often has one in its title."""
    if (element.text or "").strip()[:20] != text[:20].strip():
        return None  # a piece behind the element, not in it
    value = element.get("datetime") or ((element.get("title") or "") if len(text) < _SENTENCE else "")
    return read_stamp(value[:_MAX_PIECE]) if any(map(str.isdigit, value[:10])) else None


def _place(distance: int) -> str:
    return next((name for name, first, last in _NEAR if first <= distance <= last), "far")


def _traits(one: _Shown) -> Iterator[str]:
    """Yield what is known of a shown date: where it stands, in what element, after which words."""
    context, place = context_of(one.element), _place(one.distance)
    told = told_weight(one.before)
    yield f"shown:{place}"
    if one.is_change:  # where and how it is shown makes it no surer
        yield "shown:change"
        return
    if one.element.tag == "time":
        yield "shown:time"
    if _NAMED.search(context):
        yield "shown:named"
    if told:
        yield "shown:told" if told < 1 else "shown:published"
    if ASIDE.search(context):
        yield "shown:aside" if place in ("page", "far") else "shown:aside_near"
    if one.distance < 0:
        yield "shown:above"
    yield from _form(one)


def _form(one: _Shown) -> Iterator[str]:
    """Yield how a date is written: with its weekday or hour, in a sentence, at the opening of one, or only as a stamp."""
    if one.found is None:
        yield "shown:title" if one.field == "html:title" else "shown:stamp"
        return
    words = one.found.span.cut(one.text)
    if one.found.has_time:
        yield "shown:hour"
    if words[:1].isalpha() and words.lower().split()[0].strip(".,") not in month_names():
        yield "shown:weekday"
    if _n_around(one.element, one.text) >= _SENTENCE:
        start = one.found.span.start
        is_dateline = start < _OPENING and not told_weight(one.text[:start])  # "On 6 May ..." tells of that day
        yield "shown:opening" if is_dateline else "shown:running"


def _witnesses(one: _Shown, traits: tuple[str, ...]) -> Iterator[Witness]:
    told = [(one.stamp[0], 0.0)] if one.stamp else list(readings(one.found, 0.0)) if one.found else []
    for day, share in told:
        basis = Basis("visible_date", f"the page shows {day_words(day)}{_as_shown(one, day)}", source_field=one.field)
        hour = one.stamp[1] if one.stamp else None
        yield Witness(
            day,
            odds_of(*traits) + share,
            basis,
            utc_hour=hour,
            is_shown=one.stamp is None,
            is_change=one.is_change,
            traits=traits,
        )


def _as_shown(one: _Shown, day: datetime.date) -> str:
    """Return the words that readers see in place of the day, with a few before them; "" where they see the day itself."""
    if not one.text or day_words(day) in one.text:
        return ""
    near = max(0, one.found.span.start - _SEEN_BEFORE) if one.found else 0
    start = one.text.rfind(" ", 0, near) + 1  # at the beginning of a word
    words = shorten(one.text[start : start + 3 * _SEEN], _SEEN, placeholder=" …")
    return f", as “{words}”" if words.strip(" …") else ""


def _n_around(element: html.HtmlElement, text: str) -> int:
    """Count the characters round a date: those of its paragraph where it stands in one."""
    node = element if element.tag == "p" else element.getparent()
    whole = sum(map(len, islice(node.itertext(), 50))) if node is not None and node.tag == "p" else 0
    return max(len(text), min(whole, _SENTENCE * 3) - _SENTENCE) - 12


def _is_change(before: str, element: html.HtmlElement) -> bool:
    """Tell whether words or boxes call a date that of a change.

    "post-date updated" is the day of publication of a page that never changed (hAtom's names, which weblogs use).
    """
    if tells_change(before):
        return True
    for box in names_of(element):
        changed = [name for name in box if CHANGED.search(name)]
        if changed and not (changed == ["updated"] and any(_PUBLISHED.search(name) for name in box if name != "updated")):
            return True
    return False
