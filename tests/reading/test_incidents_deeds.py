"""Deeds in plain grammar, and the pages on which deeds are something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.codebook import IncidentType
from wiredesk.reading.incidents_deeds import deeds, is_figurative, is_mishap
from wiredesk.spans import Span


def told(text: str) -> list[tuple[IncidentType, str | None, str | None]]:
    """Return kind, doer and harmed of the deeds that count."""
    found = (d for d in deeds(text, Span(0, len(text))) if d.points > 1)
    return [(d.type, d.actor.cut(text) if d.actor else None, d.harmed.cut(text) if d.harmed else None) for d in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Masked men robbed a post office in Tartu.", (IncidentType.ROBBERY, "Masked men", "post office")),
        ("Three nurses were abducted by gunmen at dawn.", (IncidentType.KIDNAPPING, "gunmen", "nurses")),
        ("Suspected rebels set fire to a clinic.", (IncidentType.ARSON, "Suspected rebels", "clinic")),
        ("A drone struck the power station, killing two workers.", (IncidentType.BOMBING, None, "power station")),
        ("A MAN HIJACKED A SCHOOL BUS IN NATAL.", (IncidentType.HIJACKING, None, "SCHOOL BUS")),
        ("Militants hurled a grenade into the barracks.", (IncidentType.BOMBING, "Militants", None)),
    ],
)
def test_who_did_what_to_whom(text: str, expected: tuple[IncidentType, str | None, str | None]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "No soldiers were killed in the village.",
        "The ship would be attacked by pirates, he feared.",
        "Police shot dead a robber near the bank.",
        "The ball was thrown to the captain.",
        "The storm killed 14 people on the coast, police said.",
    ],
)
def test_what_did_not_happen_or_had_no_doer_is_no_deed(text: str) -> None:
    assert told(text) == []


def test_sport_markets_film_and_mishaps_are_told_by_their_words() -> None:
    assert is_figurative("The striker scored in the final and the coach wept.")
    assert not is_figurative("Gunmen stormed a film studio and shot the director.")
    assert is_mishap("A ferry capsized on the lake and 20 people died.")
    assert not is_mishap("A ferry capsized after a bomb went off in its hold.")


@given(st.text(alphabet="abkilled bombs was by the. ,shot men\n", max_size=200))
def test_deeds_point_into_their_text_in_order(text: str) -> None:
    if text:
        found = list(deeds(text, Span(0, len(text))))
        assert [d.words.start for d in found] == sorted(d.words.start for d in found)
        assert all(d.words.end <= len(text) for d in found)
