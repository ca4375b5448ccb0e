"""What the pages of settings have in common: what was done, what went wrong, who is asked. Not for: any one of them."""

from typing import Any

from fastapi import HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from wiredesk.desk.accounts import account_of
from wiredesk.desk.desk import Desk
from wiredesk.desk.sessions import Came, account_with
from wiredesk.errors import AccountRefused, SettingError
from wiredesk.folding import folded
from wiredesk.web.coming import comer
from wiredesk.web.rendering import page
from wiredesk.web.works import works_of

DONE = {
    "password": "Your password is changed; your other sessions are ended.",
    "zone": "Moments are shown in that time zone now.",
    "theme": "Kept for this browser.",
    "sessions": "All your other sessions are ended.",
    "made": "The account is made.",
    "first": "Your account is made, and you are logged in by it. Now make one for everybody else.",
    "role": "The role is changed.",
    "reset": "The password is changed, and the sessions are ended.",
    "closed": "The account is closed; its sessions and keys are ended.",
    "opened": "The account is open again.",
    "revoked": "The key opens nothing any more.",
}
"""What a page says after the redirect, by the word in its address."""


def settings_page(request: Request, name: str, tab: str, **context: Any) -> HTMLResponse:
    """Render a page of settings; `wrong` in the context is an error that it has to tell of."""
    error = context.pop("wrong", None)
    status = 200 if error is None else 400 if isinstance(error, SettingError) else 409
    done = DONE.get(request.query_params.get("done", ""), "") if error is None else ""
    return page(request, name, status=status, section="settings", tab=tab, done=done, wrong=str(error or ""), **context)


def done_at(path: str, what: str) -> RedirectResponse:
    """Return the way to a page that says what was done."""
    assert what in DONE, what
    return RedirectResponse(f"{path}?done={what}", 303)


def own_account(request: Request) -> Came:
    """Return who came by a session.

    :raises AccountRefused: when nobody has an account here, or a program came by a key.
    """
    came = comer(request).came
    if came is None:
        raise AccountRefused("there are no accounts on this desk yet; make the first one under Settings, People")
    if came.is_by_key:
        raise HTTPException(403, "that is for people who logged in, not for keys")
    return came


def demand_password(request: Request, desk: Desk, came: Came, password: str) -> None:
    """See that somebody knows their own password, at the pace of logins.

    :raises SettingError: when it is wrong.
    """
    pace, address = works_of(request).pace, request.client.host if request.client else ""
    name = account_of(desk, came.account_id).name
    wait_s = pace.login_wait_s(folded(name), address)
    if wait_s > 0:
        raise HTTPException(429, "too many tries; wait and try again", {"retry-after": str(int(wait_s) + 1)})
    if account_with(desk, name, password) is None:
        pace.note_wrong_login(folded(name), address)
        raise SettingError("password: the present one is not that")
    pace.note_login(folded(name), address)
