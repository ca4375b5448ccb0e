"""Read what stands around the body out of labelled lines: title, byline, section, keywords. Not for: the body (see `bodies`)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from wiredesk.article.bylines import authors, is_office
from wiredesk.dates.full_dates import find_full_dates
from wiredesk.documents import LineLabel
from wiredesk.tagger.lines_fine import is_section, pointed_title, section_of
from wiredesk.tagger.lines_head import tells_author
from wiredesk.tagger.lines_phrases import KEYWORD_LEAD
from wiredesk.tagger.lines_units import TaggedUnit

_MARKS = "#*+•·▪◦‣ \t\u200e\u200f\xa0"
_RIGHTS = re.compile(
    r"(?:(?:©|\(c\))\s?(?:copyright\s?)?|copyright\s?(?:©|\(c\))\s?|copyright\s(?=\d{4}))(?:\d{4}(?:\s?[-–]\s?\d{2,4})?)?[\s,.]{0,3}(?:by\s)?"
    r"(?P<name>[^\d©|/•·,;.]{2,60}(?:\.(?:com|org|net|co\.uk)\b)?)",
    re.IGNORECASE,
)
_RIGHTS_END = re.compile(r"(?:\b(?:all rights?|terms|privacy|inc|ltd|llc|limited)\b|\s[-–]\s).*$", re.IGNORECASE)
# "Headline | The Bay Ledger", "Headline - The Bay Ledger": four words or more, then a name of at most five.
_SITE = re.compile(
    r"(?P<head>\S+(?: \S+){3,}?)\s(?P<mark>[|–—-])\s"
    r"(?P<site>[^\W\d_a-z][\w.'’&]*(?: (?:of|the|and|&|[^\W\d_a-z][\w.'’&]*)){0,4})$"
)
_NUMBER = re.compile(r"^\d{1,2}[.)]\s+")
_MAX_LISTED, _MAX_DATE = 40, 60
_MAST_LINES, _MAX_TOLD = 8, 20_000


@dataclass(frozen=True, slots=True)
class Parts:
    """Hold the parts of an article apart from its text; None or empty where the page does not show them."""

    title: str | None = None
    byline: tuple[str, ...] = ()
    publisher: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


def _plain(text: str) -> str:
    return " ".join(text.strip(_MARKS).split())


def _keywords(units: Sequence[TaggedUnit]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for one in units:
        if one.fine == "keywords":
            text = KEYWORD_LEAD.sub("", one.unit.text)
            found |= dict.fromkeys(word for part in re.split(r"[,;|]", text) if (word := _plain(part)))
    return tuple(found)[:_MAX_LISTED]


def _is_date(text: str) -> bool:
    """Tell whether a line is the date beside a title, and no title: "3 September 2016", "Updated 29 August 2016"."""
    dates = find_full_dates(text) if len(text) < _MAX_DATE else []
    return bool(dates) and len(text.split()) - sum(len(one.span.cut(text).split()) for one in dates) <= 1


def _related(units: Sequence[TaggedUnit], title: str | None) -> tuple[str, ...]:
    titles = (
        _NUMBER.sub("", _plain(pointed_title(one.unit.text) or one.unit.text))
        for one in units
        if one.fine == "related" and not _is_date(one.unit.text)
    )
    return tuple(dict.fromkeys(text for text in titles if text and text != title))[:_MAX_LISTED]


def holder(text: str) -> str | None:
    """Return the holder of a copyright line ("© The Bay Ledger 2019. All rights reserved." gives "The Bay Ledger"), or None."""
    found = _RIGHTS.search(text)
    if found is None:
        return None
    name = _RIGHTS_END.sub("", found["name"]).strip(" -–:'\"()")
    is_name = (
        2 < len(name) <= 50 and name.count(" ") <= 5 and name[0].isupper() and name.lower() not in ("all", "the", "copyright")
    )
    return name if is_name else None


def _publisher(units: Sequence[TaggedUnit], bodies: Sequence[str]) -> str | None:
    """Return the site's name: of the copyright line, else the agency of the byline."""
    last = max((number for number, one in enumerate(units) if one.is_body), default=-1)
    # A copyright sign above or within the article belongs to a picture.
    rights = (holder(one.unit.text) for one in units[last + 1 :] if one.fine == "copyright")
    agencies = (name for name in bodies if not is_office(name))
    return next((name for name in rights if name), None) or next(agencies, None)


def _masthead(units: Sequence[TaggedUnit], name: str | None) -> str | None:
    """Return the site's name as the page's first lines write it: the known one, else a line that the article names too."""
    above = list(takewhile(lambda one: not one.is_body and one.label is not LineLabel.TITLE, units[:_MAST_LINES]))
    shown = {_plain(one.unit.text).casefold(): _plain(one.unit.text) for one in reversed(above)}
    if name is not None:
        return shown.get(name.casefold(), name)
    told = " ".join(one.unit.text for one in units if one.is_body)[:_MAX_TOLD]
    names = (shown[key] for key in reversed(shown) if 1 <= key.count(" ") <= 4 and not is_section(key.title()))
    found = (re.search(rf"\b{re.escape(name)}\b", told, re.IGNORECASE) for name in names)
    return next((match.group() for match in found if match), None)


def _is_dated_byline(one: TaggedUnit) -> bool:
    return one.label is LineLabel.DATE and tells_author(one.unit.text)


def _own_title(text: str, units: Sequence[TaggedUnit]) -> str:
    """Return a headline without the site's name behind it ("... | The Bay Ledger"); behind a dash only a known name."""
    found = _SITE.match(text)
    if found is None:
        return text
    head, site = found["head"].strip(), found["site"].strip()
    shown = [_plain(one.unit.text).casefold() for one in units if one.unit.text is not text]
    is_known = head.casefold() in shown or any(site.casefold() in line and line != text.casefold() for line in shown)
    return head if found["mark"] == "|" or is_known else text


def parts(units: Sequence[TaggedUnit]) -> Parts:
    """Return the parts that the labelled units show."""
    titles = [one for one in units if one.label is LineLabel.TITLE]
    best = max(titles, key=lambda one: one.title_score, default=None)
    title = _own_title(_plain(best.unit.text), units) if best else None
    named = [authors(one.unit.text) for one in units if one.label is LineLabel.BYLINE or _is_dated_byline(one)]
    byline = dict.fromkeys(name for one in named for name in one.names)
    section = next((_NUMBER.sub("", section_of(_plain(one.unit.text)) or "") for one in units if one.fine == "section"), None)
    publisher = _masthead(units, _publisher(units, [body for one in named for body in one.bodies]))
    return Parts(title, tuple(byline), publisher, section, _keywords(units), _related(units, title))
