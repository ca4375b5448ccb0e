"""From page to report: the body, what stood around it, and pages that hold no article."""

import datetime
import hashlib
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.article import clean, take_as_is
from wiredesk.documents import Page, PageFields, PageForm, Report, Source
from wiredesk.errors import PageRejected
from wiredesk.settings import Settings

_BODY = (
    "Two men who said they spoke for the Red Lantern Front have threatened to set fire to the granaries of Ostrava Mala, "
    "the mayor said on Wednesday.",
    "The threat came in a letter that was left at the town hall, said the mayor, Elena Quiroga. It names the night of the "
    "harvest feast.",
    '"We do not know whether they mean it," she told reporters. "We have asked the provincial police for patrols."',
    "A retired colonel, Samuel Haddad, said the front had made such threats before and had never carried one out.",
    "The granaries hold the wheat of some forty villages. In 2014 a fire destroyed a third of the store; its cause was "
    "never found.",
)
_CAPTURE = "\n".join(
    [
        "20:35 GMT02 March 2021",
        "Live radio",
        "    Europe",
        "    get short URL",
        "",
        *(f"    {paragraph}\n" for paragraph in _BODY),
        "",
        "    Farmers block the road to Ostrava Mala for a third day",
        "    Harvest feast to be held without fireworks this year",
        "    granary threat, Elena Quiroga, Ostrava Mala, Red Lantern Front",
        "    Community guidelinesComments",
        "",
    ]
)


def _page(text: str, form: PageForm = PageForm.CAPTURE, *, fields: PageFields | None = None) -> Page:
    content = text.encode("utf-8", "surrogatepass")
    source = Source("granary.txt", "text/plain", hashlib.sha256(content).hexdigest(), len(content))
    return Page(source, form, text, fields=fields or PageFields())


def _clean(text: str, form: PageForm = PageForm.CAPTURE, *, fields: PageFields | None = None) -> Report:
    return clean(_page(text, form, fields=fields), settings=Settings())


def test_capture_gives_the_body_and_nothing_else() -> None:
    assert _clean(_CAPTURE).article.text == "\n\n".join(_BODY)


def test_capture_clock_is_not_the_publication_date() -> None:
    report = _clean(_CAPTURE)
    assert report.source.captured == datetime.datetime(2021, 3, 2, 20, 35, tzinfo=datetime.UTC)
    interval = report.published.interval
    assert interval is None or not interval.is_day


def test_furniture_becomes_section_keywords_and_related() -> None:
    article = _clean(_CAPTURE).article
    assert article.section == "Europe"
    assert article.keywords == ("granary threat", "Elena Quiroga", "Ostrava Mala", "Red Lantern Front")
    assert article.related == (
        "Farmers block the road to Ostrava Mala for a third day",
        "Harvest feast to be held without fireworks this year",
    )


def test_the_date_beside_another_title_is_no_title() -> None:
    title = "Farmers block the road to Ostrava Mala for a third day"
    article = _clean(_CAPTURE.replace(title, f"{title}\n27 February 2021")).article
    assert title in article.related
    assert "27 February 2021" not in article.related


