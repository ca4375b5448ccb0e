"""A round of coding is made: which reports, which questions, who codes what. Not for: coding (see `coding_answering`).

Each question is frozen with its anchor, the fact in its own words, so that reading a report anew does not break the round.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from wiredesk.codebook import IncidentType
from wiredesk.desk.coding import Round, RoundState, round_on, subject_of
from wiredesk.desk.desk import Desk
from wiredesk.desk.finding_names import outlets_named
from wiredesk.desk.ids import id_of
from wiredesk.errors import RulingRefused, SettingError
from wiredesk.review.asking import Question, asked_of, question_of
from wiredesk.review.making import Maker, Signed
from wiredesk.store import coding as kept_rounds
from wiredesk.store.coding import NewItem, RoundRow
from wiredesk.store.coding_reports import Scope, has_tasks, most_doubtful, reports_in, who_may_code
from wiredesk.store.filing import load_reading
from wiredesk.store.log import append
from wiredesk.store.opening import On
from wiredesk.store.rulings import rulings_of

MOST_REPORTS, MOST_ITEMS, MOST_CODERS = 500, 5_000, 12
MOST_NAME = 60
USUAL = (
    "incident", "incident.type", "incident.stage", "incident.date", "incident.place", "incident.killed", "incident.wounded",
    "perpetrator.attribution", "statement.speaker",
)  # fmt: skip
"""What a round asks when nobody says otherwise."""

_NAME = re.compile(r"[^\W\d_][\w .,()&'+-]*", re.UNICODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Hold what somebody wants of a round.

    Of the reports in `scope`, with `outlet` (a name or an address) of those that it printed, all are taken, or `n_sampled` at
    random (the same ones for the same `seed`), or the `n_doubtful` that most want a ruling. `per_item` coders answer each
    question, None for all. `is_scratch` does not show them what the reader says; `with_background` asks of incidents told as
    background too.
    """

    name: str
    coders: tuple[str, ...]
    questions: tuple[str, ...] = USUAL
    scope: Scope = field(default_factory=Scope)
    outlet: str | None = None
    n_sampled: int | None = None
    seed: int = 1
    n_doubtful: int | None = None
    per_item: int | None = None
    is_scratch: bool = False
    with_background: bool = False


def make_round(desk: Desk, plan: Plan) -> Round:
    """Make a round and open it for its coders.

    :raises SettingError: for a name, question, type or number that cannot be used.
    :raises RulingRefused: when nothing is asked by it, too much is, or a coder has no account that may code.
    """
    name = checked_name(plan.name)
    wanted = _questions(plan.questions)
    with desk.store.reading(limit_s=0) as on:
        coders = _coders(on, plan.coders)
        reports = _reports(on, plan)
        items = list(_items(desk, on, reports, wanted, plan))
    told = {item.report_id: None for item in items}
    reports = [number for number in reports if number in told]
    _demand_size(reports, items)
    per_item = min(plan.per_item or len(coders), len(coders))
    if per_item < 2:
        raise SettingError("each question wants two coders at least; there is no agreement of one with itself")
    asked = {
        "questions": [one.name for one in wanted],
        "reports": reports,
        "per_item": per_item,
        "scratch": plan.is_scratch,
        "chosen": in_words(plan, len(reports)),
    }
    if per_item < len(coders):
        asked["turns"] = turns(len(coders), per_item, len(reports))
    return _kept(desk, name, json.dumps(asked), coders, items)


def _kept(desk: Desk, name: str, asked: str, coders: Sequence[str], items: Sequence[NewItem]) -> Round:
    with desk.store.writing(is_durable=True) as on:
        if kept_rounds.is_round_name_taken(on, name):
            raise RulingRefused(f"round {name!r}: there is one of that name; choose another")
        row = RoundRow(0, name, RoundState.OPEN.value, asked, desk.now(), desk.who)
        number = kept_rounds.add_round(on, row, coders)
        kept_rounds.add_items(on, number, items)
        told = {"coders": len(coders), "questions": len(items)}
        append(on, desk.who, "round made", subject_of(number), told, at=desk.now())
        return round_on(on, str(number))


def checked_name(words: str) -> str:
    """Return the name of a round, tidied: a letter first, so that it is never taken for a number.

    :raises SettingError: when it cannot be one.
    """
    name = " ".join(words.split())
    if len(name) > MOST_NAME or not _NAME.fullmatch(name):
        raise SettingError(f"round {name[:40]!r}: a name begins with a letter and has at most {MOST_NAME} letters and figures")
    return name


