"""Lines spread over processes: order kept, memory bounded, a process that dies costs one line. Not for: reading a line."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wiredesk.batch.annotate import Answer, answer_to, failed
from wiredesk.batch.requests import Kind
from wiredesk.desk.reader import Reader
from wiredesk.settings import Settings

# Lines in work or waiting per process: enough that none starves behind one long report, few enough for memory.
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Job:
    """Hold what every process needs to know."""

    settings: Settings
    folder: Path
    kind: Kind | None = None


@cache
def _reader(settings: Settings) -> Reader:
    """Return this process's reader, with its one model on one thread."""
    return Reader(settings)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back in this thread; a process started meanwhile inherits that for good and leaves it to its parent.

    An initializer that ignores it comes too late: Ctrl-C during a process's first imports printed that process's traceback.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _answer(job: Job, line: bytes) -> Answer:
    return answer_to(_reader(job.settings), line, folder=job.folder, kind=job.kind)


class Workers:
    """Answer lines with several processes.

    Processes are spawned, not forked: the parent may have threads (a progress line), and a forked thread's locks hang.
    """

    def __init__(self, job: Job, *, n_workers: int) -> None:
        self._job, self._n_workers = job, n_workers
        self._pool = self._started()

    def answers(self, lines: Iterable[bytes]) -> Iterator[Answer]:
        """Yield the answer to each line in order, reading ahead only as far as keeps the processes busy."""
        waiting: deque[tuple[bytes, Future[Answer]]] = deque()
        for line in lines:
            waiting.append((line, self._submit(line)))
            if len(waiting) >= self._n_workers * _AHEAD:
                yield self._outcome(*waiting.popleft())
        while waiting:
            yield self._outcome(*waiting.popleft())

    def close(self) -> None:
        """End the processes when their lines are done."""
        self._pool.shutdown(wait=True)

    def kill(self) -> None:
        """End the processes at once."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.kill()

    def _started(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._n_workers, mp_context=context)

    def _submit(self, line: bytes) -> Future[Answer]:
        with _interrupts_held():
            try:
                return self._pool.submit(_answer, self._job, line)
            except BrokenProcessPool:
                self._pool = self._started()
                return self._pool.submit(_answer, self._job, line)

    def _outcome(self, line: bytes, future: Future[Answer]) -> Answer:
        error = future.exception()
        if isinstance(error, BrokenProcessPool):
            # One of the lines in work has killed its process, and all of them fail: each is tried again alone.
            future = self._submit(line)
            error = future.exception()
        if isinstance(error, BrokenProcessPool):
            return failed(line, "the process that read it died (out of memory?); read it alone, or leave it out")
        if error is not None:
            return failed(line, f"the reader failed on it ({type(error).__name__}: {error}); please report this")
        return future.result()
