"""Measure entities across reports: `python -m benchmarks.entities ../shared/data/ecbplus/dev.jsonl`, or MEANTIME's.

The reader reads the texts (`--cache` keeps its readings); each of its entities gets the instance of the corpus (people, bodies
and places) that most of its mentions overlap. Pairs are those of one topic and two documents whose instances the corpus links
across documents. Prints blocking recall, pairwise precision and recall of joined and of proposed pairs, by type.
`--misses N` tells some pairs that went wrong.
"""

import argparse
import collections
import datetime
import itertools
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.scoring import records
from wiredesk.article import take_as_is
from wiredesk.corroborate.entities import (
    JOIN_ENTITY,
    PROPOSE_ENTITY,
    EntityProfile,
    compare_entities,
    entity_keys,
    entity_profile,
)
from wiredesk.desk.reader import Reader
from wiredesk.documents import Source
from wiredesk.errors import WiredeskError
from wiredesk.interchange.report_json import report_json
from wiredesk.interchange.report_parse import reading_from_json
from wiredesk.records import Entity, Reading
from wiredesk.spans import Span

_KINDS = ("HUMAN_", "LOC_", "PER", "ORG", "LOC")
# A mention of ours and one of ECB+ are of one entity when they share half of the longer one's characters.
_SHARED = 0.5


@dataclass(frozen=True, slots=True)
class Known:
    """Hold one entity of one document with its instance, None where the corpus links none."""

    document: str
    topic: str
    instance: str | None
    profile: EntityProfile
    keys: frozenset[str]


def readings(corpus: Path, cache: Path | None) -> Iterator[tuple[dict[str, Any], Reading]]:
    """Yield every document with its reading, from the cache where there is one."""
    kept: dict[str, Any] = {}
    if cache and cache.is_file():
        kept = {one["id"]: one["reading"] for one in records(cache)}
    reader = Reader()
    made = []
    for record in records(corpus):
        if record["id"] not in kept:
            source = Source(record["id"], "text/plain", "0" * 64, len(record["text"]))
            report = take_as_is(record["text"], date=day_of(record), source=source)
            try:
                kept[record["id"]] = report_json(reader.read_report(report).reading)
            except WiredeskError as error:
                print(f"{record['id']}: {error}", file=sys.stderr)
                continue
        made.append({"id": record["id"], "reading": kept[record["id"]]})
        yield record, reading_from_json(kept[record["id"]])
    if cache:
        cache.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in made), encoding="utf-8")


def day_of(record: dict[str, Any]) -> datetime.date | None:
    """Return the publication day of a document, None where the corpus has none or but a part of one."""
    words = str(record.get("date") or "")[:10]
    return datetime.date.fromisoformat(words) if re.fullmatch(r"\d{4}-\d\d-\d\d", words) else None


def instance_of(entity: Entity, gold: list[dict[str, Any]]) -> str | None:
    """Return the instance that most of an entity's mentions are of."""
    votes: collections.Counter[str] = collections.Counter()
    for span in entity.mentions:
        shares = [(span.n_shared(own := Span(m["start"], m["end"])) / max(len(span), len(own)), m["entity"]) for m in gold]
        best, instance = max(shares, default=(0.0, ""))
        if best >= _SHARED:
            votes[instance] += 1
    return votes.most_common(1)[0][0] if votes else None


def known(corpus: Path, cache: Path | None) -> list[Known]:
    """List the entities of a corpus."""
    found = []
    for record, reading in readings(corpus, cache):
        gold = [m for m in record["mentions"] if m["type"].startswith(_KINDS) and m["end"] > m["start"]]
        for entity in reading.entities:
            instance = instance_of(entity, gold)
            # An instance of one document alone ("12_16ecb:m18") was not looked for in the others.
            linked = instance if instance and ":" not in instance else None
            profile = entity_profile(reading, entity)
            found.append(Known(record["id"], record["topic"], linked, profile, frozenset(entity_keys(profile))))
    return found


@dataclass(frozen=True, slots=True)
class Pair:
    """Hold a pair with its score; 0 for one that no key brings together."""

    left: Known
    right: Known
    is_same: bool
    is_met: bool
    score: float


def pairs(entities: list[Known]) -> Iterator[Pair]:
    """Yield the pairs that the corpus knows about."""
    by_topic: dict[str, list[Known]] = {}
    for one in entities:
        if one.instance:
            by_topic.setdefault(one.topic, []).append(one)
    for group in by_topic.values():
        for left, right in itertools.combinations(group, 2):
            if left.document != right.document and left.profile.type is right.profile.type:
                is_met = bool(left.keys & right.keys)
                score = compare_entities(left.profile, right.profile).score if is_met else 0.0
                yield Pair(left, right, left.instance == right.instance, is_met, score)


def figures(found: list[Pair], least: float) -> str:
    """Return precision and recall of the pairs that score `least`."""
    same = [pair for pair in found if pair.is_same]
    right = sum(pair.score >= least for pair in same)
    told = sum(pair.score >= least for pair in found)
    return f"P {right / max(told, 1):.3f} R {right / max(len(same), 1):.3f} ({told} of {len(same)})"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Measure entities across reports on ECB+.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--cache", type=Path, help="a JSONL file to keep the readings in")
    parser.add_argument("--misses", type=int, default=0)
    given = parser.parse_args()
    found = list(pairs(known(given.corpus, given.cache)))
    for kind in (None, *sorted({pair.left.profile.type for pair in found})):
        own = [pair for pair in found if kind in (None, pair.left.profile.type)]
        same = [pair for pair in own if pair.is_same]
        met = sum(pair.is_met for pair in same) / max(len(same), 1)
        joined, proposed = figures(own, JOIN_ENTITY), figures(own, PROPOSE_ENTITY)
        print(f"{kind or 'all':>13}  joined {joined}  proposed {proposed}  blocking R {met:.3f}")
    tell_misses(found, given.misses)


def tell_misses(found: list[Pair], most: int) -> None:
    """Print pairs that were joined wrongly, and pairs that were missed, each kind of names once."""
    for title, own in (
        ("joined wrongly", [pair for pair in found if not pair.is_same and pair.score >= JOIN_ENTITY]),
        ("missed", [pair for pair in found if pair.is_same and pair.score < JOIN_ENTITY]),
    ):
        told = collections.Counter((p.left.profile.name, p.right.profile.name, p.left.profile.type.value) for p in own)
        for (left, right, kind), n in told.most_common(most):
            one = next(p for p in own if (p.left.profile.name, p.right.profile.name) == (left, right))
            reasons = compare_entities(one.left.profile, one.right.profile).reasons
            notes = "; ".join(f"{reason.code} {reason.weight:+.1f}" for reason in reasons)
            where = f"{one.left.document} {one.right.document}{'' if one.is_met else ' (no key in common)'}"
            print(f"{title}: {n} {kind} {left!r} {right!r} {one.score:.2f} [{notes}] {where}")


if __name__ == "__main__":
    main()
