"""Read the corpora of `../shared/data` as marked texts for the reader's heads. Not for: windows and batches (see `batches`)."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from training.heads import CONFLICT, INCIDENT_TYPES, ROLES, STAGES

Mark = tuple[int, int, str]  # start, end (code points, end-exclusive), label
Record = dict[str, Any]

VIOLENT = re.compile(
    r"\b(?:kill|murder|bomb|explo|blast|attack|shoot|shot|gun|kidnap|abduct|hostage|terror|assassin|massacre|wound|injur|"
    r"dead\b|death|arson|torch|robb|ambush|grenade|rocket|missile|stab|threat|militant|rebel|guerrilla|hijack)",
    re.IGNORECASE,
)
SPORT = re.compile(
    r"\b(?:coach|match|goal|league|tournament|season|championship|striker|innings|wicket|semi-final|quarterfinal)s?\b", re.I
)


@dataclass(frozen=True, slots=True)
class Incidents:
    """Mark what one text tells of incidents: per incident its types, stages and filler spans with their roles."""

    types: tuple[str, ...]
    stages: tuple[str, ...]
    fillers: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """Hold one text with what is marked in it.

    `layers` maps a head's name to its marks: an empty list says "looked, found none", a missing head "not annotated".
    `incidents` is None where incidents are not annotated; `knows_roles` is False where only types are known.
    """

    text: str
    corpus: str
    layers: dict[str, list[Mark]] = field(default_factory=dict)
    incidents: tuple[Incidents, ...] | None = None
    knows_roles: bool = True


def records(path: Path) -> Iterator[Record]:
    """Yield the records of a JSON-lines file, packed (`.gz`) or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as stream:
        for line in stream:
            if line.strip():
                yield json.loads(line)


def _marks(record: Record, layer: str, keep: dict[str, str]) -> list[Mark]:
    """Return the marks of a layer whose type is in `keep`, renamed; of overlapping ones the longer."""
    found = [(m["start"], m["end"], keep[m["type"]]) for m in record[layer] if m["type"] in keep]
    return longest(found)


def longest(marks: list[Mark]) -> list[Mark]:
    """Return the marks without overlaps, longer ones first served, in order."""
    chosen: list[Mark] = []
    for mark in sorted(set(marks), key=lambda m: (m[0] - m[1], m[0])):
        if all(mark[1] <= c[0] or c[1] <= mark[0] for c in chosen):
            chosen.append(mark)
    return sorted(chosen)


def _names(shared: Path, corpus: str, split: str, head: str, keep: dict[str, str]) -> Iterator[Marked]:
    for record in records(shared / "data" / corpus / f"{split}.jsonl"):
        yield Marked(record["text"], corpus, {head: _marks(record, "mentions", keep)})


def same(labels: tuple[str, ...]) -> dict[str, str]:
    """Return a mapping of each label to itself."""
    return {label: label for label in labels}


def uner(shared: Path, split: str) -> Iterator[Marked]:
    """Read Universal NER's English Web Treebank."""
    return _names(shared, "uner_ewt", split, "names", same(("PER", "ORG", "LOC")))


def worldwide(shared: Path, split: str) -> Iterator[Marked]:
    """Read the English Worldwide Newswire; sports pages and pages without violent words hold no incident."""
    keep = same(("Person", "Organization", "Location", "Facility", "NORP", "Date", "Money", "Product", "Misc"))
    for marked in _names(shared, "en_worldwide", split, "details", keep):
        yield _without_incidents(marked)


def _without_incidents(marked: Marked) -> Marked:
    """Say "no incident" of a text that cannot tell of one: no violent word at all, or a page on sport."""
    n_violent = len(VIOLENT.findall(marked.text))
    is_sport = len({m.lower() for m in SPORT.findall(marked.text)}) >= 4 and n_violent <= 6
    if n_violent == 0 or is_sport:
        return Marked(marked.text, marked.corpus, marked.layers, incidents=())
    return marked


def conflict(shared: Path, split: str) -> Iterator[Marked]:
    """Read re3d."""
    keep = same(CONFLICT) | {"MilitaryPlatform": "Vehicle"}
    return _names(shared, "re3d", split, "conflict", keep)


def older(shared: Path, split: str) -> Iterator[Marked]:
    """Read CoNLL04's names."""
    return _names(shared, "conll04", split, "older", same(("PER", "ORG", "LOC", "OTHER")))


def times(shared: Path, split: str) -> Iterator[Marked]:
    """Read the time expressions of TempEval-3, MEANTIME (TIMEX3) and WikiWars (TIMEX2)."""
    for corpus, head in (("tempeval3", "times"), ("meantime_times", "times"), ("wikiwars", "narrative")):
        for record in records(shared / "data" / corpus / f"{split}.jsonl"):
            found = [(t["start"], t["end"], t["type"]) for t in record["times"]]
            yield Marked(record["text"], corpus, {head: longest(found)})


def statements(shared: Path, split: str) -> Iterator[Marked]:
    """Read PolNeAR; its pieces without violent words hold no incident (told by `batches`, window by window)."""
    for record in records(shared / "data" / "polnear" / f"{split}.jsonl"):
        found = [(s, e, role) for st in record["statements"] for role in ("source", "cue", "content") for s, e in st[role] or ()]
        yield _without_incidents(Marked(record["text"], "polnear", {"statements": longest(found)}))


_SLOTS = dict(
    zip(
        ROLES,
        (
            "perp_individual_id",
            "perp_organization_id",
            "phys_tgt_id",
            "hum_tgt_name",
            "hum_tgt_description",
            "incident_instrument_id",
        ),
        strict=True,
    )
)


def _values(slot: Any, known: tuple[str, ...]) -> tuple[str, ...]:
    values = [v.lower().replace(" ", "_") for fill in slot or () for v in fill["values"]]
    return tuple(v for v in values if v in known)


def _fillers(incident: Record) -> list[Mark]:
    return [
        (start, end, role)
        for role, slot in _SLOTS.items()
        for entity in incident[slot] or ()
        for alternative in entity["alternatives"]
        if not alternative.get("match")
        for start, end in alternative["spans"]
    ]


def muc(shared: Path, split: str) -> Iterator[Marked]:
    """Read MUC-4's messages with their incidents, each mention of a filler a mark."""
    for record in records(shared / "data" / "muc4" / f"{split}.jsonl"):
        found = tuple(
            Incidents(
                _values(i["incident_type"], INCIDENT_TYPES),
                _values(i["incident_stage_of_execution"], STAGES),
                tuple(_fillers(i)),
            )
            for i in record["incidents"]
        )
        marks = [m for i in found for m in i.fillers]
        layers = {role: longest([m for m in marks if m[2] == role]) for role in ROLES}
        yield Marked(record["text"], "muc4", layers, found)
        # The case was guessed back by the corpus; the product's texts have theirs, so both kinds are taught.
        yield Marked(record["text_truecased"], "muc4_cased", layers, found)


def shootings(shared: Path, split: str) -> Iterator[Marked]:
    """Read the Gun Violence Corpus: each report tells of an accomplished attack; who and what is not annotated."""
    for record in records(shared / "data" / "gvc" / f"{split}.jsonl"):
        yield Marked(record["text"], "gvc", {}, (Incidents(("attack",), ("accomplished",), ()),), knows_roles=False)


def everything(shared: Path, split: str) -> list[Marked]:
    """Read all that the reader is trained on."""
    readers = (uner, worldwide, conflict, older, times, statements, muc, shootings)
    return [marked for reader in readers for marked in reader(shared, split)]
