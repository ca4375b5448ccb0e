"""What was refused and why, for people who look it over. Not for: refusing (see `adding`)."""

from dataclasses import dataclass

from wiredesk.desk.desk import Desk
from wiredesk.store import rejections
from wiredesk.store.rejections import Rejection


@dataclass(frozen=True, slots=True)
class Refused:
    """Hold a page of refusals, the newest first; `next` goes on, `reasons` counts all of them."""

    refused: tuple[Rejection, ...]
    next: int | None
    reasons: dict[str, int]


def refused(desk: Desk, *, reason: str | None = None, before: int | None = None, most: int) -> Refused:
    """Return the newest refusals, of one reason where it is given, and how many there are of each."""
    with desk.store.reading() as on:
        rows = rejections.newest_rejections(on, reason=reason, before=before, most=most + 1)
        counts = rejections.reasons(on)
    shown = rows[:most]
    return Refused(tuple(row for _, row in shown), shown[-1][0] if len(rows) > most else None, counts)
