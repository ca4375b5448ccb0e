"""The card of a report as JSON values, ids as people write them. Not for: how it looks (see `cli`, `web`)."""

import json

from wiredesk.corroborate.changes import Change
from wiredesk.corroborate.comparison import reasons_from_json
from wiredesk.desk.ids import id_of
from wiredesk.desk.report_cards import ReportCard
from wiredesk.interchange.report_json import Json, report_json
from wiredesk.review.rulings import Ruling
from wiredesk.spans import Span
from wiredesk.store.report_cards import IncidentIn, StoryMember


def report_card_json(card: ReportCard) -> Json:
    """Return the whole card as JSON values; `report` is `wiredesk.report/1`."""
    head = card.head
    return {
        "id": card.id,
        "outlet": {"key": head.outlet_key, "name": head.outlet, "reliability": head.reliability, "note": head.outlet_note}
        if head.outlet_key
        else None,
        "day": head.day,
        "filed_at": head.filed_at,
        "given": json.loads(head.given) if head.given else None,
        "story": {
            "id": id_of("story", head.story_id),
            "wires": list(dict.fromkeys(one.wire for one in card.story if one.wire)),
            "reports": [_member_json(one) for one in card.story],
        },
        "previous": id_of("report", card.previous) if card.previous is not None else None,
        "changes": [_change_json(change) for change in card.changes],
        "incidents": [_incident_json(one) for one in card.incidents],
        "rulings": [_ruling_json(ruling, undone_by) for ruling, undone_by in card.rulings],
        "alerts": [
            {"id": id_of("alert", one.alert_id), "watch": one.watch, "span": [one.start, one.end], "at": one.at}
            for one in card.alerts
        ],
        "feeds": list(card.feeds),
        "readings": [{"reader": one.reader, "made_at": one.made_at, "current": one.is_current} for one in card.readings],
        "log": [{"at": one.at, "actor": one.actor, "action": one.action} for one in card.done],
        "report": report_json(card.reading),
    }


def _member_json(one: StoryMember) -> Json:
    return {
        "id": id_of("report", one.report_id),
        "title": one.title,
        "day": one.day,
        "outlet": one.outlet,
        "reliability": one.reliability,
        "wire": one.wire,
        "copy_of": id_of("report", one.copy_of) if one.copy_of is not None else None,
        "kind": one.copy_kind,
        "score": one.copy_score,
        "reasons": [reason.note for reason in reasons_from_json(one.copy_reasons)],
    }


def _change_json(change: Change) -> Json:
    return {
        "kind": change.kind.value,
        "note": change.note,
        "before": {"words": change.older_words, "spans": _pairs(change.older_spans)},
        "now": {"words": change.newer_words, "spans": _pairs(change.newer_spans)},
    }


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _incident_json(one: IncidentIn) -> Json:
    return {
        "id": id_of("incident", one.incident_id),
        "local_id": one.local_id,
        "reports": one.n_reports,
        "stories": one.n_stories,
        "score": one.join_score,
        "reasons": [reason.note for reason in reasons_from_json(one.join_reasons)],
    }


def _ruling_json(ruling: Ruling, undone_by: int | None) -> Json:
    undone = id_of("ruling", undone_by) if undone_by else None
    return ruling.to_json() | {"id": id_of("ruling", ruling.id), "undone_by": undone}
