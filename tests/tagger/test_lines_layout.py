"""Lines and units: every line once, exact, and wrapped paragraphs whole again."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from wiredesk.tagger.lines_layout import lay_out

_PROSE = (
    "The harbour master of Port Ellis said on Tuesday that two crates of signal flares had gone missing from the customs shed "
    "during the night, and that the police had been asked to look for a grey van seen near the gate."
)
_TEXTS = st.text(alphabet=st.sampled_from("ab Z.,\n\n\r\t 1#*\u200f\xa0\u2028"), max_size=300)


@given(_TEXTS)
def test_every_visible_character_is_in_exactly_one_line(text: str) -> None:
    layout = lay_out(text)
    kept = "".join(text[line.start : line.end] for line in layout.lines)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in zip(layout.lines, layout.lines[1:], strict=False))


@given(_TEXTS)
def test_units_share_out_all_lines(text: str) -> None:
    layout = lay_out(text)
    assert [n for unit in layout.units for n in range(unit.first, unit.last)] == list(range(len(layout.lines)))


def test_wrapped_paragraphs_become_one_unit_each() -> None:
    wrapped = "\n\n".join("\n".join(textwrap.wrap(_PROSE, 72)) for _ in range(3))
    assert [unit.text for unit in lay_out(wrapped).units] == [_PROSE] * 3


def test_menu_lines_stay_apart() -> None:
    text = "Home\nWorld\nSport\n" + _PROSE
    assert len(lay_out(text).units) == 4


def test_indentation_and_blank_lines_are_counted() -> None:
    first, second = lay_out("One\n\n\n    Two").lines
    assert (first.indent, first.n_blank, second.indent, second.n_blank) == (0, 0, 4, 2)


def test_white_space_alone_has_no_lines() -> None:
    assert lay_out(" \n\t\n").lines == ()


def test_what_no_reader_sees_stands_in_no_unit_and_in_every_line() -> None:
    text = "\u202bBoats\u200b burn\u202c\n\x1b[1mBy Ana\x07 Roe\x1b[0m\n\u200f\u200e\nSo\u00adfia"
    layout = lay_out(text)
    assert [unit.text for unit in layout.units] == ["Boats burn", "By Ana Roe", "\u200f\u200e", "Sofia"]
    assert [line.span.cut(text) for line in layout.lines] == text.split("\n")
