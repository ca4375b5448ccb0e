"""The trained reader as shipped: one quantised ONNX file. Not for: training it (see `training/`)."""

from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from wiredesk.errors import ModelError
from wiredesk.sentences import lines_in_sentences, sentences
from wiredesk.spans import Span
from wiredesk.tagger.decode import Floats, pieces_in, pooled, sigmoid, spans_of
from wiredesk.tagger.layout import Calibration, Head, Layout
from wiredesk.tagger.pieces import Pieces, one_by_one, pieces_of, windows
from wiredesk.tagger.tags import FILLER_ROLES, Filler, ScoredSpan, SentenceScores, Tags

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MODEL_FILE = "reader.onnx"
# Word pieces a window: training saw up to 384; 320 costs 4 % more per piece than 256 and cuts fewer contents in two.
N_WINDOW = 320
# Pieces a run of the encoder: more at once only spill the cache (60 ms for 800 pieces at 200, 84 ms at 1,280).
N_BATCH = 256


class OnnxTagger:
    """Tag texts with the shipped model. Keeps one session; safe to share between threads.

    `tokenizer` and `layout` are those of the model file, for whoever reads the logits themselves (calibration, tests).
    """

    def __init__(
        self, session: Any, tokenizer: "Tokenizer", layout: Layout, *, special: tuple[int, int], calibration: Calibration
    ) -> None:
        self._session, self._tokenizer, self._layout, self._calibration = session, tokenizer, layout, calibration
        self._cls, self._sep = special
        self._heads: tuple[Head, ...] = tuple(head for head in layout.heads if head.kind == "bio")

    @property
    def tokenizer(self) -> "Tokenizer":
        """Return the tokenizer that the model was trained with."""
        return self._tokenizer

    @property
    def layout(self) -> Layout:
        """Return which column of the logits says what."""
        return self._layout

    def tag(self, text: str) -> Tags:
        """Return the tags of `text`; empty layers when the text is empty."""
        bounds = sentences(text)
        pieces, logits = self.read(text, bounds)
        found = spans_of(self._heads, self._layout, logits, pieces=pieces, text=text, calibration=self._calibration)
        return Tags(
            names=found["names"],
            details=found["details"],
            statements=found["statements"],
            times=found["times"],
            fillers=self._fillers(found, logits, pieces),
            sentences=self._scores(logits, pieces, bounds),
            n_pieces=len(pieces),
        )

    def tag_times(self, text: str) -> Tags:
        """Return the time expressions of `text` alone: without the second pass that names need, half the work of `tag`."""
        pieces = pieces_of(text, self._tokenizer)
        logits = self.logits(pieces, windows(pieces, sentences(text), N_WINDOW))
        heads = [head for head in self._heads if head.name == "times"]
        found = spans_of(heads, self._layout, logits, pieces=pieces, text=text, calibration=self._calibration)
        return Tags((), (), (), found["times"], (), (), n_pieces=len(pieces))

    def read(self, text: str, bounds: Sequence[Span]) -> tuple[Pieces, Floats]:
        """Return the pieces of `text` and the logits of all heads, shape (n_pieces, n_columns); `bounds` its sentences.

        Names are read sentence by sentence in a second pass: strict F1 of that head on UNER dev 78.6, in windows 76.4.
        """
        pieces = pieces_of(text, self._tokenizer)
        logits = self.logits(pieces, windows(pieces, bounds, N_WINDOW))
        names = self._layout.columns("names")
        logits[:, names] = self.logits(pieces, one_by_one(pieces, lines_in_sentences(text), N_WINDOW))[:, names]
        return pieces, logits

    def logits(self, pieces: Pieces, runs: Sequence[tuple[int, int]]) -> Floats:
        """Run the encoder over windows given as (first, last + 1) pieces; returns (n_pieces, n_columns) float32."""
        out = np.zeros((len(pieces), self._layout.n_columns), dtype=np.float32)
        batch: list[tuple[int, int]] = []
        for run in sorted(runs, key=lambda r: r[1] - r[0]):
            if batch and (len(batch) + 1) * (run[1] - run[0] + 2) > N_BATCH:
                self._run(pieces, batch, out)
                batch = []
            batch.append(run)
        if batch:
            self._run(pieces, batch, out)
        return out

    def _run(self, pieces: Pieces, runs: Sequence[tuple[int, int]], out: Floats) -> None:
        n_longest = max(last - first for first, last in runs) + 2
        ids, mask, shapes = (np.zeros((len(runs), n_longest), dtype=np.int64) for _ in range(3))
        for i, (first, last) in enumerate(runs):
            n = last - first
            ids[i, 0], ids[i, 1 : n + 1], ids[i, n + 1] = self._cls, pieces.ids[first:last], self._sep
            mask[i, : n + 2] = 1
            shapes[i, 1 : n + 1] = pieces.shapes[first:last]
        (logits,) = self._session.run(["logits"], {"ids": ids, "mask": mask, "shapes": shapes})
        for i, (first, last) in enumerate(runs):
            out[first:last] = logits[i, 1 : last - first + 1]

    def _fillers(self, found: dict[str, tuple[ScoredSpan, ...]], logits: Floats, pieces: Pieces) -> tuple[Filler, ...]:
        head = self._layout.head("filler_types")
        chances = sigmoid(logits[:, self._layout.columns("filler_types")])
        every = sorted((s for role in FILLER_ROLES for s in found[role]), key=lambda s: s.span)
        return tuple(
            Filler(s.span, s.label, s.score, _named(head, chances[pieces_in(pieces, s.span)].mean(axis=0))) for s in every
        )

    def _scores(self, logits: Floats, pieces: Pieces, bounds: Sequence[Span]) -> tuple[SentenceScores, ...]:
        types, stages = self._layout.head("types"), self._layout.head("stages")
        found: list[SentenceScores] = []
        for span in bounds:
            own = logits[pieces_in(pieces, span)]
            if len(own):
                by_type = sigmoid(pooled(own[:, self._layout.columns("types")]))
                by_stage = sigmoid(pooled(own[:, self._layout.columns("stages")]))
                found.append(SentenceScores(span, _named(types, by_type), _named(stages, by_stage)))
        return tuple(found)


