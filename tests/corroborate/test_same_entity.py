"""Entities across reports: joined by telling names, kept apart by conflicting facts, never joined by a surname alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from told import entity, reading

from wiredesk.codebook import EntityType
from wiredesk.corroborate.entities import (
    JOIN_ENTITY,
    PROPOSE_ENTITY,
    EntityProfile,
    compare_entities,
    entity_keys,
    entity_profile,
    merged,
)
from wiredesk.corroborate.entities_profiles import RoleKnown, companion_hash
from wiredesk.records import Place

PERSON, BODY, PLACE, OTHER = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE, EntityType.OTHER
BOTH = (companion_hash(PERSON, "adil karim"), 1), (companion_hash(PERSON, "lena ost"), 1)


def known(*names: str, kind: EntityType = PERSON, **more: object) -> EntityProfile:
    """Return a profile of these names."""
    return replace(EntityProfile(kind, tuple((name, 1) for name in names)), **more)  # type: ignore[arg-type]


def score(left: EntityProfile, right: EntityProfile) -> float:
    """Return the score, the same both ways."""
    there, back = compare_entities(left, right), compare_entities(right, left)
    assert there.score == pytest.approx(back.score)
    assert there.reasons
    return there.score


def role(title: str, body: str = "", day: int | None = 738_000) -> tuple[RoleKnown, ...]:
    return (RoleKnown(title, body, day, day),)


# -- people --------------------------------------------------------------------------------------------------------


def test_a_rare_name_in_two_spellings_is_one_person() -> None:
    left, right = known("Gulmurod Khalimov", "Khalimov"), known("Gülmurad Halimov")
    assert score(left, right) >= JOIN_ENTITY
    assert set(entity_keys(left)) & set(entity_keys(right))
    assert "spellings of one name" in compare_entities(left, right).reasons[0].note


@pytest.mark.parametrize("name", ["John Smith", "Mohammed Ali", "Maria Garcia"])
def test_a_common_name_alone_proves_too_little(name: str) -> None:
    assert score(known(name), known(name)) < JOIN_ENTITY


def test_a_common_name_with_the_same_role_and_companions_is_one_person() -> None:
    more = {"roles": role("police chief", "salda police"), "companions": BOTH, "countries": (("US", 1),)}
    assert score(known("John Smith", **more), known("John Smith", **more)) >= JOIN_ENTITY


def test_a_surname_alone_never_joins() -> None:
    full, bare = known("Gulmurod Khalimov"), known("Khalimov")
    assert score(full, bare) < JOIN_ENTITY
    assert score(bare, bare) < JOIN_ENTITY
    with_country = [replace(one, countries=(("TJ", 3),), first_day=738_000, last_day=738_000) for one in (full, bare)]
    assert score(*with_country) < JOIN_ENTITY


@pytest.mark.parametrize("more", [{"companions": BOTH}, {"roles": role("commander")}])
def test_a_surname_with_one_kind_of_evidence_is_proposed_at_most(more: dict[str, object]) -> None:
    assert score(known("Gulmurod Khalimov", **more), known("Khalimov", **more)) < JOIN_ENTITY


def test_a_surname_joins_where_role_and_companions_say_the_same() -> None:
    more = {"roles": role("commander", "border guard"), "companions": BOTH}
    assert score(known("Gulmurod Khalimov", **more), known("Khalimov", **more)) >= JOIN_ENTITY


def test_no_key_is_a_surname_alone() -> None:
    assert entity_keys(known("Khalimov")) == ()
    assert all("+" in key for key in entity_keys(known("Khalimov", countries=(("TJ", 1),), roles=role("commander"))))
    assert all("+" in key for key in entity_keys(known("Gulmurod Khalimov", "Khalimov")))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (known("Ana Khalimova"), known("Olga Khalimova")),
        (known("G. Khalimov"), known("P. Khalimov")),
        (known("Gulmurod Khalimov", sex="male"), known("Gulmurod Khalimov", sex="female")),
        (known("Sam Miller", born=(1950, 1951)), known("Sam Miller", born=(1990, 1991))),
        (
            known("Sam Miller", countries=(("US", 1),), roles=role("coach")),
            known("Sam Miller", countries=(("GB", 1),), roles=role("bishop")),
        ),
    ],
)
def test_conflicting_facts_keep_people_apart(left: EntityProfile, right: EntityProfile) -> None:
    assert score(left, right) < PROPOSE_ENTITY


def test_other_roles_at_the_same_time_weigh_more_than_at_another() -> None:
    now, then = known("Adil Rahman", roles=role("coach")), known("Adil Rahman", roles=role("bishop", day=730_000))
    assert score(now, replace(then, roles=role("bishop"))) < score(now, then)


def test_every_weighty_word_is_told_in_the_reasons() -> None:
    left = known("Adil Karimov", roles=role("mayor", "salda council"), countries=(("KZ", 1),), companions=BOTH, born=(1960, 1961))
    told = {reason.code for reason in compare_entities(left, left).reasons}
    assert {"same_name", "same_role", "same_country", "companions", "same_age"} <= told
    weights = [abs(reason.weight) for reason in compare_entities(left, left).reasons]
    assert weights == sorted(weights, reverse=True)


# -- bodies and places ---------------------------------------------------------------------------------------------


def test_police_of_two_reports_is_never_one_body() -> None:
    more = {"kind": BODY, "countries": (("US", 1),), "companions": BOTH}
    assert score(known("police", **more), known("Police", **more)) < JOIN_ENTITY
    assert entity_keys(known("police", **more)) == ()


def test_a_ministry_is_one_within_a_country_alone() -> None:
    def ministry(name: str, *countries: str) -> EntityProfile:
        return known(name, kind=BODY, countries=tuple((code, 1) for code in countries))

    assert score(ministry("Defence Ministry", "TJ"), ministry("Ministry of Defense", "TJ")) >= JOIN_ENTITY
    assert score(ministry("Defence Ministry", "TJ"), ministry("Ministry of Defense", "RU")) < PROPOSE_ENTITY
    assert score(ministry("Defence Ministry"), ministry("Ministry of Defense")) < JOIN_ENTITY


@pytest.mark.parametrize(
    ("one", "other"),
    [("ISIS", "ISIS-Khorasan"), ("Red Cross", "Red Cross Youth"), ("Hamas", "Fatah"), ("Salda police", "Oruba police")],
)
def test_branch_and_parent_and_others_are_apart(one: str, other: str) -> None:
    more = {"kind": BODY, "companions": BOTH}
    assert score(known(one, **more), known(other, **more)) < PROPOSE_ENTITY


def test_an_acronym_joins_its_long_form_with_a_little_more() -> None:
    long, short = known("Moro Islamic Liberation Front", kind=BODY), known("MILF", kind=BODY)
    assert PROPOSE_ENTITY <= score(long, short) < JOIN_ENTITY
    both = [replace(one, countries=(("PH", 1),), companions=BOTH) for one in (long, short)]
    assert score(*both) >= JOIN_ENTITY
    assert set(entity_keys(long)) & set(entity_keys(short))


def test_one_acronym_of_two_long_forms_is_two_bodies() -> None:
    left, right = known("AFP", "Agence France-Presse", kind=BODY), known("AFP", "Armed Forces of the Philippines", kind=BODY)
    assert score(left, right) == 0


def test_a_short_name_joins_where_its_town_is_named_beside_it() -> None:
    town = ((companion_hash(PLACE, "oruba"), 1),)
    assert score(known("Oruba Lions", kind=BODY), known("Lions", kind=BODY)) < JOIN_ENTITY
    assert score(known("Oruba Lions", kind=BODY), known("Lions", kind=BODY, companions=town, countries=())) >= PROPOSE_ENTITY


def test_places_are_one_by_the_gazetteer() -> None:
    def place(name: str, entry: str | None, country: str | None = "KE") -> EntityProfile:
        return known(name, kind=PLACE, gazetteer=entry, countries=((country, 1),) if country else ())

    assert score(place("Kyiv", "geonames:1", "UA"), place("Kiev", "geonames:1", "UA")) >= JOIN_ENTITY
    assert score(place("Paris", "geonames:1", "FR"), place("Paris", "geonames:2", "US")) == 0
    assert score(place("Kakuma Camp", None), place("Kakuma Camp", None)) >= JOIN_ENTITY
    assert score(place("Springfield", None, "US"), place("Springfield", None, "AU")) == 0
    assert score(place("Springfield", None, None), place("Springfield", None, "AU")) < JOIN_ENTITY


def test_other_things_are_one_by_the_same_name_alone() -> None:
    assert score(known("Hurricane Ida", kind=OTHER), known("hurricane ida", kind=OTHER)) >= JOIN_ENTITY
    assert score(known("Hurricane Ida", kind=OTHER), known("Hurricane Idai", kind=OTHER)) == 0


def test_entities_of_two_types_are_two() -> None:
    assert score(known("Jordan", kind=PLACE), known("Jordan")) == 0


# -- profiles ------------------------------------------------------------------------------------------------------

DAYS = st.none() | st.integers(700_000, 740_000)
COUNTS = st.integers(1, 9)


def counted(keys: st.SearchStrategy[object], most: int) -> st.SearchStrategy[tuple[tuple[object, int], ...]]:
    """Draw different keys, each with a count."""
    return st.lists(st.tuples(keys, COUNTS), max_size=most, unique_by=lambda pair: pair[0]).map(tuple)


PROFILES = st.builds(
    EntityProfile,
    type=st.sampled_from(EntityType),
    names=counted(st.text(st.characters(), min_size=1, max_size=20), 4),
    roles=st.lists(st.builds(RoleKnown, st.text(max_size=9), st.text(max_size=9), DAYS, DAYS), max_size=3).map(tuple),
    countries=counted(st.sampled_from(["TJ", "RU"]), 2),
    companions=counted(st.integers(0, 2**32 - 1), 5),
    first_day=DAYS,
    last_day=DAYS,
    sex=st.sampled_from([None, "male", "female"]),
    born=st.none() | st.tuples(st.integers(1900, 1950), st.integers(1951, 2000)),
    gazetteer=st.none() | st.just("geonames:1"),
    n_reports=st.integers(1, 1000),
)


@given(PROFILES)
def test_a_packed_profile_comes_back_the_same(profile: EntityProfile) -> None:
    assert EntityProfile.from_bytes(profile.to_bytes()) == profile


@given(PROFILES, PROFILES)
def test_any_two_profiles_can_be_compared_and_merged(left: EntityProfile, right: EntityProfile) -> None:
    assert 0 <= score(left, right) <= 1
    assert len(entity_keys(left)) <= 16
    both = merged(left, replace(right, type=left.type))
    assert both.n_reports == left.n_reports + right.n_reports
    assert EntityProfile.from_bytes(both.to_bytes()) == both


def test_a_profile_stays_small_however_many_reports() -> None:
    whole = known("Ana Ruiz")
    for number in range(300):
        companions = tuple((number * 40 + n, 1) for n in range(24))
        whole = merged(whole, known(f"Ana Ruiz {number}", companions=companions, roles=role(f"role {number}")))
    assert whole.n_reports == 301
    assert len(whole.to_bytes()) < 2500


def test_names_that_run_over_a_paragraph_are_not_both_kept() -> None:
    text = "Danny Davis\n\nJavon Wilson was there."
    run_on = entity(text, "Danny Davis\n\nJavon Wilson", aliases=["Danny Davis", "Javon Wilson"])
    assert [name for name, _ in entity_profile(reading(text, [run_on]), run_on).names] == ["Danny Davis"]


def test_a_profile_holds_what_the_report_tells() -> None:
    text = "Mrs. Ana Ruiz, 34, mayor of Salda, met Adil Karim in Salda in Kenya."
    salda = Place("KE", 1.0, 2.0, "geonames:7")
    people = [
        entity(text, "Ana Ruiz", local_id="e1", aliases=["Ruiz"], roles=[("mayor of Salda", "e3")]),
        entity(text, "Adil Karim", local_id="e2"),
        entity(text, "Salda", PLACE, local_id="e3", place=salda),
    ]
    told = reading(text, people, published="2024-05-04")
    profile = entity_profile(told, people[0])
    assert [name for name, _ in profile.names] == ["Ana Ruiz", "Ruiz"]
    assert (profile.sex, profile.born) == ("female", (1989, 1990))
    assert profile.countries == (("KE", 1),)
    assert [(one.title, one.body) for one in profile.roles] == [("mayor of salda", "salda")]
    assert {companion_hash(PERSON, "adil karim"), companion_hash(PLACE, "salda")} == {one for one, _ in profile.companions}
    assert entity_profile(told, people[2]).gazetteer == "geonames:7"
