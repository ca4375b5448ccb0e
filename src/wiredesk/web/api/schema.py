"""The API's own description: OpenAPI 3.1 for programs. Not for: people (see `routes.api_docs`), any resource."""

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute

from wiredesk.web.guard import nobody

router = APIRouter()
_METHODS = ("get", "post", "put", "patch", "delete")
_SECURITY = {
    "key": {"type": "http", "scheme": "bearer", "description": "A key from /settings/keys: `Authorization: Bearer KEY`."},
    "session": {"type": "apiKey", "in": "cookie", "name": "wiredesk", "description": "The session of a browser."},
}


@router.get("/openapi.json", dependencies=[nobody()], include_in_schema=False)
def openapi(request: Request) -> JSONResponse:
    """Give the description of this API."""
    return JSONResponse(schema_of(request.app), headers={"cache-control": "no-cache"})


def schema_of(app: FastAPI) -> dict[str, Any]:
    """Return the description of the app's API; it is made once."""
    if app.openapi_schema is None:
        made = app.openapi()
        made["components"]["securitySchemes"] = _SECURITY
        made["security"] = [{"key": []}, {"session": []}]
        for path, methods in made["paths"].items():
            for operation in (methods[one] for one in _METHODS if one in methods):
                _describe(operation, path)
    return dict(app.openapi_schema or {})


def operation_id(route: APIRoute) -> str:
    """Return the name of an operation for programs that are made from the schema: `get_reports_by_report`."""
    parts = [part for part in route.path.removeprefix("/api/v1").split("/") if part]
    named = [f"by_{part[1:-1]}" if part.startswith("{") else part for part in parts]
    return "_".join([min(route.methods or {"GET"}).lower(), *named]).replace("-", "_").replace(".", "_").replace(":path", "")


def _describe(operation: dict[str, Any], path: str) -> None:
    """Say in one line what an operation does, and all the rest below; group it by its resource."""
    operation.setdefault("tags", [path.removeprefix("/api/v1/").split("/")[0]])
    lines = operation.get("description", "").split("\n")
    told = "\n".join(line for line in lines if not line.strip().startswith(":raises"))
    first, _, more = told.partition("\n\n")
    summary, _, rest = " ".join(first.split()).partition(". ")
    operation["summary"] = summary.rstrip(".") or operation.get("summary", "")
    operation["description"] = "\n\n".join(one for one in (rest, more.strip()) if one)
    for one in operation.get("parameters", ()):
        if one["in"] == "query":
            _demand_words(one["schema"])


def _demand_words(schema: dict[str, Any]) -> None:
    """Say that a parameter without a value is refused (see `soundness`)."""
    for part in (schema, *schema.get("anyOf", ()), schema.get("items", {})):
        if part.get("type") == "string" and "enum" not in part:
            part["minLength"] = max(1, part.get("minLength", 1))
