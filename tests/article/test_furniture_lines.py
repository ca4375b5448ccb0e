"""What is left out of an article as furniture, and what must stay though it looks like it. All texts are invented."""

import time

import pytest

from wiredesk.article.blocks_chosen import shown
from wiredesk.article.bylines import authors, is_byline
from wiredesk.article.furniture_lines import furniture, is_advertisement, is_plea, is_rights, is_stamp
from wiredesk.article.markup import extract

_STORY = "The ferry to Kelm island was stopped on Monday after a caller said that a bomb had been hidden in its engine room."
_MORE = "Divers searched the hull for five hours and found nothing, the harbour master said, and the boats sail again today."


@pytest.mark.parametrize(
    "text",
    [
        "Published 7 June 2014, 09:30",
        "Last updated: 7 June 2014 at 9.30 a.m. GMT",
        "Samstag, 7. Juni 2014, 09:30 Uhr",
        "Aktualisiert am 07.06.2014",
        "Publié le 1er juin 2014 à 9h30 - Mis à jour le 7 juin 2014 à 10h05",
        "Publicado el 7 de junio de 2014",
        "Pubblicato il 7 giugno 2014 alle 09:30",
        "Опубликовано 7 июня 2014",
        "تاريخ النشر: ٧ يونيو ٢٠١٤",
        "2014-06-07",
        "Posted on 31 June 2014",  # a day that no calendar has
    ],
)
def test_a_line_of_nothing_but_a_day_is_a_stamp(text: str) -> None:
    assert is_stamp(text)


@pytest.mark.parametrize(
    "text",
    [
        "12 Months Out",
        "The first 100 days",
        "$107.47",
        "7.4/10",
        "1920 x 1080",
        "June 2014",
        "The ferry sails on 7 June 2014",
        "Police were called at 09:30",
        "Attack of 7 June 2014",
        "",
    ],
)
def test_numbers_and_news_are_no_stamps(text: str) -> None:
    assert not is_stamp(text)


@pytest.mark.parametrize(
    "text",
    [
        "Subscribe to continue reading",
        "Sign in to read the full story",
        "This story is only for subscribers.",
        "Already a subscriber? Log in",
        "Cet article est réservé aux abonnés",
        "Contenido exclusivo para suscriptores",
    ],
)
def test_a_plea_to_pay_or_log_in_is_known(text: str) -> None:
    assert is_plea(text)


@pytest.mark.parametrize(
    "text",
    [
        "Subscribers of the paper were told of the threat by letter",
        "Register by Friday at the town hall",
        "Members of the council want to continue reading the letters in public",
        "Join the march on Sunday",
    ],
)
def test_a_sentence_about_readers_is_no_plea(text: str) -> None:
    assert not is_plea(text)


@pytest.mark.parametrize("text", ["(c) Kelm Courier 2003-2020", "© Kelm Courier", "Copyright © 2020 Kelm Courier"])
def test_rights_are_led_by_their_sign(text: str) -> None:
    assert is_rights(text)


@pytest.mark.parametrize("text", ["Copyright law is to change", "(c) the right to a hearing"])
def test_what_is_said_of_rights_is_no_line_of_rights(text: str) -> None:
    assert not is_rights(text)


@pytest.mark.parametrize("text", ["ADVERTISEMENT", "- Anzeige -", "Publicité"])
def test_the_mark_of_an_advertisement_is_known(text: str) -> None:
    assert is_advertisement(text)


def test_news_of_an_advertisement_is_no_mark() -> None:
    assert not is_advertisement("Advertisement for the ferry was banned")


def test_a_day_heads_a_part_of_a_chronicle_but_no_article() -> None:
    assert furniture(["7 June 2014", _STORY, "8 June 2014", _MORE, "ADVERTISEMENT", _MORE, "(c) Kelm Courier 2014-2020"]) == [
        True, False, False, False, True, False, True,
    ]  # fmt: skip


def test_without_prose_lines_above_it_alone_are_judged() -> None:
    assert furniture([]) == []
    assert furniture(["Updated 7 June 2014", "Bomb hoax stops ferry"]) == [True, False]


@pytest.mark.parametrize(
    "text", ["Von Ute Ahrens", "Par Luc Marchand et Zoé Blin", "Por Inés Ortega", "Redacción", "Staff Reporter"]
)
def test_bylines_of_other_tongues_and_desks_are_known(text: str) -> None:
    assert is_byline(text)


@pytest.mark.parametrize("text", ["Von der Leyen in Kelm", "Di Maio", "Por Dios", "Par exemple", "Writers", "Von Kelm nach Orlo"])
def test_a_phrase_that_begins_like_a_byline_is_none(text: str) -> None:
    assert not is_byline(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("By Ana Martinez", "Ana Martinez"),
        ("By Lea May", "Lea May"),
        ("By Ivan Stefanov", "Ivan Stefanov"),
        ("By Ed Simon 3 May 2018", "Ed Simon"),
        ("By Ana RuizMon, 3 May", "Ana Ruiz"),
        ("By Ana Ruiz Sunday, May 3", "Ana Ruiz"),
    ],
)
def test_a_day_ends_a_name_only_where_it_is_a_day(text: str, name: str) -> None:
    assert authors(text).names == (name,)


def _page(head: str, foot: str = "") -> str:
    title = "Bomb hoax stops ferry"
    story = "".join(f"<p>{one}</p>" for one in (_STORY, _MORE))
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{head}{story}{foot}</body></html>"


def test_a_page_is_read_without_its_furniture() -> None:
    found = extract(
        _page("<p>Par Luc Marchand</p><p>Publié le 7 juin 2014 à 9h30</p>", "<p>(c) Kelm Courier 2003-2020</p>"), None
    )
    assert found.text == f"{_STORY}\n\n{_MORE}"
    assert found.parts.byline == ("Luc Marchand",)


def test_a_byline_that_is_no_part_of_the_text_is_found_above_it() -> None:
    assert extract(_page("<div>By Lea May</div>"), None).parts.byline == ("Lea May",)
    assert extract(_page("", "<div>By Lea May</div>"), None).parts.byline == ()


def test_the_headline_of_an_entry_of_live_coverage_is_no_title() -> None:
    entry = '{"@type": "BlogPosting", "headline": "Divers end search"}'
    live = f'{{"@type": "LiveBlogPosting", "headline": "Hoax stops ferry", "liveBlogUpdate": [{entry}]}}'
    page = shown(f'<html><head><script type="application/ld+json">{live}</script></head><body><p>{_STORY}</p></body></html>', ())
    assert page.claims.titles == ("Hoax stops ferry",)


@pytest.mark.parametrize("text", ["subscribe " * 40_000, "1:11 " * 40_000, "by A " * 40_000, "© " * 40_000, "(c) a" + " a" * 70])
def test_any_line_costs_linear_time(text: str) -> None:
    start = time.process_time()
    for ask in (is_stamp, is_plea, is_rights, is_advertisement, is_byline):
        ask(text)
        ask(text[:150])
    assert time.process_time() - start < 0.5
