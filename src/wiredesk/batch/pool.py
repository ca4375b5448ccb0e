"""Work spread over processes: order kept, memory bounded, a process that dies or hangs costs one piece. Not for: the work."""

import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

# Pieces in work or waiting per process: enough that none starves behind one long report, few enough for memory.
_AHEAD = 4
_MAX_AHEAD_BYTES = 64_000_000  # of what waits; beyond it only as many pieces as there are processes


@dataclass(frozen=True, slots=True)
class Bounds:
    """Say how far a pool may go: processes, pieces after which they are started afresh, seconds for one piece (None: any)."""

    n_workers: int
    n_until_fresh: int | None = None
    limit_s: float | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Say why there is no result: the process died or took too long (`error` None), or the work raised `error`."""

    why: str
    error: BaseException | None = None


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back until the block ends; a process started meanwhile inherits that for good and leaves it to its parent.

    An initializer that ignores it comes too late: Ctrl-C during a process's first imports printed that process's traceback.
    Blocking the signal here is not enough either: another thread may take it, and then this one is interrupted between the
    start of a process and the note of its id. The resource tracker is started before: starting it within would let Ctrl-C
    through again (CPython 3.11).
    """
    resource_tracker.ensure_running()
    came: list[int] = []
    is_main = threading.current_thread() is threading.main_thread()
    handler = signal.signal(signal.SIGINT, lambda number, _frame: came.append(number)) if is_main else None
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if is_main:
            signal.signal(signal.SIGINT, handler)
        if came:
            signal.raise_signal(signal.SIGINT)


class Pool(Generic[T, R]):
    """Do `work` on pieces with several processes; `size_of` tells the bytes that a piece holds.

    Processes are forked from a server process that has no threads and holds what all of them need (see `preloaded`). They
    are not forked from this one: it may have threads (a progress line), and a forked thread's locks hang.
    """

    def __init__(self, work: Callable[[T], R], bounds: Bounds, *, size_of: Callable[[T], int] = lambda _piece: 0) -> None:
        self._work, self._bounds, self._size_of = work, bounds, size_of
        self._executor = self._started()
        self._n_since_start = 0

    def results(self, pieces: Iterable[T]) -> Iterator[tuple[T, R | Failure]]:
        """Yield each piece with its result in order, reading ahead only as far as keeps the processes busy."""
        waiting: deque[tuple[T, Future[R]]] = deque()
        n_bytes = 0
        for piece in pieces:
            if self._is_stale():
                yield from self._drained(waiting)
                n_bytes = 0
                self._start_afresh()
            waiting.append((piece, self._submit(piece)))
            n_bytes += self._size_of(piece)
            while self._is_far_ahead(len(waiting), n_bytes):
                done, future = waiting.popleft()
                n_bytes -= self._size_of(done)
                yield done, self._outcome(done, future)
        yield from self._drained(waiting)

    def close(self) -> None:
        """End the processes when their pieces are done."""
        self._executor.shutdown(wait=True)

    def kill(self) -> None:
        """End the processes at once."""
        # Before the queues go: a process that is just starting would miss them and say so.
        for process in list((self._executor._processes or {}).values()):
            process.kill()
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _drained(self, waiting: deque[tuple[T, Future[R]]]) -> Iterator[tuple[T, R | Failure]]:
        while waiting:
            piece, future = waiting.popleft()
            yield piece, self._outcome(piece, future)

    def _is_far_ahead(self, n_waiting: int, n_bytes: int) -> bool:
        n_workers = self._bounds.n_workers
        return n_waiting >= n_workers * _AHEAD or (n_waiting >= n_workers and n_bytes > _MAX_AHEAD_BYTES)

    def _is_stale(self) -> bool:
        return self._bounds.n_until_fresh is not None and self._n_since_start >= self._bounds.n_until_fresh

    def _start_afresh(self) -> None:
        self._executor.shutdown(wait=True)
        self._executor = self._started()

    def _started(self) -> ProcessPoolExecutor:
        self._n_since_start = 0
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["wiredesk.batch.preloaded"])
        return ProcessPoolExecutor(self._bounds.n_workers, mp_context=context)

    def _submit(self, piece: T) -> Future[R]:
        self._n_since_start += 1
        with interrupts_held():
            try:
                return self._executor.submit(self._work, piece)
            except BrokenProcessPool:
                self._executor = self._started()
                return self._executor.submit(self._work, piece)

    def _outcome(self, piece: T, future: Future[R]) -> R | Failure:
        try:
            error = self._error_of(future)
            if isinstance(error, BrokenProcessPool):
                # One of the pieces in work has killed its process, and all of them fail: each is tried again alone.
                future = self._submit(piece)
                error = self._error_of(future)
        except TimeoutError:
            self.kill()
            self._executor = self._started()
            return Failure(f"reading it took more than {self._bounds.limit_s:g} seconds and was given up")
        if isinstance(error, BrokenProcessPool):
            return Failure("the process that read it died (out of memory?); read it alone, or leave it out")
        if error is not None:
            return Failure(f"the reader failed on it ({type(error).__name__}: {error}); please report this", error)
        return future.result()

    def _error_of(self, future: Future[R]) -> BaseException | None:
        try:
            return future.exception(timeout=self._bounds.limit_s)
        except CancelledError:  # it waited behind a piece that took too long
            return BrokenProcessPool("cancelled")
