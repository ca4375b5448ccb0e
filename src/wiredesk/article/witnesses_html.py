"""Publication days in the markup of a page: metadata, JSON-LD, microdata, time elements, dates shown near the headline.

Not for: dates inside the story (`dating_dates`). Never reads a modification date as the publication.
"""

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree, html

from wiredesk.article.witnesses import Witness, day_words, odds_of_weight
from wiredesk.article.witnesses_shown import BAD, context_of, read_stamp, shown_witnesses
from wiredesk.documents import Basis

_MAX_CHARS = 5_000_000  # markup beyond this is not read for dates
_MAX_JSON = 1_000_000
_DOUBTED = 2.3  # log-odds from which an earlier day doubts a stamp of a change, our choice

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


def _witness(value: str, weight: float, rule: str, *, where: str) -> Witness | None:
    read = read_stamp(value)
    if not read:
        return None
    day, utc_hour = read
    return Witness(
        day,
        odds_of_weight(weight),
        Basis(rule, f"the page's metadata say {day_words(day)} ({where})", source_field=where),
        utc_hour=utc_hour,
    )


def _meta(tree: html.HtmlElement) -> Iterator[Witness | None]:
    seen: set[str] = set()
    changed = set(tree.xpath("//meta[@property='article:modified_time' or @property='og:updated_time']/@content"))
    for element in tree.iter("meta"):
        name = (
            (element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv") or "")
            .strip()
            .lower()
        )
        value = element.get("content") or ""
        if name in _META and value and name not in seen and len(value) < 200:
            seen.add(name)
            witness = _witness(value, _META[name], "metadata", where=f"meta:{name}")
            yield replace(witness, is_change=value in changed) if witness else None


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


def _microdata(tree: html.HtmlElement) -> Iterator[Witness | None]:
    for element in tree.iter():
        if not isinstance(element.tag, str) or "datepublished" not in (element.get("itemprop") or "").lower():
            continue
        value = element.get("content") or element.get("datetime") or "".join(element.itertext())[:80]
        weight = 0.8 if BAD.search(context_of(element)) else 2.5
        yield _witness(value, weight, "metadata", where="microdata:datePublished")
        return


def html_witnesses(markup: str) -> list[Witness]:
    """Return every witness of the publication day in a page's markup; empty for markup that does not parse."""
    tree = parsed(markup)
    if tree is None:
        return []
    found = _first_days([witness for source in (_meta, _json_ld, _microdata) for witness in source(tree) if witness])
    strongest: dict[tuple[datetime.date, str | None], Witness] = {}
    for witness in shown_witnesses(tree):
        key = (witness.day, None)
        if key not in strongest or strongest[key].odds < witness.odds:
            strongest[key] = witness
    return found + list(strongest.values())


def _first_days(found: list[Witness]) -> list[Witness]:
    """Doubt a stamp that is also the stamp of the last change where another field gives an earlier day: pages that go on
    being written move it on to the day of the capture.
    """
    kept = [witness.day for witness in found if not witness.is_change and witness.odds >= _DOUBTED]
    first = min(kept, default=None)
    is_late = [bool(witness.is_change and first and first < witness.day) for witness in found]
    doubted = [replace(one, odds=one.odds - 4.0) if late else one for one, late in zip(found, is_late, strict=True)]
    return [replace(one, is_change=late) for one, late in zip(doubted, is_late, strict=True)]


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
    read = read_stamp(text) if text else None
    if not read:
        return None
    weight = 0.3 if (read[0].month, read[0].day) == (1, 1) else 1.1  # it answers 1 January where it knows the year alone
    return Witness(
        read[0],
        odds_of_weight(weight),
        Basis("htmldate", f"{day_words(read[0])} is the likeliest date on the page (htmldate)", source_field="htmldate"),
    )
