"""What every comparison of two records gives: a score and its reasons. Not for: comparing anything."""

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """Give one reason for or against two records being the same.

    `code` names the kind ("same_day", "victim_name", "far_apart"), `note` says it to a person with the values of both
    sides, `weight` is what it adds to the score's log odds: above 0 for, below 0 against.
    """

    code: str
    note: str
    weight: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold how likely two records are the same, 0 to 1, calibrated on dev, and why, the weightiest reason first."""

    score: float
    reasons: tuple[Reason, ...]


def reasons_json(reasons: tuple[Reason, ...]) -> str:
    """Return reasons as they are kept: a JSON list of [code, note, weight]."""
    told = [[reason.code, reason.note, round(reason.weight, 3)] for reason in reasons]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def reasons_from_json(told: str | None) -> tuple[Reason, ...]:
    """Return the reasons that `reasons_json` wrote, none for None."""
    return tuple(Reason(code, note, weight) for code, note, weight in json.loads(told or "[]"))
