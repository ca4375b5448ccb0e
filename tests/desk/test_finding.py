"""Claims about finding reports, the same on both databases."""

import datetime
from collections.abc import Callable

import pytest
from sqlalchemy import update

from made_reports import Told, desk_of, filed
from wiredesk.codebook import IncidentType, Stage
from wiredesk.desk.desk import Desk
from wiredesk.desk.finding import Findings, Question, find
from wiredesk.errors import SettingError
from wiredesk.store.opening import Store
from wiredesk.store.searching_wanted import Circle, Sort
from wiredesk.store.tables import found_entity, report

LISVALE = ("Lisvale", "PT", 39.0, -8.0)
KORDAR = ("Kordar", "TJ", 38.5, 68.8)
BOMBING, ARSON = (IncidentType.BOMBING, Stage.ACCOMPLISHED), (IncidentType.ARSON, Stage.THREATENED)


@pytest.fixture
def desk(store: Store) -> Desk:
    """Give a desk with four reports."""
    made = desk_of(store)
    one = "A bomb went off at the market of Lisvale, killing Ana Ruiz. The café stood near the market hall."
    filed(
        made,
        one,
        Told(["Ana Ruiz"], [LISVALE], BOMBING, published="2026-01-01", title="Market bombed", url="https://a.example/1"),
    )
    two = "Somebody threatened to burn the school of Kordar, said Gulmurod Halim, a teacher of the town."
    filed(made, two, Told(["Gulmurod Halim"], [KORDAR], ARSON, published="2026-01-03", title="Threat", url="https://b.example/2"))
    three = "Gulmurad Halim spoke of bombs again in Kordar, and nobody was killed in the markets."
    filed(made, three, Told(["Gulmurad Halim"], [KORDAR], published="2026-01-02", url="https://b.example/3"))
    four = "Nothing of note was told about the harvest in the valley this year, which is no news at all."
    filed(made, four, Told(published=None, url="https://c.example/4"))
    return made


def ids(findings: Findings) -> list[str]:
    """List what was found."""
    return [one.id for one in findings.found]


@pytest.fixture
def found(desk: Desk) -> Callable[..., list[str]]:
    """Give a function that lists what is found."""
    return lambda words="", **more: ids(find(desk, Question(words=words, **more)))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("market", ["r3", "r1"]),
        ("MARKETS killed", ["r3", "r1"]),
        ('"market hall"', ["r1"]),
        ('"hall market"', []),
        ("cafe", ["r1"]),
        ("café", ["r1"]),
        ("bomb -school", ["r3", "r1"]),
        ("kordar -bombs", ["r2"]),
        ("-kordar", ["r4", "r1"]),
        ('-"went off" bomb', ["r3"]),
        ("harves*", ["r4"]),
        ("threat*", ["r2"]),
        ("bombed", ["r3", "r1"]),
        ("zebra", []),
    ],
)
def test_words_find_reports(found: Callable[..., list[str]], words: str, expected: list[str]) -> None:
    assert found(words) == expected


@pytest.mark.parametrize(
    "words",
    ['"', '""', "-", "title:x ^y {z}", "';--", "--", "*", "AND", "OR NOT (", "a:b",
     'NEAR("x', "\x00\x01", "\ud800", "(((((", '-"', "\\",
     "&|!<->", "x" * 5000, "a b " * 900, "ﬁ ß İ 한글 العربية", "“market hall”", "*market", "mark*et"],
)  # fmt: skip
def test_whatever_is_typed_is_no_error(found: Callable[..., list[str]], words: str) -> None:
    found(words)
    found(words, sort=Sort.RELEVANCE)


def test_snippets_point_at_the_words_that_matched(desk: Desk) -> None:
    first = find(desk, Question(words="school burn")).found[0]
    assert first.snippet is not None
    text = "Somebody threatened to burn the school of Kordar, said Gulmurod Halim, a teacher of the town."
    assert first.snippet.text == first.snippet.span.cut(text)
    assert [mark.cut(text) for mark in first.snippet.marks] == ["burn", "school"]
    assert find(desk, Question(words="markets")).found[1].title_marks[0].cut("Market bombed") == "Market"


