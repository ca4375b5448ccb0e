"""Statements below a heading: what is said does not begin with the line above its paragraph."""

import pytest

from wiredesk.reading.linking_features import Part
from wiredesk.reading.quotes import QuotedText
from wiredesk.reading.statements_ends import mended
from wiredesk.spans import Span


@pytest.mark.parametrize("part", [Part.CONTENT, Part.SOURCE])
def test_a_heading_is_no_part_of_what_is_said(part: Part) -> None:
    text = "Second fire since May\n\nTwo barns burnt down in the valley on Monday, the brigade said."
    words = "Two barns burnt down in the valley on Monday"
    span = Span(0, text.index(words) + len(words))
    assert [one.cut(text) for one, _ in mended(text, [(span, part)], QuotedText(text))] == [words]


def test_a_paragraph_that_ends_with_a_stop_stays() -> None:
    text = "Two barns burnt down.\n\nNobody was hurt, the brigade said."
    span = Span(0, text.index(", the"))
    assert [one for one, _ in mended(text, [(span, Part.CONTENT)], QuotedText(text))] == [span]
