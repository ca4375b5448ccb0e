"""What wants a ruling is chosen, listed and counted alike in both databases."""

from desk_files import desk_on, filed
from wiredesk.desk.desk import Desk
from wiredesk.desk.reader_accuracy import reader_accuracy
from wiredesk.desk.removing import remove_report
from wiredesk.desk.reviewing import Choice, next_to_review, part_to_review, report_to_review
from wiredesk.desk.ruling import rule_on_report, undo
from wiredesk.desk.ruling_lists import n_ruled_today, one_ruling, rulings_listed
from wiredesk.desk.ruling_wanted import Wanted, rule_wanted
from wiredesk.review.rulings import Action
from wiredesk.store.opening import Store
from wiredesk.store.review_choice import next_ruled_report, next_task


def keys(desk: Desk, choice: Choice) -> list[str]:
    """Return the queue as a person goes through it."""
    found: list[str] = []
    while (one := next_to_review(desk, choice, passing=found)) is not None:
        found.append(one.key)
    return found


def test_the_queue_comes_by_priority_and_is_narrowed_by_type_and_country(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, "garoua-1", "batangas-3", "nampula-1")
    everything = keys(desk, Choice())
    assert len(everything) == len(set(everything)) >= 6
    assert len(keys(desk, Choice(kind="incidents"))) + len(keys(desk, Choice(kind="statements"))) >= 4
    bombings = keys(desk, Choice(type="bombing"))
    assert bombings
    assert all(part.reading.incidents[0].type == "bombing" for key in bombings if (part := part_to_review(desk, key)))
    assert keys(desk, Choice(country="PH")) == [one for one in everything if _country(desk, one) == "PH"]
    with store.reading() as on:
        assert next_task(on, Choice(country="NZ")) is None


def _country(desk: Desk, key: str) -> str | None:
    part = part_to_review(desk, key)
    assert part is not None
    own = {fact.incident for fact in part.facts}
    places = {one.id: one.place for one in part.reading.entities}
    told = [places.get(one.place or "") for one in part.reading.incidents if one.id in own]
    return told[0].country if told and told[0] else None


def test_reports_that_were_ruled_on_are_gone_over_the_last_one_first(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, "garoua-1", "batangas-3", "nampula-1")
    for number in (1, 3, 2):
        rule_on_report(desk, number, [lambda maker: maker.unsure("i1.type")])
    rule_on_report(desk, 1, [lambda maker: maker.accept("i1.stage")])
    assert keys(desk, Choice(only="unsure")) == ["r2", "r3", "r1"]
    assert keys(desk, Choice(only="mine", who="Ana Coder")) == ["r1", "r2", "r3"]
    assert keys(desk, Choice(only="mine", who="Ben")) == []
    undo(desk, 2)
    with store.reading() as on:
        assert next_ruled_report(on, Choice(only="unsure"), excluding=[2]) == 1
    remove_report(desk, 1, reason="asked for")
    assert keys(desk, Choice(only="mine", who="Ana Coder")) == ["r2"]


def test_a_task_is_done_once_everything_of_it_was_ruled_on(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, "garoua-1")
    first = next_to_review(desk, Choice(kind="incidents"))
    assert first is not None
    addresses = [f"{one.address}.type" if one.what == "incident" else one.address for one in first.facts]
    rule_wanted(desk, 1, [Wanted(Action.ACCEPT, at) for at in addresses])
    assert keys(desk, Choice(kind="incidents")) == []
    assert {one.is_open for one in report_to_review(desk, 1).facts if one.incident} == {False}


def test_rulings_are_listed_counted_and_judged(store: Store) -> None:
    desk = desk_on(store)
    filed(desk, "garoua-1", "batangas-3")
    assert reader_accuracy(desk).whole.n == 0
    rule_on_report(desk, 1, [lambda maker: maker.accept("i1.type"), lambda maker: maker.correct("i1.killed", "6")])
    rule_on_report(desk, 2, [lambda maker: maker.accept("i1.type")])
    undo(desk, 3)
    listed, further = rulings_listed(desk, most=2)
    assert ([one.ruling.id for one in listed], further) == ([4, 3], "n3")
    assert [one.ruling.id for one in rulings_listed(desk, most=5, after="n3", report="r1")[0]] == [2, 1]
    assert one_ruling(desk, "n3").undone_by == 4
    assert n_ruled_today(desk, zone="Pacific/Auckland") == 2
    told = reader_accuracy(desk)
    assert (told.whole.n, told.whole.n_accepted) == (2, 1)
    assert reader_accuracy(desk, who="Ben").whole.n == 0
