"""Dates to watch: only what is to come for sure."""

import datetime
from dataclasses import replace

from stand_ins import days, threat_reading
from wiredesk.documents import Published
from wiredesk.export.watch import dates_to_watch

TODAY = datetime.date(2030, 1, 1)


def test_a_date_after_publication_is_watched_with_its_sentence() -> None:
    reading = threat_reading()
    (watch,) = dates_to_watch(reading, today=TODAY)
    assert watch.value == "2015-11-25"
    assert watch.sentences[0].cut(reading.report.article.text).startswith("In them, he promised")


def test_a_month_that_has_begun_is_not_to_come() -> None:
    assert "2015-11" not in {watch.value for watch in dates_to_watch(threat_reading(), today=TODAY)}


def test_the_last_possible_day_of_publication_counts() -> None:
    full = threat_reading()
    late = replace(full, report=replace(full.report, published=Published(days("2015-11-01", "2015-11-25"))))
    assert dates_to_watch(late, today=TODAY) == ()


def test_an_undated_report_counts_from_today() -> None:
    full = threat_reading()
    undated = replace(full, report=replace(full.report, published=Published()))
    assert dates_to_watch(undated, today=TODAY) == ()
    assert len(dates_to_watch(undated, today=datetime.date(2015, 11, 1))) == 1


def test_a_decade_is_no_date_to_watch() -> None:
    full = threat_reading()
    decade = tuple(replace(time, interval=days("2020-01-01", "2029-12-31")) for time in full.times)
    assert dates_to_watch(replace(full, times=decade), today=TODAY) == ()
