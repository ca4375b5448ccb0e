"""Who stands with whom in which sentence. Not for: what they have to do with each other: that is for the sentence to say.

Bounded on all sides: the newest reports, those named together most often, a few sentences of each pair.
"""

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from wiredesk.codebook import EntityType
from wiredesk.desk.cards_seen import Seen, Words
from wiredesk.desk.ids import id_of
from wiredesk.sentences import sentences_near
from wiredesk.spans import Span
from wiredesk.store import cards
from wiredesk.store.opening import On

MOST_SHOWN = 30
"""So many entities are shown at most, itself among them."""
_MOST_READ = 40
_MOST_SENTENCES = 5
_COMPANY = frozenset({EntityType.PERSON, EntityType.ORGANIZATION})


@dataclass(frozen=True, slots=True)
class Companion:
    """Hold one entity; `n_sentences` counts those that it shares with the one the card is about, 0 for that one itself."""

    id: str
    name: str
    type: str
    n_sentences: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Hold that two entities stand together in sentences: `n_sentences` in all, the newest few with their words."""

    left: str
    right: str
    n_sentences: int
    sentences: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Company:
    """Hold entities named together and their ties, those with most sentences first."""

    companions: tuple[Companion, ...] = ()
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class _Shared:
    """Hold one sentence and the entities across reports that it names."""

    words: Words
    ids: frozenset[int]


def company_of(on: On, seen: Sequence[Seen], entity_id: int) -> Company:
    """Return with whom an entity stands in the sentences of the newest reports; copies of a sentence count once."""
    read = seen[:_MOST_READ]
    known = cards.entity_names(on, {one.report_id for one in read})
    told: dict[str, _Shared] = {}
    types: dict[int, tuple[str, str]] = {}
    for one in read:
        named = {e.id: known.get((one.report_id, e.id), (0, e.name)) for e in one.reading.entities if e.type in _COMPANY}
        named[one.entity.id] = (entity_id, one.entity.name)
        types |= {named[e.id][0]: (e.type.value, named[e.id][1]) for e in one.reading.entities if e.id in named}
        for shared in _sentences(one, {local: pair[0] for local, pair in named.items()}):
            told.setdefault(" ".join(shared.words.words.split()), shared)
    return _company(list(told.values()), types, entity_id)


def _sentences(one: Seen, ids: dict[str, int]) -> Iterator[_Shared]:
    """Yield the sentences of a report that name at least two of these entities, the one it is about among them."""
    text = one.reading.report.article.text
    mentions = sorted(
        (span.start, ids[entity.id]) for entity in one.reading.entities if entity.id in ids for span in entity.mentions
    )
    starts = [start for start, _ in mentions]
    done: set[Span] = set()
    for span in one.entity.mentions:
        near = (sentence for sentence in sentences_near(text, span.start) if sentence.start <= span.start < sentence.end)
        sentence = next(near, None)
        if sentence is None or sentence in done:
            continue
        done.add(sentence)
        within = mentions[bisect.bisect_left(starts, sentence.start) : bisect.bisect_left(starts, sentence.end)]
        named = frozenset(number for _, number in within) - {0}
        if len(named) > 1:
            yield _Shared(one.words(sentence, one.entity.id), named)


def _company(told: Sequence[_Shared], types: dict[int, tuple[str, str]], entity_id: int) -> Company:
    counted = Counter(one for shared in told for one in shared.ids if one != entity_id)
    chosen = sorted(counted, key=lambda one: (-counted[one], one))[: MOST_SHOWN - 1]
    if not chosen:
        return Company()
    shown = {entity_id, *chosen}
    ties: dict[tuple[int, int], list[Words]] = {}
    for shared in told:
        for pair in combinations(sorted(shared.ids & shown), 2):
            ties.setdefault(pair, []).append(shared.words)
    companions = [
        Companion(id_of("entity", one), types[one][1], types[one][0], counted.get(one, 0)) for one in (entity_id, *chosen)
    ]
    made = [
        Tie(id_of("entity", left), id_of("entity", right), len(words), tuple(words[:_MOST_SENTENCES]))
        for (left, right), words in sorted(ties.items(), key=lambda item: (entity_id not in item[0], -len(item[1]), item[0]))
    ]
    return Company(tuple(companions), tuple(made))
