"""Measure article bodies and line labels: `python benchmarks/bodies.py ../shared/data/captures/dev.jsonl OUT.jsonl`.

OUT is what `score_bodies.py GOLD OUT --by flavour` (or `--lines`) of the shared folder takes; GOLD is the first file.
Prints lines or pages per CPU second. `--mode` asks trafilatura alone instead (default, precision, fast).
"""

import argparse
import gzip
import hashlib
import json
import time
from pathlib import Path
from typing import Any

from wiredesk.article import clean
from wiredesk.article.bodies import rebuild
from wiredesk.article.markup import extract
from wiredesk.documents import Page, PageForm, Source
from wiredesk.errors import PageRejected
from wiredesk.settings import Settings
from wiredesk.tagger.lines import lines_of, tag_units
from wiredesk.tagger.lines_layout import lay_out

_MODES: dict[str, dict[str, Any]] = {"default": {}, "precision": {"favor_precision": True}, "fast": {"fast": True}}


def _page(record: dict[str, Any]) -> Page:
    text = record.get("html") or record["text"]
    content = text.encode("utf-8", "surrogatepass")
    source = Source(
        record["id"], "text/html" if "html" in record else "text/plain", hashlib.sha256(content).hexdigest(), len(content)
    )
    return Page(source, PageForm.HTML if "html" in record else PageForm.CAPTURE, text, url=record.get("url"))


def _read(record: dict[str, Any], how: str) -> dict[str, Any]:
    if how == "whole":
        try:
            report = clean(_page(record), settings=Settings())
        except PageRejected as error:
            return {"id": record["id"], "body": "", "error": str(error)}
        return {"id": record["id"], "body": report.article.text}
    if how in _MODES:
        import trafilatura

        return {"id": record["id"], "body": trafilatura.extract(record["html"], url=record["url"], **_MODES[how]) or ""}
    if "html" in record:
        return {"id": record["id"], "body": extract(record["html"], record["url"]).text}
    units = tag_units(lay_out(record["text"]))
    lines = [
        {"start": x.span.start, "end": x.span.end, "label": x.label.value, "body": x.is_body, "fine": x.fine}
        for x in lines_of(units)
    ]
    return {"id": record["id"], "body": rebuild(record["text"], units)[0], "lines": lines}


def main() -> None:
    """Read GOLD's pages, write OUT, print the speed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--mode", choices=["ours", "whole", *_MODES], default="ours")
    given = parser.parse_args()
    raw = given.gold.read_bytes()
    text = (gzip.decompress(raw) if given.gold.suffix == ".gz" else raw).decode("utf-8")
    records = [json.loads(line) for line in text.split("\n") if line]
    _read(records[0], given.mode)
    start = time.process_time()
    found = [_read(record, given.mode) for record in records]
    seconds = time.process_time() - start
    n_lines = sum(len(record.get("lines", ())) for record in records)
    print(f"{len(records)} pages, {len(records) / seconds:.0f} pages and {n_lines / seconds:.0f} lines a CPU second")
    for one in found:
        if "error" in one:
            print(one["error"])
    given.out.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in found), encoding="utf-8")


if __name__ == "__main__":
    main()
