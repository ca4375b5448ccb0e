"""Open proposals of links, with both sides in words, for an editor to clear. Not for: ruling on them (see `ruling`)."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from wiredesk.corroborate.comparison import Reason, reasons_from_json
from wiredesk.desk.cards import briefs_of
from wiredesk.desk.cards_headlines import brief_headline
from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of
from wiredesk.errors import NotOnDesk
from wiredesk.store import cards, proposals
from wiredesk.store.linking import Kind
from wiredesk.store.opening import On
from wiredesk.store.proposals import OpenProposal

_PLACE = re.compile(r"(\d\.\d{1,20}(?:e-\d{1,3})?|[01]):([1-9]\d{0,17})")


@dataclass(frozen=True, slots=True)
class Side:
    """Hold one side: the record as it stands now, and the found row that is compared ("i9"; of a story a report, "r9").

    `about` are further words to tell it by; `type` is that of an entity.
    """

    id: str
    record: str
    headline: str
    about: tuple[str, ...]
    type: str = ""


@dataclass(frozen=True, slots=True)
class OpenPair:
    """Hold two records that may be one, and why."""

    id: int
    kind: Kind
    left: Side
    right: Side
    score: float
    reasons: tuple[Reason, ...]
    made_at: str


@dataclass(frozen=True, slots=True)
class OpenPairs:
    """Hold a page of open pairs, the likeliest first; `n_open` counts all by kind, to a thousand; `next` goes on."""

    pairs: tuple[OpenPair, ...]
    n_open: dict[Kind, int]
    next: str | None


def open_pairs(desk: Desk, kind: Kind | None = None, *, limit: int = 20, after: str | None = None) -> OpenPairs:
    """Return open proposals of a kind, or of all.

    :raises NotOnDesk: when `after` is no `next` of an earlier page.
    """
    kinds = tuple(Kind) if kind is None else (kind,)
    with desk.store.reading() as on:
        rows = proposals.open_proposals(on, kinds, after=None if after is None else _place(after), most=limit + 1)
        told = _told(on, rows[:limit])
        last = rows[limit - 1] if len(rows) > limit else None
        return OpenPairs(told, proposals.n_open(on), f"{last.score!r}:{last.id}" if last else None)


def _place(words: str) -> tuple[float, int]:
    found = _PLACE.fullmatch(words)
    if found is None:
        raise NotOnDesk(f"after {words[:40]}: is no place in the list of proposals; give the next of the page before")
    return float(found[1]), int(found[2])


def _told(on: On, rows: Sequence[OpenProposal]) -> tuple[OpenPair, ...]:
    sides = {kind: sides_of(on, kind, _trees(rows, kind)) for kind in Kind}
    made = []
    for row in rows:
        known = sides[row.kind]
        letter = "report" if row.kind is Kind.STORY else row.kind.value
        left, right = (
            _side(known.get(tree), id_of(letter, found), id_of(row.kind.value, tree))
            for found, tree in ((row.left_id, row.left_tree), (row.right_id, row.right_tree))
        )
        made.append(OpenPair(row.id, row.kind, left, right, row.score, reasons_from_json(row.reasons), row.made_at))
    return tuple(made)


def _trees(rows: Sequence[OpenProposal], kind: Kind) -> set[int]:
    return {tree for row in rows if row.kind is kind for tree in (row.left_tree, row.right_tree)}


def _side(known: Side | None, record: str, name: str) -> Side:
    if known is None:
        return Side(name, record, "", ())
    return Side(known.id, record, known.headline, known.about, known.type)


def sides_of(on: On, kind: Kind, ids: Collection[int]) -> dict[int, Side]:
    """Return these stories, incidents or entities across reports in a few words each; unknown ones are left out."""
    return {Kind.STORY: _stories, Kind.INCIDENT: _incidents, Kind.ENTITY: _entities}[kind](on, ids)


def _incidents(on: On, ids: Collection[int]) -> dict[int, Side]:
    made = {}
    for one, brief in briefs_of(on, ids).items():
        name = id_of("incident", one)
        n_reports = f"{brief.n_reports} report{'' if brief.n_reports == 1 else 's'}"
        made[one] = Side(name, name, brief_headline(brief), (n_reports,))
    return made


def _entities(on: On, ids: Collection[int]) -> dict[int, Side]:
    made = {}
    for one, head in cards.entity_heads(on, ids).items():
        name = id_of("entity", one)
        about = (head.type, f"{head.n_reports} report{'' if head.n_reports == 1 else 's'}")
        made[one] = Side(name, name, head.name, about, head.type)
    return made


def _stories(on: On, ids: Collection[int]) -> dict[int, Side]:
    made = {}
    for one, row in cards.reports(on, ids).items():
        about = tuple(part for part in (row.outlet, row.day, f"words of {row.wire}" if row.wire else None) if part)
        made[one] = Side(id_of("story", one), id_of("report", one), row.title, about)
    return made
