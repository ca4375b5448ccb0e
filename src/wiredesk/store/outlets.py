"""Outlets and how reliable people find them. Not for: which outlet a report has (see `corroborate.outlets`)."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, case, func, literal_column, or_, select, update

from wiredesk.folding import folded
from wiredesk.store.tables import outlet, report
from wiredesk.store.words_index import kept

_MOST = 1000


@dataclass(frozen=True, slots=True)
class OutletHead:
    """Hold one outlet; `reliability` is A to F or None where nobody has set it."""

    outlet_id: int
    key: str
    name: str
    reliability: str | None
    note: str | None
    n_reports: int


def outlet_heads(on: Connection, name: str | None = None) -> list[OutletHead]:
    """Return the outlets, those with most reports first, at most 1,000.

    With `name`, those in whose name or key it stands; where it is the whole name or key of some, these alone.
    """
    at = outlet.c
    n_reports = func.count(report.c.id)
    is_counted = (report.c.outlet_id == at.id) & report.c.removed_at.is_(None)
    query = (
        select(at.id, at.key, at.name, at.reliability, at.note, n_reports)
        .outerjoin_from(outlet, report, is_counted)
        .group_by(at.id, at.key, at.name, at.reliability, at.note)
        .order_by(n_reports.desc(), at.key)
        .limit(_MOST)
    )
    if name is not None:
        words = name.strip().lower()
        query = query.where(
            or_(
                at.key.contains(words, autoescape=True),
                at.key == folded(name),
                func.lower(at.name).contains(words, autoescape=True),
            )
        )
    found = [OutletHead(*row) for row in on.execute(query)]
    exact = [one for one in found if name is not None and name.strip().lower() in (one.key, one.name.lower())]
    return exact or found


@dataclass(frozen=True, slots=True)
class OutletFigures:
    """Hold what an outlet brought: reports, how many of them are copies of earlier ones, the newest day."""

    n_reports: int
    n_copies: int
    newest: str | None


def outlet_figures(on: Connection, outlet_id: int | None = None) -> dict[int | None, OutletFigures]:
    """Return the figures of every outlet, or of one, by its id; under None those of the reports that name none.

    The plus keeps SQLite from going by the index of outlets, which lacks the rest and costs a look at each row: 60 ms for
    100,000 reports by the index of days alone, 580 ms otherwise.
    """
    at = report.c
    is_by_day = outlet_id is None and on.dialect.name == "sqlite"
    by: ColumnElement[int] = literal_column("+report.outlet_id") if is_by_day else at.outlet_id
    is_copy = func.count(case((func.coalesce(at.story_id, at.id) != at.id, 1)))
    query = select(by, func.count(), is_copy, func.max(at.day)).select_from(report).where(at.removed_at.is_(None), at.day >= "")
    query = query if outlet_id is None else query.where(at.outlet_id == outlet_id)
    return {row[0]: OutletFigures(*row[1:]) for row in on.execute(query.group_by(by))}


def all_outlets(on: Connection, figures: Mapping[int | None, OutletFigures], name: str | None = None) -> list[OutletHead]:
    """Return the outlets that `figures` tell of, with `name` those in whose name or key it stands; most reports first."""
    at = outlet.c
    query = select(at.id, at.key, at.name, at.reliability, at.note)
    if name is not None:
        words = name.strip().lower()
        query = query.where(or_(at.key.contains(words, autoescape=True), func.lower(at.name).contains(words, autoescape=True)))
    rows = [OutletHead(*row, figures[row[0]].n_reports if row[0] in figures else 0) for row in on.execute(query)]
    return sorted(rows, key=lambda one: (-one.n_reports, one.key))[:_MOST]


def outlet_wires(on: Connection, outlet_id: int) -> dict[str | None, int]:
    """Return how many reports of an outlet name each wire as their origin; under None those of its own."""
    at, n_reports = report.c, func.count()
    query = select(at.wire, n_reports).where(at.outlet_id == outlet_id, at.removed_at.is_(None)).group_by(at.wire)
    return {row[0]: int(row[1]) for row in on.execute(query.order_by(n_reports.desc()))}


def outlet_by_id(on: Connection, outlet_id: int) -> OutletHead | None:
    """Return one outlet, None when there is none of this id."""
    at = outlet.c
    of = select(func.count()).where(report.c.outlet_id == at.id, report.c.removed_at.is_(None)).scalar_subquery()
    row = on.execute(select(at.id, at.key, at.name, at.reliability, at.note, of).where(at.id == outlet_id)).first()
    return None if row is None else OutletHead(*row)


def set_outlet(on: Connection, outlet_id: int, *, reliability: str | None, note: str | None) -> None:
    """Write how reliable an outlet is held to be, and why."""
    values = {"reliability": reliability, "note": kept(note) if note is not None else None}
    on.execute(update(outlet).where(outlet.c.id == outlet_id).values(values))
