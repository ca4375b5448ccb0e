"""Adding a report over the API: words, a page, an address or a file. Not for: taking it in (see `web.adding`)."""

import hashlib
import json
from typing import Annotated, Any, BinaryIO, TypeVar

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import Field, TypeAdapter, ValidationError

from wiredesk.desk.adding import KnownPage, report_of
from wiredesk.desk.reader import Given
from wiredesk.pages.intake import Handed
from wiredesk.web.adding import MOST_ADDRESS_CHARS, Brought, given_of, start_adding
from wiredesk.web.api.jobs import JobFull, job_full
from wiredesk.web.api.shapes import Day, Moment, Shape
from wiredesk.web.guard import TOKEN_FIELD, AtDesk, needs, person_of
from wiredesk.web.soundness import demand_sound
from wiredesk.web.uploads import held_words, upload_of
from wiredesk.web.works import works_of

T = TypeVar("T")

router = APIRouter(tags=["reports"])
_Address = Annotated[str, Field(pattern=r"^https?://[^\s]+$", max_length=MOST_ADDRESS_CHARS)]


class _About(Shape):
    """Hold what is known of a page; it outranks what the page says."""

    published: Day | None = Field(None, description="The day of publication.")
    address: _Address | None = Field(None, description="Where the page was published.")
    captured: Moment | None = Field(None, description="When it was captured.")


class NewText(_About):
    """Add words: a clean text, or a capture with all that stands around the article."""

    text: str = Field(min_length=1, max_length=1_000_000, pattern=r"\S")


class NewPage(_About):
    """Add a page by its markup."""

    html: str = Field(min_length=1, max_length=5_000_000, pattern=r"\S")


class NewAddress(Shape):
    """Add the page at an address, which this server fetches; addresses of private networks are refused."""

    url: _Address
    published: Day | None = Field(None, description="The day of publication.")


NewReport = NewText | NewPage | NewAddress


class KnownReport(Shape):
    """Say that this page is on the desk already; nothing was changed."""

    report: str


_FORM = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {"type": "string", "format": "binary", "description": "HTML, text, mail, PDF, MHTML, WARC, WACZ, mbox, zip …"},
        "published": {"type": "string", "format": "date"},
        "address": {"type": "string", "pattern": r"^https?://[^\s]+$", "maxLength": MOST_ADDRESS_CHARS},
        "captured": {"type": "string", "format": "date-time"},
    },
}


def _body() -> dict[str, Any]:
    """Return the body in the schema: one of three shapes as JSON, or a form with a file."""
    shapes = [one.model_json_schema() for one in (NewText, NewPage, NewAddress)]
    content = {"application/json": {"schema": {"oneOf": shapes}}, "multipart/form-data": {"schema": _FORM}}
    return {"requestBody": {"required": True, "content": content}}


async def _brought(request: Request) -> Brought:
    """Return what a request brings, as JSON or as a form."""
    if request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        return await _from_form(request)
    try:
        said = json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise HTTPException(422, "the body is no JSON; send an object with text, html or url") from error
    demand_sound(said)
    new = _checked(TypeAdapter(NewReport), said)
    if isinstance(new, NewAddress):
        return Brought(addresses=(new.url,), given=Given(new.published))
    name, words = ("posted text", new.text) if isinstance(new, NewText) else ("posted page", new.html)
    given = _given(new)
    return Brought((held_words(f"{name} {_digest(words.encode())[:12]}", words),), given=given)


async def _from_form(request: Request) -> Brought:
    upload = await upload_of(request)
    try:
        if len(upload.files) != 1:
            raise HTTPException(422, "send one file, and of it published, address, captured")
        given = _given(_checked(TypeAdapter(_About), {name: one for name, one in upload.fields.items() if name != TOKEN_FIELD}))
    except BaseException:
        upload.close()
        raise
    return Brought(upload.files, given=given)


def _checked(shape: TypeAdapter[T], said: Any) -> T:
    try:
        return shape.validate_python(said)
    except ValidationError as error:
        raise RequestValidationError([{**one, "loc": ("body", *one["loc"])} for one in error.errors()]) from error


def _given(about: _About) -> Given:
    """Return what is said of a page.

    :raises SettingError: for an address that cannot be.
    """
    moment = about.captured.isoformat() if about.captured else ""
    return given_of(
        published=about.published.isoformat() if about.published else "", address=about.address or "", captured=moment
    )


@router.post(
    "/reports",
    dependencies=[needs("add")],
    status_code=202,
    responses={200: {"model": KnownReport, "description": "It is on the desk already."}},
    openapi_extra=_body(),
)
def add_report(
    request: Request, response: Response, desk: AtDesk, brought: Annotated[Brought, Depends(_brought)]
) -> JobFull | KnownReport:
    """Add a report. It is read in its turn; the answer is the job, whose pieces tell the report's id.

    Send JSON with `text`, `html` or `url`, or a form (`multipart/form-data`) with a `file`, which may carry many reports.
    """
    known = _known(desk, brought)
    if known is not None:
        brought.close()
        response.status_code = 200
        return KnownReport(report=known)
    job = start_adding(works_of(request), person_of(request), brought)
    response.headers["location"] = f"/api/v1/jobs/{job.id}"
    return job_full(job.seen())


def _known(desk: AtDesk, brought: Brought) -> str | None:
    """Return the report that the same bytes are on the desk, where nothing is said of them that could tell them apart."""
    if not brought.files or brought.given.url:
        return None
    handed: Handed = brought.files[0]
    return report_of(desk, KnownPage(handed.name, _digest_of(handed.file), None))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _digest_of(file: BinaryIO) -> str:
    told = hashlib.sha256()
    file.seek(0)
    while piece := file.read(1 << 20):
        told.update(piece)
    return told.hexdigest()
