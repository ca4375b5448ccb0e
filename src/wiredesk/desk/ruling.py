"""People rule: on facts of a report, on its article, on two records across reports; and undo. Not for: what rulings mean.

Each call is one durable transaction: the ruling, its line in the log, and all that follows from it are kept together or not
at all. The log names the ruling and its hash, never its words.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from wiredesk.desk import joining
from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of, kind_of, parse_id
from wiredesk.desk.reader import reader_version
from wiredesk.desk.refiling import refile_report
from wiredesk.desk.rereading import read_again, stored
from wiredesk.desk.review_tasks import refresh_tasks
from wiredesk.desk.ruled import effective_reading as effective_reading
from wiredesk.errors import RulingRefused
from wiredesk.interchange.report_json import Json
from wiredesk.records import Reading
from wiredesk.review.applying import Ruled, apply_rulings
from wiredesk.review.making import Maker, Signed
from wiredesk.review.rulings import ON_ARTICLE, ON_FACTS, ON_PAIRS, Action, Ruling, active
from wiredesk.review.values import Located
from wiredesk.spans import Span
from wiredesk.store import linking
from wiredesk.store.filing import load_reading
from wiredesk.store.linking import Kind
from wiredesk.store.log import append
from wiredesk.store.opening import On
from wiredesk.store.rulings import add_ruling, rows_of_reports, ruling_body, ruling_of, rulings_of, undone_by

Making = Callable[[Maker], Ruling]
Beside = Callable[[On, Sequence[Ruling]], None]
"""Keeps something else in the transaction of rulings, once these have their numbers; what it raises takes all of it back."""

_LINKED = {"story": Kind.STORY, "report": Kind.STORY, "incident": Kind.INCIDENT, "entity": Kind.ENTITY}


@dataclass(frozen=True, slots=True)
class Done:
    """Say what was ruled, and how the report reads before and after; both None for rulings on two records."""

    rulings: tuple[Ruling, ...]
    before: Ruled | None = None
    after: Ruled | None = None


def _nothing(_on: On, _rulings: Sequence[Ruling]) -> None:
    """Keep nothing beside rulings."""


def rule_on_report(
    desk: Desk,
    report_id: int,
    makings: Sequence[Making],
    *,
    note: str | None = None,
    key: str | None = None,
    beside: Beside = _nothing,
) -> Done:
    """Rule on one report, several times in one go: all of it is kept or nothing.

    Each of `makings` makes one ruling on the report as it stood before all of them, so that addresses mean what was shown.
    It is called twice: what the article becomes must be read before the store is held. What a person sends again under the
    same `key` is kept once.

    :raises NotOnDesk: when there is no such report, or it was removed.
    :raises RulingRefused: when a ruling cannot be.
    :raises Rejected: when the article as corrected cannot be read.
    """
    known = _kept_before(desk, report_id, key) if key else None
    if known is not None:
        return known
    signed = Signed(desk.who, desk.clock().replace(microsecond=0), note, key)
    reread = _read_as_ruled(desk, report_id, makings, signed)
    with desk.store.writing(is_durable=True) as on:
        raw = load_reading(on, report_id)
        held = rulings_of(on, report_id)
        before = apply_rulings(raw, held)
        kept = [_keep(desk, on, ruling) for ruling in _made(report_id, raw, held, makings, signed=signed)]
        reader = reader_version() if reread else None
        after = refile_report(desk, on, report_id, reread or raw, before=before.reading, reader=reader)
        _demand_placed(after, kept)
        beside(on, kept)
    return Done(tuple(kept), before, after)


def rule(desk: Desk, ruling: Ruling) -> int:
    """Keep a ruling that is made already, with all that follows from it, and return its number.

    :raises NotOnDesk: when what it is about is not on the desk.
    :raises RulingRefused: when it cannot be.
    """
    if ruling.action is Action.UNDO and ruling.undoes is not None:
        return undo(desk, ruling.undoes, note=ruling.note).rulings[0].id
    if ruling.action in ON_PAIRS and ruling.left_id is not None and ruling.right_id is not None:
        with desk.store.writing(is_durable=True) as on:
            kept = _keep(desk, on, ruling)
            _link(on, kept)
        return kept.id
    if ruling.report_id is None:
        raise RulingRefused("the ruling is about no report and no two records; name what it is about")
    return rule_on_report(desk, ruling.report_id, [lambda _maker: ruling]).rulings[0].id


def rule_on_pair(desk: Desk, action: Action, left: str, right: str, *, note: str | None = None) -> Done:
    """Say that two stories, incidents or entities are the same, are not, or that nobody can tell; "i5", "e40", "r12", "c3".

    :raises NotOnDesk: when one of them is not there.
    :raises RulingRefused: when they are of different kinds, or other rulings stand against it.
    """
    kind = _one_kind(left, right)
    ids = sorted(parse_id(one, kind_of(one) or kind) for one in (left, right))
    if ids[0] == ids[1]:
        raise RulingRefused(f"{left} and {right} are one record; name two")
    linked = _LINKED[kind]
    with desk.store.writing(is_durable=True) as on:
        ruling = replace(_signed(desk, action, linked.value, note), left_id=ids[0], right_id=ids[1])
        kept = _keep(desk, on, ruling)
        _link(on, kept)
    return Done((kept,))


def split_across(desk: Desk, name: str, reports: Collection[str], *, note: str | None = None) -> Done:
    """Say that what these reports tell is another incident, entity or story: it leaves the one it was put into.

    :raises NotOnDesk: when there is no such record.
    :raises RulingRefused: when these reports have no part in it, or nothing would stay behind.
    """
    kind = kind_of(name) or ""
    if kind not in _LINKED:
        raise RulingRefused(f"{name[:40]}: cannot be split; name an incident (i5), an entity (e40) or a story (c3)")
    linked, number = _LINKED[kind], parse_id(name, kind)
    ids = [parse_id(one, "report") for one in reports]
    with desk.store.writing(is_durable=True) as on:
        row = linking.link_row(on, linked, number)
        leaving = rows_of_reports(on, linked.value, row.tree_id if row else number, ids)
        if not leaving:
            raise RulingRefused(f"{name}: has no part in {', '.join(reports)}; wiredesk incident {name} lists its reports")
        ruling = replace(_signed(desk, Action.SPLIT, linked.value, note), left_id=number, value={"rows": leaving, "reports": ids})
        kept = _keep(desk, on, ruling)
        _link(on, kept)
    return Done((kept,))


def undo(desk: Desk, ruling_id: int, *, note: str | None = None, beside: Beside = _nothing) -> Done:
    """Take a ruling back, an undo too; everything is as if it had not been made. Both stay in the list.

    :raises NotOnDesk: when there is no such ruling, or it was erased.
    :raises RulingRefused: when it is undone already.
    """
    with desk.store.reading() as on:
        target = ruling_of(on, ruling_id)
        _demand_held(on, ruling_id)
    if target.report_id is not None and _origin(desk, target).action in ON_FACTS | ON_ARTICLE:
        return rule_on_report(desk, target.report_id, [lambda _maker: _undoing(desk, target, note)], beside=beside)
    with desk.store.writing(is_durable=True) as on:
        kept = _keep(desk, on, _undoing(desk, target, note))
        _take_back(on, target)
        beside(on, (kept,))
    return Done((kept,))


def ruled(desk: Desk, ruling_id: int) -> tuple[Ruling, Ruling]:
    """Return a ruling and the one at the bottom of it: itself, or of an undo what it undoes, down to the first.

    :raises NotOnDesk: when there is no such ruling, or it was erased.
    """
    with desk.store.reading() as on:
        ruling = ruling_of(on, ruling_id)
    return ruling, _origin(desk, ruling)


def is_undone(desk: Desk, ruling_id: int) -> bool:
    """Tell whether a ruling was taken back and does not hold any more."""
    with desk.store.reading() as on:
        return undone_by(on, ruling_id) is not None


# -- inside --------------------------------------------------------------------------------------------------------


def _signed(desk: Desk, action: Action, kind: str, note: str | None) -> Ruling:
    return Ruling(at=desk.clock().replace(microsecond=0), who=desk.who, action=action, kind=kind, note=note)


def _undoing(desk: Desk, target: Ruling, note: str | None) -> Ruling:
    made = _signed(desk, Action.UNDO, "ruling", note)
    return replace(made, report_id=target.report_id, undoes=target.id, left_id=target.left_id, right_id=target.right_id)


def _demand_held(on: On, ruling_id: int) -> None:
    by = undone_by(on, ruling_id)
    if by is not None:
        raise RulingRefused(f"n{ruling_id}: is undone already, by n{by}; undo n{by} to let it hold again")


def _origin(desk: Desk, ruling: Ruling) -> Ruling:
    """Return the ruling at the bottom of undos of undos."""
    with desk.store.reading() as on:
        while ruling.action is Action.UNDO and ruling.undoes is not None:
            ruling = ruling_of(on, ruling.undoes)
    return ruling


def _kept_before(desk: Desk, report_id: int, key: str) -> Done | None:
    with desk.store.reading() as on:
        held = rulings_of(on, report_id)
        found = tuple(one for one in held if one.key == key and one.who == desk.who)
        if not found:
            return None
        now = apply_rulings(load_reading(on, report_id), held)
    return Done(found, now, now)


def _made(report_id: int, raw: Reading, held: Sequence[Ruling], makings: Sequence[Making], *, signed: Signed) -> list[Ruling]:
    maker = Maker(report_id, raw, held, signed=signed, locate=located_in(raw), counted=counted_in)
    return [making(maker) for making in makings]


def _read_as_ruled(desk: Desk, report_id: int, makings: Sequence[Making], signed: Signed) -> Reading | None:
    """Return the reader's reading of the article as it is corrected, None when these rulings do not touch the article."""
    with desk.store.reading() as on:
        raw, held = load_reading(on, report_id), rulings_of(on, report_id)
    first = max((one.id for one in held), default=0) + 1
    made = _made(report_id, raw, held, makings, signed=signed)
    wanted = held + [replace(one, id=number) for number, one in enumerate(made, first)]
    now, then = ([one.id for one in active(some) if one.action in ON_ARTICLE] for some in (held, wanted))
    if now == then:
        return None
    with desk.store.reading() as on:
        found = stored(on, report_id)  # with its source, which is long and may not be kept
    return read_again(desk, found, wanted)


