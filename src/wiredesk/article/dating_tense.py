"""Is a date told as gone by or as still to come? Not for: tense in general.

A few hundred verb forms of news English decide; where neither shows, the answer is no to both, and the date bounds nothing.
"""

import re

from wiredesk.spans import Span

_SOON = r"scheduled|planned|slated|expected|projected|hoped|estimated|anticipated|proposed|needed|required"
_PAST = re.compile(
    rf"\b(?:was|were|had|did|said|told|took|made|began|came|went|found|held|shot|won|left|got|met|saw|led|died|fell|became"
    rf"|gave|ran|rose|sold|sent"
    rf"|spent|stood|struck|thought|wrote|brought|bought|built|broke|fought|grew|hit|kept|knew|lost|paid|set up|since|ago"
    rf"|earlier|last|previous(?:ly)?"
    rf"|(?!(?:{_SOON})\b)[a-z]{{2,}}ed)\b"
)
_COMING = re.compile(
    rf"\b(?:will|won['’]t|would|shall|(?-i:may)|might|could|should|going to|set (?:for|to)|due|next|upcoming|forthcoming|deadline"
    rf"|hopes? to|aims? to|(?:threaten|vow|pledg|promis|intend|plan)(?:s|e|es|ed|ned)? to"
    rf"|{_SOON}|plans? (?:to|for)|falls? on|falling on|takes? place|kicks? off|begins|starts|opens|expires?|valid"
    rf"|return(?:s|ing)? to court|to be"
    rf"|forecast|predict\w*|coming|target|goal|campaign|run(?:ning)? for|bid|elections?|primary|budget|no later than)\b",
    re.I,
)
_UNTIL = re.compile(
    r"\b(?:until|till|by|through|before|ahead of|starting|beginning|effective|from|is on|is|are on|ends?|due|closes?)"
    r"(?: (?:on|at least|the|midnight|late|early|noon))*,? (?:(?:\w+day,? )?)$",
    re.I,
)
_FROM = re.compile(r"\bfrom\b[^.;]{2,60}\b(?:until|till|through|to)\b[^.;]{0,12}$", re.I)
_WINDOW = 400  # characters on either side of a date that can tell its tense
_REACH = 90  # characters before a date in which a verb governs it, our choice


def near(text: str, sentence: Span, at: int) -> tuple[str, int]:
    """Return the words of a sentence near position `at` of `text`, and where `at` stands in them.

    Text without full stops is one sentence; looking at all of it for each of its dates would take quadratic time.
    """
    start = max(sentence.start, at - _WINDOW)
    return text[start : min(sentence.end, at + _WINDOW)], at - start


def is_told_as_past(sentence: str) -> bool:
    """Tell whether a sentence speaks of the past and of nothing to come."""
    return bool(_PAST.search(sentence)) and not _COMING.search(sentence)


def is_to_come(sentence: str, at: int) -> bool:
    """Tell whether the words before position `at` make the date there one to come.

    The nearest verb decides: "was to be closed until" and "will be held on" look ahead, "said he was shot on" does not.
    """
    head = sentence[max(0, at - _REACH) : at]
    if _UNTIL.search(head):
        is_run = _FROM.search(head) and is_told_as_past(sentence)  # "was shut from May until June 2017"
        return not is_run and not re.search(r"\bfrom (?:\w+day,? )?$", head)
    past = [found.end() for found in _PAST.finditer(head)]
    coming = list(_COMING.finditer(head))
    last = coming[-1] if coming else None
    if not last:
        return False
    return not past or past[-1] < last.start() or bool(re.fullmatch(r"[\s\w]{0,14}", head[last.end() : past[-1]]))


def containing(spans: list[Span], at: int) -> Span:
    """Return the sentence (of at least one, in order) in which position `at` stands, or the next one."""
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if spans[middle].end <= at else (low, middle)
    return spans[min(low, len(spans) - 1)]
