"""The copyright line outside an article as a bound. Not for: the one within it (`dating_counts`)."""

import datetime
import re

from wiredesk.article.dating import Clue, not_after
from wiredesk.documents import Basis
from wiredesk.spans import Span

_YEAR = r"(?:19[0-9]\d|20[0-4]\d)"
# "Ã©" is an "é" that was decoded wrongly.
_COPYRIGHT = re.compile(rf"(?:(?<!Ã)©|\(c\)|\bcopyright\b)[^\n]{{0,60}}?\b(?:{_YEAR}\s?[-–]\s?)?(?P<y>{_YEAR})\b", re.I)


def copyright_bound(text: str, span: Span) -> Clue | None:
    """Read a copyright line outside the article: it was there by the end of its year; pages renew it, so no lower bound.

    `span` counts in the source text `text`.
    """
    years = [int(found["y"]) for found in _COPYRIGHT.finditer(span.cut(text))]
    if not years:
        return None
    basis = Basis("copyright", f"the page's copyright line says {max(years)}", source_span=span)
    return Clue(not_after(datetime.date(max(years), 12, 31)), 0.4, basis)
