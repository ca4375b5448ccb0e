"""`/api/v1/people`: accounts made, changed, closed. Not for: one's own (see `me`)."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path
from pydantic import Field

from wiredesk.desk import accounts
from wiredesk.desk.desk import Desk
from wiredesk.desk.roles import role_of
from wiredesk.store.accounts import AccountRow
from wiredesk.web.api.shapes import Listing, Shape
from wiredesk.web.guard import AtDesk, needs

router = APIRouter(prefix="/people", tags=["accounts"])
RoleWord = Literal["reader", "coder", "editor", "admin"]
AccountId = Annotated[int, Path(ge=1, lt=10**18)]
Password = Annotated[str, Field(min_length=12, max_length=256)]


class PersonTold(Shape):
    """Be one account; `can_log_in` is false for one that is for keys alone."""

    id: int
    name: str
    role: str
    is_closed: bool
    can_log_in: bool
    n_sessions: int
    made_at: str
    made_by: str


class NewPerson(Shape):
    """Ask for an account; without a password it is for keys alone. The first one must be an admin's."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    role: RoleWord
    password: Password | None = None


class NewRole(Shape):
    """Ask for another role."""

    role: RoleWord


class PasswordGiven(Shape):
    """Give a new password."""

    password: Password


@router.get("", dependencies=[needs("people")])
def people(desk: AtDesk) -> Listing[PersonTold]:
    """List all accounts, closed ones last."""
    n_sessions = accounts.n_sessions(desk)
    return Listing(items=[_told(row, n_sessions.get(row.account_id, 0)) for row in accounts.accounts(desk)])


@router.post("", dependencies=[needs("people")], status_code=201)
def add_person(desk: AtDesk, asked: NewPerson) -> PersonTold:
    """Make an account. After the first one everybody must log in."""
    return _told(accounts.add_account(desk, asked.name, role_of(asked.role), asked.password), 0)


@router.get("/{account_id}", dependencies=[needs("people")])
def person(desk: AtDesk, account_id: AccountId) -> PersonTold:
    """Give one account."""
    return _present(desk, account_id)


@router.post("/{account_id}/role", dependencies=[needs("people")])
def change_role(desk: AtDesk, account_id: AccountId, asked: NewRole) -> PersonTold:
    """Give somebody another role; the last admin stays one."""
    accounts.set_role(desk, account_id, role_of(asked.role))
    return _present(desk, account_id)


@router.post("/{account_id}/password", dependencies=[needs("people")])
def reset_password(desk: AtDesk, account_id: AccountId, asked: PasswordGiven) -> PersonTold:
    """Give somebody a new password, which ends their sessions."""
    accounts.set_password(desk, account_id, asked.password)
    return _present(desk, account_id)


@router.post("/{account_id}/close", dependencies=[needs("people")])
def close(desk: AtDesk, account_id: AccountId) -> PersonTold:
    """Close an account: its sessions and keys end at once."""
    accounts.close_account(desk, account_id)
    return _present(desk, account_id)


@router.post("/{account_id}/reopen", dependencies=[needs("people")])
def reopen(desk: AtDesk, account_id: AccountId, asked: PasswordGiven) -> PersonTold:
    """Open a closed account again, with a new password."""
    accounts.reopen_account(desk, account_id, asked.password)
    return _present(desk, account_id)


def _present(desk: Desk, account_id: int) -> PersonTold:
    return _told(accounts.account_of(desk, account_id), accounts.n_sessions(desk).get(account_id, 0))


def _told(row: AccountRow, n_sessions: int) -> PersonTold:
    return PersonTold(
        id=row.account_id,
        name=row.name,
        role=row.role,
        is_closed=row.is_closed,
        can_log_in=row.password is not None,
        n_sessions=n_sessions,
        made_at=row.made_at,
        made_by=row.made_by,
    )
