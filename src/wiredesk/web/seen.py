"""Up to which report somebody has seen what came in, kept in their browser. Not for: what came in (see `desk.today`)."""

import re
import time

from fastapi import Request
from fastapi.responses import Response

_NAME = "seen"
_FORM = re.compile(r"(\d{1,18})-(\d{1,18})-(\d{1,12})")
_VISIT_S = 1800
_YEAR_S = 31_536_000


def seen_before(request: Request) -> int:
    """Return the report up to which the last visit saw everything, 0 for who never came; half an hour makes a new visit."""
    before, newest, at = _kept(request)
    return newest if time.time() - at > _VISIT_S else before


def note_seen(request: Request, response: Response, newest: int, *, is_secure: bool) -> None:
    """Keep in the browser that everything up to `newest` was shown now."""
    value = f"{seen_before(request)}-{newest}-{int(time.time())}"
    response.set_cookie(_NAME, value, max_age=_YEAR_S, httponly=True, samesite="strict", secure=is_secure)


def _kept(request: Request) -> tuple[int, int, int]:
    found = _FORM.fullmatch(request.cookies.get(_NAME, "")[:60])
    return (int(found[1]), int(found[2]), int(found[3])) if found else (0, 0, 0)
