"""Long jobs over the API. Not for: starting one (each resource does), doing them (see `web.jobs`)."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request

from wiredesk.web.api.shapes import Limit, Listing, Shape
from wiredesk.web.guard import needs, person_of
from wiredesk.web.jobs import JOB_ID, JobState, Seen
from wiredesk.web.works import works_of

router = APIRouter(tags=["jobs"])
JobId = Annotated[str, Path(pattern=JOB_ID, description="The id of a job, such as `j0123456789abcdef`.")]
Cursor = Annotated[str | None, Query(pattern=JOB_ID, description="The `next` of an earlier page.")]


class Piece(Shape):
    """Say what came of one page: `filed`, `known`, `removed`, `refused` (with `reason` and `advice`), or `done`."""

    mark: str
    words: str
    detail: str
    advice: str
    report: str | None
    reason: str | None


class Leads(Shape):
    """Say where a job leads when it is done: an address of this server, and words for it."""

    address: str
    words: str


class JobHead(Shape):
    """Hold a job in a list; `of` is null while nobody knows how many pieces there are, `counts` tells them by their mark."""

    id: str
    kind: str
    title: str
    who: str
    state: JobState
    is_cancelled: bool
    asked_at: str
    began_at: str | None
    ended_at: str | None
    done: int
    of: int | None
    words: str
    counts: dict[str, int]
    result: Leads | None


class JobFull(JobHead):
    """Hold a job with what came of its pieces, the first 500 of them."""

    pieces: list[Piece]


@router.get("/jobs", dependencies=[needs("see")])
def list_jobs(request: Request, limit: Limit = 50, cursor: Cursor = None) -> Listing[JobHead]:
    """List the jobs of the last day, the newest first: your own; editors see all."""
    found = works_of(request).jobs.seen_by(person_of(request))
    ids = [one.id for one in found]
    start = ids.index(cursor) + 1 if cursor in ids else 0
    more = start + limit < len(found)
    page = found[start : start + limit]
    return Listing(items=[JobHead(**_told(one)) for one in page], next=page[-1].id if more else None)


@router.get("/jobs/{job_id}", dependencies=[needs("see")])
def get_job(
    request: Request, job_id: JobId, after: Annotated[int, Query(ge=0, le=1_000_000, description="Skip so many pieces.")] = 0
) -> JobFull:
    """Tell how far a job is and what came of it. Ask again while `state` is `waiting` or `running`."""
    return job_full(works_of(request).jobs.job(job_id, person_of(request)).seen(after=after))


@router.post("/jobs/{job_id}/cancel", dependencies=[needs("see")])
def cancel_job(request: Request, job_id: JobId) -> JobFull:
    """Let a job end at its next piece. What it has filed stays; one that is over stays as it is."""
    return job_full(works_of(request).jobs.cancel(job_id, person_of(request)).seen())


def job_full(seen: Seen) -> JobFull:
    """Return a job as the API sends it."""
    pieces = [
        Piece(
            mark=one.mark,
            words=one.words,
            detail=one.detail,
            advice=one.advice,
            report=one.report or None,
            reason=one.reason or None,
        )
        for one in seen.found
    ]
    return JobFull(**_told(seen), pieces=pieces)


def _told(seen: Seen) -> dict[str, Any]:
    same = ("id", "kind", "title", "who", "state", "is_cancelled", "asked_at", "began_at", "ended_at", "done", "words")
    result = Leads(address=seen.result[0], words=seen.result[1]) if seen.result else None
    return {name: getattr(seen, name) for name in same} | {"of": seen.of or None, "counts": dict(seen.counts), "result": result}
