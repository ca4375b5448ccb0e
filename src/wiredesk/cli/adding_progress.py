"""How far `wiredesk add` is: a line that moves on a terminal, a plain line now and then elsewhere. Not for: the adding."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from wiredesk.cli.saying import say_error, say_plain
from wiredesk.export.phrasing import plain

if TYPE_CHECKING:
    from wiredesk.desk.adding import Added
    from wiredesk.errors import Rejected

_EVERY_S, _EVERY_S_ON_TERMINAL = 10.0, 0.2
_MAX_REFUSALS = 20  # told one by one; the rest is on the list
_WIDTH = 78


class Progress:
    """Tell how far it is; `clock` counts seconds."""

    def __init__(self, *, is_terminal: bool, clock: Callable[[], float] = time.monotonic) -> None:
        from wiredesk.desk.adding import Added

        self.added = Added()
        self._is_terminal, self._clock = is_terminal, clock
        self._start = self._told_at = clock()
        self._n_refusals = 0

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Clear the moving line when the block ends."""
        try:
            yield
        finally:
            self._clear()

    def news(self, added: "Added") -> None:
        """Show how far it is, when the last time was long enough ago."""
        self.added = added
        now = self._clock()
        if now - self._told_at < (_EVERY_S_ON_TERMINAL if self._is_terminal else _EVERY_S):
            return
        self._told_at = now
        if self._is_terminal:
            sys.stderr.write(f"\r\x1b[2K{self._line(now)}")
            sys.stderr.flush()
        else:
            say_plain(self._line(now))

    def refused(self, error: "Rejected") -> None:
        """Tell of a refusal, of the first ones alone."""
        self._n_refusals += 1
        if self._n_refusals <= _MAX_REFUSALS:
            self._clear()
            say_error(str(error))
        if self._n_refusals == _MAX_REFUSALS:
            say_plain("further refusals are only listed: wiredesk rejected")

    def sum_words(self, *, with_time: bool = False) -> str:
        """Return the sum in words."""
        added = self.added
        counts = [f"{added.n_filed:,} filed"]
        counts += [f"{n:,} {what}" for n, what in (
            (added.n_known, "known"), (added.n_removed, "removed once and left out"), (added.n_rejected, "refused"),
        ) if n]  # fmt: skip
        passed = added.passing.passed_over
        if passed:
            most = ", ".join(f"{n:,} {kind}" for kind, n in passed.most_common(3))
            counts.append(f"{passed.total():,} passed over ({most}{', …' if len(passed) > 3 else ''})")
        return ", ".join(counts) + (f" in {self._clock() - self._start:.1f} s" if with_time else "")

    def _line(self, now: float) -> str:
        added = self.added
        rate = added.n_seen / max(now - self._start, 0.001)
        refused = f" · {added.n_rejected:,} refused" if added.n_rejected else ""
        head = f"{added.n_filed:,} filed · {added.n_known:,} known{refused} · {rate:.1f}/s · "
        place = added.passing
        share = f"{min(100, 100 * place.n_done // place.n_bytes)} % of " if place.n_bytes else ""
        name = plain(place.source)
        room = max(10, _WIDTH - len(head) - len(share))
        return head + share + (name if len(name) <= room else "…" + name[1 - room :])

    def _clear(self) -> None:
        if self._is_terminal:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
