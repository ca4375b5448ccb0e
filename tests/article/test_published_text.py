"""Publication dates from the furniture of plain-text pages; all pages are invented."""

import datetime
from collections.abc import Mapping

from wiredesk.article.published import publish
from wiredesk.documents import Article, Line, LineLabel, Origin, Page, PageForm, Published, Source
from wiredesk.spans import Span

_BODY = "Two fishing boats were set on fire in the harbour on Thursday night, the coast guard said, and nobody has been arrested."


def _page(text: str, captured: datetime.datetime | None = None) -> Page:
    return Page(Source("test", "text/plain", "0" * 64, len(text), captured), PageForm.CAPTURE, text)


def _lines(text: str, labels: Mapping[str, tuple[LineLabel, str | None]]) -> tuple[Line, ...]:
    lines, start = [], 0
    for raw in text.split("\n"):
        if raw:
            label, fine = next((value for key, value in labels.items() if key in raw), (LineLabel.CHROME, None))
            lines.append(Line(Span(start, start + len(raw)), label, label is LineLabel.ARTICLE, fine))
        start += len(raw) + 1
    return tuple(lines)


def _published(
    text: str, *, title: str | None = None, captured: datetime.datetime | None = None, lines: tuple[Line, ...] = ()
) -> Published:
    start = text.index(_BODY)
    origin = (Origin(Span(0, len(_BODY)), Span(start, start + len(_BODY))),)
    article = Article(_BODY, title=title, language="en", origin=origin)
    return publish(_page(text, captured), article, lines, captured=captured)


def _day(published: Published) -> str | None:
    interval = published.interval
    return str(interval.earliest) if interval and interval.is_day else None


def test_a_published_line_wins_over_the_day_of_the_update() -> None:
    text = (
        f"Menu\nBoats burn in harbour\nPublished: 12 October 2017 08:15 EAT Updated: 13 October 2017 10:00 EAT\n{_BODY}\nContact"
    )
    published = _published(text, title="Boats burn in harbour")
    assert _day(published) == "2017-10-12"
    assert published.basis[0].source_span is not None
    assert published.basis[0].source_span.cut(text) == "12 October 2017"


def test_an_update_before_the_day_of_publication_does_not_mislead() -> None:
    text = f"Boats burn in harbour\nUpdated 13 October 2017, published 12 October 2017\n{_BODY}\nContact"
    assert _day(_published(text, title="Boats burn in harbour")) == "2017-10-12"


def test_a_date_of_change_alone_is_only_an_upper_bound() -> None:
    text = f"Boats burn in harbour\nLast updated: 13 October 2017\n{_BODY}\nContact"
    published = _published(text, title="Boats burn in harbour")
    assert published.interval is None
    assert "updated_line" in {basis.rule for basis in published.basis}


def test_the_pages_clock_at_the_top_is_not_the_day() -> None:
    text = f"21:40 EAT3 May 2023\nWatch live\nWorld\nSport\nBoats burn in harbour\n{_BODY}\nContact"
    clock = datetime.datetime(2023, 5, 3, 21, 40)
    assert _published(text, title="Boats burn in harbour", captured=clock).interval is None
    assert _published(text, title="Boats burn in harbour").interval is None


def test_a_line_that_the_tagger_calls_the_clock_is_no_witness() -> None:
    text = f"3 May 2023\nBoats burn in harbour\n{_BODY}\nContact"
    labels = {
        "3 May": (LineLabel.CHROME, "capture_clock"),
        "Boats burn": (LineLabel.TITLE, None),
        "Two fishing": (LineLabel.ARTICLE, None),
    }
    assert _published(text, lines=_lines(text, labels)).interval is None


def test_a_line_labelled_date_wins_over_dates_of_other_stories() -> None:
    text = f"Home\nLatest\n4 May 2023\nQuay closed\n5 May 2023\nBoats burn in harbour\n1 May 2023\n{_BODY}\nMore\n6 May 2023"
    labels = {
        "1 May 2023": (LineLabel.DATE, None),
        "Boats burn": (LineLabel.TITLE, None),
        "Two fishing": (LineLabel.ARTICLE, None),
    }
    assert _day(_published(text, lines=_lines(text, labels))) == "2023-05-01"


def test_a_copyright_line_is_a_bound_and_no_day() -> None:
    text = f"Boats burn in harbour\n{_BODY}\n© Harbour Desk 2019. All rights reserved."
    published = _published(text, title="Boats burn in harbour")
    assert published.interval is None
    assert [basis.rule for basis in published.basis] == ["copyright"]


def test_a_day_first_date_is_read_in_a_german_page() -> None:
    text = f"Schiffe brennen\n03.04.2018\n{_BODY}\nImpressum"
    assert _day(_published(text, title="Schiffe brennen")) == "2018-04-03"


def test_a_long_page_is_read_in_little_time() -> None:
    text = "Boats burn in harbour\n1 May 2023\n" + _BODY + "\nTides at noon, 12:00\n" * 20_000
    start = datetime.datetime.now()
    assert _day(_published(text, title="Boats burn in harbour")) == "2023-05-01"
    assert (datetime.datetime.now() - start).total_seconds() < 10


_STAMPED = (
    "BAMENDA, Cameroon, July 9 (Ring Road Wire) - Unknown men set a market on fire {}, the mayor said, and four stalls burned."
)


def _dateline(when: str, below: str) -> Published:
    body = _STAMPED.format(when)
    text = f"{body}\n{below}"
    article = Article(body, language="en", origin=(Origin(Span(0, len(body)), Span(0, len(body))),))
    return publish(_page(text), article, (), captured=None)


def test_a_dateline_without_year_takes_the_year_of_the_copyright_line() -> None:
    # 9 July 2019 was a Tuesday.
    published = _dateline("on Monday night", "© 2019 Ring Road Wire")
    assert _day(published) == "2019-07-09"
    assert "likely_year" in {basis.rule for basis in published.basis}


def test_a_weekday_that_does_not_fit_leaves_the_year_of_the_copyright_line_out() -> None:
    # 9 July 2021 was a Friday, on which nobody tells of "Saturday": the page was captured in a later year.
    published = _dateline("on Saturday", "© 2021 Ring Road Wire")
    assert _day(published) is None


def test_a_range_of_years_names_the_last_one() -> None:
    assert _day(_dateline("on Monday", "Copyright 2012-2019 Ring Road Wire")) == "2019-07-09"


def test_a_later_update_stands_among_the_reasons_as_what_it_is() -> None:
    text = (
        f"Menu\nBoats burn in harbour\nPublished: 12 October 2017 08:15 EAT\nUpdated: 13 October 2017 10:00 EAT\n{_BODY}\nContact"
    )
    published = _published(text, title="Boats burn in harbour")
    assert _day(published) == "2017-10-12"
    assert published.basis[-1].note == "13 October 2017 is the day of a change, not of publication"


def test_an_e_that_was_decoded_wrongly_is_no_copyright() -> None:
    text = f"Boats burn in harbour\nPubliÃ© le 12 fÃ©vrier 2016\n{_BODY}\nContact"
    assert "copyright" not in {basis.rule for basis in _published(text, title="Boats burn in harbour").basis}


def test_an_interval_that_the_capture_ends_says_so() -> None:
    body = "Two boats were set on fire on Thursday night, the coast guard said. The harbour has been closed since May 20, 2017."
    captured = datetime.datetime(2017, 5, 22)
    published = publish(_page(body, captured), Article(body, language="en"), (), captured=captured)
    assert published.interval is not None
    assert published.interval.latest >= captured.date()
    assert published.basis[-1].note == "the page was saved on 22 May 2017, so it came out by then"
