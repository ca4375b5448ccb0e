"""Rounds of blind coding: two people or more answer the same questions, none sees what another says. Not for: the statistics.

A round is open while people code, adjudicating while one person settles what they disagree on, then closed. Its answers are
no rulings and change nothing on the desk; what adjudication settles are (see `coding_adjudicating`). Blindness is kept here,
not in pages: whoever wants answers of others goes through `demand_sight`.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from wiredesk.desk.desk import Desk
from wiredesk.errors import RulingRefused
from wiredesk.store import coding as kept_rounds
from wiredesk.store.coding import ItemRow, RoundRow
from wiredesk.store.coding_reports import who_may_code
from wiredesk.store.log import append
from wiredesk.store.opening import On


class RoundState(StrEnum):
    """Say where a round stands."""

    OPEN = "open"
    ADJUDICATING = "adjudicating"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Round:
    """Hold a round with its coders and what it asks.

    `per_item` coders answer each question (all of one report the same ones); `reports` are its reports in order; `is_scratch`:
    coders are not shown what the reader says. `chosen` tells in words which reports they are. `n_reopened` counts how often it
    was opened again for coding after answers had been shown.
    """

    id: int
    name: str
    state: RoundState
    coders: tuple[str, ...]
    questions: tuple[str, ...]
    per_item: int
    reports: tuple[int, ...]
    is_scratch: bool
    chosen: str
    made_at: str
    made_by: str
    n_reopened: int = 0
    turns: Mapping[int, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    def coders_of(self, report_id: int) -> tuple[str, ...]:
        """Return who codes a report: all, or those whose turn it is."""
        return self.turns.get(report_id, self.coders)

    def is_for(self, who: str, report_id: int) -> bool:
        """Tell whether a coder is to answer the questions on a report."""
        return who in self.coders_of(report_id)


@dataclass(frozen=True, slots=True)
class Listed:
    """Hold one round of the list; `answered` and `wanted` count answers of each coder."""

    round: Round
    n_items: int
    n_settled: int
    answered: Mapping[str, int]
    wanted: Mapping[str, int]

    @property
    def n_answered(self) -> int:
        """Count the answers of all coders."""
        return sum(self.answered.values())

    @property
    def n_wanted(self) -> int:
        """Count the answers that are wanted of all coders."""
        return sum(self.wanted.values())


def round_from(row: RoundRow, coders: tuple[str, ...]) -> Round:
    """Return a round as it is kept."""
    told: dict[str, Any] = json.loads(row.asked)
    reports = tuple(told.get("reports", ()))
    return Round(
        row.id,
        row.name,
        RoundState(row.state),
        coders,
        tuple(told.get("questions", ())),
        int(told.get("per_item", len(coders))),
        reports,
        bool(told.get("scratch")),
        str(told.get("chosen", "")),
        row.made_at,
        row.made_by,
        int(told.get("reopened", 0)),
        {number: tuple(coders[at] for at in turn) for number, turn in zip(reports, told.get("turns", ()), strict=False)},
    )


def round_on(on: On, words: str) -> Round:
    """Return the round of that number or name.

    :raises NotOnDesk: when there is none.
    """
    row = kept_rounds.round_row(on, words)
    return round_from(row, kept_rounds.coders_of(on, row.id))


def find_round(desk: Desk, words: str) -> Round:
    """Return the round of that number or name.

    :raises NotOnDesk: when there is none.
    """
    with desk.store.reading() as on:
        return round_on(on, words)


def rounds(desk: Desk) -> list[Listed]:
    """Return all rounds with how far they are, the newest first."""
    with desk.store.reading() as on:
        answered, items = kept_rounds.n_answers(on), kept_rounds.n_items(on)
        found = []
        for row in kept_rounds.round_rows(on):
            one = round_from(row, kept_rounds.coders_of(on, row.id))
            n_all, n_settled = items.get(one.id, (0, 0))
            wanted = _wanted(on, one, n_all)
            told = {who: answered[one.id, who] for who in one.coders}
            found.append(Listed(one, n_all, n_settled, told, wanted))
        return found


def _wanted(on: On, one: Round, n_all: int) -> dict[str, int]:
    if one.per_item >= len(one.coders):
        return dict.fromkeys(one.coders, n_all)
    return wanted_of(one, kept_rounds.items_of(on, one.id))


def wanted_of(one: Round, items: list[ItemRow]) -> dict[str, int]:
    """Return how many questions each coder is to answer."""
    found: Counter[str] = Counter()
    by_report: dict[int, int] = defaultdict(int)
    for item in items:
        by_report[item.report_id] += 1
    for report_id, n in by_report.items():
        found.update(dict.fromkeys(one.coders_of(report_id), n))
    return {who: found[who] for who in one.coders}


def people(desk: Desk) -> dict[str, str]:
    """Return who may code, by name, with their roles; nobody in single-user mode."""
    with desk.store.reading() as on:
        return who_may_code(on)


def sees_answers(one: Round, who: str, *, is_editor: bool) -> bool:
    """Tell whether somebody may see the answers of others: while people code, an editor who does not code there alone."""
    return one.state is not RoundState.OPEN or (is_editor and who not in one.coders)


def demand_sight(one: Round, who: str, *, is_editor: bool) -> None:
    """Let none see answers of others before it is time.

    :raises RulingRefused: while the round is open, to its coders and to whoever is no editor.
    """
    if not sees_answers(one, who, is_editor=is_editor):
        raise RulingRefused(f"round {one.name}: is open, and its answers are blind; they are shown once it is adjudicated")


def demand_state(one: Round, *states: RoundState) -> None:
    """Let nothing be done that a round's state does not allow.

    :raises RulingRefused: when it stands elsewhere.
    """
    if one.state not in states:
        wanted = " or ".join(states)
        raise RulingRefused(f"round {one.name}: is {one.state}; this is done while a round is {wanted}")


_MOVES = {
    (RoundState.OPEN, RoundState.ADJUDICATING),
    (RoundState.ADJUDICATING, RoundState.CLOSED),
    (RoundState.CLOSED, RoundState.ADJUDICATING),
    (RoundState.ADJUDICATING, RoundState.OPEN),
}


def move_round(desk: Desk, words: str, to: RoundState) -> Round:
    """End the coding of a round, close it, or open it again one step back; every move stands in the log.

    Opened again for coding it says so for good: its coders may have seen each other's answers.

    :raises NotOnDesk: when there is no such round.
    :raises RulingRefused: when it cannot go there from where it stands.
    """
    with desk.store.writing(is_durable=True) as on:
        row = kept_rounds.round_row(on, words)
        now = RoundState(row.state)
        if (now, to) not in _MOVES:
            raise RulingRefused(f"round {row.name}: is {now}; from there it does not become {to}")
        told = json.loads(row.asked)
        if to is RoundState.OPEN:
            told["reopened"] = int(told.get("reopened", 0)) + 1
        kept_rounds.change_round(on, row.id, state=to.value, asked=json.dumps(told))
        append(on, desk.who, "round moved", subject_of(row.id), {"from": now.value, "to": to.value}, at=desk.now())
        return round_on(on, str(row.id))


def subject_of(round_id: int) -> str:
    """Return what the log calls a round."""
    return f"round {round_id}"
