"""Measure where the blocks of an HTML page stand: boxes and their names, links, pictures, twins. Not for: their words.

One row a block, float32; the columns are named in `NAMES`, in order.
"""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise, takewhile

import numpy as np
from numpy.typing import NDArray

from wiredesk.article.blocks import Block, Box

Matrix = NDArray[np.float32]
_WORD = re.compile(r"\w+")
_OWN_TAGS = "p div li h1 h2 h3 h4 h5 td th blockquote figcaption pre dd section article".split()
_OUTER_TAGS = (
    "article main aside nav header footer figure form table ul ol blockquote section p a figcaption address details".split()
)
# Words in the names that pages give their elements; those of four letters and more are looked for inside longer names too.
_TOKENS = (
    "article body content entry post text comment share social related promo ad nav menu footer header sidebar widget newsletter "
    "caption credit author byline bio meta tag date title tool popular recommend more list summary intro lead quote pull embed "
    "gallery info note disclaimer label teaser card toc read button twitter copyright"
).split()
_BITS = {token: number for number, token in enumerate(_TOKENS)}
_SHORT = "|".join(token for token in _TOKENS if len(token) < 4)
_LONG = "|".join(sorted((token for token in _TOKENS if len(token) >= 4), key=len, reverse=True))
_KNOWN = re.compile(rf"{_LONG}|(?<![a-z])(?:{_SHORT})(?![a-z])")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PART = re.compile(r"[a-z]{2,20}")
_MOST_PARTS = 12
_NEAR_LEVELS, _FAR_LEVELS, _MOST_LEVELS = 3, 12, 60
_PROSE_WORDS, _PROSE_LINKS = 8, 0.5

NAMES: tuple[str, ...] = (
    *"link_share n_links bold_share slanted_share depth pictures_before pictures_after".split(),
    *"parent_prose above_prose parent_blocks n_inside n_same only_child kin_prose kin_blocks kin_links".split(),
    *"parent_links above_links".split(),
    *"shared_before shared_after to_heart under_heart first_inside last_inside".split(),
    *(f"is_{tag}" for tag in _OWN_TAGS),
    *(f"in_{tag}" for tag in _OUTER_TAGS),
    *(f"own:{token}" for token in _TOKENS),
    *(f"near:{token}" for token in _TOKENS),
)


@functools.lru_cache(maxsize=4096)
def _bits(names: str) -> int:
    """Return the tokens that names hold, a bit each."""
    found = 0
    for token in _KNOWN.findall(_HUMP.sub("-", names).lower()):
        found |= 1 << _BITS[token]
    return found


@functools.lru_cache(maxsize=4096)
def _parts(names: str, level: str) -> tuple[str, ...]:
    """Return the words that names are made of, each with its level before it; `articleBody` is two."""
    found = _PART.findall(_HUMP.sub("-", names).lower())
    return tuple(dict.fromkeys(level + part for part in found[:_MOST_PARTS]))


def _unpacked(rows: Sequence[int]) -> Matrix:
    """Return one row of 0 and 1 for each number, shape (n, number of tokens)."""
    size = (len(_TOKENS) + 7) // 8
    packed = np.frombuffer(b"".join(row.to_bytes(size, "little") for row in rows), dtype=np.uint8).reshape(len(rows), size)
    return np.unpackbits(packed, axis=1, count=len(_TOKENS), bitorder="little").astype(np.float32)


def _around(block: Block) -> list[Box]:
    """Return the boxes around a block's own, at most eleven, without the whole page."""
    outer = islice(block.box.outwards(), 1, _FAR_LEVELS)
    return list(takewhile(lambda box: box.tag not in ("body", "html"), outer))


def _tokens(block: Block) -> tuple[int, int]:
    """Return the tokens of a block's own names, and of those of the three boxes around it."""
    near = 0
    for box in _around(block)[:_NEAR_LEVELS]:
        near |= _bits(box.names)
    return _bits(block.box.names) | (_bits(block.inner_names) if block.inner_names else 0), near


def called(block: Block) -> tuple[str, str, str]:
    """Return the words in a block's own names, in those of the three boxes around it, and of eight more, as three texts.

    Each word carries a sign of its level, so that what is learnt of one says nothing of another.
    """
    around = _around(block)
    own = (*_parts(block.box.tag, "tag"), *_parts(block.box.names, "own"), *_parts(block.inner_names, "inner"))
    near = (part for box in around[:_NEAR_LEVELS] for part in (f"near{box.tag}", *_parts(box.names, "near")))
    far = (part for box in around[_NEAR_LEVELS:] for part in _parts(box.names, "far"))
    return " ".join(own), " ".join(near), " ".join(far)


def _parent(box: Box) -> Box:
    return box.parent or box


def kinship(blocks: Iterable[Block]) -> list[str]:
    """Return for each block a key that blocks of one make share: tag and names of its box and of the box around it."""
    return [
        f"{b.box.tag} {b.box.names[:40]} {b.inner_names[:20]}|{_parent(b.box).tag} {_parent(b.box).names[:40]}" for b in blocks
    ]


