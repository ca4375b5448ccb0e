"""The worked examples that lie beside the project, when they are there."""

import datetime
import json
from pathlib import Path

import pytest

from wiredesk.article.published import publish
from wiredesk.documents import Article, Origin, Page, PageForm, Source
from wiredesk.spans import Span

_EXAMPLES = Path(__file__).resolve().parents[3] / "shared" / "examples"


@pytest.mark.skipif(not _EXAMPLES.exists(), reason="the examples are not beside the project")
@pytest.mark.parametrize("name", ["leaflets", "market-first", "market-second", "rowing"])
def test_worked_examples_come_out_right(name: str) -> None:
    text = (_EXAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    gold = json.loads((_EXAMPLES / f"{name}.gold.json").read_text(encoding="utf-8"))
    start, end = text.index(gold["body"]["starts"]), text.rindex(gold["body"]["ends"]) + len(gold["body"]["ends"])
    article = Article(
        text[start:end], title=gold.get("title"), language="en", origin=(Origin(Span(0, end - start), Span(start, end)),)
    )
    captured = datetime.datetime.fromisoformat(gold["captured"]) if gold.get("captured") else None
    page = Page(Source(name, "text/plain", "0" * 64, len(text), captured), PageForm.CAPTURE, text)
    interval = publish(page, article, (), captured=captured).interval
    assert interval is not None
    assert (str(interval.earliest), str(interval.latest)) == (gold["published"]["earliest"], gold["published"]["latest"])
