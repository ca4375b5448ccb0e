"""What happened on the desk since a moment, by this process or another: reports, rulings, alerts. Not for: the log itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import parse_id
from wiredesk.desk.today import RaisedAlert, StoryIn, alerts_after, stories_of
from wiredesk.errors import NotOnDesk
from wiredesk.review.rulings import Action
from wiredesk.store import arrivals, log
from wiredesk.store.log import LogRow

_MOST_LINES = 2000
_MOST_TOLD = 20
_WORDS = re.compile(r"(\d{1,18})\.(\d{1,18})\.(\d{1,18})")
_RULINGS = frozenset(action.value for action in Action)


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Say up to where the desk was looked at: the last line of the log, the newest alert, the newest report."""

    seq: int
    alert: int
    report: int

    @property
    def words(self) -> str:
        """Give the mark as words without spaces."""
        return f"{self.seq}.{self.alert}.{self.report}"

    @staticmethod
    def from_words(words: str) -> "Mark | None":
        """Read a mark back, None when it is none."""
        found = _WORDS.fullmatch(words.strip()[:80])
        return Mark(int(found[1]), int(found[2]), int(found[3])) if found else None


@dataclass(frozen=True, slots=True)
class Ruled:
    """Say who ruled what on which record ("r12", "i5")."""

    who: str
    action: str
    about: str


@dataclass(frozen=True, slots=True)
class Happened:
    """Hold what happened, and up to where it was looked at. `stories` are the newest 20 of those that came in."""

    mark: Mark
    n_reports: int = 0
    stories: tuple[StoryIn, ...] = ()
    rulings: tuple[Ruled, ...] = ()
    alerts: tuple[RaisedAlert, ...] = ()


def mark_now(desk: Desk) -> Mark:
    """Return where the desk stands.

    :raises StoreError: when it cannot be read.
    """
    with desk.store.reading() as on:
        return Mark(log.newest(on), arrivals.newest_alert(on), arrivals.newest_report(on))


def happened_after(desk: Desk, mark: Mark) -> Happened:
    """Return what happened after a mark; two look-ups where nothing did.

    :raises StoreError: when the store cannot be read.
    """
    with desk.store.reading() as on:
        seq, alert = log.newest(on), arrivals.newest_alert(on)
        if seq == mark.seq and alert == mark.alert:
            return Happened(mark)
        rows = log.lines_after(on, max(mark.seq, seq - _MOST_LINES), most=_MOST_LINES)
        reports = _reports(rows)
        return Happened(
            Mark(seq, alert, arrivals.newest_report(on)),
            n_reports=len(reports),
            stories=stories_of(on, reports[-_MOST_TOLD:]),
            rulings=tuple(Ruled(row.actor, row.action, row.subject) for row in rows if row.action in _RULINGS),
            alerts=alerts_after(on, mark.alert, most=_MOST_TOLD),
        )


def _reports(rows: Sequence[LogRow]) -> list[int]:
    found = []
    for row in rows:
        if row.action == "file":
            try:
                found.append(parse_id(row.subject, "report"))
            except NotOnDesk:
                continue
    return found
