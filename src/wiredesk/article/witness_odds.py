"""How sure each kind of witness is: a table of log-odds by trait, fitted by `training/dating.py`. Not for: finding witnesses."""

import functools
import json
from importlib import resources


@functools.cache
def table() -> dict[str, float]:
    """Return the log-odds that each trait adds, by its name ("meta:published", "shown:headline")."""
    raw = resources.files(__package__).joinpath("witness_odds.json").read_text(encoding="utf-8")
    odds: dict[str, float] = json.loads(raw)
    return odds


def odds_of(*traits: str) -> float:
    """Return the log-odds of a witness with these traits: that its day is the day of publication if nothing else spoke."""
    known = table()
    return sum(known[trait] for trait in traits)
