"""The log: what was done, by whom, when; rows are added and never changed. Not for: personal values, nor progress.

Each row's hash is made over the row and the hash before it, so that a row that was changed, removed or put in later shows.
`detail` names persons and words by ids and hashes alone: it outlasts their removal.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, desc, insert, select

from wiredesk.interchange.report_json import Json
from wiredesk.store.tables import log
from wiredesk.store.words_index import kept

FIRST = "0" * 64
"""What the first row names as the hash before it."""

_PER_FETCH = 1000


@dataclass(frozen=True, slots=True)
class LogRow:
    """Hold one row of the log; `detail` is JSON as it stands there, `at` ISO 8601."""

    seq: int
    at: str
    actor: str
    action: str
    subject: str
    detail: str
    previous: str
    hash: str

    @property
    def is_whole(self) -> bool:
        """Tell whether the row's hash is the hash of the row."""
        return self.hash == _hash(self)


def append(on: Connection, actor: str, action: str, subject: str, detail: Json | None = None, *, at: str) -> int:
    """Add a row and return its number; `on` must be a writing block, so that no other writer comes between.

    `actor` is a person's name or a version of the reader, `subject` an id ("r12") or "" for the whole desk.
    """
    last = on.execute(_LAST).one_or_none()
    seq, previous = (1, FIRST) if last is None else (last.seq + 1, last.hash)
    words = json.dumps(detail or {}, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    row = LogRow(seq, at, kept(actor), action, subject, words, previous, "")
    values = {"seq": seq, "at": at, "actor": row.actor, "action": action, "subject": subject}
    on.execute(insert(log), {**values, "detail": words, "previous": previous, "hash": _hash(row)})
    return seq


def chain(on: Connection, *, after: int = 0) -> Iterator[LogRow]:
    """Yield the rows in their order, those after row `after` alone, in constant memory."""
    while True:
        rows = on.execute(_ROWS, {"after": after, "most": _PER_FETCH}).all()
        for row in rows:
            yield LogRow(*row)
        if len(rows) < _PER_FETCH:
            return
        after = rows[-1].seq


def lines_after(on: Connection, after: int, *, most: int) -> list[LogRow]:
    """Return the rows after row `after` in their order, at most so many."""
    return [LogRow(*row) for row in on.execute(_ROWS, {"after": after, "most": most})]


def newest(on: Connection) -> int:
    """Return the number of the last row, 0 in an empty log."""
    last = on.execute(_LAST).one_or_none()
    return 0 if last is None else int(last.seq)


def about(on: Connection, subject: str) -> list[LogRow]:
    """Return the rows about one subject, the oldest first."""
    rows = on.execute(select(log).where(log.c.subject == subject).order_by(log.c.seq))
    return [LogRow(*row) for row in rows]


def chosen_rows(
    on: Connection, *, subject: str | None = None, actor: str | None = None, action: str | None = None, before: int, most: int
) -> list[LogRow]:
    """Return rows before row `before`, the newest first: those about a subject, by a person, of an action."""
    query = select(log).where(log.c.seq < before).order_by(desc(log.c.seq)).limit(most)
    for column, wanted in ((log.c.subject, subject), (log.c.actor, actor), (log.c.action, action)):
        query = query if wanted is None else query.where(column == kept(wanted))
    return [LogRow(*row) for row in on.execute(query)]


def broken_at(rows: Iterator[LogRow]) -> int | None:
    """Return the number of the first row that does not fit the one before it or its own hash; None when all do."""
    seq, previous = 0, FIRST
    for row in rows:
        if row.seq != seq + 1 or row.previous != previous or not row.is_whole:
            return seq + 1
        seq, previous = row.seq, row.hash
    return None


def _hash(row: LogRow) -> str:
    told = [row.seq, row.at, row.actor, row.action, row.subject, row.detail, row.previous]
    return hashlib.sha256(json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()


_LAST = select(log.c.seq, log.c.hash).order_by(desc(log.c.seq)).limit(1)
_ROWS = select(log).where(log.c.seq > bindparam("after")).order_by(log.c.seq).limit(bindparam("most"))
