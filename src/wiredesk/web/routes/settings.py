"""The pages of settings: one's own, and what the desk is. Not for: people and keys (see `people`, `keys`), feeds."""

import dataclasses
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from wiredesk.desk.accounts import account_of, set_password, set_zone
from wiredesk.desk.desk import Desk
from wiredesk.desk.sessions import end_other_sessions, sessions_of
from wiredesk.desk.tending import about
from wiredesk.errors import SettingError
from wiredesk.web.coming import comer, zone_of, zones
from wiredesk.web.guard import AtDesk, needs
from wiredesk.web.settings_page import demand_password, done_at, own_account, settings_page
from wiredesk.web.works import works_of

router = APIRouter()
_A_YEAR_S = 31_536_000


@router.get("/settings", dependencies=[needs("own")])
def own_settings(request: Request, desk: AtDesk) -> HTMLResponse:
    """Show what one sets for oneself."""
    return _own(request, desk)


@router.post("/settings/password", dependencies=[needs("own")])
def change_password(
    request: Request,
    desk: AtDesk,
    old: Annotated[str, Form(max_length=1000)] = "",
    new: Annotated[str, Form(max_length=1000)] = "",
    again: Annotated[str, Form(max_length=1000)] = "",
) -> Any:
    """Change one's own password."""
    came = own_account(request)
    try:
        if new != again:
            raise SettingError("password: the two new ones are not the same")
        demand_password(request, desk, came, old)
        set_password(desk, came.account_id, new, keep_session=came.proof)
    except SettingError as error:
        return _own(request, desk, wrong=error)
    return done_at("/settings", "password")


@router.post("/settings/zone", dependencies=[needs("own")])
def change_zone(request: Request, desk: AtDesk, zone: Annotated[str, Form(max_length=64)] = "") -> RedirectResponse:
    """Choose the time zone that moments are shown in; none for the browser's."""
    if zone and zone not in zones():
        raise SettingError("time zone: there is none of that name; choose one of the list")
    set_zone(desk, own_account(request).account_id, zone or None)
    return done_at("/settings", "zone")


@router.post("/settings/theme", dependencies=[needs("own")])
def change_theme(request: Request, theme: Annotated[str, Form(pattern="^(auto|light|dark)$")] = "auto") -> RedirectResponse:
    """Choose light or dark for this browser."""
    answer = done_at("/settings", "theme")
    age_s = _A_YEAR_S if theme != "auto" else 0
    answer.set_cookie("theme", theme, max_age=age_s, path="/", samesite="strict", secure=works_of(request).is_secure)
    return answer


@router.post("/settings/sessions/end", dependencies=[needs("own")])
def end_sessions(request: Request, desk: AtDesk) -> RedirectResponse:
    """End all of one's sessions but this one."""
    end_other_sessions(desk, own_account(request))
    return done_at("/settings", "sessions")


@router.get("/settings/desk", dependencies=[needs("desk")])
def desk_settings(request: Request, desk: AtDesk) -> HTMLResponse:
    """Show what the desk holds and which settings are in force."""
    told = [(one.name, _told(one, desk)) for one in dataclasses.fields(desk.settings)]
    return settings_page(request, "settings_desk.html.j2", "desk", about=about(desk), settings=told)


def _own(request: Request, desk: Desk, **more: Any) -> HTMLResponse:
    came = comer(request).came
    account = account_of(desk, came.account_id) if came else None
    sessions = sessions_of(desk, came.account_id) if came else []
    told = {"account": account, "sessions": sessions, "proof": came.proof if came else ""}
    regions: dict[str, list[str]] = {}
    for zone in sorted(zones()) if came else ():
        regions.setdefault(zone.partition("/")[0] if "/" in zone else "Others", []).append(zone)
    return settings_page(request, "settings.html.j2", "own", regions=regions, browser_zone=zone_of(request), **told, **more)


def _told(one: dataclasses.Field[Any], desk: Desk) -> str:
    """Return a setting in words; secrets are said to be set, and no more."""
    value = getattr(desk.settings, one.name)
    if one.name == "store":
        return desk.store.shown
    if one.metadata.get("is_secret"):
        return "none" if value == "-" else "set"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:,}"
    return ", ".join(value) if isinstance(value, tuple) else "none" if value == "-" else str(value)
