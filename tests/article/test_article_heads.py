"""Heads of captures in many houses' manners: what is title, byline, section, and where the body starts; all invented."""

import hashlib

import pytest

from wiredesk.article import clean
from wiredesk.article.markup import extract
from wiredesk.documents import Article, Page, PageForm, Source
from wiredesk.settings import Settings
from wiredesk.tagger.lines_fine import section_of
from wiredesk.tagger.lines_head import tells_author

_TITLE = "Gunmen seize truck driver on road near Pemba"
_BODY = (
    "Four men with rifles stopped a delivery truck on the coastal road near Pemba on Tuesday and took its driver, police said.\n"
    'The driver, Amade Mutola, 34, was found unhurt in a village on Wednesday. "They only wanted the goods," he said.\n'
    "Provincial police commander Joana Sitoe said that two suspects were in custody and that the truck had been found."
)


def _article(head: str) -> Article:
    text = f"{head}\n{_BODY}"
    content = text.encode()
    page = Page(Source("x", "text/plain", hashlib.sha256(content).hexdigest(), len(content)), PageForm.CAPTURE, text)
    return clean(page, settings=Settings()).article


@pytest.mark.parametrize(
    ("head", "byline", "section"),
    [
        (f"Coast Herald | Thursday, May 3, 2018\nPemba\n{_TITLE}", (), None),
        (f"Africa | 3 May 2018\n{_TITLE}", (), "Africa"),
        (f"Herald | e-paper\n{_TITLE}\nLina Maria Souto | Pemba | Updated: May 3, 2018 18:05", ("Lina Maria Souto",), None),
        (f"World\n{_TITLE}\n★★★☆☆\nOrla Penn-Harding\n3 May 2018", ("Orla Penn-Harding",), "World"),
        (f"World\n{_TITLE}\nFrom our correspondent Lina Souto in Pemba\n3 May 2018", ("Lina Souto",), "World"),
        (f"World\n{_TITLE}\nLina Souto in Pemba and Rui Pinto in Maputo\n3 May 2018", ("Lina Souto", "Rui Pinto"), "World"),
        (f"World\n{_TITLE}\nText by Lina Souto\n3 May 2018", ("Lina Souto",), "World"),
        (f"World\n{_TITLE}\n• Lina Souto • 3 May 2018 • 2 min read", ("Lina Souto",), "World"),
        (f"NEWS / AFRICA\n{_TITLE}\nLina Souto reports from Pemba", ("Lina Souto",), "AFRICA"),
        (f"Coast Herald\nCrime | Courts desk | Tables\n{_TITLE}\n3 May 2018", (), "Crime"),
        (f"{_TITLE} | Coast Herald\nHome\nNews\nSport\n{_TITLE}\nLina Souto\n3 May 2018", ("Lina Souto",), None),
        (f"{_TITLE} - Coast Herald\nCoast Herald\n3 May 2018", (), None),
    ],
)  # fmt: skip
def test_a_head_gives_title_byline_and_section(head: str, byline: tuple[str, ...], section: str | None) -> None:
    article = _article(head)
    assert (article.title, article.byline, article.section) == (_TITLE, byline, section)
    assert article.text.startswith("Four men with rifles")


@pytest.mark.parametrize("line", ["Thu, May 3, 2018", "May 3", "3 May 2018, 18:20 CAT", "Lina Souto | 3 May"])
def test_a_line_of_the_day_is_no_body_and_dates_the_page(line: str) -> None:
    text = f"Africa\n{_TITLE}\n{line}\n{_BODY}\n© Coast Herald 2018"
    content = text.encode()
    page = Page(Source("x", "text/plain", hashlib.sha256(content).hexdigest(), len(content)), PageForm.CAPTURE, text)
    report = clean(page, settings=Settings())
    assert report.article.text.startswith("Four men with rifles")
    assert report.published.interval is not None
    assert str(report.published.interval.earliest) == str(report.published.interval.latest) == "2018-05-03"


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Cricket | Scores | Tables", "Cricket"),
        ("World | Africa | Asia | Login", None),
        ("Home > News > Africa", "Africa"),
        ("Gunmen | Pemba", None),
    ],
)
def test_a_line_names_one_section_or_none(line: str, section: str | None) -> None:
    assert section_of(line) == section


@pytest.mark.parametrize("line", ["Free Trial", "Getty Images", "Rice from Burma | Recipes", "by the sea"])
def test_what_is_no_byline_names_nobody(line: str) -> None:
    assert not tells_author(line)


def test_a_long_line_of_names_takes_no_time() -> None:
    assert not tells_author("Ana " * 29)
    assert not tells_author("Ana Ruiz, " * 11)


def test_a_byline_in_the_text_of_a_page_is_no_part_of_the_story() -> None:
    body = "".join(
        f"<p>Gunmen stopped the bus near Kolda on Friday, and passenger {n} told of it at length.</p>" for n in range(8)
    )
    markup = f"<html><head><title>Bus stopped</title></head><body><article><h1>Bus stopped</h1><p>By Awa Cissokho</p>{body}"
    found = extract(markup, None)
    assert found.text.startswith("Gunmen stopped the bus")
    assert found.parts.byline == ("Awa Cissokho",)
    assert "By Friday" in extract(markup.replace("By Awa Cissokho", "By Friday, the road was open again."), None).text
