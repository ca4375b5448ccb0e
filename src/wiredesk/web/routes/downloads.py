"""Downloads: what is filtered on a page, as a file of each format, with its quotations. Not for: writing it (see `exports`)."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import Field

from wiredesk.desk.exporting_files import FORMATS, demand_tables
from wiredesk.export.tables import TABLES, table_schema
from wiredesk.web.asking import Blank, Picked
from wiredesk.web.exports import MOST_AT_ONCE, Wish, answer, n_reports_of, sent, write_wish
from wiredesk.web.guard import AtDesk, needs, person_of
from wiredesk.web.jobs import JOB_ID, Job
from wiredesk.web.works import works_of

router = APIRouter()
_NAMES = f"^({'|'.join(TABLES)})$"
_TABLE = Path(pattern=f"^({'|'.join((*TABLES, 'tables'))})$")
_FORMAT = Path(pattern=f"^({'|'.join(FORMATS)})$")


class Sheets(Picked):
    """Be a choice of rows, and of the tables that go into one workbook."""

    table: Annotated[list[Annotated[str, Field(pattern=_NAMES)]], Field(max_length=len(TABLES)), Blank] = []  # noqa: RUF012


@router.get("/export/files/{job_id}", dependencies=[needs("export")])
def file_of_job(request: Request, job_id: Annotated[str, Path(pattern=JOB_ID)]) -> Response:
    """Send the file that a job wrote to those who may see the job."""
    works = works_of(request)
    works.jobs.job(job_id, person_of(request))
    wish, path = works.exports.of(job_id)
    return answer(wish, path.open("rb"))


@router.get("/export/{table}.schema.json", dependencies=[needs("export")])
def schema(table: Annotated[str, _TABLE]) -> Response:
    """Send the Table Schema of a table."""
    demand_tables([table], "csv")
    return JSONResponse(table_schema(TABLES[table]))


@router.get("/export/{table}.{form}", dependencies=[needs("export")])
def download(
    request: Request,
    desk: AtDesk,
    table: Annotated[str, _TABLE],
    form: Annotated[str, _FORMAT],
    sheets: Annotated[Sheets, Query()],
) -> Response:
    """Send a file; `tables.xlsx` holds the tables that are named, or all. What is large is left to a job."""
    names = tuple(dict.fromkeys(sheets.table)) or tuple(TABLES) if table == "tables" else (table,)
    demand_tables(names, form)
    wish = Wish(names, form, sheets)
    if n_reports_of(desk, wish, most=MOST_AT_ONCE + 1) <= MOST_AT_ONCE:
        return sent(desk, wish)
    works = works_of(request)

    def work(job: Job) -> None:
        path = works.exports.path(job.id)
        with path.open("wb") as out:
            write_wish(desk, wish, out, lambda n: job.tell(n, 0, f"{n:,} rows"))
        works.exports.keep(job.id, wish)
        job.lead_to(f"/export/files/{job.id}", f"Download {wish.file_name}")

    job = works.jobs.start("export", f"{FORMATS[form].words}: {', '.join(names)}", person_of(request), work)
    return RedirectResponse(f"/jobs/{job.id}", 303)
