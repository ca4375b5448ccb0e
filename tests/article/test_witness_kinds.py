"""Witnesses of the publication day in markup and addresses, one kind at a time; all pages are invented."""

import datetime
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.article.published import publish
from wiredesk.article.stamps import read_stamp
from wiredesk.article.weighing import gather
from wiredesk.article.witness_odds import odds_of, table
from wiredesk.article.witnesses import Witness, path_day, url_witness
from wiredesk.article.witnesses_html import html_witnesses
from wiredesk.documents import Article, Page, PageForm, Published, Source

_HEAD = "Ferry runs aground off the northern isles"
_STORY = "<p>The ferry was on its way to the outer harbour when it struck a bank, and all on board were brought ashore.</p>" * 3
_CLOCK = datetime.datetime(2025, 1, 2)
_LD = '<script type="application/ld+json">'
_FAR = ("أيار", "أيار / مايو", "مايو", "مئی", "במאי", "մայիսի", "მაისი", "мамыр", "maí", "мај")
_KEYS = ("@graph", "@type", "datePublished", "mainEntity")


def _page(head: str = "", above: str = "", below: str = "", end: str = "") -> str:
    return (
        f"<html><head><title>{_HEAD} - The Isles Post</title>{head}</head>"
        f"<body>{above}<h1>{_HEAD}</h1>{below}{_STORY}{end}</body></html>"
    )


def _dated(markup: str, *, url: str | None = None, captured: datetime.datetime | None = _CLOCK) -> Published:
    page = Page(Source("test", "text/html", "0" * 64, len(markup)), PageForm.HTML, markup, url)
    return publish(page, Article(""), (), captured=captured)


def _day(published: Published) -> str | None:
    interval = published.interval
    return str(interval.earliest) if interval and interval.is_day else None


def _of(markup: str, day: str) -> Witness:
    return max((one for one in html_witnesses(markup) if str(one.day) == day), key=lambda one: one.odds)


@pytest.mark.parametrize(
    ("markup", "trait"),
    [
        (_page('<meta property="article:published_time" content="2019-05-06T08:00:00+02:00">'), "meta:published"),
        (_page('<meta name="x-published-date" content="2019-05-06">'), "meta:like_published"),
        (_page('<meta name="DC.date" content="2019-05-06">'), "meta:dated"),
        (_page('<meta name="dcterms.created" content="2019-05-06">'), "meta:created"),
        (_page('<script type="application/ld+json">{"@type": "HowTo", "datePublished": "2019-05-06"}</script>'), "jsonld:other"),
        (_page(f'{_LD}{{"@type": ["Report"], "datePublished": ["2019-05-06"]}}</script>'), "jsonld:article"),
        (_page('<script type="application/ld+json">{"@type": "Article", "datePublished": 20190506}</script>'), "jsonld:article"),
        (_page('<script type="application/ld+json">{"@type": "WebPage", "datePublished": "2019-05-06"}</script>'), "jsonld:page"),
        (_page(end='<script>var p = {"published_at":"2019-05-06T06:00:00Z"};</script>'), "script:agreed"),
        (_page(end="<div data-story='{&quot;publishDate&quot;:&quot;2019-05-06&quot;}'></div>"), "script:agreed"),
        (_page(below='<span itemprop="datePublished">6 May 2019</span>'), "microdata:plain"),
        (_page('<meta property="og:image" content="https://isles.example/img/2019/05/06/ferry.jpg">'), "picture"),
        (_page('<meta property="og:image" content="https://isles.example/img/20190506081233.jpg">'), "picture"),
        (_page(below="<p>6 May 2019</p>"), "shown:headline"),
        (_page(below='<time datetime="2019-05-06T08:00:00+02:00">3 hours ago</time>'), "shown:stamp"),
        (_page(below='<span title="2019-05-06 08:00">yesterday</span>'), "shown:title"),
        (_page(below="<div>Published: Monday, 6 May 2019</div>"), "shown:published"),
        (_page(below="<div>Monday, 6 May 2019</div>"), "shown:weekday"),
        (_page(below=f"<p>STORNHAM, 6 May 2019. {_HEAD}, its crew said, and nobody was hurt.</p>"), "shown:opening"),
        (_page(above="<div>6 May 2019</div>"), "shown:above"),
        (_page(below="<div>Last updated 6 May 2019</div>"), "shown:change"),
        (_page(end='<div class="related">6 May 2019</div>'), "shown:aside_near"),
    ],
)  # fmt: skip
def test_each_place_is_known_for_what_it_is(markup: str, trait: str) -> None:
    assert trait in {name for one in html_witnesses(markup) if str(one.day) == "2019-05-06" for name in one.traits}


