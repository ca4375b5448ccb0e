"""`/api/v1/keys`: keys made, listed, revoked; never shown twice. Not for: how one is checked (see `web.coming`)."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import Field

from wiredesk.desk import sessions
from wiredesk.desk.roles import role_of
from wiredesk.store.sessions import KeyRow
from wiredesk.web.api.people import RoleWord
from wiredesk.web.api.shapes import Listing, Shape
from wiredesk.web.guard import AtDesk, needs, person_of
from wiredesk.web.routes.keys import demand_own_key
from wiredesk.web.settings_page import own_account

router = APIRouter(prefix="/keys", tags=["accounts"])


class KeyTold(Shape):
    """Be one key, without the key itself."""

    id: int
    name: str
    owner: str
    role: str
    made_at: str
    used_at: str | None
    revoked_at: str | None


class NewKey(Shape):
    """Ask for a key; it may at most what its owner may."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    role: RoleWord = "reader"


class KeyMade(Shape):
    """Be a key that was just made; `key` is given this once."""

    id: int
    key: str


@router.get("", dependencies=[needs("own")])
def keys(
    request: Request,
    desk: AtDesk,
    everybody: Annotated[bool, Query(description="Other people's too; for admins.")] = False,
) -> Listing[KeyTold]:
    """List one's keys, to an admin everybody's on demand."""
    person = person_of(request)
    is_all = everybody and person.may("people")
    rows = sessions.keys(desk, None if is_all else person.account_id) if is_all or person.account_id else []
    return Listing(items=[_told(row) for row in rows])


@router.post("", dependencies=[needs("own")], status_code=201)
def make_key(request: Request, desk: AtDesk, asked: NewKey) -> KeyMade:
    """Make a key for oneself. Not by a key."""
    made = sessions.make_key(desk, own_account(request).account_id, asked.name, role_of(asked.role))
    return KeyMade(id=made.key_id, key=made.words)


@router.post("/{key_id}/revoke", dependencies=[needs("own")])
def revoke_key(request: Request, desk: AtDesk, key_id: Annotated[int, Path(ge=1, lt=10**18)]) -> KeyTold:
    """Put a key out of force at once: one's own, as an admin anybody's."""
    demand_own_key(request, desk, key_id)
    return _told(sessions.revoke_key(desk, key_id))


def _told(row: KeyRow) -> KeyTold:
    return KeyTold(
        id=row.key_id,
        name=row.name,
        owner=row.owner,
        role=row.role,
        made_at=row.made_at,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
    )
