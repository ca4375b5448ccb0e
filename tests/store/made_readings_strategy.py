"""Arbitrary readings for property tests, and how a reading is filed in tests. Not for: any test."""

import datetime
import hashlib
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from wiredesk import codebook
from wiredesk.dates.interval import Interval
from wiredesk.documents import Article, Basis, Origin, Published, Report, Source
from wiredesk.interchange.report_json import report_json
from wiredesk.records import (
    Amount,
    Casualties,
    Count,
    Dated,
    Entity,
    Incident,
    LifeFact,
    Perpetrator,
    Place,
    Reading,
    Role,
    Statement,
    Target,
    Time,
    Victim,
    Weapon,
)
from wiredesk.spans import Span
from wiredesk.store.filing import Filing, report_key

# All code points, with those that databases and UTF-8 stumble over.
WORDS = st.text(st.characters(), max_size=12)
SOURCE_BYTES = st.binary(max_size=200)


def filing_of(reading: Reading, data: bytes = b"<p>bytes</p>", **more: object) -> Filing:
    """Return what a desk would file of a reading."""
    values: dict[str, object] = {
        "key": report_key(reading.report.source.sha256, reading.report.source.url),
        "reading": reading, "machine_body": report_json(reading), "source_bytes": data, "reader": "wiredesk 0.1.0",
        "outlet": None, "given": None, "dates": (), "day": "2026-01-02", "filed_at": "2026-01-02T03:04:05Z",
    }  # fmt: skip
    return Filing(**(values | more))  # type: ignore[arg-type]


def bare(reading: Reading) -> Reading:
    """Leave out what the JSON does not carry."""
    return replace(reading, report=replace(reading.report, lines=(), warnings=reading.warnings))


DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))
INTERVALS = st.tuples(DAYS, st.integers(0, 40)).map(lambda d: Interval(d[0], d[0] + datetime.timedelta(d[1])))
COUNTS = st.builds(Count, st.none() | st.integers(0, 5), st.none() | st.integers(0, 900))
MOMENTS = st.none() | st.datetimes(datetime.datetime(1990, 1, 1), datetime.datetime(2100, 1, 1))
_COORDINATES = st.floats(-90, 90, allow_nan=False)
PLACES = st.builds(Place, st.none() | st.just("TJ"), _COORDINATES, _COORDINATES, st.none() | st.just("geonames:1"))


def some(one: st.SearchStrategy[Any], most: int = 2, least: int = 0) -> st.SearchStrategy[Any]:
    """Return tuples of a few."""
    return st.lists(one, min_size=least, max_size=most).map(tuple)


class Records:
    """Build the records of one text; `entity_ids` are those that they may name."""

    def __init__(self, n_chars: int, entity_ids: list[str]) -> None:
        self.spans = st.integers(0, n_chars - 1).flatmap(lambda a: st.integers(a + 1, n_chars).map(lambda b: Span(a, b)))
        self.who = st.sampled_from(entity_ids) if entity_ids else st.none()
        self.several = some(st.sampled_from(entity_ids)) if entity_ids else st.just(())
        self.dated = st.builds(Dated, WORDS, INTERVALS, st.none() | self.spans)

    def entity(self, name: str) -> st.SearchStrategy[Entity]:
        """Return entities of this id."""
        role = st.builds(Role, WORDS, self.spans, st.none() | self.who, st.sampled_from(codebook.RoleStatus))
        mentions, kinds = some(self.spans, 3, 1), st.sampled_from(codebook.EntityType)
        return st.builds(Entity, st.just(name), kinds, WORDS, mentions, some(WORDS), some(role), st.none() | PLACES)

    def incident(self, name: str) -> st.SearchStrategy[Incident]:
        """Return incidents of this id."""
        kinds, claims = st.sampled_from(codebook.PerpetratorKind), st.sampled_from(codebook.Attribution)
        perpetrator = st.builds(Perpetrator, self.spans, kinds, claims, st.none() | self.who, self.several)
        effects = st.sampled_from(codebook.Effect)
        victim = st.builds(Victim, self.spans, st.none() | self.who, st.none() | COUNTS, effects, st.booleans())
        return st.builds(
            Incident, st.just(name), st.sampled_from(codebook.IncidentType), st.sampled_from(codebook.Stage), some(self.spans),
            st.booleans(), st.none() | self.dated, st.none() | self.who, some(perpetrator),
            some(st.builds(Target, self.spans, st.none() | self.who)), some(victim), some(st.builds(Weapon, self.spans)),
            st.builds(Casualties, st.none() | COUNTS, st.none() | COUNTS),
        )  # fmt: skip

    def statement(self, name: str) -> st.SearchStrategy[Statement]:
        """Return statements of this id."""
        words, people = some(self.spans), st.none() | self.who
        return st.builds(Statement, st.just(name), words, words, words, st.sampled_from(codebook.StatementKind), people, people)

    def times(self) -> st.SearchStrategy[Any]:
        """Return time expressions."""
        kinds = st.sampled_from(codebook.TimexType)
        return some(st.builds(Time, self.spans, kinds, WORDS, st.none() | INTERVALS, st.none() | st.just("APPROX")))

    def facts(self) -> st.SearchStrategy[Any]:
        """Return dated facts."""
        return some(st.builds(LifeFact, self.dated, self.several, WORDS, some(self.spans), self.several))

    def amounts(self) -> st.SearchStrategy[Any]:
        """Return sums of money."""
        values, purposes = st.floats(0, 1e12, allow_nan=False), st.sampled_from(codebook.Purpose)
        return some(st.builds(Amount, values, st.just("USD"), self.spans, purposes))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Draw a short report."""
    text, data = draw(st.text(st.characters(), min_size=4, max_size=60)), draw(SOURCE_BYTES)
    source = st.builds(
        Source, WORDS, st.just("text/html"), st.just(hashlib.sha256(data).hexdigest()), st.just(len(data)), MOMENTS,
        st.none() | WORDS,
    )  # fmt: skip
    maybe, several = st.none() | WORDS, some(WORDS)
    origin = st.none() | st.just((Origin(Span(0, 2), Span(5, 7)),))
    language = st.none() | st.just("en")
    article = st.builds(Article, st.just(text), maybe, several, maybe, maybe, language, origin, several, several)
    basis = st.builds(Basis, WORDS, WORDS, Records(len(text), []).spans)
    published = st.builds(Published, st.none() | INTERVALS, some(basis))
    return draw(st.builds(Report, source, article, published, st.just(()), several))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Draw a reading of a short text, every kind of record in it."""
    report = draw(reports())
    entity_ids = [f"e{number + 1}" for number in range(draw(st.integers(0, 4)))]
    records = Records(len(report.article.text), entity_ids)
    return Reading(
        report,
        tuple(draw(records.entity(name)) for name in entity_ids),
        draw(records.times()),
        tuple(draw(records.statement(f"s{number + 1}")) for number in range(draw(st.integers(0, 2)))),
        tuple(draw(records.incident(f"i{number + 1}")) for number in range(draw(st.integers(0, 2)))),
        draw(records.facts()),
        draw(records.amounts()),
        report.warnings,
        draw(st.booleans()),
    )
