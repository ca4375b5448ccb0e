"""Numbers of the whole desk, kept for a while: counting 100,000 reports takes longer than a page may. Not for: any list."""

import threading
import time
from dataclasses import dataclass

from wiredesk.desk import review_queue
from wiredesk.desk.desk import Desk
from wiredesk.desk.review_queue import Progress
from wiredesk.desk.tending import about
from wiredesk.store.counting import Counts
from wiredesk.store.log import newest

_KEPT_S = 20.0
_QUICK_S = 0.025


@dataclass(frozen=True, slots=True)
class Numbers:
    """Hold what the desk holds and how far rulings are."""

    counts: Counts
    progress: Progress


class Counted:
    """Give the numbers of a desk: of a small one as they are now, of a large one as they were some seconds ago."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers: Numbers | None = None
        self._seq, self._at, self._took_s = -1, 0.0, 0.0

    def numbers(self, desk: Desk) -> Numbers:
        """Return the numbers; whoever comes first counts, those who come meanwhile get the older ones.

        :raises StoreError: when the store cannot be read.
        """
        with desk.store.reading() as on:
            seq = newest(on)
        kept = self._numbers
        if kept is not None and (seq == self._seq or not self._is_due()):
            return kept
        if not self._lock.acquire(blocking=kept is None):
            assert kept is not None
            return kept
        try:
            began = time.monotonic()
            self._numbers = Numbers(about(desk).counts, review_queue.progress(desk))
            self._seq, self._at, self._took_s = seq, time.monotonic(), time.monotonic() - began
            return self._numbers
        finally:
            self._lock.release()

    def _is_due(self) -> bool:
        return self._took_s < _QUICK_S or time.monotonic() - self._at > _KEPT_S