def test_the_newest_comes_first_and_relevance_prefers_titles(found: Callable[..., list[str]]) -> None:
    assert found() == ["r2", "r4", "r3", "r1"]  # the one without a date stands under the day it was filed
    assert found("bomb", sort=Sort.RELEVANCE) == ["r1", "r3"]


def test_a_person_is_found_under_another_spelling(desk: Desk, found: Callable[..., list[str]]) -> None:
    with desk.store.writing() as on:
        on.execute(update(found_entity).where(found_entity.c.name.like("Gulmur%")).values(entity_id=3))
    assert found(who=("Gulmurod Halim",)) == ["r2", "r3"]
    assert found(who=("gülmurad halim",)) == ["r2", "r3"]
    assert found(who=("Halim",)) == ["r2", "r3"]
    assert found(who=("Gulmurod",)) == ["r2", "r3"]
    assert found("bombs", who=("Gulmurod Halim",)) == ["r3"]
    assert found(who=("Gulmurod Halim", "Ana Ruiz")) == []


def test_a_person_is_found_by_an_alias_and_by_sound(store: Store) -> None:
    desk = desk_of(store)
    filed(
        desk, "Police looked for Gulmurod Halim, known as Commander Reza.", Told(["Gulmurod Halim"], aliases=["Commander Reza"])
    )
    filed(desk, "Nobody saw Ana Ruiz in the town.", Told(["Ana Ruiz"]))
    for name in ("Commander Reza", "Gülmurad Khalim", "gulmurod halim"):
        assert ids(find(desk, Question(who=(name,)))) == ["r1"]


def test_a_name_that_nobody_has_is_told(desk: Desk) -> None:
    findings = find(desk, Question(who=("Zed Zebra",)))
    assert not findings.found
    assert "Zed Zebra" in findings.notes[0]


def test_an_entity_that_is_not_linked_yet_is_found(store: Store) -> None:
    desk = desk_of(store)
    filed(desk, "Police looked for Ana Ruiz in the town.", Told(["Ana Ruiz"]), is_linked=False)
    assert ids(find(desk, Question(who=("ana ruiz",)))) == ["r1"]


def test_a_place_is_found_by_its_name_or_its_country(found: Callable[..., list[str]]) -> None:
    assert found(place="kordar") == ["r2", "r3"]
    assert found(place="Tajikistan") == ["r2", "r3"]
    assert found(place="Portugal") == ["r1"]
    assert found(place="Kordar", types=("arson",)) == ["r2"]
    assert found(place="Portugal", types=("arson",)) == []
    assert found(place="Norway") == []


def test_incidents_are_found_by_type_stage_and_circle(found: Callable[..., list[str]]) -> None:
    assert found(types=("bombing",)) == ["r1"]
    assert found(types=("bombing", "arson")) == ["r2", "r1"]
    assert found(stages=("threatened",)) == ["r2"]
    assert found(near=Circle(38.55, 68.8, 10)) == ["r2"]
    assert found(near=Circle(38.55, 68.8, 5)) == []
    assert found(near=Circle(38.55, 68.8, 10), types=("bombing",)) == []
    assert found(near=Circle(0, 0, 20_100)) == ["r2", "r1"]


@pytest.mark.parametrize(
    ("circle", "inside", "outside"),
    [
        (Circle(0, 179.9, 50), (0.0, -179.9), (0.0, 179.0)),
        (Circle(0, -179.9, 50), (0.0, 179.9), (0.0, -179.0)),
        (Circle(89.9, 0, 50), (89.9, 180.0), (89.0, 0.0)),
        (Circle(-89.99, 10, 5), (-89.99, -170.0), (-89.9, 10.0)),
        (Circle(60, 10, 111.3), (60.9, 10.0), (61.1, 10.0)),
    ],
)
def test_the_box_around_a_circle_holds_all_of_it(
    circle: Circle, inside: tuple[float, float], outside: tuple[float, float]
) -> None:
    (south, north), ranges = circle.box()
    assert circle.holds(*inside)
    assert not circle.holds(*outside)
    assert south <= inside[0] <= north
    assert any(west <= inside[1] <= east for west, east in ranges)


