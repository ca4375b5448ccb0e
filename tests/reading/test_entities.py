"""Who and what a report is about, read from hand-made tags."""

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.codebook import EntityType, RoleStatus
from wiredesk.places import load_gazetteer
from wiredesk.reading.entities import read_entities
from wiredesk.reading.entities_index import EntityIndex
from wiredesk.records import Entity
from wiredesk.spans import Span
from wiredesk.tagger.tags import ScoredSpan, Tags

LABELS = {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}


def tagged(text: str, **names: list[str]) -> Tags:
    """Tag every occurrence of the given names; of two that overlap the longer counts."""
    found = [
        (match.start(), -match.end(), label)
        for label, words in names.items()
        for word in words
        for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text)
    ]
    spans: list[ScoredSpan] = []
    for start, end, label in sorted(found):
        if not spans or start >= spans[-1].span.end:
            spans.append(ScoredSpan(Span(start, -end), label, 0.9))
    return Tags(tuple(spans), (), (), (), (), ())


def read(text: str, **names: list[str]) -> EntityIndex:
    return read_entities(text, tagged(text, **names), load_gazetteer())


def named(index: EntityIndex, name: str) -> Entity:
    return next(e for e in index.entities if e.name == name)


def span_of(text: str, words: str, nth: int = 0) -> Span:
    start = [m.start() for m in re.finditer(re.escape(words), text)][nth]
    return Span(start, start + len(words))


def test_a_surname_is_the_person_named_in_full() -> None:
    text = 'Lt. Col. Ines Okafor\'s men left. "We are done," Okafor said. Bola Adeyemi disagreed with Okafor.'
    index = read(text, PER=["Ines Okafor", "Okafor", "Bola Adeyemi"])
    okafor = named(index, "Ines Okafor")
    assert okafor.aliases == ("Okafor",)
    assert [m.cut(text) for m in okafor.mentions] == ["Ines Okafor", "Okafor", "Okafor"]
    assert len([e for e in index.entities if e.type is EntityType.PERSON]) == 2


def test_two_persons_of_one_surname_stay_apart() -> None:
    text = "Peter Lund met Karin Lund. Karin Lund left first."
    assert {e.name for e in read(text, PER=["Peter Lund", "Karin Lund"]).entities} == {"Peter Lund", "Karin Lund"}


def test_names_joined_by_strokes_in_brackets_are_aliases() -> None:
    text = "He fights for the Dune Brigade (Sons of the Erg/SOTE/Ergistas), and SOTE pays well."
    body = named(read(text, ORG=["Dune Brigade"]), "Dune Brigade")
    assert body.aliases == ("Sons of the Erg", "SOTE", "Ergistas")
    assert len(body.mentions) == 5


@pytest.mark.parametrize(
    "text", ["The captain Marla Sundby left. Nobody saw her.", "Marla Sundby led from the start. Sundby had won before."]
)
def test_a_person_taken_for_a_place_is_a_person(text: str) -> None:
    people = ["Sundby"] if "Sundby had" in text else []
    spans = {"LOC": ["Marla Sundby"], "PER": people}
    found = read(text.replace("Sundby had", "Then Sundby had"), **{k: v for k, v in spans.items() if v})
    assert [e.type for e in found.entities if e.name == "Marla Sundby"] == [EntityType.PERSON]


def test_aliases_in_other_languages_keep_their_small_words() -> None:
    text = "He joined the Ferry Brotherhood (Broederschap van de Veerlui/BVV/the Pier Men)."
    body = named(read(text, ORG=["Ferry Brotherhood"]), "Ferry Brotherhood")
    assert body.aliases == ("Broederschap van de Veerlui", "BVV", "the Pier Men")


@pytest.mark.parametrize(
    "text",
    [
        "Tomas Vane, also known as Abu Rashid, fled.",
        "Tomas Vane, better known as Abu Rashid, fled.",
        'Tomas Vane, alias "Abu Rashid", fled.',
        "Tomas Vane, who is also known as Abu Rashid, fled.",
        "Tomas Vane (also known as Abu Rashid) fled.",
    ],
)
def test_stated_aliases_are_one_person(text: str) -> None:
    assert named(read(text, PER=["Tomas Vane"]), "Tomas Vane").aliases == ("Abu Rashid",)


