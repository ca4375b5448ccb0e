"""What the trained reader says of a text. Not for: running it (see `onnx_tagger`)."""

from dataclasses import dataclass
from typing import Protocol

from wiredesk.spans import Span

# The roles that a filler can have; each is a head of the model.
FILLER_ROLES = ("perp_individual", "perp_organization", "target", "victim_name", "victim_description", "weapon")


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """Hold a tagged span; `score` is the model's probability, 0 to 1."""

    span: Span
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Filler:
    """Hold a span that fills a role of an incident.

    `types` has, for each incident type as in `SentenceScores`, the probability that the filler belongs to such a one.
    """

    span: Span
    label: str
    score: float
    types: dict[str, float]


@dataclass(frozen=True, slots=True)
class SentenceScores:
    """Hold, for one sentence, the probability (0 to 1) of each class by its name.

    `types` has an entry per incident type of MUC-4 in lower case ("attack", "bombing", "kidnapping", "arson",
    "robbery", "forced_work_stoppage"): does this sentence tell of such an incident? `stages` has "accomplished",
    "attempted", "threatened".
    """

    span: Span
    types: dict[str, float]
    stages: dict[str, float]


@dataclass(frozen=True, slots=True)
class Tags:
    """Hold all tags of one text; spans count its code points and are in order, those of one layer never overlap.

    * `names`: PER, ORG, LOC (guidelines of Universal NER: nationalities are not names)
    * `details`: Person, Organization, Location, Facility, NORP, Date, Money, Product, Misc (en_worldwide)
    * `statements`: source, cue, content (PolNeAR: flat, a token has one role)
    * `times`: DATE, TIME, DURATION, SET (TIMEX3)
    * `fillers`: perp_individual, perp_organization, target, victim_name, victim_description, weapon (MUC-4;
      spans of different labels may overlap)
    * `sentences`: what each sentence tells of
    * `n_pieces`: word pieces that the encoder read
    """

    names: tuple[ScoredSpan, ...]
    details: tuple[ScoredSpan, ...]
    statements: tuple[ScoredSpan, ...]
    times: tuple[ScoredSpan, ...]
    fillers: tuple[Filler, ...]
    sentences: tuple[SentenceScores, ...]
    n_pieces: int = 0


class Tagger(Protocol):
    """Tag a text."""

    def tag(self, text: str) -> Tags:
        """Return the tags of `text`; empty layers when the text is empty."""
        ...

    def tag_times(self, text: str) -> Tags:
        """Return the tags of `text` with its times alone, quicker than `tag`."""
        ...
