"""The tables that people take away: their columns, what each means, the schema beside the file. Not for: filling them.

Source of the schema's form: Frictionless Table Schema (specs.frictionlessdata.io/table-schema).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Cell = str | int | float | bool | None
Row = dict[str, Cell]


class ColumnType(StrEnum):
    """Name the types of a column, in the words of Table Schema."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"


@dataclass(frozen=True, slots=True)
class Column:
    """Describe one column; `is_quoted` says that its cells hold words of a report, which may begin like a formula."""

    name: str
    type: ColumnType
    about: str


@dataclass(frozen=True, slots=True)
class TableForm:
    """Describe one table: a row for each what, and its columns in order."""

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


def _text(name: str, about: str) -> Column:
    return Column(name, ColumnType.STRING, about)


def _whole(name: str, about: str) -> Column:
    return Column(name, ColumnType.INTEGER, about)


def _day(name: str, about: str) -> Column:
    return Column(name, ColumnType.DATE, about)


def _number(name: str, about: str) -> Column:
    return Column(name, ColumnType.NUMBER, about)


def _is(name: str, about: str) -> Column:
    return Column(name, ColumnType.BOOLEAN, about)


_QUOTED = (
    _text("quotation", "the words of the report that say it"),
    _whole("span_start", "first character of the quotation in the report's text, counted in Unicode code points from 0"),
    _whole("span_end", "the character after its last"),
)
_REPORT = (
    _text("report", "id of the report on this desk"),
    _text("outlet", "who published it"),
    _text("reliability", "of the outlet, A to F, as people set it; empty when nobody did"),
    _text("title", "headline of the report"),
    _day("published_earliest", "first day on which it may have been published"),
    _day("published_latest", "last such day; the same when the day is known"),
    _text("url", "its address, where known"),
    _text("source_sha256", "hash of the page's bytes as they came"),
)
_TOLL = (
    _whole("killed_least", "fewest killed"),
    _whole("killed_most", "most killed; empty where no report sets an upper bound"),
    _whole("wounded_least", "fewest wounded"),
    _whole("wounded_most", "most wounded"),
)
_WHERE = (
    _text("place", "where, in the words of the report"),
    _text("country", "ISO 3166-1 alpha-2"),
    _number("latitude", "degrees north"),
    _number("longitude", "degrees east"),
)
_KIND = (
    _text("type", "attack, bombing, kidnapping, arson, robbery, hijacking or forced_work_stoppage"),
    _text("stage", "threatened, attempted or accomplished"),
)
_WHEN = (_day("earliest", "first day on which it may have happened, or is to"), _day("latest", "last such day"))

