"""How reliable people hold outlets to be: listed and set. Not for: how credible a fact is (see `corroborate.credibility`)."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from wiredesk.desk.desk import Desk
from wiredesk.errors import NotOnDesk, SettingError
from wiredesk.store.log import LogRow, about, append
from wiredesk.store.outlets import (
    OutletFigures,
    OutletHead,
    all_outlets,
    outlet_by_id,
    outlet_figures,
    outlet_heads,
    outlet_wires,
    set_outlet,
)

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


@dataclass(frozen=True, slots=True)
class OutletSeen:
    """Hold an outlet with what it brought."""

    head: OutletHead
    figures: OutletFigures

    @property
    def copied_share(self) -> float:
        """Give the part of its reports that are copies of earlier ones, 0 to 1."""
        return self.figures.n_copies / self.figures.n_reports if self.figures.n_reports else 0.0


_NO_FIGURES = OutletFigures(0, 0, None)


def figures_of_outlets(desk: Desk) -> dict[int | None, OutletFigures]:
    """Return what each outlet brought, by its id; it looks at every report, so that who shows it often keeps it a while."""
    with desk.store.reading() as on:
        return outlet_figures(on)


def outlets_seen(
    desk: Desk, name: str | None = None, *, figures: Mapping[int | None, OutletFigures] | None = None
) -> tuple[list[OutletSeen], OutletFigures]:
    """Return the outlets with what each brought, those with most reports first, and the figures of reports without outlet.

    `figures` are those of `figures_of_outlets` where they are at hand.
    """
    with desk.store.reading() as on:
        figures = outlet_figures(on) if figures is None else figures
        heads = all_outlets(on, figures, name)
    return [OutletSeen(one, figures.get(one.outlet_id, _NO_FIGURES)) for one in heads], figures.get(None, _NO_FIGURES)


def outlet_seen(desk: Desk, outlet_id: int) -> tuple[OutletSeen, dict[str | None, int], list[LogRow]]:
    """Return one outlet, how many of its reports come from each wire (None: its own), and who rated it, the newest first.

    :raises NotOnDesk: when there is none of this id.
    """
    with desk.store.reading() as on:
        head = outlet_by_id(on, outlet_id)
        if head is None:
            raise NotOnDesk(f"outlet {outlet_id}: is not on this desk")
        figures = outlet_figures(on, outlet_id).get(outlet_id, _NO_FIGURES)
        rated = [row for row in about(on, f"outlet {head.key}") if row.action == "rate"]
        wires = outlet_wires(on, outlet_id)
    return OutletSeen(head, figures), wires, rated[::-1]


def rate_outlet_by_id(desk: Desk, outlet_id: int, rating: Rating) -> OutletHead:
    """Set how reliable one outlet is held to be, and log it.

    :raises SettingError: for a letter that is none.
    :raises NotOnDesk: when there is none of this id.
    """
    letter = None if rating.reliability is None else _letter(rating.reliability)
    with desk.store.reading() as on:
        head = outlet_by_id(on, outlet_id)
    if head is None:
        raise NotOnDesk(f"outlet {outlet_id}: is not on this desk")
    return _rated(desk, head, letter, rating.note)


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
    return _rated(desk, found[0], letter, rating.note)


def _rated(desk: Desk, one: OutletHead, letter: str | None, given: str | None) -> OutletHead:
    reliability = one.reliability if letter is None else None if letter == NONE else letter
    note = one.note if given is None else given.strip()[:_MOST_NOTE] or None
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
