"""Choose the blocks of an HTML page that are its article, and make paragraphs of them. Not for: title, byline and their like."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, islice

import numpy as np
from numpy.typing import NDArray

from wiredesk.article.blocks import Block, Box, blocks_of, parsed
from wiredesk.article.blocks_places import called, kinship, places_of
from wiredesk.article.blocks_witnesses import witnessed
from wiredesk.article.bylines import is_byline
from wiredesk.article.claims import Claims, claims_of
from wiredesk.article.furniture_lines import furniture
from wiredesk.tagger.blocks import THRESHOLD, BlockModel, Seen, shipped_model
from wiredesk.tagger.lines_fine import pointed_title
from wiredesk.tagger.lines_phrases import RELATED_HEADING

_POST, _POST_LEVELS = re.compile(r"tweet|instagram", re.IGNORECASE), 3
_CELLS = frozenset(("td", "th"))
_MOST_CELL_CHARS = 80
_RUN, _FEWEST_LINES, _MOST_ASKED, _MAX_JUDGED, _MAX_LINE = 6, 3, 40, 200_000, 200
_LEAST_HELD = 0.5
_VERY_SURE = 0.95
_MOST_POINTER_WORDS, _SURE, _MOST_TITLES, _MOST_BETWEEN = 20, 0.9, 4, 8


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold the blocks that a page shows, and what it says of its article."""

    blocks: tuple[Block, ...]
    claims: Claims


def shown(markup: str, outputs: Sequence[str]) -> Shown:
    """Return what a page shows; without blocks where it cannot be parsed or holds no text.

    `outputs` are those of `extractors.outputs`. Where one of them stands for the most part in no block that can be seen, the page
    shows its article by a script, and what the markup hides is read too (4 of 441 WCXB train pages, all of them rightly).
    """
    root = parsed(markup)
    if root is None:
        return Shown((), Claims())
    blocks = blocks_of(root)
    if any(_held(output, blocks) < _LEAST_HELD for output in outputs):
        everything = blocks_of(root, with_hidden=True)
        if all(_held(output, everything) >= _LEAST_HELD for output in outputs):
            blocks = everything
    return Shown(tuple(blocks), claims_of(root))


