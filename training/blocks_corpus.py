"""Read the pages corpora as examples of the block model: gold bodies laid over the blocks. Not for: training (see `blocks`)."""

import re
import zlib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.lines_corpus import records
from wiredesk.article.blocks_chosen import Shown, seen, shown
from wiredesk.article.extractors import asked, outputs, readable
from wiredesk.tagger.blocks import Seen

N_FOLDS = 5
MODES = ("precise", "fast", "default", "recall")
"""The modes of trafilatura that are compared with; the model itself sees the first two."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Example:
    """Hold one page: its blocks, what the model sees of them, which are in the gold body, and what trafilatura gives."""

    id: str
    site: str
    gold: str
    shown: Shown
    seen: Seen
    is_body: NDArray[np.bool_]
    peers: dict[str, str]
    weight: float = 1.0

    @property
    def fold(self) -> int:
        """Return the fold, 0 to N_FOLDS - 1; one site is always in one fold."""
        return zlib.crc32((self.site or self.id).encode()) % N_FOLDS

    def block_weights(self) -> NDArray[np.float64]:
        """Return how much each block counts in training: by its words, 3 to 80, and less on a page with a long body.

        Scores are means over pages. Source: our choice; the root of the body's length lies between page and word.
        """
        sizes = np.array([len(_WORD.findall(text)) for text in self.seen.texts], dtype=np.float64)
        n_body = max(50.0, float(sizes[self.is_body].sum()))
        return self.weight * (500.0 / n_body) ** 0.5 * np.clip(sizes, 3.0, 80.0)


def in_body(texts: Sequence[str], gold: str) -> NDArray[np.bool_]:
    """Tell which blocks stand in the gold body: more than half of their words do, in one alignment of all words in order."""
    words = [(word, number) for number, text in enumerate(texts) for word in _WORD.findall(text)]
    matcher = SequenceMatcher(None, [word for word, _ in words], _WORD.findall(gold), autojunk=False)
    held, n = np.zeros(len(texts)), np.zeros(len(texts))
    for _, number in words:
        n[number] += 1
    for match in matcher.get_matching_blocks():
        for at in range(match.a, match.a + match.size):
            held[words[at][1]] += 1
    return np.asarray(held > 0.5 * np.maximum(n, 1))


def example(record: dict[str, Any]) -> Example | None:
    """Return a record of the pages corpora as an example, None where its page has no blocks."""
    markup, url = readable(record["html"]), record["url"]
    given = outputs(markup, url)
    page = shown(markup, given)
    if not page.blocks:
        return None
    peers = dict(zip(MODES, (*given, asked(markup, url), asked(markup, url, favor_recall=True)), strict=True))
    view = seen(page, given)
    return Example(record["id"], record["site"] or "", record["body"], page, view, in_body(view.texts, record["body"]), peers)


def load(path: Path, *, weight: float = 1.0) -> list[Example]:
    """Return the examples of one split."""
    with ProcessPoolExecutor(2) as pool:
        return [replace(one, weight=weight) for one in pool.map(example, records(path), chunksize=8) if one is not None]
