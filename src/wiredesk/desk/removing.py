"""Reports are removed, people blacked out of all reports, old reports let go. Not for: the names in a text (see `redacting`).

Each removal is one transaction, of old reports fifty: rows, links, index and log. The words' last traces in the files go
afterwards, once.
"""

import datetime
import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from wiredesk.codebook import EntityType
from wiredesk.desk.cards_finding import entities_meant
from wiredesk.desk.delivering import rewrite_atoms
from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of
from wiredesk.desk.joining import detach
from wiredesk.desk.keeping import say_nothing
from wiredesk.desk.knowing import refresh_entities
from wiredesk.desk.redacting import (
    Names,
    entity_names,
    finder,
    is_called,
    names_of,
    redacted,
    redacted_words,
    redactor,
)
from wiredesk.desk.refiling import refile_report
from wiredesk.desk.ruled import effective_reading
from wiredesk.errors import NotOnDesk, RulingRefused
from wiredesk.interchange.report_json import instant, report_json
from wiredesk.interchange.report_parse import reading_from_json
from wiredesk.store import redacting, removing
from wiredesk.store.backing_up import Tell
from wiredesk.store.filing import forget_readings, load_body
from wiredesk.store.linking import Kind
from wiredesk.store.log import append
from wiredesk.store.opening import On
from wiredesk.store.packing import unpack_json
from wiredesk.store.report_rows import report_row
from wiredesk.store.squeezing import squeeze_store

_MOST_TOLD = 5
_RETIRED_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Removed:
    """Say what a removal took away: reports, or a person out of `reports`; `spared` name somebody else of that name.

    `is_clean`: no trace of it can be left in the files of the store. `unwritten` are Atom files of watches that may still
    tell of it, because they cannot be written.
    """

    reports: tuple[int, ...]
    spared: tuple[int, ...] = ()
    is_clean: bool = True
    unwritten: tuple[str, ...] = ()


@dataclass(slots=True)
class _Person:
    """Hold a person that is being removed: their names, and under which ids which report has them."""

    entity_id: int
    names: Names
    found: dict[int, set[str]] = field(default_factory=dict)
    spared: set[int] = field(default_factory=set)


# -- a report ------------------------------------------------------------------------------------------------------


def remove_report(desk: Desk, report_id: int, *, reason: str, is_squeezed: bool = True) -> Removed:
    """Remove a report: all its words go, its tombstone and the log stay.

    :raises NotOnDesk: when there is no such report, or it was removed already.
    :raises RulingRefused: when the reason names somebody whom the report names.
    """
    with desk.store.writing(is_durable=True) as on:
        _demand_there(on, report_id)
        _demand_nameless(reason, _people_in(on, report_id))
        refresh_entities(on, _erase(desk, on, report_id, reason))
    unwritten = rewrite_atoms(desk)
    forget_readings()
    return Removed((report_id,), is_clean=squeeze_store(desk.store) if is_squeezed else False, unwritten=unwritten)


def retain(desk: Desk, *, is_tidied: bool = False, tell: Tell = say_nothing) -> Removed:
    """Remove the reports that were filed longer ago than the setting `retention_days` allows; none when it is 0.

    `is_tidied` also drops sources that no report has, makes the index anew and writes the files anew, removed or not.

    :raises StoreError: when the store cannot be written.
    """
    removed: list[int] = []
    while old := _too_old(desk):
        removed += _let_go(desk, old)
        tell("old reports", len(removed), None)
    if is_tidied:
        with desk.store.writing() as on:
            for source_id in removing.unused_sources(on):
                removing.drop_unused(on, source_id=source_id)
    is_clean = squeeze_store(desk.store, is_rebuilt=is_tidied) if removed or is_tidied else True
    forget_readings()
    return Removed(tuple(removed), is_clean=is_clean, unwritten=rewrite_atoms(desk) if removed else ())


def _let_go(desk: Desk, old: Collection[int]) -> list[int]:
    """Remove old reports together: what is known of a country, which all of them name, is made anew once for all."""
    with desk.store.writing() as on:
        there = [report_id for report_id in old if report_row(on, report_id).removed_at is None]
        touched = {row_id for report_id in there for row_id in _erase(desk, on, report_id, "retention")}
        refresh_entities(on, touched)
    return there


def _too_old(desk: Desk) -> list[int]:
    days = desk.settings.retention_days
    if not days:
        return []
    moment = str(instant((desk.clock() - datetime.timedelta(days)).replace(microsecond=0)))
    with desk.store.reading() as on:
        return removing.filed_before(on, moment, most=_RETIRED_AT_ONCE)


def _demand_there(on: On, report_id: int) -> None:
    row = report_row(on, report_id)
    if row.removed_at is not None:
        raise NotOnDesk(f"report {id_of('report', report_id)}: was removed on {row.removed_at[:10]} already")


def _people_in(on: On, report_id: int) -> Names:
    body = load_body(on, report_id)
    text = body["article"]["text"]
    people = [one for one in body["entities"] if one["type"] == EntityType.PERSON.value]
    return names_of(name for one in people for name in entity_names(one, text))


def _demand_nameless(reason: str, names: Names) -> None:
    """The reason stays in the log, which names nobody."""
    if finder(names, with_lone=True)(reason):
        raise RulingRefused("the reason names a person, and the log keeps it for ever; give one that names nobody")


def _erase(desk: Desk, on: On, report_id: int, reason: str) -> set[int]:
    """Erase a report and return rows of entities of which is to be made anew what is known."""
    row = report_row(on, report_id)
    touched = _cut_loose(on, report_id)
    removing.erase_report(on, report_id, at=desk.now())
    told = {"sha256": row.sha256, "key": row.key, "filed_at": row.filed_at, "reason": reason}
    append(on, desk.who, "remove", id_of("report", report_id), told, at=desk.now())
    return touched


