"""Saved watches: kept, tried, and held against every report that is filed. Not for: delivering alerts (see `delivering`)."""

import datetime
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wiredesk.alerts.matching import Hit, Why, hits_in
from wiredesk.alerts.rules import PlaceWanted, Rule, checked, rule_from_json, rule_to_json
from wiredesk.alerts.sinks import Sink, SinkKind, sink_of, usable
from wiredesk.alerts.told import About, ComingDate, Told
from wiredesk.corroborate.entities import EntityProfile
from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import kind_of, parse_id
from wiredesk.desk.ruled import effective_reading
from wiredesk.errors import SettingError
from wiredesk.pages.reasons import shown
from wiredesk.records import Reading
from wiredesk.spans import Span
from wiredesk.store import known_entities, watches
from wiredesk.store.log import append
from wiredesk.store.opening import On
from wiredesk.store.watches import AlertRow, Delivery, NewAlert, WatchRow

_MAX_NAME = 80
_PER_LOOK = 200


@dataclass(frozen=True, slots=True)
class Alert:
    """Hold one alert that was raised: which watch, the report's row, and the hit."""

    alert_id: int
    watch: str
    report_id: int
    hit: Hit


@dataclass(frozen=True, slots=True)
class Tried:
    """Hold one sentence with which a stored report meets a watch."""

    report_id: int
    title: str | None
    sentence: str
    hit: Hit


@dataclass(frozen=True, slots=True)
class AlertSeen:
    """Hold an alert as people read it: the sentence that fired it, why, and where it was delivered to."""

    row: AlertRow
    sentence: str
    because: tuple[str, ...]
    deliveries: tuple[Delivery, ...]


# -- watches -----------------------------------------------------------------------------------------------------------


def add_watch(desk: Desk, name: str, rule: Rule, sinks: Sequence[str]) -> WatchRow:
    """Save a watch; without a sink its alerts go to the terminal, with the sink "desk" alone nowhere: they stand on the desk.

    :raises SettingError: when the rule can never hold, a sink cannot be served, or there is a watch of this name.
    """
    if not name.strip() or len(name) > _MAX_NAME or not name.isprintable() or kind_of(name) is not None:
        raise SettingError(f"watch {shown(name)[:_MAX_NAME]!r}: a name is one line of at most {_MAX_NAME} characters, and no id")
    rule = checked(with_countries(rule))
    given = [_at_home(usable(sink_of(words), desk.settings)) for words in sinks or ("terminal",)]
    kept = [sink.words for sink in given if sink.kind is not SinkKind.DESK]
    with desk.store.writing(is_durable=True) as on:
        watch_id = watches.add_watch(on, name, rule=rule_to_json(rule), sinks=kept, who=desk.who, at=desk.now())
        append(on, desk.who, "watch", f"w{watch_id}", at=desk.now())
        return watches.watch_named(on, name)


def with_countries(rule: Rule) -> Rule:
    """Return the rule with the country of each place whose name is a country's: any place in it counts then."""
    return replace(rule, places=tuple(_with_country(place) for place in rule.places))


def _with_country(place: PlaceWanted) -> PlaceWanted:
    """Return the place with its country where its name is a country's."""
    from wiredesk.places import load_gazetteer
    from wiredesk.places.packed import PlaceKind

    found = load_gazetteer().resolve(place.name, context_countries={})
    return replace(place, country=found.country if found and found.kind is PlaceKind.COUNTRY else None)


def _at_home(sink: Sink) -> Sink:
    """Return the sink with its path whole, so that it stays the same wherever the next program is started."""
    return replace(sink, target=os.path.abspath(sink.target)) if sink.kind is SinkKind.ATOM else sink


def watch_of(on: On, name: str) -> WatchRow:
    """Return the watch of this name or id.

    :raises NotOnDesk: when there is none.
    """
    return watches.watch_named(on, name, watch_id=parse_id(name, "watch") if kind_of(name) == "watch" else None)


def listed_watches(desk: Desk) -> list[tuple[WatchRow, int]]:
    """Return all watches, the oldest first, with how many alerts each raised."""
    with desk.store.reading() as on:
        counts = watches.alert_counts(on)
        return [(row, counts.get(row.watch_id, 0)) for row in watches.watch_rows(on)]


