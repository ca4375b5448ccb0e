"""Long jobs: done in threads of this server, watched, cancelled, forgotten after a day. Not for: what a job does.

A route starts one and leads to its page at once:

    job = works_of(request).jobs.start("export", "Workbook of 12,000 incidents", person_of(request), work)
    return RedirectResponse(f"/jobs/{job.id}", 303)            # the API: 202 and `job_shape(job.seen())`

`work` is called with the job, in a thread, and may run for hours. It says how far it is with `job.tell(done, of, words)`, what
came of each piece with `job.add(Found(...))`, and where the whole leads with `job.lead_to(address, words)`. All three raise
`Cancelled` once somebody cancelled the job, as `job.demand_going()` and `job.pause(seconds)` do: let it pass. Between two of
these calls a job cannot be ended, so call one for each piece; what is filed is filed in one transaction per piece, so that
nothing is left half done. What raises one of our errors has failed, with its words. `Holding.release` is called once in the
end, also for a job that was cancelled before it began: there files are closed.

What reads pages (`is_reading=True`, see `Works.reading`) goes one job after the other, in order; of the rest two go at once.
"""

import datetime
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from fastapi import HTTPException

from wiredesk.errors import NotOnDesk, WiredeskError
from wiredesk.web.defects import Caught, noted, shown
from wiredesk.web.roles import Person

Clock = Callable[[], datetime.datetime]
JOB_ID = r"^j[0-9a-f]{16}$"
_KEPT_FOR = datetime.timedelta(days=1)
_MOST_KEPT, _MOST_OPEN, _MOST_OPEN_EACH = 500, 100, 20
_MOST_FOUND = 500  # of one job's pieces the first so many are told one by one, all are counted
_MOST_BYTES = 2_000_000_000  # of files that wait, over all jobs
_N_AT_ONCE = 2
_END_WITHIN_S = 5.0
_MOST_WORDS = 2_000


class JobState(StrEnum):
    """Say where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more will come of it."""
        return self not in (JobState.WAITING, JobState.RUNNING)


class Cancelled(Exception):
    """Leave the work of a job that somebody cancelled; never leaves this room."""