def test_days_bound_the_publication_or_the_incident(desk: Desk, found: Callable[..., list[str]]) -> None:
    second, first = datetime.date(2026, 1, 2), datetime.date(2026, 1, 1)
    assert found(since=second) == ["r2", "r4", "r3"]
    assert found(until=first) == ["r1"]
    assert found(since=second, is_incident_date=True) == ["r2"]
    with desk.store.writing() as on:  # published some day from December on
        on.execute(update(report).where(report.c.id == 3).values(published_earliest="2025-12-01"))
    assert found(since=first, until=first) == ["r3", "r1"]
    assert found(until=datetime.date(2025, 12, 24)) == ["r3"]


def test_an_outlet_is_found_by_name_or_address(found: Callable[..., list[str]]) -> None:
    assert found(outlet="b.example") == ["r2", "r3"]
    assert found(outlet="www.B.example") == ["r2", "r3"]
    assert found("bombs", outlet="b.example") == ["r3"]
    assert found(outlet="nowhere") == []


def test_copies_are_folded_unless_all_are_wanted(desk: Desk, found: Callable[..., list[str]]) -> None:
    with desk.store.writing() as on:
        on.execute(update(report).where(report.c.id.in_([1, 3])).values(story_id=1))
    findings = find(desk, Question(words="bomb"))
    assert [(one.id, one.n_copies) for one in findings.found] == [("r3", 1)]
    assert (findings.n_hits, findings.n_stories) == (2, 1)
    assert found("bomb", is_folded=False) == ["r3", "r1"]
    assert find(desk, Question(words="market hall")).found[0].n_copies == 0  # only one of them holds the words


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_go_on_where_the_last_one_ended(found: Callable[..., list[str]], desk: Desk, sort: Sort) -> None:
    whole = found("the", sort=sort) if desk.store.dialect == "sqlite" else found("in", sort=sort) or found(sort=sort)
    words = "the" if desk.store.dialect == "sqlite" else ""
    got: list[str] = []
    after = None
    while True:
        page = find(desk, Question(words=words, sort=sort, limit=1, after=after))
        got += ids(page)
        after = page.next
        if after is None:
            break
    assert got == whole


def test_a_cursor_that_is_none_is_refused(desk: Desk) -> None:
    for after in ("", "x", "2026-01-01", "+-1", "2026-01-01.0"):
        with pytest.raises(SettingError, match="--after"):
            find(desk, Question(words="the", after=after))


def test_thousands_of_hits_are_paged_and_folded_without_gaps(store: Store) -> None:
    desk = desk_of(store)
    _many(desk, 1203)
    findings = find(desk, Question(words="harvest", limit=500))
    assert findings.is_more
    assert (findings.n_hits, findings.n_stories) == (1000, None)
    seen: list[str] = []
    after = None
    while True:
        page = find(desk, Question(words="harvest", limit=500, after=after))
        seen += ids(page)
        after = page.next
        if after is None:
            break
    # Reports 1 and 1203, and 2 and 1202, are one story each: the newer ones stand for them.
    assert seen == [f"r{number}" for number in range(1203, 2, -1)]
    first = {one.id: one.n_copies for one in findings.found}
    assert (first["r1203"], first["r1202"], first["r1201"]) == (1, 1, 0)
    flat = find(desk, Question(words="harvest", limit=500, is_folded=False, after="2026-01-01.501"))
    assert ids(flat)[-1] == "r1"


def _many(desk: Desk, number: int) -> None:
    """Put so many short reports straight into the store."""
    from wiredesk.store.words_index import add_text

    with desk.store.writing() as on:
        for one in range(1, number + 1):
            story = {number: 1, number - 1: 2}.get(one, one)
            values = {"key": str(one), "sha256": str(one), "title": "x", "n_chars": 20, "filed_at": "2026-01-01T00:00:00Z"}
            on.execute(report.insert().values(id=one, **values, day="2026-01-01", story_id=story, is_linked=True))
            add_text(on, one, title="x", body=f"The harvest of year {one}.")


def test_hostile_titles_and_bodies_do_not_move_the_marks(store: Store) -> None:
    desk = desk_of(store)
    text = "Evil \x02\x03 \x1b[31m text \x02abc\x03 names the bomb\x00 and \ue000 more."
    filed(desk, text, Told(title="\x1b]0;x\x07bomb \u202e tit"))
    found = find(desk, Question(words="bomb")).found[0]
    assert found.snippet is not None
    assert [mark.cut(text) for mark in found.snippet.marks] == ["bomb"]
