"""What the measurements of names and entities count, and that names of other alphabets go on being found."""

import itertools
import random

import pytest

from benchmarks.entities import Known, day_of, figures, instance_of, pairs
from benchmarks.names import cyrillic, judged, people
from wiredesk.codebook import EntityType
from wiredesk.corroborate.entities import EntityProfile, entity_keys
from wiredesk.records import Entity
from wiredesk.spans import Span


@pytest.mark.parametrize(("way", "expected"), [("bgn", "khrushchyov"), ("german", "chruschtschjow"), ("french", "khrouchtchiov")])
def test_cyrillic_names_are_written_as_each_system_has_it(way: str, expected: str) -> None:
    assert cyrillic("хрущёв", way) == expected


def test_most_spellings_of_a_name_fit_and_no_two_people_are_joined() -> None:
    made = people(random.Random(3), 25)
    same = [pair for spellings in made for pair in itertools.combinations(dict.fromkeys(spellings), 2)]
    fits = [judged(*pair).fits for pair in random.Random(4).sample(same, 400)]
    assert sum(fits) / len(fits) > 0.9
    names = list(dict.fromkeys(spellings[0] for spellings in made))
    assert not [pair for pair in itertools.combinations(names, 2) if judged(*pair).is_joined]


def known(document: str, name: str, instance: str | None, topic: str = "1") -> Known:
    profile = EntityProfile(EntityType.PERSON, ((name, 1),))
    return Known(document, topic, instance, profile, frozenset(entity_keys(profile)))


def test_pairs_are_those_of_one_topic_and_two_documents_that_the_corpus_knows() -> None:
    entities = [
        known("a", "Gulmurod Khalimov", "H1"), known("b", "Gulmurad Halimov", "H1"), known("b", "Ana Ruiz", "H2"),
        known("c", "Gulmurod Khalimov", None), known("d", "Gulmurod Khalimov", "H1", topic="2"),
    ]  # fmt: skip
    found = list(pairs(entities))
    assert [(pair.is_same, pair.is_met) for pair in found] == [(True, True), (False, False)]
    assert figures(found, 0.9) == "P 1.000 R 1.000 (1 of 1)"


def test_an_entity_has_the_instance_that_most_of_its_mentions_overlap() -> None:
    gold = [
        {"start": 0, "end": 10, "entity": "H1"},
        {"start": 20, "end": 28, "entity": "H2"},
        {"start": 40, "end": 50, "entity": "H1"},
    ]
    mentions = (Span(0, 10), Span(42, 50), Span(20, 28))
    assert instance_of(Entity("e1", EntityType.PERSON, "X", mentions), gold) == "H1"
    assert instance_of(Entity("e1", EntityType.PERSON, "X", (Span(11, 19),)), gold) is None
    assert instance_of(Entity("e1", EntityType.PERSON, "X", (Span(0, 2),)), gold) is None


def test_a_part_of_a_date_is_no_day() -> None:
    assert str(day_of({"date": "2008-03-01T10:00"})) == "2008-03-01"
    assert day_of({"date": "2008-03"}) is None
    assert day_of({}) is None
