"""What happens while feeds are followed and alerts are delivered, told as it happens. Not for: how it is shown (see `cli`)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """Name what happened."""

    ENTRIES = "entries"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    MOVED = "moved"
    PAUSED = "paused"
    FILED = "filed"
    KNOWN = "known"
    REJECTED = "rejected"
    WAITS = "waits"
    ALERT = "alert"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Happening:
    """Tell one thing that happened; `feed` is the feed's id or None, `words` one line, `more` values for machines."""

    kind: Kind
    at: str
    words: str
    feed: str | None = None
    more: dict[str, Any] = field(default_factory=dict)


Tell = Callable[[Happening], None]
