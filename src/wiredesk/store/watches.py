"""Watches, the alerts that they raised, and where each alert was delivered. Not for: judging reports (see `alerts`)."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from wiredesk.errors import NotOnDesk, SettingError
from wiredesk.spans import Span
from wiredesk.store.tables import alert, delivery, found_date, found_entity, found_incident, outlet, report, report_text, watch
from wiredesk.store.words_index import kept


@dataclass(frozen=True, slots=True)
class WatchRow:
    """Hold one saved watch; `rule` is JSON (see `alerts.rules`), `sinks` are addresses as the user gave them."""

    watch_id: int
    name: str
    rule: str
    sinks: tuple[str, ...]
    made_at: str
    made_by: str
    is_paused: bool


@dataclass(frozen=True, slots=True)
class NewAlert:
    """Hold what an alert is about: one watch, one report, the occasion, the sentence; `why` is JSON."""

    watch_id: int
    report_id: int
    occasion: str
    span: Span
    why: str
    incident: str | None = None


@dataclass(frozen=True, slots=True)
class AlertRow:
    """Hold one alert with what its message needs; `incident_id` is the incident across reports, None where there is none."""

    alert_id: int
    watch_id: int
    watch_name: str
    report_id: int
    report_key: str
    incident_id: int | None
    occasion: str
    start: int
    end: int
    why: str
    at: str
    title: str | None
    url: str | None
    outlet: str | None
    published_earliest: str | None
    published_latest: str | None
    removed_at: str | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """Hold how far an alert is on its way to one sink: done at, or tried so often and tried again at; None: not, or no more."""

    sink: str
    done_at: str | None
    n_tries: int
    next_at: str | None
    last_error: str | None


@dataclass(frozen=True, slots=True)
class DateKnown:
    """Hold one date to come of a report, as days in ISO 8601."""

    uid: str
    earliest: str
    latest: str
    span: Span


@dataclass(frozen=True, slots=True)
class ReportKnown:
    """Hold what the store knows of a report and its reading does not; `outlet` are the outlet's key and name."""

    outlet: tuple[str, ...]
    story_id: int
    dates: tuple[DateKnown, ...]


# -- watches -----------------------------------------------------------------------------------------------------------


def _watch_of(row: Row[Any]) -> WatchRow:
    watch_id, name, rule, sinks, made_at, made_by, is_paused = tuple(row)
    return WatchRow(watch_id, name, rule, tuple(json.loads(sinks)), made_at, made_by, bool(is_paused))


def watch_rows(on: Connection) -> list[WatchRow]:
    """Return all watches, the oldest first."""
    return [_watch_of(row) for row in on.execute(select(watch).order_by(watch.c.id))]


def watch_named(on: Connection, name: str, *, watch_id: int | None = None) -> WatchRow:
    """Return the watch of this name, or of this id where one is given.

    :raises NotOnDesk: when there is none.
    """
    is_meant = watch.c.name == name if watch_id is None else or_(watch.c.name == name, watch.c.id == watch_id)
    row = on.execute(select(watch).where(is_meant).order_by(watch.c.name != name)).first()
    if row is None:
        raise NotOnDesk(f"watch {name[:60]!r}: is not on the desk; see wiredesk watch list")
    return _watch_of(row)


def add_watch(on: Connection, name: str, *, rule: str, sinks: Collection[str], who: str, at: str) -> int:
    """Save a watch and return its id.

    :raises SettingError: when there is one of this name.
    """
    if on.execute(select(watch.c.id).where(watch.c.name == name)).first() is not None:
        raise SettingError(f"watch {name[:60]!r}: there is one of this name; remove it first, or choose another name")
    values = {
        "name": kept(name),
        "rule": kept(rule),
        "sinks": json.dumps(list(sinks)),
        "made_at": at,
        "made_by": who,
        "is_paused": False,
    }
    return int(on.execute(insert(watch).values(values).returning(watch.c.id)).scalar_one())


def pause_watch(on: Connection, watch_id: int, *, is_paused: bool) -> None:
    """Let a watch rest, or go on."""
    on.execute(update(watch).where(watch.c.id == watch_id).values(is_paused=is_paused))


def remove_watch(on: Connection, watch_id: int) -> int:
    """Forget a watch with its alerts; return how many there were."""
    ids = select(alert.c.id).where(alert.c.watch_id == watch_id)
    on.execute(delete(delivery).where(delivery.c.alert_id.in_(ids)))
    n_alerts = on.execute(delete(alert).where(alert.c.watch_id == watch_id)).rowcount
    on.execute(delete(watch).where(watch.c.id == watch_id))
    return int(n_alerts)


