"""Readings for tests of watches, written in a few words: spans are found by the words they stand for."""

import datetime

from wiredesk.alerts.told import About
from wiredesk.codebook import Attribution, EntityType, IncidentType, PerpetratorKind, Stage
from wiredesk.documents import Article, Published, Report, Source
from wiredesk.records import Entity, Incident, Perpetrator, Place, Reading, Target, Victim
from wiredesk.spans import Span

TODAY = datetime.date(2026, 3, 2)
TEXT = (
    "Gunmen of the Ash League killed two drivers near Lisvale on Monday, the harbour police said.\n\n"
    "Ada Roe, who speaks for the league, threatened to burn the depot at Port Anselm on 9 March. "
    "Minister Ivo Çelik, in Nairobi, called that “empty talk”.\n\n"
    "In 2011 the league had bombed a bank in Ossel."
)


def span(words: str, after: str = "") -> Span:
    at = TEXT.index(words, TEXT.index(after) if after else 0)
    return Span(at, at + len(words))


def entity(local_id: str, kind: EntityType, name: str, *mentions: Span, place: Place | None = None) -> Entity:
    return Entity(local_id, kind, name, mentions or (span(name),), place=place)


def perpetrator(words: str, local_id: str, *by: str) -> Perpetrator:
    return Perpetrator(span(words), PerpetratorKind.ORGANIZATION, Attribution.SUSPECTED_OR_ACCUSED, local_id, by)


def reading() -> Reading:
    person, body, place = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE
    entities = (
        entity("e1", body, "Ash League", span("Ash League"), span("the league", "speaks")),
        entity("e2", person, "Ada Roe"),
        entity("e3", person, "Ivo Çelik"),
        entity("e4", place, "Lisvale", place=Place("KE", -1.0, 37.0, "geonames:1")),
        entity("e5", place, "Port Anselm", place=Place("TZ", -6.8, 39.2, "geonames:2")),
        entity("e6", place, "Nairobi", place=Place("KE", -1.28, 36.82, "geonames:3")),
        entity("e7", place, "Ossel", place=Place("DK", 57.0, 10.0, "geonames:4")),
        entity("e8", body, "harbour police"),
    )
    attack = Incident(
        "i1", IncidentType.ATTACK, Stage.ACCOMPLISHED, (span("Gunmen of the Ash League killed two drivers"),), place="e4",
        perpetrators=(perpetrator("Ash League", "e1", "e8"),), victims=(Victim(span("two drivers")),),
    )  # fmt: skip
    threat = Incident(
        "i2", IncidentType.ARSON, Stage.THREATENED, (span("threatened to burn the depot"),), place="e5",
        perpetrators=(perpetrator("the league", "e1"),), targets=(Target(span("the depot")),),
    )  # fmt: skip
    old = Incident("i3", IncidentType.BOMBING, Stage.ACCOMPLISHED, (span("bombed a bank"),), is_background=True, place="e7")
    source = Source("a.txt", "text/plain", "0" * 64, len(TEXT))
    return Reading(Report(source, Article(TEXT), Published()), entities, incidents=(attack, threat, old))


def about(**more: object) -> About:
    return About(TODAY, **more)  # type: ignore[arg-type]