class _Weights:
    """Hold how much prose and how many links stand right under each box, under the one above, and in blocks of one make."""

    def __init__(self, blocks: Sequence[Block], keys: Sequence[str]) -> None:
        self.prose: Counter[Box | str] = Counter()
        self.size: Counter[Box | str] = Counter()
        self.linked: Counter[Box | str] = Counter()
        self.n: Counter[Box | str] = Counter()
        under: Counter[Box] = Counter()
        for block, key in zip(blocks, keys, strict=True):
            above = _parent(block.box)
            is_prose = block.link_share < _PROSE_LINKS and len(_WORD.findall(block.text[:200])) >= _PROSE_WORDS
            n_prose = len(block.text) if is_prose else 0
            for group in (above, _parent(above), key):
                self.prose[group] += n_prose
                self.size[group] += len(block.text)
                self.linked[group] += block.n_linked
                self.n[group] += 1
            under[above] += n_prose
        self.heart = max(under, key=lambda box: under[box])
        self.most = max(1, under[self.heart])
        self.around = {box: level for level, box in enumerate(islice(self.heart.outwards(), _MOST_LEVELS))}

    def links(self, group: Box | str) -> float:
        """Return the share of a group's characters that are links."""
        return self.linked[group] / max(1, self.size[group])

    def to_heart(self, box: Box) -> tuple[float, float]:
        """Return the steps out from a box to one that holds the heart of the prose, and from there down to the heart."""
        for steps, outer in enumerate(islice(box.outwards(), _MOST_LEVELS)):
            if outer in self.around:
                return float(steps), float(self.around[outer])
        return float(_MOST_LEVELS), float(_MOST_LEVELS)


def _shared(one: Box, other: Box | None) -> float:
    """Return the levels that two boxes do not share, of the deeper one; 30 at most and at the ends of the page."""
    if other is None:
        return 30.0
    mine = set(islice(one.outwards(), 30))
    for steps, box in enumerate(islice(other.outwards(), 30)):
        if box in mine:
            return float(max(steps, one.depth - box.depth))
    return 30.0


def _row(block: Block, key: str, weights: _Weights, n_before: int, n_after: int) -> list[float]:
    box, size = block.box, len(block.text)
    above = _parent(box)
    high = _parent(above)
    return [
        block.link_share,
        float(block.n_links),
        min(1.0, block.n_bold / size),
        min(1.0, block.n_slanted / size),
        float(box.depth),
        float(min(9, n_before)),
        float(min(9, n_after)),
        weights.prose[above] / weights.most,
        weights.prose[high] / weights.most,
        float(weights.n[above]),
        float(above.n_inside.total()),
        float(above.n_inside[box.tag]),
        float(above.n_inside.total() <= 1),
        weights.prose[key] / weights.most,
        float(weights.n[key]),
        weights.links(key),
        weights.links(above),
        weights.links(high),
    ]


def _places(blocks: Sequence[Block], weights: _Weights) -> Matrix:
    """Return the columns from `shared_before` to `last_inside`."""
    spots: dict[Box, list[int]] = defaultdict(list)
    for number, block in enumerate(blocks):
        spots[_parent(block.box)].append(number)
    gaps = [30.0, *(_shared(one.box, other.box) for one, other in zip(blocks[1:], blocks, strict=False)), 30.0]
    rows = []
    for number, block in enumerate(blocks):
        beside = spots[_parent(block.box)]
        ends = float(beside[0] == number), float(beside[-1] == number)
        rows.append([gaps[number], gaps[number + 1], *weights.to_heart(block.box), *ends])
    return np.array(rows, dtype=np.float32)


def _tags(blocks: Sequence[Block]) -> Matrix:
    around: dict[Box, frozenset[str]] = {}
    rows = []
    for block in blocks:
        if block.box not in around:
            around[block.box] = frozenset(box.tag for box in islice(block.box.outwards(), _MOST_LEVELS))
        tags = around[block.box]
        rows.append([*(block.box.tag == tag for tag in _OWN_TAGS), *(tag in tags for tag in _OUTER_TAGS)])
    return np.array(rows, dtype=np.float32)


def places_of(blocks: Sequence[Block]) -> Matrix:
    """Return the features of all blocks, shape (n blocks, len(NAMES)), float32; at least one block."""
    keys = kinship(blocks)
    weights = _Weights(blocks, keys)
    pictures = [0, *(block.n_pictures for block in blocks), blocks[-1].n_pictures]
    steps = [later - earlier for earlier, later in pairwise(pictures)]
    rows = [_row(block, key, weights, steps[n], steps[n + 1]) for n, (block, key) in enumerate(zip(blocks, keys, strict=True))]
    named = [_unpacked(bits) for bits in zip(*map(_tokens, blocks), strict=True)]
    return np.concatenate([np.array(rows, dtype=np.float32), _places(blocks, weights), _tags(blocks), *named], axis=1)