@dataclass(frozen=True, slots=True)
class Found:
    """Hold what came of one piece of a job.

    `mark` is `filed`, `known`, `removed`, `refused` or `done`; `report` the id of a report ("r12"), `reason` the code of a
    refusal. `detail` is one line more for people; `advice` what they can do next.
    """

    mark: str
    words: str
    detail: str = ""
    advice: str = ""
    report: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """Hold a job as it stood at one moment.

    `done` of `of` pieces are through, `of` is 0 while nobody knows how many there are. `found` are the first pieces, `counts`
    tells all of them by their mark. `result` is where it leads when it is done: an address and words.
    """

    id: str
    kind: str
    title: str
    who: str
    state: JobState
    asked_at: str
    began_at: str | None = None
    ended_at: str | None = None
    done: int = 0
    of: int = 0
    words: str = ""
    is_cancelled: bool = False
    found: tuple[Found, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    result: tuple[str, str] | None = None

    @property
    def n_found(self) -> int:
        """Return how many pieces came through, those that are only counted too."""
        return sum(n for _, n in self.counts)


@dataclass(frozen=True, slots=True)
class Holding:
    """Say what a job holds until its end: bytes on the disk, and what lets them go."""

    n_bytes: int = 0
    release: Callable[[], object] = int


NOTHING_HELD = Holding()


class Job:
    """Be one job: `seen` for those who look on; `tell`, `add`, `lead_to`, `pause`, `demand_going` for its work."""

    def __init__(self, told: Seen, person: Person, work: "Work", holding: Holding, at: tuple[Clock, str]) -> None:
        self.id = told.id
        self.person = person
        self.holding = holding
        self._told = told
        self._work, (self._clock, self._store) = work, at
        self._found: list[Found] = []
        self._counts: dict[str, int] = {}
        self._lock = threading.Lock()
        self._cancel, self._over = threading.Event(), threading.Event()

    def seen(self, *, after: int = 0) -> Seen:
        """Return the job as it stands; of the pieces only those behind the first `after`."""
        with self._lock:
            found, counts = tuple(self._found[after:]), tuple(self._counts.items())
            return replace(self._told, found=found, counts=counts, is_cancelled=self._cancel.is_set())

    @property
    def is_cancelled(self) -> bool:
        """Tell whether somebody wants it to end."""
        return self._cancel.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait for its end; False when it did not come in time."""
        return self._over.wait(seconds)

    # -- for the work ----------------------------------------------------------------------------------------------

    def tell(self, done: int, of: int = 0, words: str = "") -> None:
        """Say how far it is.

        :raises Cancelled: when somebody cancelled it.
        """
        self.demand_going()
        self._change(done=done, of=of, words=words[:_MOST_WORDS])

    def add(self, found: Found) -> None:
        """Say what came of one piece. It is kept even when somebody cancelled the job meanwhile: it has happened."""
        with self._lock:
            self._counts[found.mark] = self._counts.get(found.mark, 0) + 1
            if len(self._found) < _MOST_FOUND:
                self._found.append(found)

    def lead_to(self, address: str, words: str) -> None:
        """Say where the whole leads, an address of this server."""
        assert address.startswith("/"), address
        self._change(result=(address, words))

    def pause(self, seconds: float) -> None:
        """Wait, but not on after somebody cancelled the job.

        :raises Cancelled: then.
        """
        self._cancel.wait(seconds)
        self.demand_going()

    def demand_going(self) -> None:
        """Return in silence unless somebody cancelled the job.

        :raises Cancelled: then.
        """
        if self._cancel.is_set():
            raise Cancelled(self.id)

    # -- for `Jobs` ------------------------------------------------------------------------------------------------

    def cancel(self) -> None:
        """Let it end soon; one that waits ends at once."""
        self._cancel.set()

    def run(self) -> None:
        """Do the work in this thread and keep how it ended."""
        with Caught() as caught:
            self._run()
        if caught.defect is not None:
            number = noted(f"job {self._told.kind}", caught.defect)
            self._end(JobState.FAILED, f"Wiredesk itself failed here; the server's log has it as {number}")

    def _run(self) -> None:
        try:
            self.demand_going()
            self._change(state=JobState.RUNNING, began_at=self._now())
            self._work(self)
        except Cancelled:
            self._end(JobState.CANCELLED)
        except (WiredeskError, OSError) as error:
            self._end(JobState.FAILED, shown(error, self._store))
        else:
            self._end(JobState.DONE)

    def _end(self, state: JobState, words: str | None = None) -> None:
        self.holding.release()
        told = self._told.words if words is None else words[:_MOST_WORDS]
        self._change(state=state, ended_at=self._now(), words=told)
        self._over.set()

    def _change(self, **told: object) -> None:
        with self._lock:
            self._told = replace(self._told, **told)  # type: ignore[arg-type]

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


Work = Callable[[Job], object]


class _Lane:
    """Do jobs in their order, so many at once, each in a thread of its own that nothing waits for at the end."""

    def __init__(self, n_at_once: int) -> None:
        self._free = n_at_once
        self._waiting: deque[Job] = deque()
        self._lock = threading.Lock()

    def put(self, job: Job) -> None:
        with self._lock:
            self._waiting.append(job)
            self._start()

    def drop(self, job: Job) -> None:
        """Let a job that waits end now; one that runs is left to end by itself."""
        with self._lock:
            if job not in self._waiting:
                return
            self._waiting.remove(job)
        job.run()

    def _start(self) -> None:
        if self._free and self._waiting:
            self._free -= 1
            threading.Thread(target=self._run, args=(self._waiting.popleft(),), name="wiredesk job", daemon=True).start()

    def _run(self, job: Job) -> None:
        try:
            job.run()
        finally:
            with self._lock:
                self._free += 1
                self._start()


class Jobs:
    """Keep all jobs of a server; `store` is what the desk's place is called in errors, which is not shown to people."""

    def __init__(self, clock: Clock, store: str = "") -> None:
        self._clock, self._store = clock, store
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._reading, self._other = _Lane(1), _Lane(_N_AT_ONCE)
        self._lane_of: dict[str, _Lane] = {}

    def start(
        self, kind: str, title: str, person: Person, work: Work, *, is_reading: bool = False, holding: Holding = NOTHING_HELD
    ) -> Job:
        """Put a job in its line and return it; it begins at once where nothing is before it.

        :raises HTTPException: 429 when too many wait already; then `holding` was released.
        """
        job_id = f"j{secrets.token_hex(8)}"
        told = Seen(job_id, kind, title[:_MOST_WORDS], person.name, JobState.WAITING, self._clock().isoformat(timespec="seconds"))
        job = Job(told, person, work, holding, (self._clock, self._store))
        lane = self._reading if is_reading else self._other
        try:
            with self._lock:
                self._forget()
                self._demand_room(person, holding)
                self._jobs[job_id], self._lane_of[job_id] = job, lane
        except HTTPException:
            holding.release()
            raise
        lane.put(job)
        return job

    def job(self, job_id: str, person: Person) -> Job:
        """Return a job that this person may see: one of theirs; editors see all.

        :raises NotOnDesk: when there is none, or it is another's.
        """
        with self._lock:
            found = self._jobs.get(job_id)
        if found is None or not _may_see(person, found):
            raise NotOnDesk(f"job {job_id}: is not known here; jobs are kept for a day, and until the server ends")
        return found

    def seen_by(self, person: Person) -> list[Seen]:
        """Return the jobs that this person may see, the newest first."""
        with self._lock:
            self._forget()
            found = [one for one in self._jobs.values() if _may_see(person, one)]
        return [one.seen() for one in reversed(found)]

    def cancel(self, job_id: str, person: Person) -> Job:
        """Let a job end and return it; one that is over stays as it is.

        :raises NotOnDesk: when there is none, or it is another's.
        """
        job = self.job(job_id, person)
        if not job.seen().state.is_over:
            job.cancel()
            self._lane_of[job_id].drop(job)
        return job

    def close(self) -> None:
        """Let all jobs end, before the store closes; those that run end at their next piece, or are left after some seconds."""
        with self._lock:
            left = [one for one in self._jobs.values() if not one.seen().state.is_over]
        for one in left:
            one.cancel()
        for one in left:
            self._lane_of[one.id].drop(one)
        until = time.monotonic() + _END_WITHIN_S
        for one in left:
            one.wait(max(0.0, until - time.monotonic()))

    def _demand_room(self, person: Person, holding: Holding) -> None:
        still = [one for one in self._jobs.values() if not one.seen().state.is_over]
        n_own = sum(_is_own(person, one) for one in still)
        if len(still) >= _MOST_OPEN or n_own >= _MOST_OPEN_EACH:
            words = f"{n_own} jobs of yours wait or run already; let them end, or cancel some"
            raise HTTPException(429, words, headers={"Retry-After": "60"})
        if holding.n_bytes and sum(one.holding.n_bytes for one in still) + holding.n_bytes > _MOST_BYTES:
            raise HTTPException(429, "too much waits to be read already; let it be read first", headers={"Retry-After": "60"})

    def _forget(self) -> None:
        """Drop jobs that ended a day ago, and the oldest beyond the bound."""
        over = [(one.id, ended) for one in self._jobs.values() if (ended := one.seen().ended_at) is not None]
        before = (self._clock() - _KEPT_FOR).isoformat(timespec="seconds")
        n_beyond = len(self._jobs) - _MOST_KEPT
        for number, (job_id, ended) in enumerate(over):
            if ended < before or number < n_beyond:
                del self._jobs[job_id], self._lane_of[job_id]


def _is_own(person: Person, job: Job) -> bool:
    return (person.account_id, person.name) == (job.person.account_id, job.person.name)


def _may_see(person: Person, job: Job) -> bool:
    return _is_own(person, job) or person.may("jobs")
