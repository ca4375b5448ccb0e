"""Fit the weights that link the spans of statements; `python -m training.linking` writes them into the package.

Not for: finding the spans (the tagger's training). Conditional logit over candidates, L2, full-batch L-BFGS, seed fixed.
So that linking stands up to a tagger's misses, a second copy of every text is learned in which one cue and one source of ten
are hidden: a content whose cue is hidden should then choose none.
"""

import argparse
import collections
import itertools
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wiredesk.reading.linking import cue_candidates, source_candidates
from wiredesk.reading.linking_features import Layout, Part
from wiredesk.reading.quotes import QuotedText
from wiredesk.spans import Span

_TARGET = Path(__file__).parents[1] / "src/wiredesk/reading/linking_weights.json"


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold one choice among candidates: the features of each and the indexes of the right ones."""

    candidates: tuple[tuple[str, ...], ...]
    right: frozenset[int]


def _laid_out(document: dict[str, Any], hidden: random.Random | None) -> tuple[Layout, list[set[int]]]:
    """Return the pieces of a document and, for each, the statements that it belongs to."""
    members: dict[tuple[Span, Part], set[int]] = {}
    for number, statement in enumerate(document["statements"]):
        for part in Part:
            for start, end in statement[part.value]:
                members.setdefault((Span(start, end), part), set()).add(number)
    kept = sorted(k for k in members if not (hidden and k[1] is not Part.CONTENT and hidden.random() < 0.1))
    layout = Layout(document["text"], kept, QuotedText(document["text"]))
    return layout, [members[key] for key in kept]


def _right(candidates: list[int | None], members: list[set[int]], at: int) -> frozenset[int]:
    same = {place for place, k in enumerate(candidates) if k is not None and members[k] & members[at]}
    return frozenset(same or {0})


def choices(document: dict[str, Any], hidden: random.Random | None) -> Iterator[tuple[Part, Choice]]:
    """Yield the choices that the gold statements of one document make, with the part that is chosen."""
    layout, members = _laid_out(document, hidden)
    for at, piece in enumerate(layout.pieces):
        if piece.part is Part.CONTENT:
            cues = cue_candidates(layout, at)
            yield Part.CUE, Choice(tuple(tuple(layout.of_content(at, c)) for c in cues), _right(cues, members, at))
        elif piece.part is Part.CUE:
            own = frozenset(k for k, other in enumerate(layout.pieces) if other.part is Part.CONTENT and members[k] & members[at])
            sources = source_candidates(layout, at)
            features = tuple(tuple(layout.of_source(at, s, own)) for s in sources)
            yield Part.SOURCE, Choice(features, _right(sources, members, at))


def fit(samples: list[Choice], *, least_count: int, l2: float) -> dict[str, float]:
    """Return the weight of every feature seen at least `least_count` times."""
    import torch

    counts = collections.Counter(f for c in samples for features in c.candidates for f in features)
    index = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= least_count))}
    flat: list[int] = []
    offsets: list[int] = []
    groups: list[int] = []
    target: list[float] = []
    for group, choice in enumerate(samples):
        for place, features in enumerate(choice.candidates):
            offsets.append(len(flat))
            flat.extend(index[f] for f in features if f in index)
            groups.append(group)
            target.append(1 / len(choice.right) if place in choice.right else 0.0)
    places, starts, group_of, wanted = (torch.tensor(x) for x in (flat, offsets, groups, target))
    weights = torch.zeros(len(index), 1, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=80, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        scores = torch.nn.functional.embedding_bag(places, weights, starts, mode="sum").squeeze(1)
        largest = torch.full((len(samples),), -1e9).scatter_reduce(0, group_of, scores.detach(), "amax")
        shifted = scores - largest[group_of]
        total = torch.zeros(len(samples)).scatter_add(0, group_of, shifted.exp())
        loss = -(wanted * (shifted - total[group_of].log())).sum() + l2 / 2 * (weights**2).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)
    return {f: round(float(weights[i].detach()), 2) for f, i in index.items()}


def share_right(samples: list[Choice], weights: dict[str, float]) -> float:
    """Return the share of choices (0 to 1) that `weights` make right."""
    n_right = 0
    for choice in samples:
        sums = [sum(weights.get(f, 0.0) for f in features) for features in choice.candidates]
        n_right += sums.index(max(sums)) in choice.right
    return n_right / len(samples)


def _read(path: Path, hidden: random.Random | None) -> dict[Part, list[Choice]]:
    """Return the choices of a corpus file, those of each text twice when `hidden` is given."""
    found: dict[Part, list[Choice]] = {Part.CUE: [], Part.SOURCE: []}
    documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    turns = [(document, turn) for document in documents for turn in ([None, hidden] if hidden else [None])]
    for part, choice in itertools.chain.from_iterable(choices(document, turn) for document, turn in turns):
        found[part].append(choice)
    return found


def main() -> None:
    """Fit on train, show dev, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/polnear"))
    parser.add_argument("--least-count", type=int, default=8)
    parser.add_argument("--l2", type=float, default=2.0)
    arguments = parser.parse_args()
    train = _read(arguments.data / "train.jsonl", random.Random(0))
    dev = _read(arguments.data / "dev.jsonl", None)
    weights = {}
    for part, samples in train.items():
        fitted = fit(samples, least_count=arguments.least_count, l2=arguments.l2)
        weights[part.value] = {f: w for f, w in fitted.items() if abs(w) >= 0.1}
        figures = f"{share_right(samples, weights[part.value]):.4f} train, {share_right(dev[part], weights[part.value]):.4f} dev"
        print(f"{part.value}: {len(weights[part.value])} features, choices right: {figures}")
    _TARGET.write_text(json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
