"""The card of a report in words. Not for: how it is laid out (see `report_card`), its JSON (see `desk.report_cards_json`)."""

import datetime
from collections.abc import Iterator
from typing import Any

from wiredesk.corroborate.changes import Change
from wiredesk.corroborate.comparison import reasons_from_json
from wiredesk.dates.interval import Interval
from wiredesk.desk.ids import id_of
from wiredesk.desk.report_cards import ReportCard
from wiredesk.desk.ruling_words import what_words
from wiredesk.export.phrasing import interval_words, plain
from wiredesk.export.value_words import COPIES
from wiredesk.review.rulings import Ruling
from wiredesk.store.report_cards import IncidentIn, StoryMember

_LONGEST = 220  # characters of a quotation
_TOLD = frozenset({"shared_words", "shorter", "same_headline", "other_headline", "ruled"})


def filed_words(card: ReportCard) -> str:
    """Return the line over the card: id, outlet with its reliability, when it was filed."""
    head = card.head
    outlet = plain(head.outlet or "outlet not known")
    rated = f" (reliability {head.reliability})" if head.reliability else ""
    return f"{card.id} · {outlet}{rated} · filed {head.filed_at[:10]}"


def story_words(card: ReportCard) -> str:
    """Return what story the report is in, the agency it is credited to, and how many reports print it."""
    n_copies = len(card.story) - 1
    wires = dict.fromkeys(one.wire for one in card.story if one.wire)
    credit = f", credited to {', '.join(plain(wire) for wire in wires)}" if wires else ""
    count = f"with {n_copies} other report{'' if n_copies == 1 else 's'}" if n_copies else "no other report prints it"
    return f"{id_of('story', card.head.story_id)}{credit}: {count}"


def copy_words(one: StoryMember, *, is_own: bool) -> str:
    """Return one line of the story's list: day, outlet, what kind of copy of which report, and why."""
    parts = [one.day, plain(one.outlet or "outlet not known")]
    if one.wire:
        parts.append(plain(one.wire))
    if one.copy_of is not None:
        kind = COPIES.get(one.copy_kind or "", "a copy")
        score = f", {one.copy_score:.2f}" if one.copy_score is not None else ""
        parts.append(f"{kind}, of {id_of('report', one.copy_of)}{score}")
        parts += [plain(reason.note) for reason in reasons_from_json(one.copy_reasons) if reason.code in _TOLD]
    if is_own:
        parts.append("this report")
    return " · ".join(parts)


def change_lines(change: Change) -> Iterator[Any]:
    """Yield what changed, then pairs of a side ("before", "now") and its words."""
    yield f"{change.kind.value}: {plain(change.note)}"
    for side, words in (("before", change.older_words), ("now", change.newer_words)):
        if words:
            told = plain(words)
            yield side, f"“{told if len(told) <= _LONGEST else told[:_LONGEST].rsplit(' ', 1)[0] + ' …'}”"


def incident_words(one: IncidentIn) -> list[str]:
    """Return what the incident is and how many tell of it, then why it was linked."""
    what = f"{one.stage} {one.type.replace('_', ' ')}"
    where = f" in {plain(one.place)}" if one.place else ""
    when = f", {interval_words(_interval(one.earliest, one.latest))}" if one.earliest and one.latest else ""
    told = f"told of in {one.n_reports} report{'' if one.n_reports == 1 else 's'}, {_stories(one.n_stories)}"
    lines = [f"{what}{where}{when}{' (recalled)' if one.is_background else ''}: {told}"]
    if one.joined_to is not None and one.join_score is not None:
        notes = "; ".join(plain(reason.note) for reason in reasons_from_json(one.join_reasons)[:3])
        lines.append(f"linked by {one.join_score:.2f}: {notes}")
    return lines


def _stories(number: int) -> str:
    return "one story" if number == 1 else f"{number} stories"


def _interval(earliest: str, latest: str) -> Interval:
    return Interval(*map(datetime.date.fromisoformat, (earliest, latest)))


def ruled_words(ruling: Ruling, undone_by: int | None) -> str:
    """Return what a person ruled on the report, who and when, and what undid it."""
    note = f" ({plain(ruling.note)[:160]})" if ruling.note else ""
    undone = f"; undone by {id_of('ruling', undone_by)}" if undone_by else ""
    return f"{plain(what_words(ruling))} · {plain(ruling.who)}, {ruling.at:%Y-%m-%d}{note}{undone}"
