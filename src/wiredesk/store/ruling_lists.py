"""Rulings in lists, the newest first, and what they say of the reader. Not for: keeping them (see `rulings`)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from wiredesk.review.rulings import Action, Ruling
from wiredesk.store.tables import outlet, report
from wiredesk.store.tables import ruling as rulings

_PER_FETCH = 500
_ON_FACTS = (Action.ACCEPT, Action.CORRECT, Action.REJECT, Action.ADD, Action.TITLE, Action.PUBLISHED)


@dataclass(frozen=True, slots=True)
class ListedRuling:
    """Hold a ruling with the title of its report and the ruling that undid it, None where there is none."""

    ruling: Ruling
    undone_by: int | None
    title: str | None


@dataclass(frozen=True, slots=True)
class OnOutlet:
    """Hold a ruling that holds with the outlet of its report; None: not known."""

    ruling: Ruling
    outlet: str | None


def page_of_rulings(
    on: Connection, *, most: int, before: int | None = None, who: str | None = None, report_id: int | None = None
) -> list[ListedRuling]:
    """Return rulings, the newest first, undone ones and undos too; `before` is the number of the last one seen."""
    at = rulings.c
    query = select(at.id, at.body, at.undone_by, report.c.title).outerjoin(report, report.c.id == at.report_id)
    query = query.where(at.body != "")
    query = query.where(at.id < before) if before is not None else query
    query = query.where(at.who == who) if who is not None else query
    query = query.where(at.report_id == report_id) if report_id is not None else query
    rows = on.execute(query.order_by(at.id.desc()).limit(most))
    return [ListedRuling(Ruling.from_json(json.loads(row.body) | {"id": int(row.id)}), row.undone_by, row.title) for row in rows]


def newest_ruling(on: Connection) -> int:
    """Return the number of the last ruling, 0 when there is none."""
    return int(on.execute(select(func.max(rulings.c.id))).scalar() or 0)


def n_ruled_since(on: Connection, who: str, moment: str) -> int:
    """Count what a person ruled on from a moment (ISO 8601, UTC) on, undone rulings left out."""
    at = rulings.c
    wanted = (at.who == who, at.at >= moment, at.undone_by.is_(None), at.action != Action.UNDO.value)
    return int(on.execute(select(func.count()).where(*wanted)).scalar() or 0)


def held_on_facts(on: Connection, *, most: int, who: str | None = None) -> Iterator[OnOutlet]:
    """Yield the rulings on facts and articles that hold, the newest first, at most so many."""
    at = rulings.c
    query = select(at.id, at.body, outlet.c.name).join(report, report.c.id == at.report_id)
    query = query.outerjoin(outlet, outlet.c.id == report.c.outlet_id)
    query = query.where(at.action.in_([one.value for one in _ON_FACTS]), at.undone_by.is_(None), at.body != "")
    query = query.where(at.who == who) if who is not None else query
    before, left = None, most
    while left > 0:
        part = query if before is None else query.where(at.id < before)
        rows = on.execute(part.order_by(at.id.desc()).limit(min(_PER_FETCH, left))).all()
        for row in rows:
            yield OnOutlet(Ruling.from_json(json.loads(row.body) | {"id": int(row.id)}), row.name)
        if len(rows) < min(_PER_FETCH, left):
            return
        before, left = rows[-1].id, left - len(rows)