def _questions(names: Sequence[str]) -> list[Question]:
    found = []
    for name in dict.fromkeys(names):
        one = question_of(name)
        if one is None:
            raise SettingError(f"question {name[:40]!r}: is none; ask for a kind of fact or a field, such as incident.stage")
        found.append(one)
    if not found:
        raise SettingError("a round asks something; name a question, such as incident.stage")
    return found


def _coders(on: On, names: Sequence[str]) -> list[str]:
    there = who_may_code(on)
    found = sorted(dict.fromkeys(names))
    for name in found:
        if name not in there:
            raise RulingRefused(f"{name[:60]}: has no account that may code; make one, or give it the role coder")
    if not 2 <= len(found) <= MOST_CODERS:
        raise SettingError(f"a round has 2 to {MOST_CODERS} coders; {len(found)} are named")
    return found


def _reports(on: On, plan: Plan) -> list[int]:
    unknown = [one for one in plan.scope.types if one not in set(IncidentType)]
    if unknown:
        raise SettingError(f"type {unknown[0][:40]!r}: is none; choose of {', '.join(IncidentType)}")
    scope = replace(plan.scope, outlets=outlets_named(on, plan.outlet)) if plan.outlet else plan.scope
    if plan.n_doubtful is not None:
        if not has_tasks(on):
            raise RulingRefused("what is doubtful is not worked out on this desk yet; take a sample, or name reports")
        return most_doubtful(on, scope, plan.n_doubtful)
    found = reports_in(on, scope)
    if plan.n_sampled is not None and plan.n_sampled < len(found):
        return sorted(random.Random(plan.seed).sample(found, plan.n_sampled))
    missing = set(plan.scope.reports) - set(found)
    if missing and plan.n_sampled is None:
        raise RulingRefused(f"{id_of('report', min(missing))}: is not on this desk, or lies outside what else is asked")
    if len(found) > MOST_REPORTS:
        raise RulingRefused(f"{len(found)} reports are meant; a round has at most {MOST_REPORTS}: narrow it, or take a sample")
    return found


def _items(desk: Desk, on: On, reports: Sequence[int], wanted: Sequence[Question], plan: Plan) -> Iterator[NewItem]:
    position = 0
    signed = Signed(desk.who, desk.clock())
    for report_id in reports:
        maker = Maker(report_id, load_reading(on, report_id), rulings_of(on, report_id), signed=signed)
        for one in asked_of(maker, wanted, with_background=plan.with_background):
            position += 1
            if position > MOST_ITEMS:
                raise RulingRefused(f"more than {MOST_ITEMS} questions would be asked; take fewer reports or fewer questions")
            anchor = json.dumps(one.anchor.to_json(), ensure_ascii=True)
            yield NewItem(report_id, position, one.address, one.question.kind.value, one.question.field, anchor, one.shown)


def _demand_size(reports: Sequence[int], items: Sequence[NewItem]) -> None:
    if not items:
        raise RulingRefused("nothing is asked: no report meets it, or none tells anything of that kind; ask for more")
    if len(reports) > MOST_REPORTS:
        raise RulingRefused(f"{len(reports)} reports are meant; a round has at most {MOST_REPORTS}")


def turns(n_coders: int, per_item: int, n_reports: int) -> list[list[int]]:
    """Return for each report which coders it goes to: all are given as much, and every pair of coders meets in turn."""
    groups = list(combinations(range(n_coders), per_item))
    load: Counter[int] = Counter()
    met: Counter[tuple[int, int]] = Counter()
    found = []
    for _ in range(n_reports):
        group = min(groups, key=lambda one: (sum(load[at] for at in one), sum(met[pair] for pair in combinations(one, 2)), one))
        load.update(group)
        met.update(combinations(group, 2))
        found.append(list(group))
    return found


def in_words(plan: Plan, n_reports: int) -> str:
    """Return which reports a round is about, for people."""
    scope = plan.scope
    told = [
        f"published {scope.since} to {scope.until}" if scope.since and scope.until else "",
        f"published from {scope.since} on" if scope.since and not scope.until else "",
        f"published up to {scope.until}" if scope.until and not scope.since else "",
        f"telling of {', '.join(scope.types)}".replace("_", " ") if scope.types else "",
        f"with an incident in {scope.country}" if scope.country else "",
        f"by {plan.outlet}" if plan.outlet else "",
        "named one by one" if scope.reports else "",
        f"drawn at random (seed {plan.seed})" if plan.n_sampled is not None else "",
        "the most doubtful" if plan.n_doubtful is not None else "",
    ]
    said = [words for words in told if words]
    return f"{n_reports} {'report' if n_reports == 1 else 'reports'}{', ' if said else ''}{', '.join(said)}"
