"""Long jobs: their order, what is told of them, who may see and cancel them, how they end."""

import datetime
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fastapi import HTTPException

from wiredesk.desk.adding import ReadAll, ToRead, WasRead
from wiredesk.errors import NotOnDesk, StoreFull
from wiredesk.web.jobs import Found, Holding, Job, Jobs, JobState
from wiredesk.web.roles import Person, Role
from wiredesk.web.warm import WarmReader

ANA, BEN = Person("Ana", Role.CODER, 1), Person("Ben", Role.CODER, 2)
EVA = Person("Eva", Role.EDITOR, 3)
LONG = 10.0


class Clock:
    """Tell a time that only the test moves."""

    def __init__(self) -> None:
        self.at = datetime.datetime(2024, 9, 1, 12, tzinfo=datetime.UTC)

    def __call__(self) -> datetime.datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    """Give a clock of one's own."""
    return Clock()


@pytest.fixture
def jobs(clock: Clock) -> Iterator[Jobs]:
    """Give jobs that all end with the test."""
    made = Jobs(clock)
    yield made
    made.close()


class Gate:
    """Be the work of a job that says when it began and goes on when it is let."""

    def __init__(self) -> None:
        self.began, self.go = threading.Event(), threading.Event()

    def __call__(self, job: Job) -> None:
        self.began.set()
        assert self.go.wait(LONG)
        job.demand_going()


def test_a_job_tells_how_far_it_is_and_what_it_found(jobs: Jobs) -> None:
    def work(job: Job) -> None:
        job.tell(1, 2, "half of it")
        job.add(Found("filed", "Convoy shelled", report="r12"))
        job.lead_to("/reports/r12", "Open the report")

    job = jobs.start("add", "Pasted text", ANA, work)
    assert job.wait(LONG)
    seen = job.seen()
    assert (seen.state, seen.done, seen.of, seen.words) == (JobState.DONE, 1, 2, "half of it")
    assert seen.found == (Found("filed", "Convoy shelled", report="r12"),)
    assert seen.counts == (("filed", 1),)
    assert seen.result == ("/reports/r12", "Open the report")
    assert job.seen(after=1).found == ()


def test_reading_jobs_go_one_after_the_other(jobs: Jobs) -> None:
    first, second = Gate(), Gate()
    one = jobs.start("add", "one", ANA, first, is_reading=True)
    two = jobs.start("add", "two", ANA, second, is_reading=True)
    assert first.began.wait(LONG)
    assert one.seen().state is JobState.RUNNING
    assert two.seen().state is JobState.WAITING
    first.go.set()
    assert second.began.wait(LONG)
    assert one.wait(LONG)
    second.go.set()
    assert two.wait(LONG)


def test_other_jobs_do_not_wait_behind_a_reading_one(jobs: Jobs) -> None:
    gate = Gate()
    jobs.start("add", "one", ANA, gate, is_reading=True)
    assert gate.began.wait(LONG)
    assert jobs.start("export", "two", ANA, lambda job: job.tell(1, 1)).wait(LONG)
    gate.go.set()


def test_a_cancelled_job_ends_at_its_next_piece_and_keeps_what_it_did(jobs: Jobs) -> None:
    gate = Gate()

    def work(job: Job) -> None:
        job.add(Found("filed", "the first"))
        gate(job)
        job.add(Found("filed", "never reached"))

    job = jobs.start("add", "many", ANA, work)
    assert gate.began.wait(LONG)
    jobs.cancel(job.id, ANA)
    gate.go.set()
    assert job.wait(LONG)
    assert job.seen().state is JobState.CANCELLED
    assert [one.words for one in job.seen().found] == ["the first"]


def test_a_waiting_job_that_is_cancelled_never_begins_and_lets_its_files_go(jobs: Jobs) -> None:
    gate, let_go, begun = Gate(), [], []
    jobs.start("add", "one", ANA, gate, is_reading=True)
    assert gate.began.wait(LONG)
    two = jobs.start("add", "two", ANA, begun.append, is_reading=True, holding=Holding(1, lambda: let_go.append("files")))
    jobs.cancel(two.id, ANA)
    assert two.wait(0)
    assert (two.seen().state, begun, let_go) == (JobState.CANCELLED, [], ["files"])
    gate.go.set()


def test_waiting_ends_when_a_job_is_cancelled(jobs: Jobs) -> None:
    gate = Gate()

    def work(job: Job) -> None:
        gate.began.set()
        job.pause(3600)

    job = jobs.start("follow", "asking feeds", ANA, work)
    assert gate.began.wait(LONG)
    jobs.cancel(job.id, ANA)
    assert job.wait(LONG)


def test_a_job_fails_with_the_words_of_our_error(jobs: Jobs) -> None:
    def work(_job: Job) -> None:
        raise StoreFull("no space is left for the store; make room")

    job = jobs.start("add", "one", ANA, work)
    assert job.wait(LONG)
    assert (job.seen().state, job.seen().words) == (JobState.FAILED, "no space is left for the store; make room")


