"""The evidence page: self-contained, escaped, and bound to its words."""

import base64
import datetime
import hashlib
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import html as lxml_html

from stand_ins import days, threat_page, threat_reading
from wiredesk.codebook import EntityType
from wiredesk.documents import Article, Basis, Published
from wiredesk.export.evidence_page import evidence_page
from wiredesk.interchange.report_json import report_json
from wiredesk.records import Entity, Reading
from wiredesk.sentences import paragraphs
from wiredesk.spans import Span

NOW = datetime.datetime(2026, 11, 22, 11, 0)
HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "<img src=x onerror=alert(3)>",
    '"><svg onload=alert(4)>',
    "' onmouseover='alert(5)",
    "javascript:alert(6)",
    "{{ 7 * 7 }} {% raw %}",
    "<!-- <!--",
    "]]><style>body{display:none}</style>",
    "&lt;b&gt; &#60;script&#62;",
    "\x1b[31m\u202ereversed\u202c \x00 \u2028",
)


def page_of(reading: Reading, source_text: str | None = None) -> str:
    return evidence_page(reading, now=NOW, version="0.1.0", source_text=source_text)


def parsed(page: str) -> Any:
    return lxml_html.document_fromstring(page)


def hostile_reading() -> Reading:
    """Return a reading in which every string that a page can hold is an attack."""
    full = threat_reading()
    text = "\n\n".join(HOSTILE)
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in HOSTILE]
    entities = tuple(
        Entity(f"e{n}", EntityType.PERSON, words, (span,), (words,))
        for n, (words, span) in enumerate(zip(HOSTILE, spans, strict=True), 1)
    )
    all_of_them = " ".join(HOSTILE)
    article = Article(text, all_of_them, HOSTILE, all_of_them, all_of_them, "en", None, HOSTILE, HOSTILE)
    basis = (Basis(all_of_them, all_of_them, source_field=all_of_them), Basis("b", all_of_them, span=spans[0]))
    source = replace(full.report.source, uri=all_of_them, media_type=all_of_them)
    report = replace(full.report, source=source, article=article, published=Published(days("2020-01-01"), basis), lines=())
    return Reading(report=report, entities=entities, warnings=HOSTILE)


def test_the_words_of_the_article_stand_in_it_unchanged() -> None:
    reading = threat_reading()
    text = reading.report.article.text
    tree = parsed(page_of(reading))
    shown = ["".join(p.itertext()) for p in tree.xpath("//article[@id='article']/p")]
    assert shown == [span.cut(text) for span in paragraphs(text)]


def test_every_fact_and_its_words_know_each_other() -> None:
    tree = parsed(page_of(threat_reading(), threat_page().text))
    told = {one.get("data-fact") for one in tree.xpath("//li[@data-fact]")}
    lit = {fact for one in tree.xpath("//span[@data-f]") for fact in one.get("data-f").split()}
    assert lit <= told
    assert told - lit == {"p3"}  # its words stand outside the article


def test_links_of_facts_lead_to_words_without_javascript() -> None:
    tree = parsed(page_of(threat_reading()))
    ids = {one.get("id") for one in tree.xpath("//*[@id]")}
    links = [one.get("href") for one in tree.xpath("//a[@href]")]
    assert links
    assert {link[1:] for link in links} <= ids
    assert all(link.startswith("#") for link in links)


def test_reason_outside_the_article_is_told_with_its_words() -> None:
    page = page_of(threat_reading(), threat_page().text)
    assert "in the page around the article: “02 January 2019”" in page


def test_reason_in_a_field_is_told_as_such() -> None:
    full = threat_reading()
    basis = (Basis("metadata", "the page names the day", source_field="meta:article:published_time"),)
    report = replace(full.report, published=Published(days("2015-11-03"), basis))
    assert "under “article:published_time”" in page_of(replace(full, report=report))


def test_it_is_told_how_sure_the_day_is() -> None:
    full = threat_reading()
    report = replace(full.report, published=replace(full.report.published, probability=0.9))
    assert "very likely" in page_of(replace(full, report=report))
    assert "likely" not in page_of(full).split("</header>")[0]


def test_nothing_is_fetched() -> None:
    tree = parsed(page_of(threat_reading()))
    assert not tree.xpath("//link | //img | //iframe | //object | //embed | //base | //form")
    assert not tree.xpath("//@src | //@action | //@srcset")
    assert "url(" not in page_of(threat_reading())


def test_the_policy_allows_its_own_style_and_script_alone() -> None:
    page = page_of(threat_reading())
    policy = parsed(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for name in ("style", "script"):
        (inline,) = re.findall(rf"<{name}>(.*?)</{name}>", page, re.S)
        digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert not parsed(page).xpath("//@style")


def test_a_hostile_report_stays_text() -> None:
    page = page_of(hostile_reading())
    tree = parsed(page)
    assert len(tree.xpath("//script")) == 2
    assert len(tree.xpath("//style")) == 1
    assert not tree.xpath("//svg | //img")
    assert not [name for one in tree.iter() if isinstance(one.tag, str) for name in one.attrib if name.startswith("on")]
    assert "49" not in "".join(tree.xpath("//h1")[0].itertext())
    assert not re.search("[\u202e\x00\x1b]", page)


def test_the_report_travels_inside_the_page() -> None:
    reading = hostile_reading()
    page = page_of(reading)
    (inside,) = re.findall(r'<script type="application/json" id="report">(.*?)</script>', page, re.S)
    assert json.loads(inside) == report_json(reading)


def test_an_empty_reading_says_that_there_is_no_incident() -> None:
    full = threat_reading()
    bare = replace(full, entities=(), times=(), statements=(), incidents=(), timeline=(), amounts=())
    assert "The report tells of no incident and no threat." in page_of(bare)


@pytest.mark.parametrize("text", ["", "\n\n", "One line."])
def test_any_article_text_gives_a_page(text: str) -> None:
    full = threat_reading()
    report = replace(full.report, article=Article(text), published=Published())
    assert page_of(Reading(report)).startswith("<!DOCTYPE html>")
