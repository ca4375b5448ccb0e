"""Give furniture its finer label by rule: clock, section, keywords, related headline, share line. Not for: the five labels.

The labels: capture_clock, section, subtitle, dateline, keywords, related, related_heading, share, comments, copyright,
legal, subscribe, weather, caption, advertisement, menu. None where no rule holds. Source: our choice, from the lines of the
training captures.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from wiredesk.documents import LineLabel
from wiredesk.tagger.lines_head import mended, with_bylines
from wiredesk.tagger.lines_heads import content_words
from wiredesk.tagger.lines_mail import gives_reason, without_notices
from wiredesk.tagger.lines_phrases import (
    JOINERS,
    KEYWORD_LEAD,
    NO_HEADLINE,
    POINTER,
    RELATED_HEADING,
    SECTIONS,
    SHARE,
    furniture_of,
)
from wiredesk.tagger.lines_units import TaggedUnit

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH},?\s\d{{4}}|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}|"
    r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d\d-\d\d)"
)
_TIME = r"\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?\s?(?:\(?(?-i:[A-Z]{2,5})(?:\s?[+-]\d{1,2}(?::?\d{2})?)?\)?)?"
# A clock: time and date, in either order, nothing between them but a weekday and marks; the zone may be glued to what follows,
# and the share line to the clock.
CLOCK = re.compile(
    rf"^\W{{0,3}}(?:{_TIME}\s?[,|·–-]?\s?(?:{_DAY},?\s?)?{_DATE}|(?:{_DAY},?\s)?{_DATE}(?:,?\s(?:[|·–-]\s)?{_TIME})?)\W{{0,3}}(?:(?:{SHARE})\W{{0,3}}){{0,6}}$",
    re.IGNORECASE,
)
_CRUMB = re.compile(r"\s*[>»›/|]\s*")
_TOP, _DATE_TOP, _MENU = 14, 3, 12
_LONGEST_CLOCK = 80
_MAX_TOLD = 30_000
_LONGEST_KEYWORDS = 1_500
_HOME = re.compile(r"^\W{0,3}(?:home(?:page)?|start(?:seite)?|menu|accueil|in[ií]cio|portada)\W{0,3}$", re.IGNORECASE)
_DECK, _TAG_WORDS, _NEAR_TITLE = 5, 4, 8  # blanks of a subtitle, words of a keyword, units below the headline; our choice
# "PEMBA", "PEMBA, Mozambique –", "Pemba, Mozambique": a place and nothing else.
_PLACE = re.compile(
    r"^(?:[^\W\d_a-z]{3,20}(?: [^\W\d_a-z]{3,20}){0,2}(?:, \w[\w ]{2,25})?|[^\W\d_a-z]\w{2,20}, [^\W\d_a-z]\w{2,20})\s?[–—-]?$"
)
_LONGEST_TRAIL = 90  # characters of a line that names a section, our choice
_LEAST_TITLE, _SURE_TITLE, _SURE_IN_BODY = 0.1, 0.5, 0.4  # chosen by five folds of the training captures
_INTO = 3  # units of a body among which a headline may stand, our choice
_BREAK_EVEN = 0.4  # as in `lines_heads`
_NAMED = (LineLabel.BYLINE, LineLabel.DATE)
_MARKS = "#*+•·-|>» \t"


def _names_section(crumb: str) -> bool:
    words = re.findall(r"[^\W\d_]+", crumb)
    if not 1 <= len(words) <= 5 or not words[0][:1].isupper() or words[0].lower() == "breaking":  # a flag of the hour
        return False
    return all(word.lower() in SECTIONS or word.lower() in JOINERS for word in words)


def section_of(text: str) -> str | None:
    """Return the section that a line names: the last of a trail ("Home > Africa"), or the one section before other items.

    "Cricket | Scores | Tables" and "Africa | 3 May" name their first; "World | Africa | Asia | Login" is a menu and names none.
    """
    crumbs = [crumb for crumb in _CRUMB.split(text.strip("#*+•- \t>»›/|")) if crumb]
    if not crumbs or len(text) > _LONGEST_TRAIL:
        return None
    if _names_section(crumbs[-1]):
        return crumbs[-1]
    is_led = "|" in text and _names_section(crumbs[0]) and not any(map(_names_section, crumbs[1:]))
    return crumbs[0] if is_led else None


def is_section(text: str) -> bool:
    """Tell whether a line names a section of a newspaper ("World", "Asia & Pacific", "Home > Africa")."""
    return section_of(text) is not None


def is_keyword_line(text: str) -> bool:
    """Tell whether a line is a list of keywords: three or more items of at most five words between commas or semicolons."""
    if len(text) > _LONGEST_KEYWORDS:
        return False
    led = KEYWORD_LEAD.match(text)
    items = [item.split() for item in re.split(r"[,;|]", text[led.end() :] if led else text)]
    if text.rstrip().endswith((".", "!", "?", ":")) or not all(1 <= len(item) <= 5 for item in items):
        return False
    least = 2 if led and len(text) > led.end() else 3
    joined = any(item[0].lower() in ("and", "or", "but", "who", "which", "said") for item in items)
    return len(items) >= least and not joined


def pointed_title(text: str) -> str | None:
    """Return the headline after a pointer ("READ MORE: ..."), or None when the line is no pointer."""
    match = POINTER.match(text)
    return text[match.end() :].strip() if match else None


def _is_headline(text: str, n_least: int) -> bool:
    words = text.strip("#*+•- \t").split()
    if not n_least <= len(words) <= 22 or text.endswith((":", ";", ",", ">", "»", ".", "!")) or words[0][0].islower():
        return False
    return NO_HEADLINE.search(text) is None


def _is_told(text: str, told: str) -> bool:
    """Tell whether half of the items of a keyword line stand in the article; one led by "Tags:" needs no proof."""
    if KEYWORD_LEAD.match(text):
        return True
    items = [item.strip().casefold() for item in re.split(r"[,;|]", text)]
    return 2 * sum(item in told for item in items) >= len(items)


def _leads_keywords(text: str) -> bool:
    """Tell whether a line is only the heading of keywords that stand below it, one a line: "Topics"."""
    led = KEYWORD_LEAD.match(text)
    return led is not None and led.end() == len(text)


def _below(units: Sequence[TaggedUnit], first: int, told: str) -> dict[int, str]:
    """Return labels of what stands below the body: keywords, headings of lists, titles of other stories."""
    found: dict[int, str] = {}
    listed = tagged = False
    for number in range(first, len(units)):
        text = units[number].unit.text
        if gives_reason(text):
            break
        tagged = _leads_keywords(text) or (tagged and text.count(" ") < _TAG_WORDS and _bare(text) in told)
        if tagged:
            found[number] = "keywords"
        elif RELATED_HEADING.match(text):
            found[number], listed = "related_heading", True
        elif (name := furniture_of(text)) is not None:
            found[number] = name
            listed = listed and name in ("advertisement", "caption")
        elif is_keyword_line(text) and _is_told(text, told):
            found[number] = "keywords"
        elif units[number].label in _NAMED:
            continue  # "First published on 3 May 2018" is no headline
        elif _is_headline(text, 3 if listed else 5) and (listed or number < first + 20):
            found[number] = "related"
    return found


def _section(units: Sequence[TaggedUnit], head: int) -> int | None:
    """Return the unit above the headline (or the body) that names the section, None when there is none or only a menu."""
    for number in range(head - 1, max(-1, head - 6), -1):
        if units[number].is_body or not is_section(units[number].unit.text):
            continue
        above = [units[n].unit.text for n in range(max(0, number - _MENU), number)]
        # No menu names a section twice: what it holds already stands below it for the story.
        is_listed = len(above) >= 2 and all(is_section(text) or _HOME.match(text) for text in above[-2:])
        is_menu = is_listed and (len(above) >= 3 or bool(_HOME.match(above[0]))) and units[number].unit.text not in above
        return None if is_menu else number
    return None


def _is_clock(one: TaggedUnit, number: int) -> bool:
    """Tell whether a line near the top is the page's clock: not one that the model takes for the story's date, unless first."""
    if len(one.unit.text) >= _LONGEST_CLOCK or not CLOCK.match(one.unit.text):
        return False
    return number <= 1 or (one.label is not LineLabel.DATE and (number <= _DATE_TOP or ":" in one.unit.text))


def _above(units: Sequence[TaggedUnit], body: int, title: int | None) -> dict[int, str]:
    """Return labels of what stands above the body: the page's clock, section, menus, share lines."""
    found: dict[int, str] = {}
    head = body if title is None else min(title, body)
    for number in range(body):
        text = units[number].unit.text
        if number < min(head - 1, _TOP) and _is_clock(units[number], number):
            found[number] = "capture_clock"
        elif (name := furniture_of(text)) is not None:
            found[number] = name
        elif number < head and len(text.split()) <= 3:
            found[number] = "menu"
    section = _section(units, head)
    return found | ({section: "section"} if section is not None else {})


