"""What rulings make of a reading, and that undoing them takes it back."""

import re
from dataclasses import replace

import pytest
from ruled import Case

from stand_ins import threat_reading
from wiredesk.codebook import Effect, EntityType, IncidentType, Stage, StatementKind
from wiredesk.records import Count, Entity, Reading, Statement
from wiredesk.review import Verdict
from wiredesk.review.bench import Why
from wiredesk.spans import Span


def without_statements(reading: Reading) -> Reading:
    return replace(reading, statements=())


def moved(reading: Reading, by: str) -> Reading:
    """Return a reading without facts over the same article with a lead put before it."""
    article = replace(reading.report.article, text=by + reading.report.article.text, origin=None)
    return Reading(replace(reading.report, article=article))


@pytest.mark.parametrize(
    "address",
    [
        "i1",
        "i1.date",
        "i1.perpetrator2",
        "i1.victim1.effect",
        "s2",
        "e1",
        "e8",
        "x2",
        "l1",
        "a1",
        "e4.role1",
        "e8.at",
        "e8.country",
        "e1.mentions",
    ],
)
def test_accepting_changes_nothing_and_leaves_a_mark(address: str) -> None:
    case = Case()
    case.accept(address)
    assert case.reading == case.raw
    mark = case.ruled.mark_of(address)
    assert mark is not None
    assert (mark.verdict, mark.who) == (Verdict.ACCEPTED, "ana")


def test_a_correction_replaces_the_value_and_says_what_was() -> None:
    case = Case()
    case.correct("i1.type", "bombing")
    case.correct("i1.killed", "at least 3")
    case.correct("i1.date", "2015-11")
    incident = case.reading.incidents[0]
    assert incident.type is IncidentType.BOMBING
    assert incident.casualties.killed == Count(3, None)
    assert incident.date is not None
    assert (incident.date.value, incident.date.interval.n_days) == ("2015-11", 30)
    assert [(mark.address, mark.was) for mark in case.ruled.marks] == [
        ("i1.type", "attack"),
        ("i1.killed", None),
        ("i1.date", "2015-11-25"),
    ]


def test_a_place_is_corrected_by_words_known_or_new() -> None:
    case = Case()
    case.correct("i1.place", "Cayenne")
    assert case.reading.incidents[0].place == "e9"
    case.correct("i1.place", "the pier")
    made = case.reading.entities[-1]
    assert (made.id, made.name, made.type.value) == ("e+2", "the pier", "place")
    assert case.reading.incidents[0].place == "e+2"


def test_a_later_correction_outranks_an_earlier_one() -> None:
    case = Case()
    case.correct("i1.wounded", "3")
    second = case.correct("i1.wounded", "5-7")
    assert case.reading.incidents[0].casualties.wounded == Count(5, 7)
    case.undo(second)
    assert case.reading.incidents[0].casualties.wounded == Count(3, 3)


def test_a_rejected_fact_leaves_the_reading_and_nobody_refers_to_it() -> None:
    case = Case()
    case.reject("e1")
    case.reject("s3")
    case.reject("i1.target1")
    case.reject("i1.date")
    reading = case.reading
    assert "e1" not in {entity.id for entity in reading.entities}
    assert reading.incidents[0].perpetrators[0].entity is None
    assert reading.statements[0].speaker is None
    assert [statement.id for statement in reading.statements] == ["s1", "s2"]
    assert (reading.incidents[0].targets, reading.incidents[0].date) == ((), None)
    assert [mark.is_gone for mark in case.ruled.marks] == [True, True, True, False]


def test_a_rejected_fact_stays_out_when_the_reader_finds_it_again() -> None:
    case = Case()
    case.reject("s2")
    again = replace(case.raw, statements=(replace(case.raw.statements[1], id="s1"),))
    newer = Case(again)
    newer.rulings = case.rulings
    assert newer.reading.statements == ()


def test_another_value_of_a_newer_reader_is_not_what_was_rejected() -> None:
    case = Case()
    case.reject("i1.place")
    incident = replace(case.raw.incidents[0], place="e9")
    newer = Case(replace(case.raw, incidents=(incident,)))
    newer.rulings = case.rulings
    assert newer.reading.incidents[0].place == "e9"
    assert [one.why for one in newer.ruled.unplaced] == [Why.VALUE_CHANGED]


