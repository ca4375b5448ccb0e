"""Hand-made values that stand in for the parts below the desk: one full reading of `examples/river-threat.txt`.

Every span is found by its words, so that the stand-in cannot drift from the example.
"""

import datetime
import hashlib
from dataclasses import replace
from pathlib import Path

from wiredesk.codebook import (
    Attribution,
    Effect,
    EntityType,
    IncidentType,
    PerpetratorKind,
    Purpose,
    RoleStatus,
    Stage,
    StatementKind,
    TimexType,
)
from wiredesk.dates.interval import Interval
from wiredesk.documents import Article, Basis, Origin, Page, PageForm, Published, Report, Source
from wiredesk.records import (
    Amount,
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
)
from wiredesk.spans import Span

EXAMPLES = Path(__file__).parent.parent / "examples"


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def days(first: str, last: str | None = None) -> Interval:
    return Interval(day(first), day(last or first))


def page_of(text: str, *, uri: str = "river-threat.txt") -> Page:
    data = text.encode()
    source = Source(uri, "text/plain", hashlib.sha256(data).hexdigest(), len(data))
    return Page(source, PageForm.CAPTURE, text)


def article_of(text: str, *, first: str, last: str) -> Article:
    """Cut the paragraphs from `first` to `last` out of a capture, with their origin."""
    start, end = text.index(first), text.index(last) + len(last)
    body, origin = "", []
    position = start
    for line in text[start:end].split("\n"):
        words = line.strip()
        if words:
            at = text.index(words, position)
            body += "\n\n" if body else ""
            origin.append(Origin(Span(len(body), len(body) + len(words)), Span(at, at + len(words))))
            body += words
        position += len(line) + 1
    return Article(body, section="Americas", language="en", origin=tuple(origin))


class Finder:
    """Find spans by their words."""

    def __init__(self, text: str) -> None:
        self.text = text

    def all(self, *words: str) -> tuple[Span, ...]:
        found = []
        for word in words:
            at = self.text.find(word)
            while at >= 0:
                span = Span(at, at + len(word))
                if not any(span.overlaps(other) for other in found):
                    found.append(span)
                at = self.text.find(word, at + 1)
        return tuple(sorted(found))

    def one(self, words: str, after: str = "") -> Span:
        at = self.text.index(words, self.text.index(after) if after else 0)
        return Span(at, at + len(words))


def threat_page() -> Page:
    return page_of((EXAMPLES / "river-threat.txt").read_text(encoding="utf-8"))


def threat_report() -> Report:
    page = threat_page()
    article = article_of(page.text, first="Police in eastern Suriname", last="information on his whereabouts.")
    article = replace(
        article,
        keywords=("river threat", "Independence Day", "Tapanahony Brotherhood"),
        related=("Rice Exporters Ask for a Deeper Channel at Nickerie", "Two Bridges Reopen on the Road to Moengo"),
    )
    find = Finder(article.text)
    clock = page.text.index("02 January 2019")
    basis = (
        Basis("anniversary", "40th Independence Day of Suriname, independent since 1975", span=find.one("40th Independence Day")),
        Basis("earlier_in_month", "the month has begun", span=find.one("Earlier in November")),
        Basis("capture_clock", "captured on 2 January 2019: an upper bound", source_span=Span(clock, clock + 15)),
    )
    source = replace(page.source, captured=datetime.datetime(2019, 1, 2, 21, 47))
    return Report(source, article, Published(days("2015-11-01", "2015-11-24"), basis))


def threat_reading() -> Reading:
    report = threat_report()
    find = Finder(report.article.text)
    return Reading(
        report=report,
        entities=_entities(find),
        times=_times(find),
        statements=_statements(find),
        incidents=_incidents(find),
        timeline=_timeline(find),
        amounts=(Amount(50000, "EUR", find.one("50,000 euros"), Purpose.REWARD),),
        warnings=("published within 24 days: no single day is named",),
    )


