"""Unsure leaves a fact as it is; chosen words are taken to the letter; a ruling is made on what the person saw, or not at all."""

from dataclasses import replace

import pytest
from ruled import Case

from wiredesk.errors import RulingOvertaken, RulingRefused
from wiredesk.records import Casualties, Count
from wiredesk.review.addresses import addresses
from wiredesk.review.applying import Verdict, apply_rulings
from wiredesk.review.bench import Why
from wiredesk.review.making import Maker, Signed
from wiredesk.review.seeing import Seen
from wiredesk.spans import Span


def spans_at(case: Case, address: str) -> tuple[Span, ...]:
    return next(one.spans for one in addresses(case.reading) if one.address == address)


def chosen(case: Case, words: str, number: int = 1) -> tuple[Span, ...]:
    """Return the stretch of the n-th place where words stand."""
    text, at = case.raw.report.article.text, -1
    for _ in range(number):
        at = text.index(words, at + 1)
    return (Span(at, at + len(words)),)


def unsure(case: Case, address: str) -> int:
    return case.keep(case.maker().unsure(address))


# -- unsure ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["i1", "i1.type", "i1.killed", "i1.victim1", "i1.victim1.count", "s1", "e4.name", "x1.value"])
def test_unsure_marks_a_fact_and_changes_nothing(address: str) -> None:
    case = Case()
    number = unsure(case, address)
    mark = case.ruled.mark_of(address)
    assert mark is not None
    assert (mark.verdict, mark.ruling_id, mark.who) == (Verdict.UNSURE, number, "ana")
    assert case.reading == case.raw
    case.undo(number)
    assert case.ruled.marks == ()


def test_who_can_tell_after_all_is_marked_instead() -> None:
    case = Case()
    unsure(case, "i1.type")
    last = case.accept("i1.type")
    assert [(one.verdict, one.ruling_id) for one in case.ruled.marks] == [(Verdict.ACCEPTED, last)]
    again = unsure(case, "i1.type")
    assert [(one.verdict, one.ruling_id) for one in case.ruled.marks] == [(Verdict.UNSURE, again)]


def test_a_doubt_outlives_reading_anew_while_the_reader_says_the_same() -> None:
    case = Case()
    number = unsure(case, "i1.type")
    first = case.raw.incidents[0]
    newer = replace(case.raw, incidents=(replace(first, id="i4", evidence=first.evidence[:1]),))
    assert [(one.address, one.ruling_id) for one in apply_rulings(newer, case.rulings).marks] == [("i4.type", number)]


def test_a_doubt_about_a_value_is_asked_anew_when_another_one_stands_there() -> None:
    case = Case()
    case.correct("i1.killed", "4")
    unsure(case, "i1.killed")
    case.undo(1)
    ruled = case.ruled
    assert ruled.marks == ()
    assert [one.why for one in ruled.unplaced] == [Why.VALUE_CHANGED]


def test_a_doubted_fact_that_the_reader_gives_up_is_not_put_back() -> None:
    case = Case()
    unsure(case, "i1")
    ruled = apply_rulings(replace(case.raw, incidents=()), case.rulings)
    assert ruled.reading.incidents == ()
    assert [one.why for one in ruled.unplaced] == [Why.DOUBT_GONE]


def test_accepting_an_empty_field_says_that_the_report_does_not_say_it() -> None:
    case = Case()
    number = case.accept("i1.killed")
    mark = case.ruled.mark_of("i1.killed")
    assert mark is not None
    assert (mark.verdict, mark.ruling_id) == (Verdict.ACCEPTED, number)
    assert case.reading == case.raw
    first = case.raw.incidents[0]
    newer = replace(case.raw, incidents=(replace(first, casualties=Casualties(killed=Count(3, 3))),))
    assert [one.why for one in apply_rulings(newer, case.rulings).unplaced] == [Why.VALUE_CHANGED]


# -- chosen words ----------------------------------------------------------------------------------------------------


