"""Follow feeds once, as a long job of this server. Not for: following them all day (`wiredesk follow`)."""

import threading

from wiredesk.desk.desk import Desk
from wiredesk.desk.feed_list import ask_soon
from wiredesk.desk.following import FollowOptions, follow
from wiredesk.desk.happenings import Happening, Kind
from wiredesk.web.jobs import Found, Job, Jobs
from wiredesk.web.roles import Person

_MARKS = {
    Kind.FILED: "filed",
    Kind.KNOWN: "known",
    Kind.REJECTED: "refused",
    Kind.FAILED: "refused",
    Kind.UNDELIVERED: "refused",
}


class _Stop(threading.Event):
    """Be set when somebody cancels the job: the follower asks several times a second."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def is_set(self) -> bool:
        return super().is_set() or self._job.is_cancelled


def start_following(jobs: Jobs, desk: Desk, person: Person) -> Job:
    """Start a job that asks all feeds that do not rest, files what is new, and delivers alerts.

    :raises HTTPException: 429 when too many jobs wait already.
    """

    def work(job: Job) -> None:
        n_feeds = ask_soon(desk)
        job.tell(0, 0, f"{n_feeds} feeds are asked")
        n_failed = follow(
            desk, FollowOptions(once=True), tell=lambda happened: _told(job, happened), show=_nowhere, stop=_Stop(job)
        )
        job.demand_going()
        job.lead_to("/settings/feeds", f"All asked; {n_failed} failed" if n_failed else "All asked")

    return jobs.start("follow", "Ask all feeds now", person, work)


def _told(job: Job, happened: Happening) -> None:
    if happened.kind in (Kind.NOTE, Kind.WAITS):
        return
    report = str(happened.more.get("report") or "")
    words = happened.words or str(happened.kind)
    job.add(Found(_MARKS.get(happened.kind, "done"), words, detail=str(happened.more.get("url") or ""), report=report))


def _nowhere(_message: object) -> None:
    """Alerts for the terminal stand on the desk; nobody looks at the terminal of a server."""
