"""`/api/v1/me`: who comes, and what people do with their own account. Not for: other people (see `people`)."""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field

from wiredesk.desk.accounts import account_of, set_password, set_zone
from wiredesk.desk.sessions import end_other_sessions, sessions_of
from wiredesk.errors import SettingError
from wiredesk.web.api.shapes import Listing, Shape
from wiredesk.web.coming import comer, zones
from wiredesk.web.guard import AtDesk, needs, person_of
from wiredesk.web.roles import NEEDS
from wiredesk.web.settings_page import demand_password, own_account

router = APIRouter(prefix="/me", tags=["accounts"])


class Me(Shape):
    """Say who comes: `account` is null and `is_single` true where one person works without login."""

    name: str
    role: str
    account: int | None
    is_single: bool
    is_by_key: bool
    zone: str
    may: list[str]


class SessionTold(Shape):
    """Be one of one's sessions; moments are UTC."""

    is_this: bool
    made_at: str
    seen_at: str
    ends_at: str


class NewPassword(Shape):
    """Ask for another password."""

    old: Annotated[str, Field(min_length=1, max_length=1000)]
    new: Annotated[str, Field(min_length=12, max_length=256)]


class NewZone(Shape):
    """Ask for another time zone; null for the browser's."""

    zone: Annotated[str, Field(max_length=64, pattern=r"^[A-Za-z0-9_+/-]+$")] | None


class Ended(Shape):
    """Say how many sessions were ended."""

    sessions_ended: int


@router.get("", dependencies=[needs("own")])
def me(request: Request) -> Me:
    """Say who comes and what they may do."""
    person = person_of(request)
    return Me(
        name=person.name,
        role=person.role.word,
        account=person.account_id,
        is_single=person.account_id is None,
        is_by_key=comer(request).is_by_key,
        zone=person.zone,
        may=[what for what in NEEDS if person.may(what)],
    )


@router.post("/password", dependencies=[needs("own")])
def change_password(request: Request, desk: AtDesk, asked: NewPassword) -> Ended:
    """Change one's own password; it ends one's other sessions. Not by a key."""
    came = own_account(request)
    demand_password(request, desk, came, asked.old)
    return Ended(sessions_ended=set_password(desk, came.account_id, asked.new, keep_session=came.proof))


@router.post("/zone", dependencies=[needs("own")])
def change_zone(request: Request, desk: AtDesk, asked: NewZone) -> NewZone:
    """Choose the time zone that moments are shown in. Not by a key."""
    if asked.zone is not None and asked.zone not in zones():
        raise SettingError("time zone: there is none of that name, such as Europe/Paris")
    set_zone(desk, own_account(request).account_id, asked.zone)
    return NewZone(zone=account_of(desk, own_account(request).account_id).zone)


@router.get("/sessions", dependencies=[needs("own")])
def sessions(request: Request, desk: AtDesk) -> Listing[SessionTold]:
    """List where one is logged in. Not by a key."""
    came = own_account(request)
    rows = sessions_of(desk, came.account_id)
    told = [
        SessionTold(is_this=row.hash == came.proof, made_at=row.made_at, seen_at=row.seen_at, ends_at=row.ends_at) for row in rows
    ]
    return Listing(items=told)


@router.post("/sessions/end", dependencies=[needs("own")])
def end_sessions(request: Request, desk: AtDesk) -> Ended:
    """End all of one's sessions but this one. Not by a key."""
    return Ended(sessions_ended=end_other_sessions(desk, own_account(request)))
