"""How reliable people hold outlets to be: listed and set. Not for: how credible a fact is (see `corroborate.credibility`)."""

import dataclasses
from dataclasses import dataclass

from wiredesk.desk.desk import Desk
from wiredesk.errors import NotOnDesk, SettingError
from wiredesk.store.log import append
from wiredesk.store.outlets import OutletHead, outlet_heads, set_outlet

RELIABILITIES = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
"""The letters of the Admiralty code (NATO STANAG 2511) and what they say."""

NONE = "none"
_MOST_NAMED = 5
_MOST_NOTE = 500  # characters


@dataclass(frozen=True, slots=True)
class Rating:
    """Hold what is to be set; None leaves a part as it is, the reliability "none" takes it back, an empty note too."""

    reliability: str | None = None
    note: str | None = None


def outlets(desk: Desk, name: str | None = None) -> list[OutletHead]:
    """Return the outlets of the desk, or those of this name.

    :raises NotOnDesk: when there is none of this name.
    """
    with desk.store.reading() as on:
        found = outlet_heads(on, name)
    if name is not None and not found:
        raise NotOnDesk(f"outlet {name[:60]!r}: no report on this desk is from it; wiredesk outlet lists those that are")
    return found


def rate_outlet(desk: Desk, name: str, rating: Rating) -> OutletHead:
    """Set how reliable one outlet is held to be, and log it.

    :raises SettingError: for a letter that is none, or a name that several outlets share.
    :raises NotOnDesk: when there is none of this name.
    """
    letter = None if rating.reliability is None else _letter(rating.reliability)
    found = outlets(desk, name)
    if len(found) > 1:
        names = ", ".join(one.key for one in found[:_MOST_NAMED])
        raise SettingError(f"outlet {name[:60]!r}: {len(found)} have it in their names ({names} …); name one of them in full")
    one = found[0]
    reliability = one.reliability if letter is None else None if letter == NONE else letter
    note = one.note if rating.note is None else rating.note.strip()[:_MOST_NOTE] or None
    with desk.store.writing(is_durable=True) as on:
        set_outlet(on, one.outlet_id, reliability=reliability, note=note)
        told = {"outlet": one.outlet_id, "reliability": reliability, "was": one.reliability, "has_note": note is not None}
        append(on, desk.who, "rate", f"outlet {one.key}", told, at=desk.now())
    return dataclasses.replace(one, reliability=reliability, note=note)


def _letter(words: str) -> str:
    letter = words.strip()
    if letter.lower() == NONE:
        return NONE
    if letter.upper() not in RELIABILITIES:
        raise SettingError(f"--reliability {words[:20]}: is none; give a letter from A (completely reliable) to F, or none")
    return letter.upper()
