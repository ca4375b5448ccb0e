"""Publication days in the markup of a page: metadata, JSON-LD, microdata, time elements, dates shown near the headline.

Not for: dates inside the story (`dating_dates`). Never reads a modification date as the publication.
"""

import datetime
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from wiredesk.article.witness_words import CHANGED, TOLD, tells_change
from wiredesk.article.witnesses import Witness
from wiredesk.dates.full_dates import find_full_dates
from wiredesk.documents import Basis

_MAX_CHARS = 5_000_000  # markup beyond this is not read for dates
_MAX_JSON = 1_000_000
_SENTENCE = 70  # characters beside a date that make its line running text, our choice
_MAX_SHOWN = 60  # shown dates looked at in one page
_MAX_NODES = 20_000

# Names of metadata that hold the publication, with their weight: 3 where the name can mean nothing else, about 1 where
# content systems put the last change there as well ("date", Dublin Core). Names are compared in lower case.
_META: dict[str, float] = {
    "article:published_time": 3.0, "article:published": 3.0, "og:article:published_time": 3.0, "og:published_time": 3.0,
    "og:pubdate": 3.0, "pubdate": 3.0, "publishdate": 3.0, "publish_date": 3.0, "publish-date": 3.0, "publication_date": 3.0,
    "publicationdate": 3.0, "published_date": 3.0, "published-date": 3.0, "datepublished": 3.0, "date_published": 3.0,
    "dc.date.issued": 3.0, "dcterms.issued": 3.0, "dcterms.created": 1.5, "dc.date.created": 1.5, "article.published": 3.0,
    "parsely-pub-date": 3.0, "sailthru.date": 2.0, "citation_publication_date": 2.0, "citation_online_date": 2.5,
    "cxenseparse:recs:publishtime": 3.0, "vr:published-time": 3.0, "article_date_original": 3.0, "originalpublicationdate": 3.0,
    "rnews:datepublished": 3.0, "bt:pubdate": 3.0, "timestamp": 1.0, "date": 1.2, "dc.date": 1.2, "dcterms.date": 1.2,
    "created": 1.2, "article:post_date": 2.5, "blogposting:datepublished": 3.0, "displaydate": 2.0, "last_published": 1.0,
}  # fmt: skip
_ARTICLES = re.compile(r"article|posting|report|webpage|newsitem|review|videoobject|podcast|creativework", re.I)
_STAMP = re.compile(
    r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?:[T ](?P<h>\d\d):?(?P<min>\d\d)(?::?\d\d(?:[.,]\d+)?)?\s*(?P<z>Z|UTC"
    r"|GMT|[+-]\d\d:?\d\d)?)?"
)
_GOOD = re.compile(r"date|time|publi|posted|byline|meta|info|stamp|datum|fecha|data\b|header|author", re.I)
_BAD = re.compile(
    r"comment|related|teaser|sidebar|footer|widget|recent|popular|latest|most-?read|recommend|ticker|archive|calendar|aside"
    r"|reply|promo|trending|navi?\b"
    r"|breadcrumb|carousel|list-item|mega-?menu",
    re.I,
)


def _read_stamp(value: str) -> tuple[datetime.date, int | None] | None:
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


def _witness(value: str, weight: float, rule: str, *, where: str) -> Witness | None:
    read = _read_stamp(value)
    if not read:
        return None
    day, utc_hour = read
    return Witness(day, weight, Basis(rule, f"{where} says {value.strip()[:40]}", source_field=where), utc_hour=utc_hour)


def _meta(tree: html.HtmlElement) -> Iterator[Witness | None]:
    seen: set[str] = set()
    for element in tree.iter("meta"):
        name = (
            (element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv") or "")
            .strip()
            .lower()
        )
        value = element.get("content") or ""
        if name in _META and value and name not in seen and len(value) < 200:
            seen.add(name)
            yield _witness(value, _META[name], "metadata", where=f"meta:{name}")


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD value, outer ones first."""
    if depth > 6:
        return
    if isinstance(value, list):
        for item in value[:200]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if key in value:
                yield from _nodes(value[key], depth + 1)


def _json_ld(tree: html.HtmlElement) -> Iterator[Witness | None]:
    is_told = False  # a second article on the page is another story
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "") or len(text) > _MAX_JSON or "datePublished" not in text:
            continue
        dates = list(_dates_published(text))
        for kind, value in dates[:1]:
            weight = 1.0 if is_told else 3.0 if re.search(r"article|posting|report", kind, re.I) else 1.6
            is_told = is_told or weight > 2
            yield _witness(value, weight, "metadata", where="jsonld:datePublished")


def _dates_published(text: str) -> Iterator[tuple[str, str]]:
    """Yield kind and value of each publication date; JSON that cannot be parsed is searched for the first one."""
    try:
        parsed = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        found = re.search(r'"datePublished"\s*:\s*"([^"]{4,40})"', text)
        if found:
            yield "article", found[1]
        return
    for node in _nodes(parsed):
        kind, value = node.get("@type"), node.get("datePublished")
        if isinstance(value, str) and _ARTICLES.search(str(kind)):
            yield str(kind), value


def _context(element: html.HtmlElement) -> str:
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
    heads = [head for head in tree.iter("h1") if len("".join(head.itertext()).strip()) > 8]
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
    weight = near + (0.6 if is_time else 0.0) + (0.4 if _GOOD.search(context) else 0.0) + (0.6 if TOLD.search(before) else 0.0)
    if tells_change(before) or CHANGED.search(context):
        weight *= 0.25
    if near < 1.2 and _BAD.search(context):
        weight *= 0.3
    return weight if n_around < _SENTENCE else weight * 0.4


def _shown(tree: html.HtmlElement) -> Iterator[Witness]:
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
    position, tail, n = 0, "", 0
    for element, text in pieces:
        for day, start, share, is_time in _days_in(element, text):
            before = (tail + text[:start])[-40:]
            weight = share * _shown_weight(
                _context(element), before, distance=position - at, is_time=is_time, n_around=_n_around(element, text)
            )
            field = "html:time" if is_time else "html:text"
            n += 1
            yield Witness(
                day,
                weight,
                Basis("visible_date", f"the page shows {day} ({text[:40] or field})", source_field=field),
                is_shown=True,
            )
        position += len(text)
        tail = (tail + " " + text)[-60:]
        if n > _MAX_SHOWN:
            return


def _n_around(element: html.HtmlElement, text: str) -> int:
    """Count the characters round a date: those of its paragraph where it stands in one."""
    node = element if element.tag == "p" else element.getparent()
    whole = sum(map(len, node.itertext())) if node is not None and node.tag == "p" else 0
    return max(len(text), min(whole, _SENTENCE * 3) - _SENTENCE) - 12


def _days_in(element: html.HtmlElement, text: str) -> Iterator[tuple[datetime.date, int, float, bool]]:
    """Yield the days of one piece of text: the date, where it starts, its share of the weight, whether in a time element.

    A date that can be read in two orders gives both readings a half each.
    """
    is_time = element.tag == "time"
    found = find_full_dates(text) if any(c.isdigit() for c in text) and len(text) < 400 else []
    for one in found[:2]:
        yield one.date, one.span.start, 0.55 if one.other else 1.0, is_time
        if one.other:
            yield one.other, one.span.start, 0.5, is_time
    if is_time and not found:
        read = _read_stamp(element.get("datetime") or "")
        if read:
            yield read[0], 0, 1.0, True


def _microdata(tree: html.HtmlElement) -> Iterator[Witness | None]:
    for element in tree.iter():
        if not isinstance(element.tag, str) or "datepublished" not in (element.get("itemprop") or "").lower():
            continue
        value = element.get("content") or element.get("datetime") or "".join(element.itertext())[:80]
        weight = 0.8 if _BAD.search(_context(element)) else 2.5
        yield _witness(value, weight, "metadata", where="microdata:datePublished")
        return


def html_witnesses(markup: str) -> list[Witness]:
    """Return every witness of the publication day in a page's markup; empty for markup that does not parse."""
    tree = parsed(markup)
    if tree is None:
        return []
    found = [witness for source in (_meta, _json_ld, _microdata) for witness in source(tree) if witness]
    strongest: dict[tuple[datetime.date, str | None], Witness] = {}
    for witness in _shown(tree):
        key = (witness.day, None)
        if key not in strongest or strongest[key].weight < witness.weight:
            strongest[key] = witness
    return found + list(strongest.values())


def parsed(markup: str) -> html.HtmlElement | None:
    """Parse markup, None when it is no markup at all."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=False)
    try:
        return html.document_fromstring(markup[:_MAX_CHARS].encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def htmldate_witness(markup: str, *, clock: datetime.date) -> Witness | None:
    """Ask the library htmldate, which knows many more places than we do, but also guesses from any text."""
    import htmldate  # costs 100 ms to load

    try:
        text = htmldate.find_date(
            markup[:_MAX_CHARS], original_date=True, extensive_search=True, max_date=(clock + datetime.timedelta(1)).isoformat()
        )
    except (ValueError, TypeError, etree.LxmlError, RecursionError, OverflowError):
        return None
    read = _read_stamp(text) if text else None
    if not read:
        return None
    weight = 0.3 if (read[0].month, read[0].day) == (1, 1) else 1.1  # it answers 1 January where it knows the year alone
    return Witness(read[0], weight, Basis("htmldate", f"htmldate finds {read[0]}", source_field="htmldate"))