# -- what a watch asks of a report -------------------------------------------------------------------------------------


def report_known(on: Connection, report_id: int) -> ReportKnown:
    """Return what is known of a report.

    :raises NotOnDesk: when there is none of this id.
    """
    at = report.c
    query = select(at.story_id, outlet.c.key, outlet.c.name).outerjoin(outlet, outlet.c.id == at.outlet_id)
    row = on.execute(query.where(at.id == report_id)).first()
    if row is None:
        raise NotOnDesk(f"report r{report_id}: is not on the desk")
    d = found_date.c
    chosen = select(d.uid, d.earliest, d.latest, d.start, d.end).where(d.report_id == report_id).order_by(d.earliest, d.start)
    dates = tuple(DateKnown(uid, first, last, Span(start, end)) for uid, first, last, start, end in on.execute(chosen))
    return ReportKnown(tuple(name for name in row[1:] if name), row[0] or report_id, dates)


def entities_across(on: Connection, report_id: int) -> dict[str, int]:
    """Return the entities across reports that those of one report belong to, by their ids in it; places left out."""
    at = found_entity.c
    query = select(at.local_id, at.entity_id).where(at.report_id == report_id, at.entity_id.is_not(None), at.type != "place")
    return {str(local_id): int(entity_id) for local_id, entity_id in on.execute(query)}


def reports_with_dates(on: Connection, earliest: str, latest: str) -> list[int]:
    """Return the reports that name a date to come of which a day lies from `earliest` to `latest`, both included."""
    at = found_date.c
    chosen = select(at.report_id).where(at.earliest <= latest, at.latest >= earliest).distinct().order_by(at.report_id)
    return list(on.execute(chosen).scalars())


def still_there(on: Connection, report_ids: Collection[int]) -> list[int]:
    """Return those of these reports that are not removed."""
    at = report.c
    query = select(at.id).where(at.id.in_(sorted(report_ids)), at.removed_at.is_(None)).order_by(at.id)
    return list(on.execute(query).scalars())


def reports_after(on: Connection, report_id: int, *, most: int) -> list[int]:
    """Return the next reports after this id that are not removed."""
    at = report.c
    query = select(at.id).where(at.id > report_id, at.removed_at.is_(None)).order_by(at.id).limit(most)
    return list(on.execute(query).scalars())


def newest_reports(on: Connection, *, most: int) -> list[int]:
    """Return the reports that came in last and are not removed, the newest first."""
    at = report.c
    return list(on.execute(select(at.id).where(at.removed_at.is_(None)).order_by(at.id.desc()).limit(most)).scalars())


# -- alerts and their delivery -----------------------------------------------------------------------------------------


def is_raised(on: Connection, watch_id: int, *, report_id: int, story_id: int, occasion: str) -> bool:
    """Tell whether a watch fired on this occasion already: for this report, or another version of its story."""
    of_story = select(report.c.id).where(or_(report.c.story_id == story_id, report.c.id.in_((story_id, report_id))))
    at = alert.c
    query = select(at.id).where(at.watch_id == watch_id, at.occasion == occasion, at.report_id.in_(of_story)).limit(1)
    found = on.execute(query).first()
    return found is not None


def add_alert(on: Connection, new: NewAlert, *, sinks: Iterable[str], at: str) -> int:
    """Keep an alert and let it wait for delivery to each of the sinks; return its id."""
    of_report = (found_incident.c.report_id == new.report_id, found_incident.c.local_id == new.incident)
    incident = on.execute(select(found_incident.c.id).where(*of_report)).scalar() if new.incident else None
    values = {
        "watch_id": new.watch_id, "report_id": new.report_id, "found_incident_id": incident, "occasion": new.occasion,
        "start": new.span.start, "end": new.span.end, "why": new.why, "at": at,
    }  # fmt: skip
    alert_id = int(on.execute(insert(alert).values(values).returning(alert.c.id)).scalar_one())
    rows = [{"alert_id": alert_id, "sink": sink, "n_tries": 0, "next_at": at} for sink in dict.fromkeys(sinks)]
    if rows:
        on.execute(insert(delivery), rows)
    return alert_id


_ALERT = (
    alert.c.id, alert.c.watch_id, watch.c.name, alert.c.report_id, report.c.key, found_incident.c.incident_id, alert.c.occasion,
    alert.c.start, alert.c.end, alert.c.why, alert.c.at, report.c.title, report.c.url, outlet.c.name,
    report.c.published_earliest, report.c.published_latest, report.c.removed_at,
)  # fmt: skip