def test_an_age_or_party_in_brackets_is_no_alias() -> None:
    text = "Tomas Vane (34) and Rita Moss (Labour) won in Oslo (Norway)."
    assert all(not e.aliases for e in read(text, PER=["Tomas Vane", "Rita Moss"], LOC=["Oslo"]).entities)


def test_an_acronym_without_brackets_is_the_body_with_these_initials() -> None:
    text = "The National Relief Council met. The NRC said nothing."
    assert named(read(text, ORG=["National Relief Council", "NRC"]), "National Relief Council").aliases == ("NRC",)


def test_bodies_that_share_a_beginning_stay_apart() -> None:
    text = "Red Dawn North Province split from Red Dawn. The Red Dawn group objected."
    index = read(text, ORG=["Red Dawn North Province", "Red Dawn"])
    assert {e.name: len(e.mentions) for e in index.entities} == {"Red Dawn North Province": 1, "Red Dawn": 2}


def test_names_the_tagger_missed_elsewhere_are_found() -> None:
    text = "Ines Okafor spoke. Later Ines Okafor left."
    tags = Tags((ScoredSpan(Span(0, 11), "PER", 0.9),), (), (), (), (), ())
    assert len(read_entities(text, tags, load_gazetteer()).entities[0].mentions) == 2


def test_a_place_inside_a_bodys_name_is_no_place() -> None:
    text = "The Nakuru General Hospital was full."
    tags = Tags((ScoredSpan(Span(4, 10), "LOC", 0.9),), (ScoredSpan(Span(4, 27), "Facility", 0.8),), (), (), (), ())
    assert [(e.name, e.type) for e in read_entities(text, tags, load_gazetteer()).entities] == [
        ("Nakuru General Hospital", EntityType.ORGANIZATION)
    ]


def test_a_group_that_the_tagger_takes_for_a_person_is_a_body() -> None:
    text = "Dozens joined Sabah Khalifa. The Sabah Khalifa militants fled."
    assert named(read(text, PER=["Sabah Khalifa"]), "Sabah Khalifa").type is EntityType.ORGANIZATION


def test_definite_bodies_are_entities_and_groups_of_people_are_not() -> None:
    index = read("Residents fled. The army said provincial police had left. A police officer agreed with the crowd.")
    assert [e.name for e in index.entities] == ["army", "provincial police"]
    assert not index.is_named(index.entities[0].id)


def roles(text: str, person: str, **names: list[str]) -> list[tuple[str, RoleStatus]]:
    return [(r.title, r.status) for r in named(read(text, PER=[person], **names), person).roles]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Kern, head of the Lima-based Centre for Peace, said so.", ["head of the Lima-based Centre for Peace"]),
        ("Ada Kern, a retired major and an editor at the daily Noon, said so.", ["retired major", "editor at the daily Noon"]),
        ("Ada Kern, 41, a nurse, said so.", ["nurse"]),
        ("The mayor of Lima, Ada Kern, said so.", ["mayor of Lima"]),
        ("Mayor Ada Kern said so.", ["Mayor"]),
        ("On Friday army spokeswoman Capt. Ada Kern said so.", ["army spokeswoman", "Capt."]),
        ("She beat the reigning champion Ada Kern.", ["reigning champion"]),
        ("Dr. Ada Kern, director of the clinic, said so.", ["director of the clinic"]),
        ("Ada Kern, who heads the clinic, said so.", ["heads the clinic"]),
        ("Ada Kern said so.", []),
        ("In the town Ada Kern, Bo Lind and others said so.", []),
    ],
)
def test_roles_stand_before_and_behind_names(text: str, expected: list[str]) -> None:
    assert [title for title, _ in roles(text, "Ada Kern")] == expected


def test_former_is_a_status_and_a_retired_rank_keeps_its_word() -> None:
    text = "Ada Kern is a former captain of the Peruvian navy. She is a retired diver."
    assert roles(text, "Ada Kern")[0] == ("captain of the Peruvian navy", RoleStatus.FORMER)
    assert roles(text, "Ada Kern")[1] == ("retired diver", RoleStatus.CURRENT)


