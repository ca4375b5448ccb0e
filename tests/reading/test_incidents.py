"""Incidents from tags and plain words; the tagger's part is laid down by hand."""

import datetime

import pytest

from wiredesk.codebook import Attribution, Effect, EntityType, IncidentType, Stage, StatementKind, TimexType
from wiredesk.dates.interval import Interval
from wiredesk.reading.entities_index import EntityIndex, index_of
from wiredesk.reading.incidents import read_incidents
from wiredesk.records import Count, Entity, Incident, Place, Statement, Time
from wiredesk.sentences import sentences
from wiredesk.spans import Span
from wiredesk.tagger.tags import Filler, SentenceScores, Tags

PUBLISHED = Interval(datetime.date(2021, 5, 14), datetime.date(2021, 5, 14))
TYPES = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced_work_stoppage")


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def tags(text: str, chances: dict[str, tuple[str, float]], *fillers: tuple[str, str, str]) -> Tags:
    """Score each sentence by the first key of `chances` that stands in it; fillers are (words, role, type)."""
    scored = []
    for span in sentences(text):
        kind, chance = next((v for k, v in chances.items() if k in span.cut(text)), ("attack", 0.02))
        by_type = dict.fromkeys(TYPES, 0.01) | {kind: chance}
        scored.append(SentenceScores(span, by_type, {"accomplished": chance, "attempted": 0.02, "threatened": 0.02}))
    filled = tuple(Filler(at(text, words), role, 0.9, dict.fromkeys(TYPES, 0.1) | {kind: 0.9}) for words, role, kind in fillers)
    return Tags((), (), (), (), filled, tuple(scored))


def entities(text: str, *named: tuple[str, EntityType]) -> EntityIndex:
    found = []
    for i, (name, kind) in enumerate(named):
        place = Place("PK", 30.0, 67.0, "geonames:1") if kind is EntityType.PLACE else None
        found.append(Entity(f"e{i}", kind, name, (at(text, name),), place=place))
    return index_of(text, tuple(found))


def time(text: str, words: str, day: str) -> Time:
    date = datetime.date.fromisoformat(day)
    return Time(at(text, words), TimexType.DATE, day, Interval(date, date))


def read(
    text: str, tagged: Tags, index: EntityIndex, times: tuple[Time, ...] = (), said: tuple[Statement, ...] = ()
) -> list[Incident]:
    return list(read_incidents(text, tagged, entities=index, times=times, statements=said, published=PUBLISHED))


BLAST = (
    "A roadside bomb tore through a minibus near the Quetta market on Wednesday, killing at least six people and wounding "
    "17 others, officials said. Police blamed the Red Ridge Front for the blast.\n\n"
    "Two hours later, police defused a second bomb outside a girls' school.\n\n"
    "On 3 February 2019, a car bomb killed 11 people at a checkpoint near Quetta."
)


def blast() -> list[Incident]:
    tagged = tags(
        BLAST,
        {"roadside": ("bombing", 0.95), "blamed": ("bombing", 0.8), "defused": ("bombing", 0.7), "2019": ("bombing", 0.9)},
        ("minibus", "target", "bombing"),
    )
    index = entities(BLAST, ("Quetta", EntityType.PLACE), ("Red Ridge Front", EntityType.ORGANIZATION))
    return read(BLAST, tagged, index, (time(BLAST, "Wednesday", "2021-05-12"), time(BLAST, "3 February 2019", "2019-02-03")))


def test_deed_attempt_and_older_case_are_three_incidents() -> None:
    found = blast()
    assert [(i.type, i.stage, i.is_background) for i in found] == [
        (IncidentType.BOMBING, Stage.ACCOMPLISHED, False),
        (IncidentType.BOMBING, Stage.ATTEMPTED, False),
        (IncidentType.BOMBING, Stage.ACCOMPLISHED, True),
    ]


def test_roles_of_a_deed_point_at_their_words() -> None:
    deed = blast()[0]
    assert deed.date is not None
    assert deed.date.value == "2021-05-12"
    assert deed.place == "e0"
    assert deed.casualties.killed == Count(6, None)
    assert deed.casualties.wounded == Count(17, 17)
    assert next(t.span.cut(BLAST) for t in deed.targets) == "minibus"
    assert "roadside bomb" in [w.span.cut(BLAST) for w in deed.weapons]
    assert [(v.span.cut(BLAST), v.effect) for v in deed.victims] == [
        ("at least six people", Effect.KILLED),
        ("17 others", Effect.WOUNDED),
    ]
    who = deed.perpetrators[0]
    assert who.entity == "e1"
    assert who.attribution is Attribution.SUSPECTED_OR_ACCUSED_BY_AUTHORITIES


