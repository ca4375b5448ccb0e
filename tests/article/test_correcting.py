"""A body that a person names: taken from the page to the letter, with its origin, or refused."""

import datetime

import pytest

from wiredesk.article import clean
from wiredesk.article.correcting import body_of, body_within, source_lines, source_text, with_body
from wiredesk.documents import Page, PageForm
from wiredesk.errors import RulingRefused
from wiredesk.pages.opening import page_from_text
from wiredesk.settings import Settings
from wiredesk.spans import Span

CAPTURE = """Harbour Post
Home  News  Sport

Two boats burnt at the old pier of Tarvik on Monday night, the harbour master said.
Nobody was hurt, and the police are looking for three men who were seen with cans.

Share this story
"We heard a bang and then saw the flames," said Oda Lien, who lives beside the pier.

Read more: New ferry to Lund from May
"""
MARKUP = """<!DOCTYPE html><html><head><title>Boats burnt</title><script>var a = "<p>no</p>";</script></head><body>
<nav><a>Home</a> <a>News</a></nav><article><h1>Boats burnt</h1>
<p>Two boats burnt at the <b>old pier</b> of Tarvik
on Monday night, the harbour master said.</p><div>Share</div>
<p>&ldquo;We heard a bang,&rdquo; said Oda Lien.</p></article></body></html>"""


def page(text: str, form: PageForm = PageForm.CAPTURE) -> Page:
    return page_from_text(text, form, uri="harbour.txt", settings=Settings())


def between(page: Page, first: str, last: str) -> Span:
    text = source_text(page)
    return Span(text.index(first), text.index(last) + len(last))


def test_the_body_between_two_places_has_its_origin() -> None:
    capture = page(CAPTURE)
    body = body_within(capture, between(capture, "Two boats", "with cans."))
    assert body.text.startswith("Two boats burnt")
    assert body.text.endswith("with cans.")
    assert body.origin is not None
    for origin in body.origin:
        assert origin.text.cut(body.text) == origin.source.cut(CAPTURE)


def test_a_line_is_cut_where_the_person_says() -> None:
    capture = page(CAPTURE)
    body = body_within(capture, between(capture, "Nobody was hurt", "three men"))
    assert body.text == "Nobody was hurt, and the police are looking for three men"


def test_paragraphs_are_taken_as_they_stand_in_the_page_and_what_lies_between_is_left_out() -> None:
    capture = page(CAPTURE)
    told = [
        "Two boats burnt at the old pier of Tarvik on  Monday night,\nthe harbour master said.",
        '"We heard a bang and then saw the flames,"',
    ]
    body = body_of(capture, told)
    assert body.text.split("\n\n")[1] == '"We heard a bang and then saw the flames,"'
    assert "Share" not in body.text
    assert body.origin is not None
    assert [origin.text.cut(body.text) == origin.source.cut(CAPTURE) for origin in body.origin] == [True, True]


def test_of_html_it_is_what_the_page_shows() -> None:
    html = page(MARKUP, PageForm.HTML)
    text = source_text(html)
    assert [span.cut(text) for span in source_lines(text)] == [
        "Home News",
        "Boats burnt",
        "Two boats burnt at the old pier of Tarvik on Monday night, the harbour master said.",
        "Share",
        "“We heard a bang,” said Oda Lien.",
    ]
    assert body_within(html, between(html, "Two boats", "Share")).text.count("\n\n") == 1
    body = body_of(html, ["“We heard a bang,”"])
    assert (body.text, body.origin) == ("“We heard a bang,”", None)


def test_the_report_has_the_new_body_and_its_lines_know_it() -> None:
    capture = page(CAPTURE)
    report = clean(capture, settings=Settings())
    corrected = with_body(
        capture, report, body_of(capture, ["Nobody was hurt, and the police are looking for three men who were seen with cans."])
    )
    assert corrected.article.text.startswith("Nobody was hurt")
    assert corrected.article.title == report.article.title
    assert [line.span.cut(CAPTURE)[:6] for line in corrected.lines if line.is_body] == ["Nobody"]


@pytest.mark.parametrize(
    ("paragraphs", "said"),
    [
        (["Three boats burnt"], "paragraph 1 .* does not stand in the page"),
        (["Two boats burnt", "nowhere at all"], "paragraph 2"),
        ([" ", ""], "has 0 paragraphs"),
    ],
)
def test_words_that_do_not_stand_in_the_page_are_refused(paragraphs: list[str], said: str) -> None:
    with pytest.raises(RulingRefused, match=said):
        body_of(page(CAPTURE), paragraphs)


def test_a_stretch_without_words_is_refused() -> None:
    capture = page(CAPTURE)
    at = CAPTURE.index("\n\n")
    with pytest.raises(RulingRefused, match="no words stand between"):
        body_within(capture, Span(at, at + 2))


@pytest.mark.parametrize("markup", ["<" * 200_000, "<p " * 50_000, "<p>a</p>" * 20_000, "<!--" + "-" * 200_000, "a" * 300_000])
def test_hostile_markup_is_read_in_one_pass(markup: str) -> None:
    started = datetime.datetime.now(datetime.UTC)
    source_text(page(markup, PageForm.HTML))
    assert (datetime.datetime.now(datetime.UTC) - started).total_seconds() < 5
