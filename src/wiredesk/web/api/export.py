"""Tables over HTTP, in each format, as they are filtered. Not for: writing them (see `exports`)."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from pydantic import Field

from wiredesk.desk.exporting_files import FORMATS, demand_tables
from wiredesk.export.tables import TABLES
from wiredesk.web.asking import Picked
from wiredesk.web.exports import Wish, sent
from wiredesk.web.guard import AtDesk, needs

router = APIRouter(prefix="/export", tags=["export"])
_FILES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file.", "content": {one.media_type.split(";")[0]: {} for one in FORMATS.values()}}
}


class Filed(Picked):
    """A choice of rows, and the format of the file."""

    format: Annotated[str, Field(pattern=f"^({'|'.join(FORMATS)})$", description="As what file")] = "jsonl"


@router.get("/{table}", dependencies=[needs("export")], response_class=Response, responses=_FILES)
def export(
    desk: AtDesk, table: Annotated[str, Path(pattern=f"^({'|'.join(TABLES)})$")], filed: Annotated[Filed, Query()]
) -> Response:
    """Send a table of what is picked, each row with its quotation; a large one takes its time, and comes whole or not at all."""
    demand_tables([table], filed.format)
    return sent(desk, Wish((table,), filed.format, filed))
