"""What happens on the desk, told to open pages as it happens. Not for: the stream itself (see `routes.events`).

One task looks at the end of the log every two seconds for all of them, and only while a page is open, so that it costs the
same for one reader and for fifty, and what another process files or rules shows too.
"""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.concurrency import run_in_threadpool

from wiredesk.desk.desk import Desk
from wiredesk.desk.happened import Happened, Mark, Ruled, happened_after, mark_now
from wiredesk.desk.review_tasks import write_pending_tasks
from wiredesk.desk.today import StoryIn
from wiredesk.errors import WiredeskError
from wiredesk.web.points import points_of

_EVERY_S = 2.0
_BEAT_S = 15.0
_LIFE_S = 120.0  # then the browser comes again, and the gate looks again who it is
_MOST_KEPT, _MOST_WAITING = 400, 100
_MOST_CLIENTS, _MOST_EACH = 300, 12


@dataclass(slots=True, eq=False)
class _Client:
    who: str
    queue: asyncio.Queue[bytes | None] = field(default_factory=lambda: asyncio.Queue(_MOST_WAITING))


class News:
    """Tell all open pages what happened; `every_s` is how often the log is looked at, `first` is done when the server starts."""

    def __init__(self, desk: Desk, *, every_s: float = _EVERY_S, first: Callable[[], object] = int) -> None:
        self._desk, self._every_s, self._first = desk, every_s, first
        self._clients: set[_Client] = set()
        self._kept: deque[tuple[Mark, bytes]] = deque(maxlen=_MOST_KEPT)
        self._mark: Mark | None = None
        self._base: Mark | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._is_wanted: asyncio.Event | None = None
        self._is_ending = False

    # -- for the application -------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to look at the log; within the event loop of the server."""
        self._is_ending = False
        self._is_wanted = asyncio.Event()
        loop = asyncio.get_running_loop()
        self._tasks = [loop.create_task(self._begin()), loop.create_task(self._run())]

    def end(self) -> None:
        """Let all streams end at once: the server waits for them before it closes."""
        self._is_ending = True
        for client in list(self._clients):
            _close(client)
        if self._is_wanted is not None:
            self._is_wanted.set()

    async def ended(self) -> None:
        """Wait until nothing looks at the log any more, before the store closes."""
        self.end()
        await asyncio.gather(*self._tasks)
        self._tasks = []

    def has_room(self, who: str) -> bool:
        """Tell whether one more stream can be opened, for this person and at all."""
        n_own = sum(client.who == who for client in self._clients)
        return not self._is_ending and len(self._clients) < _MOST_CLIENTS and n_own < _MOST_EACH

    async def stream(self, who: str, after: str = "") -> AsyncIterator[bytes]:
        """Yield what happens as server-sent events, first what came after the event with the id `after`; ends after a while."""
        client = _Client(who)
        self._clients.add(client)
        try:
            yield b"retry: 3000\n\n"
            for event in await self._missed(after):
                yield event
            loop = asyncio.get_running_loop()
            until = loop.time() + _LIFE_S
            while loop.time() < until and not self._is_ending:
                try:
                    heard = await asyncio.wait_for(client.queue.get(), _BEAT_S)
                except TimeoutError:
                    yield b": still here\n\n"
                    continue
                if heard is None:
                    return
                yield heard
        finally:
            self._clients.discard(client)

    # -- inside --------------------------------------------------------------------------------------------------------

    async def _missed(self, after: str) -> list[bytes]:
        """Return the first events of a stream: where the desk stands, and what the browser missed since it last heard."""
        if self._is_wanted is not None:
            self._is_wanted.set()
        if self._mark is None:
            self._mark = self._base = await run_in_threadpool(mark_now, self._desk)
        hello = [_event("hello", {"newest": self._mark.report}, self._mark)]
        seen = Mark.from_words(after)
        if seen is None:
            return hello
        if self._base is not None and seen < self._base:
            return [*hello, _event("behind", {}, self._mark)]
        return [*hello, *(event for mark, event in self._kept if seen < mark)]

    async def _run(self) -> None:
        assert self._is_wanted is not None
        while not self._is_ending:
            if not self._clients:
                self._is_wanted.clear()
                await self._is_wanted.wait()
                continue
            await self._look_once()
            await self._pause()

    async def _begin(self) -> None:
        """Do what is done first, and see to it that a desk of an older version has its tasks; others can write in between."""
        try:
            await run_in_threadpool(self._first)
            await run_in_threadpool(write_pending_tasks, self._desk, goes_on=lambda: not self._is_ending)
        except WiredeskError:
            return  # the store is held for now; the next start goes on

    async def _look_once(self) -> None:
        try:
            if self._mark is None:
                self._mark = self._base = await run_in_threadpool(mark_now, self._desk)
            found = await run_in_threadpool(happened_after, self._desk, self._mark)
        except WiredeskError:
            return  # the store is held for now; the next look tells all of it
        self._mark = found.mark
        for name, told in _told(found):
            event = _event(name, told, found.mark)
            self._kept.append((found.mark, event))
            for client in list(self._clients):
                _give(client, event)

    async def _pause(self) -> None:
        until = asyncio.get_running_loop().time() + self._every_s
        while not self._is_ending and (left := until - asyncio.get_running_loop().time()) > 0:
            await asyncio.sleep(min(left, 0.25))


def _told(found: Happened) -> list[tuple[str, dict[str, Any]]]:
    told: list[tuple[str, dict[str, Any]]] = []
    if found.n_reports:
        stories = [_story(one) for one in found.stories]
        told.append(("reports", {"n": found.n_reports, "newest": found.mark.report, "reports": stories}))
    if found.rulings:
        told.append(("rulings", {"n": len(found.rulings), "about": [_ruled(one) for one in found.rulings[:20]]}))
    for one in found.alerts:
        told.append(("alert", {"id": one.id, "watch": one.watch, "report": one.report, "title": one.title or one.report}))
    return told


def _story(one: StoryIn) -> dict[str, Any]:
    came = one.arrival
    told = {"id": one.report, "title": came.title or one.report, "outlet": came.outlet or "", "day": came.day}
    return told | {"points": points_of(one.incidents)}


def _ruled(one: Ruled) -> dict[str, str]:
    return {"who": one.who, "action": one.action, "about": one.about}


def _event(name: str, told: dict[str, Any], mark: Mark) -> bytes:
    """Return a server-sent event; JSON in ASCII holds no line break."""
    return f"id: {mark.words}\nevent: {name}\ndata: {json.dumps(told, ensure_ascii=True)}\n\n".encode("ascii")


def _give(client: _Client, event: bytes) -> None:
    """Put an event in a client's line; who does not read is let go, and gets it when coming again."""
    try:
        client.queue.put_nowait(event)
    except asyncio.QueueFull:
        _close(client)


def _close(client: _Client) -> None:
    while client.queue.full():
        client.queue.get_nowait()
    client.queue.put_nowait(None)
