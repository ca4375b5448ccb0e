"""Rulings of people, and what they make of a reading."""

from wiredesk.review.applying import Mark, Ruled, Unplaced, Verdict, apply_rulings
from wiredesk.review.changes import FactChange, Turn, reading_changes, same_facts
from wiredesk.review.rulings import Action, Anchor, Ruling, active

__all__ = [
    "Action",
    "Anchor",
    "FactChange",
    "Mark",
    "Ruled",
    "Ruling",
    "Turn",
    "Unplaced",
    "Verdict",
    "active",
    "apply_rulings",
    "reading_changes",
    "same_facts",
]
