"""What a person is shown to rule on, one report or one task at a time, with all that a ruling needs. Not for: the queue's order.

A part of a fact (a victim), a statement or a name is ruled on as a whole: once anything of it was ruled on, somebody has
looked at it. An incident's own fields are ruled on one by one.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of, parse_id
from wiredesk.desk.review_tasks import report_tasks
from wiredesk.desk.ruled import ruled_reading
from wiredesk.errors import NotOnDesk
from wiredesk.interchange.report_json import Json
from wiredesk.records import Reading
from wiredesk.review.addresses import Target, target
from wiredesk.review.applying import Mark, Ruled, Verdict
from wiredesk.review.doubts import Task
from wiredesk.review.doubts_weighing import Doubted, usual_error
from wiredesk.review.fields import FactKind, Form
from wiredesk.review.fields import Field as FieldShape
from wiredesk.review.phrases import fact_words, value_words
from wiredesk.review.sheet import Sheet, spans_of
from wiredesk.spans import Span
from wiredesk.store import linking, review_choice
from wiredesk.store.opening import On
from wiredesk.store.report_cards import report_head
from wiredesk.store.review_choice import Choice as Choice
from wiredesk.store.review_tasks import task_row

_TRIES = 100  # readings looked at for one that has what is wanted; 3 ms each
KINDS = {
    "incidents": None,
    "statements": ("statement",),
    "people": ("entity", "role"),
    "published": ("published",),
    "timeline": ("life_fact", "amount"),
}
"""What can be looked at alone: facts by `Doubted.what`, None for all of an incident."""


@dataclass(frozen=True, slots=True)
class FieldToRule:
    """Hold one field of a fact: what it says in words, "" when empty, and how it is corrected."""

    address: str
    name: str
    words: str
    form: Form
    choices: tuple[str, ...]
    is_needed: bool


@dataclass(frozen=True, slots=True)
class FactToRule:
    """Hold one fact that a person is asked about.

    `asks` is the field in question, None for a whole fact; `fields` are all that its record has. `words` and `spans` are what
    a ruling says was seen. `mark` is the last ruling on it or on a field of it. `incident` is the one that it is part of.
    """

    address: str
    what: str
    kind: FactKind | None
    asks: FieldToRule | None
    words: str
    spans: tuple[Span, ...]
    fields: tuple[FieldToRule, ...]
    doubt: float
    reasons: tuple[str, ...]
    usual: str
    mark: Mark | None
    incident: str | None

    @property
    def is_open(self) -> bool:
        """Tell whether nobody ruled on it."""
        return self.mark is None

    @property
    def is_unsure(self) -> bool:
        """Tell whether somebody looked and could not tell."""
        return self.mark is not None and self.mark.verdict is Verdict.UNSURE


@dataclass(frozen=True, slots=True)
class ToReview:
    """Hold what is shown at once: a report, and those of its facts that are asked for, in the order of asking.

    `key` names it among others ("t7" a task, "r12" a whole report). `impact` lies in 0..1, `weighs` says why it matters.
    """

    key: str
    report: str
    title: str | None
    outlet: str | None
    reading: Reading
    facts: tuple[FactToRule, ...]
    impact: float
    weighs: tuple[str, ...]
    n_open: int


def report_to_review(desk: Desk, report_id: int, *, kind: str | None = None, only: str | None = None) -> ToReview:
    """Return all facts of a report that are asked for, open ones first, doubted ones last.

    :raises NotOnDesk: when there is no such report, or it was removed.
    """
    with desk.store.reading() as on:
        return _shown(desk, on, report_id, f"r{report_id}", None, kind=kind, only=only)


def part_to_review(desk: Desk, key: str) -> ToReview | None:
    """Return what a key names ("t7" a task, "r12" a report) as it stands now, None when the task is there no longer.

    :raises NotOnDesk: when there is no such report, or it was removed.
    """
    if key.startswith("r"):
        return report_to_review(desk, parse_id(key, "report"))
    with desk.store.reading() as on:
        row = task_row(on, int(key[1:]))
        if row is None:
            return None
        return _shown(desk, on, row.report_id, key, row.found_incident_id or 0, kind=None, only=None)


def next_to_review(desk: Desk, choice: Choice, *, passing: Collection[str] = ()) -> ToReview | None:
    """Return what wants a ruling most, None when nothing does; `passing` are keys of what was seen already.

    With `choice.only` "unsure" or "mine" it goes over reports with such rulings, the last ruled on first.
    """
    passed = set(passing)
    with desk.store.reading() as on:
        for _ in range(_TRIES):
            key, report_id, found_id = _next(on, choice, passed)
            if report_id is None:
                return None
            passed.add(key)
            shown = _shown(desk, on, report_id, key, found_id, kind=choice.kind, only=choice.only)
            if shown.facts and (choice.only or shown.n_open):
                return shown
    return None


def _next(on: On, choice: Choice, passed: Collection[str]) -> tuple[str, int | None, int | None]:
    numbers = [int(one[1:]) for one in passed if one[1:].isdigit() and one[0] == ("r" if choice.only else "t")]
    if choice.only:
        report_id = review_choice.next_ruled_report(on, choice, excluding=numbers)
        return f"r{report_id}", report_id, None
    row = review_choice.next_task(on, choice, excluding=numbers)
    return (f"t{row.id}", row.report_id, row.found_incident_id or 0) if row else ("", None, None)


def _shown(desk: Desk, on: On, report_id: int, key: str, found_id: int | None, *, kind: str | None, only: str | None) -> ToReview:
    """Return what is shown of a report: all of it, or with `found_id` one task, 0 for what is part of no incident."""
    head = report_head(on, report_id)
    if head.removed_at is not None:
        raise NotOnDesk(f"report {id_of('report', report_id)}: was removed; wiredesk find lists reports")
    ruled = ruled_reading(on, report_id)
    _, incidents = linking.rows_by_local_id(on, report_id)
    tasks = sorted(report_tasks(on, report_id, ruled, incidents=incidents), key=lambda one: -one.priority)
    if found_id is not None:
        local = next((one for one, row in incidents.items() if row == found_id), None)
        tasks = [one for one in tasks if one.incident == local]
    facts = [one for one in _facts(tasks, ruled) if _is_wanted(one, kind, only, who=desk.who)]
    facts.sort(key=lambda one: not one.is_open)
    weighs = tasks[0].weighs if tasks else ()
    impact = max((one.impact for one in tasks), default=0.0)
    n_open = sum(one.is_open for one in facts)
    return ToReview(key, id_of("report", report_id), head.title, head.outlet, ruled.reading, tuple(facts), impact, weighs, n_open)


def _is_wanted(fact: FactToRule, kind: str | None, only: str | None, *, who: str) -> bool:
    whats = KINDS.get(kind or "")
    is_kind = kind is None or (fact.incident is not None if kind == "incidents" else fact.what in (whats or ()))
    is_mine = only != "mine" or (fact.mark is not None and fact.mark.who == who)
    return is_kind and is_mine and (only != "unsure" or fact.is_unsure)


# -- facts -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Read:
    """Hold a reading as it is asked about."""

    ruled: Ruled
    sheet: Sheet
    entities: Mapping[str, Json]
    marks: Mapping[str, Mark]

    def words(self, found: Target, name: str) -> str:
        """Return what a field says."""
        return value_words(found.fact, found.shape, name, text=self.sheet.text, entities=self.entities)


def _facts(tasks: Iterable[Task], ruled: Ruled) -> Iterator[FactToRule]:
    sheet = Sheet(ruled.reading)
    marks = {mark.address: mark for mark in ruled.marks if not mark.is_gone}
    read = _Read(ruled, sheet, sheet.entities(), marks)
    for task in tasks:
        whole_first = sorted(task.facts, key=lambda one: one.address != task.incident)
        yield from (_fact(one, task.incident, read) for one in whole_first)


def _fact(one: Doubted, incident: str | None, read: _Read) -> FactToRule:
    told = (one.doubt, one.reasons, usual_error(one.what))
    if one.address == "published":
        words, mark = published_words(read.ruled.reading), read.marks.get("published")
        return FactToRule(one.address, one.what, None, None, words, (), (), *told, mark, None)
    found = target(read.sheet, one.address)
    at = one.address.removesuffix(f".{found.field}") if found.field else one.address
    fields = tuple(_field(f"{at}.{field.name}", field, read.words(found, field.name)) for field in found.shape.fields)
    asks = next((field for field in fields if field.name == found.field), None)
    words = asks.words if asks else fact_words(found.fact, found.shape, read.sheet.text)
    spans = tuple(spans_of(found.fact, found.shape))
    mark = mark_on(one.address, read.marks)
    return FactToRule(one.address, one.what, found.shape.kind, asks, words, spans, fields, *told, mark, incident)


def _field(address: str, field: FieldShape, words: str) -> FieldToRule:
    choices = ("yes", "no") if field.form is Form.FLAG else field.choices
    return FieldToRule(address, field.name, words, field.form, choices, field.is_needed)


def mark_on(address: str, marks: Mapping[str, Mark]) -> Mark | None:
    """Return the last ruling that says that somebody looked at a fact: on itself, what it is part of, or a field of it."""
    head, _, rest = address.partition(".")
    is_incident = not rest and head.startswith("i")
    found = [mark for at in (address, head, f"{head}.type" if is_incident else "") if (mark := marks.get(at))]
    if not is_incident:
        found += [mark for at, mark in marks.items() if at.startswith(f"{address}.") and ".role" not in at[len(address) :]]
    return max(found, key=lambda mark: mark.ruling_id, default=None)


def published_words(reading: Reading) -> str:
    """Return the days on which a report came out, as `Maker.published` takes them; "" when they are not known."""
    days = reading.report.published.interval
    return "" if days is None else f"{days.earliest}" if days.is_day else f"{days.earliest}/{days.latest}"
