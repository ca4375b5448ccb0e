"""HTML that is broken, endless or odd: nothing raises, and no day comes out that no words give. All pages are invented."""

import datetime
import hashlib
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_captures import BODY

from wiredesk.article import clean
from wiredesk.article.witnesses_html import html_witnesses
from wiredesk.documents import Page, PageForm, Report, Source
from wiredesk.errors import PageRejected
from wiredesk.settings import Settings

NO_DAYS = (
    "2017-04-31", "2017-02-30T10:00:00Z", "31/11/2017", "0000-00-00", "9999-12-31T23:59:59+14:00", "0001-01-01T00:00:00Z",
    "1600-10-12", "2100-10-12", "2560-10-12", "1396/07/20", "12 October 1492", "2 Meskerem 2010", "now", "null", "1e999", "",
    "{}", "9" * 5_000, "-1", "T",
)  # fmt: skip
PARTS = (
    "<p>", "</p>", "<div", "<time datetime='2017-04-31'>", "<time datetime='2017-10-12'>", "<!--", "-->", "<![CDATA[", "]]>",
    "&#0;", "&#xD800;", "&#x110000;", "<script type='application/ld+json'>", '{"datePublished":"2017-10-12"}', '{"@graph":[[[[',
    "</script>", "<meta property='article:published_time' content='", "'>", "<base href='//x.example'>", "<frameset>", "<svg><p>",
    "<plaintext>", "\x00", "\ud800", "\u202e", "12 October 2017", "<?xml version='1.0' encoding='utf-32'?>", "<html lang='zz'>",
    "<a href='/2017/10/12/'>", "<title>", "<table><tr><td>", "<select><option>", "<style>", "<textarea>",
    "<p>Police in the town asked for witnesses of the fire.</p>",
)  # fmt: skip


def markup(*, head: str = "", date: str = "", below: str = "") -> str:
    """Return the markup of an article."""
    body = "".join(f"<p>{told.format(when='Thursday night')}</p>" for told in BODY)
    return (
        f"<!doctype html><html><head><title>Boats burn in harbour</title>{head}</head><body><nav><a href=/>Home</a></nav>"
        f"<article><h1>Boats burn in harbour of Port Ellis</h1><p class=byline>By Ana Roe</p>{date}{body}</article>{below}"
        "<footer>&copy; The Ellis Post</footer></body></html>"
    )


def cleaned(text: str) -> Report:
    """Return the report in a page."""
    content = text.encode("utf-8", "surrogatepass")
    source = Source("page.html", "text/html", hashlib.sha256(content).hexdigest(), len(content))
    return clean(Page(source, PageForm.HTML, text), settings=Settings())


@pytest.mark.parametrize("value", NO_DAYS)
@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="{}">',
        '<script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"{}"}}</script>',
    ],
    ids=["meta", "jsonld"],
)
def test_metadata_without_a_day_date_no_report(head: str, value: str) -> None:
    assert cleaned(markup(head=head.format(value))).published.interval is None


@pytest.mark.parametrize("value", NO_DAYS)
def test_a_time_element_without_a_day_dates_no_report(value: str) -> None:
    assert cleaned(markup(date=f"<time datetime='{value}'>{value}</time>")).published.interval is None


@pytest.mark.parametrize("shown", ["2017-10-12T25:71:00", "2017-10-12T23:50:00-08:00", "2017-10-12T00:10:00+14:00", "2017-10-12"])
def test_the_day_is_the_one_that_the_page_writes_whatever_its_clock(shown: str) -> None:
    head = f'<meta property="article:published_time" content="{shown}">'
    interval = cleaned(markup(head=head)).published.interval
    assert interval is not None
    assert interval.earliest == interval.latest == datetime.date(2017, 10, 12)


@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=8), max_size=30), st.sampled_from(["head", "date", "below"]))
@settings(max_examples=80, deadline=None)
def test_any_markup_becomes_a_report_or_is_refused(parts: list[str], where: str) -> None:
    try:
        report = cleaned(markup(**{where: "".join(parts)}))
    except PageRejected:
        return
    assert report.article.text


@given(st.lists(st.sampled_from(PARTS), max_size=60))
@settings(max_examples=60, deadline=None)
def test_markup_alone_is_refused_or_read(parts: list[str]) -> None:
    with suppress(PageRejected):
        assert cleaned("".join(parts)).article.text


@pytest.mark.parametrize(
    "part",
    [
        "<p>12 October 2017</p>", "<div>", "<b>x", "<li><a href=/a>Link</a></li>", "<table><tr><td>x", "x<br>", "<span>a</span> ",
        '<script type="application/ld+json">{"datePublished":"2017-10-12"}</script>', "<time datetime=2017-10-12>x</time>",
        "<script>var d='2017-10-12'</script>", "<img alt='12 October 2017'>", '{"a":[', "< ", "2017-04-31 ",
    ],
)  # fmt: skip
def test_a_quarter_of_a_megabyte_of_anything_costs_seconds(part: str) -> None:
    text = markup(below=part * (250_000 // len(part)))
    start = time.process_time()
    with suppress(PageRejected):
        cleaned(text)
    assert time.process_time() - start < 20


def test_a_box_with_a_megabyte_of_names_costs_no_date_a_second() -> None:
    days = "".join(f"<p>{day} October 2017</p>" for day in range(1, 29))
    start = time.process_time()
    assert html_witnesses(f"<div class='{'date-' * 200_000}'>{days}</div>")
    assert time.process_time() - start < 2
