"""The desk as tables: every row with its quotation, span and report. Not for: the files (see `export.table_files`)."""

import datetime
from collections import OrderedDict
from collections.abc import Iterator
from itertools import groupby

from wiredesk.codebook import IncidentType
from wiredesk.codebook.words import codes
from wiredesk.corroborate.comparison import reasons_from_json
from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of, parse_id
from wiredesk.desk.ruled import effective_reading
from wiredesk.errors import NotOnDesk
from wiredesk.export.calendar import Reminder
from wiredesk.export.tables import Cell, Row
from wiredesk.records import Count, Entity, Incident, Reading, Statement
from wiredesk.sentences import sentences
from wiredesk.spans import Span
from wiredesk.store import exporting
from wiredesk.store.cards import incident_of
from wiredesk.store.exporting import Chosen, IncidentColumns, ReportColumns
from wiredesk.store.opening import On

_KEPT = 64  # readings at hand: the reports of one incident lie together
_PARTING = " | "


class Tables:
    """Make the rows of each table, in one moment of the store."""

    def __init__(self, desk: Desk, on: On, chosen: Chosen) -> None:
        self._desk, self._on, self._chosen = desk, on, chosen
        self._readings: OrderedDict[int, Reading] = OrderedDict()
        self._trees: dict[int, dict[str, int]] = {}

    def rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of one of `export.tables.TABLES`."""
        makers = {
            "incidents": self._incidents,
            "crosswalk": self._crosswalk,
            "values": self._values,
            "reports": self._reports,
            "statements": self._statements,
            "entities": self._entities,
            "dates": self._dates,
        }
        return makers[table]()

    def reminders(self, *, first: str | None) -> Iterator[Reminder]:
        """Yield the dates to come that do not lie wholly before the day `first`."""
        for row in exporting.date_rows(self._on, self._chosen, first=first):
            text = self._reading(row.report.report_id).report.article.text
            yield Reminder(
                row.uid,
                datetime.date.fromisoformat(row.earliest),
                datetime.date.fromisoformat(row.latest),
                text[row.sentence_start : row.sentence_end],
                id_of("report", row.report.report_id),
                row.report.title or "untitled",
                row.report.outlet or "unknown outlet",
                row.report.published_latest or "undated",
                row.report.url,
                datetime.datetime.fromisoformat(row.report.filed_at),
            )

    # -- one maker for each table --------------------------------------------------------------------------------

    def _incidents(self) -> Iterator[Row]:
        rows = exporting.incident_rows(self._on, self._chosen, with_all_reports=True)
        for incident_id, members in groupby(rows, key=lambda row: row.incident_id):
            yield self._incident(incident_id, list(members))

    def _incident(self, incident_id: int, members: list[IncidentColumns]) -> Row:
        newest = max(members, key=lambda row: (not row.is_background, row.report.published_latest or "", row.found_id))
        placed = next((row for row in (newest, *members) if row.latitude is not None), newest)
        dated = [row for row in members if row.earliest and row.latest]
        narrow = min(dated, key=lambda row: _n_days(row.earliest, row.latest), default=None)
        kind = codes()[IncidentType(newest.type)]
        return {
            "incident": id_of("incident", incident_id),
            "type": newest.type,
            "stage": newest.stage,
            "types": _joined(row.type for row in members),
            "stages": _joined(row.stage for row in members),
            "earliest": narrow.earliest if narrow else None,
            "latest": narrow.latest if narrow else None,
            "place": placed.place_name,
            "country": placed.country or next((row.country for row in members if row.country), None),
            "latitude": placed.latitude,
            "longitude": placed.longitude,
            **_toll_over(members),
            "perpetrators": _joined(words for row in members for words in self._perpetrators(row)),
            "n_reports": len({row.report.report_id for row in members}),
            "n_stories": len({row.report.story_id for row in members}),
            "gtd_attacktype": kind.gtd,
            "acled_sub_event": kind.acled,
            "plover_event": kind.plover,
            "muc4_type": kind.muc4,
            "report": id_of("report", newest.report.report_id),
            **self._evidence(newest),
        }

    def _crosswalk(self) -> Iterator[Row]:
        for row in exporting.incident_rows(self._on, self._chosen):
            why = " | ".join(reason.note for reason in reasons_from_json(row.link_reasons))
            yield {
                "incident": id_of("incident", row.incident_id),
                "local_incident": row.local_id,
                "is_background": row.is_background,
                "story": id_of("story", row.report.story_id),
                "copy_kind": row.report.copy_kind,
                "wire": row.report.wire,
                **_facts(row),
                "link_score": row.link_score,
                "link_reasons": why or None,
                **_report(row.report),
                **self._evidence(row),
            }

    def _values(self) -> Iterator[Row]:
        for row in exporting.incident_rows(self._on, self._chosen):
            reading = self._reading(row.report.report_id)
            incident = next((one for one in reading.incidents if one.id == row.local_id), None)
            if incident is None:
                continue
            same = {"incident": id_of("incident", row.incident_id), "local_incident": row.local_id}
            for field, value, span, more in self._field_values(row.report.report_id, reading, incident):
                yield {**same, "field": field, "value": value, **more, **_report(row.report), **_quoted(reading, span)}

    def _reports(self) -> Iterator[Row]:
        for row, reader in exporting.report_rows(self._on, self._chosen):
            reading = self._reading(row.report_id)
            yield {
                **_report(row),
                "captured": row.captured,
                "filed_at": row.filed_at,
                "language": row.language,
                "story": id_of("story", row.story_id),
                "copy_of": id_of("report", row.copy_of) if row.copy_of else None,
                "copy_kind": row.copy_kind,
                "wire": row.wire,
                "reader": reader,
                **_quoted(reading, _dating_words(reading)),
            }

    def _statements(self) -> Iterator[Row]:
        for row, _ in exporting.report_rows(self._on, self._chosen):
            reading = self._reading(row.report_id)
            names = {entity.id: entity.name for entity in reading.entities}
            trees, text = self._trees_of(row.report_id), reading.report.article.text
            for one in reading.statements:
                if not self._is_of_entities(row.report_id, reading, one):
                    continue
                speaker = trees.get(one.speaker or "")
                yield {
                    "statement": one.id,
                    "kind": one.kind.value,
                    "speaker": names.get(one.speaker or ""),
                    "speaker_entity": id_of("entity", speaker) if speaker else None,
                    "source_words": _words(text, one.source),
                    "cue": _words(text, one.cue),
                    "told": names.get(one.told or ""),
                    **_report(row),
                    **_quoted(reading, _over(one.content)),
                }

    def _entities(self) -> Iterator[Row]:
        for row, _ in exporting.report_rows(self._on, self._chosen):
            reading, trees = self._reading(row.report_id), self._trees_of(row.report_id)
            for one in filter(self._is_of_chosen_type, reading.entities):
                if self._chosen.entities and trees.get(one.id) not in self._chosen.entities:
                    continue
                place = one.place
                yield {
                    "entity": id_of("entity", trees[one.id]) if one.id in trees else None,
                    "local_entity": one.id,
                    "type": one.type.value,
                    "name": one.name,
                    "aliases": _joined(one.aliases),
                    "roles": _joined(role.title for role in one.roles),
                    "n_mentions": len(one.mentions),
                    "country": place.country if place else None,
                    "latitude": place.latitude if place else None,
                    "longitude": place.longitude if place else None,
                    "gazetteer": place.gazetteer if place else None,
                    **_report(row),
                    **_quoted(reading, one.mentions[0] if one.mentions else None),
                }

    def _is_of_chosen_type(self, one: Entity) -> bool:
        return not self._chosen.entity_types or one.type.value in self._chosen.entity_types

    def _dates(self) -> Iterator[Row]:
        for row in exporting.date_rows(self._on, self._chosen):
            reading = self._reading(row.report.report_id)
            told: Row = {"uid": row.uid, "value": row.value, "earliest": row.earliest, "latest": row.latest}
            yield {**told, **_report(row.report), **_quoted(reading, Span(row.sentence_start, row.sentence_end))}

    # -- inside --------------------------------------------------------------------------------------------------

    def _reading(self, report_id: int) -> Reading:
        """Return a reading as people corrected it."""
        if report_id not in self._readings:
            self._readings[report_id] = effective_reading(self._on, report_id)
            if len(self._readings) > _KEPT:
                self._readings.popitem(last=False)
        self._readings.move_to_end(report_id)
        return self._readings[report_id]

    def _trees_of(self, report_id: int) -> dict[str, int]:
        if report_id not in self._trees:
            self._trees = {report_id: exporting.entity_trees(self._on, report_id)}
        return self._trees[report_id]

    def _is_of_entities(self, report_id: int, reading: Reading, statement: Statement) -> bool:
        """Tell whether a statement is by, to or about one of the entities that are chosen; True where none is."""
        if not self._chosen.entities:
            return True
        trees = self._trees_of(report_id)
        own = {local_id for local_id, tree in trees.items() if tree in self._chosen.entities}
        named = (span for entity in reading.entities if entity.id in own for span in entity.mentions)
        is_about = any(content.covers(span) for span in named for content in statement.content)
        return is_about or statement.speaker in own or statement.told in own

    def _incident_in(self, row: IncidentColumns) -> Incident | None:
        incidents = self._reading(row.report.report_id).incidents
        return next((one for one in incidents if one.id == row.local_id), None)

    def _evidence(self, row: IncidentColumns) -> Row:
        incident = self._incident_in(row)
        return _quoted(self._reading(row.report.report_id), incident.evidence[0] if incident and incident.evidence else None)

    def _perpetrators(self, row: IncidentColumns) -> Iterator[str]:
        incident, reading = self._incident_in(row), self._reading(row.report.report_id)
        names = {entity.id: entity.name for entity in reading.entities}
        for who in incident.perpetrators if incident else ():
            yield f"{names.get(who.entity or '') or who.span.cut(reading.report.article.text)} ({who.attribution.value})"

    def _field_values(
        self, report_id: int, reading: Reading, incident: Incident
    ) -> Iterator[tuple[str, str, Span | None, dict[str, Cell]]]:
        """Yield (field, value, where it stands, further cells) for all that a report says of an incident."""
        text, trees = reading.report.article.text, self._trees_of(report_id)
        at = incident.evidence[0] if incident.evidence else None
        yield "type", incident.type.value, at, {}
        yield "stage", incident.stage.value, at, {}
        if incident.date:
            yield "date", incident.date.value, incident.date.span or at, {}
        place = next((entity for entity in reading.entities if entity.id == incident.place), None)
        if place:
            yield "place", place.name, _nearest(place.mentions, at), _entity_cell(trees, place.id)
        for who in incident.perpetrators:
            more = {"attribution": who.attribution.value, **_entity_cell(trees, who.entity)}
            yield "perpetrator", who.span.cut(text), who.span, more
        for target in incident.targets:
            yield "target", target.span.cut(text), target.span, _entity_cell(trees, target.entity)
        for victim in incident.victims:
            told = f"{victim.span.cut(text)} ({victim.effect.value})"
            yield "victim", told, victim.span, _entity_cell(trees, victim.entity)
        for weapon in incident.weapons:
            yield "weapon", weapon.span.cut(text), weapon.span, {}
        for name, count in (("killed", incident.casualties.killed), ("wounded", incident.casualties.wounded)):
            if count:
                yield name, _range(count), _counted(incident, count, name) or at, {}


def incident_meant(on: On, name: str) -> int:
    """Return the incident of this id; the id of any of its parts leads to it.

    :raises NotOnDesk: when there is no such incident.
    """
    found = incident_of(on, parse_id(name, "incident"))
    if found is None:
        raise NotOnDesk(f"incident {name[:40]}: is not on this desk; wiredesk incident lists the newest")
    return found


def _counted(incident: Incident, count: Count, effect: str) -> Span | None:
    """Return the victims that a toll counts, None when the report names none with that count."""
    return next((one.span for one in incident.victims if one.count == count and one.effect.value == effect), None)


def _report(row: ReportColumns) -> Row:
    return {
        "report": id_of("report", row.report_id),
        "outlet": row.outlet,
        "reliability": row.reliability,
        "title": row.title,
        "published_earliest": row.published_earliest,
        "published_latest": row.published_latest,
        "url": row.url,
        "source_sha256": row.sha256,
    }


def _facts(row: IncidentColumns) -> Row:
    names = ("type", "stage", "earliest", "latest", "country", "latitude", "longitude", "killed_least", "killed_most")
    told: Row = {name: getattr(row, name) for name in (*names, "wounded_least", "wounded_most")}
    return {**told, "place": row.place_name}


def _toll_over(members: list[IncidentColumns]) -> Row:
    """Return the range over all reports: the fewest that one gives, the most that one gives; never a mean."""
    told: Row = {}
    for name in ("killed", "wounded"):
        pairs = [(getattr(row, f"{name}_least"), getattr(row, f"{name}_most")) for row in members]
        given = [pair for pair in pairs if pair != (None, None)]
        told[f"{name}_least"] = min((low for low, _ in given if low is not None), default=None)
        is_open = any(high is None for _, high in given)
        highs = [high for _, high in given if high is not None]
        lows = [low for low, _ in given if low is not None]
        top = max([*highs, *lows], default=None)
        told[f"{name}_most"] = None if is_open and top not in highs else top
    return told


def _quoted(reading: Reading, span: Span | None) -> Row:
    if span is None:
        return {"quotation": None, "span_start": None, "span_end": None}
    return {"quotation": span.cut(reading.report.article.text), "span_start": span.start, "span_end": span.end}


def _dating_words(reading: Reading) -> Span | None:
    dated = next((basis.span for basis in reading.report.published.basis if basis.span), None)
    return dated or next(iter(sentences(reading.report.article.text)), None)


def _entity_cell(trees: dict[str, int], entity: str | None) -> dict[str, Cell]:
    return {"entity": id_of("entity", trees[entity])} if entity in trees and entity is not None else {}


def _nearest(mentions: tuple[Span, ...], at: Span | None) -> Span | None:
    if not mentions or at is None:
        return mentions[0] if mentions else None
    return min(mentions, key=lambda span: (not at.covers(span), abs(span.start - at.start)))


def _over(spans: tuple[Span, ...]) -> Span | None:
    return Span(spans[0].start, spans[-1].end) if spans else None


def _words(text: str, spans: tuple[Span, ...]) -> str | None:
    return " … ".join(span.cut(text) for span in spans) or None


def _range(count: Count) -> str:
    low, high = ("" if bound is None else str(bound) for bound in (count.at_least, count.at_most))
    return low if low == high else f"{low}..{high}"


def _joined(words: object) -> str | None:
    return _PARTING.join(dict.fromkeys(str(word) for word in words if word)) or None  # type: ignore[attr-defined]


def _n_days(earliest: str | None, latest: str | None) -> int:
    if not earliest or not latest:
        return 10**9
    return (datetime.date.fromisoformat(latest) - datetime.date.fromisoformat(earliest)).days