def _entities(find: Finder) -> tuple[Entity, ...]:
    person, body, place = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE
    former = Role(
        "former corporal of the Surinamese coast guard",
        find.one("former corporal of the Surinamese coast guard"),
        status=RoleStatus.FORMER,
    )
    diver = Role("trained diver", find.one("trained diver"))
    director = "director of the Paramaribo-based Centre for River Safety"
    retired = Role("retired police commissioner", find.one("retired police commissioner"), status=RoleStatus.FORMER)
    names = ("Broederschap van de Tapanahony", "BVT", "the River Men")
    return (
        Entity("e1", person, "Desmond Awiri", find.all("Desmond Awiri", "Awiri"), ("Awiri",), (former, diver)),
        Entity("e2", body, "Tapanahony Brotherhood", find.all("Tapanahony Brotherhood", *names), names),
        Entity(
            "e3",
            person,
            "Carmen Refos",
            find.all("Carmen Refos"),
            (),
            (Role(director, find.one(director), "e6", RoleStatus.CURRENT),),
        ),
        Entity("e4", person, "Ronald Pinas", find.all("Ronald Pinas", "Pinas"), ("Pinas",), (retired,)),
        Entity("e5", body, "Guiana Shield Radio", find.all("Guiana Shield Radio")),
        Entity("e6", body, "Centre for River Safety", find.all("Centre for River Safety")),
        Entity("e7", place, "Suriname", find.all("Suriname"), (), (), Place("SR", 4.0, -56.0, "countries:SR")),
        Entity("e8", place, "Albina", find.all("Albina"), (), (), Place("SR", 5.4986, -54.0553, "geonames:3384482")),
        Entity("e9", place, "Cayenne", find.all("Cayenne"), (), (), Place("GF", 4.9333, -52.3333, "geonames:3382160")),
    )


def _times(find: Finder) -> tuple[Time, ...]:
    date, span = TimexType.DATE, find.one
    return (
        Time(span("Saturday"), date, "XXXX-WXX-6"),
        Time(span("November 25"), date, "2015-11-25", days("2015-11-25")),
        Time(span("2006"), date, "2006", days("2006-01-01", "2006-12-31")),
        Time(span("March 2013"), date, "2013-03", days("2013-03-01", "2013-03-31")),
        Time(span("Earlier in November"), date, "2015-11", days("2015-11-01", "2015-11-30"), "START"),
    )


def _statements(find: Finder) -> tuple[Statement, ...]:
    first = (
        '"These men live on the tolls that they take from gold diggers, and they have never carried a fight down to the coast,"'
    )
    return (
        Statement(
            "s1",
            (find.one('"burn every boat that leaves the pier"'),),
            (find.one("promised"),),
            (find.one("he", ", he promised"),),
            StatementKind.MIXED,
            "e1",
        ),
        Statement(
            "s2",
            (find.one(first),),
            (find.one("told", first),),
            (find.one("Carmen Refos", first),),
            StatementKind.DIRECT,
            "e3",
            "e5",
        ),
        Statement(
            "s3",
            (find.one("it was checking where the messages had come from"),),
            (find.one("said", "National Security"),),
            (find.one("The National Security Directorate in Paramaribo"),),
            StatementKind.INDIRECT,
        ),
    )


def _incidents(find: Finder) -> tuple[Incident, ...]:
    date = Dated("2015-11-25", days("2015-11-25"), find.one("November 25"))
    accused = Attribution.SUSPECTED_OR_ACCUSED
    people = (
        Perpetrator(find.one("Desmond Awiri"), PerpetratorKind.INDIVIDUAL, Attribution.POSSIBLE, "e1"),
        Perpetrator(find.one("Tapanahony Brotherhood"), PerpetratorKind.ORGANIZATION, accused, "e2", ("e3",)),
    )
    evidence = (
        find.one(
            'In them, he promised to "burn every boat that leaves the pier" on Independence Day, which falls on November 25.'
        ),
        find.one("three voice messages that threaten boatmen on the Marowijne River"),
    )
    threat = Incident(
        "i1",
        IncidentType.ATTACK,
        Stage.THREATENED,
        evidence,
        False,
        date,
        "e8",
        people,
        (Target(find.one("every boat")),),
        (Victim(find.one("boatmen"), effect=Effect.THREATENED),),
    )
    return (threat,)


def _timeline(find: Finder) -> tuple[LifeFact, ...]:
    course = "In 2006, he attended a course for boarding crews in Cayenne"
    gone = "In March 2013 he vanished from his base with a rifle"
    return (
        LifeFact(
            Dated("2006", days("2006-01-01", "2006-12-31"), find.one("2006")),
            ("e1",),
            "attended a course for boarding crews in Cayenne",
            (find.one(course),),
            ("e9",),
        ),
        LifeFact(
            Dated("2013-03", days("2013-03-01", "2013-03-31"), find.one("March 2013")),
            ("e1",),
            "vanished from his base with a rifle",
            (find.one(gone),),
        ),
    )
