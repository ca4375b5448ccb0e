"""Arbitrary readings for property tests, and how a reading is filed in tests. Not for: any test."""

import datetime
import hashlib
from dataclasses import replace

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


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Draw a reading of a short text, every kind of record in it."""
    text = draw(st.text(st.characters(), min_size=4, max_size=60))
    spans = st.integers(0, len(text) - 1).flatmap(lambda a: st.integers(a + 1, len(text)).map(lambda b: Span(a, b)))
    some_spans = st.lists(spans, max_size=3).map(tuple)
    days = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))
    intervals = st.tuples(days, st.integers(0, 40)).map(lambda d: Interval(d[0], d[0] + datetime.timedelta(d[1])))
    counts = st.builds(Count, st.none() | st.integers(0, 5), st.none() | st.integers(0, 900))
    n_entities = draw(st.integers(0, 4))
    entity_ids = [f"e{number + 1}" for number in range(n_entities)]
    one_entity = st.sampled_from(entity_ids) if entity_ids else st.none()
    some = st.lists(st.sampled_from(entity_ids), max_size=2).map(tuple) if entity_ids else st.just(())
    dated = st.builds(Dated, WORDS, intervals, st.none() | spans)
    role = st.builds(Role, WORDS, spans, st.none() | one_entity, st.sampled_from(codebook.RoleStatus))
    coordinate = st.floats(-90, 90, allow_nan=False)
    place = st.builds(Place, st.none() | st.just("TJ"), coordinate, coordinate, st.none() | st.just("geonames:1"))
    entity_types = st.sampled_from(codebook.EntityType)

    def entity(name: str) -> Entity:
        return draw(
            st.builds(
                Entity, st.just(name), entity_types, WORDS, st.lists(spans, min_size=1, max_size=3).map(tuple),
                st.lists(WORDS, max_size=2).map(tuple), st.lists(role, max_size=2).map(tuple), st.none() | place,
            )
        )  # fmt: skip

    perpetrator = st.builds(
        Perpetrator, spans, st.sampled_from(codebook.PerpetratorKind), st.sampled_from(codebook.Attribution),
        st.none() | one_entity, some,
    )  # fmt: skip
    victim = st.builds(Victim, spans, st.none() | one_entity, st.none() | counts, st.sampled_from(codebook.Effect), st.booleans())

    def incident(name: str) -> Incident:
        return draw(
            st.builds(
                Incident, st.just(name), st.sampled_from(codebook.IncidentType), st.sampled_from(codebook.Stage), some_spans,
                st.booleans(), st.none() | dated, st.none() | one_entity, st.lists(perpetrator, max_size=2).map(tuple),
                st.lists(st.builds(Target, spans, st.none() | one_entity), max_size=2).map(tuple),
                st.lists(victim, max_size=2).map(tuple), st.lists(st.builds(Weapon, spans), max_size=2).map(tuple),
                st.builds(Casualties, st.none() | counts, st.none() | counts),
            )
        )  # fmt: skip

    def statement(name: str) -> Statement:
        kind = st.sampled_from(codebook.StatementKind)
        people = st.none() | one_entity
        return draw(st.builds(Statement, st.just(name), some_spans, some_spans, some_spans, kind, people, people))

    moment = st.none() | st.datetimes(datetime.datetime(1990, 1, 1), datetime.datetime(2100, 1, 1))
    data = draw(SOURCE_BYTES)
    sha256 = hashlib.sha256(data).hexdigest()
    source = Source(draw(WORDS), "text/html", sha256, len(data), draw(moment), draw(st.none() | WORDS))
    origin = draw(st.none() | st.just((Origin(Span(0, 2), Span(5, 7)),)))
    some_words = st.lists(WORDS, max_size=2).map(tuple)
    article = Article(
        text, draw(st.none() | WORDS), draw(some_words), draw(st.none() | WORDS), draw(st.none() | WORDS),
        draw(st.none() | st.just("en")), origin, draw(some_words), draw(some_words),
    )  # fmt: skip
    basis = st.builds(Basis, WORDS, WORDS, spans)
    published = Published(draw(st.none() | intervals), draw(st.lists(basis, max_size=2).map(tuple)))
    warnings = draw(some_words)
    time = st.builds(
        Time, spans, st.sampled_from(codebook.TimexType), WORDS, st.none() | intervals, st.none() | st.just("APPROX")
    )
    fact = st.builds(LifeFact, dated, some, WORDS, some_spans, some)
    amount = st.builds(Amount, st.floats(0, 1e12, allow_nan=False), st.just("USD"), spans, st.sampled_from(codebook.Purpose))
    return Reading(
        Report(source, article, published, (), warnings),
        tuple(entity(name) for name in entity_ids),
        draw(st.lists(time, max_size=2).map(tuple)),
        tuple(statement(f"s{number + 1}") for number in range(draw(st.integers(0, 2)))),
        tuple(incident(f"i{number + 1}") for number in range(draw(st.integers(0, 2)))),
        draw(st.lists(fact, max_size=2).map(tuple)),
        draw(st.lists(amount, max_size=2).map(tuple)),
        warnings,
        draw(st.booleans()),
    )