INCIDENTS = TableForm(
    "incidents",
    "one row for each incident, over all its reports; values differ between reports: `values` has each",
    ("incident",),
    (
        _text("incident", "id of the incident on this desk"),
        *_KIND,
        _text("types", "every type that reports give, parted by |"),
        _text("stages", "every stage that reports give, parted by |"),
        *_WHEN,
        *_WHERE,
        *_TOLL,
        _text("perpetrators", "who is said to have done it, each with what the report claims, parted by |"),
        _whole("n_reports", "reports that tell of it"),
        _whole("n_stories", "stories among them: copies of one story, and one wire, count once"),
        _whole("gtd_attacktype", "Global Terrorism Database, attacktype1"),
        _text("acled_sub_event", "ACLED sub-event type"),
        _text("plover_event", "PLOVER event, with its mode"),
        _text("muc4_type", "MUC-4 incident type"),
        _text("report", "the report that the quotation is from: the newest that tells it as news"),
        *_QUOTED,
    ),
)
CROSSWALK = TableForm(
    "crosswalk",
    "event-to-report crosswalk: one row for each report of each incident, with what that report says and why it was linked",
    ("incident", "report", "local_incident"),
    (
        _text("incident", "id of the incident on this desk"),
        _text("local_incident", "id of the incident within the report's reading"),
        _is("is_background", "the report only recalls it"),
        _text("story", "id of the story that the report tells, alone or as a copy"),
        _text(
            "copy_kind", "how the report is a copy of an earlier one: reprint, cut, reheadlined, merged, updated; empty if not"
        ),
        _text("wire", "the news agency that the report names as its origin"),
        *_KIND,
        *_WHEN,
        *_WHERE,
        *_TOLL,
        _number("link_score", "0 to 1; empty for the report that the incident began with"),
        _text("link_reasons", "why it was linked, parted by |"),
        *_REPORT,
        *_QUOTED,
    ),
)
VALUES = TableForm(
    "values",
    "one row for each value of each field that a report gives for an incident",
    ("incident", "report", "local_incident", "field", "span_start", "value"),
    (
        _text("incident", "id of the incident on this desk"),
        _text("local_incident", "id of the incident within the report's reading"),
        _text("field", "type, stage, date, place, perpetrator, target, victim, weapon, killed or wounded"),
        _text("value", "the value; a range of people as least..most"),
        _text("attribution", "of perpetrators: what the text claims (MUC-4)"),
        _text("entity", "id of the entity across reports, where the words name one"),
        *_REPORT,
        *_QUOTED,
    ),
)
REPORTS = TableForm(
    "reports",
    "one row for each report; the quotation is what dates it, else its first sentence",
    ("report",),
    (
        *_REPORT,
        Column("captured", ColumnType.STRING, "the clock of the page or archive, ISO 8601 as it stood there"),
        Column("filed_at", ColumnType.DATETIME, "when it came onto this desk"),
        _text("language", "ISO 639-1"),
        _text("story", "id of the story that it tells"),
        _text("copy_of", "the report that it is a copy of"),
        _text("copy_kind", "reprint, cut, reheadlined, merged or updated"),
        _text("wire", "the news agency that it names as its origin"),
        _text("reader", "version of the reader that read it"),
        *_QUOTED,
    ),
)
STATEMENTS = TableForm(
    "statements",
    "one row for each statement: who said what",
    ("report", "statement"),
    (
        _text("statement", "id within the report's reading"),
        _text("kind", "direct, indirect or mixed"),
        _text("speaker", "name of the speaker, where the report names one"),
        _text("speaker_entity", "id of the speaker across reports"),
        _text("source_words", "the words that name the source"),
        _text("cue", "the words that say that something was said"),
        _text("told", "whom it was said to"),
        *_REPORT,
        *_QUOTED,
    ),
)
ENTITIES = TableForm(
    "entities",
    "one row for each person, body or place in each report",
    ("report", "local_entity"),
    (
        _text("entity", "id of the entity across reports"),
        _text("local_entity", "id within the report's reading"),
        _text("type", "person, organization, place or other"),
        _text("name", "its fullest name in the report"),
        _text("aliases", "other names in the report, parted by |"),
        _text("roles", "what a person is or was there, parted by |"),
        _whole("n_mentions", "mentions in the report"),
        _text("country", "of places: ISO 3166-1 alpha-2"),
        _number("latitude", "of places: degrees north"),
        _number("longitude", "of places: degrees east"),
        _text("gazetteer", "of places: key in the gazetteer, such as geonames:1037390"),
        *_REPORT,
        *_QUOTED,
    ),
)
DATES = TableForm(
    "dates",
    "one row for each date to come that a report names",
    ("uid",),
    (
        _text("uid", "stable id: the same on every desk"),
        _text("value", "TIMEX3 value, never finer than the words"),
        _day("earliest", "first day"),
        _day("latest", "last day"),
        *_REPORT,
        *_QUOTED,
    ),
)

TABLES: dict[str, TableForm] = {form.name: form for form in (INCIDENTS, CROSSWALK, VALUES, REPORTS, STATEMENTS, ENTITIES, DATES)}


def table_schema(form: TableForm) -> dict[str, Any]:
    """Return the Table Schema of a table, ready for `json.dumps`."""
    return {
        "fields": [{"name": c.name, "type": c.type.value, "description": c.about} for c in form.columns],
        "primaryKey": list(form.key),
        "missingValues": [""],
    }


def resource(form: TableForm, path: str) -> dict[str, Any]:
    """Return the table as one resource of a Data Package whose file lies at `path` beside it."""
    return {
        "name": form.name,
        "path": path,
        "description": form.about,
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": table_schema(form),
    }
