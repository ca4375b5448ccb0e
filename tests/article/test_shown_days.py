"""Which of the days that a pasted page shows is the day of publication; all pages are invented."""

import datetime
import time

import pytest

from wiredesk.article.published import publish
from wiredesk.article.shown_days import shown_days
from wiredesk.article.shown_lines import Zone, lay_out_lines, plain_lines
from wiredesk.article.shown_odds import SHARPNESS, candidates, shipped_worth, weighed_days
from wiredesk.article.witnesses_text import text_witnesses
from wiredesk.documents import Article, Line, LineLabel, Page, PageForm, Published, Source
from wiredesk.spans import Span

_TITLE = "Ferry runs aground off Port Lenno"
_BODY = (
    "A ferry with 40 people on board ran aground off Port Lenno, and all were brought ashore by fishermen, the coast guard said.",
    "The ship will be towed away at the next high tide, the owner told reporters, and nobody was hurt in the accident at all.",
)
_LABELS = {"DATE": LineLabel.DATE, "BY": LineLabel.BYLINE, "TITLE": LineLabel.TITLE}


def _page(*lines: str, captured: datetime.datetime | None = None) -> tuple[Page, tuple[Line, ...]]:
    """Lay out a page; "DATE|9 May" labels a line, lines of the body are known by their words."""
    found, text = [], ""
    for raw in lines:
        name, bar, rest = raw.partition("|")
        label = _LABELS[name] if bar and name in _LABELS else LineLabel.ARTICLE if raw in _BODY else LineLabel.CHROME
        words = rest if bar and name in _LABELS else raw
        found.append(Line(Span(len(text), len(text) + len(words)), label, label is LineLabel.ARTICLE))
        text += words + "\n"
    return Page(Source("test", "text/plain", "0" * 64, len(text), captured), PageForm.CAPTURE, text), tuple(found)


def _published(*lines: str, captured: datetime.datetime | None = None) -> Published:
    page, labelled = _page(*lines, captured=captured)
    article = Article("\n\n".join(_BODY), title=_TITLE, language="en")
    return publish(page, article, labelled, captured=captured)


def _day(*lines: str, captured: datetime.datetime | None = None) -> str | None:
    interval = _published(*lines, captured=captured).interval
    return str(interval.earliest) if interval and interval.is_day else None


def _article(*above: str, below: tuple[str, ...] = (), after: tuple[str, ...] = ()) -> tuple[str, ...]:
    return ("Harbour Desk", "World", "Sport", *above, f"TITLE|{_TITLE}", *below, *_BODY, "Share", "Contact", *after)


def test_a_date_line_below_the_headline_is_the_day() -> None:
    assert _day(*_article(below=("BY|By Ana Lenno", "DATE|9 May 2016"))) == "2016-05-09"


def test_todays_date_in_the_masthead_gives_way_to_the_date_line() -> None:
    lines = _article("Friday, May 20, 2016", below=("BY|By Ana Lenno", "DATE|May 9, 2016"))
    assert _day(*lines) == "2016-05-09"


def test_todays_date_alone_in_the_masthead_is_no_day() -> None:
    captured = datetime.datetime(2016, 5, 20, 8, 30)
    lines = ("Friday, May 20, 2016", *_article("Weather", "Tides", "Fish prices", "Letters"))
    assert _day(*lines, captured=captured) is None
    assert _day(*lines) is None


@pytest.mark.parametrize("told", ["3 hours ago", "yesterday", "20 days ago"])
def test_a_clock_at_the_first_day_of_the_calendar_counts_back_to_no_day(told: str) -> None:
    assert _day(*_article(below=(f"DATE|{told}",)), captured=datetime.datetime(1, 1, 1, 0, 30)) is None


def test_dates_of_a_list_of_other_stories_are_no_days() -> None:
    listed = [one for n in range(1, 9) for one in (f"Quay {n} closed", f"{n} June 2016")]
    assert _day(*_article(after=("More stories", *listed))) is None
    assert _day(*_article(below=("DATE|9 May 2016",), after=("More stories", *listed))) == "2016-05-09"


def test_dates_of_comments_bound_the_day_from_above() -> None:
    comments = ("3 comments", "Bo says:", "May 11, 2016 at 9:14 am Reply", "Ada says:", "May 12, 2016 at 7:01 pm Reply")
    published = _published(*_article(after=comments))
    assert published.interval is None
    assert [basis.rule for basis in published.basis] == ["comment"]
    assert "11 May 2016" in published.basis[0].note