def _cut_loose(on: On, report_id: int) -> set[int]:
    """Cut all links of a report and its found rows; return rows by which the entities that it was in are found again."""
    detach(on, Kind.STORY, report_id)
    for row_id in removing.found_ids(on, Kind.INCIDENT, report_id):
        detach(on, Kind.INCIDENT, row_id)
    return {one for row_id in removing.found_ids(on, Kind.ENTITY, report_id) for one in detach(on, Kind.ENTITY, row_id)}


# -- a person ------------------------------------------------------------------------------------------------------


def remove_person(desk: Desk, name: str, *, reason: str, tell: Tell = say_nothing) -> Removed:
    """Black a person out of every report; `name` is an id ("e40") or a name that one person alone has.

    :raises NotOnDesk: when nobody, or more than one, is called so.
    :raises RulingRefused: when it is no person, or the reason names them.
    """
    entity_id = _person_called(desk, name)
    with desk.store.writing(is_durable=True) as on:
        person = _person(on, entity_id)
        _demand_nameless(reason, person.names)
        _look_elsewhere(on, person, tell)
        stale = {entity_id}
        for done, (report_id, local_ids) in enumerate(sorted(person.found.items()), 1):
            stale |= _black_out(desk, on, report_id, local_ids, person.names)
            tell("reports", done, len(person.found))
        _sweep(on, person, tell)
        refresh_entities(on, stale)
        told = {"names": sorted(_hash(one) for one in person.names.whole), "reports": len(person.found), "reason": reason}
        append(on, desk.who, "remove", id_of("entity", entity_id), told, at=desk.now())
    unwritten = rewrite_atoms(desk)
    forget_readings()
    return Removed(tuple(sorted(person.found)), tuple(sorted(person.spared)), squeeze_store(desk.store), unwritten)


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def _person_called(desk: Desk, name: str) -> int:
    meant = entities_meant(desk, name)
    people = [head for head in meant.entities if head.type == EntityType.PERSON.value]
    if meant.entities and not people:
        raise RulingRefused(f"{name[:60]}: is no person; only people are blacked out, reports are removed by their id")
    if len(people) != 1 or not meant.is_certain:
        ids = ", ".join(f"{id_of('entity', head.entity_id)} {head.name}" for head in people[:_MOST_TOLD])
        raise NotOnDesk(
            f"{name[:60]}: is not one person of this desk; give an id" + (f", one of {ids}" if ids else " such as e40")
        )
    return people[0].entity_id


def _person(on: On, entity_id: int) -> _Person:
    """Gather what the reports call a person."""
    called: set[str] = set()
    found: dict[int, set[str]] = {}
    for report_id, local_id, name in removing.found_of(on, entity_id):
        found.setdefault(report_id, set()).add(local_id)
        body = load_body(on, report_id)
        own = [one for one in body["entities"] if one["id"] == local_id]
        called |= {name, *(word for one in own for word in entity_names(one, body["article"]["text"]))}
    return _Person(entity_id, names_of(called), found)


def _look_elsewhere(on: On, person: _Person, tell: Tell) -> None:
    """Look for the names in every reading and source: where the reader saw no person, or in a byline."""
    find, n_all = finder(person.names, with_lone=False), redacting.n_readings(on)
    for done, (report_id, packed) in enumerate(redacting.bodies(on), 1):
        if done % 1000 == 0:
            tell("readings", done, n_all)
        told = unpack_json(packed)
        if report_id in person.found or not find(json.dumps(told, ensure_ascii=False).replace("\\n", " ")):
            continue
        called = {one["id"] for one in told["entities"] if is_called(one, person.names)}
        if called and removing.is_somebody_else(on, report_id, called, person.entity_id):
            person.spared.add(report_id)
        else:
            person.found[report_id] = called
    marks = [mark for name in person.names.whole for mark in _written(name)]
    for report_id, data in redacting.sources(on):
        if report_id not in person.found and report_id not in person.spared and any(mark in data.lower() for mark in marks):
            removing.drop_source(on, report_id)


def _written(name: str) -> Iterable[bytes]:
    """Yield how a name may stand in bytes: in a text, in an address."""
    for between in (" ", "-", "_", "+", "%20", "&nbsp;"):
        yield name.replace(" ", between).encode()


def _black_out(desk: Desk, on: On, report_id: int, local_ids: Collection[str], names: Names) -> set[int]:
    """File a report again without the person; its source and older readings hold the name and go.

    Returns the entities of which is to be made anew what is known.
    """
    own = names if local_ids else Names(names.whole)
    before = effective_reading(on, report_id)
    body = load_body(on, report_id)
    ids = frozenset(local_ids) | {one["id"] for one in body["entities"] if is_called(one, names)}
    redact = redactor(own, with_lone=True)
    removing.redact_rulings(on, report_id, lambda words: redacted_words(words, redact))
    removing.redact_coding(on, report_id, lambda words: redacted_words(words, redact))
    removing.drop_source(on, report_id)
    raw = reading_from_json(redacted(body, own, local_ids=ids))
    # Of the same text, so that every other record is known again by its place.
    like = reading_from_json(redacted(report_json(before), own, local_ids=ids, keeps_entity=True))
    stale: set[int] = set()
    refile_report(desk, on, report_id, raw, before=before if like == raw else like, stale=stale)
    removing.drop_older_readings(on, report_id)
    return stale


def _sweep(on: On, person: _Person, tell: Tell) -> None:
    redact = redactor(Names(person.names.whole), with_lone=False)
    redacting.sweep(on, lambda words: redacted_words(words, redact), tell, spared=person.spared)