def _between(units: Sequence[TaggedUnit], title: int, body: int, told: str) -> dict[int, str]:
    """Return labels of what stands between headline and body and tells the story: its subtitle, a line of the place."""
    found: dict[int, str] = {}
    words = content_words(told) | frozenset(told.split())
    for number in range(title + 1, min(body, title + _NEAR_TITLE)):
        text = units[number].unit.text
        if units[number].label is not LineLabel.CHROME or furniture_of(text) or is_section(text):
            continue
        own = content_words(text)
        if "subtitle" not in found.values() and text.count(" ") >= _DECK and 3 * len(own & words) >= len(own) > 0:
            found[number] = "subtitle"
        elif _PLACE.match(text) and _bare(text.split(",")[0].rstrip(" –—-")) in told:
            found[number] = "dateline"
    return found


def _within(units: Sequence[TaggedUnit], first: int, last: int) -> dict[int, str]:
    """Return labels of the furniture between paragraphs: captions, pleas, lists of other stories."""
    found: dict[int, str] = {}
    for number in range(first, last):
        if units[number].label is LineLabel.CHROME:
            text = units[number].unit.text
            name = "related_heading" if RELATED_HEADING.match(text) else furniture_of(text)
            found |= {number: name} if name else {}
    return found


def _may_be_title(one: TaggedUnit) -> bool:
    """Tell whether a unit can be the headline: no clock, and where the model is not sure, no furniture, section or scrap."""
    text = one.unit.text
    if len(text) < _LONGEST_CLOCK and CLOCK.match(text):
        return False
    return one.title_score >= _SURE_TITLE or not (text.count(" ") < 2 or furniture_of(text) or is_section(text))