def test_of_two_dates_printed_together_the_earlier_is_the_day() -> None:
    assert _day(*_article(below=("BY|By Ana Lenno", "DATE|May 21, 2016April 24, 2016"))) == "2016-04-24"
    assert _day(*_article(below=("BY|By Ana Lenno", "DATE|April 24, 2016", "DATE|May 21, 2016"))) == "2016-04-24"


@pytest.mark.parametrize("label", ["Last updated", "Updated on:", "Modified", "Last changed"])
def test_a_label_on_the_line_before_makes_the_day_one_of_a_change(label: str) -> None:
    published = _published(*_article(below=(label, "DATE|9 May 2016")))
    assert published.interval is None
    assert "updated_line" in {basis.rule for basis in published.basis}


def test_a_label_on_the_line_before_makes_the_day_that_of_publication() -> None:
    assert _day(*_article(after=("Publication details", "Published on", "9 May 2016"))) == "2016-05-09"


@pytest.mark.parametrize("words", ["Captured", "Retrieved", "Accessed on", "Printed on", "Archived:", "Snapshot taken on"])
def test_a_day_on_which_somebody_looked_is_no_day(words: str) -> None:
    lines = _article(after=(f"{words} 20 October 2017 09:30",))
    assert _day(*lines) is None
    assert _day(*lines, captured=datetime.datetime(2017, 10, 20, 9, 30)) is None


@pytest.mark.parametrize(
    "message",
    [
        "— Port Lenno Watch (@lennowatch) May 9, 2016",
        "A post shared by Lenno Harbour (@lennoharbour) on May 9, 2016 at 3:00pm PDT",
    ],
)
def test_the_stamp_of_a_message_that_is_shown_is_no_day(message: str) -> None:
    page, lines = _page(*_article(below=(message,)))
    assert text_witnesses(page, Article(_BODY[0]), lines) == []


def test_the_date_of_a_caption_is_no_day() -> None:
    caption = (
        "The ferry lies off Port Lenno after it ran aground in heavy seas on Monday, May 9, 2016, in a photograph of the owner."
    )
    page, lines = _page(*_article(below=(caption,)))
    assert text_witnesses(page, Article(_BODY[0]), lines) == []


def test_ambiguous_numbers_are_read_as_the_page_reads_others() -> None:
    tide_tables = ("Tide tables 25/04/2016", "Tide tables 26/04/2016")
    assert _day(*_article(below=("BY|By Ana Lenno", "DATE|09/05/2016"), after=tide_tables)) == "2016-05-09"


def test_numbers_that_nothing_orders_give_both_days() -> None:
    page, lines = _page(*_article(below=("BY|By Ana Lenno", "DATE|09/05/2016")))
    assert {str(witness.day) for witness in text_witnesses(page, Article(_BODY[0]), lines)} == {"2016-05-09", "2016-09-05"}


def test_a_weekday_settles_the_order() -> None:
    # 9 May 2016 was a Monday, 5 September 2016 as well; 6 May 2016 was a Friday, 5 June a Sunday.
    assert _day(*_article(below=("BY|By Ana Lenno", "DATE|Fri 06/05/2016"))) == "2016-05-06"
    assert _day(*_article(below=("BY|By Ana Lenno", "DATE|Sun 06/05/2016"))) == "2016-06-05"


def test_a_date_line_without_a_year_is_no_day_by_the_copyright_line_alone() -> None:
    # The copyright line is as old as the capture. 9 May was a Monday in 2016.
    lines = _article(below=("BY|By Ana Lenno", "DATE|9 May"), after=("© 2016 Harbour Desk",))
    page, labelled = _page(*lines)
    assert text_witnesses(page, Article(_BODY[0]), labelled) == []
    page, labelled = _page(*_article(below=("BY|By Ana Lenno", "DATE|Monday, 9 May"), after=("© 2016 Harbour Desk",)))
    assert [str(one.day) for one in text_witnesses(page, Article(_BODY[0]), labelled)] == ["2016-05-09"]
    page, labelled = _page(*_article(below=("BY|By Ana Lenno", "DATE|Monday, 9 May"), after=("© 2019 Harbour Desk",)))
    assert text_witnesses(page, Article(_BODY[0]), labelled) == []


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("Published 3 hours ago", "2016-05-20"),
        ("Published 20 hours ago", "2016-05-19"),
        ("Published yesterday", "2016-05-19"),
        ("Posted 2 days ago", "2016-05-18"),
    ],
)
def test_a_stamp_counts_back_from_the_clock_of_the_capture(stamp: str, day: str) -> None:
    captured = datetime.datetime(2016, 5, 20, 18, 30)
    published = _published(*_article(below=(f"DATE|{stamp}",)), captured=captured)
    assert published.interval is not None
    assert str(published.interval.earliest) == day
    assert "relative_date" in {basis.rule for basis in published.basis}


