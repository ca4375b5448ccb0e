"""What somebody wants to rule on a report, as values, and what became of each. Not for: what a ruling does (see `ruling`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wiredesk.desk.desk import Desk
from wiredesk.desk.ruling import Done, Making, rule_on_report
from wiredesk.errors import RulingRefused
from wiredesk.review.addresses import target
from wiredesk.review.applying import Mark, Ruled
from wiredesk.review.making import Maker
from wiredesk.review.rulings import Action, Ruling
from wiredesk.review.seeing import Seen, words_of
from wiredesk.review.sheet import Sheet, spans_of
from wiredesk.review.values import Said
from wiredesk.spans import Span

_NEEDS_ADDRESS = frozenset({Action.ACCEPT, Action.CORRECT, Action.REJECT, Action.UNSURE, Action.SPLIT})
_NEEDS_VALUE = frozenset({Action.CORRECT, Action.TITLE, Action.PUBLISHED})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Hold one ruling as it is asked for; which parts say something depends on the action.

    `said` is the value, typed or chosen. `kind` and `fields` are those of a fact to add, `leaving` what a split takes along.
    `seen` is what the person saw there, None when nobody looked.
    """

    action: Action
    address: str = ""
    said: Said = ""
    kind: str = ""
    fields: Mapping[str, Said] = field(default_factory=dict)
    leaving: tuple[str, ...] = ()
    seen: Seen | None = None


@dataclass(frozen=True, slots=True)
class Became:
    """Say what a ruling made of its fact: where it stands now and what it says, and what stood there before, by whom.

    `address` is None when the fact left the reading; `words` are "" for an empty field.
    """

    ruling: Ruling
    address: str | None
    words: str
    spans: tuple[Span, ...]
    was: str
    before: Mark | None


def rule_wanted(
    desk: Desk, report_id: int, wanted: Sequence[Wanted], *, note: str | None = None, key: str | None = None
) -> tuple[Done, list[Became]]:
    """Rule on a report as it was asked for, all of it or nothing, and return what became of each fact.

    :raises NotOnDesk: when there is no such report, or it was removed.
    :raises RulingOvertaken: when a fact says something else than what the person saw.
    :raises RulingRefused: when a ruling cannot be.
    :raises Rejected: when the article as corrected cannot be read.
    """
    done = rule_on_report(desk, report_id, [making_of(one) for one in wanted], note=note, key=key)
    return done, became(done)


def making_of(wanted: Wanted) -> Making:
    """Return what makes the ruling that is wanted.

    :raises RulingRefused: when it lacks what its action needs.
    """
    action, address = wanted.action, wanted.address
    if action in _NEEDS_ADDRESS and not address:
        raise RulingRefused(f"{action.value}: the address of a fact is missing, such as i1.killed")
    if action in _NEEDS_VALUE and not wanted.said:
        raise RulingRefused(f"{action.value}: what it should say is missing")
    if action not in _WAYS:
        raise RulingRefused(f"{action.value}: is not ruled on the facts of one report")
    return lambda maker: _WAYS[action](maker, wanted)


def _there(maker: Maker, wanted: Wanted) -> str:
    return maker.as_seen(wanted.address, wanted.seen)


def _typed(said: Said) -> str:
    if isinstance(said, str):
        return said
    raise RulingRefused("that is written, not chosen in the article")


_WAYS = {
    Action.ACCEPT: lambda maker, wanted: maker.accept(_there(maker, wanted)),
    Action.REJECT: lambda maker, wanted: maker.reject(_there(maker, wanted)),
    Action.UNSURE: lambda maker, wanted: maker.unsure(_there(maker, wanted)),
    Action.CORRECT: lambda maker, wanted: maker.correct(_there(maker, wanted), wanted.said),
    Action.ADD: lambda maker, wanted: maker.add(wanted.kind, wanted.fields),
    Action.SPLIT: lambda maker, wanted: maker.split(
        _there(maker, wanted), wanted.leaving, {name: _typed(said) for name, said in wanted.fields.items()}
    ),
    Action.TITLE: lambda maker, wanted: maker.title(_typed(wanted.said)),
    Action.PUBLISHED: lambda maker, wanted: maker.published(_typed(wanted.said)),
}


def became(done: Done) -> list[Became]:
    """Return what became of the fact of each ruling; undos and rulings on the article have none."""
    if done.after is None or done.before is None:
        return []
    sheet = Sheet(done.after.reading)
    return [_became(ruling, sheet, done.before, done.after) for ruling in done.rulings]


def _became(ruling: Ruling, sheet: Sheet, before: Ruled, after: Ruled) -> Became:
    mark = next((one for one in after.marks if one.ruling_id == ruling.id), None)
    at = ruling.anchor.address if ruling.anchor and ruling.action is not Action.ADD else ""
    earlier = before.mark_of(at) if at else None
    own = None if mark is None or mark.is_gone else mark.address
    if own is None or ruling.kind == "article":
        return Became(ruling, own, "", (), ruling.was or "", earlier)
    found = target(sheet, own)
    return Became(ruling, own, words_of(sheet, found), tuple(spans_of(found.fact, found.shape)), ruling.was or "", earlier)
