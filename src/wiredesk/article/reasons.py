"""The reasons of a publication date as people read them: few, each once, none that says it twice. Not for: finding the date."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from wiredesk.article.dating import Clue, Solution, not_after
from wiredesk.article.weighing import Verdict
from wiredesk.article.witnesses import Witness, day_words
from wiredesk.documents import Basis, Published

_MAX_BASIS = 8
_MAX_SET_ASIDE = 2
_FROM_STAMPS = "script:published"  # finds what other fields of the page hold once more
# How strongly the day of a change ends those of an article: not so that days after it are out of the question, for a date with
# such words may belong to another story. Our choice.
_BY_THEN = 0.8
_NOT_THE_DAY = "{} is the day of a change, not of publication"


def reasons_of(solution: Solution, verdict: Verdict | None) -> tuple[Basis, ...]:
    """List the reasons: those that tightened the answer, other witnesses for it, then what was set aside and why.

    Witnesses of one kind that name the same day are told once.
    """
    used = [clue.basis for clue in solution.used]
    if verdict and any(basis.rule == verdict.witnesses[0].basis.rule for basis in used):
        used = list(_told_once(used, verdict.witnesses))
    set_aside = [
        replace(basis, rule="set_aside", note=f"{basis.note}: contradicts stronger words")
        for basis in dict.fromkeys(clue.basis for clue in solution.dropped)
        if basis.rule != "date_to_come"
    ]
    return tuple(dict.fromkeys([*used[:_MAX_BASIS], *set_aside[:_MAX_SET_ASIDE]]))


def _told_once(used: Sequence[Basis], witnesses: Sequence[Witness]) -> Iterator[Basis]:
    """Yield the reasons that were used and one for each further kind of witness and day; fields that agree are counted."""
    kinds: dict[tuple[str, datetime.date], list[Basis]] = {}
    for witness in witnesses:
        kinds.setdefault((witness.basis.rule, witness.day), []).append(witness.basis)
    (first, same), *others = kinds.items()
    yield from (_counted(basis, same) if basis.rule == first[0] else basis for basis in used)
    yield from (_counted(some[0], some) for _, some in others)


def _counted(basis: Basis, some: Iterable[Basis]) -> Basis:
    n_fields = len({one.source_field for one in some if one.source_field not in (None, _FROM_STAMPS)})
    return replace(basis, note=f"{basis.note}, in {n_fields} fields") if basis.rule == "metadata" and n_fields > 1 else basis


def changes(witnesses: Iterable[Witness]) -> list[Clue]:
    """Return the days of changes that a page of markup shows, the first one first: the article was out by then."""
    found = sorted((one for one in witnesses if one.is_change and one.is_shown), key=lambda one: one.day)
    note = "the page was updated on {}, so it came out by then"
    return [
        Clue(not_after(one.day), _BY_THEN, replace(one.basis, rule="updated_line", note=note.format(day_words(one.day))))
        for one in found
    ]


def with_bounds(published: Published, changed: Iterable[Clue], captured: datetime.datetime | None) -> Published:
    """Add what a reader may take for the day and is not: that of a change, and the capture where it ends the interval.

    `changed` are the days of changes, as bounds from above.
    """
    interval = published.interval
    if interval is None:
        return published
    added: list[Basis] = []
    if interval.is_day:
        days = ((datetime.date.fromordinal(clue.days[-1][1]), clue.basis) for clue in changed)
        later = [replace(basis, note=_NOT_THE_DAY.format(day_words(day))) for day, basis in days if day > interval.latest]
        added += later[:1]
    elif captured and interval.latest >= captured.date():
        note = f"the page was saved on {day_words(captured.date())}, so it came out by then"
        added.append(Basis("capture_clock", note, source_field="captured"))
    return replace(published, basis=(*published.basis, *added))
