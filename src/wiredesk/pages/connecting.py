"""Connect only to checked addresses, and never past a deadline. Not for: HTTP (see `fetching`).

Resolving, checking and connecting happen in one step on the same numbers: a name that changes its mind between check
and connection (DNS rebinding) gains nothing, and TLS still sees the name. httpcore is used directly, because httpx
offers no public way to hand in this step (and takes 250 ms to import against 70).
"""

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from wiredesk.errors import SourceRejected
from wiredesk.pages.addresses import is_public, resolved
from wiredesk.pages.reasons import Reason, shown
from wiredesk.settings import Settings


class Deadline:
    """Count down to the end of one fetch."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, at_most: float | None = None) -> float:
        """Return the seconds left, never more than `at_most`.

        :raises httpcore.ReadTimeout: when none is left.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("deadline")
        return left if at_most is None else min(left, at_most)


class _DeadlineStream(httpcore.NetworkStream):
    """Read and write with whatever is left of the deadline, so that a dripping server cannot hold us."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _DeadlineStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Open connections for httpcore to the very numbers that were checked.

    `source` names the source in refusals. `inner` is what connects in the end.
    """

    def __init__(
        self, source: str, settings: Settings, deadline: Deadline, *, inner: httpcore.NetworkBackend | None = None
    ) -> None:
        self._source, self._settings, self._deadline = source, settings, deadline
        self._inner = inner or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve, check and connect; the first number that answers wins.

        :raises SourceRejected: for a host that is unknown or not public.
        """
        refusal: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for number in self._checked(host, port):
            seconds = self._deadline.left(self._settings.connect_timeout_s)
            try:
                stream = self._inner.connect_tcp(number, port, seconds, local_address, socket_options)
                return _DeadlineStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                refusal = error
        raise refusal or httpcore.ConnectError(host)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Refuse: no web page comes from a local socket."""
        raise httpcore.UnsupportedProtocol("unix socket")

    def sleep(self, seconds: float) -> None:
        """Do not wait: retries are off."""

    def _checked(self, host: str, port: int) -> list[str]:
        try:
            numbers = resolved(host, port, timeout_s=self._deadline.left(self._settings.connect_timeout_s))
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(host) from error
        if not numbers:
            what = f"the host {shown(host)} is not known"
            raise SourceRejected(self._source, Reason.NO_SUCH_HOST, what, "check the address and the network")
        if not self._settings.allow_private_addresses and not all(map(is_public, numbers)):
            what = f"{shown(host)} is an address of this machine or of a private network"
            advice = "set allow_private_addresses to true if it is meant"
            raise SourceRejected(self._source, Reason.PRIVATE_ADDRESS, what, advice)
        return numbers
