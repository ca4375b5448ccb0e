"""The shipped, quantised model against the trained network, whose answers training wrote down."""

import json
from pathlib import Path

import numpy as np

from wiredesk.sentences import sentences
from wiredesk.tagger import load_tagger
from wiredesk.tagger.decode import log_softmax
from wiredesk.tagger.pieces import pieces_of, windows

TRAINED = json.loads((Path(__file__).parent / "trained.json").read_text(encoding="utf-8"))


def test_quantised_model_answers_as_the_trained_network() -> None:
    tagger = load_tagger()
    pieces = pieces_of(TRAINED["text"], tagger.tokenizer)
    logits = tagger.logits(pieces, windows(pieces, sentences(TRAINED["text"]), 320))
    for name, said in TRAINED["heads"].items():
        chances = log_softmax(logits[:, tagger.layout.columns(name)])
        wanted = np.array([label for label, _ in said])
        agreement = float((chances.argmax(axis=1) == wanted).mean())
        assert agreement >= 0.94, f"{name}: {agreement:.3f} of the pieces have the trained label"
        gap = np.abs(np.exp(chances.max(axis=1)) - np.exp([chance for _, chance in said]))
        assert float(gap.mean()) <= 0.04, f"{name}: probabilities differ by {gap.mean():.3f} on average"
