"""The answers of a round as a table: one row for each question and coder, with words and span. Not for: the file's form.

Long rather than wide: R's `irr` and spreadsheets take it after one pivot of `coder` over `value`.
"""

import json
from collections.abc import Iterator

from wiredesk.desk.coding import Round
from wiredesk.desk.coding_agreement import Case, Given, cases_in_sight
from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of
from wiredesk.export.tables import Column, ColumnType, Row, TableForm
from wiredesk.review.asking import words_at
from wiredesk.review.rulings import Anchor
from wiredesk.spans import Span
from wiredesk.store import coding as kept_rounds
from wiredesk.store.filing import load_reading


def _column(name: str, about: str, kind: ColumnType = ColumnType.STRING) -> Column:
    return Column(name, kind, about)


ANSWERS = TableForm(
    "answers",
    "one row for each question of a round and each of its coders, those who have not answered too",
    ("item", "coder"),
    (
        _column("round", "name of the round"),
        _column("item", "number of the question", ColumnType.INTEGER),
        _column("position", "its place in the round", ColumnType.INTEGER),
        _column("report", "id of the report on this desk"),
        _column("address", "the fact or field as it was named when the round was made"),
        _column("question", "what is asked: a kind of fact (is it there?), or a field of it"),
        _column("shown", "what the desk said when the round was made"),
        _column("coder", "who answered"),
        _column("verdict", "accept, correct, reject or unsure; empty where the coder has not answered"),
        _column("value", "what the coder says that the report says; empty when unsure or not answered"),
        _column("value_key", "the same in a form that is equal for equal values"),
        _column(
            "value_number",
            "the same as a number, where it is one: the middle of a range, days since 0001-01-01",
            ColumnType.NUMBER,
        ),
        _column("note", "what the coder noted"),
        _column("answered_at", "when", ColumnType.DATETIME),
        _column("took_ms", "how long it took, in milliseconds", ColumnType.INTEGER),
        _column("quotation", "the first words of the report that the question is about"),
        _column("span_start", "first character of them in the report's text, counted in code points from 0", ColumnType.INTEGER),
        _column("span_end", "the character after their last", ColumnType.INTEGER),
        _column("more_quotations", "further words of the report that it is about, parted by |"),
        _column("settled_by", "who adjudicated it"),
        _column("ruling", "id of the ruling that adjudication made; empty where the desk said so already"),
    ),
)


def answer_rows(desk: Desk, words: str, *, is_editor: bool) -> tuple[Round, list[Row]]:
    """Return a round with all its answers.

    :raises NotOnDesk: when there is no such round.
    :raises RulingRefused: while its answers are blind to who is at work.
    """
    with desk.store.reading() as on:
        one, cases = cases_in_sight(desk, on, words, is_editor=is_editor)
        anchors = kept_rounds.anchors_of(on, {case.item.id for case in cases})
        texts: dict[int, str] = {}
        rows = []
        for case in cases:
            if case.item.report_id not in texts:
                texts = {case.item.report_id: load_reading(on, case.item.report_id).report.article.text}
            text = texts[case.item.report_id]
            spans = sorted(words_at(text, Anchor.from_json(json.loads(anchors[case.item.id]))))
            rows += list(_rows(one, case, text, spans))
        return one, rows


def _rows(one: Round, case: Case, text: str, spans: list[Span]) -> Iterator[Row]:
    item = case.item
    told: Row = {
        "round": one.name,
        "item": item.id,
        "position": item.position,
        "report": id_of("report", item.report_id),
        "address": item.address,
        "question": case.question.name,
        "shown": item.shown or None,
    }
    where: Row = {
        "quotation": spans[0].cut(text) if spans else None,
        "span_start": spans[0].start if spans else None,
        "span_end": spans[0].end if spans else None,
        "more_quotations": " | ".join(span.cut(text) for span in spans[1:]) or None,
        "settled_by": item.settled_by,
        "ruling": id_of("ruling", item.ruling_id) if item.ruling_id else None,
    }
    given = {answer.row.who: answer for answer in case.given}
    for who in case.wanted:
        yield {**told, "coder": who, **_answer(given.get(who)), **where}


def _answer(given: Given | None) -> Row:
    row, value = (given.row, given.coded) if given else (None, None)
    return {
        "verdict": row.verdict if row else None,
        "value": value.words if value else None,
        "value_key": value.key if value else None,
        "value_number": value.number if value else None,
        "note": row.note if row else None,
        "answered_at": row.at if row else None,
        "took_ms": row.took_ms if row else None,
    }
