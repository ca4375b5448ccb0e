"""What people do with a report on its page: rule on a fact, correct the article, undo, read again, remove. Not for: review."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of, parse_id
from wiredesk.desk.removing import remove_report
from wiredesk.desk.rereading import reread
from wiredesk.desk.ruling import Done, rule_on_report
from wiredesk.desk.ruling_bodies import Ends, rule_on_body
from wiredesk.errors import RulingRefused
from wiredesk.review.making import Maker
from wiredesk.review.rulings import Ruling
from wiredesk.review.seeing import Seen
from wiredesk.web.guard import AtDesk, needs, person_of
from wiredesk.web.jobs import Found, Job
from wiredesk.web.rendering import is_part, query
from wiredesk.web.routes.report import shown
from wiredesk.web.undoing import undone
from wiredesk.web.works import works_of

router = APIRouter()
_SOON_S = 4.0  # so long a person waits for a job before its own page is shown
_Number = Annotated[int, Form(ge=1, le=10_000_000)]


@router.post("/reports/{name}/rule", dependencies=[needs("rule")])
def rule(
    request: Request,
    desk: AtDesk,
    name: str,
    act: Annotated[Literal["accept", "reject"], Query()],
    at: Annotated[str, Query(max_length=60)],
    seen: Annotated[str | None, Query(max_length=400)] = None,
) -> Response:
    """Accept or reject a whole fact as it was seen."""

    def making(maker: Maker) -> Ruling:
        address = maker.as_seen(at, Seen(seen) if seen is not None else None)
        return maker.accept(address) if act == "accept" else maker.reject(address)

    return _done(request, desk, name, rule_on_report(desk, parse_id(name, "report"), [making]), f"f-{at}")


@router.post("/reports/{name}/undo", dependencies=[needs("rule")])
def undo_ruling(request: Request, desk: AtDesk, name: str, ruling: Annotated[str, Form(max_length=30)]) -> Response:
    """Take a ruling back."""
    return _done(request, desk, name, undone(desk, person_of(request), ruling), "history")


@router.post("/reports/{name}/title", dependencies=[needs("rule")])
def title(request: Request, desk: AtDesk, name: str, title: Annotated[str, Form(max_length=1000)]) -> Response:
    """Correct the title."""
    return _done(request, desk, name, rule_on_report(desk, parse_id(name, "report"), [lambda maker: maker.title(title)]), "")


@router.post("/reports/{name}/published", dependencies=[needs("rule")])
def published(request: Request, desk: AtDesk, name: str, published: Annotated[str, Form(max_length=60)]) -> Response:
    """Correct the publication date."""
    done = rule_on_report(desk, parse_id(name, "report"), [lambda maker: maker.published(published)])
    return _done(request, desk, name, done, "")


@router.post("/reports/{name}/body", dependencies=[needs("rule")])
def body(request: Request, desk: AtDesk, name: str, first: _Number, last: _Number) -> Response:
    """Say in which lines of the page the article stands, and read it again."""
    done = rule_on_body(desk, parse_id(name, "report"), Ends(first_line=first, last_line=last))
    return _done(request, desk, name, done, "words")


@router.post("/reports/{name}/reread", dependencies=[needs("reread")])
def read_again(request: Request, desk: AtDesk, name: str) -> Response:
    """Read the stored source again with the present reader."""
    number, works = parse_id(name, "report"), works_of(request)

    def work(job: Job) -> None:
        with works.reading() as read_all:
            for one in reread(desk, [number], read_all):
                what = one.refused or f"{len(one.changes)} changes"
                job.add(Found("refused" if one.refused else "done", f"{name}: {what}", report=name))
        job.lead_to(f"/reports/{name}", name)

    job = works.jobs.start("reread", f"Read {name} again", person_of(request), work, is_reading=True)
    return RedirectResponse(f"/reports/{name}" if job.wait(_SOON_S) and not _went_wrong(job) else f"/jobs/{job.id}", 303)


@router.post("/reports/{name}/remove", dependencies=[needs("remove")])
def remove(
    request: Request,
    desk: AtDesk,
    name: str,
    reason: Annotated[str, Form(min_length=3, max_length=300)],
    is_sure: Annotated[bool, Form()] = False,
) -> Response:
    """Remove a report for good; the files are written anew in a job, which may take minutes on a large desk."""
    if not is_sure:
        raise RulingRefused(f"{name}: say that you are sure; a removal cannot be undone")
    number = parse_id(name, "report")

    def work(job: Job) -> None:
        remove_report(desk, number, reason=reason)
        job.lead_to("/", "Today")

    job = works_of(request).jobs.start("remove", f"Remove {name}", person_of(request), work)
    return RedirectResponse("/" if job.wait(_SOON_S) and not _went_wrong(job) else f"/jobs/{job.id}", 303)


def _went_wrong(job: Job) -> bool:
    seen = job.seen()
    return seen.state.value != "done" or any(one.mark == "refused" for one in seen.found)


def _done(request: Request, desk: Desk, name: str, done: Done, to: str) -> Response:
    """Show the report as it stands now: its block to our script, the page again to all others."""
    number = id_of("ruling", done.rulings[0].id)
    if is_part(request):
        return shown(request, desk, name, ruled=number, block="report")
    return RedirectResponse(f"/reports/{name}{query(ruled=number)}{'#' + to if to else ''}", 303)
