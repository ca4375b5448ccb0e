"""The article of an HTML page, whatever characters the page refers to."""

import pytest

from wiredesk.article.markup import extract

_STORY = (
    "Sarvand's market hall was closed on Tuesday after a fire %s that police believe was set by two men, and traders said "
    "that they had been warned by telephone a week earlier. The governor promised them a new roof before the winter."
)


@pytest.mark.parametrize("reference", ["&#27;", "&#x1B;[31m", "&#0;", "&#11", "&#xFFFF;", "&#xD800;", "\x1b", "\x00", "\ud83d"])
def test_a_character_that_xml_forbids_costs_no_article(reference: str) -> None:
    found = extract(f"<html><body><article><h1>Fire</h1><p>{_STORY % reference}</p></article></body></html>", None)
    assert "closed on Tuesday" in found.text
    assert "before the winter" in found.text


@pytest.mark.parametrize(("reference", "shown"), [("&#65;", "A"), ("&#x1F600;", "\U0001f600"), ("&#10;", " ")])
def test_other_references_are_read(reference: str, shown: str) -> None:
    found = extract(f"<html><body><article><p>{_STORY % ('x' + reference + 'y')}</p></article></body></html>", None)
    assert f"x{shown}y" in found.text


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Dana Whitlock; Staff Writer", ("Dana Whitlock",)),
        ("Staff Writer", ("Staff Writer",)),
        ("Dana Whitlock; Tom Li", ("Dana Whitlock", "Tom Li")),
    ],
)
def test_an_office_is_an_author_only_where_nobody_is_named(author: str, names: tuple[str, ...]) -> None:
    markup = (
        f'<html><head><meta name="author" content="{author}"></head><body><article><p>{_STORY % ""}</p></article></body></html>'
    )
    assert extract(markup, None).parts.byline == names
