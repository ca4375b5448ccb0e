"""Watches: listed, made from a search, tried, paused, removed; each as a feed. Not for: the alerts' list (see `alerts`)."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from wiredesk.alerts.rules import Rule, checked, rule_from_json, rule_in_words
from wiredesk.alerts.sinks_atom import atom_feed
from wiredesk.codebook import IncidentType, Stage
from wiredesk.desk import watching
from wiredesk.desk.delivering import messages_of
from wiredesk.desk.desk import Desk
from wiredesk.desk.watching_searches import watchable
from wiredesk.errors import SettingError
from wiredesk.store import watches as rows
from wiredesk.web.asking import Asked, Blank, question_of
from wiredesk.web.guard import AtDesk, needs, person_of
from wiredesk.web.id_patterns import id_pattern
from wiredesk.web.rendering import is_part, page
from wiredesk.web.watching import WatchForm, demand_reachable, form_of, rule_of, watch_shown

router = APIRouter()
WatchId = Annotated[str, Path(pattern=id_pattern("w"))]
Typed = Annotated[WatchForm, Form()]
MOST_TRIED = 300
"""So many of the newest reports a rule is tried on at once."""
_MOST_SHOWN, _MOST_ALERTS = 30, 30


class Wish(Asked):
    """Be a search that is to be watched, or a watch that another is made like."""

    like: Annotated[str | None, Path(pattern=id_pattern("w")), Blank] = None


@router.get("/watches", dependencies=[needs("see")])
def watches(request: Request, desk: AtDesk) -> HTMLResponse:
    """List the watches."""
    shown = [watch_shown(row, n_alerts) for row, n_alerts in watching.listed_watches(desk)]
    return page(request, "watches.html.j2", section="search", watches=shown)


@router.get("/watches/new", dependencies=[needs("watch")])
def new_watch(request: Request, desk: AtDesk, wish: Annotated[Wish, Query()]) -> HTMLResponse:
    """Show what of a search can be watched, to be changed and saved."""
    if wish.like:
        with desk.store.reading() as on:
            return _form(request, desk, form_of(rule_from_json(watching.watch_of(on, wish.like).rule)), ())
    told = watchable(desk, question_of(wish))
    return _form(request, desk, form_of(told.rule, _name(told.rule)), told.notes)


@router.post("/watches/try", dependencies=[needs("watch")])
def try_rule(request: Request, desk: AtDesk, form: Typed) -> HTMLResponse:
    """Show which of the newest reports a rule would have fired on; nothing is saved."""
    try:
        told = _tried(desk, rule_of(desk, form))
    except SettingError as error:
        told = {"wrong": str(error), "tried": [], "n_looked": 0}
    if is_part(request):
        return page(request, "_tried.html.j2", **told)
    return _form(request, desk, form, (), **told)


@router.post("/watches", dependencies=[needs("watch")])
def add_watch(request: Request, desk: AtDesk, form: Typed) -> Response:
    """Save a watch."""
    try:
        demand_reachable(form, is_single=person_of(request).account_id is None)
        row = watching.add_watch(desk, form.name.strip(), rule_of(desk, form), form.sinks)
    except SettingError as error:
        return _form(request, desk, form, (), status=400, wrong=str(error))
    return RedirectResponse(f"/watches/w{row.watch_id}", 303)


@router.get("/watches/{watch_id}", dependencies=[needs("see")])
def watch(request: Request, desk: AtDesk, watch_id: WatchId) -> HTMLResponse:
    """Show one watch with its alerts."""
    return _watch(request, desk, watch_id, tried=None)


@router.get("/watches/{watch_id}/tried", dependencies=[needs("see")])
def tried(request: Request, desk: AtDesk, watch_id: WatchId) -> HTMLResponse:
    """Show what a watch would have fired on; to people without script, on its page."""
    with desk.store.reading() as on:
        row = watching.watch_of(on, watch_id)
    told = _tried(desk, rule_from_json(row.rule))
    return page(request, "_tried.html.j2", **told) if is_part(request) else _watch(request, desk, watch_id, **told)


@router.post("/watches/{watch_id}/{change}", dependencies=[needs("watch")])
def change_watch(desk: AtDesk, watch_id: WatchId, change: Annotated[str, Path(pattern="^(pause|resume|remove)$")]) -> Response:
    """Let a watch rest, go on, or be forgotten with its alerts."""
    if change == "remove":
        watching.remove_watch(desk, watch_id)
        return RedirectResponse("/watches", 303)
    watching.pause_watch(desk, watch_id, is_paused=change == "pause")
    return RedirectResponse(f"/watches/{watch_id}", 303)


@router.get("/watches/{watch_id}/feed.atom", dependencies=[needs("see")])
def feed(desk: AtDesk, watch_id: WatchId) -> Response:
    """Send the newest alerts of a watch as an Atom feed."""
    return feed_answer(desk, watch_id)


def feed_answer(desk: Desk, watch_id: str) -> Response:
    """Return the newest alerts of a watch as an Atom feed.

    :raises NotOnDesk: when there is none of this id.
    """
    with desk.store.reading() as on:
        row = watching.watch_of(on, watch_id)
        found = rows.newest_alerts(on, watch_id=row.watch_id, most=desk.settings.atom_max_entries)
        messages = messages_of(on, found)
    told = atom_feed(messages, name=f"watch {row.watch_id} {row.made_at}", title=f"Wiredesk: {row.name}", now=desk.now())
    return Response(told, media_type="application/atom+xml; charset=utf-8")


def _watch(request: Request, desk: Desk, watch_id: str, **told: Any) -> HTMLResponse:
    with desk.store.reading() as on:
        row = watching.watch_of(on, watch_id)
    found = watching.listed_alerts(desk, watch=watch_id, most=_MOST_ALERTS + 1)
    n_alerts = {one.watch_id: n for one, n in watching.listed_watches(desk)}.get(row.watch_id, 0)
    told |= {"watch": watch_shown(row, n_alerts), "alerts": found[:_MOST_ALERTS], "has_more": len(found) > _MOST_ALERTS}
    return page(request, "watch.html.j2", section="search", **told)


def _form(
    request: Request, desk: Desk, form: WatchForm, notes: tuple[str, ...], *, status: int = 200, **told: Any
) -> HTMLResponse:
    return page(
        request,
        "watch_new.html.j2",
        status=status,
        section="search",
        form=form,
        notes=notes,
        types=list(IncidentType),
        stages=list(Stage),
        has_mail="-" not in (desk.settings.smtp_host, desk.settings.mail_from),
        **{"wrong": "", "tried": None, "n_looked": 0, **told},
    )


def _tried(desk: Desk, rule: Rule) -> dict[str, Any]:
    found, n_looked = watching.tried_newest(desk, checked(rule), most=MOST_TRIED)
    return {"tried": found[:_MOST_SHOWN], "n_tried": len(found), "n_looked": n_looked, "wrong": ""}


def _name(rule: Rule) -> str:
    return "" if rule == Rule() else rule_in_words(rule)[:80]
