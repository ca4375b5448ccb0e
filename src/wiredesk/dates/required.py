"""Find the letters that a pattern of the grammar cannot do without. Not for: compiling the pattern (see `grammar`).

Most texts hold no word of most rules; a rule whose words are missing need be neither compiled nor searched for.
"""

from collections.abc import Sequence

Letters = frozenset[str]


class _Group:
    """Hold the alternatives of one open bracket: of each part the letters of which a find holds one, None where any will do."""

    def __init__(self, *, is_look: bool = False) -> None:
        self.is_look = is_look
        self.alternatives: list[list[Letters | None]] = [[]]

    def united(self) -> Letters | None:
        """Return letters of which every alternative needs one."""
        if self.is_look:
            return None
        return union([least(parts) for parts in self.alternatives])


def least(parts: Sequence[Letters | None]) -> Letters | None:
    """Return the smallest of some sets of letters, None where all are None."""
    return min((letters for letters in parts if letters is not None), key=len, default=None)


def union(alternatives: Sequence[Letters | None]) -> Letters | None:
    """Return the letters of which one is needed whichever alternative holds, None where one needs none."""
    known = [letters for letters in alternatives if letters is not None]
    return frozenset().union(*known) if len(known) == len(alternatives) else None


class Required:
    """Collect the needed letters of a pattern while it is read piece by piece."""

    def __init__(self) -> None:
        self._open = [_Group()]

    def letters(self, letters: Letters | None) -> None:
        """Take a part that stands for one of some letters, or for anything."""
        self._open[-1].alternatives[-1].append(letters)

    def syntax(self, piece: str) -> None:
        """Take a sign: an opening or closing bracket, a bar, or how often the part before it stands."""
        here = self._open[-1]
        if piece[0] in "(<[":
            self._open.append(_Group(is_look=piece.startswith("(?") and piece != "(?:"))
        elif piece in ")>]" and len(self._open) > 1:
            self._open.pop()
            self.letters(here.united())
        elif piece == "|":
            here.alternatives.append([])
        elif piece in "?*" and here.alternatives[-1]:
            here.alternatives[-1][-1] = None

    def needed(self) -> tuple[Letters, ...]:
        """Return sets of letters, of each of which a find holds one."""
        outer = self._open[0]
        if len(outer.alternatives) > 1:
            united = outer.united()
            return () if united is None else (united,)
        return tuple(letters for letters in outer.alternatives[0] if letters is not None)
