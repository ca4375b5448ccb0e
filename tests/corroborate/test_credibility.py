"""Credibility counts independent sources, not reports; contradiction, denial and claim lower it."""

import datetime
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from wiredesk.codebook import Attribution
from wiredesk.corroborate.credibility import Assertion, Grade, credibility, n_independent, origins_of


def said(report: int, value: str = "4", *, story: int | None = None, outlet: str | None = "", **more: object) -> Assertion:
    place = f"paper{report}.example" if outlet == "" else outlet
    return replace(Assertion(value, report, story or report, outlet=place), **more)  # type: ignore[arg-type]


def test_three_papers_of_their_own_confirm_and_two_make_it_probable() -> None:
    papers = [said(1), said(2), said(3)]
    assert credibility("4", papers).grade is Grade.CONFIRMED
    assert credibility("4", papers[:2]).grade is Grade.PROBABLE


def test_copies_of_one_story_count_once() -> None:
    found = credibility("4", [said(1), said(2, story=1), said(3, story=1), said(4, story=1)])
    assert (found.grade, found.n_sources) == (Grade.UNJUDGED, 1)
    assert any("counted once" in reason for reason in found.reasons)


def test_stories_of_one_agency_count_once_in_whatever_paper() -> None:
    papers = [said(1, wire="Reuters"), said(2, wire="Reuters"), said(3, wire="Reuters")]
    assert credibility("4", papers).n_sources == 1
    assert credibility("4", [*papers, said(4, wire="EFE"), said(5)]).grade is Grade.CONFIRMED


def test_an_agency_story_does_not_tie_the_papers_that_print_it_together() -> None:
    agency = [said(1, wire="AP", outlet="a.example"), said(2, story=1, outlet="b.example")]
    own = [said(3, outlet="a.example"), said(4, outlet="b.example")]
    assert credibility("4", agency + own).n_sources == 3
    assert origins_of(agency)[2] == ("agency", "AP")


def test_what_one_outlet_writes_twice_is_one_source() -> None:
    assert credibility("4", [said(1, outlet="a.example"), said(2, outlet="a.example")]).n_sources == 1


def test_papers_that_only_quote_the_same_speaker_are_one_source() -> None:
    quoting = [said(number, by=("police",)) for number in (1, 2, 3)]
    found = credibility("4", quoting, n_silent=1)
    assert (found.grade, found.n_sources) == (Grade.POSSIBLE, 1)
    assert n_independent([*quoting, said(4, by=("police", "hospital"))]) == 2
    assert n_independent([*quoting, said(4)]) == 2


def test_one_story_alone_cannot_be_judged_but_with_others_beside_it_is_possible() -> None:
    assert credibility("4", [said(1)]).grade is Grade.UNJUDGED
    assert credibility("4", [said(1)], n_silent=2).grade is Grade.POSSIBLE
    assert credibility("Ana Ruiz", [said(1, "Ana Ruiz"), said(2, "Tom Li")]).grade is Grade.POSSIBLE
    assert credibility("Ana Ruiz", [said(1, "Ana Ruiz"), said(2, "Tom Li", story=1)]).grade is Grade.UNJUDGED


def test_a_claim_by_those_who_claim_it_is_never_better_than_possible() -> None:
    claims = [said(n, "front", attribution=Attribution.CLAIMED_OR_ADMITTED) for n in (1, 2, 3)]
    assert credibility("front", claims).grade is Grade.POSSIBLE
    told = [*claims, said(4, "front", attribution=Attribution.REPORTED_AS_FACT)]
    assert credibility("front", told).grade is Grade.CONFIRMED


def test_what_is_only_suspected_is_a_grade_lower() -> None:
    suspected = [said(n, "front", attribution=Attribution.SUSPECTED_OR_ACCUSED) for n in (1, 2)]
    assert credibility("front", suspected).grade is Grade.POSSIBLE


def test_a_claim_and_an_accusation_together_are_probable_and_no_more() -> None:
    kinds = (Attribution.CLAIMED_OR_ADMITTED, Attribution.SUSPECTED_OR_ACCUSED_BY_AUTHORITIES, Attribution.POSSIBLE)
    told = [said(number, "front", attribution=kind) for number, kind in enumerate(kinds)]
    assert credibility("front", told).grade is Grade.PROBABLE
    assert credibility("front", told[1:]).grade is Grade.POSSIBLE


def test_other_values_lower_the_grade_where_only_one_can_be_true() -> None:
    told = [said(1, "4"), said(2, "4"), said(3, "6")]
    assert credibility("4", told, is_exclusive=True).grade is Grade.POSSIBLE
    assert credibility("6", told, is_exclusive=True).grade is Grade.DOUBTFUL
    assert credibility("4", told).grade is Grade.PROBABLE
    many = [*told, said(4, "4")]
    assert credibility("6", many, is_exclusive=True).grade is Grade.IMPROBABLE


def test_a_denial_lowers_the_grade_and_alone_makes_it_improbable() -> None:
    told = [said(1, "front"), said(2, "front"), said(3, "front", is_denial=True)]
    found = credibility("front", told)
    assert found.grade is Grade.POSSIBLE
    assert "denied in 1 source" in found.reasons
    assert credibility("front", told[2:]).grade is Grade.IMPROBABLE


def test_a_source_that_revised_its_toll_no_longer_stands_for_the_old_one() -> None:
    thursday, saturday = datetime.date(2016, 9, 8), datetime.date(2016, 9, 10)
    told = [said(1, "4", outlet="a.example", day=thursday), said(2, "6", outlet="a.example", day=saturday), said(3, "6")]
    assert credibility("6", told, is_exclusive=True).grade is Grade.PROBABLE
    assert credibility("4", told, is_exclusive=True).grade is Grade.IMPROBABLE


def test_reliability_never_changes_the_grade() -> None:
    told = [said(1), said(2), said(3, "6")]
    for letter in "ABCDEF":
        rated = [replace(one, reliability=letter) for one in told]
        assert credibility("4", rated, is_exclusive=True) == credibility("4", told, is_exclusive=True)


_REPORTS = {
    1: said(1, wire="AP", outlet="a.example"),
    2: said(2, story=1, outlet="b.example"),
    3: said(3, outlet="a.example"),
    4: said(4, outlet=None),
    5: said(5, wire="EFE", outlet=None),
    6: said(6, outlet="b.example"),
}
_ASSERTIONS = st.lists(
    st.builds(
        lambda report, **changed: replace(_REPORTS[report], **changed),
        st.integers(1, 6),
        value=st.sampled_from(["4", "6"]),
        is_denial=st.booleans(),
        by=st.sampled_from([(), ("police",), ("police", "army")]),
        day=st.sampled_from([None, datetime.date(2016, 9, 8), datetime.date(2016, 9, 9)]),
    ),
    max_size=8,
)


@given(_ASSERTIONS, st.booleans())
def test_every_mixture_gets_a_grade_with_a_reason_whatever_the_order(told: list[Assertion], is_exclusive: bool) -> None:
    found = credibility("4", told, is_exclusive=is_exclusive)
    assert found.reasons
    assert found.n_sources <= len({one.report_id for one in told})
    assert credibility("4", told[::-1], is_exclusive=is_exclusive).n_sources == found.n_sources
