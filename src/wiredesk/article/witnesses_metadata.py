"""Publication days in the fields that a page fills for machines: meta elements, JSON-LD, microdata, data in its scripts.

Not for: what readers see (`witnesses_shown`). Never reads a modification date as the publication.
"""

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from lxml import html

from wiredesk.article.stamps import read_stamp
from wiredesk.article.surroundings import ASIDE, context_of
from wiredesk.article.witness_odds import odds_of
from wiredesk.article.witnesses import Witness, day_words
from wiredesk.documents import Basis

_MAX_JSON = 1_000_000
_MAX_VALUE = 200
_MAX_DEPTH = 6
_MAX_STAMPS = 30  # stamps in scripts that are looked at

# Names of metadata that hold the publication, in lower case. The day of "dated" names (Dublin Core above all) is in some
# content systems the day of the last change.
_META = {
    **dict.fromkeys(
        (
            "article:published_time", "article:published", "og:article:published_time", "og:published_time", "og:pubdate",
            "pubdate", "publishdate", "publish_date", "publish-date", "publication_date", "publicationdate", "published_date",
            "published-date", "datepublished", "date_published", "dc.date.issued", "dcterms.issued", "article.published",
            "parsely-pub-date", "cxenseparse:recs:publishtime", "vr:published-time", "article_date_original",
            "originalpublicationdate", "rnews:datepublished", "bt:pubdate", "article:post_date", "blogposting:datepublished",
        ),
        "published",
    ),
    **dict.fromkeys(("dcterms.created", "dc.date.created", "created", "datecreated"), "created"),
    **dict.fromkeys(("sailthru.date", "citation_publication_date", "citation_online_date", "displaydate"), "told"),
    **dict.fromkeys(("date", "dc.date", "dcterms.date", "timestamp", "last_published"), "dated"),
}  # fmt: skip
_LIKE_PUBLISHED = re.compile(r"publi|pubdate|posted|issued")
_LIKE_MOMENT = re.compile(r"date|time|_at$|_on$")
_LIKE_OTHER = re.compile(r"modif|updat|expir|unpub|publisher|republ|last")
_CHANGES = frozenset(("article:modified_time", "og:updated_time", "article:modified"))
_ARTICLES = re.compile(r"article|posting|report", re.I)
_PAGES = re.compile(r"webpage|newsitem|review|videoobject|podcast|creativework", re.I)
_ASIDE = re.compile(r"comment|answer|rating|product|offer|event|organization|person|imageobject", re.I)
# "publishedAt": "2017-08-19T..." in any script, also with its quotation marks escaped
_QUOTE = r"(?:\\?[\"']|&quot;)"
_IN_SCRIPT = re.compile(
    rf"ubli(?:sh(?:ed)?|cation)[_-]?(?:[Dd]ate|[Tt]ime|[Aa]t|[Oo]n)?{_QUOTE}\s?:\s?{_QUOTE}([^\"'\\&]{{8,32}})"
)
_DATE_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')


def _witness(value: str, *traits: str, where: str) -> Witness | None:
    read = read_stamp(value)
    if not read:
        return None
    day, utc_hour = read
    basis = Basis("metadata", f"the page's metadata say {day_words(day)}", source_field=where)
    return Witness(day, odds_of(*traits), basis, utc_hour=utc_hour, traits=traits)


def _name(element: html.HtmlElement) -> str:
    names = (element.get(key) for key in ("property", "name", "itemprop", "http-equiv"))
    return next((name for name in names if name), "").strip().lower()


def _kind(name: str) -> str | None:
    if name in _META:
        return _META[name]
    is_like = _LIKE_PUBLISHED.search(name) and _LIKE_MOMENT.search(name) and not _LIKE_OTHER.search(name)
    return "like_published" if is_like and len(name) < 60 else None


def _meta(tree: html.HtmlElement) -> Iterator[Witness | None]:
    seen: set[str] = set()
    fields = [(_name(element), element.get("content") or "") for element in tree.iter("meta")]
    changed = {value for name, value in fields if name in _CHANGES}
    for name, value in fields:
        kind = _kind(name) if value and name not in seen and len(value) < _MAX_VALUE else None
        if kind:
            seen.add(name)
            witness = _witness(value, f"meta:{kind}", where=f"meta:{name}")
            yield replace(witness, is_change=value in changed) if witness else None


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD value, outer ones first."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value[:200]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if key in value:
                yield from _nodes(value[key], depth + 1)


def _dates_published(text: str) -> Iterator[tuple[str, str]]:
    """Yield kind and value of each publication date; JSON that cannot be parsed is searched for the first one."""
    try:
        parsed = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        found = _DATE_PUBLISHED.search(text)
        if found:
            yield "article", found[1]
        return
    for node in _nodes(parsed):
        kind, value = str(node.get("@type")), node.get("datePublished")
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, str | int) and not _ASIDE.search(kind):
            yield "article" if _ARTICLES.search(kind) else "page" if _PAGES.search(kind) else "other", str(value)[:_MAX_VALUE]


def _json_ld(tree: html.HtmlElement) -> Iterator[Witness | None]:
    is_told = False  # a second article on the page is another story
    for script in tree.iter("script"):
        text = (script.text or "")[:_MAX_JSON]
        if "ld+json" not in (script.get("type") or "") or "datePublished" not in text:
            continue
        for kind, value in islice(_dates_published(text), 1):
            yield _witness(value, "jsonld:second" if is_told else f"jsonld:{kind}", where="jsonld:datePublished")
            is_told = is_told or kind == "article"


def _microdata(tree: html.HtmlElement) -> Iterator[Witness | None]:
    for element in tree.xpath("//*[contains(@itemprop, 'atePublished') or contains(@itemprop, 'datepublished')]")[:1]:
        value = element.get("content") or element.get("datetime") or "".join(islice(element.itertext(), 20))[:80]
        kind = "microdata:aside" if ASIDE.search(context_of(element)) else "microdata:plain"
        yield _witness(value, kind, where="microdata:datePublished")


def _in_scripts(markup: str) -> Iterator[Witness | None]:
    """Yield the day of stamps in the page's own data; where they differ they are those of a list of stories."""
    found = [value[1] for value in islice(_IN_SCRIPT.finditer(markup), _MAX_STAMPS)]
    days = [read[0] for value in found if (read := read_stamp(value))]
    if days:
        kind = "script:agreed" if len(set(days)) == 1 else "script:mixed"
        yield next(filter(None, (_witness(value, kind, where="script:published") for value in found)), None)


def _first_days(found: list[Witness]) -> Iterator[Witness]:
    """Doubt a stamp that is also the stamp of the last change where another field gives an earlier day: pages that go on
    being written move it on to the day of the capture.
    """
    plain = ("meta:published", "jsonld:article", "microdata:plain")
    kept: list[datetime.date] = [witness.day for witness in found if not witness.is_change and witness.traits[0] in plain]
    first = min(kept, default=None)
    for one in found:
        is_late = bool(one.is_change and first and first < one.day)
        traits = (*one.traits, "meta:moved") if is_late else one.traits
        yield replace(one, is_change=is_late, traits=traits, odds=odds_of(*traits))


def metadata_witnesses(tree: html.HtmlElement, markup: str) -> list[Witness]:
    """Return the publication days that a page gives to machines."""
    fields = [witness for source in (_meta, _json_ld, _microdata) for witness in source(tree) if witness]
    return [*_first_days(fields), *filter(None, _in_scripts(markup))]
