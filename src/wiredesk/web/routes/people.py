"""The page of people: accounts made, changed, closed. Not for: what an account is (see `desk.accounts`)."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import HTMLResponse

from wiredesk.desk import accounts
from wiredesk.desk.desk import Desk
from wiredesk.desk.roles import Role, role_of
from wiredesk.desk.sessions import log_in
from wiredesk.errors import AccountRefused, SettingError
from wiredesk.web.coming import give_session
from wiredesk.web.guard import AtDesk, needs
from wiredesk.web.settings_page import done_at, settings_page
from wiredesk.web.works import works_of

router = APIRouter()
_HERE = "/settings/people"
AccountId = Annotated[int, Path(ge=1, lt=10**18)]
Password = Annotated[str, Form(max_length=1000)]


@router.get(_HERE, dependencies=[needs("people")])
def people(request: Request, desk: AtDesk) -> HTMLResponse:
    """Show who has an account."""
    return _people(request, desk)


@router.post(_HERE, dependencies=[needs("people")])
def add_person(
    request: Request,
    desk: AtDesk,
    name: Annotated[str, Form(max_length=200)] = "",
    role: Annotated[str, Form(max_length=20)] = "reader",
    password: Password = "",
    again: Password = "",
) -> Any:
    """Make an account; the first one ends working without login, so that its owner is logged in at once."""
    works = works_of(request)
    is_first = not works.has_users
    try:
        if password != again:
            raise SettingError("password: the two are not the same")
        made = accounts.add_account(desk, name, Role.ADMIN if is_first else role_of(role), password)
    except (SettingError, AccountRefused) as error:
        return _people(request, desk, wrong=error, name=name, role=role)
    answer = done_at(_HERE, "first" if is_first else "made")
    if is_first:
        give_session(works, answer, log_in(desk, made))
    return answer


@router.post(_HERE + "/{account_id}/role", dependencies=[needs("people")])
def change_role(request: Request, desk: AtDesk, account_id: AccountId, role: Annotated[str, Form(max_length=20)]) -> Any:
    """Give somebody another role."""
    try:
        accounts.set_role(desk, account_id, role_of(role))
    except (SettingError, AccountRefused) as error:
        return _people(request, desk, wrong=error)
    return done_at(_HERE, "role")


@router.post(_HERE + "/{account_id}/password", dependencies=[needs("people")])
def reset_password(request: Request, desk: AtDesk, account_id: AccountId, password: Password = "") -> Any:
    """Give somebody a new password, or open their account again with one."""
    try:
        is_closed = accounts.account_of(desk, account_id).is_closed
        (accounts.reopen_account if is_closed else accounts.set_password)(desk, account_id, password)
    except (SettingError, AccountRefused) as error:
        return _people(request, desk, wrong=error)
    return done_at(_HERE, "opened" if is_closed else "reset")


@router.post(_HERE + "/{account_id}/close", dependencies=[needs("people")])
def close(request: Request, desk: AtDesk, account_id: AccountId) -> Any:
    """Close an account."""
    try:
        accounts.close_account(desk, account_id)
    except AccountRefused as error:
        return _people(request, desk, wrong=error)
    return done_at(_HERE, "closed")


def _people(request: Request, desk: Desk, *, name: str = "", role: str = "coder", **more: Any) -> HTMLResponse:
    rows = accounts.accounts(desk)
    told = {"rows": rows, "n_sessions": accounts.n_sessions(desk), "roles": [one.word for one in Role]}
    name = name or ("" if rows else desk.who)
    return settings_page(request, "settings_people.html.j2", "people", new_name=name, new_role=role, **told, **more)
