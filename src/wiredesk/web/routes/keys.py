"""The page of keys: made and shown once, revoked. Not for: how a program uses one (see docs/browser-security.md)."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Path, Request
from fastapi.responses import HTMLResponse

from wiredesk.desk import sessions
from wiredesk.desk.desk import Desk
from wiredesk.desk.roles import Role, role_of
from wiredesk.errors import AccountRefused, SettingError
from wiredesk.web.coming import comer
from wiredesk.web.guard import AtDesk, needs, person_of
from wiredesk.web.settings_page import done_at, own_account, settings_page

router = APIRouter()
_HERE = "/settings/keys"


@router.get(_HERE, dependencies=[needs("own")])
def keys(request: Request, desk: AtDesk) -> HTMLResponse:
    """Show one's keys, to an admin everybody's."""
    return _keys(request, desk)


@router.post(_HERE, dependencies=[needs("own")])
def make_key(
    request: Request,
    desk: AtDesk,
    name: Annotated[str, Form(max_length=200)] = "",
    role: Annotated[str, Form(max_length=20)] = "reader",
) -> HTMLResponse:
    """Make a key and show it, this once."""
    came = own_account(request)
    try:
        made = sessions.make_key(desk, came.account_id, name, role_of(role))
    except (SettingError, AccountRefused) as error:
        return _keys(request, desk, wrong=error)
    return _keys(request, desk, made=made)


@router.post(_HERE + "/{key_id}/revoke", dependencies=[needs("own")])
def revoke_key(request: Request, desk: AtDesk, key_id: Annotated[int, Path(ge=1, lt=10**18)]) -> Any:
    """Put a key out of force: one's own, as an admin anybody's."""
    demand_own_key(request, desk, key_id)
    sessions.revoke_key(desk, key_id)
    return done_at(_HERE, "revoked")


def demand_own_key(request: Request, desk: Desk, key_id: int) -> None:
    """See that a key is one's own, or that one looks after people.

    :raises HTTPException: 403 when it is another's.
    :raises NotOnDesk: when there is none of this id.
    """
    row, person = sessions.key_of(desk, key_id), person_of(request)
    if row.account_id != person.account_id and not person.may("people"):
        raise HTTPException(403, "that is somebody else's key")


def _keys(request: Request, desk: Desk, *, made: sessions.NewKey | None = None, **more: Any) -> HTMLResponse:
    person, came = person_of(request), comer(request).came
    rows = sessions.keys(desk, None if person.may("people") else person.account_id)
    own = [row for row in rows if row.account_id == person.account_id]
    others = [row for row in rows if row.account_id != person.account_id]
    roles = [one.word for one in Role if one <= person.role]
    told = {"own": own, "others": others, "roles": roles, "made": made, "has_account": came is not None}
    return settings_page(request, "settings_keys.html.j2", "keys", **told, **more)