def _keep(desk: Desk, on: On, ruling: Ruling) -> Ruling:
    if ruling.action is Action.UNDO and ruling.undoes is not None:
        _demand_held(on, ruling.undoes)  # another person may have been quicker
    kept = replace(ruling, id=add_ruling(on, ruling))
    body = ruling_body(ruling).encode()
    told = {"ruling": id_of("ruling", kept.id), "kind": ruling.kind, "sha256": hashlib.sha256(body).hexdigest()}
    subject = id_of("report", ruling.report_id) if ruling.report_id else ""
    if ruling.left_id is not None and ruling.kind in _LINKED:
        subject = id_of(ruling.kind, ruling.left_id)
    append(on, desk.who, ruling.action.value, subject, told, at=desk.now())
    return kept


def _demand_placed(after: Ruled, kept: Sequence[Ruling]) -> None:
    numbers = {ruling.id for ruling in kept}
    lost = next((one for one in after.unplaced if one.ruling.id in numbers), None)
    if lost is not None:
        raise RulingRefused(f"the ruling finds no place in the report: {lost.why.value}; look at the report once more")


def located_in(raw: Reading) -> Located:
    """Return what finds a place on the map, among the countries that a report speaks of."""

    def locate(name: str) -> Json | None:
        from wiredesk.places import load_gazetteer

        countries = Counter(one.place.country for one in raw.entities if one.place and one.place.country)
        context = {code: n / countries.total() for code, n in countries.items()}
        found = load_gazetteer().resolve(name, context_countries=context)
        if found is None:
            return None
        spot = {"latitude": found.latitude, "longitude": found.longitude}
        return {"country": found.country, **spot, "gazetteer": found.gazetteer}

    return locate


