"""Outlets and how reliable people find them. Not for: which outlet a report has (see `corroborate.outlets`)."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, or_, select, update

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


def set_outlet(on: Connection, outlet_id: int, *, reliability: str | None, note: str | None) -> None:
    """Write how reliable an outlet is held to be, and why."""
    values = {"reliability": reliability, "note": kept(note) if note is not None else None}
    on.execute(update(outlet).where(outlet.c.id == outlet_id).values(values))