def _held(output: str, blocks: Sequence[Block]) -> float:
    """Return the share of a text's paragraphs of which six words in a row stand in blocks, 1 for a text of fewer than three.

    At most 40 paragraphs are asked, evenly spread.
    """
    lines = [words for line in output[:_MAX_JUDGED].split("\n") if len(words := line[:_MAX_LINE].split()) >= _RUN + 2]
    if len(lines) < _FEWEST_LINES:
        return 1.0
    asked = lines[:: len(lines) // _MOST_ASKED + 1]
    text = "\n".join(block.text for block in blocks)
    return sum(" ".join(words[1 : _RUN + 1]) in text for words in asked) / len(asked)


def _numbered(keys: Sequence[object]) -> list[int]:
    known: dict[object, int] = {}
    return [known.setdefault(key, len(known)) for key in keys]


def _groups(blocks: Sequence[Block]) -> NDArray[np.int64]:
    """Return the numbers of the box around each block's own, of the one around that, and of the blocks of its make."""
    parents = [block.box.parent or block.box for block in blocks]
    columns = [_numbered(parents), _numbered([one.parent or one for one in parents]), _numbered(kinship(blocks))]
    return np.array(columns, dtype=np.int64).T


def seen(page: Shown, outputs: Sequence[str]) -> Seen:
    """Return the blocks of a page as the model sees them; `outputs` are those of `extractors.outputs`, in their order."""
    texts = tuple(block.text for block in page.blocks)
    places = np.concatenate([places_of(page.blocks), witnessed(texts, outputs, page.claims)], axis=1)
    return Seen(texts, tuple(called(page.blocks)), places, _groups(page.blocks))


def _row_of(block: Block) -> Box | None:
    is_cell = block.box.tag in _CELLS and len(block.text) <= _MOST_CELL_CHARS
    return block.box.parent if is_cell else None


def paragraphs(blocks: Sequence[Block]) -> list[str]:
    """Return the texts of blocks in their order; the short cells of one row of a table are one paragraph."""
    made = []
    for row, some in groupby(blocks, _row_of):
        texts = [block.text for block in some]
        made += texts if row is None else [" | ".join(texts)]
    return made


def _is_pointer(text: str) -> bool:
    """Tell whether a block points to other stories: "Read more: …", "Related stories"."""
    if text.count(" ") >= _MOST_POINTER_WORDS:
        return False
    return pointed_title(text) is not None or RELATED_HEADING.match(text) is not None


def _without_titles(blocks: list[Block], titles: Sequence[str]) -> list[Block]:
    """Leave out what stands before the body and says no more than a title of the page."""
    known = {title.casefold() for title in titles}
    is_body = [block.text.casefold() not in known for block in blocks[:_MOST_TITLES]]
    return blocks[is_body.index(True) :] if True in is_body else blocks


def _is_embedded_post(block: Block) -> bool:
    """Tell whether a block belongs to a post of another site that is quoted on the page."""
    outer = islice(block.box.outwards(), _POST_LEVELS)
    return any(box.tag == "blockquote" and _POST.search(box.names) is not None for box in outer)


def _is_kept(page: Shown, scores: Sequence[float]) -> list[bool]:
    """Tell which blocks are kept: those above the threshold, pointers above .9, and the posts quoted between them.

    All 26 posts quoted on news train pages are in their gold bodies, none of 27 on WCXB, which is no news; the model cannot tell.
    Of pointers it took 3 on news pages, none of them rightly; on WCXB those above .9 mostly so.
    """
    is_post = [_is_embedded_post(block) for block in page.blocks]
    kept = [
        score > THRESHOLD and (score > _SURE or not _is_pointer(block.text))
        for block, score in zip(page.blocks, scores, strict=True)
    ]
    told = [number for number, is_told in enumerate(kept) if is_told and not is_post[number]]
    first, last = (told[0], told[-1]) if told else (0, -1)
    return [is_told or (is_post[n] and first < n < last) for n, is_told in enumerate(kept)]


def _without_furniture(blocks: list[Block], scores: Sequence[float]) -> list[Block]:
    """Leave out the furniture of which the model is not very sure; never the cell of a table.

    Above .95 stand on WCXB the dates and months that head the parts of a text; on pages of few blocks stamps reach .91.
    """
    is_left = furniture([block.text for block in blocks])
    return [
        block
        for block, score, is_told in zip(blocks, scores, is_left, strict=True)
        if not is_told or score > _VERY_SURE or block.box.tag in _CELLS
    ]


def taken(page: Shown, scores: Sequence[float]) -> list[str]:
    """Return the paragraphs of the article by the score of each block, without titles before it and furniture about it."""
    kept = [number for number, is_told in enumerate(_is_kept(page, scores)) if is_told]
    blocks = _without_furniture([page.blocks[number] for number in kept], [scores[number] for number in kept])
    return paragraphs(_without_titles(blocks, page.claims.titles))


def bylines_above(page: Shown, first: str) -> list[str]:
    """Return the bylines that stand between a title of the page and the block that says `first`, where the article starts."""
    texts = [block.text for block in page.blocks]
    start = texts.index(first) if first in texts else 0
    above = texts[max(0, start - _MOST_BETWEEN) : start]
    titles = {title.casefold() for title in page.claims.titles}
    head = next((n for n in range(len(above) - 1, -1, -1) if above[n].casefold() in titles), None)
    return [] if head is None else [text for text in above[head + 1 :] if is_byline(text)]


def chosen(page: Shown, outputs: Sequence[str], model: BlockModel | None = None) -> list[str]:
    """Return the paragraphs of the article, in the order of the page; empty where the model takes no block for article.

    :raises ModelError: when no model is given and the shipped one cannot be used.
    """
    if not page.blocks:
        return []
    return taken(page, (model or shipped_model()).scores(seen(page, outputs)).tolist())