def test_an_added_fact_has_the_number_of_its_ruling() -> None:
    case = Case()
    number = case.add("incident", type="kidnapping", words="he vanished from his base with a rifle", date="March 2013")
    case.add("victim", incident=f"i+{number}", words="his base", count="2", effect="abducted")
    incident = case.reading.incidents[-1]
    assert (incident.id, incident.type, incident.stage) == ("i+1", IncidentType.KIDNAPPING, Stage.ACCOMPLISHED)
    assert incident.date is not None
    assert incident.date.value == "2013-03"
    assert incident.victims[0].count == Count(2, 2)
    assert incident.victims[0].effect is Effect.ABDUCTED
    assert case.ruled.mark_of("i+1.victim1").verdict is Verdict.ADDED  # type: ignore[union-attr]


def test_an_addition_is_not_doubled_when_a_newer_reader_finds_it_and_outranks_it() -> None:
    case = Case()
    said = '"I would not close the crossing because of a recording,"'
    case.add("statement", content=said, cue="said", source="she", speaker="e3")
    text = case.raw.report.article.text
    start = text.index(said)
    found = Statement("s9", (Span(start, start + len(said) - 1),), (), (), StatementKind.INDIRECT, speaker="e4")
    newer = Case(replace(case.raw, statements=(*case.raw.statements, found)))
    newer.rulings = case.rulings
    assert [one.id for one in newer.reading.statements] == ["s1", "s2", "s3", "s+1"]
    kept = newer.reading.statements[-1]
    assert (kept.speaker, kept.kind, kept.content[0].cut(text)) == ("e3", StatementKind.DIRECT, said)


def test_an_entity_that_was_added_stays_one_when_the_reader_finds_it() -> None:
    case = Case()
    case.add("entity", type="organization", words="Academy of Public Order")
    case.correct("s3.speaker", "e+1")
    added = case.reading.entities[-1]
    newer = Case(replace(case.raw, entities=(*case.raw.entities, replace(added, id="e10", aliases=("the Academy",)))))
    newer.rulings = case.rulings
    own = [entity for entity in newer.reading.entities if entity.name == "Academy of Public Order"]
    assert [(entity.id, entity.aliases) for entity in own] == [("e+1", ("the Academy",))]
    assert newer.reading.statements[2].speaker == "e+1"


def test_a_second_incident_in_one_sentence_is_another_one() -> None:
    case = Case()
    case.add("incident", type="attack", words="burn every boat that leaves the pier", stage="attempted")
    assert [one.id for one in case.reading.incidents] == ["i1", "i+1"]


def test_what_a_person_stands_by_is_put_back_when_a_newer_reader_loses_it() -> None:
    case = Case()
    case.accept("s2")
    case.correct("i1.killed", "2")
    newer = Case(replace(case.raw, statements=(), incidents=()))
    newer.rulings = case.rulings
    statement, incident = newer.reading.statements[0], newer.reading.incidents[0]
    assert replace(statement, id="s2") == case.raw.statements[1]
    assert incident.casualties.killed == Count(2, 2)
    assert incident.perpetrators == case.raw.incidents[0].perpetrators
    assert newer.ruled.unplaced == ()


def test_rulings_find_their_words_in_a_text_that_was_cleaned_anew() -> None:
    case = Case()
    case.accept("s2")
    case.correct("i1.place", "the pier")
    case.add("role", entity="e4", words="lecturer at the Academy of Public Order")
    lead = "Share this story with others. "
    newer = Case(moved(case.raw, lead))
    newer.rulings = case.rulings
    text = newer.reading.report.article.text
    assert newer.ruled.unplaced == ()
    assert newer.reading.statements[0].content[0].cut(text).startswith('"These men live')
    place = next(entity for entity in newer.reading.entities if entity.id == newer.reading.incidents[0].place)
    assert place.mentions[0].cut(text) == "the pier"
    pinas = next(entity for entity in newer.reading.entities if entity.name == "Ronald Pinas")
    assert "lecturer at the Academy of Public Order" in [role.title for role in pinas.roles]


def test_a_ruling_whose_words_are_gone_is_kept_and_listed() -> None:
    case = Case()
    case.accept("s2")
    case.reject("s3")
    article = replace(case.raw.report.article, text="Quite another article stands here now, and nothing of the old.", origin=None)
    newer = Case(Reading(replace(case.raw.report, article=article)))
    newer.rulings = case.rulings
    assert [(one.ruling.id, one.why) for one in newer.ruled.unplaced] == [(1, Why.WORDS_GONE), (2, Why.FACT_GONE)]
    assert newer.reading.statements == ()


