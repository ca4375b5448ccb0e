"""Errors as people and programs get them: a page, a notice for htmx, one JSON shape. Not for: raising them."""

from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from wiredesk.errors import (
    AccountRefused,
    NotOnDesk,
    Rejected,
    RulingOvertaken,
    RulingRefused,
    SettingError,
    StoreBusy,
    StoreFull,
    TooBusy,
    WiredeskError,
)
from wiredesk.web.defects import shown
from wiredesk.web.guard import person_of
from wiredesk.web.rendering import is_part, page, query
from wiredesk.web.ways import way_back
from wiredesk.web.works import works_of

_STATUS: tuple[tuple[type[WiredeskError], int, str], ...] = (
    (NotOnDesk, 404, "not_on_desk"),
    (RulingOvertaken, 409, "changed_meanwhile"),
    (RulingRefused, 409, "ruling_refused"),
    (AccountRefused, 409, "account_refused"),
    (SettingError, 400, "wrong_value"),
    (Rejected, 422, "rejected"),
    (StoreBusy, 503, "store_busy"),
    (TooBusy, 503, "too_busy"),
    (StoreFull, 507, "store_full"),
    (WiredeskError, 500, "failed"),
)
_CODES = {
    400: "wrong_request", 401: "login_wanted", 403: "forbidden", 404: "not_found", 405: "method_not_allowed", 408: "too_slow",
    409: "conflict", 413: "too_large", 415: "wrong_media_type", 422: "wrong_value", 429: "too_many_requests",
}  # fmt: skip

# What the framework says in its own words.
_SAID = {
    "Not Found": "nothing has this address: it was removed, or the address is not whole",
    "Method Not Allowed": "this address is not asked so",
}
_WRONG = {
    "string_pattern_mismatch": "is not written as it has to be",
    "int_parsing": "is no whole number",
    "enum": "is none of those that there are",
    "literal_error": "is none of those that there are",
    "string_too_long": "is too long",
    "less_than": "is too great",
    "less_than_equal": "is too great",
    "greater_than_equal": "is too small",
    "missing": "is missing",
}


class Problem(BaseModel):
    """Say what is wrong: a short code for programs, one line for people."""

    code: str
    message: str


class Refusal(BaseModel):
    """Be the one shape of all errors of the API."""

    error: Problem


def add_refusals(app: FastAPI) -> None:
    """Let the app answer every error in the shape that was asked for."""

    @app.exception_handler(WiredeskError)
    async def of_ours(request: Request, error: WiredeskError) -> Response:
        return answer_of_ours(request, error)

    @app.exception_handler(HTTPException)
    async def of_http(request: Request, error: HTTPException) -> Response:
        if error.status_code == 401 and not _is_api(request) and not is_part(request):
            return _to_login(request)
        headers = _allowed(request) if error.status_code == 405 else error.headers
        told = str(error.detail)
        return answer(request, error.status_code, _SAID.get(told, told), headers=headers)

    @app.exception_handler(RequestValidationError)
    async def of_values(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0] if error.errors() else {"loc": (), "msg": "wrong", "type": ""}
        where = ".".join(str(one) for one in first["loc"][1:]) or "request"
        if _is_api(request):
            return answer(request, 422, f"{where}: {first['msg']}"[:300])
        if first["loc"][:1] == ("path",):
            return answer(request, 404, _SAID["Not Found"])
        return answer(request, 422, f"{where}: {_WRONG.get(str(first['type']), str(first['msg']))}"[:300])


def answer_of_ours(request: Request, error: WiredeskError) -> Response:
    """Return one of our errors as it was asked for; strangers are not told what is wrong inside."""
    status, code = next((status, code) for kind, status, code in _STATUS if isinstance(error, kind))
    is_hidden = status >= 500 and not person_of(request).name and not isinstance(error, TooBusy)
    words = (
        "the desk cannot be used just now; try again in a moment"
        if is_hidden
        else shown(error, works_of(request).desk.store.shown)
    )
    return answer(request, status, words, code=code, headers={"retry-after": "3"} if status == 503 else None)


def answer(
    request: Request, status: int, message: str, *, code: str | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """Return a refusal as it was asked for: JSON for programs, a notice for htmx, a page for people."""
    if _is_api(request):
        told = Refusal(error=Problem(code=code or _CODES.get(status, "failed"), message=message)).model_dump()
        return JSONResponse(told, status, headers=dict(headers or {}))
    if is_part(request):
        made = page(request, "_notice.html.j2", status=status, message=message, kind="wrong")
        made.headers["HX-Retarget"], made.headers["HX-Reswap"] = "#notices", "beforeend"
    else:
        made = page(request, "refused.html.j2", status=status, message=message, code=status, back=_page_before(request))
    made.headers.update(headers or {})
    return made


def _page_before(request: Request) -> str:
    """Return the page of ours whose form was refused, "" where none says so; loaded again it has a new token."""
    if request.method == "GET":
        return ""
    scheme, _, path = request.headers.get("referer", "").partition(f"://{request.headers.get('host', '')}")
    return way_back(path, "") if scheme in ("http", "https") else ""


def _allowed(request: Request) -> dict[str, str]:
    found = request.app.state.methods.at(request.url.path)
    return {"allow": ", ".join(sorted(found))} if found else {}


def _to_login(request: Request) -> Response:
    """Send to the login, and back afterwards.

    A link in a mail opens without our cookie, because it comes from elsewhere; the same page asked for once more by a page
    of ours brings it.
    """
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if request.method == "GET" and request.headers.get("sec-fetch-site") == "cross-site":
        return page(request, "_again.html.j2", asked=asked)
    return RedirectResponse("/login" + query(next=asked if request.method == "GET" else "/"), 303)


def _is_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")
