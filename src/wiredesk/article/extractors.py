"""Ask trafilatura for a page's article and for the page's own fields. Not for: choosing between answers (see `markup`).

What the library raises on odd pages is an answer too: none.
"""

import re
from dataclasses import dataclass
from typing import Any

# The library takes some 40 µs a tag; long live blogs have 10,000 tags. Our choice: above, the page is read without it.
_MOST_TAGS = 60_000
_REFERENCE = re.compile(r"&#(?:[xX](?P<hex>[0-9a-fA-F]+)|(?P<decimal>[0-9]+));?")


@dataclass(frozen=True, slots=True)
class Fields:
    """Hold the fields of a page as trafilatura finds them, authors parted by semicolons; None or empty where there are none."""

    title: str | None = None
    author: str | None = None
    sitename: str | None = None
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def _kept(found: re.Match[str]) -> str:
    """Return a blank for a character that lxml refuses, and any other reference to one as it stands."""
    digits = found["hex"] or found["decimal"]
    number = int(digits[:8], 16 if found["hex"] else 10)
    is_refused = (number < 0x20 and number not in (9, 10, 13)) or number in (0xFFFE, 0xFFFF)
    return " " if is_refused else found[0]


def readable(markup: str) -> str:
    """Return markup without what lxml refuses: lone surrogates and control characters, referred to as &#27; too.

    A page must not be lost for one of them.
    """
    return _REFERENCE.sub(_kept, markup.encode("utf-8", "replace").decode("utf-8").replace("\x00", " "))


def loaded(markup: str) -> Any:
    """Return the tree of a page as the functions here take it in place of markup: parsed once, none of them changes it.

    None for a page that is no HTML or has too many tags.
    """
    from trafilatura import load_html

    if markup.count("<") > _MOST_TAGS:
        return None
    try:
        return load_html(markup)
    except (RecursionError, ValueError, AssertionError):
        return None


def outputs(page: Any, url: str | None) -> tuple[str, str]:
    """Return the article in the precise and in the fast mode, each "" where none is found: what the block model asks for."""
    tree = _tree(page)
    return asked(tree, url, favor_precision=True), asked(tree, url, fast=True)


def _tree(page: Any) -> Any:
    return loaded(page) if isinstance(page, str) else page


def asked(page: Any, url: str | None, **how: Any) -> str:
    """Return the article without comments in the mode that `how` names (keywords of trafilatura), "" where none is found."""
    from trafilatura import bare_extraction

    tree = _tree(page)
    if tree is None:
        return ""
    try:
        found: Any = bare_extraction(tree, url=url, include_comments=False, **how)
    except (RecursionError, ValueError, AssertionError):
        return ""
    return found.text if found is not None and found.text else ""


def fields_of(page: Any, url: str | None) -> Fields:
    """Return the page's fields; the date, which costs as much as all others, is looked for by `published` alone."""
    from trafilatura.metadata import extract_metadata

    tree = _tree(page)
    if tree is None:
        return Fields()
    try:
        found: Any = extract_metadata(tree, url, extensive=False)
    except (RecursionError, ValueError, AssertionError, AttributeError, TypeError, LookupError):
        return Fields()
    if found is None:
        return Fields()
    return Fields(found.title, found.author, found.sitename, tuple(found.categories or ()), tuple(found.tags or ()))
