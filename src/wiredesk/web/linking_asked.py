"""What a person asks of two records, from a form or the API, done. Not for: what it means (see `desk.ruling`)."""

from dataclasses import dataclass

from wiredesk.desk.comparing import standing_under
from wiredesk.desk.desk import Desk
from wiredesk.desk.ruling import rule_on_pair, split_across
from wiredesk.desk.ruling_words import what_words
from wiredesk.review.rulings import Action, Ruling
from wiredesk.store.linking import Kind

_KINDS = {"i": Kind.INCIDENT, "e": Kind.ENTITY}


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what is asked: two records ("i5", "i9") for same, different and unsure; `name` and `reports` for split."""

    action: Action
    left: str = ""
    right: str = ""
    name: str = ""
    reports: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """Hold the ruling with its words, and the ids under which the records stand now; stories stay as they were named."""

    ruling: Ruling
    words: str
    now: tuple[str, ...]


def linked(desk: Desk, asked: Asked) -> Answered:
    """Rule on two records.

    :raises NotOnDesk: when one of them is not there.
    :raises RulingRefused: when they are of different kinds, other rulings stand against it, or nothing would stay behind.
    """
    note = (asked.note or "").strip() or None
    if asked.action is Action.SPLIT:
        (ruling,) = split_across(desk, asked.name, asked.reports, note=note).rulings
        named = [asked.name, f"{asked.name[0]}{ruling.value['rows'][0]}"]
    else:
        (ruling,) = rule_on_pair(desk, asked.action, asked.left, asked.right, note=note).rulings
        named = [asked.left, asked.right]
    kind = _KINDS.get(named[0][0].lower())
    return Answered(ruling, what_words(ruling), standing_under(desk, kind, named) if kind else tuple(named))
