"""The grammar of time expressions: spans, types, values, modifiers, intervals."""

import datetime
import time
from dataclasses import dataclass

import pytest

from wiredesk.dates import Interval, TimeExpression, find_times, parse_time
from wiredesk.spans import Span

SATURDAY = Interval(datetime.date(2019, 3, 9), datetime.date(2019, 3, 9))
JUNE = Interval(datetime.date(2020, 6, 1), datetime.date(2020, 6, 24))


@dataclass(frozen=True, slots=True)
class Hint:
    """Stand in for the tagger's span."""

    span: Span
    label: str
    score: float


def found(text: str, anchor: Interval | None = SATURDAY) -> list[tuple[str, str, str]]:
    return [(one.span.cut(text), one.type, one.value) for one in find_times(text, anchor)]


def only(text: str, anchor: Interval | None = SATURDAY) -> TimeExpression:
    (one,) = find_times(text, anchor)
    return one


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("March 9, 2017", "2017-03-09"),
        ("9 March 2017", "2017-03-09"),
        ("the 9th of March 2017", "2017-03-09"),
        ("Thursday, March 9, 2017", "2017-03-09"),
        ("2017-03-09", "2017-03-09"),
        ("25/12/2017", "2017-12-25"),
        ("Sept. 2016", "2016-09"),
        ("May 2016", "2016-05"),
        ("2015", "2015"),
        ("the 1990s", "199"),
        ("the '80s", "198"),
        ("the nineties", "199"),
        ("the 20th century", "19"),
        ("the summer of 2016", "2016-SU"),
        ("the third quarter of 2016", "2016-Q3"),
        ("Q3 2016", "2016-Q3"),
        ("the second half of 2016", "2016-H2"),
        ("nineteen ninety-six", "1996"),
        ("490 BC", "BC0490"),
        ("fiscal 2016", "2016"),
        ("Christmas Day 2016", "2016-12-25"),
    ],
)
def test_dates_given_in_full_need_no_anchor(phrase: str, value: str) -> None:
    expression = parse_time(phrase, None)
    assert expression is not None
    assert (expression.type, expression.value) == ("DATE", value)


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("yesterday", "2019-03-08"),
        ("the day after tomorrow", "2019-03-11"),
        ("last week", "2019-W09"),
        ("next month", "2019-04"),
        ("this year", "2019"),
        ("last Friday", "2019-03-08"),
        ("next Tuesday", "2019-03-12"),
        ("two days ago", "2019-03-07"),
        ("a fortnight ago", "2019-W08"),
        ("six months ago", "2018-09"),
        ("five years ago", "2014"),
        ("last summer", "2018-SU"),
        ("July last year", "2018-07"),
        ("the spring of next year", "2020-SP"),
        ("the third quarter of last year", "2018-Q3"),
        ("Monday of last week", "2019-02-25"),
        ("the weekend", "2019-W10-WE"),
        ("last Thanksgiving", "2018-11-22"),
        ("recently", "PAST_REF"),
        ("now", "PRESENT_REF"),
        ("the future", "FUTURE_REF"),
    ],
)
def test_relative_dates_count_from_the_publication(phrase: str, value: str) -> None:
    expression = parse_time(phrase, SATURDAY)
    assert expression is not None
    assert (expression.type, expression.value) == ("DATE", value)


@pytest.mark.parametrize(
    ("phrase", "value", "mod"),
    [
        ("two hours", "PT2H", None),
        ("nine-month", "P9M", None),
        ("the past three years", "P3Y", None),
        ("two and a half years", "P2Y6M", None),
        ("several weeks", "PXW", None),
        ("four decades", "P40Y", None),
        ("a couple of days", "P2D", "APPROX"),
        ("at least 72 hours", "PT72H", "EQUAL_OR_MORE"),
        ("more than a year", "P1Y", "MORE_THAN"),
        ("twenty-three days", "P23D", None),
    ],
)
def test_lengths_of_time(phrase: str, value: str, mod: str | None) -> None:
    expression = parse_time(phrase, None)
    assert expression is not None
    assert (expression.type, expression.value, expression.mod) == ("DURATION", value, mod)
    assert expression.interval is None


@pytest.mark.parametrize(
    ("phrase", "value"),
    [("every Monday", "XXXX-WXX-1"), ("daily", "P1D"), ("every two weeks", "P2W"), ("each July", "XXXX-07")],
)
def test_what_comes_again_is_a_set(phrase: str, value: str) -> None:
    expression = parse_time(phrase, SATURDAY)
    assert expression is not None
    assert (expression.type, expression.value) == ("SET", value)


