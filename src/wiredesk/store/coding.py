"""Rounds of blind coding as they are kept: coders, items, answers. Not for: who may see what (see `desk.coding`)."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from wiredesk.errors import NotOnDesk
from wiredesk.store.rows_at_once import insert_all
from wiredesk.store.tables import coding_answer, coding_coder, coding_item, coding_round
from wiredesk.store.words_index import kept

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class RoundRow:
    """Hold one round; `state` is open, adjudicating or closed, `asked` the JSON of what it asks of which reports."""

    id: int
    name: str
    state: str
    asked: str
    made_at: str
    made_by: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """Hold one question of a round without its anchor, which is long (see `anchor_of`)."""

    id: int
    round_id: int
    report_id: int
    position: int
    address: str
    kind: str
    field: str | None
    shown: str
    settled_by: str | None
    settled_at: str | None
    ruling_id: int | None


@dataclass(frozen=True, slots=True)
class NewItem:
    """Hold a question that is about to be kept; `anchor` is JSON."""

    report_id: int
    position: int
    address: str
    kind: str
    field: str | None
    anchor: str
    shown: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """Hold one answer of one coder; `value` is JSON; the newer of two answers has the higher id."""

    id: int
    item_id: int
    who: str
    verdict: str
    value: str | None
    note: str | None
    at: str
    took_ms: int | None


# -- rounds --------------------------------------------------------------------------------------------------------


def add_round(on: Connection, row: RoundRow, coders: Sequence[str]) -> int:
    """Keep a new round with its coders and return its number; the one in `row` is not looked at."""
    values = {name: value for name, value in asdict(row).items() if name != "id"}
    values["made_by"] = kept(row.made_by)
    number = int(on.execute(insert(coding_round).returning(coding_round.c.id), values).scalar_one())
    on.execute(insert(coding_coder), [{"round_id": number, "who": kept(who), "added_at": row.made_at} for who in coders])
    return number


def round_rows(on: Connection) -> list[RoundRow]:
    """Return all rounds, the newest first."""
    return [RoundRow(*row) for row in on.execute(select(coding_round).order_by(coding_round.c.id.desc()))]


def round_row(on: Connection, words: str) -> RoundRow:
    """Return the round of that number or name.

    :raises NotOnDesk: when there is none.
    """
    is_number = words.isascii() and words.isdigit() and len(words) <= 18
    same: ColumnElement[bool] = coding_round.c.id == int(words) if is_number else coding_round.c.name == words
    row = on.execute(select(coding_round).where(same)).one_or_none()
    if row is None:
        raise NotOnDesk(f"round {words[:60]!r}: is not on this desk; wiredesk round list names all")
    return RoundRow(*row)


def is_round_name_taken(on: Connection, name: str) -> bool:
    """Tell whether a round has this name, in capitals or not; SQLite itself knows small letters of ASCII alone."""
    return name.casefold() in {one.casefold() for one in on.execute(select(coding_round.c.name)).scalars()}


def change_round(on: Connection, round_id: int, **values: str) -> None:
    """Set columns of a round: state, asked."""
    on.execute(update(coding_round).where(coding_round.c.id == round_id).values(**values))


def coders_of(on: Connection, round_id: int) -> tuple[str, ...]:
    """Return the coders of a round by name, in the order of code points: databases differ in theirs."""
    at = coding_coder.c
    return tuple(sorted(on.execute(select(at.who).where(at.round_id == round_id)).scalars()))


# -- items ---------------------------------------------------------------------------------------------------------

_HEADS = tuple(coding_item.c[name] for name in ItemRow.__slots__)


def add_items(on: Connection, round_id: int, items: Iterable[NewItem]) -> None:
    """Keep the questions of a round."""
    rows = [asdict(one) | {"round_id": round_id, "shown": kept(one.shown)} for one in items]
    insert_all(on, (coding_item, rows))


def items_of(on: Connection, round_id: int) -> list[ItemRow]:
    """Return the questions of a round in their order."""
    query = select(*_HEADS).where(coding_item.c.round_id == round_id).order_by(coding_item.c.position, coding_item.c.id)
    return [ItemRow(*row) for row in on.execute(query)]


def item_row(on: Connection, item_id: int) -> ItemRow:
    """Return one question.

    :raises NotOnDesk: when there is none of that number; its report may have been removed.
    """
    row = on.execute(select(*_HEADS).where(coding_item.c.id == item_id)).one_or_none()
    if row is None:
        raise NotOnDesk(f"question {item_id}: is in no round; its report may have been removed")
    return ItemRow(*row)


def anchor_of(on: Connection, item_id: int) -> str:
    """Return the anchor of a question, JSON; "{}" when there is no such question."""
    return on.execute(select(coding_item.c.anchor).where(coding_item.c.id == item_id)).scalar() or "{}"


def anchors_of(on: Connection, item_ids: Collection[int]) -> dict[int, str]:
    """Return the anchors of questions."""
    found: dict[int, str] = {}
    ids = sorted(item_ids)
    for start in range(0, len(ids), _AT_ONCE):
        query = select(coding_item.c.id, coding_item.c.anchor)
        rows = on.execute(query.where(coding_item.c.id.in_(ids[start : start + _AT_ONCE])))
        found |= {row.id: row.anchor for row in rows}
    return found


def n_items(on: Connection) -> dict[int, tuple[int, int]]:
    """Return for each round how many questions it has, and how many of them are settled."""
    at = coding_item.c
    rows = on.execute(select(at.round_id, func.count(), func.count(at.settled_at)).group_by(at.round_id))
    return {number: (n_all, n_settled) for number, n_all, n_settled in rows}


def settle(on: Connection, item_id: int, *, who: str, at: str, ruling_id: int | None) -> None:
    """Note who settled a question, when, and by which ruling; None where the desk said so already."""
    values = {"settled_by": kept(who), "settled_at": at, "ruling_id": ruling_id}
    on.execute(update(coding_item).where(coding_item.c.id == item_id).values(values))


def unsettle(on: Connection, item_id: int) -> None:
    """Take back that a question is settled."""
    values = {"settled_by": None, "settled_at": None, "ruling_id": None}
    on.execute(update(coding_item).where(coding_item.c.id == item_id).values(values))


# -- answers -------------------------------------------------------------------------------------------------------


def answers_of(on: Connection, round_id: int, *, who: str | None = None) -> list[AnswerRow]:
    """Return the answers of a round in the order in which they were given, of one coder or of all."""
    query = select(coding_answer).join(coding_item, coding_item.c.id == coding_answer.c.item_id)
    query = query.where(coding_item.c.round_id == round_id).order_by(coding_answer.c.id)
    return [AnswerRow(*row) for row in on.execute(query if who is None else query.where(coding_answer.c.who == who))]


def answers_to(on: Connection, item_id: int) -> list[AnswerRow]:
    """Return the answers to one question."""
    query = select(coding_answer).where(coding_answer.c.item_id == item_id).order_by(coding_answer.c.who)
    return [AnswerRow(*row) for row in on.execute(query)]


def put_answer(on: Connection, row: AnswerRow) -> int:
    """Keep an answer in place of the coder's older one to the same question, and return its number."""
    drop_answer(on, row.item_id, row.who)
    values = {name: value for name, value in asdict(row).items() if name != "id"}
    values |= {"who": kept(row.who), "note": None if row.note is None else kept(row.note)}
    return int(on.execute(insert(coding_answer).returning(coding_answer.c.id), values).scalar_one())


def drop_answer(on: Connection, item_id: int, who: str) -> bool:
    """Take a coder's answer away and tell whether there was one."""
    at = coding_answer.c
    return on.execute(delete(coding_answer).where(at.item_id == item_id, at.who == who)).rowcount > 0


def n_answers(on: Connection) -> Counter[tuple[int, str]]:
    """Return how many questions of which round each coder has answered."""
    query = select(coding_item.c.round_id, coding_answer.c.who, func.count())
    joined = query.join(coding_item, coding_item.c.id == coding_answer.c.item_id)
    rows: Any = on.execute(joined.group_by(coding_item.c.round_id, coding_answer.c.who))
    return Counter({(number, who): n for number, who, n in rows})
