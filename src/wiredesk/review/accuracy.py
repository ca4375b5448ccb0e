"""How often the reader was right, by what people ruled on its facts. Not for: texts with known answers (see `benchmarks`).

Rulings are no random sample: people look at what is doubtful first, so that the reader does better on what nobody looked at.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from wiredesk.interchange.report_json import Json
from wiredesk.review.fields import FactKind, Form, Shape, shapes
from wiredesk.review.rulings import Action, Ruling
from wiredesk.review.sheet import get

_Z = 1.96  # 95 %
_TASTE = ("words", "evidence", "mentions", "content", "cue", "source")
_RANK = {Action.ACCEPT: 0, Action.CORRECT: 1, Action.REJECT: 2}


@dataclass(frozen=True, slots=True)
class Share:
    """Count what people said of one field, or with `field` None of the whole facts of a kind; `n_added` were missed.

    `kind` "article" is the article's title and publication date.
    """

    kind: str
    field: str | None
    n_accepted: int = 0
    n_corrected: int = 0
    n_rejected: int = 0
    n_added: int = 0

    @property
    def n(self) -> int:
        """Count what the reader said and people ruled on."""
        return self.n_accepted + self.n_corrected + self.n_rejected

    @property
    def right(self) -> float | None:
        """Give the share that the reader had right, 0 to 1; None when nothing was ruled on."""
        return self.n_accepted / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float]:
        """Give where that share lies with 95 % confidence."""
        return wilson(self.n_accepted, self.n)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Hold the shares by field, over everything, and over everything by outlet ("" where it is not known)."""

    fields: tuple[Share, ...]
    whole: Share
    outlets: tuple[tuple[str, Share], ...]


def wilson(n_right: int, n: int) -> tuple[float, float]:
    """Return the score interval of a share, (0, 1) when there is nothing. Source: Wilson (1927), JASA 22."""
    if n == 0:
        return 0.0, 1.0
    share, squared = n_right / n, _Z * _Z
    middle = (share + squared / (2 * n)) / (1 + squared / n)
    half = _Z * math.sqrt(share * (1 - share) / n + squared / (4 * n * n)) / (1 + squared / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def accuracy_of(rulings: Iterable[tuple[Ruling, str | None]]) -> Accuracy:
    """Return what rulings that hold say of the reader; each goes with the outlet of its report.

    Where several were made on one field the reader was right only if nobody corrected or rejected it.
    """
    told = _Tally()
    for ruling, outlet in rulings:
        told.count(ruling, outlet or "")
    return told.result()


@dataclass(slots=True)
class _Tally:
    said: dict[tuple[object, ...], Action] = field(default_factory=dict)
    added: list[tuple[str, str]] = field(default_factory=list)

    def count(self, ruling: Ruling, outlet: str) -> None:
        if ruling.action is Action.ADD:
            self.added.append((outlet, ruling.kind))
        for name, action in _judged(ruling):
            key = (outlet, ruling.kind, name, ruling.report_id, _place(ruling))
            self.said[key] = max(self.said.get(key, action), action, key=_RANK.__getitem__)

    def result(self) -> Accuracy:
        by_field: dict[tuple[str, str | None], list[Action]] = {}
        by_outlet: dict[str, list[Action]] = {}
        for (outlet, kind, name, *_), action in self.said.items():
            by_field.setdefault((str(kind), None if name is None else str(name)), []).append(action)
            by_outlet.setdefault(str(outlet), []).append(action)
        for _, kind in self.added:
            by_field.setdefault((kind, None), [])
        fields = [_share(kind, name, some, self._n_added(kind) if name is None else 0) for (kind, name), some in by_field.items()]
        outlets = [(outlet, _share("", None, some, 0)) for outlet, some in by_outlet.items()]
        return Accuracy(
            tuple(sorted(fields, key=_order)),
            _share("", None, list(self.said.values()), len(self.added)),
            tuple(sorted(outlets, key=lambda one: (-one[1].n, one[0]))),
        )

    def _n_added(self, kind: str) -> int:
        return sum(one == kind for _, one in self.added)


def _share(kind: str, name: str | None, some: list[Action], n_added: int) -> Share:
    n_accepted, n_corrected, n_rejected = (some.count(one) for one in _RANK)
    return Share(kind, name, n_accepted, n_corrected, n_rejected, n_added)


def _order(share: Share) -> tuple[int, int]:
    kinds = [kind.value for kind in shapes()]
    if share.kind not in kinds:
        return len(kinds), 0
    names = [one.name for one in shapes()[FactKind(share.kind)].fields]
    return kinds.index(share.kind), -1 if share.field is None else names.index(share.field)


def _judged(ruling: Ruling) -> Iterator[tuple[str | None, Action]]:
    """Yield the fields that a ruling judges, None for the whole, and how; what a person had added is not the reader's."""
    if ruling.action in (Action.TITLE, Action.PUBLISHED):
        yield ruling.action.value, Action.ACCEPT if ruling.is_confirming else Action.CORRECT
        return
    anchor = ruling.anchor
    if anchor is None or anchor.made_by is not None or ruling.action not in _RANK:
        return
    if ruling.field is not None:
        yield ruling.field, ruling.action
        return
    yield None, ruling.action
    if ruling.action is Action.ACCEPT:
        shape = shapes()[FactKind(ruling.kind)]
        yield from ((name, Action.ACCEPT) for name in _said(anchor.part or anchor.fact, shape))


def _said(fact: Json, shape: Shape) -> Iterator[str]:
    for one in shape.fields:
        if one.name not in _TASTE and one.form is not Form.SPANS and get(fact, shape, one.name) not in (None, [], ""):
            yield one.name


def _place(ruling: Ruling) -> object:
    """Return where the words of the fact stood: by that two rulings are on the same one."""
    if ruling.anchor is None:
        return None
    anchor = ruling.anchor
    is_part = anchor.part is not None and anchor.part_kind is not None
    shape = shapes()[FactKind(anchor.part_kind if is_part and anchor.part_kind else anchor.kind)]
    words = get(anchor.part if is_part and anchor.part else anchor.fact, shape, shape.where)
    first = words[0] if isinstance(words, list) and words else words
    return (anchor.kind, first.get("start")) if isinstance(first, dict) else (anchor.kind, anchor.local_id)
