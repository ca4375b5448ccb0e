"""Numbers of the whole desk, kept for a while: counting 100,000 reports takes longer than a page may. Not for: any list."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from wiredesk.desk import review_queue
from wiredesk.desk.desk import Desk
from wiredesk.desk.outlets import figures_of_outlets
from wiredesk.desk.review_queue import Progress
from wiredesk.desk.tending import about
from wiredesk.errors import WiredeskError
from wiredesk.store.counting import Counts
from wiredesk.store.log import newest
from wiredesk.store.outlets import OutletFigures

_EVERY_S = 20.0
_QUICK_S = 0.025
_END_WITHIN_S = 10.0

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Numbers:
    """Hold what the desk holds and how far rulings are."""

    counts: Counts
    progress: Progress


@dataclass(frozen=True, slots=True)
class _Kept(Generic[T]):
    found: T
    seq: int
    at: float
    took_s: float


class Lately(Generic[T]):
    """Give what counts a whole desk: of a small one as it is now, of a large one as it was some seconds ago.

    `clock` counts seconds, from wherever.
    """

    def __init__(self, count: Callable[[Desk], T], clock: Callable[[], float] = time.monotonic) -> None:
        self._count_all, self._clock = count, clock
        self._lock = threading.Lock()
        self._kept: _Kept[T] | None = None
        self._thread: threading.Thread | None = None

    def of(self, desk: Desk) -> T:
        """Return what was counted; who comes first waits until it is, later ones get that of before meanwhile.

        :raises StoreError: when the store cannot be read.
        """
        with desk.store.reading() as on:
            seq = newest(on)
        kept = self._kept
        if kept is None or (seq != kept.seq and kept.took_s < _QUICK_S):
            return self._count(desk, seq)
        if seq != kept.seq and self._clock() - kept.at > _EVERY_S:
            self._count_aside(desk, seq)
        return kept.found

    def close(self) -> None:
        """Wait for a count that goes on, before the store closes."""
        if self._thread is not None:
            self._thread.join(_END_WITHIN_S)

    def _count(self, desk: Desk, seq: int) -> T:
        with self._lock:
            if self._kept is not None and self._kept.seq >= seq:
                return self._kept.found
            began = self._clock()
            found = self._count_all(desk)
            self._kept = _Kept(found, seq, self._clock(), self._clock() - began)
            return found

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


class Counted:
    """Hold what is counted of a desk."""

    def __init__(self) -> None:
        self._numbers = Lately(_numbers)
        self._outlets = Lately(figures_of_outlets)

    def numbers(self, desk: Desk) -> Numbers:
        """Return the numbers.

        :raises StoreError: when the store cannot be read.
        """
        return self._numbers.of(desk)

    def outlets(self, desk: Desk) -> Mapping[int | None, OutletFigures]:
        """Return what each outlet brought, by its id; under None the reports that name none.

        :raises StoreError: when the store cannot be read.
        """
        return self._outlets.of(desk)

    def close(self) -> None:
        """Wait for counts that go on, before the store closes."""
        self._numbers.close()
        self._outlets.close()


def _numbers(desk: Desk) -> Numbers:
    return Numbers(about(desk).counts, review_queue.progress(desk))
