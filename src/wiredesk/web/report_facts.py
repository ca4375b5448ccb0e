"""The facts of a report for its page: in groups, each row with its address and who ruled on it. Not for: markup, other cards."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wiredesk.export.facts import Fact, Section
from wiredesk.export.phrasing import interval_words, plain
from wiredesk.records import Incident, Reading
from wiredesk.review.applying import Mark, Ruled
from wiredesk.review.phrases import fact_words
from wiredesk.review.sheet import Sheet

MOST_SHOWN = 80
"""So many facts of one group at once, unless all are asked for."""

_TITLES = {
    Section.INCIDENTS: "Incidents and threats",
    Section.STATEMENTS: "Who said what",
    Section.PEOPLE: "People",
    Section.ORGANIZATIONS: "Organizations",
    Section.PLACES: "Places",
    Section.OTHERS: "Other names",
    Section.WATCH: "Dates to watch",
    Section.TIMELINE: "Timeline",
    Section.AMOUNTS: "Amounts",
    Section.TIMES: "Times",
}
# Which parts and fields the labelled lines of a fact speak of.
_SPEAKS_OF = {
    "by": ("perpetrator",),
    "against": ("target", "victim"),
    "with": ("weapon",),
    "toll": ("killed", "wounded"),
    "as": ("source",),
    "told": ("told",),
    "also": ("aliases",),
    "in": ("country",),
    "at": ("at",),
    "who": ("who",),
    "value": ("value",),
}
_KINDS = {"i": "incident", "s": "statement", "e": "name", "x": "time", "l": "timeline entry", "a": "amount"}
_PART = re.compile(r"([a-z_]+)\d*")


@dataclass(frozen=True, slots=True)
class FactRow:
    """Hold one line of a fact; `addresses` are what it speaks of, `marks` who ruled on these."""

    label: str
    words: str
    addresses: tuple[str, ...]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownFact:
    """Hold one fact; `seen` is what a ruling on it is made on, None where nobody can rule on it as a whole."""

    fact: Fact
    rows: tuple[FactRow, ...]
    marks: tuple[Mark, ...]
    seen: str | None

    @property
    def id(self) -> str:
        """Give its address."""
        return self.fact.id


@dataclass(frozen=True, slots=True)
class Group:
    """Hold the facts of one section; `n_left_out` were too many to show."""

    name: str
    title: str
    facts: tuple[ShownFact, ...]
    n_left_out: int

    @property
    def n_all(self) -> int:
        """Count all of them."""
        return len(self.facts) + self.n_left_out


def grouped(ruled: Ruled, facts: Sequence[Fact], *, most: int = MOST_SHOWN) -> tuple[Group, ...]:
    """Return the groups that have facts, in the order in which an editor wants to read them."""
    writer = _Rows(ruled, facts)
    found = []
    for section, title in _TITLES.items():
        own = [fact for fact in facts if fact.section is section]
        if own:
            found.append(Group(section.value, title, tuple(map(writer.shown, own[:most])), max(0, len(own) - most)))
    return tuple(found)


def taken_out(ruled: Ruled) -> tuple[tuple[str, Mark], ...]:
    """Return what people rejected as a whole, with the kind of thing it was."""
    return tuple((_kind_of(mark.address), mark) for mark in ruled.marks if mark.is_gone)


def _kind_of(address: str) -> str:
    key, _, part = address.partition(".")
    found = _PART.match(part)
    return found[1] if found else _KINDS.get(key[:1], "fact")


def events(reading: Reading) -> tuple[tuple[str, str, bool], ...]:
    """Return the days of the incidents in words, each with the incident's address and whether the report only recalls it."""
    told = [(interval_words(one.date.interval), one.id, one.is_background) for one in reading.incidents if one.date]
    return tuple({words: (words, address, is_old) for words, address, is_old in reversed(told)}.values())[::-1]


class _Rows:
    """Put the labelled lines of facts beside their addresses and marks."""

    def __init__(self, ruled: Ruled, facts: Iterable[Fact]) -> None:
        reading = ruled.reading
        self._incidents = {one.id: one for one in reading.incidents}
        self._names = {one.id: plain(one.name) for one in reading.entities}
        self._marks: dict[str, list[Mark]] = {}
        for mark in ruled.marks:
            if not mark.is_gone:
                self._marks.setdefault(mark.address.partition(".")[0], []).append(mark)
        text = reading.report.article.text
        rows = Sheet(reading).rows.values()
        self._seen = {row.key: fact_words(row.fact, row.shape, text) for some in rows for row in some}

    def shown(self, fact: Fact) -> ShownFact:
        marks = self._marks.get(fact.id, []) if fact.id in self._seen else []
        rows = [self._row(fact, number, label, words, marks) for number, (label, words) in enumerate(self._details(fact))]
        told = {id(mark) for row in rows for mark in row.marks}
        own = tuple(mark for mark in marks if mark.address == fact.id)
        rows += [self._lone(mark) for mark in marks if id(mark) not in told and mark not in own]
        return ShownFact(fact, tuple(rows), own, self._seen.get(fact.id))

    def _details(self, fact: Fact) -> Iterator[tuple[str, str]]:
        incident = self._incidents.get(fact.id)
        if incident is not None and incident.date:
            yield "when", interval_words(incident.date.interval)
        if incident is not None and incident.place in self._names:
            yield "where", self._names[incident.place or ""]
        yield from fact.details

    def _row(self, fact: Fact, number: int, label: str, words: str, marks: Sequence[Mark]) -> FactRow:
        incident = self._incidents.get(fact.id)
        if label == "role":
            first = next(n for n, (one, _) in enumerate(fact.details) if one == "role")
            addresses = [f"{fact.id}.role{number - first + 1}"]
        elif incident is not None:
            addresses = [f"{fact.id}.{one}" for one in _of_incident(incident, label)]
        else:
            addresses = [f"{fact.id}.{one}" for one in _SPEAKS_OF.get(label, ())]
        own = tuple(m for m in marks if any(m.address == one or m.address.startswith(f"{one}.") for one in addresses))
        return FactRow(label, words, tuple(addresses), own)

    @staticmethod
    def _lone(mark: Mark) -> FactRow:
        """Return a line for a field that is shown nowhere else: it was emptied, or stands in the headline."""
        return FactRow(mark.address.partition(".")[2].replace("_", " "), "", (mark.address,), (mark,))


def _of_incident(incident: Incident, label: str) -> Iterator[str]:
    """Yield the parts and fields that a line of an incident speaks of."""
    n_parts = {
        "perpetrator": len(incident.perpetrators),
        "target": len(incident.targets),
        "victim": len(incident.victims),
        "weapon": len(incident.weapons),
    }
    for name in {"when": ("date",), "where": ("place",)}.get(label) or _SPEAKS_OF.get(label, ()):
        if name in n_parts:
            yield from (f"{name}{n}" for n in range(1, n_parts[name] + 1))
        else:
            yield name
