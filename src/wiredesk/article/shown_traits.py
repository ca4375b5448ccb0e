"""What tells a day of publication from the other days that a page shows: the traits of each. Not for: weighing them.

A trait is a name; the table `shown_odds.toml` says what each is worth. `training.shown_days` fits the table.
"""

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wiredesk.article.shown_days import ShownDay, rights_year
from wiredesk.article.shown_lines import Layout, ShownLine, Zone
from wiredesk.article.witness_words import tells_capture, tells_change, told_weight
from wiredesk.documents import LineLabel

_PROSE = 70  # characters of a line that belong to no date and make it running text, our choice
_LIST_REACH = 12  # lines within which other dates of the same kind make a list
_PAIR_REACH = 2
_WEB = 1995
_NEAR_STORY = 3  # days before the report on which the dated deeds of a story mostly lie

_EMBED = re.compile(r"(?:\(@\w{2,}\)|\bpic\.twitter\.com/\w+|\bA post shared by\b.*\bon)[\s·—–-]*\Z", re.I)
_PHOTO = re.compile(r"\b(?:AP Photo|getty|reuters|AFP|photo(?:graph)?s?|images?|pictured?|file)\b|\(AP|/AP\b", re.I)
_COMMENT = re.compile(
    r"\b(?:reply|says|said|permalink|wrote|commented|report abuse|log ?in to|antworten|sagt|schrieb|schreibt|meint|kommentar von"
    r"|répondre|a dit|responder|dice|dijo|rispondi|ha detto|odpowiedz|reageer|ответить)\b",
    re.I,
)
_BY = re.compile(r"^\W*(?:(?:written|posted|words|story|text)\s+)?(?:by|von|por|par)\b|\b(?:by|von|por|par)\s+(?-i:[A-Z])", re.I)
_READING = re.compile(r"\b(?:min(?:ute)?s?(?:\s|-)?(?:read)?|comments?|views|shares)\b", re.I)
_TO_COME = re.compile(
    r"\b(?:expires?|deadline|until|ends?|starts?|register|available|opens?|from|valid|event|before|due|since|born)\W*$", re.I
)
_OTHERS = re.compile(
    r"\b(?:cited|interview|version|effective|joined|member since|checked|reviewed|doi|online)\W*(?:on\W*)?$",
    re.I,
)
_SENTENCE = re.compile(r"(?:\b[a-z]{2,}\b[^a-z\n]+){4}")  # as many small words before a date make it a part of a sentence
_TWIN = 3  # characters between two dates of one line that a site prints as twins: the day of publication and that of a change
_RIGHTS = re.compile(r"©|\(c\)|\bcopyright\b", re.I)
_ZONE = re.compile(r"\b(?:GMT|UTC|[BICWE]E?ST|[ECMP][SD]?T|SAST|EAT|WAT)\b|[+-]\d\d:?\d\d")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Hold what the traits of a day need to know of the whole page: see `surroundings`."""

    layout: Layout
    days: tuple[ShownDay, ...]
    n_same: Counter[datetime.date]
    changed: frozenset[datetime.date]
    stories: tuple[datetime.date, ...]
    comments: tuple[datetime.date, ...]
    seen: datetime.date | None
    last_head: int | None
    rights: int | None
    lists: frozenset[int]
    leads: frozenset[int]
    latest: datetime.date | None


def is_change(one: ShownDay) -> bool:
    """Tell whether the words before a day make it the day of a change."""
    return tells_change(one.before)


def _is_prose(one: ShownDay) -> bool:
    return one.n_around > _PROSE


def is_embed(one: ShownDay, layout: Layout) -> bool:
    """Tell whether a day stamps a message of another network that the page shows."""
    return bool(_EMBED.search(layout.lines[one.line].text[: one.found.span.start][-160:]))


def is_candidate(one: ShownDay, layout: Layout) -> bool:
    """Tell whether a shown day may be the day of publication: no day of a change, of the story, of a caption or a message."""
    line = layout.lines[one.line]
    if (
        line.fine == "capture_clock"
        or tells_capture(one.before)
        or is_change(one)
        or is_embed(one, layout)
        or (line.zone is Zone.BODY and line.is_body)
    ):
        return False
    is_line = line.label in (LineLabel.DATE, LineLabel.BYLINE) or told_weight(one.before) >= 1 or bool(_BY.search(one.before))
    return not _is_prose(one) or (is_line and not line.is_body)


def is_comment(one: ShownDay, layout: Layout) -> bool:
    """Tell whether a day stamps a comment: words of an answer in its line or the next, below the body."""
    line = layout.lines[one.line]
    if line.zone not in (Zone.BELOW, Zone.AFTER, Zone.FAR_BELOW) or _is_prose(one):
        return False
    after = layout.lines[one.line + 1].text[:20] if one.line + 1 < len(layout.lines) else ""
    return line.fine == "comments" or bool(_COMMENT.search(line.text[:200]) or _COMMENT.search(after))


def _is_seen(one: ShownDay, layout: Layout) -> bool:
    """Tell whether a day is that of a picture or a message inside the article: the article came out no earlier."""
    line = layout.lines[one.line]
    if one.found.other is not None or one.line > layout.last or (layout.head is not None and one.line < layout.head):
        return False
    return is_embed(one, layout) or (one.n_around > _PROSE and bool(_PHOTO.search(line.text)))


def _shape(one: ShownDay, layout: Layout) -> str:
    """Return what is left of a line without its date and its numbers: entries of one list have one shape."""
    text = layout.lines[one.line].text
    rest = text[: one.found.span.start][-12:] + "|" + text[one.found.span.end :][:12]
    return re.sub(r"\w+", "w", rest)


def _is_above(one: ShownDay, layout: Layout) -> bool:
    return one.line < layout.first


def _list_members(days: Sequence[ShownDay], layout: Layout) -> tuple[frozenset[int], frozenset[int]]:
    """Return the indices of the days that are entries of a list of dates, and of the first of each list."""
    alone = [i for i, one in enumerate(days) if not _is_prose(one) and not layout.lines[one.line].is_body]
    members, leads = set[int](), set[int]()
    shapes = {i: _shape(days[i], layout) for i in alone}
    for at, i in enumerate(alone):
        near = [j for j in alone[max(0, at - 8) : at + 9] if _are_beside(days[i], days[j], layout) and shapes[j] == shapes[i]]
        others = {days[j].day for j in near} - {days[i].day}
        if len(others) >= 2:
            members.add(i)
            if i <= min(near):
                leads.add(i)
    return frozenset(members), frozenset(leads)


def _are_beside(one: ShownDay, other: ShownDay, layout: Layout) -> bool:
    here, there = layout.lines[one.line].zone, layout.lines[other.line].zone
    is_apart = (here is Zone.BETWEEN) != (there is Zone.BETWEEN) or _is_above(one, layout) != _is_above(other, layout)
    return abs(one.line - other.line) <= _LIST_REACH and not is_apart


def _last_head(days: Sequence[ShownDay], layout: Layout) -> int | None:
    """Return the line of the date that stands next above the body and is no running text."""
    lines = [one.line for one in days if one.line < layout.first and not _is_prose(one) and not is_change(one)]
    return max(lines, default=None)


def surroundings(layout: Layout, days: Sequence[ShownDay]) -> Surroundings:
    """Gather what the traits of the days need to know of each other."""
    sure = [one for one in days if one.found.other is None]
    members, leads = _list_members(days, layout)
    return Surroundings(
        layout=layout,
        days=tuple(days),
        n_same=Counter(one.day for one in days),
        changed=frozenset(one.day for one in days if is_change(one)),
        stories=tuple(sorted(one.day for one in sure if _is_prose(one) and layout.lines[one.line].is_body)),
        comments=tuple(sorted(one.day for one in sure if is_comment(one, layout))),
        seen=max((one.day for one in days if _is_seen(one, layout)), default=None),
        last_head=_last_head(days, layout),
        rights=rights_year(layout),
        lists=members,
        leads=leads,
        latest=max((one.day for one in sure if not _is_prose(one)), default=None),
    )


def _of_place(one: ShownDay, around: Surroundings) -> Iterator[str]:
    layout, line = around.layout, around.layout.lines[one.line]
    yield f"zone_{line.zone}"
    yield f"label_{line.label}"
    if line.fine in ("related", "menu", "caption", "comments", "share", "capture_clock", "copyright"):
        yield f"fine_{line.fine}"
    if one.line < 3:
        yield "first_lines"
    if line.zone is Zone.BETWEEN:
        yield "body_next" if layout.first - one.line <= 3 else "body_far" if layout.first - one.line > 12 else "body_near"
        if layout.head is not None:
            yield "title_next" if one.line - layout.head <= 3 else "title_far" if one.line - layout.head > 12 else "title_near"
    if one.line == around.last_head:
        yield "last_above_body"
    near = layout.lines[max(0, one.line - 2) : one.line + 3]
    is_by_title = any(other.label is LineLabel.TITLE for other in near)
    if is_by_title:
        yield "by_title"
    if any(other.label is LineLabel.BYLINE for other in near):
        yield "by_byline"
    if any(other.fine == "share" for other in near):
        yield "by_share"
    is_high = line.zone in (Zone.FAR_ABOVE, Zone.ABOVE) and not is_by_title
    if is_high and one.is_weekday is not None and not one.found.has_time and not _is_prose(one):
        yield "masthead"


def _of_line(one: ShownDay, line: ShownLine) -> Iterator[str]:
    n = one.n_around
    yield "alone" if n <= 4 else "short" if n <= 25 else "phrase" if n <= _PROSE else "prose"
    if n > _PROSE and one.found.span.start < 40:
        yield "prose_lead"
    if _BY.search(one.before) or _BY.match(line.text[:40]) or _BY.match(one.after[:12]):
        yield "byline_words"
    if n <= _PROSE and _READING.search(line.text):
        yield "reading_words"
    if one.found.has_time:
        yield "has_time"
    if _ZONE.search(one.after[:30]) or _ZONE.search(one.before[-12:]):
        yield "has_zone"
    if one.is_weekday is not None:
        yield "weekday_agrees" if one.is_weekday else "weekday_contradicts"
    if one.found.other is not None:
        yield "order_unsure"
    if one.is_bare:
        yield "bare"


def _of_words(one: ShownDay, line: ShownLine) -> Iterator[str]:
    told = told_weight(one.before)
    if told:
        yield "told_published" if told >= 1 else "told_on"
    for name, pattern in (("to_come", _TO_COME), ("other_use", _OTHERS)):
        if pattern.search(one.before):
            yield name
    if _SENTENCE.search(one.before) and not told:
        yield "sentence_before"
    if _PHOTO.search(line.text[:400]):
        yield "photo"
    if _RIGHTS.search(line.text[:400]):
        yield "rights_words"


def _of_others(i: int, one: ShownDay, around: Surroundings) -> Iterator[str]:
    n = around.n_same[one.day]
    if n > 1:
        yield "shown_twice" if n == 2 else "shown_often"
    n_days = len(around.n_same)
    yield "days_1" if n_days == 1 else "days_2" if n_days == 2 else "days_few" if n_days <= 6 else "days_many"
    if i in around.lists:
        yield "list_lead" if i in around.leads else "list"
    if one.day in around.changed:
        yield "day_of_change"
    if is_comment(one, around.layout):
        yield "comment"


def _of_neighbours(i: int, one: ShownDay, around: Surroundings) -> Iterator[str]:
    """Yield what another day beside it tells: of two that a site prints together the later is mostly that of a change."""
    near = [other for other in around.days[max(0, i - 3) : i + 4] if other.day != one.day and other.found is not one.found]
    pair = next((other for other in near if abs(other.line - one.line) <= _PAIR_REACH and not is_change(other)), None)
    if pair:
        yield "pair_earlier" if one.day < pair.day else "pair_later"
    twin = next((other for other in near if other.line == one.line and _gap(one, other) <= _TWIN), None)
    if twin:
        yield "twin_earlier" if one.day < twin.day else "twin_later"


def _gap(one: ShownDay, other: ShownDay) -> int:
    first, last = sorted((one.found.span, other.found.span))
    return last.start - first.end


def _of_time(one: ShownDay, around: Surroundings) -> Iterator[str]:
    if one.day.year < _WEB:
        yield "old"
    if around.rights:
        lag_years = around.rights - one.day.year
        yield "rights_year" if not lag_years else "rights_before" if lag_years > 0 else "rights_after"
    if one.day == around.latest:
        yield "latest"
    if around.seen and one.day < around.seen:
        yield "before_pictures"
    if around.comments:
        lag = (around.comments[0] - one.day).days
        yield "comments_later" if lag > 7 else "comments_soon" if lag >= 0 else "comments_before"
    if around.stories and not around.layout.lines[one.line].is_body:
        lag = (one.day - around.stories[-1]).days
        yield "story_soon_before" if 0 <= lag <= _NEAR_STORY else "story_before" if lag > 0 else "story_after"


def traits(i: int, around: Surroundings) -> tuple[str, ...]:
    """Return the traits of the day of index `i`."""
    one = around.days[i]
    line = around.layout.lines[one.line]
    by_itself = [*_of_place(one, around), *_of_line(one, line), *_of_words(one, line)]
    return (*by_itself, *_of_others(i, one, around), *_of_neighbours(i, one, around), *_of_time(one, around))


def page_traits(around: Surroundings) -> tuple[str, ...]:
    """Return what speaks for the day standing nowhere on the page: a change alone is told, no headline was found."""
    layout = around.layout
    result = ["none"]
    if layout.head is None:
        result.append("none_without_title")
    heads = [one for one in around.days if layout.lines[one.line].label in (LineLabel.DATE, LineLabel.BYLINE)]
    if any(is_change(one) for one in heads):
        result.append("none_change_told")
    if not heads:
        result.append("none_without_date_line")
    return tuple(result)
