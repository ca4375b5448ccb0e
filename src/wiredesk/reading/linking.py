"""Linking: which cue, source and contents make one statement. Not for: finding them (see `tagger`).

Every content chooses its cue, then every cue its source, each by the largest sum of feature weights. Source: conditional
logit (McFadden 1974) over the candidates nearby, fitted on PolNeAR; links right on its dev split with gold spans: contents
to cues 99.0 %, cues to sources 98.9 %.
"""

import functools
import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

from wiredesk.reading.linking_features import Layout, Part

# How far the right one may stand; 99.9 % of PolNeAR's train contents have their cue within.
CUE_REACH = (14, 4)
SOURCE_REACH = (8, 2)
# Taken off the sums for "no cue" and "no source", which gold spans make too likely: the tagger misses one cue or source of
# three, and a neighbour's is then right more often than none. Chosen on PolNeAR's dev split with the tagger's spans.
_NO_CUE_COST, _NO_SOURCE_COST = 1.5, 2.0


@dataclass(frozen=True, slots=True)
class Weights:
    """Hold the weight of every feature, for contents choosing a cue and cues choosing a source."""

    cue: dict[str, float]
    source: dict[str, float]


@dataclass(frozen=True, slots=True)
class Link:
    """Hold the parts of one statement as indexes into the layout's pieces; never without contents."""

    contents: tuple[int, ...]
    cue: int | None
    source: int | None


@functools.cache
def shipped_weights() -> Weights:
    """Return the weights in the package."""
    stored = json.loads(resources.files("wiredesk.reading").joinpath("linking_weights.json").read_text("utf-8"))
    return Weights(stored["cue"], stored["source"])


def cue_candidates(layout: Layout, content: int) -> list[int | None]:
    """Return the cues that `content` may choose from; the first is None, for no cue."""
    n_pieces, n_paragraphs = CUE_REACH
    return [None, *layout.near(content, Part.CUE, n_pieces=n_pieces, n_paragraphs=n_paragraphs)]


def source_candidates(layout: Layout, cue: int) -> list[int | None]:
    """Return the sources that `cue` may choose from; the first is None, for no source."""
    n_pieces, n_paragraphs = SOURCE_REACH
    return [None, *layout.near(cue, Part.SOURCE, n_pieces=n_pieces, n_paragraphs=n_paragraphs)]


def _sum(weights: dict[str, float], features: Iterable[str]) -> float:
    return sum(weights.get(feature, 0.0) for feature in features)


def link(layout: Layout, weights: Weights) -> list[Link]:
    """Return the statements that the pieces of `layout` make, in order; cues without content make none."""
    contents_of: dict[int, list[int]] = {}
    links: list[Link] = []
    for at, piece in enumerate(layout.pieces):
        if piece.part is not Part.CONTENT:
            continue
        candidates = [at + 1] if layout.is_signed(at) else cue_candidates(layout, at)
        cue = max(candidates, key=lambda c: _sum(weights.cue, layout.of_content(at, c)) - _NO_CUE_COST * (c is None))
        if cue is None:
            links.append(Link((at,), None, None))
        else:
            contents_of.setdefault(cue, []).append(at)
    for cue, contents in contents_of.items():
        own = frozenset(contents)
        source = max(
            source_candidates(layout, cue),
            key=lambda s: _sum(weights.source, layout.of_source(cue, s, own)) - _NO_SOURCE_COST * (s is None),
        )
        links.append(Link(tuple(contents), cue, source))
    return sorted(links, key=lambda found: found.contents)
