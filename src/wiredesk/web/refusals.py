"""Errors as people and programs get them: a page, a notice for htmx, one JSON shape. Not for: raising them."""

from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from wiredesk.errors import (
    NotOnDesk,
    Rejected,
    RulingOvertaken,
    RulingRefused,
    SettingError,
    StoreBusy,
    StoreFull,
    WiredeskError,
)
from wiredesk.web.rendering import is_part, page, query

_STATUS: tuple[tuple[type[WiredeskError], int, str], ...] = (
    (NotOnDesk, 404, "not_on_desk"),
    (RulingOvertaken, 409, "changed_meanwhile"),
    (RulingRefused, 409, "ruling_refused"),
    (SettingError, 400, "wrong_value"),
    (Rejected, 422, "rejected"),
    (StoreBusy, 503, "store_busy"),
    (StoreFull, 507, "store_full"),
    (WiredeskError, 500, "failed"),
)
_CODES = {400: "wrong_request", 401: "login_wanted", 403: "forbidden", 404: "not_found", 405: "method_not_allowed",
          409: "conflict", 413: "too_large", 415: "wrong_media_type", 422: "wrong_value", 429: "too_many_requests"}  # fmt: skip


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
        status, code = next((status, code) for kind, status, code in _STATUS if isinstance(error, kind))
        return _answer(request, status, code, str(error))

    @app.exception_handler(HTTPException)
    async def of_http(request: Request, error: HTTPException) -> Response:
        if error.status_code == 401 and not _is_api(request) and not is_part(request):
            return RedirectResponse("/login" + query(next=request.url.path), 303)
        code = _CODES.get(error.status_code, "failed")
        return _answer(request, error.status_code, code, str(error.detail), error.headers)

    @app.exception_handler(RequestValidationError)
    async def of_values(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0] if error.errors() else {"loc": (), "msg": "wrong"}
        where = ".".join(str(one) for one in first["loc"][1:]) or "request"
        return _answer(request, 422, "wrong_value", f"{where}: {first['msg']}"[:300])


def _is_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def _answer(request: Request, status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> Response:
    if _is_api(request):
        told = Refusal(error=Problem(code=code, message=message)).model_dump()
        return JSONResponse(told, status, headers=dict(headers or {}))
    if is_part(request):
        answer = page(request, "_notice.html.j2", status=status, message=message, kind="wrong")
        answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "#notices", "beforeend"
    else:
        answer = page(request, "refused.html.j2", status=status, message=message, code=status)
    answer.headers.update(headers or {})
    return answer
