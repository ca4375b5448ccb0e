"""The reports of the corpora that tell which are one incident, read and profiled. Not for: pairs of them (see `incidents_pairs`).

Reading costs some six minutes; what was read is kept in out/training, so that a change of the comparison alone takes seconds.
"""

import datetime
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wiredesk.article import take_as_is
from wiredesk.corroborate.incidents import IncidentProfile, report_profile
from wiredesk.desk.reader import Reader
from wiredesk.documents import Source
from wiredesk.interchange.report_json import report_json
from wiredesk.interchange.report_parse import reading_from_json

CACHE = Path(__file__).parents[1] / "out/training"


@dataclass(frozen=True, slots=True)
class Told:
    """Hold one report with its gold: `incident` is what it tells of, `kin` what must not be parted by folds (the incident in
    GVC, the topic in ECB+); `record` is the line of the corpus."""

    id: str
    incident: str
    kin: str
    profile: IncidentProfile
    record: dict[str, Any]


def told(shared: Path, corpus: str, split: str) -> list[Told]:
    """Return the reports of a split, in order."""
    records = [json.loads(line) for line in (shared / "data" / corpus / f"{split}.jsonl").open(encoding="utf-8")]
    readings = _readings(records, CACHE / f"readings_{corpus}_{split}.jsonl")
    return [_told(record, reading) for record, reading in zip(records, readings, strict=True)]


def _told(record: dict[str, Any], reading: dict[str, Any]) -> Told:
    incident = str(record.get("incident", record["id"]))
    return Told(record["id"], incident, str(record.get("topic", incident)), report_profile(reading_from_json(reading)), record)


def _readings(records: list[dict[str, Any]], cache: Path) -> Iterator[dict[str, Any]]:
    if not cache.is_file():
        reader = Reader()
        cache.parent.mkdir(parents=True, exist_ok=True)
        part = cache.with_suffix(".part")
        with part.open("w", encoding="utf-8") as out:
            for number, record in enumerate(records):
                print(f"\r{cache.stem} {number}", end="", file=sys.stderr, flush=True)
                out.write(json.dumps(_read(reader, record), ensure_ascii=False) + "\n")
        part.replace(cache)
    with cache.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def _read(reader: Reader, record: dict[str, Any]) -> dict[str, Any]:
    day = datetime.date.fromisoformat(record["date"]) if record.get("date") else None
    source = Source(record["id"], "text/plain", "", len(record["text"]))
    return report_json(reader.read_report(take_as_is(record["text"], date=day, source=source)).reading)
