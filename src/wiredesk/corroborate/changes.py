"""What changed between two versions of a story, or two reports of one incident: facts. Not for: texts (see `changes_text`).

Readers are not perfect: what one version alone was read to say counts as added or withdrawn only where its words do not stand
in the other text at all.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wiredesk.dates.interval import Interval
from wiredesk.folding import folded
from wiredesk.records import Count, Incident, Perpetrator, Reading, Target, Victim, Weapon
from wiredesk.sentences import sentences
from wiredesk.spans import Span

_SHORTENED = 0.8  # share of the older text's length below which what is missing was cut, not withdrawn
_MOST_INCIDENTS = 60  # of one report
_PAIRED = 2.0  # least likeness of two incidents taken for one
_SMALL = frozenset("a an the of in at on by to for and with from his her its their".split())


class ChangeKind(StrEnum):
    """Name what changed."""

    RETRACTION = "retraction"
    CORRECTION = "correction"
    TOLL = "toll"
    FIGURE = "figure"
    STAGE = "stage"
    TYPE = "type"
    DATE = "date"
    PLACE = "place"
    ATTRIBUTION = "attribution"
    ADDED = "added"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Change:
    """Hold one change with its words on both sides: the sentences around `*_spans`, which count in the text of their side."""

    kind: ChangeKind
    note: str
    older_words: str = ""
    newer_words: str = ""
    older_spans: tuple[Span, ...] = ()
    newer_spans: tuple[Span, ...] = ()


def changes(older: Reading, newer: Reading) -> tuple[Change, ...]:
    """Return what changed from one report to a later one, the weightiest first; empty when nothing did."""
    from wiredesk.corroborate.changes_text import figure_changes, own_corrections

    found = [*own_corrections(older, newer)]
    facts = list(_incident_changes(older, newer))
    found += facts
    found += [one for one in figure_changes(older, newer) if not _is_told(one, facts)]
    order = list(ChangeKind)
    return tuple(sorted(found, key=lambda change: order.index(change.kind)))


def _is_told(figure: Change, facts: list[Change]) -> bool:
    """Tell whether a changed figure lies where a changed fact points already."""
    return any(
        one.overlaps(other)
        for fact in facts
        if fact.kind is ChangeKind.TOLL
        for one in fact.newer_spans
        for other in figure.newer_spans
    )


# -- which incident is which ---------------------------------------------------------------------------------------


def _incident_changes(older: Reading, newer: Reading) -> Iterator[Change]:
    before, after = ([one for one in reading.incidents if not one.is_background] for reading in (older, newer))
    pairs = _paired(before, after, older, newer)
    for left, right in pairs:
        yield from _Pair(older, newer, left, right).changes()
    met = {id(one) for pair in pairs for one in pair}
    yield from _alone(newer, [one for one in after if id(one) not in met], older, ChangeKind.ADDED)
    if len(newer.report.article.text) >= _SHORTENED * len(older.report.article.text):
        yield from _alone(older, [one for one in before if id(one) not in met], newer, ChangeKind.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class _Traits:
    """Hold what tells one incident of a report from the others."""

    incident: Incident
    words: set[str]
    place: str


def _paired(before: list[Incident], after: list[Incident], older: Reading, newer: Reading) -> list[tuple[Incident, Incident]]:
    """Return the incidents that are told of in both, each once, the likest first."""
    left = [_Traits(one, _evidence_words(one, older), _place_name(one, older)) for one in before[:_MOST_INCIDENTS]]
    right = [_Traits(one, _evidence_words(one, newer), _place_name(one, newer)) for one in after[:_MOST_INCIDENTS]]
    likeness = [(_likeness(one, other), i, j) for i, one in enumerate(left) for j, other in enumerate(right)]
    is_only = len(before) == len(after) == 1
    pairs: list[tuple[Incident, Incident]] = []
    met: set[tuple[str, int]] = set()
    for score, i, j in sorted(likeness, key=lambda one: (-one[0], one[1:])):
        if (score >= _PAIRED or is_only) and ("left", i) not in met and ("right", j) not in met:
            met |= {("left", i), ("right", j)}
            pairs.append((before[i], after[j]))
    return pairs


def _likeness(left: _Traits, right: _Traits) -> float:
    shared = len(left.words & right.words) / max(1, min(len(left.words), len(right.words)))
    score = 3.0 * shared + (left.incident.type is right.incident.type)
    if left.place and right.place:
        score += 1.0 if left.place == right.place else -0.5
    if left.incident.date and right.incident.date:
        score += 0.5 if left.incident.date.interval.shared(right.incident.date.interval) else -0.5
    return score


def _evidence_words(incident: Incident, reading: Reading) -> set[str]:
    text = reading.report.article.text
    return {word for span in incident.evidence for word in folded(span.cut(text)).split()} - _SMALL


def _alone(reading: Reading, incidents: Sequence[Incident], other: Reading, kind: ChangeKind) -> Iterator[Change]:
    text, theirs = reading.report.article.text, set(folded(other.report.article.text).split())
    for incident in incidents:
        words = _evidence_words(incident, reading)
        if not words or len(words & theirs) > 0.8 * len(words):
            continue
        quoted = " … ".join(span.cut(text) for span in incident.evidence[:2])
        verb = "is told of" if kind is ChangeKind.ADDED else "is no longer told of"
        yield _one_sided(kind, f"{incident.type.value.replace('_', ' ')}: {verb}", quoted, incident.evidence)


def _one_sided(kind: ChangeKind, note: str, words: str, spans: tuple[Span, ...]) -> Change:
    if kind is ChangeKind.ADDED:
        return Change(kind, note, newer_words=words, newer_spans=spans)
    return Change(kind, note, older_words=words, older_spans=spans)


# -- one incident in both ------------------------------------------------------------------------------------------

_Part = Perpetrator | Victim | Target | Weapon


class _Pair:
    """Hold one incident as two reports tell it."""

    def __init__(self, older: Reading, newer: Reading, left: Incident, right: Incident) -> None:
        self._older, self._newer = older, newer
        self._left, self._right = left, right
        self._texts = older.report.article.text, newer.report.article.text
        self._sentences = tuple(sentences(text) for text in self._texts)
        self._folded = tuple(f" {folded(text)} " for text in self._texts)

    def changes(self) -> Iterator[Change]:
        left, right = self._left, self._right
        for effect in ("killed", "wounded"):
            yield from self._toll(effect)
        if left.stage is not right.stage:
            yield self._both(
                ChangeKind.STAGE, f"{left.stage.value}, now {right.stage.value}", left.evidence[:1], right.evidence[:1]
            )
        if left.type is not right.type:
            names = [one.type.value.replace("_", " ") for one in (left, right)]
            yield self._both(ChangeKind.TYPE, f"{names[0]}, now {names[1]}", left.evidence[:1], right.evidence[:1])
        yield from self._date()
        yield from self._place()
        yield from self._attributions()
        for what, get in _PARTS:
            yield from self._parts(what, get)

    def _both(self, kind: ChangeKind, note: str, older: tuple[Span, ...], newer: tuple[Span, ...]) -> Change:
        words = [self._told(side, spans) for side, spans in enumerate((older, newer))]
        return Change(kind, note, words[0], words[1], older, newer)

    def _told(self, side: int, spans: tuple[Span, ...]) -> str:
        """Return the sentences that hold the spans: a number or a name alone tells nobody anything."""
        text = self._texts[side]
        holding = [next((one for one in self._sentences[side] if one.covers(span)), span) for span in spans]
        return " … ".join(span.cut(text) for span in dict.fromkeys(holding))

    def _toll(self, effect: str) -> Iterator[Change]:
        before, after = (getattr(one.casualties, effect) for one in (self._left, self._right))
        if before is None or after is None or before == after:
            return
        spans = [_toll_spans(one, effect, count) for one, count in ((self._left, before), (self._right, after))]
        yield self._both(ChangeKind.TOLL, f"{effect}: {count_told(before)}, now {count_told(after)}", spans[0], spans[1])

    def _date(self) -> Iterator[Change]:
        before, after = self._left.date, self._right.date
        if before is None or after is None or before.interval == after.interval or not (before.span and after.span):
            return
        # "Thursday" in a reprint of the week after is read as another day; nobody has changed it.
        if folded(before.span.cut(self._texts[0])) == folded(after.span.cut(self._texts[1])):
            return
        is_finer = before.interval.shared(after.interval) == after.interval
        note = f"date: {_days_told(before.interval)}, now {_days_told(after.interval)}{' (more exact)' if is_finer else ''}"
        yield self._both(ChangeKind.DATE, note, (before.span,), (after.span,))

    def _place(self) -> Iterator[Change]:
        before, after = _place_name(self._left, self._older), _place_name(self._right, self._newer)
        if not before or not after or before == after or self._is_known_as(before, after):
            return
        names = [_entity_name(one.place, reading) for one, reading in ((self._left, self._older), (self._right, self._newer))]
        spans = [_first_mention(one.place, reading) for one, reading in ((self._left, self._older), (self._right, self._newer))]
        yield self._both(ChangeKind.PLACE, f"place: {names[0]}, now {names[1]}", spans[0], spans[1])

    def _is_known_as(self, before: str, after: str) -> bool:
        """Tell whether one name holds the other ("Harrow" and "north of Harrow"): written otherwise, not another place."""
        return f" {before} " in f" {after} " or f" {after} " in f" {before} "

    def _attributions(self) -> Iterator[Change]:
        for left in self._left.perpetrators:
            right = next((one for one in self._right.perpetrators if self._is_same(left, one)), None)
            if right is None or left.attribution is right.attribution:
                continue
            name = self._name(self._older, left)
            how = [one.attribution.value.replace("_", " ") for one in (left, right)]
            yield self._both(ChangeKind.ATTRIBUTION, f"{name}: {how[0]}, now {how[1]}", (left.span,), (right.span,))

    def _parts(self, what: str, get: Callable[[Incident], Sequence[_Part]]) -> Iterator[Change]:
        before, after = get(self._left), get(self._right)
        for part in after:
            if not any(self._is_same(one, part) for one in before) and self._is_new(part.span.cut(self._texts[1]), 0):
                words = part.span.cut(self._texts[1])
                yield _one_sided(ChangeKind.ADDED, f"{what}: {words}", words, (part.span,))
        if len(self._texts[1]) < _SHORTENED * len(self._texts[0]):
            return
        for part in before:
            if not any(self._is_same(part, one) for one in after) and self._is_new(part.span.cut(self._texts[0]), 1):
                words = part.span.cut(self._texts[0])
                yield _one_sided(ChangeKind.WITHDRAWN, f"{what}: {words}, no longer told", words, (part.span,))

    def _is_new(self, words: str, side: int) -> bool:
        """Tell whether not all of these words stand together in the text of a side (0 older, 1 newer)."""
        return f" {folded(words)} " not in self._folded[side]

    def _name(self, reading: Reading, part: _Part) -> str:
        entity = None if isinstance(part, Weapon) else part.entity
        return _entity_name(entity, reading) or part.span.cut(reading.report.article.text)

    def _is_same(self, left: _Part, right: _Part) -> bool:
        names = [folded(self._name(reading, part)) for reading, part in ((self._older, left), (self._newer, right))]
        mine, theirs = (set(name.split()) - _SMALL for name in names)
        return names[0] == names[1] or (bool(mine & theirs) and (mine <= theirs or theirs <= mine))


_PARTS: tuple[tuple[str, Callable[[Incident], Sequence[_Part]]], ...] = (
    ("perpetrator", lambda one: one.perpetrators),
    ("victim", lambda one: [victim for victim in one.victims if victim.is_named]),
    ("target", lambda one: one.targets),
    ("weapon", lambda one: one.weapons),
)


def _toll_spans(incident: Incident, effect: str, count: Count) -> tuple[Span, ...]:
    """Return the words that state a toll: the victims with that count and effect, else the incident's first evidence."""
    told = [one.span for one in incident.victims if one.effect.value == effect and one.count]
    exact = [one.span for one in incident.victims if one.effect.value == effect and one.count == count]
    return tuple(exact[:1] or told or incident.evidence[:1])


def count_told(count: Count) -> str:
    """Return "4", "at least 4", "up to 7" or "4 to 7"."""
    low, high = count.at_least, count.at_most
    if low is not None and high is not None:
        return str(low) if low == high else f"{low} to {high}"
    return f"at least {low}" if low is not None else f"up to {high}" if high is not None else "some"


def _days_told(interval: Interval) -> str:
    return str(interval.earliest) if interval.is_day else f"{interval.earliest} to {interval.latest}"


def _entity_name(entity_id: str | None, reading: Reading) -> str:
    return next((one.name for one in reading.entities if one.id == entity_id), "")


def _place_name(incident: Incident, reading: Reading) -> str:
    return folded(_entity_name(incident.place, reading))


def _first_mention(entity_id: str | None, reading: Reading) -> tuple[Span, ...]:
    return next((one.mentions[:1] for one in reading.entities if one.id == entity_id), ())
