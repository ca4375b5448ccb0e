"""How an HTML page is cut into blocks, and what it says of itself."""

import time

import pytest

from wiredesk.article.blocks import MAX_BLOCKS, Block, blocks_of, parsed
from wiredesk.article.blocks_chosen import paragraphs
from wiredesk.article.blocks_places import NAMES, called, places_of
from wiredesk.article.blocks_witnesses import names_of, witnessed
from wiredesk.article.claims import Claims, claims_of


def _blocks(markup: str) -> list[Block]:
    root = parsed(markup)
    return [] if root is None else blocks_of(root)


def _texts(markup: str) -> list[str]:
    return [block.text for block in _blocks(markup)]


def test_blocks_come_in_the_order_of_the_page_with_single_blanks() -> None:
    markup = "<body>lead<h1>A  title</h1><div>one <b>two</b>\n three<p>four</p>five</div><ul><li>six<li>seven</ul></body>"
    assert _texts(markup) == ["lead", "A title", "one two three", "four", "five", "six", "seven"]


def test_two_breaks_in_a_row_end_a_block_and_one_does_not() -> None:
    assert _texts("<div>one<br>two<br> <br>three</div>") == ["one two", "three"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var a = 'x'</script>",
        "<p hidden>x</p>",
        "<div style='color:red; display: none'>x<p>y</p></div>",
        "<noscript>x</noscript>",
        "<!-- x -->",
        "<select><option>x</select>",
    ],
)
def test_what_nobody_sees_is_no_block(hidden: str) -> None:
    assert _texts(f"<body><p>one</p>{hidden}<p>two</p></body>") == ["one", "two"]
    assert _texts(f"<body><p>one {hidden.replace('<p', '<span').replace('div', 'span')} two</p></body>")[0].startswith("one")


def test_links_bold_words_and_pictures_are_counted() -> None:
    first, second = _blocks("<div><p>see <a href=x>the bridge</a></p><img src=a><p><b>all bold</b></p></div>")
    assert (first.n_links, first.link_share) == (1, 10 / 14)
    assert (second.n_bold, second.n_pictures - first.n_pictures) == (8, 1)


def test_a_link_round_whole_blocks_makes_all_of_them_links() -> None:
    assert [block.link_share for block in _blocks("<a href=x><div><h3>Title</h3><p>Teaser words</p></div></a>")] == [1.0, 1.0]


def test_a_declared_encoding_costs_no_page() -> None:
    assert _texts('<?xml version="1.0" encoding="utf-8"?>\n<html><body><p>words</p></body></html>') == ["words"]


def test_names_are_taken_apart_by_level() -> None:
    block = _blocks("<main class=pageWrap><div id='article-body'><p class='leadText x9'>words</p></div></main>")[0]
    [(own, near, far)] = called([block])
    assert own.split() == ["ownlead", "owntext"]
    assert near.split() == ["neardiv", "neararticle", "nearbody", "nearmain", "nearpage", "nearwrap"]
    assert far == ""


def test_each_block_has_one_row_of_places() -> None:
    blocks = _blocks(
        "<article><h2 class=caption>One</h2>" + "<p>Some words of a paragraph that is long enough.</p>" * 3 + "</article>"
    )
    rows = places_of(blocks)
    assert rows.shape == (4, len(NAMES))
    assert rows[:, NAMES.index("own:caption")].tolist() == [1.0, 0.0, 0.0, 0.0]
    assert rows[:, NAMES.index("in_article")].tolist() == [1.0] * 4
    assert rows[1, NAMES.index("parent_prose")] == 1.0


def test_what_others_take_and_the_page_claims_is_seen() -> None:
    claims = Claims(titles=("A title",), authors=("Ines Okoro",), body="One two three four five.")
    rows = witnessed(["A title", "One two three four five.", "By Ines Okoro"], ["One two three four nine", ""], claims)
    column = dict(zip(names_of(2), rows.T.tolist(), strict=True))
    assert column["held0"] == [0.0, 0.5, 0.0]
    assert column["held1"] == [0.0, 0.0, 0.0]
    assert column["claimed"] == [0.0, 1.0, 0.0]
    assert column["is_title"] == [1.0, 0.0, 0.0]
    assert column["is_author"] == [0.0, 0.0, 1.0]


def test_the_short_cells_of_a_row_are_one_paragraph() -> None:
    cells = _blocks("<table><tr><td>Port Ellis<td>3</tr><tr><td>Isla Verde<td>0</tr></table><p>Words.</p>")
    assert paragraphs(cells) == ["Port Ellis | 3", "Isla Verde | 0", "Words."]


def test_a_page_says_its_titles_authors_and_text() -> None:
    markup = """<head><title>Fire - Ledger</title><meta property="og:title" content="Fire at  hall">
    <script type="application/ld+json">{"@graph": [{"@type": "WebSite", "headline": "no"}, {"@type": ["NewsArticle"],
    "headline": "Fire at the hall", "author": [{"name": "Ines Okoro"}, "Rui Pinto"], "articleBody": "It burnt."}]}</script>
    <script type="application/ld+json">{broken</script></head><body><h1>Fire!</h1></body>"""
    claims = claims_of(parsed(markup))
    assert claims.titles == ("Fire at the hall", "Fire at hall", "Fire - Ledger", "Fire!")
    assert claims.authors == ("Ines Okoro", "Rui Pinto")
    assert claims.body == "It burnt."


_LINE = "The governor of Sarvand said on Tuesday that two men had set fire to the market hall and fled north. "
HOSTILE = {
    "empty": "",
    "blank": " \n ",
    "no body": "<html><head><title>x</title></head></html>",
    "frames": "<html><frameset><frame src=a><frame src=b></frameset></html>",
    "deep": "<div>" * 10_000 + _LINE,
    "deep inline": "<p>" + "<span>" * 10_000 + _LINE,
    "deep under the parser's limit": "<div class=a>" * 200 + _LINE,
    "one line of 5 MB": "<p>" + _LINE * 50_000,
    "many blocks": "<p>x y</p>" * 100_000,
    "many boxes": "".join(f"<div class='c{n}'><p>{_LINE}</p></div>" for n in range(20_000)),
    "unclosed": f"<div><p>{_LINE}<p>{_LINE}<table><tr><td>{_LINE}",
    "control characters": f"<p>\x01\x1b&#27;\u202e{_LINE}</p>",
    "JSON-LD without end": "<script type='application/ld+json'>" + "[" * 100_000 + f"</script><p>{_LINE}",
    "JSON-LD of numbers": f'<script type=\'application/ld+json\'>[1, null, {{"@type": 7, "author": 3}}]</script><p>{_LINE}',
    "JSON-LD of 2,400 stories": "<script type='application/ld+json'>["
    + ",".join(
        f'{{"@type":"Article","headline":"The story of number {n}","description":"It is told in {n}"}}' for n in range(2_400)
    )
    + "]</script>"
    + f"<p>{_LINE}</p>" * 15_000,
    "long names": f"<div class='{'ab ' * 300_000}'><p>{_LINE}</p></div>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_any_page_is_cut_and_measured_in_bounded_time(name: str) -> None:
    start = time.process_time()
    root = parsed(HOSTILE[name])
    blocks = [] if root is None else blocks_of(root)
    if blocks:
        texts = [block.text for block in blocks]
        assert len(places_of(blocks)) == len(witnessed(texts, [_LINE], claims_of(root))) == len(blocks) <= MAX_BLOCKS
    assert time.process_time() - start < 6
