"""What reads pages, kept between two jobs: its process takes a second to start and 250 MB. Not for: the reading itself."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from wiredesk.desk.adding import ReadAll

Readers = Callable[[], AbstractContextManager[ReadAll]]
"""Gives what reads many pages, in processes of its own where the caller wants that."""
_IDLE_S = 300.0


class WarmReader:
    """Lend what reads pages to one job at a time; it is let go after `idle_s` without any, and when a job broke off."""

    def __init__(self, readers: Readers, *, idle_s: float = _IDLE_S) -> None:
        self._readers, self._idle_s = readers, idle_s
        self._lent = threading.Lock()
        self._held = ExitStack()
        self._read_all: ReadAll | None = None
        self._timer: threading.Timer | None = None

    @contextmanager
    def __call__(self) -> Iterator[ReadAll]:
        """Give what reads pages; wait while another job has it.

        :raises ModelError: when the shipped model cannot be used.
        """
        with self._lent:
            self._stop_timer()
            if self._read_all is None:
                self._read_all = self._held.enter_context(self._readers())
            try:
                yield self._read_all
            except BaseException as error:
                self._break_off(error)
                raise
            self._timer = threading.Timer(self._idle_s, self._let_go_when_idle)
            self._timer.daemon = True
            self._timer.start()

    @property
    def is_warm(self) -> bool:
        """Tell whether it is held at present."""
        return self._read_all is not None

    def close(self) -> None:
        """Let it go; at once, also under the hands of a job that did not end in time."""
        is_free = self._lent.acquire(blocking=False)
        self._stop_timer()
        if is_free:
            self._let_go()
            self._lent.release()
        else:
            self._break_off(InterruptedError("the server ends"))

    def _let_go_when_idle(self) -> None:
        if self._lent.acquire(blocking=False):
            self._let_go()
            self._lent.release()

    def _let_go(self) -> None:
        self._read_all = None
        self._held.close()

    def _break_off(self, error: BaseException) -> None:
        """Let it go in the midst of a page: what was not read yet need not be."""
        self._read_all = None
        held, self._held = self._held, ExitStack()
        held.__exit__(type(error), error, error.__traceback__)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
