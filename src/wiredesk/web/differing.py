"""Two wordings as words kept, gone and new. Not for: which facts changed (see `corroborate.changes`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\s*\S+")
_MOST_WORDS = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold a stretch of words; `turn` is "same", "gone" or "new"."""

    turn: str
    words: str


def differing(before: str, after: str) -> tuple[Piece, ...]:
    """Return what became of `before`, word by word; long texts are taken to be gone and new as a whole."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if not old or not new or len(old) + len(new) > _MOST_WORDS:
        return tuple(piece for piece in (Piece("gone", before), Piece("new", after)) if piece.words)
    bare = [one.strip() for one in old], [one.strip() for one in new]
    return tuple(_pieces(old, new, SequenceMatcher(None, bare[0], bare[1], autojunk=False)))


def _pieces(old: list[str], new: list[str], matcher: "SequenceMatcher[str]") -> Iterator[Piece]:
    for turn, first, last, start, end in matcher.get_opcodes():
        if turn == "equal":
            yield Piece("same", "".join(new[start:end]))
            continue
        if last > first:
            yield Piece("gone", "".join(old[first:last]))
        if end > start:
            yield Piece("new", "".join(new[start:end]))
