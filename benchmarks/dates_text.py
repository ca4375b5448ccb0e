"""Make plain text of the pages whose publication day is known, as inscriptis lays it out; in English, as py3langid says.

Usage: python -m benchmarks.dates_text ../shared OUT prints the share of those pages that show their day in full, and writes them
to OUT: `wiredesk annotate OUT ANSWERS; score_dates.py OUT ANSWERS` measures them alone. Each line has the text, the gold `date`
and, for news pages, the crawl clock `captured`.
"""

import argparse
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from wiredesk.dates.full_dates import find_full_dates
from wiredesk.pages import page_from_bytes
from wiredesk.settings import Settings

_CORPORA = ("pagedates", "pagedates_news")
_DECLARED = re.compile(r"\s*<\?xml[^>]{0,200}\?>")  # lxml reads no string that declares its encoding


def _plain(content: bytes, uri: str) -> str:
    from inscriptis import get_text

    page = page_from_bytes(content, uri=uri, settings=Settings(), media_type="text/html")
    return str(get_text(_DECLARED.sub("", page.text, count=1)))


def _pages(shared: Path, corpus: str) -> Iterator[dict[str, Any]]:
    import py3langid

    folder = shared / "data" / corpus
    with zipfile.ZipFile(folder / "dev.zip") as archive:
        members = {Path(name).name: name for name in archive.namelist()}
        for line in (folder / "dev.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            text = _plain(archive.read(members[Path(record["file"]).name]), record["id"])
            if py3langid.classify(text)[0] == "en":
                kept = {name: record[name] for name in ("id", "date", "captured") if record.get(name)}
                yield {"date": None, **kept, "text": text, "kind": "capture"}


def texts(shared: Path) -> Iterator[dict[str, Any]]:
    """Yield the English pages of both corpora (dev) as `id`, `text`, `date` and, where known, `captured`."""
    for corpus in _CORPORA:
        yield from _pages(shared, corpus)


def shows_day(record: dict[str, Any]) -> bool:
    """Tell whether the day stands in the text in full, in either order of day and month."""
    gold = date.fromisoformat(record["date"])
    return any(gold in (found.date, found.other) for found in find_full_dates(record["text"]))


def main() -> None:
    """Write the texts and print how many show their day."""
    parser = argparse.ArgumentParser(description="Make plain text of the pages whose publication day is known.")
    parser.add_argument("shared", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    made = list(texts(args.shared))
    with args.out.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in made)
    dated = [record for record in made if record["date"]]
    shown = sum(map(shows_day, dated))
    print(f"{len(made)} English pages, {len(dated)} with a day, which {shown} show in full ({shown / len(dated):.1%})")


if __name__ == "__main__":
    main()
