"""The names that people type for rows: `r12`, `i5`, `e40`. Not for: what stands under them."""

import re

from wiredesk.errors import NotOnDesk

_LETTERS = {
    "report": "r",
    "incident": "i",
    "entity": "e",
    "story": "c",
    "ruling": "n",
    "watch": "w",
    "feed": "f",
    "alert": "a",
}
_ID = re.compile(r"([a-z])([1-9][0-9]{0,17})", re.IGNORECASE)


def id_of(kind: str, number: int) -> str:
    """Return the name of a row: `id_of("report", 12)` is "r12"."""
    return f"{_LETTERS[kind]}{number}"


def parse_id(words: str, kind: str) -> int:
    """Return the row number in a name of this kind.

    :raises NotOnDesk: when `words` are no such name; the message says how one looks.
    """
    found = _ID.fullmatch(words.strip())
    if not found or found.group(1).lower() != _LETTERS[kind]:
        raise NotOnDesk(f"{words[:60]!r}: is no {kind}; write its id, such as {_LETTERS[kind]}12")
    return int(found.group(2))


def kind_of(words: str) -> str | None:
    """Return the kind that a name is of ("r12" is "report"), None when it is no such name."""
    found = _ID.fullmatch(words.strip())
    kinds = {letter: kind for kind, letter in _LETTERS.items()}
    return kinds.get(found.group(1).lower()) if found else None
