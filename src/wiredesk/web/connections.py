"""Connections of slow or silent clients, closed in time. Not for: bodies that come slowly (see `bodies`).

uvicorn waits for ever for the head of a request; whoever opens connections and sends a byte now and then (slowloris) would
hold all of them. What comes over a connection is watched here until the head of a request is whole.
"""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_S = 15.0
"""How long a client may take for the head of a request, in seconds."""


class Connection(H11Protocol):
    """Be a connection that is closed when the head of its request does not come in time."""

    head_s = HEAD_S
    _until_head: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait_for_head()

    def data_received(self, data: bytes) -> None:
        """Take bytes in; the time for a head runs from its first byte, and ends with its last one."""
        super().data_received(data)
        is_head_open = self.conn.their_state is h11.IDLE and (self.cycle is None or self.cycle.response_complete)
        if not is_head_open:
            self._stop_waiting()
        elif self._until_head is None and self.conn.trailing_data[0]:
            self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait_for_head(self) -> None:
        self._until_head = self.loop.call_later(self.head_s, self._give_up)

    def _stop_waiting(self) -> None:
        if self._until_head is not None:
            self._until_head.cancel()
            self._until_head = None

    def _give_up(self) -> None:
        self._until_head = None
        if not self.transport.is_closing():
            self.transport.close()
