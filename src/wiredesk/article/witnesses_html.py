"""Publication days in the markup of a page: what it tells machines, what it shows readers, what a library finds.

Not for: dates inside the story (`dating_dates`) or pages that came as plain text (`witnesses_text`).
"""

import datetime
import re
from collections.abc import Iterator

from lxml import etree, html

from wiredesk.article.stamps import read_stamp
from wiredesk.article.witness_odds import odds_of
from wiredesk.article.witnesses import Witness, day_words, path_day
from wiredesk.article.witnesses_metadata import metadata_witnesses
from wiredesk.article.witnesses_shown import shown_witnesses
from wiredesk.dates.full_dates import find_full_dates
from wiredesk.documents import Basis

_MAX_CHARS = 5_000_000  # markup beyond this is not read for dates
_MAX_WRITTEN = 500_000  # characters searched for a written first of a month
_PICTURES = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src", "image")


def html_witnesses(markup: str) -> list[Witness]:
    """Return every witness of the publication day in a page's markup; empty for markup that does not parse."""
    tree = parsed(markup)
    if tree is None:
        return []
    strongest: dict[datetime.date, Witness] = {}
    for witness in shown_witnesses(tree):
        if witness.day not in strongest or strongest[witness.day].odds < witness.odds:
            strongest[witness.day] = witness
    return [*metadata_witnesses(tree, markup[:_MAX_CHARS]), *strongest.values(), *_pictured(tree)]


def _pictured(tree: html.HtmlElement) -> Iterator[Witness]:
    """Yield the day in the address of the page's own picture: it was put there for the story, or some time before it."""
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        day = path_day((element.get("content") or "")[:1000]) if name in _PICTURES else None
        if day:
            basis = Basis("picture", f"the address of the page's picture holds {day_words(day[0])}", source_field=f"meta:{name}")
            yield Witness(day[0], odds_of("picture"), basis, traits=("picture",))
            return


def parsed(markup: str) -> html.HtmlElement | None:
    """Parse markup, None when it is no markup at all."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=False)
    try:
        return html.document_fromstring(markup[:_MAX_CHARS].encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def _names_first(day: datetime.date, markup: str) -> bool:
    """Tell whether a page names the first of a month in full: the library answers so for a month or year alone as well."""
    month, year = f"0?{day.month}", day.year
    numbers = (
        rf"{year}-?{day:%m}-?01(?!\d)|{year}([/.-]){month}\1 ?0?1(?!\d)|(?<!\d)0?1([/.-]) ?{month}\2 ?{year}|{month}/0?1/{year}"
    )
    return bool(re.search(numbers, markup)) or any(one.date == day for one in find_full_dates(markup[:_MAX_WRITTEN]))


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
    trait = "library" if read[0].day > 1 or _names_first(read[0], markup[:_MAX_CHARS]) else "library:first"
    basis = Basis("htmldate", f"the date finder htmldate names {day_words(read[0])}", source_field="htmldate")
    return Witness(read[0], odds_of(trait), basis, traits=(trait,))
