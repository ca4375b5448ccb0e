"""Threads for what waits on the network, and whose turn it is at each host. Not for: what is asked; the store is one thread's."""

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

_MAX_HOSTS = 10_000


@dataclass(frozen=True, slots=True)
class Done:
    """Hold a job that has ended: `what` is what it was given for, `future` its result or its error."""

    what: Any
    future: "Future[Any]"


class Workers:
    """Run jobs in a few threads that end with the process, so that no slow server holds up its end."""

    def __init__(self, n_threads: int) -> None:
        self._n_threads, self._n_given, self._n_done = n_threads, 0, 0
        self._jobs: queue.SimpleQueue[tuple[Any, Callable[[], Any]]] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[Done] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []

    @property
    def n_busy(self) -> int:
        """Give the number of jobs that were given and not yet taken back."""
        return self._n_given - self._n_done

    @property
    def n_free(self) -> int:
        """Give the number of jobs that would run at once."""
        return self._n_threads - self.n_busy

    def give(self, what: Any, job: Callable[[], Any]) -> None:
        """Let a job run; `what` comes back with it."""
        self._n_given += 1
        if len(self._threads) < min(self.n_busy, self._n_threads):
            thread = threading.Thread(target=self._work, daemon=True, name=f"wiredesk-follower-{len(self._threads)}")
            self._threads.append(thread)
            thread.start()
        self._jobs.put((what, job))

    def next_done(self, *, timeout_s: float) -> Done | None:
        """Return the next job that has ended, None when none did within the time."""
        try:
            done = self._done.get(timeout=timeout_s)
        except queue.Empty:
            return None
        self._n_done += 1
        return done

    def _work(self) -> None:
        while True:
            what, job = self._jobs.get()
            future: Future[Any] = Future()
            try:
                future.set_result(job())
            except BaseException as error:
                future.set_exception(error)
                raise
            finally:
                self._done.put(Done(what, future))


@dataclass(slots=True)
class Turns:
    """Let one request at a time go to a host, and none too soon after the last; `clock` counts seconds."""

    clock: Callable[[], float] = time.monotonic
    _busy: set[str] = field(default_factory=set)
    _free_at: dict[str, float] = field(default_factory=dict)

    def is_free(self, host: str) -> bool:
        """Tell whether a request may go to the host now."""
        return host not in self._busy and self._free_at.get(host, 0.0) <= self.clock()

    def take(self, host: str) -> None:
        """Take the turn of a host that is free."""
        self._busy.add(host)

    def leave(self, host: str, *, delay_s: float) -> None:
        """Give the turn back; the next is due after `delay_s`."""
        self._busy.discard(host)
        now = self.clock()
        if len(self._free_at) >= _MAX_HOSTS:
            self._free_at = {name: at for name, at in self._free_at.items() if at > now}
        self._free_at[host] = now + delay_s

    def next_free_s(self) -> float | None:
        """Return the seconds until a host that nobody is at is free again, None when all are."""
        waits = [at - self.clock() for host, at in self._free_at.items() if host not in self._busy]
        return min((wait for wait in waits if wait > 0), default=None)
