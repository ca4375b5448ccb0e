"""A report with rulings of people, made one after the other as the desk makes them."""

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from stand_ins import threat_reading
from wiredesk.records import Reading
from wiredesk.review import Action, Ruled, Ruling, apply_rulings
from wiredesk.review.making import Maker, Signed

NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


class Case:
    """Hold one reading and the rulings on it."""

    def __init__(self, reading: Reading | None = None) -> None:
        self.raw = reading or threat_reading()
        self.rulings: list[Ruling] = []

    @property
    def ruled(self) -> Ruled:
        return apply_rulings(self.raw, self.rulings)

    @property
    def reading(self) -> Reading:
        return self.ruled.reading

    def maker(self) -> Maker:
        return Maker(12, self.raw, self.rulings, signed=Signed("ana", NOON, "seen on the page"))

    def keep(self, ruling: Ruling) -> int:
        """Keep a ruling as a store would: through JSON, under the next number."""
        kept = replace(ruling, id=len(self.rulings) + 1)
        self.rulings.append(Ruling.from_json(json.loads(json.dumps(kept.to_json()))))
        return kept.id

    def accept(self, address: str) -> int:
        return self.keep(self.maker().accept(address))

    def reject(self, address: str) -> int:
        return self.keep(self.maker().reject(address))

    def correct(self, address: str, words: str) -> int:
        return self.keep(self.maker().correct(address, words))

    def add(self, kind: str, **given: str) -> int:
        return self.keep(self.maker().add(kind, given))

    def add_one(self, addition: tuple[str, Mapping[str, str]]) -> int:
        return self.add(addition[0], **addition[1])

    def split(self, address: str, leaving: Sequence[str], given: Mapping[str, str] | None = None) -> int:
        return self.keep(self.maker().split(address, leaving, given or {}))

    def undo(self, ruling_id: int) -> int:
        return self.keep(Ruling(at=NOON, who="ben", action=Action.UNDO, kind="ruling", report_id=12, undoes=ruling_id))
