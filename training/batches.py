"""Marked texts to batches of windows with their targets. Not for: the model (see `model`)."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from training.corpora import VIOLENT, Incidents, Mark, Marked
from training.heads import INCIDENT_TYPES, LAYOUT, ROLES, STAGES
from wiredesk.sentences import sentences
from wiredesk.spans import Span
from wiredesk.tagger.pieces import Pieces, pieces_of, windows

IGNORED = -100
BIO_HEADS = tuple(head for head in LAYOUT.heads if head.kind == "bio")
N_CLASS = len(INCIDENT_TYPES)
LENGTHS = (96, 192, 320, 384)
# How often an epoch reads a text of the corpus: small corpora and those of the rarest heads more often, each time cut
# differently; a message of MUC-4 in capitals or in guessed case by chance; the two largest less, they converge first.
TIMES_READ = {
    "muc4": 0.7,
    "muc4_cased": 0.7,
    "uner_ewt": 2.0,
    "tempeval3": 2.0,
    "meantime_times": 2.0,
    "re3d": 2.0,
    "gvc": 0.7,
    "polnear": 0.65,
    "en_worldwide": 0.7,
}
# The last stage: names, which ask for the most from the fewest texts, with enough of the rest to forget nothing.
TIMES_READ_LAST = {
    "uner_ewt": 2.0,
    "muc4": 0.25,
    "muc4_cased": 0.25,
    "polnear": 0.15,
    "en_worldwide": 0.15,
    "gvc": 0.2,
    "conll04": 0.5,
    "wikiwars": 0.3,
}
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Hold one text cut into pieces with its targets.

    `bio` has shape (n_heads, n_pieces), IGNORED where a head is not annotated; `linked` (n_pieces, n_types) is 1 where a
    filler belongs to an incident of that type and -1 outside fillers; `spans` the incidents' fillers in characters.
    """

    pieces: Pieces
    sentences: list[Span]
    bio: Ints
    linked: Floats
    marked: Marked


@dataclass(frozen=True, slots=True)
class Window:
    """Hold one window: arrays as in `Prepared`; `types` and `stages` are 1, 0 or -1 (not known)."""

    ids: Ints
    shapes: Ints
    bio: Ints
    linked: Floats
    types: Floats
    stages: Floats


def _inside(pieces: Pieces, mark: Mark) -> Ints:
    return np.flatnonzero((pieces.starts < mark[1]) & (pieces.ends > mark[0]))


def _bio(pieces: Pieces, marks: list[Mark], labels: tuple[str, ...]) -> Ints:
    row = np.zeros(len(pieces), dtype=np.int64)
    for mark in marks:
        where = _inside(pieces, mark)
        if len(where):
            begin = 1 + 2 * labels.index(mark[2])
            row[where] = begin + 1
            row[where[0]] = begin
    return row


def prepare(marked: Marked, tokenizer: Tokenizer) -> Prepared:
    """Cut a text into pieces and lay its marks on them."""
    pieces = pieces_of(marked.text, tokenizer)
    bio = np.full((len(BIO_HEADS), len(pieces)), IGNORED, dtype=np.int64)
    for i, head in enumerate(BIO_HEADS):
        if head.name in marked.layers:
            bio[i] = _bio(pieces, marked.layers[head.name], head.labels)
        elif head.name in ROLES and marked.incidents == ():
            bio[i] = 0
    linked = np.full((len(pieces), N_CLASS), -1, dtype=np.float32)
    for incident in marked.incidents or ():
        for mark in incident.fillers:
            where = _inside(pieces, mark)
            linked[where] = np.maximum(linked[where], 0)
            for kind in incident.types:
                linked[where, INCIDENT_TYPES.index(kind)] = 1
    return Prepared(pieces, sentences(marked.text), bio, linked, marked)


def _in_window(incident: Incidents, start: int, end: int, is_first: bool) -> bool:
    """Tell whether the window tells of the incident: it names a filler, or it is the first and none is named anywhere."""
    return any(start <= s < end for s, _, _ in incident.fillers) or (is_first and not incident.fillers)


def _classes(text: Prepared, first: int, last: int) -> tuple[Floats, Floats]:
    """Return the targets of types and stages of a window: -1 where nothing is known."""
    types = np.full(N_CLASS, -1, dtype=np.float32)
    stages = np.full(len(STAGES), -1, dtype=np.float32)
    start, end = int(text.pieces.starts[first]), int(text.pieces.ends[last - 1])
    incidents = text.marked.incidents
    if incidents is None:
        if not VIOLENT.search(text.marked.text, start, end):
            types[:], stages[:] = 0, 0
        return types, stages
    here = [i for i in incidents if _in_window(i, start, end, first == 0)]
    if text.marked.knows_roles:
        types[:], stages[:] = 0, 0
    for incident in here:
        types[[INCIDENT_TYPES.index(k) for k in incident.types]] = 1
        stages[[STAGES.index(k) for k in incident.stages]] = 1
    return types, stages


def windows_of(text: Prepared, n_longest: int) -> Iterator[Window]:
    """Cut a prepared text into windows of at most that many pieces."""
    for first, last in windows(text.pieces, text.sentences, n_longest):
        types, stages = _classes(text, first, last)
        yield Window(
            text.pieces.ids[first:last],
            text.pieces.shapes[first:last],
            text.bio[:, first:last],
            text.linked[first:last],
            types,
            stages,
        )


def _n_readings(text: Prepared, rng: random.Random, times_read: Mapping[str, float]) -> int:
    wanted = times_read.get(text.marked.corpus, 1.0)
    return int(wanted) + (rng.random() < wanted - int(wanted))


def _n_longest(text: Prepared, rng: random.Random) -> int:
    if text.marked.corpus in ("uner_ewt", "re3d") and rng.random() < 0.7:
        return rng.choice((40, 64))
    return rng.choice(LENGTHS)


def epoch(texts: list[Prepared], *, seed: int, n_pieces: int, times_read: Mapping[str, float] = TIMES_READ) -> list[list[Window]]:
    """Return the batches of one epoch: fresh window lengths, about `n_pieces` a batch, mixed by the seed.

    Names are read sentence by sentence half of the time (measured: windows alone cost 3 points on UNER).
    """
    rng = random.Random(seed)
    every: list[Window] = []
    for text in texts:
        for _ in range(_n_readings(text, rng, times_read)):
            every += windows_of(text, _n_longest(text, rng))
    rng.shuffle(every)
    pools = [sorted(every[i : i + 1000], key=lambda w: len(w.ids)) for i in range(0, len(every), 1000)]
    batches: list[list[Window]] = []
    for pool in pools:
        batch: list[Window] = []
        for window in pool:
            if batch and (len(batch) + 1) * len(window.ids) > n_pieces:
                batches.append(batch)
                batch = []
            batch.append(window)
        batches.append(batch)
    rng.shuffle(batches)
    return batches
