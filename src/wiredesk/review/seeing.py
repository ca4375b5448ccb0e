"""Is a fact still what a person saw when ruling on it? Not for: what the ruling does (see `applying`).

Between looking and ruling others rule too: parts move up where one is rejected, values change. A ruling says what it was
made on; it is kept for that or not at all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wiredesk.errors import RulingOvertaken, RulingRefused
from wiredesk.review.addresses import Target, target
from wiredesk.review.phrases import fact_words, value_words
from wiredesk.review.sheet import Sheet, spans_of
from wiredesk.spans import Span

if TYPE_CHECKING:
    from wiredesk.review.applying import Mark


@dataclass(frozen=True, slots=True)
class Seen:
    """Hold what a person saw: the words of the field, "" for an empty one, and where the words of the whole fact stood.

    None says that nothing is said of it.
    """

    words: str | None = None
    spans: tuple[Span, ...] | None = None


def found_again(sheet: Sheet, address: str, seen: Seen, *, marks: Iterable["Mark"] = ()) -> str:
    """Return the address under which the fact that a person saw stands now.

    :raises RulingOvertaken: when it is gone, or says something else by now.
    """
    found = next((one for one in _where(sheet, address) if _is_there(one, seen)), None)
    if found is None:
        raise RulingOvertaken(address, None, _by(marks, address))
    words = words_of(sheet, found)
    if seen.words is not None and words != seen.words:
        raise RulingOvertaken(address, words, _by(marks, found.address))
    return found.address


def words_of(sheet: Sheet, found: Target) -> str:
    """Return what a fact or field says in words, "" for an empty field."""
    if found.field is None:
        return fact_words(found.fact, found.shape, sheet.text)
    return value_words(found.fact, found.shape, found.field, text=sheet.text, entities=sheet.entities())


def _where(sheet: Sheet, address: str) -> Iterator[Target]:
    """Yield what stands at an address, then its siblings: facts without an id of their own are numbered as they stand."""
    try:
        own = target(sheet, address)
    except RulingRefused:
        own = None
    if own is not None:
        yield own
    head, dot, field = address.partition(".")
    part, _, rest = field.partition(".")
    kind = part.rstrip("0123456789")
    if dot and kind != part:
        yield from _numbered(sheet, f"{head}.{kind}", rest)
    elif head[:1] in ("x", "l", "a"):
        yield from _numbered(sheet, head[:1], field)


def _numbered(sheet: Sheet, before: str, field: str) -> Iterator[Target]:
    for number in range(1, 100_000):
        try:
            yield target(sheet, f"{before}{number}" + (f".{field}" if field else ""))
        except RulingRefused:
            return


def _is_there(found: Target, seen: Seen) -> bool:
    return seen.spans is None or tuple(spans_of(found.fact, found.shape)) == seen.spans


def _by(marks: Iterable["Mark"], address: str) -> str | None:
    """Return who ruled last on a fact or field, as "Ana (n7)"; None when nobody did."""
    whole = address.rpartition(".")[0]
    found = [mark for mark in marks if mark.address in (address, whole)]
    last = max(found, key=lambda mark: mark.ruling_id, default=None)
    return f"{last.verdict.value} by {last.who} (n{last.ruling_id})" if last else None
