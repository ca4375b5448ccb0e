"""Profiles as they are kept, words and spellings as keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.codebook import IncidentType, Stage
from wiredesk.corroborate.incidents import IncidentProfile, block_keys, compare
from wiredesk.corroborate.incidents_profile import Name
from wiredesk.corroborate.incidents_sides import sound_key
from wiredesk.corroborate.incidents_words import idf, key_of, stem, terms_of, weighted, words_of
from wiredesk.errors import ReportFormatError

KEYS = st.integers(min_value=0, max_value=2**32 - 1)
DAYS = st.integers(min_value=700_000, max_value=760_000)
SPANS = st.none() | st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair)))
TOLLS = st.none() | st.tuples(st.none() | st.integers(0, 10**6), st.none() | st.integers(0, 10**6))
WORDS = st.text(alphabet="abcdefghijklmnop 0123456789", min_size=1, max_size=40)
NAMES = st.builds(
    Name,
    st.sampled_from(["person", "place", "organization"]),
    st.sampled_from(["", "victim", "suspect", "scene", "official"]),
    st.integers(0, 400).map(lambda tenths: tenths / 10),
    WORDS,
)
PROFILES = st.builds(
    IncidentProfile,
    terms=st.dictionaries(KEYS, st.integers(1, 255).map(lambda step: step / 255), max_size=140),
    lead=st.dictionaries(KEYS, st.integers(1, 255).map(lambda step: step / 255), max_size=40),
    names=st.lists(NAMES, max_size=28).map(tuple),
    numbers=st.lists(st.sampled_from(["age 7", "at 20:50", "23 pirates"]), unique=True).map(tuple),
    published=SPANS,
    date=SPANS,
    days=st.lists(DAYS, max_size=8).map(tuple),
    weekdays=st.lists(st.integers(0, 6), max_size=7).map(tuple),
    countries=st.lists(st.sampled_from(["TJ", "US"]), unique=True).map(tuple),
    point=st.none() | st.tuples(st.integers(-90, 90).map(float), st.integers(-180, 180).map(float)),
    type=st.none() | st.sampled_from(list(IncidentType)),
    stage=st.none() | st.sampled_from(list(Stage)),
    is_background=st.booleans(),
    killed=TOLLS,
    wounded=TOLLS,
    weapons=st.lists(WORDS, max_size=4).map(tuple),
    streets=st.lists(WORDS, max_size=4).map(tuple),
)


@given(PROFILES)
def test_a_profile_comes_back_as_it_was_packed(profile: IncidentProfile) -> None:
    assert IncidentProfile.from_bytes(profile.to_bytes()) == profile


@given(PROFILES, PROFILES)
def test_any_two_profiles_can_be_compared(left: IncidentProfile, right: IncidentProfile) -> None:
    found = compare(left, right)
    assert 0.0 <= found.score <= 1.0
    assert all("\n" not in reason.note for reason in found.reasons)
    assert len({reason.note for reason in found.reasons}) == len(found.reasons), "no line both for and against"
    assert len(block_keys(left)) <= 24


@pytest.mark.parametrize("packed", [b"", b"\x09\x00\x00\x00\x00", b"\x01\x00\x05\x00\x00", b"\x01\x00\x00\x00\x00junk"])
def test_what_is_no_profile_is_refused(packed: bytes) -> None:
    with pytest.raises(ReportFormatError, match="read the report again"):
        IncidentProfile.from_bytes(packed)


@pytest.mark.parametrize(
    ("left", "right"),
    [("gulmurod", "gulmurad"), ("yusupova", "yusupowa"), ("kareem", "karim"), ("mohammed", "muhamad"), ("qassem", "kassem")],
)
def test_spellings_of_a_name_share_a_key(left: str, right: str) -> None:
    assert sound_key(left) == sound_key(right)


@pytest.mark.parametrize(("left", "right"), [("tosh", "tash"), ("rahmonov", "karimov"), ("martin", "walter")])
def test_other_names_have_other_keys(left: str, right: str) -> None:
    assert sound_key(left) != sound_key(right)


@pytest.mark.parametrize(
    "forms", [("bombs", "bombing", "bombed", "bombings"), ("carries", "carried"), ("robbed", "robbing"), ("killed", "kills")]
)
def test_forms_of_a_word_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


def test_a_rare_word_is_more_telling_than_a_common_one() -> None:
    assert idf(key_of(stem("the"))) < idf(key_of(stem("police"))) < idf(key_of(stem("zyxgorod")))


def test_weights_have_length_one_and_keep_the_heaviest() -> None:
    counts = dict.fromkeys(terms_of(words_of("The harbourmaster of Zyxgorod said the ferry sank.")), 1.0)
    found = weighted(counts, 3)
    assert len(found) == 3
    assert sum(weight**2 for weight in found.values()) == pytest.approx(1.0)
    assert key_of(stem("zyxgorod")) in found
