"""Pages of our own making read as they were read before; what changes is looked at and then rewritten by a flag."""

import json
from pathlib import Path

import pytest

from wiredesk.desk.reader import Reader
from wiredesk.interchange.report_json import report_json
from wiredesk.settings import Settings

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples"
PAGES = sorted([*(HERE / "pages").iterdir(), *(page for page in EXAMPLES.iterdir() if page.suffix in {".txt", ".html"})])


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Settings())


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_page_is_read_as_expected(page: Path, reader: Reader, request: pytest.FixtureRequest) -> None:
    told = report_json(reader.read(str(page)))
    told["source"]["uri"] = page.name
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    expected = HERE / "expected" / f"{page.stem}.json"
    if request.config.getoption("--rewrite-golden", default=False):
        expected.write_text(text, encoding="utf-8")
    assert json.loads(text) == json.loads(expected.read_text(encoding="utf-8")), (
        "look, then: pytest tests/golden --rewrite-golden"
    )


@pytest.mark.shared
def test_no_golden_page_is_copied_from_the_examples(shared: Path) -> None:
    theirs = {
        line.strip() for page in (shared / "examples").glob("*.txt") for line in page.read_text().splitlines() if len(line) > 60
    }
    ours = {line.strip() for page in PAGES for line in page.read_text(encoding="utf-8").splitlines()}
    assert not theirs & ours