def remove_watch(desk: Desk, name: str) -> tuple[WatchRow, int]:
    """Forget a watch and its alerts; return it, and how many alerts there were.

    :raises NotOnDesk: when there is none of this name or id.
    """
    with desk.store.writing(is_durable=True) as on:
        row = watch_of(on, name)
        n_alerts = watches.remove_watch(on, row.watch_id)
        append(on, desk.who, "unwatch", f"w{row.watch_id}", at=desk.now())
    return row, n_alerts


def pause_watch(desk: Desk, name: str, *, is_paused: bool) -> WatchRow:
    """Let a watch rest, or go on.

    :raises NotOnDesk: when there is none of this name or id.
    """
    with desk.store.writing() as on:
        row = watch_of(on, name)
        watches.pause_watch(on, row.watch_id, is_paused=is_paused)
    return row


# -- alerts ------------------------------------------------------------------------------------------------------------


def raise_alerts(desk: Desk, on: On, report_id: int, reading: Reading) -> tuple[Alert, ...]:
    """Hold all watches against a report that was just filed and linked, in the same transaction; return what fired.

    Copies of one story fire once. The alerts wait in the store for delivery.
    """
    rows = [row for row in watches.watch_rows(on) if not row.is_paused]
    return _raised(desk, on, rows, report_id, reading) if rows else ()


def check_dates(desk: Desk) -> tuple[Alert, ...]:
    """Hold the watches for dates coming near against the stored reports that name one; to be done once a day."""
    with desk.store.reading() as on:
        rows = [row for row in watches.watch_rows(on) if not row.is_paused and _days_of(row) is not None]
        if not rows:
            return ()
        today = desk.clock().date()
        until = today + datetime.timedelta(days=max(_days_of(row) or 0 for row in rows))
        report_ids = watches.reports_with_dates(on, today.isoformat(), until.isoformat())
    found: list[Alert] = []
    for start in range(0, len(report_ids), _PER_LOOK):
        with desk.store.writing() as on:
            for report_id in watches.still_there(on, report_ids[start : start + _PER_LOOK]):
                found += _raised(desk, on, rows, report_id, effective_reading(on, report_id))
    return tuple(found)


def _days_of(row: WatchRow) -> int | None:
    return rule_from_json(row.rule).date_within_days


def _raised(desk: Desk, on: On, rows: Sequence[WatchRow], report_id: int, reading: Reading) -> tuple[Alert, ...]:
    rules = [rule_from_json(row.rule) for row in rows]
    known = watches.report_known(on, report_id)
    told = Told(reading, _about(desk, on, report_id, known, with_names=any(rule.who for rule in rules)))
    found = []
    for row, rule in zip(rows, rules, strict=True):
        for hit in {hit.occasion: hit for hit in reversed(hits_in(rule, told))}.values():
            if watches.is_raised(on, row.watch_id, report_id=report_id, story_id=known.story_id, occasion=hit.occasion):
                continue
            new = NewAlert(row.watch_id, report_id, hit.occasion, hit.span, _why_json(hit), hit.incident)
            found.append(Alert(watches.add_alert(on, new, sinks=row.sinks, at=desk.now()), row.name, report_id, hit))
    return tuple(found)


def _about(desk: Desk, on: On, report_id: int, known: watches.ReportKnown, *, with_names: bool) -> About:
    day = datetime.date.fromisoformat
    dates = tuple(ComingDate(one.uid, day(one.earliest), day(one.latest), one.span) for one in known.dates)
    names = _names_across(on, report_id) if with_names else {}
    return About(desk.clock().date(), known.outlet, names, dates)


def _names_across(on: On, report_id: int) -> dict[str, tuple[str, ...]]:
    """Return the names that a report's people and bodies have in other reports, by their ids in this one."""
    ids = watches.entities_across(on, report_id)
    known = known_entities.known_entities(on, set(ids.values()))
    names = {one: tuple(name for name, _ in EntityProfile.from_bytes(row.profile).names) for one, row in known.items()}
    return {local_id: names.get(entity_id, ()) for local_id, entity_id in ids.items()}