@pytest.mark.parametrize(
    ("phrase", "value", "mod"),
    [
        ("early June 2018", "2018-06", "START"),
        ("the end of 2018", "2018", "END"),
        ("mid-November 2018", "2018-11", "MID"),
        ("late last year", "2018", "END"),
        ("earlier this month", "2019-03", "START"),
        ("about 1910", "1910", "APPROX"),
    ],
)
def test_modifiers_belong_to_the_expression(phrase: str, value: str, mod: str) -> None:
    expression = parse_time(phrase, SATURDAY)
    assert expression is not None
    assert (expression.value, expression.mod) == (value, mod)


def test_rough_and_open_sided_dates_do_not_pretend_to_bounds() -> None:
    assert only("It began about 1910.").interval == Interval(datetime.date(1909, 1, 1), datetime.date(1911, 12, 31))
    assert only("It lasts into 1990 and beyond.").interval is None


def test_the_first_week_of_a_month_is_its_first_seven_days() -> None:
    week = only("They met in the first week of June 2018.")
    assert week.value == "2018-W23"
    assert week.interval == Interval(datetime.date(2018, 6, 1), datetime.date(2018, 6, 7))


def test_tense_gives_a_weekday_its_direction() -> None:
    assert found("The mayor was shot on Wednesday.") == [("Wednesday", "DATE", "2019-03-06")]
    assert found("The court will rule on Wednesday.") == [("Wednesday", "DATE", "2019-03-13")]
    assert found("He is scheduled to be sentenced Wednesday.") == [("Wednesday", "DATE", "2019-03-13")]


def test_a_month_takes_the_nearest_year_that_tense_allows() -> None:
    assert found("He was arrested in November.")[0][2] == "2018-11"
    assert found("The vote will be held in November.")[0][2] == "2019-11"


def test_a_clock_hangs_on_the_day_last_spoken_of() -> None:
    text = "A bomb went off on Thursday morning. At about 6:40 a.m. the shop was empty."
    assert found(text) == [
        ("Thursday morning", "TIME", "2019-03-07TMO"),
        ("about 6:40 a.m.", "TIME", "2019-03-07T06:40"),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("at 5:30PM on Thursday", "2019-03-07T17:30"),
        ("at 11pm on Thursday", "2019-03-07T23:00"),
        ("at 17h30", "2019-03-09T17:30"),
        ("at 5.30 pm", "2019-03-09T17:30"),
        ("at 1915 GMT", "2019-03-09T19:15Z"),
        ("at 0530 hours", "2019-03-09T05:30"),
        ("at noon Thursday", "2019-03-07T12:00"),
        ("at seven o'clock in the evening", "2019-03-09T19:00"),
    ],
)
def test_clock_times(text: str, value: str) -> None:
    assert find_times(text, SATURDAY)[0].value == value


def test_the_narrative_carries_the_day() -> None:
    text = "The ferry sank on May 3, 2011. The previous day it had been checked. Two days later its captain was held."
    assert [value for _, _, value in found(text)] == ["2011-05-03", "2011-05-02", "2011-05-05"]


def test_a_story_of_the_past_keeps_its_year() -> None:
    text = (
        "The revolt began in January 1911. On 4 April the fort fell. By the end of June the harbour was taken, and in December "
        "a truce was signed. Talks failed on 6 February 1912. The last post, lost again in 1975 as a museum, fell on 9 March. "
        "The peace of 1912 was followed by elections in 1913, and in May the garrison left."
    )
    values = [value for _, _, value in found(text)]
    assert values[:5] == ["1911-01", "1911-04-04", "1911-06", "1911-12", "1912-02-06"]
    assert values[6] == "1912-03-09"
    assert values[-1] == "1913-05"


def test_a_verb_in_capitals_is_no_month() -> None:
    assert found("THIS COPY MAY NOT BE IN ITS FINAL FORM AND MAY BE UPDATED.") == []
    assert [value for *_, value in found("It rained in April and May 2015.")] == ["2015-04", "2015-05"]


def test_words_of_the_present_do_not_mean_a_year_that_is_told_of() -> None:
    text = "A general who was born on 3 March 1941 was threatened on Monday. He was freed earlier this year."
    values = [one.value for one in find_times(text, None)]
    assert values == ["1941-03-03", "XXXX-WXX-1", "XXXX"]


