"""Clauses of a sentence, as far as a man's career told in years needs them. Not for: grammar in general.

A sentence is parted at "and", "but", ";" and the like where what follows is a new statement: a date, a subject or a past verb.
"""

import re
from collections.abc import Collection, Iterator

from wiredesk.spans import Span, trimmed

_RUN_UP = re.compile(
    r"(?:(?:later|then|also|subsequently|eventually|finally|again|in|on|from|by|since|until|between|during|after|for|early|late|"
    r"mid|the|same|year|about|around|that|,)[\s-]+|,\s*)*",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"(?:he|she|they|who|it)\b", re.IGNORECASE)
# Irregular past forms that careers are told in; regular ones are known by their ending.
PAST_VERB = re.compile(
    r"(?:was|were|had|has|have|became|went|left|took|began|ran|led|fought|won|met|came|got|gave|made|held|fled|rose|wrote|taught|"
    r"stood|lost|spent|sold|bought|built|broke|fell|found|grew|saw|set|sent|shot|swore|wed|hid|quit|split|[a-z-]{2,}ed)\b"
)
_JOINT = re.compile(
    r";\s+|,?\s+(?:and|but|then|before|after which|when|while|whereupon|until)\s+|,\s+(?=(?:who|where)\b)|\s[–—]\s"
    rf"|,\s+(?={PAST_VERB.pattern})"
)


def clauses(text: str, sentence: Span, beginnings: Collection[int]) -> list[Span]:
    """Return the clauses of a sentence in order; `beginnings` are the offsets where dates and persons' names start."""
    found: list[Span] = []
    start = sentence.start
    for joint in _JOINT.finditer(text, sentence.start, sentence.end):
        if joint.start() <= start or not _begins(text, joint.end(), beginnings):
            continue
        clause = trimmed(start, joint.start(), text)
        if clause:
            found.append(clause)
        start = joint.end()
    last = trimmed(start, sentence.end, text)
    return [*found, last] if last else found


def _begins(text: str, at: int, beginnings: Collection[int]) -> bool:
    """Tell whether a statement of its own starts at `at`, after words such as "later" or "in"."""
    run_up = _RUN_UP.match(text, at)
    places = {at, run_up.end() if run_up else at}
    return any(place in beginnings or _SUBJECT.match(text, place) or PAST_VERB.match(text, place) for place in places)


def words_in(text: str, span: Span) -> Iterator[re.Match[str]]:
    """Yield the words of `span`."""
    return re.compile(r"\w+(?:[’'-]\w+)*").finditer(text, span.start, span.end)
