"""What changed between two readings is told field by field."""

from dataclasses import replace

from stand_ins import days, threat_reading
from wiredesk.documents import Published
from wiredesk.records import Casualties, Count
from wiredesk.review import Turn, reading_changes, same_facts


def test_nothing_changed_between_a_reading_and_itself() -> None:
    assert reading_changes(threat_reading(), threat_reading()) == ()


def test_each_field_is_told_with_both_words() -> None:
    old = threat_reading()
    incident = replace(old.incidents[0], casualties=Casualties(Count(4, 4)), place="e9", date=None, targets=())
    new = replace(old, incidents=(incident,))
    told = {change.address: (change.turn, change.before, change.after) for change in reading_changes(old, new)}
    assert told == {
        "i1.killed": (Turn.ADDED, None, "4"),
        "i1.place": (Turn.CHANGED, "Albina", "Cayenne"),
        "i1.date": (Turn.REMOVED, "2015-11-25", None),
        "i1.target1": (Turn.REMOVED, "every boat", None),
    }


def test_facts_that_only_have_other_numbers_did_not_change() -> None:
    old = threat_reading()
    first, second, third = old.statements
    new = replace(old, statements=(replace(third, id="s1"), replace(first, id="s2"), replace(second, id="s3")))
    assert reading_changes(old, new) == ()
    assert same_facts(old, new)["s3"] == "s1"


def test_added_and_removed_facts_are_told_with_their_words() -> None:
    old = threat_reading()
    new = replace(old, statements=old.statements[1:], amounts=())
    told = [(change.turn, change.address, change.before) for change in reading_changes(old, new)]
    assert told == [(Turn.REMOVED, "s1", '"burn every boat that leaves the pier"'), (Turn.REMOVED, "a1", "50,000 euros")]
    assert {change.turn for change in reading_changes(new, old)} == {Turn.ADDED}


def test_a_new_date_of_publication_and_another_body_are_changes_of_the_article() -> None:
    old = threat_reading()
    article = replace(old.report.article, text=old.report.article.text + " One more line.", origin=None)
    new = replace(old, report=replace(old.report, article=article, published=Published(days("2015-11-20"))))
    told = {change.address: change for change in reading_changes(old, new)}
    assert told.keys() == {"published", "body"}
    assert told["published"].after == "2015-11-20"
    assert "One more line." in str(told["body"].after)
