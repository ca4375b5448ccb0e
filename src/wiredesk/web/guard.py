"""Who is at work in one request, and whether they may do it. Not for: which role may what (see `roles`), limits (see `gate`).

`gate` has found who comes before any body was read; each route then names what it does with `needs`, which
checks the role and, where something changes, the token against forged requests.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request
from itsdangerous import BadData, URLSafeTimedSerializer

from wiredesk.desk.desk import Desk
from wiredesk.web.coming import NOBODY, comer
from wiredesk.web.roles import NEEDS, Person
from wiredesk.web.uploads import form_of
from wiredesk.web.works import works_of

TOKEN_HEADER = "x-wiredesk-token"  # noqa: S105 - the names that it goes by, not a secret
TOKEN_FIELD = "token"  # noqa: S105
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_TOKEN_AGE_S = 7 * 86_400


def person_of(request: Request) -> Person:
    """Return who is at work; `NOBODY` before the login."""
    return comer(request).person


def token_of(request: Request) -> str:
    """Return the token that this browser's forms and scripts send along with every change."""
    return str(_signer(request).dumps(_bound_to(request)))


def needs(what: str) -> Any:
    """Return the dependency of a route that does `what`, a name of `roles.NEEDS`.

    It answers 401 to nobody (pages: the login), 403 to a role too low or a request that was forged.
    """
    assert what in NEEDS, what

    async def check(request: Request) -> Person:
        person = person_of(request)
        if person is NOBODY:
            raise HTTPException(401, "log in first", {"www-authenticate": "Bearer"})
        if not person.may(what):
            raise HTTPException(403, f"that takes the role {NEEDS[what].word}; you are {person.role.word}")
        if request.method not in _SAFE and not comer(request).is_by_key:
            await _demand_token(request)
        return person

    check.needs = what  # type: ignore[attr-defined]
    return Depends(check)


def nobody() -> Any:
    """Return the dependency of a route that all may use, before the login too; a change still wants the token."""

    async def check(request: Request) -> Person:
        if request.method not in _SAFE:
            await _demand_token(request)
        return person_of(request)

    check.needs = None  # type: ignore[attr-defined]
    return Depends(check)


def desk_of(request: Request) -> Desk:
    """Return the desk as the person of this request works at it."""
    return works_of(request).desk_of(person_of(request))


AtDesk = Annotated[Desk, Depends(desk_of)]
Check = Callable[[Request], Awaitable[Person]]


async def _demand_token(request: Request) -> None:
    token = request.headers.get(TOKEN_HEADER) or await _token_in_form(request)
    try:
        bound = _signer(request).loads(token, max_age=_TOKEN_AGE_S)
    except BadData:
        bound = None
    if bound != _bound_to(request):
        await request.close()
        raise HTTPException(403, "this page is too old or not from here; load it again and repeat")


async def _token_in_form(request: Request) -> str:
    kind = request.headers.get("content-type", "").split(";")[0].strip()
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return ""
    found = (await form_of(request)).get(TOKEN_FIELD)
    return found if isinstance(found, str) else ""


def _signer(request: Request) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(works_of(request).secret, salt="wiredesk form")


def _bound_to(request: Request) -> str:
    """Return what a token is bound to: the session, or this single-user server."""
    return comer(request).bound
