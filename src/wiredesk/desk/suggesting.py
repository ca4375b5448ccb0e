"""What somebody may mean who has typed half a name, or finds nothing. Not for: the search itself (see `finding`)."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from wiredesk.codebook import EntityType
from wiredesk.corroborate.entities import EntityProfile, entity_keys
from wiredesk.desk.desk import Desk
from wiredesk.desk.finding import Question, wanted_by
from wiredesk.desk.ids import id_of, parse_id
from wiredesk.folding import folded
from wiredesk.store import cards, known_entities, searching, searching_names
from wiredesk.store.cards import EntityHead
from wiredesk.store.opening import On
from wiredesk.store.searching import MOST_COUNTED
from wiredesk.store.searching_words import parse_words

MOST_SUGGESTED = 8
_LEAST_TYPED = 2
_ALIKE = 0.72  # of difflib's ratio; "Halimov" and "Khalimov" have 0.93, "Bauchi" and "Borno" 0.36. Our choice
_MOST_ASKED = 6
_LONGEST = 60  # letters of a name that others are held against; holding takes the square of them
_SAME = 3  # letters at the beginning that a slip of the pen leaves alone


@dataclass(frozen=True, slots=True)
class Wider:
    """Hold one condition and how many reports there are without it, counted up to a thousand."""

    condition: str
    words: str
    n_reports: int


@dataclass(frozen=True, slots=True)
class Advice:
    """Hold what to try when nothing is found: names that are written alike, conditions to leave out."""

    names: tuple[EntityHead, ...] = ()
    wider: tuple[Wider, ...] = ()


def suggested(desk: Desk, typed: str) -> list[EntityHead]:
    """Return the people, bodies and places whose name begins with what was typed so far, those with most reports first."""
    key = folded(typed)
    if len(key) < _LEAST_TYPED:
        return []
    with desk.store.reading() as on:
        return _most_told(cards.entity_heads(on, searching_names.entities_beginning(on, key)).values())


def advice(desk: Desk, question: Question) -> Advice:
    """Return what to try instead of a question that nothing answers.

    :raises StoreError: when it takes too long.
    """
    with desk.store.reading() as on:
        names = dict.fromkeys(head for name in _names_in(question) for head in _written_alike(on, name))
        # Two names that nobody has: without either one the other is left, and nothing is found.
        is_hopeless = len(wanted_by(on, question)[1]) > 1
        asked = () if is_hopeless else islice(_conditions(question), _MOST_ASKED)
        wider = (_without(on, question, *one) for one in asked)
        return Advice(tuple(names)[:MOST_SUGGESTED], tuple(one for one in wider if one.n_reports))


def _most_told(heads: Iterable[EntityHead]) -> list[EntityHead]:
    return sorted(heads, key=lambda head: (-head.n_reports, head.name))[:MOST_SUGGESTED]


def _names_in(question: Question) -> list[str]:
    """Return what may be a name in a question: each that is asked for, else the words together and one by one."""
    given = [*question.who, *([question.place] if question.place else [])]
    terms = [" ".join(term.words) for term in parse_words(question.words).wanted]
    together = [" ".join(terms)] if len(terms) > 1 else []
    return [*given, *together, *(word for word in terms if len(word) >= 4)][:_MOST_ASKED]


def _written_alike(on: On, name: str) -> list[EntityHead]:
    """Return entities with a name near to this one, by its sound and by its letters."""
    key = folded(name)
    if not key or len(key) > _LONGEST:
        return []
    ids = searching_names.entities_beginning(on, key[:_SAME]) if len(key) > _SAME else set[int]()
    for kind in (EntityType.PERSON, EntityType.ORGANIZATION):
        under = known_entities.entities_under(on, entity_keys(EntityProfile(kind, ((name, 1),))))
        ids |= {one for some in under.values() for one in some}
    return _most_told(head for head in cards.entity_heads(on, ids).values() if _is_alike(key, folded(head.name)))


def _is_alike(key: str, name: str) -> bool:
    """Tell whether two names are near: as wholes, or one to a word of the other."""
    held = difflib.SequenceMatcher(None, "", key)
    for part in (name, *name.split()):
        held.set_seq1(part)
        # The two bounds first: the ratio itself takes the square of the length.
        if held.real_quick_ratio() >= _ALIKE and held.quick_ratio() >= _ALIKE and held.ratio() >= _ALIKE:
            return True
    return False


def _conditions(question: Question) -> Iterator[tuple[str, str, Question]]:
    """Yield each condition that can be left out: its name, its words, the question without it."""
    if question.words:
        yield "q", question.words, replace(question, words="")
    for one in question.who:
        yield "who", one, replace(question, who=tuple(name for name in question.who if name != one))
    if question.place:
        yield "place", question.place, replace(question, place=None)
    if question.types:
        yield "type", " or ".join(question.types), replace(question, types=())
    if question.stages:
        yield "stage", " or ".join(question.stages), replace(question, stages=())
    if question.near:
        yield "near", "the circle on the map", replace(question, near=None)
    if question.since or question.until:
        yield "days", "the days", replace(question, since=None, until=None)
    if question.outlet:
        yield "outlet", question.outlet, replace(question, outlet=None)


def _without(on: On, question: Question, condition: str, words: str, wider: Question) -> Wider:
    wanted, _ = wanted_by(on, wider)
    is_all = wider == Question(limit=wider.limit, sort=wider.sort, is_folded=wider.is_folded)
    hits = [] if wanted is None or is_all else searching.newest_hits(on, wanted)
    return Wider(condition, words, min(len(hits), MOST_COUNTED))


def entity_names(desk: Desk, ids: list[str]) -> dict[str, str]:
    """Return the names of entities by their ids ("e40"); those that are not there are left out.

    :raises NotOnDesk: for what is no such id.
    """
    if not ids:
        return {}
    with desk.store.reading() as on:
        heads = cards.entity_heads(on, [parse_id(one, "entity") for one in ids])
    return {id_of("entity", one): head.name for one, head in heads.items()}
