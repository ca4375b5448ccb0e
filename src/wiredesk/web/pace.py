"""How often one may try: logins by address and by name, requests by key. Not for: sizes of bodies (see `bodies`).

Counts live in this process alone: a restart forgets them, which costs an attacker more than it gives.
"""

import ipaddress
import threading
import time
from collections.abc import Callable

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_FREE_FAILURES = 5
_LONGEST_WAIT_S = 300.0
_FORGOTTEN_AFTER_S = 3600.0
_MOST_NAMES = 10_000
"""After five wrong passwords for a name each further one doubles the wait, up to five minutes; an hour without forgets it."""

_LOGINS = RateLimitItemPerMinute(20, 5, namespace="login")
_WRONG_KEYS = RateLimitItemPerMinute(30, 1, namespace="wrong key")
_REQUESTS = RateLimitItemPerMinute(600, 1, namespace="key")


class Pace:
    """Hold the counts; all waits are in seconds, 0 for none. `clock` counts seconds, from wherever."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._failed: dict[tuple[str, str], tuple[int, float]] = {}
        self._at_home: dict[tuple[str, str], None] = {}
        self._lock = threading.Lock()

    def login_wait_s(self, name: str, address: str) -> float:
        """Return how long to wait before the next try at this name, from this address.

        Where somebody logged in from before, others' failures elsewhere do not hold them up.
        """
        with self._lock:
            n_failed, last = self._failed.get(self._counted(name, address), (0, 0.0))
        wait = 0.0 if n_failed < _FREE_FAILURES else min(2.0 ** (n_failed - _FREE_FAILURES), _LONGEST_WAIT_S)
        return max(last + wait - self._clock(), self._wait_s(_LOGINS, network_of(address)), 0.0)

    def note_wrong_login(self, name: str, address: str) -> None:
        """Count a wrong password, or a name that is none."""
        self._limiter.hit(_LOGINS, network_of(address))
        now = self._clock()
        with self._lock:
            key = self._counted(name, address)
            n_failed, last = self._failed.pop(key, (0, now))
            self._failed[key] = ((n_failed if now - last < _FORGOTTEN_AFTER_S else 0) + 1, now)
            while len(self._failed) > _MOST_NAMES:
                del self._failed[next(iter(self._failed))]

    def note_login(self, name: str, address: str) -> None:
        """Forget the wrong passwords before the right one."""
        with self._lock:
            self._failed.pop(self._counted(name, address), None)
            self._at_home[name, network_of(address)] = None
            while len(self._at_home) > _MOST_NAMES:
                del self._at_home[next(iter(self._at_home))]

    def key_wait_s(self, proof: str) -> float:
        """Count a request by a key, and return how long to wait where there were too many."""
        return 0.0 if self._limiter.hit(_REQUESTS, proof) else self._wait_s(_REQUESTS, proof)

    def wrong_key_wait_s(self, address: str) -> float:
        """Count a request by what is no key, and return how long to wait where there were too many."""
        network = network_of(address)
        return 0.0 if self._limiter.hit(_WRONG_KEYS, network) else self._wait_s(_WRONG_KEYS, network)

    def _counted(self, name: str, address: str) -> tuple[str, str]:
        known = (name, network_of(address))
        return known if known in self._at_home else (name, "")

    def _wait_s(self, item: RateLimitItem, who: str) -> float:
        if self._limiter.test(item, who):
            return 0.0
        return max(1.0, self._limiter.get_window_stats(item, who).reset_time - time.time())


def network_of(address: str) -> str:
    """Return what one person has of addresses: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(found) if found.version == 4 else str(ipaddress.ip_network((found, 64), strict=False))