def test_ranges_give_both_ends() -> None:
    assert found("from 2003 to 2008") == [("2003", "DATE", "2003"), ("2008", "DATE", "2008")]
    assert found("28-30 July 2014") == [("28", "DATE", "2014-07-28"), ("30 July 2014", "DATE", "2014-07-30")]
    assert found("in 2012-13") == [("2012", "DATE", "2012"), ("13", "DATE", "2013")]
    assert [value for *_, value in found("between March and May 2015")] == ["2015-03", "2015-05"]


def test_an_anchor_of_several_days_leaves_open_what_needs_the_day() -> None:
    weekday = only("Two men were shot on Monday.", JUNE)
    assert weekday.value == "XXXX-WXX-1"
    assert weekday.interval == Interval(datetime.date(2020, 6, 1), datetime.date(2020, 6, 22))
    yesterday = only("They fled yesterday.", JUNE)
    assert yesterday.value == "2020"
    assert yesterday.interval == Interval(datetime.date(2020, 5, 31), datetime.date(2020, 6, 23))


def test_an_anchor_of_several_days_fixes_what_does_not_need_the_day() -> None:
    threat = only("They said they would strike on June 25.", JUNE)
    assert (threat.value, threat.interval) == (
        "2020-06-25",
        Interval(datetime.date(2020, 6, 25), datetime.date(2020, 6, 25)),
    )
    assert only("Earlier in June, soldiers found a camp.", JUNE).value == "2020-06"


def test_without_an_anchor_only_the_words_count() -> None:
    assert only("Two men were shot on Monday.", None) == TimeExpression(Span(21, 27), "DATE", "XXXX-WXX-1")
    assert only("They fled on 5 May.", None).value == "XXXX-05-05"


@pytest.mark.parametrize(
    "text",
    [
        "It happened on April 31.",
        "It happened on 30 February 2018.",
        "It happened on 29 February 2019.",
        "A 12-year-old boy and his 8-month-old sister.",
        "The man, aged 34 years, ran.",
        "She may march with him this once. May said so.",
        "Some 1990 people died in room 1984 for $1990.",
        "He came second, won three-quarters of the vote and fell.",
        "In a second blast, after a second call, the fall of the house went on.",
        "He rowed 7:41.86 and read John 3:16 and the Sunday Courier.",
        "June Halloway won; April Brandt lost.",
        "Call 555-0199 or 10.12.2019.4 for version 3.10.",
    ],
)
def test_what_is_no_time_gives_nothing(text: str) -> None:
    assert found(text) == []


def test_the_tagger_lets_vague_words_in() -> None:
    text = "They moved only at night."
    assert found(text) == []
    hint = Hint(Span(19, 24), "TIME", 0.9)
    assert [one.type for one in find_times(text, SATURDAY, hints=[hint])] == ["TIME"]
    unsure = Hint(Span(19, 24), "TIME", 0.3)
    assert find_times(text, SATURDAY, hints=[unsure]) == []


def test_a_phrase_that_is_no_time_parses_to_nothing() -> None:
    assert parse_time("the harbour", SATURDAY) is None
    assert parse_time("", SATURDAY) is None


def test_hostile_text_takes_linear_time() -> None:
    started = time.process_time()
    for piece in ("May ", "1 ", "the end of ", "early ", "last week of ", "2019-", "12:30 ", "a ", "one hundred ", "Monday, "):
        find_times(piece * (40_000 // len(piece)), SATURDAY)
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The play, which opens on Tuesday, needs a goat.", "2019-03-12"),
        ("The regatta kicks off on Wednesday.", "2019-03-13"),
        ("The bridge reopens on Monday, the council said.", "2019-03-11"),
        ("A hearing is set for Thursday.", "2019-03-14"),
        ("The envoy arrives on Sunday for talks.", "2019-03-10"),
        ("The play, which opened on Tuesday, needs a goat.", "2019-03-05"),
    ],
)
def test_what_is_on_the_programme_is_still_to_come(text: str, value: str) -> None:
    assert only(text).value == value


def test_that_november_is_the_one_of_the_story() -> None:
    text = "Ilse Vandoorne came to Gori in May 2014. That November she was shot at, and in that December she left."
    assert [value for _, _, value in found(text)] == ["2014-05", "2014-11", "2014-12"]


def test_that_may_be_no_pointer() -> None:
    assert found("Officials said that November was quiet.") == [("November", "DATE", "2018-11")]


@pytest.mark.parametrize(
    "text",
    [
        "Shots were heard at about 9.30pm on Wednesday.",
        "It began around 9:30 p.m. on Wednesday.",
        "It began around 21:30 local time on Wednesday.",
    ],
)
def test_an_hour_stands_on_the_day_behind_it(text: str) -> None:
    assert found(text)[0][2] == "2019-03-06T21:30"
