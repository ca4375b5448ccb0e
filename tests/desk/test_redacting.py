"""Claims about blacking names out of words and readings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_reports import Told, made_reading
from wiredesk.codebook import IncidentType, Stage
from wiredesk.desk.redacting import BLACK, Names, names_of, plain_letters, redacted, redacted_words, redactor
from wiredesk.interchange.report_json import report_json
from wiredesk.interchange.report_parse import reading_from_json

NAMES = names_of(["Zoë Brandt", "Captain Z"])
BLACKED = BLACK * 10


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Zoë Brandt left", f"{BLACKED} left"),
        ("ZOE BRANDT left", f"{BLACKED} left"),
        ("zoe-brandt", BLACKED),
        ("https://x.example/zoe_brandt/1", f"https://x.example/{BLACKED}/1"),
        ("zoe%20brandt", BLACK * 12),
        ("Zoe\nBrandt", f"{BLACK * 3}\n{BLACK * 6}"),
        ("Zoe Brandts", "Zoe Brandts"),
        ("Azoe Brandt", f"Azoe {BLACK * 6}"),
        ("Brandt's car", f"{BLACK * 6}'s car"),
        ("a brand new car", "a brand new car"),
    ],
)
def test_names_are_found_however_they_are_written(words: str, expected: str) -> None:
    assert redactor(NAMES, with_lone=True)(words) == expected


def test_lone_words_are_left_where_they_are_not_wanted() -> None:
    assert redactor(NAMES, with_lone=False)("Brandt and Zoe Brandt") == f"Brandt and {BLACKED}"


@given(words=st.text(st.characters(), max_size=60))
def test_as_many_characters_stay(words: str) -> None:
    assert len(plain_letters(words)) == len(words)
    assert len(redactor(NAMES, with_lone=True)(f"{words} Zoë Brandt {words}")) == 2 * len(words) + 12


def test_json_is_blacked_out_in_its_strings_alone() -> None:
    redact = redactor(Names(frozenset({"zoe brandt"}), frozenset({"person"})), with_lone=True)
    assert redacted_words('{"type":"person","quote":"Zo\\u00eb Brandt"}', redact) == (
        '{"type":"person","quote":"' + "\\u2588" * 10 + '"}'
    )
    assert redacted_words("[broken Zoë Brandt", redact) == f"[broken {BLACKED}"


def test_a_blacked_out_reading_is_a_reading_and_names_nobody() -> None:
    text = "Zoë Brandt was robbed in Lisvale. Brandt told Ana Ruiz so."
    told = Told(
        ["Zoë Brandt", "Ana Ruiz"],
        [("Lisvale", "PT", 39.0, -8.0)],
        (IncidentType.ROBBERY, Stage.ACCOMPLISHED),
        victim="Zoë Brandt",
        perpetrator="Ana Ruiz",
        speaker="Zoë Brandt",
        title="Zoe Brandt robbed",
    )
    reading = report_json(made_reading(text, told))
    made = redacted(reading, NAMES, local_ids={"e1"})
    parsed = reading_from_json(made)
    assert len(parsed.report.article.text) == len(text)
    assert "brandt" not in plain_letters(str(made))
    assert [entity.name for entity in parsed.entities] == ["Ana Ruiz", "Lisvale"]
    assert (parsed.incidents[0].victims, len(parsed.incidents[0].perpetrators)) == ((), 1)
    assert (parsed.statements[0].speaker, parsed.timeline) == (None, ())
