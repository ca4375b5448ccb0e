"""The record of one incident: all values side by side, tolls as ranges, claims beside denials, what changed when."""

import pytest
from told import Toll, day, entity, incident, member, reading

from wiredesk.codebook import Attribution, EntityType, IncidentType, Stage
from wiredesk.corroborate.dossier import Dossier, DossierField, Member, Party, dossier
from wiredesk.corroborate.dossier_changes import ChangeKind

FIELD = DossierField


def toll_member(
    report_id: int, words: str, killed: Toll, *, published: str = "2024-05-04", story_id: int | None = None
) -> Member:
    """Return a member that tells of a bombing in Oruba with these words for the dead."""
    text = f"A bomb went off at the bus station of Oruba on Friday. {words} The station was closed."
    town = entity(text, "Oruba", EntityType.PLACE, local_id="e1")
    told = incident(text, place="e1", date=("Friday", "2024-05-03"), targets=["the bus station"], killed=killed)
    return member(report_id, reading(text, [town], [told], published=published), story_id=story_id)


def labels(made: Dossier, name: DossierField) -> list[str]:
    """List the values of a field."""
    return [value.label for value in made.field(name).values]


def test_a_toll_is_a_range_with_one_line_for_each_story() -> None:
    made = dossier([toll_member(1, "Four people were killed.", (4, 4)), toll_member(2, "The blast killed 6.", (6, 6))])
    toll = made.toll(FIELD.KILLED)
    assert toll
    assert (toll.label, toll.least, toll.most, toll.is_open) == ("4 to 6", 4, 6, False)
    assert [(line.story_id, line.count.at_least) for line in toll.lines] == [(1, 4), (2, 6)]


@pytest.mark.parametrize(
    ("tolls", "label"),
    [
        ([(4, 4), (4, 4)], "4"),
        ([(4, 4), (6, None)], "4 to 6 or more"),
        ([(6, None)], "at least 6"),
        ([(6, None), (7, 7)], "6 to 7"),
        ([(None, 7)], "up to 7"),
        ([(4, 5), (6, 6)], "4 to 6"),
        ([(0, 0), (2, 2)], "0 to 2"),
    ],
)
def test_a_toll_says_which_side_is_open(tolls: list[Toll], label: str) -> None:
    members = [toll_member(n, "Nobody knows how many were killed.", toll) for n, toll in enumerate(tolls, 1)]
    toll = dossier(members).toll(FIELD.KILLED)
    assert toll
    assert toll.label == label


def test_a_copy_adds_a_report_but_no_story() -> None:
    first = toll_member(1, "Four people were killed.", (4, 4))
    copy = toll_member(2, "Four people were killed.", (4, 4), story_id=1)
    made = dossier([first, copy])
    assert [(one.report_ids, one.latest) for one in made.stories] == [((1, 2), 2)]
    assert [(v.label, v.n_stories, len(v.tellings)) for v in made.field(FIELD.KILLED).values] == [("4", 1, 2)]


def test_a_story_that_revises_its_toll_shows_the_change_and_counts_the_last() -> None:
    thursday = toll_member(1, "Four people were killed.", (4, 4), published="2024-05-02")
    saturday = toll_member(2, "Six people were killed.", (6, 6), published="2024-05-04", story_id=1)
    made = dossier([saturday, thursday])
    toll = made.toll(FIELD.KILLED)
    assert toll
    assert toll.label == "6"
    assert [count.at_least for count, _ in toll.lines[0].earlier] == [4]
    revised = [(c.before, c.label, c.telling.report_id) for c in made.changes if c.kind is ChangeKind.REVISED]
    assert revised == [("4", "6", 2)]
    assert [(v.label, v.n_stories) for v in made.field(FIELD.KILLED).values] == [("6", 1), ("4", 0)]
    assert not made.field(FIELD.KILLED).is_in_conflict


def test_a_later_copy_that_leaves_the_toll_out_takes_nothing_back() -> None:
    first = toll_member(1, "Four people were killed.", (4, 4), published="2024-05-02")
    cut = toll_member(2, "The cause is unknown.", (None, None), published="2024-05-04", story_id=1)
    value = dossier([first, cut]).field(FIELD.KILLED).values[0]
    assert value.n_stories == 1
    assert not value.tellings[0].is_past


def test_the_words_of_a_toll_are_those_that_hold_its_number() -> None:
    telling = dossier([toll_member(1, "The blast killed 1,200.", (1200, 1200))]).field(FIELD.KILLED).values[0].tellings[0]
    assert "1,200" in telling.words


