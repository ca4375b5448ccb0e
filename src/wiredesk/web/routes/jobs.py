"""Long jobs, watched and cancelled. Not for: doing them (see `web.jobs`)."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import RedirectResponse, Response

from wiredesk.web.guard import needs, person_of
from wiredesk.web.jobs import JOB_ID
from wiredesk.web.rendering import is_part, page
from wiredesk.web.works import works_of

router = APIRouter()
JobId = Annotated[str, Path(pattern=JOB_ID)]


@router.get("/jobs", dependencies=[needs("see")])
def jobs(request: Request) -> Response:
    """List the jobs of the last day."""
    return page(request, "jobs.html.j2", section="add", jobs=works_of(request).jobs.seen_by(person_of(request)))


@router.get("/jobs/{job_id}", dependencies=[needs("see")])
def job(request: Request, job_id: JobId) -> Response:
    """Show one job as it stands."""
    found = works_of(request).jobs.job(job_id, person_of(request))
    return page(request, "job.html.j2", section="add", job=found.seen())


@router.get("/jobs/{job_id}/news", dependencies=[needs("see")])
def news(request: Request, job_id: JobId, after: Annotated[int, Query(ge=0, le=1_000_000)] = 0) -> Response:
    """Give what is new of a job since so many of its pieces were told."""
    found = works_of(request).jobs.job(job_id, person_of(request)).seen(after=after)
    return page(request, "_job_news.html.j2", job=found, after=after)


@router.post("/jobs/{job_id}/cancel", dependencies=[needs("see")])
def cancel(request: Request, job_id: JobId) -> Response:
    """Let a job end at its next piece."""
    found = works_of(request).jobs.cancel(job_id, person_of(request))
    if is_part(request):
        n_found = found.seen().n_found
        return page(request, "_job_news.html.j2", job=found.seen(after=n_found), after=n_found)
    return RedirectResponse(f"/jobs/{job_id}", 303)
