"""Cards as JSON: what stands in them, every value with its reports, words and spans. Not for: how they look (see `cli`)."""

from collections.abc import Sequence

from wiredesk.codebook import Attribution
from wiredesk.corroborate.comparison import Reason
from wiredesk.corroborate.dossier import Change, Story, Telling, Toll, Value
from wiredesk.corroborate.dossier_tolls import TollLine
from wiredesk.desk.cards import IncidentCard, ListedIncident, Proposed
from wiredesk.desk.cards_company import Company
from wiredesk.desk.cards_entities import EntityCard
from wiredesk.desk.cards_seen import Words
from wiredesk.desk.cards_statements import StatementSeen
from wiredesk.desk.ids import id_of
from wiredesk.interchange.report_json import Json, bounds, instant, pair
from wiredesk.records import Count
from wiredesk.review.applying import Mark
from wiredesk.store.cards import EntityHead, ReportRow


def incident_json(card: IncidentCard) -> Json:
    """Return an incident's card; ids as people write them, spans in the article text of their report."""
    record = card.record
    return {
        "id": card.id,
        "headline": card.headline,
        "n_reports": card.n_reports,
        "n_stories": len(record.stories),
        "fields": {field.name.value: [_value(value) for value in field.values] for field in record.fields},
        "in_conflict": [field.name.value for field in record.fields if field.is_in_conflict],
        "tolls": {toll.name.value: _toll(toll) for toll in record.tolls},
        "changes": [_change(change) for change in record.changes],
        "stories": [_story(story, card) for story in record.stories],
        "links": [
            {
                "report": id_of("report", link.report_id),
                "with": id_of("report", link.to_report) if link.to_report else None,
                "score": link.score,
                "reasons": reasons_told(link.reasons),
                "ruling": link.ruling,
            }
            for link in card.links
            if link.score is not None
        ],
        "proposals": [proposal_json(one, "incident") for one in card.proposals],
        "taken_out": [
            {"report": id_of("report", one.report_id), "address": one.mark.address, **_mark(one.mark)} for one in card.taken_out
        ],
    }


def reasons_told(reasons: Sequence[Reason]) -> list[Json]:
    """Return the reasons of a link."""
    return [{"code": one.code, "note": one.note, "weight": one.weight} for one in reasons]


def proposal_json(one: Proposed, kind: str) -> Json:
    """Return an open proposal; `records` are the two found rows that a ruling would name."""
    records = [id_of(kind, one.left), id_of(kind, one.right)]
    told = {"id": one.other_id, "headline": one.headline, "score": one.score, "records": records}
    return told | {"reasons": reasons_told(one.reasons)}


def _telling(telling: Telling) -> Json:
    return {
        "report": id_of("report", telling.report_id),
        "story": id_of("story", telling.story_id),
        "outlet": telling.outlet,
        "published": bounds(telling.published),
        "span": pair(telling.span),
        "words": telling.words,
        "attribution": telling.attribution.value if telling.attribution else None,
        "by": list(telling.by),
        "taken_back": telling.is_past,
        "address": telling.address,
        "ruled": _mark(telling.mark) if telling.mark else None,
    }


def _mark(mark: Mark) -> Json:
    return {
        "ruling": id_of("ruling", mark.ruling_id),
        "verdict": mark.verdict.value,
        "who": mark.who,
        "at": instant(mark.at),
        "was": mark.was,
    }


def _count(count: Count) -> list[int | None]:
    return [count.at_least, count.at_most]


def _value(value: Value) -> Json:
    made: Json = {
        "value": value.label,
        "entity": id_of("entity", value.party.entity_id) if value.party else None,
        "n_stories": value.n_stories,
        "credibility": int(value.credibility.grade),
        "n_sources": value.credibility.n_sources,
        "because": list(value.credibility.reasons),
    }
    if value.interval:
        made |= bounds(value.interval)
    if value.counts:
        made["counts"] = [_count(count) for count in value.counts]
    if value.country:
        made["country"] = value.country
    if value.effects:
        made["effects"] = [effect.value for effect in value.effects]
    if value.standings:
        made["told_as"] = [one.value for one in value.standings]
        made["denied"] = Attribution.DENIED in value.standings
    return made | {"tellings": [_telling(telling) for telling in value.tellings]}


def _toll(toll: Toll) -> Json:
    told: Json = {"range": toll.label, "least": toll.least, "most": toll.most, "or_more": toll.is_open}
    return told | {"stories": [_toll_line(line) for line in toll.lines]}


