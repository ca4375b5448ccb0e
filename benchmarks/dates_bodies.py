"""Measure the dating of texts whose date is hidden: what `wiredesk annotate` answers for `{"text", "kind": "text"}`.

Usage: python -m benchmarks.dates_bodies SHARED [--split train] [--only gvc,captures] [--misses N] [--loose N]

SHARED is the folder with `data/`. One line a corpus: answers, the share of them that hold the day (coverage), the share of all
texts whose answer holds it within 366 days (within), the median width of the answers in days, milliseconds a text. `--misses`
prints answers that do not hold the day, `--loose` texts without an answer of a year, each with its reasons.
"""

import argparse
import datetime
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.scoring import records
from wiredesk.article import take_as_is
from wiredesk.documents import Published

CORPORA = {
    "gvc": "gvc/{}.jsonl", "captures": "captures/{}.jsonl", "captures_wcxb": "captures_wcxb/{}.jsonl.gz",
    "tempeval3": "tempeval3/{}.jsonl", "meantime": "meantime/{}.jsonl", "polnear": "polnear/{}.jsonl",
    "en_worldwide": "en_worldwide/{}.jsonl", "gum": "gum/{}.jsonl", "ecbplus": "ecbplus/{}.jsonl",
    "uner_ewt": "uner_ewt/{}.jsonl", "muc4": "muc4/{}.jsonl",
}  # fmt: skip
TARGETS = ("gvc", "captures")  # the corpora of which issue 5 asks for figures
_YEAR = 366


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what was answered for one text, its true day, and the seconds that it took."""

    key: str
    text: str
    day: datetime.date
    published: Published
    seconds: float

    @property
    def width(self) -> int | None:
        """Return the days of the answer, None without one."""
        return self.published.interval.n_days if self.published.interval else None

    @property
    def is_held(self) -> bool:
        """Tell whether the answer holds the true day."""
        return bool(self.published.interval and self.published.interval.covers(self.day))


def _dated(path: Path) -> Iterator[tuple[str, str, datetime.date]]:
    """Yield key, text and day of every text of a corpus that has a day; of pages with several captures the body is taken once."""
    seen: set[str] = set()
    for record in records(path):
        key = record.get("page") or record["id"]
        try:
            day = datetime.date.fromisoformat((record.get("date") or "")[:10])
        except ValueError:
            continue
        if key not in seen and day.year >= 1950:
            seen.add(key)
            yield key, record.get("body") or record["text"], day


def texts(shared: Path) -> Iterator[dict[str, Any]]:
    """Yield the dated texts of the corpora that issue 5 names (dev) as `id`, `text` and `date`, for `accuracy`."""
    for name in TARGETS:
        for key, text, day in _dated(shared / "data" / CORPORA[name].format("dev")):
            yield {"id": f"{name}/{key}", "text": text, "date": day.isoformat()}


def answered(path: Path) -> Iterator[Answer]:
    """Date every dated text of a corpus."""
    for key, text, day in _dated(path):
        start = time.process_time()
        published = take_as_is(text).published
        yield Answer(key, text, day, published, time.process_time() - start)


def line(name: str, answers: Sequence[Answer]) -> str:
    """Return the figures as one line."""
    given = [one for one in answers if one.width]
    within = sum(one.is_held and (one.width or 0) <= _YEAR for one in answers)
    n, held = max(1, len(answers)), sum(one.is_held for one in given)
    width = statistics.median(one.width or 0 for one in given) if given else 0
    ms = 1000 * sum(one.seconds for one in answers) / n
    return (
        f"{name:16} n {len(answers):4} answers {len(given):4} "
        f"coverage {held / max(1, len(given)):.3f} ({len(given) - held} wrong) "
        f"within {within / n:.3f} width {width:6.0f} ms {ms:.1f}"
    )


def _shown(one: Answer) -> str:
    reasons = "; ".join(
        f"{basis.rule} '{one.text[basis.span.start : basis.span.end]}'" for basis in one.published.basis[:5] if basis.span
    )
    interval = one.published.interval
    told = f"{interval.earliest}..{interval.latest}" if interval else "no answer"
    return f"    {one.key[:40]} {one.day} {told} {reasons}"


def main() -> None:
    """Print the figures of every corpus, of the two that issue 5 names together, and of all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--only", default=",".join(CORPORA))
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--loose", type=int, default=0)
    args = parser.parse_args()
    found: dict[str, list[Answer]] = {}
    for name in args.only.split(","):
        found[name] = list(answered(args.shared / "data" / CORPORA[name].format(args.split)))
        print(line(name, found[name]), flush=True)
        for one in [one for one in found[name] if one.width and not one.is_held][: args.misses]:
            print(_shown(one))
        for one in [one for one in found[name] if not one.width or one.width > _YEAR][: args.loose]:
            print(_shown(one))
    print(line("gvc + captures", [one for name in TARGETS for one in found.get(name, [])]))
    print(line("all", [one for answers in found.values() for one in answers]))


if __name__ == "__main__":
    main()