def _named(head: Head, chances: Floats) -> dict[str, float]:
    return dict(zip(head.labels, map(float, chances), strict=True))


def model_path() -> Path:
    """Return where the shipped model file lies."""
    return Path(str(resources.files("wiredesk.tagger") / MODEL_FILE))


@cache
def load_tagger(path: Path | None = None, n_threads: int = 1) -> OnnxTagger:
    """Load the shipped model, or the one at `path`, to run on `n_threads` threads. Loaded once per process.

    :raises ModelError: when the file is missing, damaged or of another version.
    """
    import onnxruntime
    from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidGraph, InvalidProtobuf, NoSuchFile
    from tokenizers import Tokenizer

    where = path or model_path()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = n_threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The arena keeps the room of the longest text for good: 11 MB here, 36 MB after a hundred pages; without it no slower.
    options.enable_cpu_mem_arena = False
    try:
        session = onnxruntime.InferenceSession(str(where), options, providers=["CPUExecutionProvider"])
    except (Fail, InvalidGraph, InvalidProtobuf, NoSuchFile) as error:
        raise ModelError(
            f"model {where.name}: cannot be loaded ({error}); install the package again or run `make train`"
        ) from error
    notes = session.get_modelmeta().custom_metadata_map
    try:
        layout, tokenizer = Layout.from_json(notes["wiredesk.layout"]), Tokenizer.from_str(notes["wiredesk.tokenizer"])
        first, last = notes["wiredesk.special"].split(",")
    except KeyError as error:
        raise ModelError(f"model {where.name}: has no {error}; run `make train`") from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    beside = where.with_suffix(".json")
    calibration = Calibration.from_json(beside.read_text(encoding="utf-8")) if beside.is_file() else Calibration()
    return OnnxTagger(session, tokenizer, layout, special=(int(first), int(last)), calibration=calibration)