def test_a_role_knows_its_body() -> None:
    text = "Ada Kern, head of the Noon Institute, left."
    index = read(text, PER=["Ada Kern"], ORG=["Noon Institute"])
    assert named(index, "Ada Kern").roles[0].organization == named(index, "Noon Institute").id


def test_the_head_of_a_span_is_its_entity() -> None:
    text = "Captain Ada Kern, a spokeswoman for the Noon Institute, met relatives of Bo Lind and Noon Institute members."
    index = read(text, PER=["Ada Kern", "Bo Lind"], ORG=["Noon Institute"])
    body = named(index, "Noon Institute").id
    assert index.entity_at(span_of(text, "Captain Ada Kern, a spokeswoman for the Noon Institute")) == named(index, "Ada Kern").id
    assert index.entity_at(span_of(text, "relatives of Bo Lind")) is None
    assert index.entity_at(span_of(text, "Noon Institute members")) == body
    assert index.entity_at(span_of(text, "a spokeswoman for the Noon Institute")) is None


def test_pronouns_and_descriptions_mean_the_person_before() -> None:
    text = "Mayor Ada Kern met Mr Bo Lind. She was late. He was not. The mayor left."
    index = read(text, PER=["Ada Kern", "Bo Lind"])
    ada, bo = named(index, "Ada Kern").id, named(index, "Bo Lind").id
    assert index.entity_at(span_of(text, "She")) == ada
    assert index.resolve_pronoun(span_of(text, "He")) == bo
    assert index.entity_at(span_of(text, "The mayor")) == ada


def test_the_speaker_is_not_she_in_her_own_words() -> None:
    text = 'Ada Kern won. She beat Mia Holm.\n\n"I saw her fall," said Kern.'
    index = read(text, PER=["Ada Kern", "Kern", "Mia Holm"])
    assert index.resolve_pronoun(span_of(text, "her")) == named(index, "Mia Holm").id


def test_places_take_country_from_the_words_around() -> None:
    text = "Rwandan troops are in northern Mozambique.\n\nThey left Zzyzxa and Macomia, and Kern, from Brest in Belarus, saw it."
    index = read(text, LOC=["Mozambique", "Zzyzxa", "Macomia", "Brest", "Belarus", "Rwandan"])
    countries = {e.name: e.place.country for e in index.entities if e.place}
    assert countries == {"Mozambique": "MZ", "Zzyzxa": "MZ", "Macomia": "MZ", "Brest": "BY", "Belarus": "BY"}


def test_names_of_one_country_are_one_place() -> None:
    text = "The United States and Peru agreed. The U.S. will pay."
    assert named(read(text, LOC=["United States", "U.S.", "Peru"]), "United States").aliases == ("U.S.",)


@given(
    st.text(alphabet="Aab '’\"“”.,()/-\nTthe", max_size=300),
    st.lists(st.tuples(st.integers(0, 280), st.integers(1, 20)), max_size=12),
)
def test_any_tags_give_mentions_inside_the_text_that_do_not_overlap(text: str, places: list[tuple[int, int]]) -> None:
    spans: list[ScoredSpan] = []
    for number, (start, length) in enumerate(sorted(places)):
        if start + length <= len(text) and (not spans or start >= spans[-1].span.end):
            spans.append(ScoredSpan(Span(start, start + length), ("PER", "ORG", "LOC")[number % 3], 0.5))
    index = read_entities(text, Tags(tuple(spans), (), (), (), (), ()), load_gazetteer())
    every = sorted(m for e in index.entities for m in e.mentions)
    assert all(m.end <= len(text) for m in every)
    assert all(not a.overlaps(b) for a, b in itertools.pairwise(every))
    assert all(role.span.end <= len(text) for e in index.entities for role in e.roles)