@pytest.mark.parametrize("month", ["Mai", "mayo", "maggio", "maja", "května", "мая", "Μαΐου", "Mayıs", "toukokuuta", *_FAR])
def test_months_are_read_in_many_languages(month: str) -> None:
    assert _day(_dated(_page(below=f'<div class="date">6 {month} 2019</div>'))) == "2019-05-06"


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/news/2019/05/06/ferry", "2019-05-06"),
        ("/news/2019/may/06/ferry", "2019-05-06"),
        ("/ferry-20190506", "2019-05-06"),
        ("/ferry_06-05-2019.html", "2019-05-06"),
        ("/story/20190506081233", "2019-05-06"),
    ],
)
def test_addresses_hold_days(path: str, day: str) -> None:
    found = path_day(f"https://isles.example{path}")
    assert found is not None
    assert str(found[0]) == day


@pytest.mark.parametrize(
    "path", ["/2019/13/40/x", "/a/31-04-2019", "/2019/04/31/x", "/tel/00201905067712345", "/v/1999123456", ""]
)
def test_numbers_that_are_no_day_stay_numbers(path: str) -> None:
    assert url_witness(f"https://isles.example{path}") is None


def test_the_day_that_readers_see_wins_over_a_stamp_of_days_before() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2019-05-02"}</script>'
    assert _day(_dated(_page(head, below="<div>Published <time>6 May 2019, 08:00</time></div>"))) == "2019-05-06"


def test_metadata_win_over_a_date_in_a_list_of_other_stories() -> None:
    head = '<meta property="article:published_time" content="2019-05-06T08:00:00+02:00">'
    others = "".join(f'<li class="story"><span>{n} June 2019</span></li>' for n in range(1, 9))
    assert _day(_dated(_page(head, end=f'<ul class="latest">{others}</ul>'))) == "2019-05-06"


def test_the_day_of_the_address_wins_over_the_day_of_a_move() -> None:
    head = '<meta name="date" content="2021-06-17">'
    assert _day(_dated(_page(head), url="https://isles.example/2019/5/6/ferry")) == "2019-05-06"


def test_an_update_is_not_the_publication() -> None:
    markup = _page(below="<div>Published 6 May 2019</div><div>Updated 9 May 2019, 10:15</div>")
    assert _day(_dated(markup)) == "2019-05-06"
    assert _of(markup, "2019-05-09").odds < 0 < _of(markup, "2019-05-06").odds


def test_what_was_last_published_is_a_change() -> None:
    names = {one.basis.source_field for one in html_witnesses(_page('<meta name="lastPublishedDate" content="2019-05-06">'))}
    assert not names


def test_the_clock_at_the_top_of_a_page_is_not_the_day() -> None:
    top = "<div>Thursday, 2 January 2025</div>"
    assert _day(_dated(_page(above=top, below='<div class="date">6 May 2019</div>'))) == "2019-05-06"
    assert _day(_dated(_page(above=top))) != "2025-01-02"


def test_a_report_of_the_day_of_its_capture_keeps_its_day() -> None:
    assert _day(_dated(_page(below='<time class="date" datetime="2025-01-02T08:00:00Z">2 January 2025</time>'))) == "2025-01-02"


