"""Publication dates from the words of an article alone; all texts are invented."""

import datetime
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.article.published import publish
from wiredesk.documents import Article, Origin, Page, PageFields, PageForm, Published, Source
from wiredesk.spans import Span

_CLOCK = datetime.datetime(2025, 11, 3, 9, 30)


def _dated(
    text: str, *, captured: datetime.datetime | None = _CLOCK, url: str | None = None, fields: PageFields | None = None
) -> Published:
    page = Page(Source("test", "text/plain", "0" * 64, len(text), captured), PageForm.TEXT, text, url, fields or PageFields())
    origin = (Origin(Span(0, len(text)), Span(0, len(text))),) if text else ()
    return publish(page, Article(text, language="en", origin=origin), (), captured=captured)


def _ends(published: Published) -> tuple[str, str] | None:
    return (str(published.interval.earliest), str(published.interval.latest)) if published.interval else None


def _rules(published: Published) -> set[str]:
    return {basis.rule for basis in published.basis}


def test_an_anniversary_a_month_and_a_day_to_come_bound_each_other() -> None:
    text = (
        "Rangers in Namibia are looking into a recording that threatens drivers ahead of the country's 30th Independence Day.\n\n"
        "The speaker said roads would be closed on the holiday, which falls on March 21.\n\n"
        "Earlier in March, a depot near Rundu was robbed."
    )
    published = _dated(text)
    assert _ends(published) == ("2020-03-01", "2020-03-20")
    assert {"anniversary", "month_at_hand"} <= _rules(published)
    assert all(basis.span and basis.span.end <= len(text) for basis in published.basis)


def test_a_celebrated_anniversary_comes_before_the_report() -> None:
    published = _dated(
        "Malians celebrated the 50th anniversary of their independence, and traders in Mali said business was slow."
    )
    ends = _ends(published)
    assert ends is not None
    assert ends[0] == "2010-09-22"
    assert ends[1] <= "2011-09-21"


def test_a_dateline_without_a_year_takes_it_from_other_bounds() -> None:
    text = "MOMBASA, Kenya, May 3 (Coast Wire) - A bus was fired on, police said.\n\nIn October 2015 a bus was burned there."
    ends = _ends(_dated(text + "\n\nCopyright 2016 Coast Wire. All rights reserved."))
    assert ends is not None
    assert "2016-05-02" <= ends[0] <= "2016-05-03" <= ends[1] <= "2016-05-04"


def test_a_dateline_with_its_year_is_the_day() -> None:
    assert _ends(_dated("TAMALE, Ghana (April 2, 2014) – Two men were held after a fire, officers said.")) == (
        "2014-04-02",
        "2014-04-02",
    )


def test_a_dateline_may_stand_behind_its_agency() -> None:
    text = "OSH, Kyrgyzstan (Valley Wire, May 2, 2014) - A bus burned on Friday, officers said."
    assert _ends(_dated(text)) == ("2014-05-02", "2014-05-02")


def test_a_chinese_dateline_is_one() -> None:
    assert _ends(_dated("某某社广州2021年5月4日电 警方周一逮捕了三名男子。")) == ("2021-05-04", "2021-05-04")


def test_a_recent_capture_pins_the_year_of_a_dateline() -> None:
    text = "QUITO, Ecuador, May 3 (Andes Wire) - A bridge was closed.\n\nA fire damaged it in early 2025, the mayor said."
    ends = _ends(_dated(text))
    assert ends is not None
    assert "2025-01-01" <= ends[0] <= "2025-05-03" <= ends[1] <= "2025-05-04"


def test_the_capture_clock_is_never_the_answer() -> None:
    for text in (
        "A shop burned down. Nobody was hurt.",
        "A shop burned down. It had burned in 2019 as well.",
        "He will speak on Friday.",
    ):
        assert _dated(text).interval is None


def test_an_age_and_a_year_of_birth_are_a_reason() -> None:
    published = _dated("The 34-year-old singer, born in Adwa in 1981, was held by police.")
    assert "age" in _rules(published)
    assert "age" not in _rules(_dated("The singer, born in Adwa in 1981, died aged 34."))


def test_a_homicide_count_names_the_year_at_hand() -> None:
    assert _ends(_dated("It was the city's 12th homicide of 2017, police said.")) == ("2017-01-01", "2018-01-01")


_NEWS = (
    "A clerk was shot and wounded at a shop in Pemba on {}, police said.\n\nTwo men were held on Monday, an officer told "
    "reporters. They were charged on Tuesday with robbery and were denied bail, he said. The clerk was taken to a hospital."
)


def test_news_dates_itself_by_its_newest_date() -> None:
    published = _dated(_NEWS.format("Saturday, May 4, 2014"))
    ends = _ends(published)
    assert ends is not None
    assert "2014-05-02" <= ends[0] <= "2014-05-04" <= ends[1] <= "2015-05-02"
    assert published.basis[0].rule == "day_deed"


def test_the_same_news_without_a_year_has_no_answer() -> None:
    assert _dated(_NEWS.format("Saturday, May 4")).interval is None


def test_an_address_in_the_text_is_a_reason() -> None:
    text = "A clerk was robbed on Monday, police said. On Tuesday two men were held.\n\nhttps://harbour.example/2014/05/04/shop"
    assert _rules(_dated(text)) == {"day_link"}


