"""Logits of word pieces to scored spans. Not for: running the model (see `onnx_tagger`).

Arrays called `logits` have shape (n_pieces, n_columns), float32, in the columns of `layout`.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from wiredesk.spans import Span, trimmed
from wiredesk.tagger.layout import Calibration, Head, Layout
from wiredesk.tagger.pieces import IntArray, Pieces
from wiredesk.tagger.tags import ScoredSpan

Floats = npt.NDArray[np.float32]
N_TOP = 3
_NEVER = np.float32(-1e9)
_PLAIN = Calibration()
# How the types of the Worldwide Newswire are called in Universal NER; the others are no names there.
_AS_NAME = {"Person": "PER", "Organization": "ORG", "Location": "LOC", "Facility": "LOC"}


def log_softmax(logits: Floats) -> Floats:
    """Return log probabilities over the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    normal: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return normal


def sigmoid(logits: Floats) -> Floats:
    """Return probabilities of independent labels."""
    chances: Floats = (1.0 / (1.0 + np.exp(-np.clip(logits, -30.0, 30.0)))).astype(np.float32)
    return chances


def best_paths(scores: Floats) -> IntArray:
    """Return the best label sequence of each row under the rule that I-x follows only B-x or I-x.

    `scores` has shape (n_rows, n_pieces, n_labels), n_labels odd: O, B-1, I-1, B-2, I-2, ...; the result
    (n_rows, n_pieces). Source: Viterbi's algorithm; the BIO rule makes a step linear in the labels.
    """
    n_rows, n_pieces, n_labels = scores.shape
    back = np.zeros((n_rows, n_pieces, n_labels), dtype=np.int8)
    rows = np.arange(n_rows)
    inner = np.arange(2, n_labels, 2)
    state = scores[:, 0].copy()
    state[:, inner] = _NEVER
    for t in range(1, n_pieces):
        best = state.argmax(axis=1)
        step = np.repeat(state[rows, best][:, None], n_labels, axis=1)
        back[:, t] = best[:, None]
        starts, goes_on = state[:, inner - 1], state[:, inner]
        step[:, inner] = np.maximum(starts, goes_on)
        back[:, t, inner] = np.where(starts >= goes_on, inner - 1, inner)
        state = step + scores[:, t]
    paths = np.zeros((n_rows, n_pieces), dtype=np.int64)
    paths[:, -1] = state.argmax(axis=1)
    for t in range(n_pieces - 1, 0, -1):
        paths[:, t - 1] = back[rows, t, paths[:, t]]
    return paths


def _mixed_names(layout: Layout, logits: Floats, share: float) -> Floats:
    """Return the log probabilities of the "names" head, mixed with those of "details" by `share`."""
    own = np.exp(log_softmax(logits[:, layout.columns("names")]))
    details = np.exp(log_softmax(logits[:, layout.columns("details")]))
    other = np.zeros_like(own)
    labels = layout.head("names").labels
    for i, label in enumerate(layout.head("details").labels):
        if label in _AS_NAME:
            column = 1 + 2 * labels.index(_AS_NAME[label])
            other[:, column : column + 2] += details[:, 1 + 2 * i : 3 + 2 * i]
    other[:, 0] = 1.0 - other[:, 1:].sum(axis=1)
    mixed: Floats = np.log(np.maximum((1.0 - share) * own + share * other, 1e-9)).astype(np.float32)
    return mixed


def _chances(head: Head, layout: Layout, logits: Floats, calibration: Calibration) -> Floats:
    """Return the log probabilities of one head, a span's beginning moved by the calibration."""
    if head.name == "names" and calibration.names_from_details > 0:
        own = _mixed_names(layout, logits, calibration.names_from_details)
    else:
        own = log_softmax(logits[:, layout.columns(head.name)])
    starts = calibration.starts.get(head.name)
    if starts is not None:
        own = own.copy()
        own[:, 1::2] += np.array(starts, dtype=np.float32)
        own = log_softmax(own)
    return own


def _stacked(every: Sequence[Floats]) -> Floats:
    """Return the log probabilities of all heads padded to one array."""
    widest = max(own.shape[1] for own in every)
    stacked = np.full((len(every), len(every[0]), widest), _NEVER, dtype=np.float32)
    for i, own in enumerate(every):
        stacked[i, :, : own.shape[1]] = own
    return stacked


def _spans_of(path: IntArray, chances: Floats, pieces: Pieces, text: str, labels: tuple[str, ...]) -> list[ScoredSpan]:
    """Read the spans off one path; a span's score is the mean probability of its pieces' labels."""
    found: list[ScoredSpan] = []
    inside = np.flatnonzero(path)
    first = 0
    while first < len(inside):
        last = first
        label = (int(path[inside[first]]) - 1) // 2
        while last + 1 < len(inside) and inside[last + 1] == inside[last] + 1 and path[inside[last + 1]] == 2 + 2 * label:
            last += 1
        where = inside[first : last + 1]
        span = trimmed(int(pieces.starts[where[0]]), int(pieces.ends[where[-1]]), text)
        if span:
            found.append(ScoredSpan(span, labels[label], float(np.exp(chances[where, path[where]]).mean())))
        first = last + 1
    return found


def spans_of(
    heads: Sequence[Head], layout: Layout, logits: Floats, *, pieces: Pieces, text: str, calibration: Calibration = _PLAIN
) -> dict[str, tuple[ScoredSpan, ...]]:
    """Decode all BIO heads at once; returns the spans by head name."""
    if len(logits) == 0:
        return {head.name: () for head in heads}
    every = [_chances(head, layout, logits, calibration) for head in heads]
    paths = best_paths(_stacked(every))
    return {head.name: tuple(_spans_of(paths[i], every[i], pieces, text, head.labels)) for i, head in enumerate(heads)}


def pooled(logits: Floats) -> Floats:
    """Pool (n_pieces, n_labels) logits as training does: the mean of the strongest pieces of each label."""
    n_top = min(N_TOP, len(logits))
    strongest: Floats = np.partition(logits, len(logits) - n_top, axis=0)[-n_top:].mean(axis=0)
    return strongest


def pieces_in(pieces: Pieces, span: Span) -> slice:
    """Return the pieces that lie in a span."""
    return slice(int(np.searchsorted(pieces.ends, span.start, side="right")), int(np.searchsorted(pieces.starts, span.end)))