def test_origin_is_equally_long_and_equal() -> None:
    article = _clean(_CAPTURE).article
    assert article.origin
    for one in article.origin:
        assert one.text.cut(article.text) == one.source.cut(_CAPTURE)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from([*_BODY, "Home", "  * Share", "", "By Ana Ruiz", "\u200f", "5 May 2019"]), min_size=1, max_size=30)
)
def test_origin_covers_all_but_white_space(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        article = _clean(text).article
    except PageRejected:
        return
    origin = article.origin or ()
    assert "".join(one.source.cut(text) for one in origin) == "".join(one.text.cut(article.text) for one in origin)
    between = set(range(len(article.text))) - {n for one in origin for n in range(one.text.start, one.text.end)}
    assert all(article.text[n].isspace() for n in between)


def test_clean_text_is_all_body() -> None:
    text = "OSTRAVA MALA, March 2 (Lantern Wire) - " + "\n\n".join(_BODY) + "\n"
    assert _clean(text, PageForm.TEXT).article.text == text.strip()


def test_a_single_sentence_is_an_article() -> None:
    text = "A bomb exploded near the bus station of Ostrava Mala on Monday, killing four people."
    assert _clean(text, PageForm.TEXT).article.text == text


def test_wrapped_paragraphs_are_joined() -> None:
    wrapped = "\n\n".join(textwrap.fill(paragraph, 72) for paragraph in _BODY)
    assert _clean(wrapped, PageForm.TEXT).article.text == "\n\n".join(_BODY)


def test_mail_fields_fill_title_and_author() -> None:
    fields = PageFields(title="Threat against granaries", author="Lena Farouk")
    article = _clean("\n\n".join(_BODY), PageForm.MAIL, fields=fields).article
    assert (article.title, article.byline) == ("Threat against granaries", ("Lena Farouk",))


def test_text_in_another_language_is_read_with_a_warning() -> None:
    text = (
        "Zwei Männer haben am Mittwoch gedroht, die Kornspeicher der Stadt in Brand zu setzen, sagte die Bürgermeisterin.\n\n"
        "Der Brief war am Rathaus hinterlassen worden. Er nennt die Nacht des Erntefestes, und die Polizei ist um Hilfe gebeten."
    )
    report = _clean(text, PageForm.TEXT)
    assert report.article.language == "de"
    assert report.warnings == ("language de is not one that the reader knows: article and date are given, the rest is empty",)


_HEAD = (
    "<html><head><title>Threat against granaries | Lantern</title><meta property='og:site_name' content='The Lantern'>{}</head>"
)


def _html(body: str, head: str = "") -> str:
    return (
        _HEAD.format(head)
        + f"<body><nav><a href='/'>Home</a><a href='/w'>World</a></nav>{body}<footer>Imprint</footer></body></html>"
    )


def test_html_gives_body_title_and_publisher() -> None:
    paragraphs = "".join(f"<p>{p}</p>" for p in _BODY)
    head = "<meta property='article:section' content='Europe'><meta name='author' content='Lena Farouk'>"
    article = _clean(_html(f"<article><h1>Threat against granaries</h1>{paragraphs}</article>", head), PageForm.HTML).article
    assert article.text == "\n\n".join(_BODY)
    assert (article.title, article.publisher, article.section) == ("Threat against granaries", "The Lantern", "Europe")
    assert article.byline == ("Lena Farouk",)
    assert article.origin is None


@pytest.mark.parametrize(
    ("text", "form", "reason"),
    [
        ("Home\nWorld\nSport\nWeather\nLog in\nSubscribe\nContact\nImprint\n", PageForm.CAPTURE, "no_article"),
        (
            _html("<div id=app></div><noscript>Please enable JavaScript to run this app.</noscript>"),
            PageForm.HTML,
            "needs_javascript",
        ),
        (
            _html("<form><p>Please log in to continue. Enter your e-mail address and password.</p></form>"),
            PageForm.HTML,
            "login_wall",
        ),
        (
            _html("<p>Subscribe to continue reading. Already a subscriber? Unlock this article for 1 a week.</p>"),
            PageForm.HTML,
            "paywall",
        ),
        ("You need to enable JavaScript to view this page.", PageForm.TEXT, "needs_javascript"),
        ("", PageForm.TEXT, "no_article"),
        (
            "Home\nSport\n" + "\n".join(f"Court rejects appeal of former mayor {n}" for n in range(9)),
            PageForm.CAPTURE,
            "no_article",
        ),
        (
            _html("".join(f"<h3><a href='/'>Court rejects appeal number {n}</a></h3>" for n in range(20))),
            PageForm.HTML,
            "no_article",
        ),
        ("<html></html>", PageForm.HTML, "no_article"),
    ],
)
def test_pages_without_an_article_are_turned_away(text: str, form: PageForm, reason: str) -> None:
    with pytest.raises(PageRejected) as caught:
        _clean(text, form)
    assert caught.value.reason == reason
    assert "\n" not in str(caught.value)


def test_sentences_before_an_unfinished_one_are_an_article() -> None:
    assert _clean(_html(f"<article><p>{' '.join(_BODY)} Read on</p></article>"), PageForm.HTML).article.text


def test_an_article_longer_than_the_limit_is_refused_with_the_limit_named() -> None:
    for form, text in ((PageForm.TEXT, "\n\n".join(_BODY)), (PageForm.HTML, _html("".join(f"<p>{one}</p>" for one in _BODY)))):
        source = Source("long", "text/plain", "0" * 64, len(text))
        with pytest.raises(PageRejected, match="max_article_chars") as caught:
            clean(Page(source, form, text), settings=Settings(max_article_chars=300))
        assert caught.value.reason == "too_large"


def test_an_article_beside_a_paywall_hint_is_read() -> None:
    text = "\n".join([*_BODY, "Subscribe to continue reading", "Already a subscriber? Log in"])
    assert _clean(text).article.text.startswith("Two men who said")


def test_text_taken_as_it_is_stays_as_it_is() -> None:
    text = "  " + _BODY[0] + "\nMore.\n"
    report = take_as_is(text, date=datetime.date(2021, 3, 3))
    assert report.article.text == text
    assert report.published.interval is not None
    assert report.published.interval.earliest == report.published.interval.latest == datetime.date(2021, 3, 3)
    assert report.article.origin is not None
    assert report.article.origin[0].source.cut(text) == text