def test_the_word_lists_hold_no_word_of_two_lines() -> None:
    folder = Path(__file__).parents[2] / "src" / "wiredesk" / "reading"
    assert (folder / "people.txt").read_text(encoding="utf-8").count("[nouns]") == 1


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("Noon Brotherhood group", "Noon Brotherhood"),
        ("Lima-based Noon Brotherhood", "Noon Brotherhood"),
        ("the Noon Brotherhood's", "Noon Brotherhood"),
        ("Noon Brotherh", "Noon Brotherhood"),
    ],
)
def test_a_bodys_name_is_cut_to_the_name(tag: str, name: str) -> None:
    text = "We saw the Lima-based Noon Brotherhood, then the Noon Brotherhood's men, then a Noon Brotherhood group."
    start = text.index(tag)
    tags = Tags((ScoredSpan(Span(start, start + len(tag)), "ORG", 0.9),), (), (), (), (), ())
    assert next(e for e in read_entities(text, tags, load_gazetteer()).entities if e.type is EntityType.ORGANIZATION).name == name


def test_a_body_and_the_place_in_its_name_are_one() -> None:
    text = "Red Ladder Kenya met the Nakuru General Hospital."
    index = read(text, ORG=["Red Ladder"], LOC=["Kenya", "Nakuru"])
    assert [(e.name, e.type) for e in index.entities] == [
        ("Red Ladder Kenya", EntityType.ORGANIZATION),
        ("Nakuru General Hospital", EntityType.ORGANIZATION),
    ]


def test_a_firm_is_called_by_the_head_of_its_name() -> None:
    text = "Shares in Cordova Drilling fell. Cordova said it had paid nothing."
    index = read(text, ORG=["Cordova Drilling"], PER=["Cordova"])
    assert [e.name for e in index.entities] == ["Cordova Drilling"]


def test_a_nickname_stands_inside_a_full_name() -> None:
    text = 'The leader, Evaristo "El Gallo" Montes, escaped in 2016. Montes is still at large.'
    index = read(text, PER=['El Gallo" Montes', "Montes"])
    assert [e.name for e in index.entities] == ['Evaristo "El Gallo" Montes']


def test_a_body_whose_name_opens_like_one_is_no_person() -> None:
    text = "Harakat al-Wadi (HW) claimed the raid."
    index = read(text, PER=["Wadi"], ORG=["HW"])
    assert EntityType.PERSON not in {e.type for e in index.entities}


@pytest.mark.parametrize("words", ["He lives in Suva.", "A Mombasa court jailed two men."])
def test_a_listed_place_is_none_the_less_a_place(words: str) -> None:
    name = words.split()[1] if words.startswith("A ") else words.split()[-1].rstrip(".")
    assert read(words, ORG=[name]).entities[0].type is EntityType.PLACE


def test_a_group_and_it_go_on_with_the_body_named_before() -> None:
    text = 'The Ninth Bend denied that. The group wrote on Twitter that soldiers had come. "We were asleep," it said.'
    index = read(text, ORG=["Ninth Bend", "Twitter"])
    bend = named(index, "Ninth Bend").id
    assert index.entity_at(span_of(text, "The group")) == bend
    assert index.entity_at(span_of(text, "it", 1)) == bend


def test_the_owner_of_a_lawyer_is_not_she() -> None:
    text = "Ristov's lawyer, Milena Obradova, says her client was away. She told nobody."
    index = read(text, PER=["Ristov", "Milena Obradova"])
    assert index.entity_at(span_of(text, "She")) == named(index, "Milena Obradova").id


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Rebels hold eastern Congo, and the hills above Mbulo.", "Congo", "CD"),
        ("Men from Papua New Guinea's coast attacked the hamlet of Munima before dawn.", "Munima", "PG"),
        ("Troops left North Kivu.", "North Kivu", "CD"),
        ("They met in Taos, New Mexico, near Vadoso.", "Taos", "US"),
    ],
)
def test_the_words_around_say_which_country(text: str, name: str, country: str) -> None:
    place = named(read(text, LOC=[name]), name).place
    assert place is not None
    assert place.country == country


def test_a_well_known_place_behind_in_is_found_untagged() -> None:
    text = "The film was shown in Cannes. It was made in March, in English, near Velloria."
    assert [e.name for e in read(text).entities] == ["Cannes"]


def test_the_group_is_not_whom_it_is_linked_to() -> None:
    text = "The Ninth Bend, which is linked to the Blue Tide, is active there. The group said in July it would stay."
    index = read(text, ORG=["Ninth Bend", "Blue Tide"])
    assert index.entity_at(span_of(text, "The group")) == named(index, "Ninth Bend").id