def test_a_stamp_without_a_clock_gives_nothing() -> None:
    assert _published(*_article(below=("DATE|Published 3 hours ago",))).interval is None


@pytest.mark.parametrize("stamp", ["Updated 3 hours ago", "Bo, 3 hours ago", "Published 300 days ago", "3 weeks ago"])
def test_stamps_of_changes_comments_and_long_ago_are_no_days(stamp: str) -> None:
    lines = _article(below=(stamp,), after=(stamp,))
    assert _day(*lines, captured=datetime.datetime(2016, 5, 20, 18, 30)) is None


def test_zones_are_told_from_headline_and_body() -> None:
    page, lines = _page(*_article("a", "b", below=("BY|By Ana Lenno",), after=("x", "y", "z")))
    layout = lay_out_lines(page.text, lines)
    zones = [line.zone for line in layout.lines]
    assert zones == [
        Zone.FAR_ABOVE,
        *[Zone.ABOVE] * 4,
        Zone.TITLE,
        Zone.BETWEEN,
        *[Zone.BODY_HEAD] * 2,
        *[Zone.BELOW] * 3,
        *[Zone.AFTER] * 2,
    ]


def test_a_page_without_headline_and_story_has_no_place_for_a_date_line() -> None:
    page, lines = _page("Home", "World", "9 May 2016")
    assert {line.zone for line in lay_out_lines(page.text, lines).lines} == {Zone.FAR_ABOVE}


def test_head_lines_of_a_page_that_nobody_labelled_are_told() -> None:
    page, _ = _page("Home", f"TITLE|{_TITLE}", "By Ana Lenno", "9 May 2016", *_BODY, "10 May 2016")
    labels = [line.label for line in plain_lines(page.text, Article("\n\n".join(_BODY), title=_TITLE))]
    assert labels == [
        LineLabel.CHROME,
        LineLabel.TITLE,
        LineLabel.BYLINE,
        LineLabel.DATE,
        *[LineLabel.ARTICLE] * 2,
        LineLabel.CHROME,
    ]


def test_numbers_are_read_in_the_order_of_the_language() -> None:
    page, lines = _page(*_article(below=("DATE|09/05/16",)))
    first, other = text_witnesses(page, Article(_BODY[0], language="de"), lines)
    assert str(first.day) == "2016-05-09"
    assert first.odds - other.odds > 5


def test_odds_share_one_probability_with_none_of_these() -> None:
    page, lines = _page(*_article(below=("DATE|9 May 2016",), after=("10 May 2016",)))
    found = candidates(lay_out_lines(page.text, lines), page.text)
    nothing = list(weighed_days(found, {}))
    assert [one.odds for one in nothing] == [0.0, 0.0]
    surer = {one.day: one.odds for one in weighed_days(found, {"label_date": 2.0, "none": -1.0})}
    assert surer == {datetime.date(2016, 5, 9): 3.0, datetime.date(2016, 5, 10): 1.0}


def test_twenty_entries_of_a_list_add_less_than_one_better_place() -> None:
    page, lines = _page(*_article(after=("10 May 2016",) * 20))
    (day,) = weighed_days(candidates(lay_out_lines(page.text, lines), page.text), {"none": 0.0})
    assert day.odds < 3.0 / SHARPNESS + 0.01


def test_every_worth_is_a_number_of_a_known_kind() -> None:
    worth = shipped_worth()
    assert {"none", "label_date", "zone_between", "list"} <= set(worth)
    assert all(-6 < value < 6 for value in worth.values())


@pytest.mark.parametrize(
    "line",
    ["3 May 2016 " * 150, "04/05/2016 " * 150, "Retrieved" + " on" * 600 + " 3 May 2016", "\u200f@ \x00" * 400, "1/1/16 " * 200],
)
def test_hostile_pages_take_linear_time(line: str) -> None:
    page, lines = _page(*_article(after=(line,) * 1500))
    start = time.process_time()
    text_witnesses(page, Article(_BODY[0]), lines)
    assert time.process_time() - start < 5


def test_a_page_of_one_line_and_an_empty_one_give_no_day() -> None:
    for page, lines in (_page("3 May"), _page()):
        layout = lay_out_lines(page.text, lines)
        assert shown_days(layout, page.text) == []
        assert text_witnesses(page, Article(""), lines) == []