def test_an_ambiguous_date_gives_both_readings() -> None:
    published = _dated(_page(below='<div class="date">04/05/2016</div>'))
    assert published.interval is not None
    ends = {str(published.interval.earliest), str(published.interval.latest)}
    assert ends <= {"2016-04-05", "2016-05-04"}
    assert "2016" in published.basis[0].note


def test_comments_do_not_date_the_story() -> None:
    markup = _page(
        '<meta property="article:published_time" content="2019-05-06">',
        end="".join(f'<div class="comment">A. Reader, {n} May 2019 at 10:00</div>' for n in range(7, 15)),
    )
    assert _day(_dated(markup)) == "2019-05-06"


@pytest.mark.parametrize(
    "value", ["2019-04-31", "1970-01-01T00:00:00Z", "0000-00-00", "1600-01-01", "2100-05-06", "0", "0001-01-01"]
)
def test_stamps_that_cannot_be_give_nothing(value: str) -> None:
    head = f'<meta property="article:published_time" content="{value}">'
    head += f'<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{value}"}}</script>'
    assert _dated(_page(head, below=f'<time datetime="{value}"></time>')).interval is None


def test_a_day_after_the_capture_is_never_the_answer() -> None:
    head = '<meta property="article:published_time" content="2025-02-03T08:00:00Z">'
    assert _dated(_page(head, below="<div>Published 3 February 2025</div>")).interval is None


@pytest.mark.parametrize(
    "script",
    [
        "[" * 10_000 + '"datePublished"' + "]" * 10_000,
        '{"@type": "NewsArticle", "datePublished": [[], {}]}',
        '{"@type": {"a": 1}, "datePublished": 777}',
        '{"mainEntity": ' * 500 + '{"datePublished": "x"}' + "}" * 500,
        '{"datePublished": "' + "9" * 5_000_000 + '"}',
        '"datePublished":' * 200_000,
    ],
)
def test_hostile_data_cost_little_and_date_nothing(script: str) -> None:
    start = time.process_time()
    published = _dated(_page(f'<script type="application/ld+json">{script}</script>'))
    assert time.process_time() - start < 10
    assert published.interval is None


def test_many_dates_cost_little() -> None:
    start = time.process_time()
    html_witnesses(_page(end="<p>6 May 2019</p>" * 50_000 + "<time datetime='2019-05-06'></time>" * 50_000))
    assert time.process_time() - start < 10


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_stamp_is_a_day_or_none(value: str) -> None:
    read = read_stamp(value)
    assert read is None or isinstance(read[0], datetime.date)


@settings(max_examples=50, deadline=None)
@given(st.recursive(st.none() | st.text() | st.integers(), lambda x: st.lists(x) | st.dictionaries(st.sampled_from(_KEYS), x)))
def test_any_json_in_a_page_is_read_or_left(told: object) -> None:
    html_witnesses(_page(f'<script type="application/ld+json">{json.dumps(told)}</script>'))


def test_all_odds_are_of_the_table() -> None:
    markup = _page('<meta name="pubdate" content="2019-05-06">', below="<div>Published 6 May 2019</div>")
    found = html_witnesses(markup)
    assert found
    assert all(set(one.traits) <= table().keys() and one.odds == pytest.approx(odds_of(*one.traits)) for one in found)
    assert gather(found, clock=_CLOCK.date()).keys() == {datetime.date(2019, 5, 6)}


def test_the_updated_of_weblogs_is_no_change() -> None:
    hatom = '<span class="post-date updated">6 May 2019</span>'
    changed = '<span class="date-published">6 May 2019</span> <span class="updated">9 May 2019</span>'
    assert not _of(_page(below=hatom), "2019-05-06").is_change
    assert _of(_page(below=changed), "2019-05-09").is_change


def test_the_library_is_not_believed_where_it_took_the_day_of_a_change() -> None:
    assert _day(_dated(_page(end='<div id="lastmod">Page last edited on 9 May 2019, 10:15</div>'))) is None
