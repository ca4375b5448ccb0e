"""Segments: overlapping facts share words, and no word is lost."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from stand_ins import threat_reading
from wiredesk.export.facts import facts_of
from wiredesk.export.segments import Mark, marks_of, segments
from wiredesk.sentences import paragraphs
from wiredesk.spans import Span

TEXT = "One guard fell.\n\nTwo more ran away,\nthen none.\n\nThe gate burned 🔥 all night."


@st.composite
def marks(draw: st.DrawFn) -> list[Mark]:
    starts = draw(st.lists(st.integers(0, len(TEXT) - 1), max_size=12))
    spans = [Span(start, draw(st.integers(start + 1, len(TEXT)))) for start in starts]
    return sorted((Mark(span, f"f{n}", "people", "name") for n, span in enumerate(spans)), key=lambda m: (m.span, m.fact))


@given(marks())
def test_segments_join_to_the_paragraphs(found: list[Mark]) -> None:
    cut = segments(TEXT, found)
    assert ["".join(part.text for part in paragraph) for paragraph in cut] == [p.cut(TEXT) for p in paragraphs(TEXT)]


@given(marks())
def test_each_character_lights_exactly_its_facts(found: list[Mark]) -> None:
    for paragraph, parts in zip(paragraphs(TEXT), segments(TEXT, found), strict=True):
        at = paragraph.start
        for part in parts:
            for place in range(at, at + len(part.text)):
                assert set(part.facts) == {m.fact for m in found if m.span.start <= place < m.span.end}
            at += len(part.text)


def test_a_segment_names_the_narrowest_fact_first() -> None:
    wide, narrow = Mark(Span(0, 15), "i1", "incidents", "evidence"), Mark(Span(4, 9), "e1", "people", "name")
    parts = segments(TEXT, [wide, narrow])[0]
    assert [(part.text, part.facts) for part in parts] == [("One ", ("i1",)), ("guard", ("e1", "i1")), (" fell.", ("i1",))]


def test_every_fact_of_a_reading_is_lit_somewhere_or_told_aside() -> None:
    reading = threat_reading()
    facts = facts_of(reading, today=datetime.date(2030, 1, 1))
    lit = {one for row in segments(reading.report.article.text, marks_of(facts)) for part in row for one in part.facts}
    assert {fact.id for fact in facts if not fact.aside} == lit
