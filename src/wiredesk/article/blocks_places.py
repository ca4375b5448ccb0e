"""Measure where the blocks of an HTML page stand: boxes and their names, links, pictures, twins. Not for: their words.

One row a block, float32; the columns are named in `NAMES`, in order.
"""

import functools
import operator
import re
from collections.abc import Iterable, Iterator, Sequence
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
_OUTER_BITS = {tag: 1 << number for number, tag in enumerate(_OUTER_TAGS, len(_OWN_TAGS))}
# Of a block's own box: what it is, and that it stands around the block as others may.
_TAG_BITS = {
    tag: (1 << _OWN_TAGS.index(tag) if tag in _OWN_TAGS else 0) | _OUTER_BITS.get(tag, 0) for tag in (*_OWN_TAGS, *_OUTER_TAGS)
}
_SHORT = "|".join(token for token in _TOKENS if len(token) < 4)
_LONG = "|".join(sorted((token for token in _TOKENS if len(token) >= 4), key=len, reverse=True))
_KNOWN = re.compile(rf"{_LONG}|(?<![a-z])(?:{_SHORT})(?![a-z])")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PART = re.compile(r"[a-z]{2,20}")
_MOST_PARTS = 12
_NEAR_LEVELS, _FAR_LEVELS, _MOST_LEVELS = 3, 12, 60
_PROSE_WORDS, _PROSE_LINKS = 8, 0.5
_APART = 30

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


def _unpacked(rows: Sequence[int], n_bits: int) -> Matrix:
    """Return one row of 0 and 1 for each number, shape (n, n_bits)."""
    size = (n_bits + 7) // 8
    packed = np.frombuffer(b"".join([row.to_bytes(size, "little") for row in rows]), dtype=np.uint8).reshape(len(rows), size)
    return np.unpackbits(packed, axis=1, count=n_bits, bitorder="little").astype(np.float32)


def _around(above: Box) -> list[Box]:
    """Return a box and those around it, at most eleven, without the whole page."""
    return list(takewhile(lambda box: box.tag not in ("body", "html"), islice(above.outwards(), _FAR_LEVELS - 1)))


def _tokens(blocks: Sequence[Block], aboves: Sequence[Box]) -> Iterator[tuple[int, int]]:
    """Yield the tokens of each block's own names, and of those of the three boxes around it."""
    near: dict[Box, int] = {}
    for block, above in zip(blocks, aboves, strict=True):
        if above not in near:
            near[above] = functools.reduce(operator.or_, (_bits(box.names) for box in _around(above)[:_NEAR_LEVELS]), 0)
        yield _bits(block.box.names) | (_bits(block.inner_names) if block.inner_names else 0), near[above]


def called(blocks: Sequence[Block]) -> list[tuple[str, str, str]]:
    """Return the words in each block's own names, in those of the three boxes around it, and of eight more, as three texts.

    Each word carries a sign of its level, so that what is learnt of one says nothing of another.
    """
    outer: dict[Box, tuple[str, str]] = {}
    found = []
    for block in blocks:
        above = _parent(block.box)
        if above not in outer:
            outer[above] = _called_around(_around(above))
        own = (*_parts(block.box.tag, "tag"), *_parts(block.box.names, "own"), *_parts(block.inner_names, "inner"))
        found.append((" ".join(own), *outer[above]))
    return found


def _called_around(around: Sequence[Box]) -> tuple[str, str]:
    near = (part for box in around[:_NEAR_LEVELS] for part in (f"near{box.tag}", *_parts(box.names, "near")))
    far = (part for box in around[_NEAR_LEVELS:] for part in _parts(box.names, "far"))
    return " ".join(near), " ".join(far)


def _parent(box: Box) -> Box:
    return box.parent or box


def kinship(blocks: Iterable[Block]) -> list[str]:
    """Return for each block a key that blocks of one make share: tag and names of its box and of the box around it."""
    return [
        f"{b.box.tag} {b.box.names[:40]} {b.inner_names[:20]}|{_parent(b.box).tag} {_parent(b.box).names[:40]}" for b in blocks
    ]


class _Groups:
    """Hold the sums over groups of blocks: those right under each box, or two levels down, and those of one make."""

    def __init__(self, blocks: Sequence[Block], keys: Sequence[str]) -> None:
        self.aboves = [_parent(block.box) for block in blocks]
        numbers: dict[Box | str, int] = {}
        self.above = _numbered(self.aboves, numbers)
        n_aboves = len(numbers)
        self.high = _numbered(map(_parent, self.aboves), numbers)
        self.kin = _numbered(keys, numbers)
        prose = [_n_prose(block) for block in blocks]
        under = np.bincount(self.above, prose, n_aboves)
        self.heart = self.aboves[int(np.flatnonzero(self.above == under.argmax())[0])]
        groups = np.concatenate([self.above, self.high, self.kin])
        prose_of, size_of, linked_of = (
            np.bincount(groups, np.tile(np.array(one, dtype=np.float64), 3))
            for one in (prose, [len(block.text) for block in blocks], [block.n_linked for block in blocks])
        )
        self.prose = prose_of / max(1.0, float(under.max()))
        self.links = linked_of / np.maximum(1.0, size_of)
        self.n = np.bincount(groups)
        self.around = {box: float(level) for level, box in enumerate(islice(self.heart.outwards(), _MOST_LEVELS))}

    def to_heart(self, box: Box) -> tuple[float, float]:
        """Return the steps out from a box to one that holds the heart of the prose, and from there down to the heart."""
        for steps, outer in enumerate(islice(box.outwards(), _MOST_LEVELS)):
            if outer in self.around:
                return float(steps), self.around[outer]
        return float(_MOST_LEVELS), float(_MOST_LEVELS)


