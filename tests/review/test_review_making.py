"""What a person types becomes a ruling, or the message says what could be typed."""

from collections.abc import Callable

import pytest
from ruled import Case

from wiredesk.errors import RulingRefused
from wiredesk.review.addresses import addresses

REFUSED: list[tuple[Callable[[Case], int], str]] = [
    (lambda case: case.accept("killed"), "is no address"),
    (lambda case: case.accept("i7"), "there are i1"),
    (lambda case: case.accept("t1"), "begin with i, s, e"),
    (lambda case: case.accept("i1.kiled"), "did you mean killed"),
    (lambda case: case.accept("i1.victim4"), "no victim4"),
    (lambda case: case.reject("i1.type"), "cannot be empty"),
    (lambda case: case.reject("i1.killed"), "is empty already"),
    (lambda case: case.correct("i1", "x"), "name the field"),
    (lambda case: case.correct("i1.type", "murder"), "choose one of attack, bombing, kidnapping"),
    (lambda case: case.correct("i1.killed", "many"), "write 6, 4-6, at least 4"),
    (lambda case: case.correct("i1.killed", "9-4"), "write 6"),
    (lambda case: case.correct("i1.date", "2015-02-30"), "do not stand in the article"),
    (lambda case: case.correct("i1.date", "every boat"), "gives no days"),
    (lambda case: case.correct("i1.place", "Timbuktu"), "do not stand in the article"),
    (lambda case: case.correct("i1.place", "e77"), "no such entity"),
    (lambda case: case.correct("i1.background", "perhaps"), "yes or no"),
    (lambda case: case.correct("i1.date", " "), "no value"),
    (lambda case: case.correct("e8.at", "91,0"), "latitude,longitude"),
    (lambda case: case.correct("e8.country", "Suriname"), "code of 2 letters"),
    (lambda case: case.correct("a1.value", "much"), "in figures"),
    (lambda case: case.correct("s1.cue", "said#99"), "stand 4 times"),
    (lambda case: case.add("crime", words="x"), "no kind of fact"),
    (lambda case: case.add("incident", words="the messages"), "--type is missing"),
    (lambda case: case.add("incident", words="the messages", type="attack", colour="red"), "no --colour"),
    (lambda case: case.add("victim", words="boatmen"), "to which incident"),
    (lambda case: case.add("victim", words="boatmen", incident="s1"), "is no incident"),
    (lambda case: case.add("victim", words="boatmen", incident="i1"), "says all of that already"),
    (lambda case: case.add("entity", words="Cayenne", type="place"), "e9: says all"),
    (lambda case: case.add("time", words="gold diggers"), "give --value"),
    (lambda case: case.split("i1", []), "say what goes"),
    (lambda case: case.split("s1", ["cue"]), "is no incident"),
    (lambda case: case.split("i1", ["type"]), "only its parts"),
    (lambda case: case.keep(case.maker().title(" ")), "has 0 characters"),
    (lambda case: case.keep(case.maker().published("soon")), "is no date"),
]


@pytest.mark.parametrize(("rule", "said"), REFUSED)
def test_a_ruling_that_cannot_be_is_refused_with_advice(rule: Callable[[Case], int], said: str) -> None:
    case = Case()
    with pytest.raises(RulingRefused, match=said):
        rule(case)
    assert case.rulings == []


@pytest.mark.parametrize(
    ("words", "bounds"),
    [("6", (6, 6)), ("4 to 6", (4, 6)), ("4-6", (4, 6)), ("at least 4", (4, None)), ("4+", (4, None)), ("up to 7", (None, 7))],
)
def test_a_toll_may_be_a_range(words: str, bounds: tuple[int | None, int | None]) -> None:
    case = Case()
    case.correct("i1.killed", words)
    killed = case.reading.incidents[0].casualties.killed
    assert killed is not None
    assert (killed.at_least, killed.at_most) == bounds


def test_words_near_the_fact_are_meant_unless_a_number_says_which() -> None:
    case = Case()
    text = case.raw.report.article.text
    case.correct("s2.cue", "said")
    near = case.reading.statements[1].cue[0].start
    case.correct("s2.cue", "said#1")
    assert case.reading.statements[1].cue[0].start == text.index("said") < near


def test_a_date_by_its_words_keeps_their_precision_and_span() -> None:
    case = Case()
    case.correct("i1.date", "Earlier in November")
    date = case.reading.incidents[0].date
    assert date is not None
    assert date.span is not None
    assert date.span.cut(case.raw.report.article.text) == "Earlier in November"
    assert not date.interval.is_day


def test_what_the_words_imply_is_filled_in() -> None:
    case = Case()
    case.add("statement", content="Both banks should be watched from the same control room.", cue="he said", source="Pinas")
    case.add("perpetrator", incident="i1", words="Ronald Pinas", attribution="denied")
    statement = next(one for one in case.reading.statements if one.id == "s+1")
    assert statement.speaker == "e4"
    who = case.reading.incidents[0].perpetrators[-1]
    assert (who.entity, who.kind.value, who.attribution.value) == ("e4", "individual", "denied")


def test_every_fact_part_and_field_has_an_address_that_leads_to_it() -> None:
    case = Case()
    listed = addresses(case.raw)
    assert len({one.address for one in listed}) == len(listed) > 150
    filled = [one for one in listed if one.words and one.field]
    for one in filled:
        assert case.maker().accept(one.address).was == one.words
    empty = next(one for one in listed if one.address == "i1.wounded")
    assert empty.words == ""


def test_an_address_shows_the_words_of_its_fact() -> None:
    shown = {one.address: one for one in addresses(Case().raw)}
    assert shown["i1.perpetrator2.by"].words == "Carmen Refos"
    assert shown["e8.at"].words == "5.4986,-54.0553"
    assert shown["a1.value"].words == "50,000"
    span = shown["l2"].spans[0]
    assert span.cut(Case().raw.report.article.text) == shown["l2"].words
