"""The order in which one report is read: names first, then what is said, when, and what happened. Not for: any one of these."""

from wiredesk.documents import Report
from wiredesk.places.gazetteer import Gazetteer
from wiredesk.reading.amounts import read_amounts
from wiredesk.reading.entities import read_entities
from wiredesk.reading.incidents import read_incidents
from wiredesk.reading.statements import read_statements
from wiredesk.reading.timeline import read_timeline
from wiredesk.reading.times import read_times
from wiredesk.records import Reading
from wiredesk.tagger.tags import Tags


def read_tagged(report: Report, tags: Tags, gazetteer: Gazetteer) -> Reading:
    """Return everything that one report says; `tags` are those of its article text."""
    text, published = report.article.text, report.published.interval
    times = read_times(text, published, tags)
    index = read_entities(text, tags, gazetteer, report=report)
    statements = read_statements(text, tags, index)
    return Reading(
        report=report,
        entities=index.entities,
        times=times,
        statements=statements,
        incidents=read_incidents(text, tags, entities=index, times=times, statements=statements, published=published),
        timeline=read_timeline(text, index, times, published),
        amounts=read_amounts(text, index.entities),
        warnings=report.warnings,
    )
