"""Choose the decoder's offsets on the dev splits: `python -m training.calibrate`. Not for: training or final figures.

For each head the offset of a span's beginning is moved, label by label, to where the strict span F1 on dev is best; for
the names also the share of the "details" head. The choice is written beside the model file, as `reader.json`. The
roles of incidents keep the model's own odds: moving them to the best span F1 cost half a point of MUC-4's template F1.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from training.corpora import Mark, Marked, statements, times, uner
from wiredesk.sentences import sentences
from wiredesk.tagger.decode import Floats, spans_of
from wiredesk.tagger.layout import Calibration
from wiredesk.tagger.onnx_tagger import OnnxTagger, load_tagger, model_path
from wiredesk.tagger.pieces import Pieces

STEPS = (-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0)
STATEMENT_SLACK = 0.004
SHARES = (0.0, 0.15, 0.3, 0.45)


@dataclass(frozen=True, slots=True)
class Scored:
    """Hold one dev text with the model's logits."""

    marked: Marked
    pieces: Pieces
    logits: Floats


def scored(tagger: OnnxTagger, texts: Sequence[Marked]) -> list[Scored]:
    """Run the model over dev texts."""
    return [Scored(marked, *tagger.read(marked.text, sentences(marked.text))) for marked in texts]


def _equal(gold: Sequence[Mark], said: Sequence[Mark]) -> int:
    return len(set(gold) & set(said))


def f1(tagger: OnnxTagger, texts: Sequence[Scored], head: str, calibration: Calibration) -> float:
    """Return the strict span F1 of a head, 0 to 1."""
    heads = [tagger.layout.head(head)]
    right = n_gold = n_said = 0
    for text in texts:
        own = spans_of(heads, tagger.layout, text.logits, pieces=text.pieces, text=text.marked.text, calibration=calibration)
        said = [(t.span.start, t.span.end, t.label) for t in own[head]]
        gold = text.marked.layers[head]
        right, n_gold, n_said = right + _equal(gold, said), n_gold + len(gold), n_said + len(said)
    return 2 * right / (n_gold + n_said) if n_gold + n_said else 0.0


def _with(calibration: Calibration, head: str, starts: Sequence[float]) -> Calibration:
    return replace(calibration, starts={**calibration.starts, head: tuple(starts)})


def choose(
    tagger: OnnxTagger, texts: Sequence[Scored], head: str, calibration: Calibration, *, slack: float = 0.0
) -> Calibration:
    """Move the beginning of each label of a head to the best place, one label after the other.

    With `slack` the least strict place counts whose F1 is that near to the best: a missed span is lost to the reader,
    a doubtful one is dropped later where nothing bears it out.
    """
    starts = [0.0] * len(tagger.layout.head(head).labels)
    before = f1(tagger, texts, head, _with(calibration, head, starts))
    best = before
    for i in range(len(starts)):
        tried = {step: [*starts[:i], step, *starts[i + 1 :]] for step in STEPS}
        reached = {step: f1(tagger, texts, head, _with(calibration, head, t)) for step, t in tried.items()}
        best = max(reached.values())
        starts = tried[max(step for step, value in reached.items() if value >= best - slack)]
    print(f"{head}: {before:.4f} to {best:.4f}, at {starts}", flush=True)
    return _with(calibration, head, starts)


def choose_share(tagger: OnnxTagger, texts: Sequence[Scored]) -> Calibration:
    """Choose the share of the "details" head in the names."""
    tried = {share: f1(tagger, texts, "names", Calibration({}, share)) for share in SHARES}
    print(f"names, share of details: { {k: round(v, 4) for k, v in tried.items()} }", flush=True)
    return Calibration({}, max(tried, key=lambda share: tried[share]))


def main() -> None:
    """Choose and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--model", type=Path, default=model_path())
    options = parser.parse_args()
    tagger = load_tagger(options.model)
    names = scored(tagger, list(uner(options.shared, "dev")))
    calibration = choose(tagger, names, "names", choose_share(tagger, names))
    dated = [m for m in times(options.shared, "dev") if "times" in m.layers]
    calibration = choose(tagger, scored(tagger, dated), "times", calibration)
    said = list(statements(options.shared, "dev"))
    calibration = choose(tagger, scored(tagger, said), "statements", calibration, slack=STATEMENT_SLACK)
    assert all(np.isfinite(v).all() for v in calibration.starts.values())
    options.model.with_suffix(".json").write_text(calibration.to_json() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
