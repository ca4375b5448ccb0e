"""What an entity said, was told, and what others said of it, each once. Not for: finding statements (see `reading`)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wiredesk.codebook import StatementKind
from wiredesk.desk.cards_seen import Seen, Words
from wiredesk.folding import folded
from wiredesk.records import Statement
from wiredesk.store import cards
from wiredesk.store.opening import On

_MOST_STATEMENTS = 200
_LEAST_SAID = 12  # characters beside the name


@dataclass(frozen=True, slots=True)
class StatementSeen:
    """Hold what somebody said, with the words that say so; `told` is to whom. `also_in` are other reports with the same words.

    `speaker` is who said it as the report calls them, None where it names nobody.
    """

    id: str
    report_id: int
    also_in: tuple[int, ...]
    kind: StatementKind
    content: tuple[Words, ...]
    cue: str
    told: str | None
    speaker: str | None = None


_Telling = tuple[Seen, Statement]


def said_by(on: On, seen: Sequence[Seen], found_ids: Sequence[int]) -> tuple[StatementSeen, ...]:
    """Return what it said, the newest report first; `found_ids` are its found rows."""
    by_report = {one.report_id: one for one in seen}
    told = []
    for row in cards.statements_of(on, found_ids, most=_MOST_STATEMENTS):
        one = by_report.get(row.report_id)
        statement = next((s for s in one.reading.statements if s.id == row.local_id), None) if one else None
        if one and statement:
            told.append((one, statement))
    return _each_once(told)


def told_to(seen: Sequence[Seen]) -> tuple[StatementSeen, ...]:
    """Return what was said to it, the newest report first."""
    return _each_once((one, said) for one in seen for said in one.reading.statements if said.told == one.entity.id)


def said_about(seen: Sequence[Seen]) -> tuple[StatementSeen, ...]:
    """Return what others said that names it, the newest report first."""
    return _each_once(
        (one, said)
        for one in seen
        for said in one.reading.statements
        if one.entity.id not in (said.speaker, said.told) and _names(one, said)
    )


def _names(one: Seen, said: Statement) -> bool:
    """Tell whether a statement says something of it, not its name alone ("suspect Red Front")."""
    named = [part for part in said.content for mention in one.entity.mentions if part.covers(mention)]
    longest = max((len(mention) for mention in one.entity.mentions), default=0)
    return any(len(part) > longest + _LEAST_SAID for part in named)


def _each_once(tellings: Iterable[_Telling]) -> tuple[StatementSeen, ...]:
    """Return statements of the same words once, the newest first."""
    told: dict[str, list[_Telling]] = {}
    for one, said in tellings:
        text = one.reading.report.article.text
        told.setdefault(folded(" ".join(span.cut(text) for span in said.content)), []).append((one, said))
        if len(told) >= _MOST_STATEMENTS:
            break
    made = [(_latest(own), _statement(own)) for own in told.values()]
    return tuple(one for _, one in sorted(made, key=lambda pair: pair[0], reverse=True))


def _latest(tellings: Sequence[_Telling]) -> tuple[str, int]:
    first = _first(tellings)[0]
    return first.row.report.published_latest or "", first.report_id


def _first(tellings: Sequence[_Telling]) -> _Telling:
    return min(tellings, key=lambda own: (own[0].row.report.day, own[0].report_id))


def _statement(tellings: Sequence[_Telling]) -> StatementSeen:
    """Return a statement with the first report that has it; copies of a story repeat it."""
    one, statement = _first(tellings)
    others = sorted({other.report_id for other, _ in tellings} - {one.report_id})
    names = {entity.id: entity.name for entity in one.reading.entities}
    text = one.reading.report.article.text
    return StatementSeen(
        id=statement.id,
        report_id=one.report_id,
        also_in=tuple(others),
        kind=statement.kind,
        content=tuple(one.words(span, statement.id) for span in statement.content),
        cue=" … ".join(span.cut(text) for span in statement.cue),
        told=names.get(statement.told or ""),
        speaker=names.get(statement.speaker or "") or (" ".join(s.cut(text) for s in statement.source) or None),
    )
