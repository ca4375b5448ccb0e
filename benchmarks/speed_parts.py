"""How much of the processor's time captures and times take: `python -m benchmarks.speed_parts SHARED` prints both as JSON.

It is run in a process of its own on one core (see `speed`), counts the processor's time of all threads and takes the best of
`N_RUNS`: other work on the machine only makes a run slower. Not for: a whole reading (see `speed`).
"""

import datetime
import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

N_RUNS = 5
N_LONG_LINES = 3_000


def best_s(work: Callable[[], object]) -> float:
    """Return the least seconds of processor time that `work` takes in `N_RUNS` runs, after one that is not counted."""
    work()
    found = []
    for _ in range(N_RUNS):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def capture_speeds(texts: Sequence[str]) -> dict[str, float]:
    """Return lines a second, labelled and made a body, and the seconds of one long capture: that alone, and with its date."""
    from wiredesk.tagger.lines_layout import lay_out

    long = "\n".join([line for text in texts for line in text.splitlines() if line.strip()][:N_LONG_LINES])
    n_lines = sum(len(lay_out(text).lines) for text in texts)
    return {
        "lines_per_s": n_lines / best_s(lambda: [_labelled(text) for text in texts]),
        "long_labelled_s": best_s(lambda: _labelled(long)),
        "long_cleaned_s": best_s(lambda: _cleaned(long)),
    }


def _labelled(text: str) -> str:
    from wiredesk.article.bodies import rebuild
    from wiredesk.tagger.lines import tag_units
    from wiredesk.tagger.lines_layout import lay_out

    return rebuild(text, tag_units(lay_out(text)))[0]


def _cleaned(text: str) -> object:
    from wiredesk.article import clean
    from wiredesk.documents import Page, PageForm, Source
    from wiredesk.settings import Settings

    content = text.encode("utf-8", "surrogatepass")
    source = Source("long", "text/plain", hashlib.sha256(content).hexdigest(), len(content))
    return clean(Page(source, PageForm.CAPTURE, text), settings=Settings())


def time_speeds(documents: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Return documents a second: times tagged alone, tagged among all else as a reading does, and values of spans given."""
    from wiredesk.dates.interval import Interval
    from wiredesk.reading.times import read_times
    from wiredesk.tagger import load_tagger

    tagger = load_tagger()
    days = [datetime.date.fromisoformat(one["date"][:10]) if one.get("date") else None for one in documents]
    work = [(one["text"], Interval(day, day) if day else None) for one, day in zip(documents, days, strict=True)]
    tagged = [tagger.tag_times(text) for text, _ in work]
    whole = best_s(lambda: [read_times(text, day, tagger.tag_times(text)) for text, day in work])
    among = best_s(lambda: [read_times(text, day, tagger.tag(text)) for text, day in work])
    alone = best_s(lambda: [read_times(text, day, tags) for (text, day), tags in zip(work, tagged, strict=True)])
    n = len(work)
    return {"with_model_per_s": n / whole, "with_all_per_s": n / among, "values_per_s": n / alone}


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def main() -> None:
    """Measure on the core that the second argument names."""
    data = Path(sys.argv[1]) / "data"
    if len(sys.argv) > 2:
        os.sched_setaffinity(0, {int(sys.argv[2])})
    documents = list(_records(data / "tempeval3/dev.jsonl"))
    captures = [one["text"] for one in _records(data / "captures/dev.jsonl")]
    print(json.dumps({**capture_speeds(captures), **time_speeds(documents)}))


if __name__ == "__main__":
    main()