def counted_in(words: str) -> list[int | None] | None:
    """Return how many people the words of an article say, None when they say no one number."""
    from wiredesk.reading.numbers import numbers

    found = list(numbers(words, Span(0, len(words)))) if words else []
    return [found[0].count.at_least, found[0].count.at_most] if len(found) == 1 else None


def _one_kind(left: str, right: str) -> str:
    kinds = [{"report": "story"}.get(kind, kind) for kind in (kind_of(left) or "", kind_of(right) or "")]
    if kinds[0] != kinds[1] or kinds[0] not in _LINKED:
        raise RulingRefused(
            f"{left[:40]} and {right[:40]}: name two incidents (i5 i9), two entities (e4 e7) or two reports (r1 r2)"
        )
    return kinds[0]


def _link(on: On, ruling: Ruling) -> None:
    """Do what a ruling says of links."""
    kind = _LINKED[ruling.kind]
    left, right = ruling.left_id or 0, ruling.right_id or 0
    if ruling.action is Action.SAME:
        joining.join(on, kind, left, right, ruling_id=ruling.id)
    elif ruling.action is Action.DIFFERENT:
        joining.part(on, kind, left, right, ruling_id=ruling.id)
    elif ruling.action is Action.UNSURE:
        joining.unsure(on, kind, left, right, ruling_id=ruling.id)
    elif ruling.action is Action.SPLIT:
        joining.split(on, kind, ruling.value["rows"], ruling_id=ruling.id)
    _renew_tasks(on, ruling)


def _take_back(on: On, ruling: Ruling) -> None:
    """Take back what a ruling did to links; of an undo, do again what it took back."""
    holds = False
    while ruling.action is Action.UNDO and ruling.undoes is not None:
        ruling, holds = ruling_of(on, ruling.undoes), not holds
    if holds:
        _link(on, ruling)
    else:
        joining.undo_links(on, _LINKED[ruling.kind], ruling_id=ruling.id)
        _renew_tasks(on, ruling)


def _renew_tasks(on: On, ruling: Ruling) -> None:
    """Weigh again what wants a ruling where reports of one incident come together or part."""
    if _LINKED[ruling.kind] is Kind.INCIDENT:
        leaving = ruling.value["rows"] if ruling.action is Action.SPLIT else ()
        refresh_tasks(on, {one for one in (ruling.left_id, ruling.right_id, *leaving) if one is not None})
