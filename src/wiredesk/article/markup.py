"""Take the article out of HTML, and its parts out of the page's own fields. Not for: dates (see `published`).

The blocks of the page are judged by the block model (`blocks_chosen`), which sees what trafilatura takes for the article in two
modes. Where it sees no article, trafilatura's own is taken, precise first, and at last what the page gives in JSON-LD.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from wiredesk.article.blocks_chosen import Shown, bylines_above, chosen, shown
from wiredesk.article.bylines import authors, is_byline
from wiredesk.article.extractors import asked, fields_of, loaded, outputs, readable
from wiredesk.article.furniture_lines import furniture
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
_TOKEN = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z]{1,12})?[^<>]{0,5000}>?|(?P<text>[^<]+)")
_TAG = re.compile(r"<[^<>]{0,500}>")
_HIDDEN = frozenset(("script", "style", "svg", "template"))
_ITEM = re.compile(r"^[-*+•]\s+(?=\S)")
_MAX_AUTHOR = 60  # characters of one author
_HEAD_LINES = 3  # paragraphs among which a byline may stand
_DROPPED = frozenset(("subscribe", "comments", "copyright"))
_MOST_WORDS = 20
_MAX_VISIBLE = 60_000
_HEAD = 300_000
FEWEST_WORDS = 25
"""A body of fewer words may be the page's teaser: other ways are asked too. Our choice."""


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


def _first(pattern: re.Pattern[str], markup: str) -> str | None:
    found = pattern.search(markup, 0, _HEAD)
    text = html.unescape(next(group for group in found.groups() if group)).strip() if found else ""
    return text or None


def _is_furniture(paragraph: str) -> bool:
    """Tell whether a paragraph that trafilatura kept is furniture: a pointer, the heading of a list, a plea to subscribe.

    Of trafilatura's text alone it lifts F1 on dev pages from .963 to .966; captions and share lines are not worth it (train).
    """
    n_words = paragraph.count(" ") + 1
    if n_words > _MOST_WORDS:
        return False
    if pointed_title(paragraph) is not None or RELATED_HEADING.match(paragraph):
        return True
    return any(name in _DROPPED and pattern.search(paragraph) for name, pattern in FURNITURE)


def _lines(text: str) -> list[str]:
    """Return the paragraphs of an extractor's text, without the marks of lists and tables, and without furniture."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    found = [_ITEM.sub("", line) for line in lines if line.strip(" |-") and not _is_furniture(line)]
    return [line for line, is_left in zip(found, furniture(found), strict=True) if not is_left]


def _n_words(paragraphs: Iterable[str]) -> int:
    return sum(len(paragraph.split()) for paragraph in paragraphs)


def _candidates(page: Shown, given: tuple[str, str], tree: Any, url: str | None) -> Iterator[list[str]]:
    """Yield the paragraphs of the article as each way finds them, the best way first."""
    yield chosen(page, given)
    yield _lines(given[0])
    yield _lines(asked(tree, url))
    yield _lines(_TAG.sub(" ", page.claims.body))


def _body(candidates: Iterable[list[str]]) -> list[str]:
    """Return the paragraphs of the first way that finds 25 words; of a shorter text the first that no other doubles."""
    best: list[str] = []
    for found in candidates:
        if _n_words(found) > 2 * _n_words(best):
            best = found
        if _n_words(best) >= FEWEST_WORDS:
            break
    return best


def _without_title(paragraphs: list[str], title: str | None) -> list[str]:
    is_title = bool(title and paragraphs) and paragraphs[0].casefold().strip() == str(title).casefold().strip()
    return paragraphs[1:] if is_title else paragraphs


def _bylines(paragraphs: list[str]) -> list[str]:
    """Return the paragraphs at the head that are nothing but a byline.

    Of the bodies of 617 train and dev pages two hold one; left in the text it is read as a name of the story.
    """
    return [paragraph for paragraph in paragraphs[:_HEAD_LINES] if is_byline(paragraph)]


def _names(author: str | None) -> tuple[str, ...]:
    """Return the names in trafilatura's author field, which parts them by semicolons; an office where nobody is named."""
    parts = [one.strip() for one in (author or "").split(";") if one.strip()]
    names = [name for one in parts for name in authors("By " + one).names]
    return tuple(dict.fromkeys(names or [one for one in parts if len(one) < _MAX_AUTHOR]))


def _named(bylines: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for line in bylines for name in authors(line).names))


def extract(markup: str, url: str | None) -> Extract:
    """Return the article of an HTML page; an empty text when there is none.

    :raises ModelError: when the block model that ships with the package cannot be used.
    """
    clean = readable(markup)
    tree = loaded(clean)
    given = outputs(tree, url)
    page = shown(clean, given)
    body = _body(_candidates(page, given, tree, url))
    fields = fields_of(tree, url)
    section = _first(_SECTION, markup) or next(iter(fields.categories), None)
    tags = tuple(dict.fromkeys(tag.strip() for entry in fields.tags for tag in entry.split(",") if tag.strip()))
    publisher = _first(_SITE, markup) or fields.sitename
    paragraphs = _without_title(body, fields.title)
    bylines = _bylines(paragraphs)
    named = _names(fields.author) or _named(bylines or bylines_above(page, paragraphs[0] if paragraphs else ""))
    parts = Parts(fields.title or None, named, publisher, section, tags[:40])
    return Extract("\n\n".join(line for line in paragraphs if line not in bylines), parts)
