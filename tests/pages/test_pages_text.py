"""Text that was decoded already becomes a page as it is, under the bounds of a file."""

import pytest

from wiredesk.documents import PageForm
from wiredesk.errors import PageRejected
from wiredesk.pages import page_from_text
from wiredesk.settings import Settings


def test_text_of_a_known_form_is_kept_to_the_letter() -> None:
    page = page_from_text("A\x00 \ud800 line\r\n", PageForm.CAPTURE, uri="7", settings=Settings(), url="https://orvo.example/a")
    assert (page.text, page.form, page.url) == ("A\x00 \ud800 line\r\n", PageForm.CAPTURE, "https://orvo.example/a")
    assert (page.source.uri, page.source.media_type, page.source.n_bytes) == ("7", "text/plain", 13)


@pytest.mark.parametrize(
    ("text", "form", "advice"),
    [
        (" \n", PageForm.CAPTURE, "holds no text"),
        ("many words", PageForm.CAPTURE, "raise max_text_chars"),
        ("<p>many", PageForm.HTML, "raise max_markup_chars"),
    ],
)
def test_text_of_a_known_form_is_bounded_as_a_file_is(text: str, form: PageForm, advice: str) -> None:
    with pytest.raises(PageRejected, match=advice):
        page_from_text(text, form, uri="7", settings=Settings(max_text_chars=5, max_markup_chars=5))
