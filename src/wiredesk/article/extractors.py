"""Ask trafilatura for a page's article and for the page's own fields. Not for: choosing between answers (see `markup`).

What the library raises on odd pages is an answer too: none.
"""

import re
from dataclasses import dataclass
from typing import Any

# The library takes some 40 µs a tag; long live blogs have 10,000 tags. Our choice: above, the page is read without it.
_MOST_TAGS = 60_000
_REFUSED = re.compile(r"\x00|&#(?:[xX](?P<hex>[0-9a-fA-F]+)|(?P<decimal>[0-9]+));?")


@dataclass(frozen=True, slots=True)
class Fields:
    """Hold the fields of a page as trafilatura finds them, authors parted by semicolons; None or empty where there are none."""

    title: str | None = None
    author: str | None = None
    sitename: str | None = None
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def _kept(found: re.Match[str]) -> str:
    """Return a blank for what lxml refuses, and any other reference to a character as it stands."""
    digits = found["hex"] or found["decimal"]
    if digits is None:
        return " "
    number = int(digits[:8], 16 if found["hex"] else 10)
    is_refused = (number < 0x20 and number not in (9, 10, 13)) or number in (0xFFFE, 0xFFFF)
    return " " if is_refused else found[0]


def readable(markup: str) -> str:
    """Return markup without what lxml refuses: lone surrogates and control characters, referred to as &#27; too.

    A page must not be lost for one of them.
    """
    return _REFUSED.sub(_kept, markup.encode("utf-8", "replace").decode("utf-8"))


def outputs(markup: str, url: str | None) -> tuple[str, str]:
    """Return the article in the precise and in the fast mode, each "" where none is found: what the block model asks for."""
    return asked(markup, url, favor_precision=True), asked(markup, url, fast=True)


def _is_vast(markup: str) -> bool:
    return markup.count("<") > _MOST_TAGS


def asked(markup: str, url: str | None, **how: Any) -> str:
    """Return the article without comments in the mode that `how` names (keywords of trafilatura), "" where none is found."""
    from trafilatura import bare_extraction

    if _is_vast(markup):
        return ""
    try:
        found: Any = bare_extraction(markup, url=url, include_comments=False, **how)
    except (RecursionError, ValueError, AssertionError):
        return ""
    return found.text if found is not None and found.text else ""


def fields_of(markup: str, url: str | None) -> Fields:
    """Return the page's fields; the date, which costs as much as all others, is looked for by `published` alone."""
    from trafilatura.metadata import extract_metadata

    if _is_vast(markup):
        return Fields()
    try:
        found: Any = extract_metadata(markup, url, extensive=False)
    except (RecursionError, ValueError, AssertionError, AttributeError, TypeError, LookupError):
        return Fields()
    if found is None:
        return Fields()
    return Fields(found.title, found.author, found.sitename, tuple(found.categories or ()), tuple(found.tags or ()))
