"""A saved page that names its own address is known by it."""

import pytest

from wiredesk.pages import page_from_bytes
from wiredesk.settings import Settings

STORY = "https://kolda.example/2024/05/03/bus"


def url_of(head: str, *, known: str | None = None) -> str | None:
    data = f"<!doctype html><html><head>{head}</head><body><p>A bus was stopped.</p></body></html>".encode()
    return page_from_bytes(data, uri="page.html", settings=Settings(), url=known).source.url


@pytest.mark.parametrize(
    "head",
    [
        f'<link rel="canonical" href="{STORY}">',
        f"<link href='{STORY}' rel='canonical'/>",
        f'<meta property="og:url" content="{STORY}">',
        f'<meta property="og:url" content="https://other.example/x"><link rel="canonical" href="{STORY}">',
    ],
)
def test_a_page_is_known_by_the_address_that_it_gives(head: str) -> None:
    assert url_of(head) == STORY


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<link rel="canonical" href="/2024/05/03/bus">',
        '<link rel="canonical" href="https://kolda.example/">',
        '<link rel="canonical" href="javascript:alert(1)">',
        '<link rel="stylesheet" href="https://kolda.example/style.css">',
    ],
)
def test_what_is_no_address_of_a_story_is_not_taken(head: str) -> None:
    assert url_of(head) is None


def test_the_address_that_it_was_fetched_from_stands() -> None:
    assert (
        url_of(f'<link rel="canonical" href="{STORY}">', known="https://kolda.example/amp/bus") == "https://kolda.example/amp/bus"
    )
