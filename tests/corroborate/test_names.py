"""Names as sounds, and which of them can be one person's or one body's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.corroborate.names import (
    FAR_SPELLING,
    are_nicknames,
    person_name,
    sex_of_words,
    skeleton,
    spelled,
    spelling_distance,
    words_of,
)
from wiredesk.corroborate.names_bodies import BodyFit, acronyms_of, compare_bodies, is_acronym
from wiredesk.corroborate.names_counts import rarity
from wiredesk.corroborate.names_people import Fit, compare_names

NAMES = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gulmurod Khalimov", "Gulmurad Halimov"),
        ("Gulmurod Khalimov", "Gülmurod Khalimov"),
        ("Muammar Gaddafi", "Moammar Qadhafi"),
        ("Mohammed Hassan", "Muhammad Hasan"),
        ("Mohamed Hassan", "Muhammad Hassan"),
        ("Yevgeny Smirnoff", "Evgenii Smirnov"),
        ("Abd al-Rahman Yasin", "Abdul Rahman Yasin"),
        ("Abdurrahman Yassin", "Abdel-Rahman Yasin"),
        ("Usama bin Ladin", "Osama bin Laden"),
        ("Ayman al-Zawahiri", "Ayman Zawahri"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("Kim Jongun", "Kim Jong-un"),
        ("Viktor Orbán", "Orban Viktor"),
        ("Qaddafi, Muammar", "Muammar Qaddafi"),
        ("Bill Miller", "William Miller"),
        ("Benjamin Carver", "Ben Carver"),
        ("Ana Ruiz", "Ana Ruiz Lopez"),
        ("Vladimir Vladimirovich Petrov", "Vladimir Petrov"),
        ("Hillary Rodham Clinton", "Hillary Clinton"),
        ("Gen. Ratko Mladić", "Ratko Mladic"),
        ("Абдул Азизов", "Abdul Azizov"),
        ("Dr. Ana Ruiz", "Ana Ruiz"),
        ("Martin King Jr.", "Martin King"),
    ],
)
def test_spellings_of_one_name_fit(one: str, other: str) -> None:
    assert compare_names(one, other).fit is Fit.FULL
    assert compare_names(other, one).fit is Fit.FULL


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hillary Clinton", "Bill Clinton"),
        ("Mohammed Ali", "Mahmoud Ali"),
        ("Hassan Rahimi", "Hussein Rahimi"),
        ("Amir Khan", "Omar Khan"),
        ("Maria Perez", "Mario Perez"),
        ("Ivan Ivanov", "Irina Ivanova"),
        ("John F Kennedy", "Robert F Kennedy"),
        ("J. Smith", "P. Smith"),
        ("George Bush Jr.", "George Bush Sr."),
        ("Ali Hassan Omar", "Hassan Ali Omar Said"),
        ("Ana Ruiz", "Ana Lopez"),
        ("Michael Johnson", "Michael Johnston"),
        ("", "Ana Ruiz"),
        ("...", "!!!"),
    ],
)
def test_names_of_two_people_do_not_fit(one: str, other: str) -> None:
    assert compare_names(one, other).fit is Fit.APART
    assert compare_names(other, one).fit is Fit.APART


def test_a_single_name_is_no_full_name() -> None:
    assert compare_names("Khalimov", "Gulmurod Khalimov").fit is Fit.SURNAME_ONLY
    assert compare_names("Khalimov", "Khalimov").fit is Fit.SURNAME_ONLY
    assert compare_names("bin Laden", "bin Laden").fit is Fit.SURNAME_ONLY


def test_initials_fit_less_than_names() -> None:
    assert compare_names("V. Petrov", "Vladimir Petrov").fit is Fit.INITIALS
    assert compare_names("V. Petrov", "Vladimir Petrov").proves < compare_names("Vladimir Petrov", "Vladimir Petrov").proves


def test_a_rare_name_proves_more_than_a_common_one() -> None:
    common = compare_names("John Smith", "John Smith").proves
    rare = compare_names("Gulmurod Khalimov", "Gulmurod Khalimov").proves
    assert rare > common + 5
    assert rarity("john") < rarity("gulmurod")
    assert rarity("mohammed") == pytest.approx(rarity("muhammad"), abs=1.0)


def test_a_variant_proves_less_than_the_same_letters() -> None:
    assert (
        compare_names("Gulmurod Halimov", "Gulmurad Halimov").proves
        < compare_names("Gulmurad Halimov", "Gulmurad Halimov").proves
    )


@pytest.mark.parametrize(("one", "other"), [("bill", "william"), ("bob", "robert"), ("alex", "alexander"), ("ben", "benjamin")])
def test_nicknames_go_with_their_names(one: str, other: str) -> None:
    assert are_nicknames(one, other)
    assert are_nicknames(other, one)


@pytest.mark.parametrize(("one", "other"), [("ana", "anastasia"), ("carl", "carla"), ("jan", "jane"), ("bill", "robert")])
def test_other_given_names_are_no_nicknames(one: str, other: str) -> None:
    assert not are_nicknames(one, other)


def test_titles_and_particles_are_no_parts() -> None:
    assert person_name("Sheikh Omar Abdel-Rahman").parts == ("omar", "abdrahman")
    assert person_name("Col. Said Arif").parts == ("said", "arif")
    assert person_name("Mr").parts == ("mr",)


def test_words_before_a_name_tell_the_sex_when_they_agree() -> None:
    assert sex_of_words(["the", "actress"]) == "female"
    assert sex_of_words(["mr"]) == "male"
    assert sex_of_words(["king", "queen"]) is None


@given(NAMES, NAMES)
def test_comparing_names_takes_any_words_and_both_ways(one: str, other: str) -> None:
    left, right = compare_names(one, other), compare_names(other, one)
    assert left.fit is right.fit
    assert left.proves == pytest.approx(right.proves)
    assert compare_bodies(one, other) is compare_bodies(other, one)


@given(
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12), st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)
)
def test_a_spelling_is_as_far_from_another_as_that_from_it(one: str, other: str) -> None:
    assert spelling_distance(one, one) == 0
    assert spelling_distance(one, other) == pytest.approx(spelling_distance(other, one))
    assert (spelled(one) != spelled(other)) or spelling_distance(one, other) == 0


def test_one_key_finds_all_spellings() -> None:
    assert len({skeleton(part) for part in ("gulmurod", "gulmurad", "gulmurot"[:-1] + "d")}) == 1
    assert len({skeleton(part) for part in ("khalimov", "halimov", "khalimoff", "halimow")}) == 1
    assert len({skeleton(part) for part in ("qaddafi", "gadhafi", "kadhafi", "gaddafi")}) == 1
    assert spelling_distance("lohan", "logan") > FAR_SPELLING


def test_a_long_name_is_cut_before_it_costs_anything() -> None:
    assert len("".join(words_of("x" * 1_000_000))) <= 120
    assert compare_names("a " * 500_000, "b " * 500_000).fit is Fit.APART


# -- bodies --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("The Red Cross", "Red Cross", BodyFit.SAME),
        ("Cordova Metals Ltd", "Cordova Metals Inc.", BodyFit.SAME),
        ("Hezbollah", "Hizbullah", BodyFit.SAME),
        ("al-Shabaab", "Al Shabab", BodyFit.SAME),
        ("U.S. Navy", "United States Navy", BodyFit.SAME),
        ("Ministry of Defence", "Defense Ministry", BodyFit.NATIONAL),
        ("Ministerio de Defensa", "Defence Ministry", BodyFit.NATIONAL),
        ("Abu Sayyaf", "Abu Sayyaf Group", BodyFit.SAME),
        ("Abu Sayyaf", "Abu Sayyaf militants", BodyFit.KIND),
        ("Federal Bureau of Investigation", "FBI", BodyFit.ACRONYM),
        ("Moro Islamic Liberation Front", "MILF", BodyFit.ACRONYM),
        ("police", "Police", BodyFit.LOCAL),
        ("district court", "District Court", BodyFit.LOCAL),
        ("ISIS", "ISIS-Khorasan", BodyFit.BRANCH),
        ("Boeing", "Boeing Commercial Airplanes", BodyFit.BRANCH),
        ("Indianapolis Colts", "Colts", BodyFit.SHORT),
        ("Salda police", "police", BodyFit.BRANCH),
        ("Salda police", "Oruba police", BodyFit.APART),
        ("FBI", "CIA", BodyFit.APART),
    ],
)
def test_names_of_bodies_fit_as_people_would_say(one: str, other: str, fit: BodyFit) -> None:
    assert compare_bodies(one, other) is fit
    assert compare_bodies(other, one) is fit


def test_acronyms_are_known_by_their_capitals() -> None:
    assert is_acronym("MNLF")
    assert is_acronym("U.S.")
    assert not is_acronym("Hamas")
    assert {"fbi", "fboi"} == acronyms_of("Federal Bureau of Investigation")
