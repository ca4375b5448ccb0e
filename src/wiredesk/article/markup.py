"""Take the article out of HTML with trafilatura, the rest out of the page's own fields. Not for: dates (see `published`).

favor_precision without comments gives F1 .961 on the dev pages, trafilatura's default .946 (its fast mode .961 at half the
time, but .911 against .928 on WCXB). Where it finds nothing, the default mode is asked before the page is turned away.
"""

import html
import re
from dataclasses import dataclass
from typing import Any

from wiredesk.article.bylines import authors, is_byline
from wiredesk.article.parts import Parts
from wiredesk.tagger.lines_fine import pointed_title
from wiredesk.tagger.lines_phrases import FURNITURE, RELATED_HEADING

# Attributes of a meta element in either order, each bounded: linear on any input.
_SECTION = re.compile(
    r"<meta\s[^>]{0,200}?(?:property|name)\s?=\s?[\"'](?:article:section|og:section|section|parsely-section)[\"'][^>]{0,200}?content\s?=\s?[\"']([^\"'>]{1,80})[\"']|"
    r"\"articleSection\"\s{0,9}:\s{0,9}\[?\s{0,9}\"([^\"]{1,80})\"",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"<meta\s[^>]{0,200}?property\s?=\s?[\"']og:site_name[\"'][^>]{0,200}?content\s?=\s?[\"']([^\"'>]{1,80})[\"']|"
    r"<meta\s[^>]{0,200}?content\s?=\s?[\"']([^\"'>]{1,80})[\"'][^>]{0,200}?property\s?=\s?[\"']og:site_name[\"']",
    re.IGNORECASE,
)
_REFUSED = re.compile(r"\x00|&#(?:[xX](?P<hex>[0-9a-fA-F]+)|(?P<decimal>[0-9]+));?")
_TOKEN = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z]{1,12})?[^<>]{0,5000}>?|(?P<text>[^<]+)")
_HIDDEN = frozenset(("script", "style", "svg", "template"))
_ITEM = re.compile(r"^[-*+•]\s+(?=\S)")
_HEAD_LINES = 3  # paragraphs among which a byline may stand
_DROPPED = frozenset(("subscribe", "comments", "copyright"))
_MOST_WORDS = 20
_MAX_VISIBLE = 60_000
_HEAD = 300_000
_FEWEST_WORDS = 25


@dataclass(frozen=True, slots=True)
class Extract:
    """Hold the body text of an HTML page, paragraphs parted by blank lines, and its parts."""

    text: str
    parts: Parts


def visible_text(markup: str) -> str:
    """Return what an HTML page shows, roughly and bounded: enough to tell a wall from a menu. One pass over the markup."""
    shown: list[str] = []
    hidden: str | None = None
    for token in _TOKEN.finditer(markup, 0, _HEAD):
        name = (token["name"] or "").lower()
        if hidden is not None:
            hidden = None if token["end"] and name == hidden else hidden
        elif name in _HIDDEN and not token["end"]:
            hidden = name
        elif token["text"]:
            shown.append(token["text"])
    return " ".join(html.unescape(" ".join(shown)).split())[:_MAX_VISIBLE]


def _extracted(markup: str, url: str | None) -> Any:
    from trafilatura import bare_extraction

    best: Any = None
    for precise in (True, False):
        try:
            found: Any = bare_extraction(markup, url=url, favor_precision=precise, include_comments=False, with_metadata=True)
        except (RecursionError, ValueError, AssertionError):
            continue
        if found is not None and found.text:
            best = found
        if best is not None and len(best.text.split()) >= _FEWEST_WORDS:
            break
    return best


def _first(pattern: re.Pattern[str], markup: str) -> str | None:
    found = pattern.search(markup, 0, _HEAD)
    text = html.unescape(next(group for group in found.groups() if group)).strip() if found else ""
    return text or None


def _is_furniture(paragraph: str) -> bool:
    """Tell whether a paragraph that trafilatura kept is furniture: a pointer, the heading of a list, a plea to subscribe.

    Lifts F1 on dev pages from .963 to .966 and exact pages from 26 to 35 %; captions and share lines are not worth it (train).
    """
    n_words = paragraph.count(" ") + 1
    if n_words > _MOST_WORDS:
        return False
    if pointed_title(paragraph) is not None or RELATED_HEADING.match(paragraph):
        return True
    return any(name in _DROPPED and pattern.search(paragraph) for name, pattern in FURNITURE)


def _paragraphs(text: str, title: str | None) -> list[str]:
    lines = [" ".join(line.split()) for line in text.split("\n")]
    found = [_ITEM.sub("", line) for line in lines if line.strip(" |-") and not _is_furniture(line)]
    if title and found and found[0].casefold().strip() == title.casefold().strip():
        found = found[1:]
    return found


def _bylines(paragraphs: list[str]) -> list[str]:
    """Return the paragraphs at the head that are nothing but a byline.

    Of the bodies of 617 train and dev pages two hold one; left in the text it is read as a name of the story.
    """
    return [paragraph for paragraph in paragraphs[:_HEAD_LINES] if is_byline(paragraph)]


def _names(author: str | None) -> tuple[str, ...]:
    """Return the names in trafilatura's author field, which parts them by semicolons."""
    named = (
        authors("By " + one).names or ((one.strip(),) if len(one) < 60 else ())
        for one in (author or "").split(";")
        if one.strip()
    )
    return tuple(dict.fromkeys(name for names in named for name in names))


def _kept(found: re.Match[str]) -> str:
    """Return a blank for what lxml refuses, and any other reference to a character as it stands."""
    digits = found["hex"] or found["decimal"]
    if digits is None:
        return " "
    number = int(digits[:8], 16 if found["hex"] else 10)
    is_refused = (number < 0x20 and number not in (9, 10, 13)) or number in (0xFFFE, 0xFFFF)
    return " " if is_refused else found[0]


def extract(markup: str, url: str | None) -> Extract:
    """Return the article of an HTML page; an empty text when there is none."""
    # lxml refuses lone surrogates and control characters, referred to as &#27; too; a page must not be lost for one of them.
    found = _extracted(_REFUSED.sub(_kept, markup.encode("utf-8", "replace").decode("utf-8")), url)
    if found is None:
        return Extract("", Parts())
    section = _first(_SECTION, markup) or next(iter(found.categories or ()), None)
    tags = tuple(dict.fromkeys(tag.strip() for entry in found.tags or () for tag in entry.split(",") if tag.strip()))
    publisher = _first(_SITE, markup) or found.sitename
    paragraphs = _paragraphs(found.text, found.title)
    bylines = _bylines(paragraphs)
    named = _names(found.author) or tuple(name for line in bylines for name in authors(line).names)
    parts = Parts(found.title or None, named, publisher, section, tags[:40])
    return Extract("\n\n".join(line for line in paragraphs if line not in bylines), parts)
