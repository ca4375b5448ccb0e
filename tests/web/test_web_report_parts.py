"""What the page of a report is made of: lines of its source, wording held against wording, addresses that may be led to."""

import pytest

from wiredesk.desk.desk import Desk
from wiredesk.desk.report_cards import report_card
from wiredesk.desk.ruling import rule_on_report
from wiredesk.export.facts import facts_of
from wiredesk.web.differing import Piece, differing
from wiredesk.web.original import original_of
from wiredesk.web.report_facts import grouped, taken_out
from wiredesk.web.report_page import outward, report_page


def test_differing_words_join_to_both_texts() -> None:
    before, after = "At least four people were killed.", "At least six people were killed there."
    pieces = differing(before, after)
    assert Piece("gone", " four") in pieces
    assert Piece("new", " six") in pieces
    assert "".join(one.words for one in pieces if one.turn != "gone") == after
    assert "".join(one.words for one in pieces if one.turn != "new").split() == before.split()
    assert differing("", "new") == (Piece("new", "new"),)
    assert differing("a " * 500, "b") == (Piece("gone", "a " * 500), Piece("new", "b"))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "http:///x", "//a.example", "ftp://a.example", "http://[x", "", "a" * 5000]
)
def test_what_is_no_web_address_is_not_led_to(url: str) -> None:
    assert outward(url) == ""
    assert outward("https://a.example/1?q=2") == "https://a.example/1?q=2"


def test_lines_of_a_capture_mark_exactly_what_the_article_holds(desk: Desk) -> None:
    card = report_card(desk, "r1")
    told = original_of(desk, card)
    lit = "".join(words for line in told.lines for words, is_lit in line.pieces if is_lit)
    assert told.is_exact
    assert "".join(lit.split()) == "".join(card.reading.report.article.text.split())
    assert [line.number for line in told.lines if line.is_body] == [8, 9, 10, 11, 12]


@pytest.mark.parametrize("number", range(2, 16))
def test_lines_of_every_form_hold_the_article(desk: Desk, number: int) -> None:
    card = report_card(desk, f"r{number}")
    body = "".join(words for line in original_of(desk, card).lines if line.is_body for words, _ in line.pieces)
    first = card.reading.report.article.text.split("\n\n")[0]
    assert "".join(first.split())[:60] in "".join(body.split())


def test_a_source_that_is_not_kept_is_said_so(desk: Desk) -> None:
    card = report_card(desk, "r1")
    with desk.store.writing() as on:
        on.exec_driver_sql("UPDATE report SET source_id = NULL WHERE id = 1")
    assert "not on this desk" in original_of(desk, card).why_not


def test_rows_carry_addresses_and_marks_of_emptied_fields_stay_in_sight(desk: Desk) -> None:
    rule_on_report(desk, 3, [lambda maker: maker.reject("i1.killed"), lambda maker: maker.accept("i1.place")])
    rule_on_report(desk, 3, [lambda maker: maker.reject("s1")])
    card = report_card(desk, "r3")
    facts = facts_of(card.reading, today=desk.clock().date())
    group = next(one for one in grouped(card.ruled, facts) if one.name == "incidents")
    rows = {row.addresses: row for row in group.facts[0].rows}
    verdicts = {address: mark.verdict.value for row in rows.values() for mark in row.marks for address in [mark.address]}
    assert verdicts == {"i1.killed": "rejected", "i1.place": "accepted"}
    assert [(kind, mark.address) for kind, mark in taken_out(card.ruled)] == [("statement", "s1")]


def test_long_groups_are_cut_and_counted(desk: Desk) -> None:
    card = report_card(desk, "r3")
    facts = facts_of(card.reading, today=desk.clock().date())
    cut, whole = grouped(card.ruled, facts, most=1), grouped(card.ruled, facts)
    assert [one.n_all for one in cut] == [one.n_all for one in whole]
    assert all(len(one.facts) == 1 for one in cut)
    assert report_page(desk, card).n_facts == sum(one.n_all for one in whole)
