"""Many people at one desk: each opens a page or rules every few seconds, over loopback, for a minute.

    python -m benchmarks.people --store FILE [--people 50] [--seconds 60] [--every 5]

A copy of the desk is served by `wiredesk serve` in a process of its own, with one account for each person; each logs in with
a password, gets a session and keeps the stream of news open, as a browser does. One act in three is a ruling (accept,
unsure, undo of one's own), the others are pages. The load is bounded and stays on this machine. Prints errors, the times as
the people see them, and what the server took: start, processor, memory.
"""

import argparse
import asyncio
import os
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from benchmarks.pages import p95
from wiredesk.desk.accounts import add_account
from wiredesk.desk.desk import open_desk
from wiredesk.desk.roles import Role
from wiredesk.settings import Settings

_PASSWORD = "a long enough passphrase"  # noqa: S105 - of accounts that live for a minute
_TOKEN = re.compile(r'"X-Wiredesk-Token": "([^"]+)"|name="token" value="([^"]+)"')
_START_S, _PAGE_S = 60.0, 30.0
_SEED = 5
_PAGES = ("/", "/incidents", "/entities", "/review", "/search?q=police", "/calendar", "/sources", "/links")


@dataclass(slots=True)
class Seen:
    """Hold what the people saw: times by act in milliseconds, and what went wrong."""

    took_ms: dict[str, list[float]] = field(default_factory=dict)
    wrong: Counter[str] = field(default_factory=Counter)
    n_heard: int = 0

    def add(self, act: str, ms: float) -> None:
        """Keep one time."""
        self.took_ms.setdefault(act, []).append(ms)


@dataclass(slots=True)
class Somebody:
    """Hold one person at work."""

    client: httpx2.AsyncClient
    chance: random.Random
    reports: list[str]
    incidents: list[str]
    token: str = ""
    ruled: list[str] = field(default_factory=list)

    async def log_in(self, name: str) -> None:
        """Open the login page and log in."""
        shown = await self.client.get("/login")
        told = {"name": name, "password": _PASSWORD, "token": _token(shown.text), "next": "/"}
        done = await self.client.post("/login", data=told)
        if done.status_code != 303:
            raise SystemExit(f"login of {name}: {done.status_code}")
        self.token = _token((await self.client.get("/")).text)

    async def hear(self, seen: Seen) -> None:
        """Keep the stream of news open until cancelled, and count what is heard; come again as a browser does."""
        while True:
            async with self.client.stream("GET", "/events", timeout=None) as answer:
                if answer.status_code != 200:
                    seen.wrong[f"events {answer.status_code}"] += 1
                    return
                async for line in answer.aiter_lines():
                    seen.n_heard += line.startswith("event: rulings")

    async def act(self, seen: Seen) -> None:
        """Do one thing and keep how long it took."""
        if self.chance.random() < 1 / 3:
            await self._rule(seen)
            return
        path = self.chance.choice(
            (*_PAGES, f"/reports/{self.chance.choice(self.reports)}", f"/incidents/{self.chance.choice(self.incidents)}")
        )
        await self._timed(seen, "page", "GET", path)

    async def _rule(self, seen: Seen) -> None:
        if self.ruled and self.chance.random() < 0.2:
            await self._timed(seen, "undo", "POST", f"/api/v1/rulings/{self.ruled.pop()}/undo", {})
            return
        report = self.chance.choice(self.reports)
        facts = await self._timed(seen, "facts", "GET", f"/api/v1/reports/{report}/facts")
        addresses = [one["address"] for one in facts.json()["items"] if "." in one["address"]] if facts else []
        if not addresses:
            return
        action = self.chance.choice(("accept", "accept", "unsure"))
        told = {"rulings": [{"action": action, "address": self.chance.choice(addresses)}]}
        done = await self._timed(seen, "ruling", "POST", f"/api/v1/reports/{report}/rulings", told)
        if done is not None and done.status_code < 300:
            self.ruled += [one["id"] for one in done.json()["rulings"]]

    async def _timed(self, seen: Seen, act: str, method: str, path: str, told: object = None) -> httpx2.Response | None:
        headers = {"x-wiredesk-token": self.token} if method == "POST" else {}
        start = time.perf_counter()
        try:
            answer = await self.client.request(method, path, json=told, headers=headers)
        except httpx2.HTTPError as error:
            seen.wrong[f"{act} {type(error).__name__}"] += 1
            return None
        seen.add(act, (time.perf_counter() - start) * 1000)
        # 409 is an answer: somebody else was quicker.
        if answer.status_code >= 400 and answer.status_code != 409:
            seen.wrong[f"{act} {answer.status_code} {answer.text[:120] if act != 'page' else path}"] += 1
        return answer