def _toll_line(line: TollLine) -> Json:
    earlier = [{"count": _count(count), "telling": _telling(telling)} for count, telling in line.earlier]
    return {"count": _count(line.count), "telling": _telling(line.telling), "earlier": earlier}


def _change(change: Change) -> Json:
    told: Json = {
        "kind": change.kind.value,
        "field": change.field.value,
        "value": change.label,
        "telling": _telling(change.telling),
    }
    if change.before_telling is not None:
        told |= {"before": change.before, "before_telling": _telling(change.before_telling)}
    return told


def _story(story: Story, card: IncidentCard) -> Json:
    reports = [_report(card.reports[one]) for one in story.report_ids]
    return {"id": id_of("story", story.story_id), "wire": story.wire, "reports": reports}


def _report(row: ReportRow) -> Json:
    return {
        "id": id_of("report", row.report_id),
        "title": row.title,
        "outlet": row.outlet,
        "reliability": row.reliability,
        "url": row.url,
        "published": {"earliest": row.published_earliest, "latest": row.published_latest},
        "copy": row.copy_kind,
    }


def listed_json(one: ListedIncident) -> Json:
    """Return one incident of the list of the newest."""
    brief = one.brief
    return {
        "id": one.id,
        "headline": one.headline,
        "type": brief.type.value,
        "stages": [stage.value for stage in brief.stages],
        "date": bounds(brief.interval),
        "place": brief.place,
        "country": brief.country,
        "n_reports": one.n_reports,
        "n_stories": one.n_stories,
        "last_told": one.day,
        "report": id_of("report", one.report_id),
    }


# -- entities ------------------------------------------------------------------------------------------------------


def _words(words: Words) -> Json:
    told: Json = {"report": id_of("report", words.report_id), "span": pair(words.span), "words": words.words}
    return told | {"address": words.address or None, "ruled": _mark(words.mark) if words.mark else None}


def _statement(one: StatementSeen) -> Json:
    return {
        "kind": one.kind.value,
        "speaker": one.speaker,
        "cue": one.cue,
        "told": one.told,
        "content": [_words(words) for words in one.content],
        "also_in": [id_of("report", report) for report in one.also_in],
    }


def _company(company: Company) -> Json:
    companions = [
        {"id": one.id, "name": one.name, "type": one.type, "n_sentences": one.n_sentences} for one in company.companions
    ]
    ties = [
        {"between": [tie.left, tie.right], "n_sentences": tie.n_sentences, "sentences": [_words(one) for one in tie.sentences]}
        for tie in company.ties
    ]
    return {"companions": companions, "ties": ties}


def entity_json(card: EntityCard) -> Json:
    """Return an entity's card."""
    place = card.place
    return {
        "id": card.id,
        "type": card.type,
        "name": card.name,
        "n_reports": card.n_reports,
        "place": {"country": place.country, "latitude": place.latitude, "longitude": place.longitude} if place else None,
        "names": [
            {
                "name": one.name,
                "alias": one.is_alias,
                "reports": [id_of("report", report) for report in one.report_ids],
                "first": _words(one.first) if one.first else None,
            }
            for one in card.names
        ],
        "roles": [
            {
                "title": one.title,
                "organization": one.organization,
                "status": [status.value for status in one.statuses],
                "tellings": [_words(words) for words in one.tellings],
            }
            for one in card.roles
        ],
        "statements": [_statement(one) for one in card.statements],
        "told": [_statement(one) for one in card.told],
        "about": [_statement(one) for one in card.about],
        "incidents": [
            {
                "id": one.incident_id,
                "headline": one.headline,
                "roles": list(one.roles),
                "attributions": [standing.value for standing in one.attributions],
                "tellings": [_words(words) for words in one.tellings],
            }
            for one in card.parts
        ],
        "timeline": [{"what": one.what, "date": bounds(one.interval), "telling": _words(one.telling)} for one in card.timeline],
        "beside": [{**head_json(head), "n_together": n} for head, n in card.beside],
        "company": _company(card.company),
        "proposals": [proposal_json(one, "entity") for one in card.proposals],
    }


def head_json(head: EntityHead) -> Json:
    """Return an entity of a list."""
    return {"id": id_of("entity", head.entity_id), "type": head.type, "name": head.name, "n_reports": head.n_reports}
