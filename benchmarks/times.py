"""Write the times of gold texts for the scorer, and tell the speed.

Usage: benchmarks/times.py GOLD.jsonl OUT.jsonl [--tagger | --gold-hints]

OUT has `id` and `times` a line, as `score_times.py` takes them. The gold date is the anchor. Rules alone by default;
`--tagger` adds the trained model's spans, `--gold-hints` the gold spans (what a perfect tagger would give).
"""

import argparse
import datetime
import json
import sys
import time
from pathlib import Path
from typing import Any

from wiredesk.dates import Interval
from wiredesk.reading.times import read_times
from wiredesk.spans import Span
from wiredesk.tagger.onnx_tagger import OnnxTagger
from wiredesk.tagger.tags import ScoredSpan, Tags

_NO_TAGS = Tags((), (), (), (), (), ())


def _tags(document: dict[str, Any], tagger: OnnxTagger | None, *, gold_hints: bool) -> Tags:
    if tagger:
        return tagger.tag_times(document["text"])
    if not gold_hints:
        return _NO_TAGS
    hints = tuple(ScoredSpan(Span(t["start"], t["end"]), t["type"], 1.0) for t in document["times"])
    return Tags((), (), (), hints, (), ())


def _predict(document: dict[str, Any], tags: Tags) -> list[dict[str, Any]]:
    day = datetime.date.fromisoformat(document["date"]) if document.get("date") else None
    found = read_times(document["text"], Interval(day, day) if day else None, tags)
    return [{"start": t.span.start, "end": t.span.end, "type": t.type.value, "value": t.value, "mod": t.mod} for t in found]


def main() -> None:
    """Read the arguments and write the predictions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--tagger", action="store_true")
    parser.add_argument("--gold-hints", action="store_true")
    options = parser.parse_args()
    documents = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    tagger: OnnxTagger | None = None
    if options.tagger:
        from wiredesk.tagger import load_tagger

        tagger = load_tagger()
    read_times("Warm up on 3 May 2019.", None, tagger.tag_times("Warm up on 3 May 2019.") if tagger else _NO_TAGS)
    tagging = time.process_time()
    every = [_tags(document, tagger, gold_hints=options.gold_hints) for document in documents]
    tagging = time.process_time() - tagging
    started = time.process_time()
    lines = [{"id": d["id"], "times": _predict(d, tags)} for d, tags in zip(documents, every, strict=True)]
    took = time.process_time() - started
    options.out.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    both = f", {len(documents) / (took + tagging):.1f} with it" if tagger else ""
    print(f"{len(documents)} documents, {len(documents) / took:.1f} a CPU second without the model{both}", file=sys.stderr)


if __name__ == "__main__":
    main()
