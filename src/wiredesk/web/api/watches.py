"""Watches and alerts over HTTP. Not for: judging reports (see `alerts`)."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from pydantic import Field

from wiredesk.alerts.rules import Near, PlaceWanted, Rule, checked, rule_from_json
from wiredesk.codebook import IncidentType, Stage
from wiredesk.desk import watching
from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of
from wiredesk.desk.watching import AlertSeen
from wiredesk.store.watches import WatchRow
from wiredesk.web.api.shapes import Limit, Listing, Shape
from wiredesk.web.guard import AtDesk, needs, person_of
from wiredesk.web.id_patterns import id_pattern
from wiredesk.web.routes.watches import MOST_TRIED, feed_answer
from wiredesk.web.watching import WatchForm, demand_reachable, watch_shown

router = APIRouter(tags=["watches"])
WatchId = Annotated[str, Path(pattern=id_pattern("w"), examples=["w2"])]
_ATOM: dict[int | str, dict[str, Any]] = {200: {"description": "An Atom feed.", "content": {"application/atom+xml": {}}}}
_Words = Annotated[str, Field(min_length=1, max_length=200)]
_Several = Annotated[tuple[_Words, ...], Field(max_length=50)]


class Circle(Shape):
    """A circle on the Earth."""

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]
    km: Annotated[float, Field(gt=0, le=20_040)]


class WatchRule(Shape):
    """What a report must meet: all conditions that are given, of several values of one any."""

    who: _Several = ()
    places: _Several = ()
    near: Circle | None = None
    types: Annotated[tuple[IncidentType, ...], Field(max_length=20)] = ()
    stages: Annotated[tuple[Stage, ...], Field(max_length=8)] = ()
    phrases: _Several = ()
    date_within_days: Annotated[int | None, Field(ge=0, le=3660, strict=True)] = None
    outlets: _Several = ()


class NewWatch(Shape):
    """A watch to be; `webhook` and `mail` are where its alerts go besides the desk."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    rule: WatchRule
    webhook: Annotated[str, Field(max_length=1900)] = ""
    mail: Annotated[str, Field(max_length=400)] = ""


class WatchSeen(Shape):
    """A saved watch; of a webhook only the host is told."""

    id: str
    name: str
    rule: WatchRule
    sinks: list[str]
    made_at: str
    made_by: str
    is_paused: bool
    n_alerts: int


class TriedSeen(Shape):
    """A sentence with which a report meets a watch; the span counts in the article text."""

    report: str
    title: str | None
    sentence: str
    span: tuple[int, int]
    because: list[str]


class TriedReports(Listing[TriedSeen]):
    """What a rule would have fired on among the newest `n_looked` reports; `n_fired` counts all, `items` the newest of them."""

    n_fired: int
    n_looked: int


class DeliverySeen(Shape):
    """How far an alert is on its way to one sink."""

    sink: str
    done_at: str | None
    n_tries: int
    next_at: str | None
    last_error: str | None


class AlertTold(Shape):
    """An alert with the sentence that fired it; the span counts in the article text."""

    id: str
    watch: str
    watch_name: str
    at: str
    report: str
    incident: str | None
    title: str | None
    outlet: str | None
    url: str | None
    sentence: str
    span: tuple[int, int]
    because: list[str]
    deliveries: list[DeliverySeen]


@router.get("/watches", dependencies=[needs("see")])
def list_watches(desk: AtDesk) -> Listing[WatchSeen]:
    """List all watches, the oldest first."""
    return Listing[WatchSeen](items=[_watch(row, n_alerts) for row, n_alerts in watching.listed_watches(desk)])


@router.post("/watches", status_code=201, dependencies=[needs("watch")])
def add_watch(request: Request, desk: AtDesk, new: NewWatch) -> WatchSeen:
    """Save a watch; a country's name among `places` means all of the country."""
    sinks = WatchForm(webhook=new.webhook, mail=new.mail)
    demand_reachable(sinks, is_single=person_of(request).account_id is None)
    return _watch(watching.add_watch(desk, new.name.strip(), _rule(new.rule), sinks.sinks), 0)


@router.post("/watches/try", dependencies=[needs("watch")])
def try_rule(desk: AtDesk, rule: WatchRule) -> TriedReports:
    """Tell which of the newest reports a rule would have fired on; nothing is saved, no alert raised."""
    found, n_looked = watching.tried_newest(desk, checked(_rule(rule)), most=MOST_TRIED)
    items = [
        TriedSeen(
            report=id_of("report", one.report_id),
            title=one.title,
            sentence=one.sentence,
            span=(one.hit.span.start, one.hit.span.end),
            because=list(watching.words_of_why(one.hit.why)),
        )
        for one in found[:100]
    ]
    return TriedReports(items=items, n_fired=len(found), n_looked=n_looked)


