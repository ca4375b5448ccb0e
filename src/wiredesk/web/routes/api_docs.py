"""The API's description for people. Not for: programs (see `api.schema`)."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from wiredesk.web import api_shown
from wiredesk.web.api.schema import schema_of
from wiredesk.web.guard import needs
from wiredesk.web.rendering import page

router = APIRouter()


@router.get("/api/v1/docs", dependencies=[needs("see")])
def docs(request: Request) -> HTMLResponse:
    """Show every operation of the API with its parameters, shapes and an example."""
    schema = schema_of(request.app)
    base = f"{request.url.scheme}://{request.headers.get('host', 'localhost')}"
    return page(
        request,
        "api_docs.html.j2",
        section="settings",
        groups=api_shown.operations(schema, base),
        shapes=api_shown.shapes(schema),
        refusals=api_shown.refusals(schema),
        base=base,
    )
