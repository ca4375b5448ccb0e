"""Rulings as they are kept: added, read back, noted as undone; never edited. Not for: what they do (see `review`)."""

import json
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from wiredesk.errors import NotOnDesk
from wiredesk.interchange.report_json import instant
from wiredesk.review.rulings import Action, Ruling
from wiredesk.store.tables import found_entity, found_incident, report
from wiredesk.store.tables import reading as readings
from wiredesk.store.tables import ruling as rulings
from wiredesk.store.words_index import kept

_PER_FETCH = 500


def ruling_body(ruling: Ruling) -> str:
    """Return a ruling as it is kept: JSON in ASCII, without the number that its row gives it."""
    told = ruling.to_json() | {"id": 0}
    return json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def add_ruling(on: Connection, ruling: Ruling) -> int:
    """Keep a ruling and return its number; an undo is noted on what it undoes, and what that one had undone holds again.

    :raises NotOnDesk: when it undoes what is not there.
    """
    values = {
        "at": instant(ruling.at),
        "who": kept(ruling.who),
        "action": ruling.action.value,
        "kind": ruling.kind,
        "report_id": ruling.report_id,
        "left_id": ruling.left_id,
        "right_id": ruling.right_id,
        "body": ruling_body(ruling),
    }
    number = int(on.execute(insert(rulings).returning(rulings.c.id), values).scalar_one())
    if ruling.action is Action.UNDO and ruling.undoes is not None:
        _note_undone(on, ruling.undoes, number)
    return number


def _note_undone(on: Connection, ruling_id: int, by: int | None) -> None:
    """Note who undid a ruling; of an undo that is undone the ruling below holds again, and so on down."""
    below: int | None = ruling_id
    while below is not None:
        on.execute(update(rulings).where(rulings.c.id == below).values(undone_by=by))
        ruling = ruling_of(on, below)
        below, by = ruling.undoes, None if by is not None else ruling.id


def rulings_of(on: Connection, report_id: int) -> list[Ruling]:
    """Return the rulings on one report, undone ones and undos too, the oldest first; erased ones are left out."""
    rows = on.execute(_selected().where(rulings.c.report_id == report_id).order_by(rulings.c.id))
    return [told for row in rows if (told := _told(row))]


def rulings_on(on: Connection, report_ids: Collection[int]) -> dict[int, list[Ruling]]:
    """Return the rulings on these reports by report, as `rulings_of` does; reports without any are left out."""
    found: dict[int, list[Ruling]] = {}
    ids = sorted(set(report_ids))
    for start in range(0, len(ids), _PER_FETCH):
        part = rulings.c.report_id.in_(ids[start : start + _PER_FETCH])
        for row in on.execute(_selected().add_columns(rulings.c.report_id).where(part).order_by(rulings.c.id)):
            if told := _told(row):
                found.setdefault(row.report_id, []).append(told)
    return found


def ruling_of(on: Connection, ruling_id: int) -> Ruling:
    """Return one ruling.

    :raises NotOnDesk: when there is none of this number, or it was erased.
    """
    row = on.execute(_selected().where(rulings.c.id == ruling_id)).one_or_none()
    told = None if row is None else _told(row)
    if told is None:
        raise NotOnDesk(f"ruling n{ruling_id}: is not on this desk, or was erased; wiredesk rule list names all")
    return told


def undone_by(on: Connection, ruling_id: int) -> int | None:
    """Return the ruling that undid this one and holds, None when this one holds."""
    found = on.execute(select(rulings.c.undone_by).where(rulings.c.id == ruling_id)).scalar()
    return None if found is None else int(found)


def all_rulings(on: Connection, *, report_id: int | None = None) -> Iterator[tuple[Ruling, int | None]]:
    """Yield the rulings with the undo of each that was undone, the oldest first, in constant memory."""
    only: list[ColumnElement[bool]] = [] if report_id is None else [rulings.c.report_id == report_id]
    after = 0
    while True:
        rows = on.execute(_selected().where(rulings.c.id > after, *only).order_by(rulings.c.id).limit(_PER_FETCH)).all()
        yield from ((told, row.undone_by) for row in rows if (told := _told(row)))
        if len(rows) < _PER_FETCH:
            return
        after = rows[-1].id


def reports_read(on: Connection, *, after: int = 0, not_by: str | None = None, most: int = _PER_FETCH) -> list[int]:
    """Return the next reports on the desk by their ids; with `not_by` those whose current reading another reader made."""
    at = readings.c
    query = select(at.report_id).where(at.is_current, at.report_id > after).order_by(at.report_id).limit(most)
    found = on.execute(query if not_by is None else query.where(at.reader != not_by))
    return [int(row) for (row,) in found]


def rows_of_reports(on: Connection, kind: str, tree_id: int, report_ids: Collection[int]) -> list[int]:
    """Return the found rows (for stories the reports) of one tree that lie in these reports."""
    table, tree, of = _TREES[kind]
    query = select(table.c.id).where(table.c[tree] == tree_id, table.c[of].in_(list(report_ids)[:_PER_FETCH]))
    return [int(row) for (row,) in on.execute(query.order_by(table.c.id))]


_TREES = {
    "story": (report, "story_id", "id"),
    "incident": (found_incident, "incident_id", "report_id"),
    "entity": (found_entity, "entity_id", "report_id"),
}


def _selected() -> Any:
    return select(rulings.c.id, rulings.c.body, rulings.c.undone_by)


def _told(row: Row[Any]) -> Ruling | None:
    return Ruling.from_json(json.loads(row.body) | {"id": int(row.id)}) if row.body else None
