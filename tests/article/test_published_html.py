"""Publication dates from markup; all pages are invented."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.article.published import publish
from wiredesk.article.weighing import weigh
from wiredesk.article.witnesses import Witness
from wiredesk.article.witnesses_html import html_witnesses
from wiredesk.documents import Article, Basis, Page, PageForm, Published, Source

_TEXT = (
    "<p>" + "Two lorries were stopped near the border and their drivers were questioned for hours, officials said. " * 3 + "</p>"
)


def _dated(head: str = "", body: str = "", *, url: str | None = None) -> Published:
    heading = "Lorries stopped at border"
    markup = f"<html><head><title>{heading}</title>{head}</head><body><h1>{heading}</h1>{body}{_TEXT}</body></html>"
    page = Page(Source("test", "text/html", "0" * 64, len(markup)), PageForm.HTML, markup, url)
    return publish(page, Article(""), (), captured=datetime.datetime(2025, 1, 2))


def _day(published: Published) -> str | None:
    interval = published.interval
    return str(interval.earliest) if interval and interval.is_day else None


_LD = '<script type="application/ld+json">'


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2017-08-19T10:00:00+02:00">',
        _LD + '{"@type": "NewsArticle", "datePublished": "2017-08-19", "dateModified": "2018-01-01"}</script>',
        _LD + '{"@graph": [{"@type": "WebSite"}, {"@type": ["NewsArticle"], "datePublished": "2017-08-19"}]}</script>',
        '<meta itemprop="datePublished" content="20170819T100000">',
        '<meta name="pubdate" content="Sat, 19 Aug 2017 10:00:00 +0200">',
    ],
)
def test_metadata_names_the_day(head: str) -> None:
    published = _dated(head)
    assert _day(published) == "2017-08-19"
    assert published.basis[0].source_field


def test_a_modification_is_never_the_publication() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2018-01-05"}</script>'
    witnesses = html_witnesses(
        f'<html><head>{head}<meta property="article:modified_time" content="2018-01-05"></head><body>{_TEXT}</body></html>'
    )
    assert witnesses == []


def test_the_readers_day_wins_over_the_day_in_utc() -> None:
    head = '<meta property="article:published_time" content="2017-08-20T02:10:00Z">'
    assert _day(_dated(head, "<time>August 19, 2017 10:10 PM</time>")) == "2017-08-19"


def test_noon_in_utc_is_the_same_day_nearly_everywhere() -> None:
    head = '<meta property="article:published_time" content="2017-08-20T12:10:00Z">'
    assert (
        _day(
            _dated(
                head, "<p>On August 19, 2017 the border was closed for the first time, and it stayed closed until nightfall.</p>"
            )
        )
        == "2017-08-20"
    )


def test_a_date_by_the_headline_is_enough() -> None:
    assert _day(_dated(body='<div class="byline">By A. Ndlovu <span class="date">19 August 2017</span></div>')) == "2017-08-19"


def test_todays_date_in_a_menu_is_not_the_day() -> None:
    assert _dated(body=f"{_TEXT * 9}<div>Thursday, 2 January 2025</div>").interval is None


def test_damaged_json_still_names_the_day() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2017-08-19",, }</script>'
    assert _day(_dated(head)) == "2017-08-19"


def test_deeply_nested_json_does_not_raise() -> None:
    head = f'<script type="application/ld+json">{"[" * 100_000}"datePublished"{"]" * 100_000}</script>'
    _dated(head)


def test_without_any_date_there_is_none() -> None:
    assert _dated().interval is None


def test_a_day_that_two_places_contradict_becomes_both_days() -> None:
    one = Witness(datetime.date(2017, 8, 19), 2.0, Basis("visible_date", "a", source_field="a"))
    other = Witness(datetime.date(2017, 8, 22), 2.1, Basis("url", "b", source_field="b"))
    verdict = weigh([one, other], clock=datetime.date(2020, 1, 1))
    assert verdict is not None
    assert verdict.day == other.day
    assert verdict.others[0][1] == one.day
    assert 0.4 < verdict.others[0][0] < verdict.probability < 0.6


def test_a_day_after_the_clock_is_not_heard() -> None:
    late = Witness(datetime.date(2030, 1, 1), 3.0, Basis("metadata", "a", source_field="a"))
    assert weigh([late], clock=datetime.date(2020, 1, 1)) is None


@pytest.mark.parametrize(
    "markup", ["", " ", "<", "<html>", "\x00", "<!-- -->", "<time datetime='9999-99-99'>x</time>", "&#0;" * 10]
)
def test_odd_markup_does_not_raise(markup: str) -> None:
    page = Page(Source("test", "text/html", "0" * 64, len(markup)), PageForm.HTML, markup)
    assert publish(page, Article(""), (), captured=None).interval is None


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>/=\"' metanamedt201-9:TZ{}[]", max_size=300))
def test_any_markup_gives_witnesses_or_none(markup: str) -> None:
    assert isinstance(html_witnesses(markup), list)


def test_a_day_that_the_story_names_is_not_the_day_of_the_page() -> None:
    story = "The minister told the engineers of the harbour that the old bridge would be closed for repairs until March 4, 2022."
    markup = f"<html><head><title>Bridge</title></head><body><article><p>{story}</p></article></body></html>"
    page = Page(Source("test", "text/html", "0" * 64, len(markup)), PageForm.HTML, markup)
    published = publish(page, Article(story), (), captured=datetime.datetime(2025, 1, 2))
    assert "htmldate" not in {basis.rule for basis in published.basis}
    assert _day(published) is None


def test_a_stamp_that_moves_with_each_change_is_not_the_day() -> None:
    head = (
        '<meta property="article:published_time" content="2017-08-21T18:30:00Z">'
        '<meta property="article:modified_time" content="2017-08-21T18:30:00Z">'
        + _LD
        + '{"@type": "LiveBlogPosting", "datePublished": "2017-08-19T13:00:00Z"}</script>'
    )
    assert _day(_dated(head, "<span>Updated</span> <time>21 August 2017</time>")) == "2017-08-19"


def test_a_page_that_never_changed_keeps_its_stamp() -> None:
    head = (
        '<meta property="article:published_time" content="2017-08-19T10:30:00Z">'
        '<meta property="article:modified_time" content="2017-08-19T10:30:00Z">'
    )
    assert _day(_dated(head)) == "2017-08-19"


def test_agreeing_metadata_are_one_reason() -> None:
    head = (
        '<meta property="article:published_time" content="2017-08-19T10:00:00Z"><meta name="pubdate" content="2017-08-19">'
        + _LD
        + '{"@type": "NewsArticle", "datePublished": "2017-08-19T10:00:00Z"}</script>'
    )
    notes = [basis.note for basis in _dated(head).basis]
    assert notes == ["the page's metadata say 19 August 2017, in 3 fields"]


def test_an_update_alone_is_a_bound_with_its_reason() -> None:
    published = _dated(body="<div>Updated: 9 May 2018, 14:02</div>")
    assert published.interval is None
    assert published.probability is None
    assert [basis.note for basis in published.basis] == ["the page was updated on 9 May 2018, so it came out by then"]


def test_a_later_update_is_told_not_to_be_the_day() -> None:
    head = '<meta property="article:published_time" content="2017-08-19T10:00:00Z">'
    published = _dated(head, "<p><span>Published 19 August 2017</span></p><p><span>Last updated 22 August 2017</span></p>")
    assert _day(published) == "2017-08-19"
    assert published.basis[-1].note == "22 August 2017 is the day of a change, not of publication"


def test_agreement_makes_a_day_more_probable() -> None:
    shown = "<p><time>19 August 2017</time></p>"
    alone, agreed = _dated(body=shown), _dated('<meta name="pubdate" content="2017-08-19">', shown)
    assert alone.probability is not None
    assert agreed.probability is not None
    assert 0 < alone.probability < agreed.probability <= 1


@pytest.mark.parametrize("field", ["html:", "jsonld:", "script:", "meta:", "htmldate"])
def test_a_reason_names_no_inner_field(field: str) -> None:
    head = '<meta name="pubdate" content="2017-08-19">' + _LD + '{"@type": "NewsArticle", "datePublished": "2017-08-19"}</script>'
    published = _dated(head, "<p><time datetime='2017-08-19'>two years ago</time></p>", url="https://x.example/2017/08/19/a")
    assert not [basis.note for basis in published.basis if f"({field}" in basis.note or basis.note.startswith(field)]
