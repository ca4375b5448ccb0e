"""Dates that the readers of an HTML page see, weighed by their place. Not for: metadata (`witnesses_html`)."""

import datetime
import re
from collections.abc import Iterator
from itertools import islice

from lxml import html

from wiredesk.article.witness_words import CHANGED, tells_change, told_weight
from wiredesk.article.witnesses import Witness, day_words, odds_of_weight, readings
from wiredesk.dates.full_dates import find_full_dates
from wiredesk.documents import Basis

_STAMP = re.compile(
    r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?:[T ](?P<h>\d\d):?(?P<min>\d\d)(?::?\d\d(?:[.,]\d+)?)?\s*(?P<z>Z|UTC"
    r"|GMT|[+-]\d\d:?\d\d)?)?"
)
_GOOD = re.compile(r"date|time|publi|posted|byline|meta|info|stamp|datum|fecha|data\b|header|author", re.I)
BAD = re.compile(
    r"comment|related|teaser|sidebar|footer|widget|recent|popular|latest|most-?read|recommend|ticker|archive|calendar|aside"
    r"|reply|promo|trending|navi?\b"
    r"|breadcrumb|carousel|list-item|mega-?menu",
    re.I,
)
_SENTENCE = 70  # characters beside a date that make its line running text, our choice
_MAX_SHOWN = 60  # shown dates looked at in one page
_MAX_NODES = 20_000
_MAX_PIECE = 400  # characters of a piece of text beyond which it is a story and no date line


def read_stamp(value: str) -> tuple[datetime.date, int | None] | None:
    """Read the day of an ISO time stamp or a written date, and its hour where that was told in UTC."""
    found = _STAMP.search(value)
    if found:
        try:
            day = datetime.date(int(found["y"]), int(found["m"]), int(found["d"]))
        except ValueError:
            return None
        is_utc = found["z"] and re.fullmatch(r"Z|UTC|GMT|[+-]00:?00", found["z"])
        return day, int(found["h"]) if is_utc else None
    compact = re.fullmatch(r"\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{0,6}.*)?", value[:40])
    if compact:
        try:
            return datetime.date(*map(int, compact.groups())), None
        except ValueError:
            return None
    written = find_full_dates(value[:120])
    if not written:
        return None
    clock = written[0].clock
    return written[0].date, clock.hour if clock and re.search(r"GMT(?![+-])|UTC|\+0000", value) else None


def context_of(element: html.HtmlElement) -> str:
    """Return class, id and tag names of an element and its nearest ancestors."""
    names = []
    node: html.HtmlElement | None = element
    for _ in range(4):
        if node is None or not isinstance(node.tag, str):
            break
        names.append(f"{node.tag} {node.get('class') or ''} {node.get('id') or ''} {node.get('itemprop') or ''}")
        node = node.getparent()
    return " ".join(names)


def _headline(tree: html.HtmlElement) -> html.HtmlElement | None:
    """Return the headline: the h1 whose words the page's title repeats, else the first with words."""
    title = (tree.findtext(".//title") or "").lower()
    heads = [head for head in islice(tree.iter("h1"), 20) if len("".join(head.itertext()).strip()) > 8]
    told = [head for head in heads if "".join(head.itertext()).strip().lower()[:30] in title]
    return next(iter(told or heads), None)


def _texts(tree: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    """Yield the elements and the strings that readers see, in document order."""
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "noscript", "template", "select"):
            if element.tail and element.getparent() is not None:
                yield element.getparent(), element.tail
            continue
        yield element, element.text or ""
        if element.tail and element.getparent() is not None:
            yield element.getparent(), element.tail


def _shown_weight(context: str, before: str, *, distance: int, is_time: bool, n_around: int) -> float:
    """Weigh a shown date by its element, the words before it and how many characters lie between it and the headline.

    `n_around` counts the other characters of its piece of text: in running text it is a date of the story.
    """
    near = 1.6 if -150 <= distance <= 250 else 1.2 if -400 <= distance <= 700 else 0.6 if -1000 <= distance <= 2500 else 0.3
    weight = near + (0.6 if is_time else 0.0) + (0.4 if _GOOD.search(context) else 0.0) + told_weight(before)
    if _is_change(before, context):
        weight *= 0.25
    if near < 1.2 and BAD.search(context):
        weight *= 0.3
    return weight if n_around < _SENTENCE else weight * 0.4


def shown_witnesses(tree: html.HtmlElement) -> Iterator[Witness]:
    """Yield the dates that readers see, weighed by their place; time elements by their own stamp."""
    headline = _headline(tree)
    pieces: list[tuple[html.HtmlElement, str]] = []
    at = 0
    for element, text in _texts(tree):
        if element is headline:
            at = sum(len(piece[1]) for piece in pieces)
        if text.strip():
            pieces.append((element, " ".join(text.split())))
        elif element.tag == "time" and element.get("datetime"):
            pieces.append((element, ""))
        if len(pieces) > _MAX_NODES:
            break
    yield from _weighed(pieces, at, day_first=_is_day_first(tree))


def _is_day_first(tree: html.HtmlElement) -> bool | None:
    """Tell the order of numbers in the page's language: all but American English put the day first."""
    language = (tree.get("lang") or tree.get("xml:lang") or "").lower().replace("_", "-")
    return None if language in ("", "en") else language not in ("en-us", "en-ph")


def _weighed(pieces: list[tuple[html.HtmlElement, str]], at: int, *, day_first: bool | None) -> Iterator[Witness]:
    """Yield the dates in pieces of text; `at` is the position of the headline."""
    position, tail, n = 0, "", 0
    for element, text in pieces:
        for day, start, share, is_time in _days_in(element, text, day_first=day_first):
            before, context = (tail + text[:start])[-40:], context_of(element)
            around = _n_around(element, text)
            weight = _shown_weight(context, before, distance=position - at, is_time=is_time, n_around=around)
            field = "html:time" if is_time else "html:text"
            basis = Basis("visible_date", f"the page shows {day_words(day)}{_as_shown(text, day)} ({field})", source_field=field)
            yield Witness(day, odds_of_weight(weight) + share, basis, is_shown=True, is_change=_is_change(before, context))
            n += 1
        position += len(text)
        tail = (tail + " " + text)[-60:]
        if n > _MAX_SHOWN:
            return


def _as_shown(text: str, day: datetime.date) -> str:
    return "" if not text or day_words(day) in text else f", as “{text[:40]}”"


def _n_around(element: html.HtmlElement, text: str) -> int:
    """Count the characters round a date: those of its paragraph where it stands in one."""
    node = element if element.tag == "p" else element.getparent()
    whole = sum(map(len, islice(node.itertext(), 50))) if node is not None and node.tag == "p" else 0
    return max(len(text), min(whole, _SENTENCE * 3) - _SENTENCE) - 12


def _days_in(element: html.HtmlElement, text: str, *, day_first: bool | None) -> Iterator[tuple[datetime.date, int, float, bool]]:
    """Yield the days of one piece of text: the date, where it starts, the log of its share, whether in a time element."""
    is_time = element.tag == "time"
    is_short = any(c.isdigit() for c in text) and len(text) < _MAX_PIECE
    found = find_full_dates(text, day_first=day_first) if is_short else []
    for one in found[:2]:
        for day, share in readings(one, 0.0):
            yield day, one.span.start, share, is_time
    if is_time and not found:
        read = read_stamp(element.get("datetime") or "")
        if read:
            yield read[0], 0, 0.0, True


def _is_change(before: str, context: str) -> bool:
    return tells_change(before) or bool(CHANGED.search(context))