def test_a_fault_of_our_own_is_told_in_one_line_and_holds_up_no_other_job(
    jobs: Jobs, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    def work(_job: Job) -> None:
        raise ZeroDivisionError("hunter2 is the password")

    job = jobs.start("add", "one", ANA, work, is_reading=True)
    after = jobs.start("add", "two", ANA, lambda job: None, is_reading=True)
    assert job.wait(LONG)
    assert after.wait(LONG)
    assert job.seen().state is JobState.FAILED
    lines = [record.getMessage() for record in caplog.records if record.name == "wiredesk.web"]
    assert len(lines) == 1
    assert job.seen().words.split()[-1] in lines[0]
    written = capfd.readouterr()
    assert "hunter2" not in job.seen().words + lines[0] + written.err + written.out
    assert "Traceback" not in written.err


def test_a_job_that_fails_does_not_say_where_on_the_machine(clock: Clock) -> None:
    jobs = Jobs(clock, "/srv/place/wiredesk.db")

    def full(_job: Job) -> None:
        raise OSError(28, "No space left on device", "/srv/place/exports/x")

    def held(_job: Job) -> None:
        raise StoreFull("store /srv/place/wiredesk.db: no space is left; make room")

    words = []
    for work in (full, held):
        job = jobs.start("export", "one", ANA, work)
        assert job.wait(LONG)
        words.append(job.seen().words)
    assert words == ["No space left on device", "the store: no space is left; make room"]
    jobs.close()


def test_only_the_owner_and_editors_see_a_job(jobs: Jobs) -> None:
    job = jobs.start("add", "one", ANA, lambda job: None)
    assert job.wait(LONG)
    assert jobs.job(job.id, ANA) is job
    assert jobs.job(job.id, EVA) is job
    assert [one.id for one in jobs.seen_by(EVA)] == [job.id]
    assert jobs.seen_by(BEN) == []
    with pytest.raises(NotOnDesk):
        jobs.job(job.id, BEN)
    with pytest.raises(NotOnDesk):
        jobs.cancel(job.id, BEN)


def test_jobs_are_forgotten_after_a_day(jobs: Jobs, clock: Clock) -> None:
    job = jobs.start("add", "one", ANA, lambda job: None)
    assert job.wait(LONG)
    clock.at += datetime.timedelta(hours=23)
    assert jobs.seen_by(ANA)
    clock.at += datetime.timedelta(hours=2)
    assert jobs.seen_by(ANA) == []
    with pytest.raises(NotOnDesk):
        jobs.job(job.id, ANA)


def test_one_person_cannot_fill_the_line_for_all(jobs: Jobs) -> None:
    gate, let_go = Gate(), []
    for number in range(20):
        jobs.start("add", str(number), ANA, gate, is_reading=True)
    with pytest.raises(HTTPException) as refused:
        jobs.start("add", "too much", ANA, gate, holding=Holding(1, lambda: let_go.append("files")))
    assert refused.value.status_code == 429
    assert let_go == ["files"]
    jobs.start("add", "another's", BEN, gate, is_reading=True)
    gate.go.set()


def test_what_waits_may_not_fill_the_disk(jobs: Jobs) -> None:
    gate, let_go = Gate(), []
    large = Holding(1_500_000_000, lambda: let_go.append("files"))
    first = jobs.start("add", "large", ANA, gate, is_reading=True, holding=large)
    with pytest.raises(HTTPException) as refused:
        jobs.start("add", "large too", BEN, gate, holding=large)
    assert (refused.value.status_code, let_go) == (429, ["files"])
    gate.go.set()
    assert first.wait(LONG)
    assert jobs.start("add", "large now", BEN, lambda job: None, holding=large).wait(LONG)


def test_pieces_beyond_the_bound_are_counted_only(jobs: Jobs) -> None:
    def work(job: Job) -> None:
        for number in range(2_000):
            job.add(Found("filed", str(number)))

    job = jobs.start("add", "many", ANA, work)
    assert job.wait(LONG)
    assert (len(job.seen().found), job.seen().n_found) == (500, 2_000)


def test_all_jobs_end_with_the_server(clock: Clock) -> None:
    jobs, gate = Jobs(clock), Gate()

    def work(job: Job) -> None:
        gate.began.set()
        job.pause(3600)

    running = jobs.start("add", "one", ANA, work, is_reading=True)
    waiting = jobs.start("add", "two", ANA, gate, is_reading=True)
    assert gate.began.wait(LONG)
    jobs.close()
    assert running.wait(0)
    assert {running.seen().state, waiting.seen().state} == {JobState.CANCELLED}


# -- the reader kept warm ------------------------------------------------------------------------------------------


class Readers:
    """Count how often a reader was opened and let go."""

    def __init__(self) -> None:
        self.n_opened = self.n_closed = 0
        self.closed = threading.Event()

    @contextmanager
    def __call__(self) -> Iterator[ReadAll]:
        self.n_opened += 1
        try:
            yield self.read_all
        finally:
            self.n_closed += 1
            self.closed.set()

    def read_all(self, pages: Iterator[ToRead]) -> Iterator[WasRead]:
        return iter(WasRead(page) for page in pages)


def test_the_reader_stays_warm_between_two_jobs() -> None:
    readers = Readers()
    warm = WarmReader(readers)
    for _ in range(2):
        with warm():
            pass
    assert (readers.n_opened, readers.n_closed, warm.is_warm) == (1, 0, True)
    warm.close()
    assert (readers.n_closed, warm.is_warm) == (1, False)


def test_the_reader_is_let_go_when_idle() -> None:
    readers = Readers()
    warm = WarmReader(readers, idle_s=0.01)
    with warm():
        pass
    assert readers.closed.wait(LONG)


def test_a_job_that_breaks_off_takes_its_reader_along() -> None:
    readers = Readers()
    warm = WarmReader(readers)
    with pytest.raises(StoreFull), warm():
        raise StoreFull("no space")
    assert readers.n_closed == 1
    with warm():
        assert readers.n_opened == 2
    warm.close()
