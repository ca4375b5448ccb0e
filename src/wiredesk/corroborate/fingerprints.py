"""What is kept of a text to find and judge its copies, without its words, and where to look for them.

What all copies share is runs of words: a fingerprint keeps their hashes in text order, so that two of them tell not only how
much is shared but where. Not for: the verdict (see `copies`).
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wiredesk.corroborate.figures import figure_of
from wiredesk.corroborate.outlets import outlet_of
from wiredesk.corroborate.shingles import KEY_WIDTH, WIDTH, Hashes, bare_words, run_hashes, word_hash, words_of
from wiredesk.corroborate.wires import wire_of
from wiredesk.records import Reading

# At most this many runs are kept; of longer texts every second, fourth ... by their hash, so that samples can be compared.
_MOST_RUNS = 2048
# Where to look: the smallest hashes of the whole text find a copy within a longer page, those of its head find cuts.
_N_KEYS = 32
_N_HEAD_KEYS = 12
_HEAD_WORDS = 160
_MOST_BREAKS = 40
_MOST_FIGURES = 60
_HEADER = struct.Struct("<BBIIIIHHHH")
_VERSION = 2


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Hold what is needed to find and judge copies of one text, at most 9 kB, without its words.

    `runs` are 32-bit hashes of five words in a row (little-endian, in text order, each once), of which `level` says how
    many low bits must be zero; `n_runs` counts them before that sampling. `title` are word hashes, `keys` 64-bit hashes.
    `outlet` and `wire` are hashes of names, 0 when unknown; `n_head` is the number of kept runs in the text's first 160 words,
    `breaks` say before which kept runs another story may begin on the same page, `figures` which kept run each number of the
    text begins (16-bit pairs of place and hash).
    """

    n_runs: int
    level: int
    n_head: int
    runs: bytes
    title: bytes
    keys: tuple[int, ...]
    outlet: int = 0
    wire: int = 0
    breaks: tuple[int, ...] = ()
    figures: bytes = b""

    def to_bytes(self) -> bytes:
        """Return the fingerprint as bytes."""
        n_title, n_keys = len(self.title) // 4, len(self.keys)
        counts = (self.n_head, n_title, n_keys, len(self.breaks), len(self.figures) // 4)
        head = _HEADER.pack(_VERSION, self.level, self.n_runs, self.outlet, self.wire, *counts)
        told = struct.pack(f"<{n_keys}q{len(self.breaks)}H", *self.keys, *self.breaks)
        return head + self.title + told + self.figures + self.runs

    @classmethod
    def from_bytes(cls, packed: bytes) -> "Fingerprint":
        """Read back what `to_bytes` wrote.

        :raises ValueError: when it is nothing of the kind.
        """
        if len(packed) < _HEADER.size or packed[0] != _VERSION:
            raise ValueError(
                f"a fingerprint of version {packed[:1].hex() or 'none'} and {len(packed)} bytes; expected version {_VERSION}"
            )
        _, level, n_runs, outlet, wire, n_head, n_title, n_keys, n_breaks, n_figures = _HEADER.unpack_from(packed)
        keys_at = _HEADER.size + 4 * n_title
        figures_at = keys_at + 8 * n_keys + 2 * n_breaks
        runs_at = figures_at + 4 * n_figures
        if len(packed) < runs_at or (len(packed) - runs_at) % 4:
            raise ValueError(f"a fingerprint that is cut: {len(packed)} bytes")
        told = struct.unpack_from(f"<{n_keys}q{n_breaks}H", packed, keys_at)
        title, figures, runs = packed[_HEADER.size : keys_at], packed[figures_at:runs_at], packed[runs_at:]
        return cls(n_runs, level, n_head, runs, title, told[:n_keys], outlet, wire, told[n_keys:], figures)


def fingerprint(reading: Reading) -> Fingerprint:
    """Return the fingerprint of a report's body and title."""
    article = reading.report.article
    told = words_of(article.text)
    hashes = run_hashes(told.words, WIDTH)
    first = np.sort(np.unique(hashes, return_index=True)[1])
    runs = (hashes[first] >> np.uint64(32)).astype(np.uint32)
    level = 0
    kept = np.ones(len(runs), bool)
    while int(kept.sum()) > _MOST_RUNS:
        level += 1
        kept = (runs & np.uint32((1 << level) - 1)) == 0
    before = np.cumsum(np.bincount(first[kept], minlength=len(told.words) + 1))

    def place_of(word: int) -> int:
        """Return the number of kept runs that begin before a word."""
        return int(before[word - 1]) if word else 0

    outlet, wire = outlet_of(reading.report), wire_of(reading)
    title = sorted({word_hash(word) for word in bare_words(article.title or "")})[:200]
    return Fingerprint(
        n_runs=len(runs),
        level=level,
        n_head=int(kept[first < _HEAD_WORDS].sum()),
        runs=runs[kept].astype("<u4").tobytes(),
        title=np.array(title, "<u4").tobytes(),
        keys=_keys(told.words),
        outlet=word_hash(outlet.key) if outlet else 0,
        wire=word_hash(wire) if wire else 0,
        breaks=tuple(place_of(at) for at in told.breaks[:_MOST_BREAKS]),
        figures=_figures(told.words, place_of),
    )


def _figures(words: list[str], place_of: Callable[[int], int]) -> bytes:
    found = [(place_of(at), word_hash(figure) & 0xFFFF) for at, word in enumerate(words) if (figure := figure_of(word))]
    return np.array(found[:_MOST_FIGURES], "<u2").tobytes()


def bands(fp: Fingerprint) -> tuple[int, ...]:
    """Return the keys, signed 64-bit and at most 32, of which a copy shares at least one with all but certainty.

    A key that very many reports hold is a phrase of a site; whoever looks up may pass over it.
    """
    return fp.keys


def _keys(words: list[str]) -> tuple[int, ...]:
    hashes = run_hashes(words, KEY_WIDTH)
    whole = np.unique(hashes)
    head = np.unique(hashes[:_HEAD_WORDS])[:_N_HEAD_KEYS]
    rest = whole[:_N_KEYS]
    chosen = list(dict.fromkeys([*_signed(head), *_signed(rest)]))[:_N_KEYS]
    return tuple(sorted(chosen))


def _signed(hashes: Hashes) -> list[int]:
    return [int(one) for one in hashes.view(np.int64)]


def runs_of(fp: Fingerprint, level: int) -> NDArray[np.uint32]:
    """Return the kept runs of a fingerprint in text order, thinned to a coarser `level`."""
    runs = np.frombuffer(fp.runs, "<u4").astype(np.uint32)
    return runs if level <= fp.level else runs[(runs & np.uint32((1 << level) - 1)) == 0]