def test_every_telling_points_at_its_words() -> None:
    made = dossier([toll_member(1, "Four people were killed.", (4, 4)), toll_member(2, "The blast killed 6.", (6, 6))])
    texts = {one.report_id: one.reading.report.article.text for one in made.members}
    tellings = [telling for field in made.fields for value in field.values for telling in value.tellings]
    assert len(tellings) > 10
    assert all(one.span.cut(texts[one.report_id]) == one.words for one in tellings)


def claim(report_id: int, how: Attribution, name: str = "Red Front", *, entity_id: int | None = 7) -> Member:
    """Return a member that tells who did it."""
    text = f"{name} was named after the attack on the port of Salda. Nobody was hurt."
    group = entity(text, name, EntityType.ORGANIZATION, local_id="e1")
    told = incident(text, kind=IncidentType.ATTACK, who=[(name, "e1", how)])
    known = {"e1": Party(entity_id, "Red Front")} if entity_id else {}
    return member(report_id, reading(text, [group], [told], published=f"2024-05-0{report_id}"), known=known)


def test_a_denial_stands_beside_the_claim() -> None:
    claims = (Attribution.CLAIMED_OR_ADMITTED, Attribution.DENIED, Attribution.SUSPECTED_OR_ACCUSED_BY_AUTHORITIES)
    made = dossier([claim(n, how) for n, how in enumerate(claims, 1)])
    (value,) = made.field(FIELD.PERPETRATOR).values
    assert value.is_denied
    assert set(value.standings) == set(claims)
    assert [one.report_id for one in value.told_as(Attribution.CLAIMED_OR_ADMITTED)] == [1]
    kinds = [change.kind for change in made.changes if change.field is FIELD.PERPETRATOR]
    assert kinds == [ChangeKind.CLAIMED, ChangeKind.DENIED, ChangeKind.OTHER]


def test_perpetrators_are_one_by_their_entity_across_reports() -> None:
    fact = Attribution.REPORTED_AS_FACT
    joined = dossier([claim(1, fact), claim(2, fact, "Frente Rojo")])
    assert labels(joined, FIELD.PERPETRATOR) == ["Red Front"]
    apart = dossier([claim(1, fact, entity_id=None), claim(2, fact, "Frente Rojo", entity_id=None)])
    assert labels(apart, FIELD.PERPETRATOR) == ["Red Front", "Frente Rojo"]


def test_a_month_does_not_contradict_its_day() -> None:
    def dated(report_id: int, words: str, value: str) -> Member:
        text = f"A bomb went off in {words}, the army said."
        return member(report_id, reading(text, [], [incident(text, date=(words, value))], published="2024-06-01"))

    assert not dossier([dated(1, "May", "2024-05"), dated(2, "3 May", "2024-05-03")]).field(FIELD.DATE).is_in_conflict
    assert dossier([dated(1, "4 May", "2024-05-04"), dated(2, "3 May", "2024-05-03")]).field(FIELD.DATE).is_in_conflict


def test_a_threat_tells_no_toll() -> None:
    text = "They will kill four people on Friday, the caller said."
    told = incident(text, stage=Stage.THREATENED, killed=(4, 4))
    assert dossier([member(1, reading(text, [], [told]))]).toll(FIELD.KILLED) is None


def test_reports_without_a_date_come_last() -> None:
    dated, undated = toll_member(2, "Four died.", (4, 4)), toll_member(1, "Six died.", (6, 6))
    undated = member(1, reading(undated.reading.report.article.text, [], undated.reading.incidents))
    made = dossier([undated, dated])
    assert [one.report_id for one in made.members] == [2, 1]
    assert made.members[0].published == day("2024-05-04")


def test_copies_make_a_value_no_more_credible_but_other_stories_do() -> None:
    def grade(*stories: int) -> int:
        members = [toll_member(n, "Four people were killed.", (4, 4), story_id=story) for n, story in enumerate(stories, 1)]
        return dossier(members).field(FIELD.KILLED).values[0].credibility.grade

    assert grade(1, 1, 1) == grade(1)
    assert grade(1, 2, 3) < grade(1, 1, 2) < grade(1)


def test_a_month_beside_the_day_is_no_other_value() -> None:
    may, third = toll_member(1, "Four died.", (4, 4)), toll_member(2, "Four died.", (4, 4))
    text = "A bomb went off in May at the bus station of Oruba."
    vague = member(3, reading(text, [], [incident(text, date=("May", "2024-05"))], published="2024-06-01"))
    values = {value.label: value for value in dossier([may, third, vague]).field(FIELD.DATE).values}
    assert values["2024-05"].credibility.n_sources == 3
    assert values["2024-05-03"].credibility.n_sources == 2
    assert not any("another value" in reason for value in values.values() for reason in value.credibility.reasons)


def test_nothing_comes_of_nothing() -> None:
    made = dossier([])
    assert (made.fields, made.tolls, made.changes) == ((), (), ())
