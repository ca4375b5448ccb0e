"""Connections of slow or silent clients, closed in time. Not for: bodies that come slowly (see `bodies`).

uvicorn waits for ever for the head of a request, and for a client that does not read its answer; whoever opens connections and
sends a byte now and then (slowloris), or asks and reads nothing, would hold all of them. What comes over a connection is
watched here until the head of a request is whole, and what is to go whether it goes.
"""

import asyncio
import socket
import struct
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_S = 15.0
"""How long a client may take for the head of a request, in seconds."""
READ_S = 60.0
"""How long a client may read nothing of what waits for it, in seconds."""


class Connection(H11Protocol):
    """Be a connection that is closed when the head of its request does not come in time."""

    head_s = HEAD_S
    read_s = READ_S
    _until_head: asyncio.TimerHandle | None = None
    _until_read: asyncio.TimerHandle | None = None

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
        self._stop_watching()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Watch whether the client reads: more waits to be sent than is sent ahead."""
        super().pause_writing()
        self._watch(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        """Go on: the client has read."""
        self._stop_watching()
        super().resume_writing()

    def _watch(self, n_bytes: int) -> None:
        self._stop_watching()
        self._until_read = self.loop.call_later(self.read_s, self._look, n_bytes)

    def _look(self, n_before: int) -> None:
        """Hang up on a client that has read nothing since the last look; nobody writes meanwhile."""
        n_bytes = self.transport.get_write_buffer_size()
        if n_bytes < n_before:
            self._watch(n_bytes)
        else:
            self._until_read = None
            # With a reset: else the system keeps what it took over, and goes on trying to send it.
            self.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.transport.abort()

    def _stop_watching(self) -> None:
        if self._until_read is not None:
            self._until_read.cancel()
            self._until_read = None

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