def test_a_split_parts_one_incident_into_two() -> None:
    case = Case()
    case.split("i1", ["perpetrator1", "i1.date"], {"stage": "attempted"})
    first, second = case.reading.incidents
    assert (second.id, second.stage, second.type) == ("i+1", Stage.ATTEMPTED, first.type)
    assert [who.entity for who in first.perpetrators] == ["e2"]
    assert [who.entity for who in second.perpetrators] == ["e1"]
    assert first.date is None
    assert second.date is not None
    text = case.raw.report.article.text
    assert "Desmond Awiri" in second.evidence[0].cut(text)


def test_a_split_is_not_done_twice_when_a_newer_reader_splits_by_itself() -> None:
    case = Case()
    case.split("i1", ["perpetrator1"])
    first, second = case.reading.incidents
    newer = Case(replace(case.raw, incidents=(first, replace(second, id="i2"))))
    newer.rulings = case.rulings
    assert [one.id for one in newer.reading.incidents] == ["i1", "i+1"]
    assert len(newer.reading.incidents[1].perpetrators) == 1


def test_a_split_is_kept_when_a_newer_reader_loses_the_incident(case_split: Case) -> None:
    newer = Case(replace(case_split.raw, incidents=()))
    newer.rulings = case_split.rulings
    assert [one.id for one in newer.reading.incidents] == ["i+1b", "i+1"]
    assert [len(one.perpetrators) for one in newer.reading.incidents] == [1, 1]


@pytest.fixture
def case_split() -> Case:
    case = Case()
    case.split("i1", ["perpetrator1"])
    return case


def test_a_ruling_on_an_addition_that_is_undone_has_no_place() -> None:
    case = Case()
    number = case.add("statement", content="two of them said")
    case.correct("s+1.kind", "direct")
    case.undo(number)
    assert case.reading == case.raw
    assert [one.why for one in case.ruled.unplaced] == [Why.ADDITION_UNDONE]


def test_an_undo_can_be_undone() -> None:
    case = Case()
    number = case.correct("i1.killed", "4")
    with_it = case.reading
    undo = case.undo(number)
    assert case.reading == case.raw
    case.undo(undo)
    assert case.reading == with_it


def test_title_and_date_of_publication_are_laid_on() -> None:
    case = Case()
    case.keep(case.maker().title("  Boatmen are\nthreatened "))
    case.keep(case.maker().published("2015-11-20"))
    report = case.reading.report
    assert report.article.title == "Boatmen are threatened"
    assert report.published.interval is not None
    assert report.published.interval.is_day
    assert [mark.was for mark in case.ruled.marks] == [None, "2015-11-01/2015-11-24"]


def test_rulings_outlive_a_reader_that_numbers_its_facts_anew() -> None:
    case = Case()
    case.correct("s3.speaker", "National Security Directorate")
    case.reject("s1")
    first, second, third = case.raw.statements
    newer = Case(
        replace(threat_reading(), statements=(replace(third, id="s1"), replace(first, id="s2"), replace(second, id="s3")))
    )
    newer.rulings = case.rulings
    speakers = {one.id: one.speaker for one in newer.reading.statements}
    assert speakers == {"s1": "e+1", "s3": "e3"}


def test_a_newer_reader_that_finds_the_corrected_words_by_itself_is_not_doubled() -> None:
    case = Case()
    case.correct("s3.content", "where the messages had come from")
    case.correct("s3.content", "two of them said")
    case.correct("i1.victim1", "the owners of four ferries")
    newer = Case(case.reading)
    newer.rulings = case.rulings
    assert newer.reading == case.reading


def test_an_entity_with_many_mentions_keeps_them_all_when_it_is_accepted() -> None:
    raw = threat_reading()
    text = raw.report.article.text
    every = tuple(Span(found.start(), found.end()) for found in re.finditer(r"\bthe\b", text))
    assert len(every) > 12
    case = Case(replace(raw, entities=(*raw.entities, Entity("e10", EntityType.OTHER, "the", every))))
    case.accept("e10")
    case.accept("e10.mentions")
    assert case.reading == case.raw