def test_chosen_words_are_taken_where_they_stand_and_not_where_they_are_nearest() -> None:
    case = Case()
    far = chosen(case, "said", 4)
    case.keep(case.maker().correct("s1.cue", far))
    assert case.reading.statements[0].cue == far


def test_a_choice_is_taken_without_the_spaces_at_its_ends() -> None:
    case = Case()
    (whole,) = chosen(case, "every boat")
    wide = Span(whole.start - 1, whole.end + 1)
    case.keep(case.maker().add("victim", {"words": (wide,), "incident": "i1"}))
    assert case.reading.incidents[0].victims[-1].span == whole


def test_choosing_words_for_a_whole_fact_corrects_what_it_rests_on() -> None:
    case = Case()
    two = (*chosen(case, "every boat"), *chosen(case, "gold diggers"))
    case.keep(case.maker().correct("i1", two))
    assert set(two) == set(case.reading.incidents[0].evidence)


def test_chosen_words_become_a_date_a_place_and_a_toll() -> None:
    case = Case()
    text = case.raw.report.article.text
    maker = Maker(12, case.raw, [], signed=Signed("ana", case.maker()._signed.at), counted=lambda words: [4, None])
    case.keep(maker.correct("i1.date", chosen(case, "Earlier in November")))
    case.keep(maker.correct("i1.killed", chosen(case, "every boat")))
    case.keep(maker.correct("i1.place", chosen(case, "Cayenne")))
    incident = case.reading.incidents[0]
    assert incident.date is not None
    assert incident.date.span is not None
    assert incident.date.span.cut(text) == "Earlier in November"
    assert incident.casualties.killed is not None
    assert incident.casualties.killed.at_least == 4
    assert [one.name for one in case.reading.entities if one.id == incident.place] == ["Cayenne"]


@pytest.mark.parametrize(
    ("spans", "said"),
    [
        ((Span(1_000_000, 1_000_004),), "no words of the article"),
        ((Span(0, 4), Span(5, 9)), "choose one"),
    ],
)
def test_what_is_no_one_stretch_of_the_article_is_refused(spans: tuple[Span, ...], said: str) -> None:
    case = Case()
    with pytest.raises(RulingRefused, match=said):
        case.maker().correct("i1.place", spans)


# -- seen ------------------------------------------------------------------------------------------------------------


def test_a_fact_that_says_what_was_seen_is_found_at_its_address() -> None:
    case = Case()
    for one in addresses(case.reading):
        assert case.maker().as_seen(one.address, Seen(one.words, one.spans)) == one.address


def test_a_part_that_moved_up_is_found_by_its_words() -> None:
    case = Case()
    case.add("victim", words="every boat", incident="i1")
    case.add("victim", words="gold diggers", incident="i1")
    n = len(case.reading.incidents[0].victims)
    last = Seen("gold diggers", spans_at(case, f"i1.victim{n}"))
    case.reject("i1.victim1")
    assert case.maker().as_seen(f"i1.victim{n}", last) == f"i1.victim{n - 1}"


def test_a_time_that_moved_up_is_found_by_its_words() -> None:
    case = Case()
    second = next(one for one in addresses(case.reading) if one.address == "x2.value")
    case.reject("x1")
    assert case.maker().as_seen("x2.value", Seen(second.words, second.spans)) == "x1.value"


def test_who_comes_second_is_told_what_the_first_one_said() -> None:
    case = Case()
    seen = Seen("", spans_at(case, "i1"))
    case.correct("i1.killed", "6")
    with pytest.raises(RulingOvertaken, match="it says “6” now, corrected by ana") as refused:
        case.maker().as_seen("i1.killed", seen)
    assert (refused.value.now, refused.value.by) == ("6", "corrected by ana (n1)")


def test_who_rules_on_what_is_gone_is_told_who_rejected_it() -> None:
    case = Case()
    seen = Seen(None, spans_at(case, "i1.victim1"))
    case.reject("i1.victim1")
    with pytest.raises(RulingOvertaken, match=r"it is gone, rejected by ana \(n1\)"):
        case.maker().as_seen("i1.victim1", seen)
