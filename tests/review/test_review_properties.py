"""Whatever people rule: applying is stable, undoing restores, and words move with the text."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st
from ruled import NOON, Case

from wiredesk.errors import RulingRefused
from wiredesk.records import Reading
from wiredesk.review import Action, Anchor, Ruling, active, apply_rulings
from wiredesk.review.addresses import addresses
from wiredesk.review.quotes import find_quote, quote_at
from wiredesk.spans import Span

LISTED = [one.address for one in addresses(Case().raw)]
WORDS = ["6", "at least 4", "2015-11", "bombing", "denied", "yes", "Cayenne", "the pier", "e2", "Ronald Pinas", "person", "5,5"]
ADDED = [
    ("statement", {"content": "two of them said", "cue": "said"}),
    ("statement", {"content": "I would not close the crossing", "source": "she", "speaker": "e3"}),
    ("incident", {"words": "he vanished from his base with a rifle", "type": "robbery", "place": "Albina", "date": "March 2013"}),
    ("incident", {"words": "burn every boat", "type": "arson", "stage": "threatened", "killed": "0"}),
    ("victim", {"incident": "i1", "words": "the owners of four ferries", "count": "4"}),
    ("perpetrator", {"incident": "i1", "words": "Awiri", "attribution": "denied", "by": "Ronald Pinas"}),
    ("role", {"entity": "e4", "words": "lecturer at the Academy of Public Order", "organization": "Academy of Public Order"}),
    ("entity", {"words": "Nieuw Nickerie", "type": "place"}),
    ("time", {"words": "five months later"}),
    ("amount", {"words": "four ferries", "value": "4", "currency": "SRD"}),
    ("life_fact", {"words": "from 2008 to 2011 he commanded a patrol boat", "date": "2008/2011", "who": "e1"}),
]
SPLIT = [["perpetrator1"], ["perpetrator2", "date"], ["target1", "victim1", "place"]]
STEPS = st.one_of(
    st.tuples(st.just("add_one"), st.sampled_from(ADDED)),
    st.tuples(st.just("split"), st.just("i1"), st.sampled_from(SPLIT), st.sampled_from([{}, {"stage": "attempted"}])),
    st.tuples(st.just("accept"), st.sampled_from(LISTED)),
    st.tuples(st.just("reject"), st.sampled_from(LISTED)),
    st.tuples(st.just("correct"), st.sampled_from(LISTED), st.sampled_from(WORDS)),
    st.tuples(st.just("undo"), st.integers(1, 6)),
)


def case_of(steps: list[tuple[object, ...]]) -> Case:
    """Take the steps that are possible."""
    case = Case()
    for name, *given_words in steps:
        try:
            if name != "undo" or int(str(given_words[0])) <= len(case.rulings):
                getattr(case, str(name))(*given_words)
        except RulingRefused:
            continue
    return case


@settings(max_examples=60, deadline=None)
@given(st.lists(STEPS, max_size=6))
def test_rulings_laid_on_once_more_change_nothing(steps: list[tuple[object, ...]]) -> None:
    case = case_of(steps)
    assert apply_rulings(case.reading, case.rulings).reading == case.reading
    assert apply_rulings(case.raw, reversed(case.rulings)).reading == case.reading


@settings(max_examples=60, deadline=None)
@given(st.lists(STEPS, max_size=5), STEPS)
def test_an_undone_ruling_leaves_the_reading_as_it_was(steps: list[tuple[object, ...]], last: tuple[object, ...]) -> None:
    case = case_of(steps)
    before, n_before = case.ruled, len(case.rulings)
    after = case_of([*steps, last])
    for number in range(len(after.rulings), n_before, -1):
        after.undo(number)
    assert after.ruled == before


@settings(max_examples=60, deadline=None)
@given(st.lists(STEPS, max_size=6))
def test_every_fact_of_a_ruled_reading_stands_on_words(steps: list[tuple[object, ...]]) -> None:
    reading: Reading = case_of(steps).reading
    assert all(statement.content for statement in reading.statements)
    assert all(incident.evidence for incident in reading.incidents)
    assert all(entity.mentions for entity in reading.entities)
    ids = {entity.id for entity in reading.entities}
    assert {one.speaker for one in reading.statements} | {one.place for one in reading.incidents} <= ids | {None}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)
anchors = st.builds(
    Anchor,
    st.sampled_from(["incident", "statement"]),
    st.text(min_size=1),
    st.dictionaries(st.text(), json_values),
    st.none() | st.just("victim"),
    st.none() | st.dictionaries(st.text(), json_values, min_size=1),
    st.none() | st.integers(1),
)
rulings = st.builds(
    Ruling,
    id=st.integers(0),
    at=st.just(NOON),
    who=st.text(),
    action=st.sampled_from(Action),
    kind=st.text(),
    report_id=st.none() | st.integers(1),
    anchor=st.none() | anchors,
    field=st.none() | st.text(),
    value=json_values,
    left_id=st.none() | st.integers(1),
    right_id=st.none() | st.integers(1),
    note=st.none() | st.text(),
    undoes=st.none() | st.integers(1),
    was=st.none() | st.text(),
)


@given(rulings)
def test_a_ruling_comes_back_from_json_as_it_was(ruling: Ruling) -> None:
    assert Ruling.from_json(json.loads(json.dumps(ruling.to_json()))) == ruling


@given(st.lists(st.integers(1, 12), max_size=12))
def test_what_holds_is_what_no_holding_undo_takes_back(undoes: list[int]) -> None:
    told = [Ruling(id=n, at=NOON, who="a", action=Action.ACCEPT, kind="incident") for n in range(1, 4)]
    told += [
        Ruling(id=n, at=NOON, who="a", action=Action.UNDO, kind="ruling", undoes=one % n or 1) for n, one in enumerate(undoes, 4)
    ]
    holds = {one.id: True for one in told}
    for one in reversed(told):
        if one.undoes is not None and holds[one.id]:
            holds[one.undoes] = False
    assert [one.id for one in active(told)] == [one.id for one in told if holds[one.id] and one.undoes is None]


EDITS = st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 40), st.text(alphabet="xyz \n", max_size=40)), max_size=6)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 1900), st.integers(12, 90), EDITS)
def test_words_are_found_again_after_edits_elsewhere(start: int, length: int, edits: list[tuple[int, int, str]]) -> None:
    text = Case().raw.report.article.text
    span = Span(min(start, len(text) - length), min(start, len(text) - length) + length)
    words, quote = span.cut(text), quote_at(text, span)
    changed, at = text, span.start
    for place, n_cut, put in sorted(edits, reverse=True):
        place = min(place, len(changed))
        if place + n_cut <= at:
            changed = changed[:place] + put + changed[place + n_cut :]
            at += len(put) - n_cut
        elif place >= at + length:
            changed = changed[:place] + put + changed[place + n_cut :]
    found = find_quote(changed, quote)
    assert found is not None
    assert found.cut(changed) == words
    if text.count(words) == 1 == changed.count(words):
        assert found == Span(at, at + length)
