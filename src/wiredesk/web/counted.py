"""Numbers of the whole desk, kept for a while: counting 100,000 reports takes longer than a page may. Not for: any list."""

import threading
import time
from dataclasses import dataclass

from wiredesk.desk import review_queue
from wiredesk.desk.desk import Desk
from wiredesk.desk.review_queue import Progress
from wiredesk.desk.tending import about
from wiredesk.errors import WiredeskError
from wiredesk.store.counting import Counts
from wiredesk.store.log import newest

_EVERY_S = 20.0
_QUICK_S = 0.025
_END_WITHIN_S = 10.0


@dataclass(frozen=True, slots=True)
class Numbers:
    """Hold what the desk holds and how far rulings are."""

    counts: Counts
    progress: Progress


@dataclass(frozen=True, slots=True)
class _Kept:
    numbers: Numbers
    seq: int
    at: float
    took_s: float


class Counted:
    """Give the numbers of a desk: of a small one as they are now, of a large one as they were some seconds ago."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: _Kept | None = None
        self._thread: threading.Thread | None = None

    def numbers(self, desk: Desk) -> Numbers:
        """Return the numbers; who comes first waits until they are counted, later ones get those of before meanwhile.

        :raises StoreError: when the store cannot be read.
        """
        with desk.store.reading() as on:
            seq = newest(on)
        kept = self._kept
        if kept is None or (seq != kept.seq and kept.took_s < _QUICK_S):
            return self._count(desk, seq)
        if seq != kept.seq and time.monotonic() - kept.at > _EVERY_S:
            self._count_aside(desk, seq)
        return kept.numbers

    def close(self) -> None:
        """Wait for a count that goes on, before the store closes."""
        if self._thread is not None:
            self._thread.join(_END_WITHIN_S)

    def _count(self, desk: Desk, seq: int) -> Numbers:
        with self._lock:
            if self._kept is not None and self._kept.seq >= seq:
                return self._kept.numbers
            began = time.monotonic()
            numbers = Numbers(about(desk).counts, review_queue.progress(desk))
            self._kept = _Kept(numbers, seq, time.monotonic(), time.monotonic() - began)
            return numbers

    def _count_aside(self, desk: Desk, seq: int) -> None:
        if self._thread is not None and self._thread.is_alive():
            return
        self._thread = threading.Thread(target=self._count_in_silence, args=(desk, seq), name="wiredesk numbers", daemon=True)
        self._thread.start()

    def _count_in_silence(self, desk: Desk, seq: int) -> None:
        try:
            self._count(desk, seq)
        except WiredeskError:
            return  # the store is held for now; those of before stay
