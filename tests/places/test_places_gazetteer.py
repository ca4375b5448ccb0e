"""Which place a name means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.places import PlaceKind, load_gazetteer
from wiredesk.places.names import folded, readings


def country(name: str, **context: float) -> str | None:
    place = load_gazetteer().resolve(name, context_countries=context)
    return place.country if place else None


def test_a_well_known_city_stands_against_the_context() -> None:
    assert country("Geneva", KE=0.7) == "CH"
    assert country("London", KE=1.0) == "GB"


def test_the_context_decides_between_namesakes() -> None:
    assert country("Tripoli", LB=0.6) == "LB"
    assert country("Tripoli") == "LY"
    assert country("Hyderabad", PK=0.6) == "PK"


def test_a_country_beats_a_state_unless_the_context_is_the_states() -> None:
    assert country("Georgia", RU=1.0) == "GE"
    assert country("Georgia", US=1.0) == "US"


def test_an_unlisted_place_takes_the_country_of_its_context_and_says_so() -> None:
    place = load_gazetteer().resolve("Qwxyzzville", context_countries={"TD": 0.9})
    assert place is not None
    assert (place.country, place.gazetteer, place.latitude) == ("TD", "context", None)
    assert load_gazetteer().resolve("Qwxyzzville", context_countries={}) is None


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Helmand province", "iso3166-2:AF-HEL"),
        ("the south-western province of Helmand", "iso3166-2:AF-HEL"),
        ("northern Niger", "iso3166-1:NE"),
        ("São Paulo", "geonames:3448439"),
        ("Sao Paulo", "geonames:3448439"),
    ],
)
def test_kinds_sides_and_accents_are_seen_through(name: str, key: str) -> None:
    place = load_gazetteer().resolve(name, context_countries={})
    assert place is not None
    assert place.gazetteer == key


def test_what_follows_the_comma_is_context() -> None:
    assert country("Paris, Texas") == "US"


def test_initials_are_no_town() -> None:
    assert country("WA") is None
    assert country("UK") == "GB"


def test_a_region_over_several_countries_has_none() -> None:
    place = load_gazetteer().resolve("Sahel", context_countries={"ML": 1.0})
    assert place is not None
    assert (place.country, place.kind) == (None, PlaceKind.REGION)


def test_demonyms_name_countries_and_no_places() -> None:
    gazetteer = load_gazetteer()
    assert gazetteer.country_of("Rwandans") == "RW"
    assert gazetteer.country_of("Dutch") == "NL"
    assert gazetteer.is_demonym("Kenyan")
    assert not gazetteer.is_demonym("Kenya")
    assert gazetteer.country_of("Paris") is None


@given(st.text(max_size=120))
def test_any_text_may_be_looked_up(name: str) -> None:
    load_gazetteer().resolve(name, context_countries={"KE": 1.0})
    assert all(folded(key) == key for key in readings(name))
