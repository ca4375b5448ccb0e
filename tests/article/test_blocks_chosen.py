"""Which blocks the shipped model takes for the article, on invented pages of ten layouts and on hostile ones."""

import json

import pytest

from made_pages import MadePage, made_pages
from wiredesk.article.blocks_chosen import shown, taken
from wiredesk.article.extractors import asked, fields_of, outputs
from wiredesk.article.markup import extract
from wiredesk.errors import ModelError
from wiredesk.tagger.blocks import BlockModel


@pytest.mark.parametrize("page", made_pages(), ids=lambda page: page.name)
def test_the_body_is_whole_and_in_order(page: MadePage) -> None:
    found = extract(page.markup, None).text
    places = [found.find(line) for line in page.lines]
    assert -1 not in places, [line for line, place in zip(page.lines, places, strict=True) if place < 0]
    assert places == sorted(places)


@pytest.mark.parametrize("page", made_pages(), ids=lambda page: page.name)
def test_furniture_is_left_out(page: MadePage) -> None:
    found = extract(page.markup, None).text
    assert [words for words in page.furniture if words in found] == []


_STORY = "Police in Port Ellis said on Monday that two men had been held after the fire at the market hall of the town."


def _taken(markup: str, *scores: float) -> list[str]:
    page = shown(markup, ())
    assert len(page.blocks) == len(scores)
    return taken(page, scores)


def test_a_post_quoted_in_the_body_is_kept_and_one_behind_it_is_not() -> None:
    post = '<blockquote class="twitter-tweet"><p>I saw the flames</p>— A. Silva (@asilva) May 3</blockquote>'
    markup = f"<p>{_STORY}</p>{post}<p>{_STORY}</p>{post}"
    assert _taken(markup, 0.9, 0.2, 0.2, 0.9, 0.2, 0.2) == [_STORY, "I saw the flames", "— A. Silva (@asilva) May 3", _STORY]


def test_a_pointer_must_be_surer_than_other_text() -> None:
    markup = f"<p>{_STORY}</p><p>Read more: Ferries run again</p><p>Related stories</p>"
    assert _taken(markup, 0.9, 0.8, 0.95) == [_STORY, "Related stories"]


def test_titles_before_the_body_are_no_paragraphs() -> None:
    markup = f"<title>Two held</title><h1>Two held</h1><p>{_STORY}</p><p>Two held</p>"
    assert _taken(markup, 0.9, 0.9, 0.9) == [_STORY, "Two held"]


def test_what_a_script_will_show_is_read_where_extractors_find_the_article_there() -> None:
    story = [f"{_STORY} Report {n} of the same day says so." for n in range(4)]
    hidden = "<div hidden id=S:0>" + "".join(f"<p>{line}</p>" for line in story) + "</div>"
    markup = f"<html><body><nav>Home</nav>{hidden}</body></html>"
    assert [block.text for block in shown(markup, ["\n".join(story), ""]).blocks] == ["Home", *story]
    assert [block.text for block in shown(markup, ["", ""]).blocks] == ["Home"]


def test_a_text_that_only_json_ld_holds_is_taken() -> None:
    text = "Two men set fire to the market hall of Sarvand on Tuesday, police said. " * 4
    ld = json.dumps({"@type": "NewsArticle", "headline": "Fire", "articleBody": text})
    markup = f"<html><head><script type='application/ld+json'>{ld}</script></head><body><div id=app></div></body></html>"
    assert extract(markup, None).text.split() == text.split()


@pytest.mark.parametrize(
    "markup", ["", " ", "<html><frameset><frame src=a></frameset></html>", "<div>" * 10_000, "\x00", "<p>x y</p>" * 40_000]
)
def test_pages_without_an_article_raise_nothing(markup: str) -> None:
    assert isinstance(extract(markup, "https://ledger.example/x").text, str)


def test_a_page_of_too_many_tags_is_not_handed_to_trafilatura() -> None:
    markup = "<p>The hall burnt down on Tuesday, police said, and two men were held.</p>" * 40_000
    assert outputs(markup, None) == ("", "")
    assert asked(markup, None) == ""
    assert fields_of(markup, None).title is None


def test_a_damaged_model_file_is_refused() -> None:
    with pytest.raises(ModelError, match=r"blocks\.npz"):
        BlockModel(b"no model")
