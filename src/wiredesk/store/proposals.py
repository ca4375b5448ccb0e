"""All open proposals of links, the likeliest first. Not for: those of one record (see `cards`), settling them (see `linking`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from wiredesk.store.linking_kinds import KINDS, Kind
from wiredesk.store.tables import proposal

_MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class OpenProposal:
    """Hold one open proposal: the two found rows (for stories reports), and the trees that they are in now."""

    id: int
    kind: Kind
    left_id: int
    right_id: int
    left_tree: int
    right_tree: int
    score: float
    reasons: str
    made_at: str


def open_proposals(
    on: Connection, kinds: Sequence[Kind], *, after: tuple[float, int] | None = None, most: int
) -> list[OpenProposal]:
    """Return open proposals of these kinds whose two sides are still two, the likeliest first.

    `after` is score and id of the last one seen.
    """
    found: list[OpenProposal] = []
    at = proposal.c
    wanted = select(at.id, at.kind, at.left_id, at.right_id, at.score, at.reasons, at.made_at)
    wanted = wanted.where(at.state == "open", at.kind.in_([kind.value for kind in kinds])).order_by(at.score.desc(), at.id)
    while len(found) < most:
        beyond = wanted
        if after is not None:
            beyond = wanted.where(or_(at.score < after[0], and_(at.score == after[0], at.id > after[1])))
        rows = on.execute(beyond.limit(most + 1)).all()
        found += _two_sided(on, rows)
        if len(rows) <= most:
            break
        after = (rows[-1].score, rows[-1].id)
    return found[:most]


def n_open(on: Connection) -> dict[Kind, int]:
    """Return how many proposals of each kind are open; beyond a thousand nobody counts."""
    return {kind: _n_open(on, kind) for kind in Kind}


def _n_open(on: Connection, kind: Kind) -> int:
    few = select(proposal.c.id).where(proposal.c.state == "open", proposal.c.kind == kind.value).limit(_MOST_COUNTED).subquery()
    return int(on.execute(select(func.count()).select_from(few)).scalar_one())


def _two_sided(on: Connection, rows: Sequence[Any]) -> list[OpenProposal]:
    """Leave out what others have made one record since, or what is gone."""
    trees = {kind: _trees(on, kind, {one for row in rows if row[1] == kind.value for one in row[2:4]}) for kind in Kind}
    found = []
    for number, word, left, right, score, reasons, made_at in rows:
        known = trees[Kind(word)]
        if left in known and right in known and known[left] != known[right]:
            found.append(OpenProposal(number, Kind(word), left, right, known[left], known[right], score, reasons, made_at))
    return found


def _trees(on: Connection, kind: Kind, row_ids: set[int]) -> dict[int, int]:
    columns = KINDS[kind]
    at = columns.table.c
    if not row_ids:
        return {}
    query = select(at.id, func.coalesce(at[columns.tree], at.id)).where(at.id.in_(sorted(row_ids)))
    return {row.id: row[1] for row in on.execute(query)}