def _alerts() -> Any:
    joined = alert.join(watch, watch.c.id == alert.c.watch_id).join(report, report.c.id == alert.c.report_id)
    joined = joined.outerjoin(outlet, outlet.c.id == report.c.outlet_id)
    joined = joined.outerjoin(found_incident, found_incident.c.id == alert.c.found_incident_id)
    return select(*_ALERT).select_from(joined)


def _alert_of(row: Row[Any]) -> AlertRow:
    told: list[Any] = list(row)
    return AlertRow(*told)


def alert_row(on: Connection, alert_id: int) -> AlertRow | None:
    """Return one alert, None when there is none of this id any more."""
    row = on.execute(_alerts().where(alert.c.id == alert_id)).first()
    return None if row is None else _alert_of(row)


def article_text(on: Connection, report_id: int) -> str:
    """Return the article of a report's current reading, "" when there is none any more; its spans count as in the reading."""
    return on.execute(select(report_text.c.body).where(report_text.c.report_id == report_id)).scalar() or ""


def newest_alerts(
    on: Connection, *, sink: str | None = None, watch_id: int | None = None, before: int | None = None, most: int
) -> list[AlertRow]:
    """Return the newest alerts, the newest first; those for one sink or of one watch where it is named, those before `before`."""
    query = _alerts().where(report.c.removed_at.is_(None)).order_by(alert.c.id.desc()).limit(most)
    if sink is not None:
        query = query.where(alert.c.id.in_(select(delivery.c.alert_id).where(delivery.c.sink == sink)))
    if watch_id is not None:
        query = query.where(alert.c.watch_id == watch_id)
    if before is not None:
        query = query.where(alert.c.id < before)
    return [_alert_of(row) for row in on.execute(query)]


def deliveries(on: Connection, alert_ids: Collection[int]) -> dict[int, tuple[Delivery, ...]]:
    """Return where each of these alerts goes and how far that is."""
    d = delivery.c
    query = select(d.alert_id, d.sink, d.done_at, d.n_tries, d.next_at, d.last_error).where(d.alert_id.in_(sorted(alert_ids)))
    found: dict[int, tuple[Delivery, ...]] = {}
    for alert_id, *told in on.execute(query.order_by(d.alert_id, d.sink)):
        found[alert_id] = (*found.get(alert_id, ()), Delivery(*told))
    return found


def alert_counts(on: Connection) -> dict[int, int]:
    """Return how many alerts each watch raised."""
    query = select(alert.c.watch_id, func.count()).group_by(alert.c.watch_id)
    return {int(watch_id): int(n) for watch_id, n in on.execute(query)}


def due_deliveries(on: Connection, at: str, *, most: int) -> list[tuple[int, str, int]]:
    """Return the alert, sink and number of tries of what is to be delivered by now, the longest due first."""
    d = delivery.c
    query = select(d.alert_id, d.sink, d.n_tries).where(d.done_at.is_(None), d.next_at <= at)
    rows = on.execute(query.order_by(d.next_at, d.alert_id, d.sink).limit(most))
    return [(int(alert_id), str(sink), int(n_tries)) for alert_id, sink, n_tries in rows]


def claim_delivery(on: Connection, alert_id: int, sink: str, *, n_tries: int, until: str) -> bool:
    """Take a delivery on until a moment, as one more try; return False when another program did so meanwhile."""
    d = delivery.c
    is_free = (d.alert_id == alert_id, d.sink == sink, d.done_at.is_(None), d.n_tries == n_tries)
    return on.execute(update(delivery).where(*is_free).values(n_tries=n_tries + 1, next_at=until)).rowcount == 1


def settle_delivery(on: Connection, alert_id: int, sink: str, *, at: str) -> None:
    """Write that an alert was delivered."""
    values = {"done_at": at, "next_at": None, "last_error": None}
    on.execute(update(delivery).where(delivery.c.alert_id == alert_id, delivery.c.sink == sink).values(values))


def put_off_delivery(on: Connection, alert_id: int, sink: str, *, next_at: str | None, what: str) -> None:
    """Write why an alert was not delivered, and when it is tried again; None for never."""
    values = {"next_at": next_at, "last_error": kept(what)}
    on.execute(update(delivery).where(delivery.c.alert_id == alert_id, delivery.c.sink == sink).values(values))


def next_delivery(on: Connection) -> str | None:
    """Return when the next delivery is due, None when all are done."""
    return on.execute(select(func.min(delivery.c.next_at)).where(delivery.c.done_at.is_(None))).scalar()
