"""Role phrases beside names; all people are invented."""

import pytest

from wiredesk.codebook import RoleStatus
from wiredesk.reading.roles import FoundRole, roles_of
from wiredesk.reading.roles_earlier import introduced
from wiredesk.reading.roles_phrases import Sentence
from wiredesk.spans import Span

_NAME = "Ada Kern"


def _roles(text: str, *bodies: str) -> list[str]:
    at = text.index(_NAME)
    person = Span(at, at + len(_NAME))
    named = [Span(text.index(body), text.index(body) + len(body)) for body in bodies]
    sentence = Sentence(
        text,
        Span(0, len(text)),
        is_person=lambda position: person.start <= position < person.end,
        is_body=lambda position: any(body.start <= position < body.end for body in named),
    )
    return [role.title for role in roles_of(sentence, person)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The clinic's director, Dr Ada Kern, said so.", ["clinic's director"]),
        ("The court's president, Judge Ada Kern, adjourned.", ["Judge", "court's president"]),
        ("The force's spokesman, Ada Kern, a deputy superintendent of police, denied it.",
         ["force's spokesman", "deputy superintendent of police"]),
        ("According to superintendent of police Ada Kern, ten men came.", ["superintendent of police"]),
        ("The army's chief of staff Ada Kern flew in.", ["army's chief of staff"]),
        ("Political scientist Ada Kern said so.", ["Political scientist"]),
        ("District Magistrate Ada Kern said so.", ["District Magistrate"]),
        ("Yesterday mayor Ada Kern said so.", ["mayor"]),
        ("Ada Kern, 43, a teacher, was shot at.", ["teacher"]),
        ("Ada Kern, now a lawmaker, spoke first.", ["lawmaker"]),
        ("Ada Kern, who heads the Harbour Institute, said so.", ["heads the Harbour Institute"]),
        ("The captive, a Danish aid worker named Ada Kern, was freed.", ["Danish aid worker"]),
        ("The pilot, identified as Ada Kern, died.", ["pilot"]),
        ("Witness Ada Kern said so.", ["Witness"]),
        ("Ada Kern, officer-in-charge of the station, said so.", ["officer-in-charge of the station"]),
        ("In the state Ada Kern was seen.", []),
        ("A street was named Ada Kern.", []),
    ],
)  # fmt: skip
def test_a_role_is_read_beside_the_name(text: str, expected: list[str]) -> None:
    assert _roles(text) == expected


def test_the_police_that_a_rank_is_of_may_be_a_body() -> None:
    assert _roles("Deputy inspector general of police Ada Kern spoke.", "police") == ["Deputy inspector general of police"]


def _introduced(text: str, role: str) -> str | None:
    at = text.rindex(role)
    found = introduced(text, FoundRole(role, Span(at, at + len(role)), RoleStatus.CURRENT))
    return found.title if found else None


def test_a_phrase_that_points_back_takes_the_fuller_one() -> None:
    text = "A video shows a former Danish customs inspector in a cell. Police know the inspector, Ada Kern, well."
    assert _introduced(text, "inspector") == "Danish customs inspector"


@pytest.mark.parametrize(
    "text",
    [
        "A tax inspector met a customs inspector. Police know the inspector, Ada Kern, well.",
        "A customs inspector Bo Lind was there. Police know the inspector, Ada Kern, well.",
        "It was a note to the inspector. Police know the inspector, Ada Kern, well.",
        "An old customs inspector was there. Police know an inspector, Ada Kern, well.",
    ],
)
def test_two_or_none_before_it_give_nothing(text: str) -> None:
    assert _introduced(text, "inspector") is None
