"""A publication date in words."""

import pytest

from stand_ins import days
from wiredesk.documents import Basis, Published
from wiredesk.export.phrasing import certainty_words, field_words, published_words


def test_a_day_is_told_with_how_sure_it_is() -> None:
    assert published_words(Published(days("2017-03-05"), (), 0.97)) == "5 March 2017 (almost certain)"
    assert published_words(Published(days("2017-03-05"))) == "5 March 2017"


def test_an_interval_says_that_no_single_day_is_told() -> None:
    told = published_words(Published(days("2017-03-01", "2017-03-05"), (), 0.9))
    assert told == "1 to 5 March 2017 (no single day is told, very likely)"


def test_an_unknown_day_with_reasons_does_not_say_that_there_are_none() -> None:
    basis = (Basis("updated_line", "the page was updated on 9 May 2018, so it came out by then", source_field="html:text"),)
    assert "nothing on the page" in published_words(Published())
    assert "nothing on the page" not in published_words(Published(None, basis))


def test_surer_answers_have_surer_words() -> None:
    told = [certainty_words(probability) for probability in (None, 0.45, 0.5, 0.85, 0.95)]
    assert told == ["", "uncertain", "likely", "very likely", "almost certain"]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("meta:og:published_time", "under “og:published_time”"),
        ("mail:Date", "in the mail's header “Date”"),
        ("html:text", ""),
        ("url", ""),
        ("{0.__class__}", "in the page's field “{0.__class__}”"),
    ],
)
def test_fields_are_told_as_people_know_them(field: str, words: str) -> None:
    assert field_words(field) == words
