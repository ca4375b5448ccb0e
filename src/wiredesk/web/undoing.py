"""A ruling taken back by a person who may: what takes an editor to do takes an editor to undo. Not for: undoing (see `desk`)."""

from dataclasses import dataclass

from fastapi import HTTPException

from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of, parse_id
from wiredesk.desk.ruling import Done, is_undone, ruled, undo
from wiredesk.desk.ruling_words import what_words
from wiredesk.errors import NotOnDesk
from wiredesk.review.rulings import Ruling
from wiredesk.web.roles import NEEDS, Person


@dataclass(frozen=True, slots=True)
class Notice:
    """Hold what a page says after a ruling: the ruling, what it says in words, and whether it may be undone here."""

    ruling: str
    words: str
    may_undo: bool
    is_undone: bool


def undone(desk: Desk, person: Person, name: str, *, note: str | None = None) -> Done:
    """Take back a ruling ("n7").

    :raises NotOnDesk: when there is no such ruling, or it was erased.
    :raises RulingRefused: when it is undone already.
    """
    number = parse_id(name, "ruling")
    what = _taking(ruled(desk, number)[1])
    if not person.may(what):
        raise HTTPException(403, f"that takes the role {NEEDS[what].word}; you are {person.role.word}")
    return undo(desk, number, note=note)


def notice_of(desk: Desk, person: Person, name: str | None) -> Notice | None:
    """Return the notice of the ruling that an address names; None for none, or one that is not there."""
    if name is None:
        return None
    try:
        ruling, origin = ruled(desk, parse_id(name, "ruling"))
    except NotOnDesk:
        return None
    gone = is_undone(desk, ruling.id)
    return Notice(id_of("ruling", ruling.id), what_words(ruling), not gone and person.may(_taking(origin)), gone)


def _taking(origin: Ruling) -> str:
    """Return what one must be allowed to do to undo a ruling."""
    return "link" if origin.report_id is None else "rule"