def test_a_deed_with_its_hour_is_recent() -> None:
    ends = _ends(_dated("On May 4, 2014, at about 5 p.m., a clerk was robbed."))
    assert ends is not None
    assert "2014-05-02" <= ends[0] <= "2014-05-04" <= ends[1] <= "2014-11-20"


def test_an_old_case_in_a_quiet_text_is_only_a_lower_bound() -> None:
    assert _dated("The bridge was opened to lorries on May 4, 2014. It is closed in winter.").interval is None


def test_years_to_come_are_no_lower_bound() -> None:
    published = _dated("The dam was planned for years and will be finished by 2031. It is expected to be full in 2032.")
    assert published.interval is None


def test_contradicting_words_leave_the_stronger_and_say_so() -> None:
    text = "ACCRA, June 5, 2012 (Gulf Wire) - A depot burned.\n\nCopyright 2018 Gulf Wire. All rights reserved."
    published = _dated(text)
    assert _ends(published) == ("2012-06-05", "2012-06-05")
    assert "set_aside" in _rules(published)


def test_two_datelines_do_not_raise() -> None:
    text = "LOME, May 3, 2016 (Gulf Wire) - A boat sank.\n\nCOTONOU, May 9, 2017 (Gulf Wire) - A boat was found."
    assert _dated(text).interval is not None


def test_a_mail_is_dated_by_its_header() -> None:
    fields = PageFields(published=datetime.date(2018, 2, 11), published_field="mail:Date")
    published = _dated("A shop burned down.", fields=fields)
    assert _ends(published) == ("2018-02-11", "2018-02-11")
    assert published.basis[0].source_field == "mail:Date"


@pytest.mark.parametrize(
    ("url", "ends"),
    [
        ("https://harbour.example/world/2016/03/27/fire-at-depot/", ("2016-03-27", "2016-03-27")),
        ("https://harbour.example/2016/mar/27/fire-at-depot/x", ("2016-03-27", "2016-03-27")),
        ("https://harbour.example/fire-20160327.html", ("2016-03-27", "2016-03-27")),
        ("https://harbour.example/2016/03/fire-at-depot", ("2016-03-01", "2016-03-31")),
        ("http://web.archive.org/web/20170304000445/http://harbour.example/fire", None),
        ("https://harbour.example/2016/13/45/fire", None),
        ("https://[broken", None),
    ],
)
def test_an_address_may_hold_the_day(url: str, ends: tuple[str, str] | None) -> None:
    assert _ends(_dated("A shop burned down.", url=url)) == ends


@pytest.mark.parametrize(
    "words", ["31 April 2019", "February 30, 2018", "1 January 1600", "3 March 2100", "00/00/0000", "29 February 2023"]
)
def test_days_that_cannot_be_do_not_raise(words: str) -> None:
    _dated(f"Police said on {words} that a shop had burned. It will open on {words}.")


def test_a_clock_with_a_zone_is_taken() -> None:
    aware = datetime.datetime(2016, 5, 1, 23, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=9)))
    text = "The shop was robbed.\n\nCopyright 2016 Coast Wire. All rights reserved."
    assert _ends(_dated(text, captured=aware)) == ("2016-01-01", "2016-05-02")


def test_an_empty_text_has_no_date() -> None:
    assert _dated("") == Published()


_PHRASES = (
    "Kenya|25th|Independence Day|ahead of|Earlier in|June|4|2016|Sunday,|©|born|in|1980|will|be|on|.|\n\n|was shot|-|(Wire)"
)
_ODD = "Updated:|Published:|12/13/2014|years ago|aged 300,|9999|February 30|https://a.example/2016/02/31/|24 hours|5 p.m."
_WORDS = st.lists(st.sampled_from([*_PHRASES.split("|"), *_ODD.split("|")]), max_size=40).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(_WORDS, st.dates(datetime.date(1950, 1, 1), datetime.date(2100, 1, 1)))
def test_any_words_give_spans_inside_the_text_and_no_day_after_the_clock(text: str, clock: datetime.date) -> None:
    published = _dated(text, captured=datetime.datetime.combine(clock, datetime.time()))
    assert published.interval is None or published.interval.latest <= clock + datetime.timedelta(1)
    for basis in published.basis:
        assert sum(where is not None for where in (basis.span, basis.source_span, basis.source_field)) == 1
        assert basis.span is None or basis.span.end <= len(text)
        assert basis.source_span is None or basis.source_span.end <= len(text)


@pytest.mark.parametrize(
    "words", ["May 4, 2014 ", "in 2014 ", "4 May 2014\n", "copyright 2014 ", "Sunday, May 4 ", "50th anniversary of "]
)
def test_a_hostile_text_takes_no_quadratic_time(words: str) -> None:
    start = time.process_time()
    _dated(words * 20_000)
    assert time.process_time() - start < 8


def test_a_threatened_holiday_is_still_to_come() -> None:
    text = (
        "In a recording that was posted this week a deserter threatens to attack the crowds in Dushanbe on the 20th Independence "
        "Day of Tajikistan, September 9.\n\nEarlier in September two of his followers were arrested near Khorog."
    )
    assert _ends(_dated(text)) == ("2011-09-01", "2011-09-08")
