"""The row of one report: what it holds, and getting it. Not for: what was found in the report (see `found_rows`)."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select

from wiredesk.errors import NotOnDesk
from wiredesk.interchange.report_json import Json, bounds, instant
from wiredesk.records import Reading
from wiredesk.store.tables import outlet, report
from wiredesk.store.words_index import kept


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """Hold what the desk knows of a report besides its reading; of a removed one ids, hashes and moments alone.

    Days and moments are ISO 8601. `story_id` is None until it was linked, `copy_of` the report that it copies.
    """

    id: int
    key: str
    sha256: str
    source_id: int | None
    uri: str | None
    url: str | None
    outlet_id: int | None
    outlet_key: str | None
    outlet: str | None
    reliability: str | None
    title: str | None
    language: str | None
    n_chars: int
    published_earliest: str | None
    published_latest: str | None
    captured: str | None
    filed_at: str
    day: str
    given: Json | None
    wire: str | None
    story_id: int | None
    copy_of: int | None
    copy_kind: str | None
    copy_score: float | None
    copy_reasons: str | None
    is_linked: bool
    removed_at: str | None


def report_row(on: Connection, report_id: int) -> ReportRow:
    """Return the row of a report, removed or not.

    :raises NotOnDesk: when there never was one with this id.
    """
    row = on.execute(_ROW, {"report_id": report_id}).mappings().one_or_none()
    if row is None:
        raise NotOnDesk(f"report r{report_id}: is not on this desk; wiredesk find lists reports")
    values: dict[str, Any] = dict(row)
    given = values.pop("given")
    return ReportRow(**values, given=None if given is None else json.loads(given))


def report_values(reading: Reading, *, given: Json | None, day: str) -> dict[str, Any]:
    """Return what a report's row takes from its reading."""
    came, article = reading.report.source, reading.report.article
    published = bounds(reading.report.published.interval)
    return {
        "sha256": came.sha256,
        "uri": kept(came.uri),
        "url": _kept(came.url),
        "title": _kept(article.title),
        "language": article.language,
        "n_chars": len(article.text),
        "published_earliest": published["earliest"],
        "published_latest": published["latest"],
        "captured": instant(came.captured),
        "day": day,
        "given": None if given is None else json.dumps(given, ensure_ascii=True, sort_keys=True),
    }


def _kept(words: str | None) -> str | None:
    return None if words is None else kept(words)


_COLUMNS = [column for column in report.c if column.name != "fingerprint" and not column.name.endswith("_ruling")]
_ROW = (
    select(*_COLUMNS, outlet.c.key.label("outlet_key"), outlet.c.name.label("outlet"), outlet.c.reliability)
    .join_from(report, outlet, isouter=True)
    .where(report.c.id == bindparam("report_id"))
)
