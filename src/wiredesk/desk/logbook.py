"""The log for reading: newest first, chosen by subject, person or action, each ruling in words. Not for: writing it."""

import json
from dataclasses import dataclass
from typing import Any

from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import kind_of, parse_id
from wiredesk.desk.ruling_words import what_words
from wiredesk.errors import NotOnDesk
from wiredesk.store import log
from wiredesk.store.log import LogRow
from wiredesk.store.opening import On
from wiredesk.store.rulings import ruling_of, undone_by

ACTIONS = {
    "file": "filed a report",
    "reread": "read a report anew",
    "keep": "kept an older reading",
    "remove": "removed",
    "accept": "accepted a fact",
    "correct": "corrected a fact",
    "reject": "rejected a fact",
    "add": "added a fact",
    "split": "split",
    "title": "corrected a title",
    "published": "corrected a publication date",
    "body": "corrected an article",
    "same": "ruled the same",
    "different": "ruled different",
    "unsure": "was unsure",
    "undo": "undid a ruling",
    "rate": "rated an outlet",
    "follow": "followed a feed",
    "unfollow": "left a feed",
    "watch": "saved a watch",
    "unwatch": "removed a watch",
    "round made": "opened a round of coding",
    "round moved": "moved a round of coding on",
    "login": "logged in",
    "logout": "logged out",
    "sessions ended": "ended sessions",
    "account made": "made an account",
    "account role": "changed a role",
    "account password": "changed a password",
    "account closed": "closed an account",
    "account opened": "opened an account again",
    "key made": "made a key",
    "key revoked": "revoked a key",
    "init": "made the desk",
    "upgrade": "upgraded the desk",
    "backup": "backed the desk up",
    "restore": "restored a backup",
}
"""What stands in the log, and how it is said."""

_MOST_CHECKED = 500_000


@dataclass(frozen=True, slots=True)
class Choice:
    """Say which rows are wanted; None for all."""

    subject: str | None = None
    actor: str | None = None
    action: str | None = None

    @property
    def is_all(self) -> bool:
        """Tell whether nothing is left out."""
        return self.subject is None and self.actor is None and self.action is None


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one row; of a ruling what it says, its note and who undid it, None where it is no ruling or was erased."""

    row: LogRow
    detail: dict[str, Any]
    ruling: str | None = None
    said: str | None = None
    note: str | None = None
    undone_by: int | None = None

    @property
    def words(self) -> str:
        """Give the action in words."""
        return ACTIONS.get(self.row.action, self.row.action)


@dataclass(frozen=True, slots=True)
class LogPage:
    """Hold some rows, the newest first; `before` is where older ones begin, None at the end."""

    entries: tuple[Entry, ...]
    before: int | None


@dataclass(frozen=True, slots=True)
class Chain:
    """Say how the chain stands: rows, the newest hash ("" in an empty log), the first row that does not fit, None for none.

    `is_checked` is False where the log is too long to be gone through while somebody waits.
    """

    n_rows: int
    newest: str
    broken_at: int | None
    is_checked: bool


def log_page(desk: Desk, choice: Choice, *, before: int | None = None, most: int = 50) -> LogPage:
    """Return the rows that are wanted, the newest first, with what their rulings say.

    :raises StoreError: when it cannot be read.
    """
    with desk.store.reading() as on:
        rows = log.chosen_rows(
            on,
            subject=choice.subject,
            actor=choice.actor,
            action=choice.action,
            before=before or log.newest(on) + 1,
            most=most + 1,
        )
        entries = tuple(_entry(on, row) for row in rows[:most])
    return LogPage(entries, rows[most - 1].seq if len(rows) > most else None)


def chain_of(desk: Desk, *, is_checked: bool) -> Chain:
    """Return how long the log is; with `is_checked` go through all of it.

    :raises StoreError: when it cannot be read.
    """
    with desk.store.reading(limit_s=0) as on:
        n_rows = log.newest(on)
        newest = next((row.hash for row in log.chain(on, after=n_rows - 1)), "") if n_rows else ""
        is_checked = is_checked and n_rows <= _MOST_CHECKED
        return Chain(n_rows, newest, log.broken_at(log.chain(on)) if is_checked else None, is_checked)


def _entry(on: On, row: LogRow) -> Entry:
    detail = json.loads(row.detail)
    name = detail.get("ruling")
    if not isinstance(name, str) or kind_of(name) != "ruling":
        return Entry(row, detail)
    number = parse_id(name, "ruling")
    try:
        ruling = ruling_of(on, number)
    except NotOnDesk:
        return Entry(row, detail, name)
    return Entry(row, detail, name, what_words(ruling), ruling.note, undone_by(on, number))
