"""Two records laid side by side before somebody rules on them: how alike they are, why, and what people said of them before.

Not for: the ruling (see `ruling`), the records' cards (see `cards`, `cards_entities`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from wiredesk.corroborate.comparison import Comparison
from wiredesk.corroborate.entities import EntityProfile, compare_entities
from wiredesk.corroborate.incidents import IncidentProfile, compare
from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of, parse_id
from wiredesk.desk.proposals import Side, sides_of
from wiredesk.errors import NotOnDesk, RulingRefused
from wiredesk.store import known_entities, linking, linking_apart
from wiredesk.store.linking import Kind
from wiredesk.store.opening import On

_MOST_MEMBERS = 5


@dataclass(frozen=True, slots=True)
class Compared:
    """Hold two records ("i5", "i9") as they stand now and how alike they are; `likeness` is None where nothing is to compare.

    `apart_by` is the ruling ("n7") that keeps them apart, None where none does. `is_one` tells that they are one record.
    """

    left: str
    right: str
    likeness: Comparison | None
    apart_by: str | None
    is_one: bool


def compared(desk: Desk, kind: Kind, left: str, right: str) -> Compared:
    """Compare two incidents or two entities.

    :raises NotOnDesk: when one of them is not there.
    :raises RulingRefused: when `kind` is story.
    """
    if kind is Kind.STORY:
        raise RulingRefused("stories are not compared here; lay two reports side by side instead")
    ids = [parse_id(one, kind.value) for one in (left, right)]
    with desk.store.reading() as on:
        one, other = (_tree(on, kind, number) for number in ids)
        likeness = None if one == other else _likeness(on, kind, one, other)
        ruling = None if one == other else linking_apart.ruling_between(on, kind, one, other)
    names = (id_of(kind.value, one), id_of(kind.value, other))
    return Compared(*names, likeness, id_of("ruling", ruling) if ruling else None, one == other)


@dataclass(frozen=True, slots=True)
class Apart:
    """Hold a record that a person keeps apart from another one, and the ruling ("n7") that says so."""

    side: Side
    ruling: str


def apart_from(desk: Desk, kind: Kind, name: str) -> tuple[Apart, ...]:
    """Return what people keep apart from an incident or an entity, the newest ruling first.

    :raises NotOnDesk: when it is not there.
    """
    with desk.store.reading() as on:
        parted = linking_apart.parted_by(on, kind, _tree(on, kind, parse_id(name, kind.value)))
        sides = sides_of(on, kind, {tree for _, tree in parted})
    return tuple(Apart(sides[tree], id_of("ruling", ruling)) for ruling, tree in parted if tree in sides)


def standing_under(desk: Desk, kind: Kind, names: Sequence[str]) -> tuple[str, ...]:
    """Return the ids under which incidents or entities stand now, each once; one that is gone stays as it was named."""
    with desk.store.reading() as on:
        rows = [linking.link_row(on, kind, parse_id(name, kind.value)) for name in names]
    return tuple(dict.fromkeys(id_of(kind.value, row.tree_id) if row else name for row, name in zip(rows, names, strict=True)))


def _tree(on: On, kind: Kind, row_id: int) -> int:
    row = linking.link_row(on, kind, row_id)
    if row is None:
        raise NotOnDesk(f"{kind.value} {id_of(kind.value, row_id)}: is not on this desk, or was removed")
    return row.tree_id


def _likeness(on: On, kind: Kind, left: int, right: int) -> Comparison | None:
    """Compare what is known of two entities, or the two most alike of the newest found incidents."""
    if kind is Kind.ENTITY:
        known = known_entities.known_entities(on, [left, right])
        if len(known) < 2:
            return None
        return compare_entities(*(EntityProfile.from_bytes(known[one].profile) for one in (left, right)))
    held = linking.incident_members(on, [left, right], most=_MOST_MEMBERS)
    sides = [[IncidentProfile.from_bytes(one.profile) for one in held if one.incident_id == whole] for whole in (left, right)]
    return max((compare(*pair) for pair in product(*sides)), key=lambda how: how.score, default=None)