def listed_alerts(desk: Desk, *, watch: str | None = None, before: int | None = None, most: int) -> list[AlertSeen]:
    """Return alerts, the newest first, those of one watch where it is named; `before` goes on behind that alert.

    :raises NotOnDesk: when there is no watch of this name or id.
    """
    with desk.store.reading() as on:
        watch_id = None if watch is None else watch_of(on, watch).watch_id
        rows = watches.newest_alerts(on, watch_id=watch_id, before=before, most=most)
        sent = watches.deliveries(on, [row.alert_id for row in rows])
        return [_alert_seen(on, row, sent.get(row.alert_id, ())) for row in rows]


def _alert_seen(on: On, row: AlertRow, sent: Sequence[Delivery]) -> AlertSeen:
    text = watches.article_text(on, row.report_id)
    shown = tuple(replace(one, sink=sink_of(one.sink).shown) for one in sent)
    return AlertSeen(row, text[row.start : row.end], why_in_words(row.why), shown)


# -- trying ------------------------------------------------------------------------------------------------------------


def tried(desk: Desk, name: str) -> Iterator[Tried]:
    """Yield what a watch would have fired on among the stored reports, of each story once, the oldest first.

    Nothing is raised.

    :raises NotOnDesk: when there is no watch of this name or id.
    """
    with desk.store.reading() as on:
        rule = rule_from_json(watch_of(on, name).rule)
    last, seen = 0, set[tuple[int, str]]()
    while True:
        with desk.store.reading() as on:
            report_ids = watches.reports_after(on, last, most=_PER_LOOK)
            found = [one for report_id in report_ids for one in _tried_on(desk, on, rule, report_id)]
        for story_id, one in found:
            if (story_id, one.hit.occasion) not in seen:
                yield one
                seen.add((story_id, one.hit.occasion))
        if len(report_ids) < _PER_LOOK:
            return
        last = report_ids[-1]


def tried_newest(desk: Desk, rule: Rule, *, most: int) -> tuple[list[Tried], int]:
    """Return what a rule would have fired on among the newest `most` reports, of each story once, the newest first.

    Nothing is raised. The second value is how many reports were looked at.

    :raises SettingError: when the rule can never hold.
    """
    rule = checked(with_countries(rule))
    with desk.store.reading() as on:
        report_ids = watches.newest_reports(on, most=most)
        found = [one for report_id in report_ids for one in _tried_on(desk, on, rule, report_id)]
    first = {(story_id, one.hit.occasion): one for story_id, one in reversed(found)}
    return [one for story_id, one in found if first[story_id, one.hit.occasion] is one], len(report_ids)


def _tried_on(desk: Desk, on: On, rule: Rule, report_id: int) -> list[tuple[int, Tried]]:
    reading = effective_reading(on, report_id)
    known = watches.report_known(on, report_id)
    hits = hits_in(rule, Told(reading, _about(desk, on, report_id, known, with_names=bool(rule.who))))
    article = reading.report.article
    sentences = [hit.span.cut(article.text) if article.text else "" for hit in hits]
    return [(known.story_id, Tried(report_id, article.title, words, hit)) for words, hit in zip(sentences, hits, strict=True)]


# -- why ---------------------------------------------------------------------------------------------------------------


def _why_json(hit: Hit) -> str:
    """Return the conditions that held, with spans and not words: they go when the report's text goes."""
    return json.dumps([{"condition": w.condition, "wanted": w.wanted, "span": [w.span.start, w.span.end]} for w in hit.why])


def why_in_words(kept: str) -> tuple[str, ...]:
    """Return the conditions that held, one line each: "who Ada Roe"."""
    return words_of_why(tuple(Why(one["condition"], one["wanted"], Span(*one["span"])) for one in json.loads(kept)))


def words_of_why(why: Sequence[Why]) -> tuple[str, ...]:
    """Return conditions that held as one line each."""
    return tuple(f"{one.condition} {one.wanted.replace('_', ' ')}" for one in why)
