"""Where an element of a page stands: names of its boxes, the headline, the pieces of text in order. Not for: dates."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import html

# Names of boxes that hold the dates of other things than the article.
ASIDE = re.compile(
    r"comment|related|teaser|sidebar|footer|widget|recent|popular|latest|most-?read|recommend|ticker|archive|calendar|aside"
    r"|reply|promo|trending|navi?\b"
    r"|breadcrumb|carousel|list-item|mega-?menu",
    re.I,
)
_UNSEEN = ("script", "style", "noscript", "template", "select")
_N_BOXES = 4  # an element and its nearest ancestors
_MAX_NAMES = 500  # characters of an attribute that are read for names
_MAX_PIECES = 20_000
_MAX_HEADS = 20
_MIN_HEAD = 8  # characters; a shorter h1 is a logo


def names_of(element: html.HtmlElement) -> Iterator[list[str]]:
    """Yield for an element and its nearest ancestors: its tag, classes, id and property."""
    node: html.HtmlElement | None = element
    for _ in range(_N_BOXES):
        if node is None or not isinstance(node.tag, str):
            return
        yield [node.tag, *(name for key in ("class", "id", "itemprop") for name in (node.get(key) or "")[:_MAX_NAMES].split())]
        node = node.getparent()


def context_of(element: html.HtmlElement) -> str:
    """Return tag, classes, id and property of an element and its nearest ancestors as one line."""
    return " ".join(name for names in names_of(element) for name in names)


def kind_of_box(element: html.HtmlElement) -> tuple[str, ...]:
    """Return tag and class of an element and its parent: the same for all entries of a list."""
    parent = element.getparent()
    outer = (str(parent.tag), (parent.get("class") or "")[:_MAX_NAMES]) if parent is not None else ()
    return (str(element.tag), (element.get("class") or "")[:_MAX_NAMES], *outer)


def headline(tree: html.HtmlElement) -> html.HtmlElement | None:
    """Return the headline: the h1 whose words the page's title repeats, else the first with words."""
    title = (tree.findtext(".//title") or "").lower()
    heads = [head for head in islice(tree.iter("h1"), _MAX_HEADS) if len("".join(head.itertext()).strip()) > _MIN_HEAD]
    told = [head for head in heads if "".join(head.itertext()).strip().lower()[:30] in title]
    return next(iter(told or heads), None)


def _texts(tree: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    """Yield the elements and the strings that readers see, in document order."""
    for element in tree.iter():
        is_seen = isinstance(element.tag, str) and element.tag not in _UNSEEN
        if is_seen:
            yield element, element.text or ""
        if element.tail and element.getparent() is not None:
            yield element.getparent(), element.tail


def pieces(tree: html.HtmlElement, head: html.HtmlElement | None) -> tuple[list[tuple[html.HtmlElement, str]], int]:
    """Return the pieces of text that readers see, with their elements, and how many characters stand before the headline.

    Time elements and elements with a stamp in their title are kept even where they show no text.
    """
    found: list[tuple[html.HtmlElement, str]] = []
    at, position = 0, 0
    for element, text in _texts(tree):
        at = position if element is head and at == 0 else at
        if text.strip():
            found.append((element, " ".join(text.split())))
            position += len(found[-1][1])
        elif element.get("datetime") or (element.text is text and (element.get("title") or "")[:2] in ("19", "20")):
            found.append((element, ""))
        if len(found) > _MAX_PIECES:
            break
    return found, at
