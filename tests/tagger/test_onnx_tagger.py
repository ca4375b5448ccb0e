"""The shipped model, run as shipped."""

import itertools
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.errors import ModelError
from wiredesk.sentences import sentences
from wiredesk.tagger import Tags, load_tagger
from wiredesk.tagger.onnx_tagger import model_path
from wiredesk.tagger.pieces import pieces_of, windows

REPORT = (
    "Gunmen killed three farmers in the Algerian town of Tiaret on Monday, police said.\n\n"
    '"We are looking for two men," Colonel Samir Haddad told reporters.'
)


def test_every_span_lies_in_the_text_and_layers_do_not_overlap() -> None:
    tags = load_tagger().tag(REPORT)
    for layer in (tags.names, tags.details, tags.statements, tags.times):
        assert all(tag.span.end <= len(REPORT) for tag in layer)
        assert all(not one.span.overlaps(other.span) for one, other in itertools.pairwise(layer))
    assert "Samir Haddad" in {tag.span.cut(REPORT) for tag in tags.names if tag.label == "PER"}
    assert "Tiaret" in {tag.span.cut(REPORT) for tag in tags.names if tag.label == "LOC"}
    assert "Monday" in " ".join(tag.span.cut(REPORT) for tag in tags.times)
    assert {tag.label for tag in tags.statements} == {"source", "cue", "content"}


def test_a_killing_scores_higher_than_a_council_meeting() -> None:
    calm = "The council of Tiaret met on Monday to discuss the price of bread and the new bus line."
    strongest = max(max(s.types.values()) for s in load_tagger().tag(REPORT).sentences)
    assert strongest > 0.5 > max(max(s.types.values()) for s in load_tagger().tag(calm).sentences)


def test_times_alone_are_those_of_the_whole_reading() -> None:
    alone = load_tagger().tag_times(REPORT)
    assert alone.times == load_tagger().tag(REPORT).times != ()
    assert alone.names == alone.statements == ()
    assert load_tagger().tag_times("") == Tags((), (), (), (), (), ())


def test_an_empty_text_has_no_tags() -> None:
    assert load_tagger().tag("") == Tags((), (), (), (), (), ())
    assert load_tagger().tag(" \n\n\t ").names == ()


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=300))
def test_any_text_is_tagged(text: str) -> None:
    tags = load_tagger().tag(text)
    assert all(tag.span.end <= len(text) for tag in (*tags.names, *tags.times))


def test_windows_tile_the_pieces_and_start_at_sentences() -> None:
    rng = random.Random(3)
    text = " ".join("Police " + "word " * rng.randint(3, 40) + "said so." for _ in range(60))
    tokenizer = load_tagger().tokenizer
    pieces = pieces_of(text, tokenizer)
    runs = windows(pieces, sentences(text), 320)
    assert runs[0][0] == 0
    assert runs[-1][1] == len(pieces)
    assert all(one[1] == other[0] for one, other in itertools.pairwise(runs))
    assert max(last - first for first, last in runs) <= 320
    firsts = {s.start for s in sentences(text)}
    assert all(int(pieces.starts[first]) in firsts for first, _ in runs)


def test_a_missing_or_damaged_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="make train"):
        load_tagger(tmp_path / "none.onnx")
    damaged = tmp_path / "damaged.onnx"
    damaged.write_bytes(b"no model")
    with pytest.raises(ModelError, match="make train"):
        load_tagger(damaged)


def test_the_model_file_is_small_enough_to_ship() -> None:
    assert model_path().stat().st_size <= 30 * 2**20