@router.get("/watches/{watch_id}", dependencies=[needs("see")])
def show_watch(desk: AtDesk, watch_id: WatchId) -> WatchSeen:
    """Return one watch."""
    return _listed(desk, watch_id)


@router.delete("/watches/{watch_id}", dependencies=[needs("watch")])
def remove_watch(desk: AtDesk, watch_id: WatchId) -> WatchSeen:
    """Forget a watch and its alerts; return what it was."""
    was = _listed(desk, watch_id)
    watching.remove_watch(desk, watch_id)
    return was


@router.post("/watches/{watch_id}/pause", dependencies=[needs("watch")])
def pause_watch(desk: AtDesk, watch_id: WatchId) -> WatchSeen:
    """Let a watch rest."""
    watching.pause_watch(desk, watch_id, is_paused=True)
    return _listed(desk, watch_id)


@router.post("/watches/{watch_id}/resume", dependencies=[needs("watch")])
def resume_watch(desk: AtDesk, watch_id: WatchId) -> WatchSeen:
    """Let a watch go on."""
    watching.pause_watch(desk, watch_id, is_paused=False)
    return _listed(desk, watch_id)


@router.get("/watches/{watch_id}/feed.atom", dependencies=[needs("see")], response_class=Response, responses=_ATOM)
def watch_feed(desk: AtDesk, watch_id: WatchId) -> Response:
    """Return the newest alerts of a watch as an Atom feed, for readers of feeds that can send a key."""
    return feed_answer(desk, watch_id)


@router.get("/alerts", dependencies=[needs("see")])
def list_alerts(
    desk: AtDesk,
    watch: Annotated[str | None, Query(pattern=id_pattern("w"), description="Of this watch alone")] = None,
    cursor: Annotated[str | None, Query(pattern=id_pattern("a"), description="The `next` of an earlier page")] = None,
    limit: Limit = 50,
) -> Listing[AlertTold]:
    """List alerts, the newest first."""
    found = watching.listed_alerts(desk, watch=watch, before=int(cursor[1:]) if cursor else None, most=limit + 1)
    shown = [_alert(one) for one in found[:limit]]
    return Listing[AlertTold](items=shown, next=shown[-1].id if len(found) > limit else None)


def _listed(desk: Desk, watch_id: str) -> WatchSeen:
    with desk.store.reading() as on:
        row = watching.watch_of(on, watch_id)
    counts = {one.watch_id: n for one, n in watching.listed_watches(desk)}
    return _watch(row, counts.get(row.watch_id, 0))


def _watch(row: WatchRow, n_alerts: int) -> WatchSeen:
    rule = rule_from_json(row.rule)
    near = Circle(latitude=rule.near.latitude, longitude=rule.near.longitude, km=rule.near.radius_km) if rule.near else None
    told: dict[str, Any] = {name: getattr(rule, name) for name in ("who", "types", "stages", "phrases", "outlets")}
    shown = watch_shown(row, n_alerts)
    return WatchSeen(
        id=shown["id"],
        name=row.name,
        rule=WatchRule(**told, places=tuple(one.name for one in rule.places), near=near, date_within_days=rule.date_within_days),
        sinks=["desk", *shown["sinks"], *(["terminal"] if shown["is_terminal"] else [])],
        made_at=row.made_at,
        made_by=row.made_by,
        is_paused=row.is_paused,
        n_alerts=n_alerts,
    )


def _rule(rule: WatchRule) -> Rule:
    near = rule.near
    return Rule(
        who=tuple(rule.who),
        places=tuple(PlaceWanted(name) for name in rule.places),
        near=Near(near.latitude, near.longitude, near.km) if near else None,
        types=tuple(rule.types),
        stages=tuple(rule.stages),
        phrases=tuple(rule.phrases),
        date_within_days=rule.date_within_days,
        outlets=tuple(rule.outlets),
    )


def _alert(one: AlertSeen) -> AlertTold:
    row = one.row
    return AlertTold(
        id=id_of("alert", row.alert_id),
        watch=id_of("watch", row.watch_id),
        watch_name=row.watch_name,
        at=row.at,
        report=id_of("report", row.report_id),
        incident=id_of("incident", row.incident_id) if row.incident_id else None,
        title=row.title,
        outlet=row.outlet,
        url=row.url,
        sentence=one.sentence,
        span=(row.start, row.end),
        because=list(one.because),
        deliveries=[
            DeliverySeen(
                sink=sent.sink, done_at=sent.done_at, n_tries=sent.n_tries, next_at=sent.next_at, last_error=sent.last_error
            )
            for sent in one.deliveries
        ],
    )