def _n_prose(block: Block) -> int:
    """Return the characters of a block that is prose: eight words or more, few of them links; 0 for others."""
    is_prose = block.link_share < _PROSE_LINKS and len(_WORD.findall(block.text[:200])) >= _PROSE_WORDS
    return len(block.text) if is_prose else 0


def _numbered(keys: Iterable[Box | str], numbers: dict[Box | str, int]) -> NDArray[np.int64]:
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)


def _shared(one: Box, other: Box) -> float:
    """Return the levels that two boxes do not share, of the deeper one; 30 at most."""
    left = right = 0
    while one is not other:
        if one.depth >= other.depth:
            one, left = _parent(one), left + 1
        else:
            other, right = _parent(other), right + 1
        if left >= _APART or right >= _APART:
            return float(_APART)
    return float(max(left, right))


def _own(blocks: Sequence[Block], groups: _Groups) -> list[list[float]]:
    """Return the columns from `link_share` to `only_child` that a block's own element gives, without those of its groups."""
    rows = []
    n_before = 0
    inside = {above: above.n_inside.total() for above in groups.aboves}
    n_pictures = [*(block.n_pictures for block in blocks[1:]), blocks[-1].n_pictures]
    for block, above, n_next in zip(blocks, groups.aboves, n_pictures, strict=True):
        size = len(block.text)
        row = [block.link_share, block.n_links, min(1.0, block.n_bold / size), min(1.0, block.n_slanted / size), block.box.depth]
        row += [min(9, block.n_pictures - n_before), min(9, n_next - block.n_pictures)]
        row += [inside[above], above.n_inside[block.box.tag], inside[above] <= 1]
        rows.append(row)
        n_before = block.n_pictures
    return rows


def _stand(blocks: Sequence[Block], groups: _Groups) -> Matrix:
    """Return the columns from `link_share` to `above_links`."""
    own = np.array(_own(blocks, groups), dtype=np.float64).T
    above, high, kin = groups.above, groups.high, groups.kin
    columns = [
        *own[:7],
        *(groups.prose[above], groups.prose[high], groups.n[above]),
        *own[7:],
        *(groups.prose[kin], groups.n[kin], groups.links[kin], groups.links[above], groups.links[high]),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _places(blocks: Sequence[Block], groups: _Groups) -> Matrix:
    """Return the columns from `shared_before` to `last_inside`."""
    n = len(blocks)
    gaps = [float(_APART), *(_shared(one.box, other.box) for one, other in pairwise(blocks)), float(_APART)]
    first, last = np.full(n, n), np.full(n, -1)
    np.minimum.at(first, groups.above, np.arange(n))
    np.maximum.at(last, groups.above, np.arange(n))
    steps = np.array([groups.to_heart(block.box) for block in blocks])
    ends = [first[groups.above] == np.arange(n), last[groups.above] == np.arange(n)]
    return np.stack([np.array(gaps[:-1]), np.array(gaps[1:]), *steps.T, *ends], axis=1).astype(np.float32)


def _tags(blocks: Sequence[Block], aboves: Sequence[Box]) -> Matrix:
    """Return which tag each block's box has, and which stand around it, 59 levels and its own."""
    outer = {box: _outer_tags(box) for box in dict.fromkeys(aboves)}
    rows = [_TAG_BITS.get(one.box.tag, 0) | outer[above] for one, above in zip(blocks, aboves, strict=True)]
    return _unpacked(rows, len(_OWN_TAGS) + len(_OUTER_TAGS))


def _outer_tags(box: Box) -> int:
    found = 0
    for one in islice(box.outwards(), _MOST_LEVELS - 1):
        found |= _OUTER_BITS.get(one.tag, 0)
    return found


def places_of(blocks: Sequence[Block]) -> Matrix:
    """Return the features of all blocks, shape (n blocks, len(NAMES)), float32; at least one block."""
    groups = _Groups(blocks, kinship(blocks))
    own, near = zip(*_tokens(blocks, groups.aboves), strict=True)
    tokens = [_unpacked(bits, len(_TOKENS)) for bits in (own, near)]
    return np.concatenate([_stand(blocks, groups), _places(blocks, groups), _tags(blocks, groups.aboves), *tokens], axis=1)
