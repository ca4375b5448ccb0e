"""What a store holds, in numbers. Not for: what a search finds, or whether it is sound (see `verifying`)."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, func, select, text

from wiredesk.store import tables
from wiredesk.store.tables import found_incident, meta, reading, report


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Hold the numbers of one store; days and moments are ISO 8601, None in an empty store.

    `n_stories` counts copies once, `n_incidents` and `n_entities` what is one across reports once; older cases that a
    report only recalls are left out. `readers` says how many current readings each version of the reader made.
    """

    made_at: str | None
    n_bytes: int
    n_reports: int
    n_removed: int
    n_unlinked: int
    n_stories: int
    n_incidents: int
    n_entities: int
    n_statements: int
    n_outlets: int
    n_rulings: int
    n_proposals: int
    n_rejected: int
    n_feeds: int
    n_watches: int
    n_alerts: int
    n_log: int
    first_day: str | None
    last_day: str | None
    readers: dict[str, int]


def counts(on: Connection) -> Counts:
    """Count what the store holds."""
    there = report.c.removed_at.is_(None)
    days = select(func.count(), func.count(report.c.story_id.distinct()), func.min(report.c.day), func.max(report.c.day))
    n_reports, n_stories, first_day, last_day = on.execute(days.where(there)).one()
    news = select(func.count(found_incident.c.incident_id.distinct())).where(found_incident.c.is_background.is_(False))
    by_reader = select(reading.c.reader, func.count()).where(reading.c.is_current).group_by(reading.c.reader)
    return Counts(
        made_at=on.execute(select(meta.c.value).where(meta.c.key == "created_at")).scalar(),
        n_bytes=_n_bytes(on),
        n_reports=n_reports,
        n_removed=_n(on, report, report.c.removed_at.is_not(None)),
        n_unlinked=_n(on, report, there & ~report.c.is_linked),
        n_stories=n_stories,
        n_incidents=on.execute(news).scalar_one(),
        n_entities=_n(on, tables.entity),
        n_statements=_n(on, tables.found_statement),
        n_outlets=_n(on, tables.outlet),
        n_rulings=_n(on, tables.ruling, tables.ruling.c.undone_by.is_(None)),
        n_proposals=_n(on, tables.proposal, tables.proposal.c.state == "open"),
        n_rejected=_n(on, tables.rejected),
        n_feeds=_n(on, tables.feed),
        n_watches=_n(on, tables.watch),
        n_alerts=_n(on, tables.alert),
        n_log=_n(on, tables.log),
        first_day=first_day,
        last_day=last_day,
        readers={row[0]: row[1] for row in on.execute(by_reader.order_by(reading.c.reader))},
    )


def _n(on: Connection, table: Table, condition: ColumnElement[bool] | None = None) -> int:
    query = select(func.count()).select_from(table)
    return int(on.execute(query if condition is None else query.where(condition)).scalar_one())


def _n_bytes(on: Connection) -> int:
    if on.dialect.name == "postgresql":
        return int(on.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    pages = on.execute(text("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"))
    return int(pages.scalar_one())
