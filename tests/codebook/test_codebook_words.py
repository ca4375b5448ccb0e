"""The word lists and codes of the codebook: whole, in one spelling, and in use."""

import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from wiredesk.codebook import IncidentType
from wiredesk.codebook.words import codes, deed_words, triggers, weak_triggers

ROOM = Path(__file__).resolve().parents[2] / "src/wiredesk/codebook"
# Source: ACLED codebook 2023, sub-event types of the kinds that our incidents can be.
ACLED = {
    "Attack", "Remote explosive/landmine/IED", "Abduction/forced disappearance", "Looting/property destruction", "Other",
}  # fmt: skip
# Source: PLOVER manual, tables "ASSAULT modes" and "COERCE modes".
PLOVER_MODES = {
    "ASSAULT": {
        "abduct", "beat", "torture", "execute", "sexual", "assassinate", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "heavy-weapons",
    },
    "COERCE": {"confiscate", "restrict", "ban", "censor", "curfew", "martial-law", "arrest", "deport", "withhold"},
}  # fmt: skip


def table(name: str) -> dict[str, dict[str, Any]]:
    """Read one of the room's tables."""
    return tomllib.loads((ROOM / name).read_text(encoding="utf-8"))


def lists(name: str) -> list[tuple[str, str, list[str]]]:
    """Give every word list of a table with its section and name."""
    return [(section, key, row) for section, rows in table(name).items() for key, row in rows.items() if isinstance(row, list)]


def test_every_type_has_codes_that_its_codebook_knows() -> None:
    assert codes().keys() == set(IncidentType)
    for kind, row in codes().items():
        assert row.muc4 == kind.value.upper().replace("_", " ")
        assert row.gtd in range(1, 10)
        assert row.acled in ACLED
        event, _, mode = row.plover.partition("/")
        assert not mode or mode in PLOVER_MODES[event]


@pytest.mark.parametrize("name", ["cues.toml", "incidents.toml"])
def test_words_stand_once_in_a_list_and_in_lower_case(name: str) -> None:
    for section, key, words in lists(name):
        assert words == [word.lower() for word in words], f"{section}.{key}"
        assert sorted(words) == sorted(set(words)), f"{section}.{key}"


def test_every_list_of_cues_is_asked_for() -> None:
    package = "\n".join(path.read_text(encoding="utf-8") for path in ROOM.parent.rglob("*.py"))
    assert not [f"{section}.{key}" for section, key, _ in lists("cues.toml") if f'"{key}"' not in package]


def test_a_word_that_names_a_deed_by_itself_is_not_weak_for_the_same_deed() -> None:
    assert not [word for word, kind in triggers().items() if weak_triggers().get(word) is kind]
    assert set(chain(triggers().values(), deed_words().values())) <= set(IncidentType)