def test_an_attempt_shares_the_day_it_is_told_by_and_has_its_own_target() -> None:
    attempt = blast()[1]
    assert attempt.date is not None
    assert attempt.date.value == "2021-05-12"
    assert any("school" in t.span.cut(BLAST) for t in attempt.targets)
    assert attempt.casualties.killed is None


def test_an_older_case_keeps_its_own_toll() -> None:
    older = blast()[2]
    assert older.casualties.killed == Count(11, 11)
    assert older.date is not None
    assert older.date.value == "2019-02-03"


def test_a_claim_is_not_an_accusation() -> None:
    text = "A grenade exploded in the bazaar of Turbat on Monday. The Red Ridge Front said its fighters had thrown it."
    index = entities(text, ("Turbat", EntityType.PLACE), ("Red Ridge Front", EntityType.ORGANIZATION))
    said = Statement(
        "s1",
        (at(text, "its fighters had thrown it"),),
        (at(text, "said"),),
        (at(text, "The Red Ridge Front"),),
        StatementKind.INDIRECT,
        "e1",
    )
    (deed,) = read(text, tags(text, {"grenade": ("bombing", 0.9)}), index, said=(said,))
    assert [(p.entity, p.attribution, p.by) for p in deed.perpetrators] == [("e1", Attribution.CLAIMED_OR_ADMITTED, ("e1",))]


def test_a_denial_stands_beside_the_accusation() -> None:
    text = "A bomb killed two men. Police said the Red Ridge Front was behind it. The Red Ridge Front denied any part in it."
    body = Entity("e0", EntityType.ORGANIZATION, "Red Ridge Front", tuple(Span(i, i + 15) for i in (39, 74)))
    assert [m.cut(text) for m in body.mentions] == ["Red Ridge Front"] * 2
    (deed,) = read(text, tags(text, {"killed": ("bombing", 0.9), "denied": ("bombing", 0.7)}), index_of(text, (body,)))
    assert [(p.attribution, p.by) for p in deed.perpetrators] == [
        (Attribution.SUSPECTED_OR_ACCUSED_BY_AUTHORITIES, ()),
        (Attribution.DENIED, ("e0",)),
    ]


def test_a_threat_is_told_apart_from_a_deed_and_dated_ahead() -> None:
    text = (
        "Posters that threaten shopkeepers appeared in Loralai. The men behind them vowed to burn every shop on 1 June.\n\n"
        "Nobody has been hurt."
    )
    index = entities(text, ("Loralai", EntityType.PLACE))
    (threat,) = read(text, tags(text, {"Posters": ("attack", 0.2)}), index, (time(text, "1 June", "2021-06-01"),))
    assert threat.stage is Stage.THREATENED
    assert threat.date is not None
    assert threat.date.value == "2021-06-01"
    assert threat.place == "e0"
    assert any("shop" in t.span.cut(text) for t in threat.targets)


@pytest.mark.parametrize(
    "text",
    [
        "United attacked at once and their new striker shot twice at the bar. The coach had threatened to drop him.",
        "Bread prices exploded in April and shares of the two banks were hit hard, brokers said.",
        "The museum shows how the town was bombed in 1943.",
    ],
)
def test_figures_of_speech_are_no_incidents(text: str) -> None:
    assert read(text, tags(text, {}), entities(text)) == []


def test_a_report_without_sentences_has_no_incidents() -> None:
    assert read("", Tags((), (), (), (), (), ()), index_of("", ())) == []


def test_the_day_of_a_claim_is_not_the_day_of_the_deed() -> None:
    text = (
        "The Red Ridge Front said on Thursday that it had carried out Tuesday's bomb attack on the Quetta market. "
        "Police had suspected it since Wednesday."
    )
    named = (time(text, "Thursday", "2021-05-13"), time(text, "Tuesday", "2021-05-11"), time(text, "Wednesday", "2021-05-12"))
    (found,) = read(text, tags(text, {"carried": ("bombing", 0.95)}), entities(text, ("Quetta", EntityType.PLACE)), named)
    assert found.date is not None
    assert found.date.value == "2021-05-11"


def test_who_denies_a_part_in_the_deed_is_named_with_the_denial() -> None:
    text = "The Red Ridge Front on Tuesday denied any involvement in the bombing of the Quetta market, which killed six people."
    index = entities(text, ("Red Ridge Front", EntityType.ORGANIZATION), ("Quetta", EntityType.PLACE))
    (found,) = read(text, tags(text, {"bombing": ("bombing", 0.95)}), index)
    assert [(text[who.span.start : who.span.end], who.attribution) for who in found.perpetrators] == [
        ("Red Ridge Front", Attribution.DENIED)
    ]
