"""Read the captures corpora as examples of the line model. Not for: inventing furniture (see `lines_furniture`)."""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wiredesk.tagger.lines_layout import Layout, lay_out

KINDS = ("article", "title", "byline", "date", "chrome")
N_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Example:
    """Hold one capture cut into units with what each unit is: `is_body` bool, `kind` index into KINDS.

    `weight` multiplies the whole page, `is_own` says that we invented it.
    """

    id: str
    page: str
    site: str
    layout: Layout
    is_body: NDArray[np.bool_]
    kind: NDArray[np.int8]
    gold: str
    flavour: str
    weight: float = 1.0
    is_own: bool = False

    @property
    def fold(self) -> int:
        """Return the fold for out-of-fold guesses, 0 to N_FOLDS - 1; one site is always in one fold."""
        return zlib.crc32(self.site.encode()) % N_FOLDS


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a .jsonl or .jsonl.gz file."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    for line in text.split("\n"):
        if line:
            yield json.loads(line)


def example(record: dict[str, Any], *, weight: float = 1.0, is_own: bool = False) -> Example:
    """Return a record of the captures corpora as an example; a unit takes the label of most of its characters."""
    layout = lay_out(record["text"])
    gold = {line["start"]: line for line in record["lines"]}
    body, kind = [], []
    for unit in layout.units:
        lines = [gold[line.start] for line in layout.lines[unit.first : unit.last] if line.start in gold]
        sizes = np.zeros(len(KINDS))
        for line in lines:
            sizes[KINDS.index(line["label"])] += line["end"] - line["start"]
        kind.append(int(sizes.argmax()) if lines else KINDS.index("chrome"))
        body.append(sum((line["end"] - line["start"]) * (1 if line["body"] else -1) for line in lines) > 0)
    return Example(
        record["id"],
        record.get("page") or record["id"],
        record.get("site") or record["id"],
        layout,
        np.array(body, dtype=np.bool_),
        np.array(kind, dtype=np.int8),
        record["body"],
        record["flavour"],
        weight,
        is_own,
    )