def _token(page: str) -> str:
    found = _TOKEN.search(page)
    return found[1] or found[2] if found else ""


async def work(address: str, n_people: int, seconds: float, every_s: float) -> Seen:
    """Let the people work and return what they saw; they begin at different moments of the first interval."""
    seen, chance = Seen(), random.Random(_SEED)
    async with httpx2.AsyncClient(base_url=address, timeout=_PAGE_S) as first:
        one = Somebody(first, chance, [], [])
        await one.log_in("person 0")
        listed = (await first.get("/api/v1/reports?limit=100")).json()["items"]
        incidents = (await first.get("/api/v1/incidents?limit=100")).json()["items"]
    reports, known = [row["id"] for row in listed], [row["id"] for row in incidents]
    clients = [httpx2.AsyncClient(base_url=address, timeout=_PAGE_S) for _ in range(n_people)]
    people = [Somebody(client, random.Random(_SEED + n), reports, known) for n, client in enumerate(clients)]
    for number, person in enumerate(people):
        await person.log_in(f"person {number}")
    end = time.monotonic() + seconds
    streams = [asyncio.create_task(person.hear(seen)) for person in people]
    await asyncio.gather(*(_at_work(person, seen, end, every_s) for person in people))
    for stream in streams:
        stream.cancel()
    await asyncio.gather(*streams, return_exceptions=True)
    for client in clients:
        await client.aclose()
    return seen


async def _at_work(person: Somebody, seen: Seen, end: float, every_s: float) -> None:
    await asyncio.sleep(person.chance.uniform(0, every_s))
    while time.monotonic() < end:
        start = time.monotonic()
        await person.act(seen)
        await asyncio.sleep(max(0.0, min(end, start + every_s) - time.monotonic()))


def make_accounts(store: Path, n_people: int) -> None:
    """Give the desk one account a person; the first is an admin, the others are coders."""
    with open_desk(Settings(store=str(store))) as desk:
        for number in range(n_people):
            add_account(desk, f"person {number}", Role.CODER if number else Role.ADMIN, _PASSWORD)


def main() -> None:
    """Serve a copy of the desk, let the people work, print what they saw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", required=True, help="a desk's file; it is copied, never written")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--every", type=float, default=5.0, help="seconds from one act of a person to the next")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        copy = Path(folder) / "desk.db"
        shutil.copyfile(chosen.store, copy)
        make_accounts(copy, chosen.people)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        command = [sys.executable, "-m", "wiredesk", "serve", "--store", str(copy), "--port", str(port)]
        began = time.monotonic()
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
            try:
                _await_server(port)
                started_s = time.monotonic() - began
                seen = asyncio.run(work(f"http://127.0.0.1:{port}", chosen.people, chosen.seconds, chosen.every))
            finally:
                used = _used(server.pid)
                server.send_signal(signal.SIGINT)
    _tell(seen)
    print(f"server: first page after {started_s:.1f} s, {used}")


def _await_server(port: int) -> None:
    end = time.monotonic() + _START_S
    while time.monotonic() < end:
        try:
            httpx2.get(f"http://127.0.0.1:{port}/login", timeout=_PAGE_S)
            return
        except httpx2.TransportError:
            time.sleep(0.05)
    raise SystemExit("the server did not come up")


def _used(pid: int) -> str:
    """Say what a process took of processor and memory, as Linux counts it."""
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    cpu_s = (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
    told = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return f"{cpu_s:.1f} s of processor, memory now {_mb(told['VmRSS'])} MB, at most {_mb(told['VmHWM'])} MB"


def _mb(words: str) -> int:
    return int(words.split()[0]) // 1000


def _tell(seen: Seen) -> None:
    every = [ms for times in seen.took_ms.values() for ms in times]
    for act, times in (*sorted(seen.took_ms.items()), ("all", every)):
        middle, high, worst = statistics.median(times), p95(times), max(times)
        print(f"{act:8} {len(times):5}   median {middle:7.1f} ms   p95 {high:7.1f} ms   worst {worst:7.1f} ms")
    print(f"errors: {seen.wrong.total()}; rulings heard of by the stream of news: {seen.n_heard}")
    for what, n in seen.wrong.most_common(10):
        print(f"  {n} x {what}")


if __name__ == "__main__":
    main()
