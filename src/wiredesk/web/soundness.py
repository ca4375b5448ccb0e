"""Words and numbers that no store can hold, refused before any route sees them. Not for: what a field may say (see `api`).

PostgreSQL takes no NUL, nothing encodes half a surrogate pair, and a number beyond 64 bits or none (NaN) fits no column.
"""

import math
import re
from collections.abc import Mapping
from typing import Any

from fastapi import HTTPException, Request

_UNSOUND = re.compile("[\x00\ud800-\udfff]")
_KINDS = ("application/json", "multipart/form-data")
_MOST = 2**63
_MOST_DEPTH = 40


async def sound(request: Request) -> None:
    """Be a dependency of all routes: refuse an address or a body, as far as it was read, with what no store can hold.

    :raises HTTPException: 422 then; 415 for a body of a kind that the API does not take; 405 for a method that only another
        address answers.
    """
    demand_sound([request.url.path, *request.query_params.keys(), *request.query_params.values()])
    if request.app.state.methods.is_wrong(request.url.path, request.method):
        raise HTTPException(405, "that method is not answered here")
    is_api = request.url.path.startswith("/api/")
    empty = [name for name, value in request.query_params.multi_items() if not value] if is_api else []
    if empty:
        raise HTTPException(422, f"{empty[0][:100]}: has no value; leave it out where it says nothing")
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    if is_api:
        _demand_kind(request)
    if request._form is not None:
        demand_sound([one for pair in request._form.multi_items() for one in pair if isinstance(one, str)])
    demand_sound(getattr(request, "_json", None))


def _demand_kind(request: Request) -> None:
    has_body = request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if has_body and kind not in _KINDS:
        raise HTTPException(415, f"a body of that kind is not taken; send {' or '.join(_KINDS)}")


def demand_sound(said: Any) -> None:
    """Return in silence when words, numbers, lists and mappings hold nothing that no store can hold.

    :raises HTTPException: 422 else.
    """
    wrong = unsound(said)
    if wrong is not None:
        raise HTTPException(422, wrong)


def unsound(said: Any, depth: int = 0) -> str | None:
    """Return what is wrong with words, numbers, lists and mappings of them; None when nothing is."""
    if isinstance(said, str):
        return "a NUL or half a character stands in the words; take it out" if _UNSOUND.search(said) else None
    if isinstance(said, int | float):
        is_number = math.isfinite(said) and abs(said) < _MOST
        return None if is_number else "a number is too large, or none"
    if depth > _MOST_DEPTH:
        return "values lie too deep within each other"
    parts = [*said.keys(), *said.values()] if isinstance(said, Mapping) else said if isinstance(said, list | tuple) else []
    return next((wrong for one in parts if (wrong := unsound(one, depth + 1)) is not None), None)