def _title(units: Sequence[TaggedUnit], body: int) -> int | None:
    """Return the likeliest headline at or above the start of the body, None when none is likely.

    A headline that the body took in is one where the model is rather sure. Of lines that say the same (the page's own title,
    a trail of sections) the last above the body is the headline: so it is on all 132 such training captures.
    """
    likely = [n for n, one in enumerate(units[: body + _INTO]) if one.title_score >= _LEAST_TITLE and one.label not in _NAMED]
    able = [n for n in likely if not units[n].is_body or units[n].title_score > _least_in_body(units, n)]
    best = max(filter(lambda n: _may_be_title(units[n]), able), key=lambda n: units[n].title_score, default=None)
    if best is None:
        return None
    text = _bare(units[best].unit.text)
    below = (n for n in range(best + 1, min(body, len(units))) if units[n].label not in _NAMED)
    return max((n for n in below if _bare(units[n].unit.text) == text), default=best)


def _least_in_body(units: Sequence[TaggedUnit], number: int) -> float:
    """Return how likely a headline must be where the body took it in: less where author or day stand below, before the story."""
    below = (one.label for one in units[number + 1 : number + 1 + _INTO])
    return _LEAST_TITLE if any(label in _NAMED for label in below) else _SURE_IN_BODY


def _bare(text: str) -> str:
    return text.strip(_MARKS).casefold()


def _relabelled(one: TaggedUnit, fine: str | None) -> LineLabel:
    if one.is_body:
        return LineLabel.ARTICLE
    is_other = one.label is LineLabel.TITLE or fine in ("related", "capture_clock")
    return LineLabel.CHROME if is_other else one.label


def _main_start(units: Sequence[TaggedUnit]) -> int:
    """Return the unit that the stretch with most article text starts at: some words of a menu above it may be taken for text."""
    most = total = 0.0
    start = best = len(units)
    for number, one in enumerate(units):
        if total <= 0.0:
            total, start = 0.0, number
        total += ((1.0 if one.is_body else 0.0) - _BREAK_EVEN) * math.sqrt(one.unit.text.count(" ") + 2)
        if total > most:
            most, best = total, start
    return best


def _body_ends(units: Sequence[TaggedUnit]) -> tuple[int, int]:
    bodies = [number for number, one in enumerate(units) if one.is_body]
    return (bodies[0], bodies[-1]) if bodies else (len(units), len(units))


def fine_labels(units: Sequence[TaggedUnit]) -> tuple[TaggedUnit, ...]:
    """Return the units with finer labels; of the lines named title only the likeliest above the body stays one."""
    units = without_notices(units)
    first, _ = _body_ends(units)
    units = mended(units, _title(units, max(first, _main_start(units))))
    first, _ = _body_ends(units)
    title = _title(units, max(first, _main_start(units)))
    if title is not None:
        units[title] = replace(units[title], label=LineLabel.TITLE, is_body=False)
        units = with_bylines(units, title, _body_ends(units)[0])
    first, last = _body_ends(units)
    told = " ".join(one.unit.text for one in units if one.is_body)[:_MAX_TOLD].casefold()
    found = _above(units, first, title) | _within(units, first, last) | _below(units, last + 1, told)
    found |= _between(units, title, first, told) if title is not None else {}
    done = []
    for number, one in enumerate(units):
        fine = None if one.is_body or number == title else found.get(number)
        if not one.is_body and number != title and pointed_title(one.unit.text) is not None:
            fine = "related"
        label = LineLabel.TITLE if number == title else _relabelled(one, fine)
        is_same = label is one.label and fine == one.fine
        done.append(one if is_same else TaggedUnit(one.unit, one.lines, label, one.is_body, one.title_score, fine))
    return tuple(done)
