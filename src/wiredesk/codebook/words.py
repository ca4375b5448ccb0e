"""The word lists beside this file, loaded once. Not for: deciding what a word means in its sentence (see `reading`)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from wiredesk.codebook.vocabulary import IncidentType


@dataclass(frozen=True, slots=True)
class TypeCodes:
    """Hold the codes of an incident type in MUC-4, GTD (attacktype1), ACLED (sub-event) and PLOVER."""

    muc4: str
    gtd: int
    acled: str
    plover: str


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("wiredesk.codebook") / name).read_text(encoding="utf-8"))


@cache
def codes() -> dict[IncidentType, TypeCodes]:
    """Return the codes of each incident type."""
    table = _table("incidents.toml")
    return {IncidentType(k): TypeCodes(v["muc4"], v["gtd"], v["acled"], v["plover"]) for k, v in table.items()}


@cache
def triggers() -> dict[str, IncidentType]:
    """Return the words whose plain sense is a deed, in lower case."""
    return {word: IncidentType(kind) for kind, row in _table("incidents.toml").items() for word in row["triggers"]}


@cache
def weak_triggers() -> dict[str, IncidentType]:
    """Return the words that name a deed only beside other signs of one, in lower case."""
    found: dict[str, IncidentType] = {}
    for kind, row in _table("incidents.toml").items():
        for word in row["weak"]:
            found.setdefault(word, IncidentType(kind))
    return found


@cache
def cues(section: str, name: str) -> frozenset[str]:
    """Return one list of `cues.toml`, in lower case."""
    return frozenset(_table("cues.toml")[section][name])


@cache
def deed_words() -> dict[str, IncidentType]:
    """Return the words and phrases that do harm to a noun beside them ("stormed", "set fire to"), in lower case."""
    return {word: IncidentType(kind) for kind, row in _table("incidents.toml").items() for word in row["deeds"]}
