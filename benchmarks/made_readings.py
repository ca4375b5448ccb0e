"""As many different readings as wanted, made of 300 real ones, for measuring the store, the search and the linking.

Every made report is a real one with other words of the same lengths in the places of its own, so that all spans still
hold: each name becomes another name throughout, a third of the other words become other words of the corpus as often as
they occur there, the days move, the numbers stay. So sizes, vocabulary and numbers of records are real, and no two are copies
(a run of five words survives once in seven). What such a text says is nonsense.

    python -m benchmarks.made_readings            read the 300 real ones (minutes; kept in out/ for the next time)
"""

import datetime
import gzip
import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from wiredesk.dates.interval import Interval
from wiredesk.interchange.report_json import report_json
from wiredesk.interchange.report_parse import reading_from_json
from wiredesk.records import Dated, Entity, Incident, Reading

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
CACHE = ROOT / "out" / "made_readings.json.gz"
# Corpus, how many of its train split, the field that holds the text, and what media type that is.
_PARTS = (("captures", 140, "text"), ("gvc", 80, "text"), ("muc4", 80, "text_truecased"))
_WORD = re.compile(r"[A-Za-z]{3,}")
_SHARE_CHANGED = 0.35
_N_HOSTS = 400
_FIRST_DAY, _N_DAYS = datetime.date(2014, 1, 1), 4000


def made_readings(
    n: int, seed: int = 0, *, real: Sequence[tuple[Reading, bytes]] | None = None
) -> Iterator[tuple[Reading, bytes]]:
    """Yield `n` readings, each with the bytes that it is said to be read from; the same for the same seed.

    `real` are the readings that they are made of, with their sources; those of this file where none are given.

    :raises FileNotFoundError: when neither the kept readings nor the corpora are there.
    """
    real = real or real_readings()
    words = _Words([reading for reading, _ in real])
    for number in range(n):
        chance = random.Random(f"{seed}/{number}")
        reading, data = real[chance.randrange(len(real))]
        yield _made(reading, data, words, chance, f"{seed}-{number}")


def real_readings() -> list[tuple[Reading, bytes]]:
    """Return the real readings with their sources, read now unless they are kept from the last time."""
    if not CACHE.exists():
        CACHE.parent.mkdir(exist_ok=True)
        told = [{"reading": report_json(reading), "source": data.decode()} for reading, data in _read()]
        CACHE.write_bytes(gzip.compress(json.dumps(told).encode()))
    kept = json.loads(gzip.decompress(CACHE.read_bytes()))
    return [(reading_from_json(one["reading"]), one["source"].encode()) for one in kept]


def _read() -> Iterator[tuple[Reading, bytes]]:
    from wiredesk.desk.reader import Reader
    from wiredesk.errors import Rejected
    from wiredesk.pages.parcel import Parcel

    reader = Reader()
    for corpus, wanted, name in _PARTS:
        for record in _records(corpus, wanted):
            data = record[name].encode()
            try:
                yield reader.read_parcel(Parcel(data, f"{corpus}/{record['id']}", "text/plain")), data
            except Rejected:
                continue


def _records(corpus: str, wanted: int) -> list[dict[str, Any]]:
    lines = (DATA / corpus / "train.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in random.Random(3).sample(lines, wanted)]


class _Words:
    """Hold words of a corpus by their length, names apart, each as often as it occurs."""

    def __init__(self, readings: list[Reading]) -> None:
        self.plain, self.names = defaultdict[int, list[str]](list), defaultdict[int, list[str]](list)
        for reading in readings:
            named = set(_WORD.findall(" ".join(entity.name for entity in reading.entities)))
            for word in named:
                self.names[len(word)].append(word)
            for word in _WORD.findall(reading.report.article.text):
                if word not in named and word.islower():
                    self.plain[len(word)].append(word)

    def other(self, word: str, chance: random.Random, *, is_name: bool) -> str:
        """Return another word of this length and case."""
        pool = (self.names if is_name else self.plain).get(len(word))
        if not pool:
            return word
        found = pool[int(chance.random() * len(pool))]
        if is_name:
            return found
        return found if word.islower() else found.upper() if word.isupper() else found.capitalize()


class _Change:
    """Put other words into the texts of one report, the same name for the same name everywhere."""

    def __init__(self, reading: Reading, words: _Words, chance: random.Random) -> None:
        named = {word for entity in reading.entities for word in _WORD.findall(entity.name)}
        self._names = {word: words.other(word, chance, is_name=True) for word in sorted(named)}
        self._words, self._chance = words, chance

    def __call__(self, text: str) -> str:
        """Return `text` with other words, as long as before."""
        return _WORD.sub(self._other, text)

    def _other(self, found: re.Match[str]) -> str:
        word = found[0]
        if word in self._names:
            return self._names[word]
        return self._words.other(word, self._chance, is_name=False) if self._chance.random() < _SHARE_CHANGED else word


def _made(reading: Reading, data: bytes, words: _Words, chance: random.Random, name: str) -> tuple[Reading, bytes]:
    change = _Change(reading, words, chance)
    day = _FIRST_DAY + datetime.timedelta(chance.randrange(_N_DAYS))
    was = reading.report.published.interval
    by = (day - was.latest) if was else datetime.timedelta(0)
    text = change(reading.report.article.text)
    made = f"<!-- {name} -->\n".encode() + data
    title = reading.report.article.title or text.partition("\n")[0][:90]
    article = replace(reading.report.article, text=text, title=change(title), origin=None)
    host = f"news{int(_N_HOSTS * chance.random() ** 3)}.example"
    source = replace(
        reading.report.source, uri=f"made/{name}", url=f"https://{host}/{name}", sha256=hashlib.sha256(made).hexdigest(),
        n_bytes=len(made),
    )  # fmt: skip
    published = replace(reading.report.published, interval=Interval(day, day))
    report = replace(reading.report, source=source, article=article, published=published, lines=())
    entities = tuple(_entity(one, change) for one in reading.entities)
    incidents = tuple(_incident(one, by) for one in reading.incidents)
    return replace(reading, report=report, entities=entities, incidents=incidents), made


def _entity(entity: Entity, change: _Change) -> Entity:
    return replace(entity, name=change(entity.name), aliases=tuple(change(alias) for alias in entity.aliases))


def _incident(incident: Incident, by: datetime.timedelta) -> Incident:
    if incident.date is None:
        return incident
    old = incident.date.interval
    moved = Interval(old.earliest + by, old.latest + by)
    return replace(incident, date=Dated(incident.date.value, moved, incident.date.span))


if __name__ == "__main__":
    read = real_readings()
    n_chars = sum(len(reading.report.article.text) for reading, _ in read) // len(read)
    n_bytes = sum(len(data) for _, data in read) // len(read)
    print(f"{len(read)} readings, {n_chars} characters of article and {n_bytes} bytes of source each")
