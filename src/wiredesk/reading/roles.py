"""What the persons of a text are or were: titles, appositions, copulas. Not for: dated careers (`timeline`)."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wiredesk.codebook import RoleStatus
from wiredesk.reading.names_people import people_words
from wiredesk.reading.roles_phrases import DETERMINERS, Phrase, Sentence, Word, is_modifier, read_phrase, read_phrases
from wiredesk.spans import Span

_APPOSED = re.compile(r"^['’\"”]?\s*(?:\(\d{1,3}\)\s*)?(?:,|\(|\s[-–—]|—)\s*$")
_AGE = re.compile(r"^(?:\d{1,3}|aged)$")
_FORMER = frozenset(
    "former formerly ex erstwhile one-time onetime then late ousted deposed previous slain murdered "
    "assassinated sacked fired".split()
)
_FORMER_WORD = re.compile(r"^(?:former(?:ly)?|ex|erstwhile|one-time|onetime|previous|late|then)[-\s]+|^ex-|^then-", re.IGNORECASE)
_IS = frozenset("is 's ’s remains remain are".split())
_WAS = frozenset("was were became become been".split())
_AS_VERBS = frozenset(
    "served serves serving worked works working acted acts named appointed elected known described hired".split()
)
_NAMED = frozenset("named appointed elected nominated".split())
_BETWEEN = frozenset(
    "also then now currently still once previously formerly himself herself has had been being was later an".split()
)
_HEADS_NOW = frozenset("heads leads commands directs chairs runs edits oversees".split())
_HEADED = frozenset("headed led commanded directed chaired ran edited oversaw".split())
_COURTESY = frozenset(
    "mr mister mrs ms miss madam madame sir lady hon honourable honorable dr shri smt excellency majesty "
    "highness his her their lord dame".split()
)
_MEANWHILE = frozenset("now currently once formerly previously then also today".split())
# What a rank or office is "of" without a name of its own: "superintendent of police X", "chief of staff X".
_OF_WHAT = frozenset(
    "police staff state mission operations security intelligence defence defense interior justice finance health education "
    "information affairs parliament government department station investigations prisons customs immigration transport".split()
)
_MAX_BEFORE = 8


@dataclass(frozen=True, slots=True)
class FoundRole:
    """Hold a role phrase as it stands in the text: `span` without determiner, `title` without "former"."""

    title: str
    span: Span
    status: RoleStatus


def roles_of(sentence: Sentence, person: Span) -> list[FoundRole]:
    """Return what the sentence says that the person named at `person` is or was."""
    at = sentence.index_at(person.start)
    after = sentence.index_at(person.end)
    found = [*_before(sentence, at), *_apposed_before(sentence, at), *_apposed_after(sentence, after)]
    return found + list(after_subject(sentence, after))


def _found(sentence: Sentence, phrase: Phrase, status: RoleStatus) -> FoundRole:
    span = sentence.span_of(phrase.first, phrase.stop)
    words = span.cut(sentence.text)
    before_head = {word.lower for word in sentence.words[phrase.first : phrase.head + 1]}
    if before_head & _FORMER or any(word.startswith(("ex-", "then-", "former-")) for word in before_head):
        status = RoleStatus.FORMER
    return FoundRole(_FORMER_WORD.sub("", words), span, status)


def _apposed_after(sentence: Sentence, index: int) -> Iterator[FoundRole]:
    """Yield "X, a retired colonel and a columnist for ..." behind the name; an age between commas is skipped."""
    if index >= len(sentence.words) or not _APPOSED.match(_gap_behind_name(sentence, index)):
        return
    while index + 1 < len(sentence.words) and _AGE.match(sentence.words[index].lower):
        index += 1
    status = RoleStatus.FORMER if sentence.words[index].lower in ("once", "formerly", "previously") else RoleStatus.CURRENT
    if sentence.words[index].lower in _MEANWHILE and index + 1 < len(sentence.words):
        index += 1
    if sentence.words[index].lower == "who" and index + 1 < len(sentence.words):
        yield from _who(sentence, index + 1)
        return
    for phrase in read_phrases(sentence, index):
        yield _found(sentence, phrase, status)


def _gap_behind_name(sentence: Sentence, index: int) -> str:
    return sentence.gap(index)[-12:]


def _who(sentence: Sentence, index: int) -> Iterator[FoundRole]:
    """Yield "who heads the institute", "who was once the army's chief"."""
    word = sentence.words[index].lower
    if word not in _HEADS_NOW | _HEADED:
        yield from after_subject(sentence, index)
        return
    stop = index + 1
    if stop < len(sentence.words) and sentence.words[stop].text.islower() and sentence.words[stop].lower not in DETERMINERS:
        return
    while stop < len(sentence.words) and stop - index < 12 and not sentence.is_broken(stop):
        stop += 1
    if stop > index + 1:
        span = sentence.span_of(index, stop)
        yield FoundRole(span.cut(sentence.text), span, RoleStatus.CURRENT if word in _HEADS_NOW else RoleStatus.UNKNOWN)


def after_subject(sentence: Sentence, index: int) -> Iterator[FoundRole]:
    """Yield what "is", "was", "became", "served as" say of the subject that ends before the word `index`."""
    words = sentence.words
    if index >= len(words) or (index > 0 and sentence.is_broken(index) and sentence.gap(index).strip(',"” ')):
        return
    verb, status = index, None
    while verb < len(words) and verb - index < 4 and words[verb].lower in _BETWEEN | _IS | _WAS:
        if words[verb].lower in _IS:
            status = RoleStatus.CURRENT
        elif words[verb].lower in _WAS:
            status = RoleStatus.UNKNOWN
        verb += 1
    if verb < len(words) and words[verb].lower in _AS_VERBS:
        status, verb = _as_status(words, verb), verb + 1
        is_as = verb < len(words) and words[verb].lower == "as"
        if not is_as and words[verb - 1].lower not in _NAMED:
            return
        verb += is_as
    elif status is None:
        return
    for phrase in read_phrases(sentence, verb) if verb < len(words) else ():
        if phrase.has_determiner or words[verb - 1].lower == "as" or phrase.stop > phrase.head + 1:
            yield _found(sentence, phrase, status)


def _as_status(words: list[Word], verb: int) -> RoleStatus:
    return RoleStatus.CURRENT if words[verb].lower in ("serves", "works", "acts") else RoleStatus.UNKNOWN


def _apposed_before(sentence: Sentence, at: int) -> Iterator[FoundRole]:
    """Yield "the mayor of Lamitan, X", also with a rank before X, and "a welder named X", "the pilot, identified as X"."""
    if at == 0 or at >= len(sentence.words):
        return
    stop = _named_from(sentence, at)
    if stop is None:
        stop = _first_rank(sentence, at)
        if sentence.gap(stop).strip() != ",":
            return
    yield from _ending_at(sentence, stop)


def _named_from(sentence: Sentence, at: int) -> int | None:
    """Return the index of "named" or "identified as" right before the name, None when neither stands there."""
    words = sentence.words
    if sentence.gap(at).strip():
        return None
    if words[at - 1].lower in ("named", "called"):
        return at - 1
    is_identified = at > 1 and words[at - 1].lower == "as" and words[at - 2].lower == "identified"
    return at - 2 if is_identified else None


def _first_rank(sentence: Sentence, at: int) -> int:
    """Return the index of the first of the ranks and courtesies that stand right before the name, `at` without any."""
    people, first = people_words(), at
    while first > 0 and at - first < 3 and not sentence.is_broken(first):
        word = sentence.words[first - 1]
        if not (word.lower in people.ranks | people.honorifics | _COURTESY and word.text[0].isupper()):
            break
        first -= 1
    return first


def _ending_at(sentence: Sentence, stop: int) -> Iterator[FoundRole]:
    """Yield the phrase that fills the words between the last break and the word `stop`."""
    if stop == 0:
        return
    first = stop - 1
    while first > 0 and stop - first < 16 and not sentence.is_broken(first):
        first -= 1
    for start in range(first, stop):
        word = sentence.words[start]
        if start > first and word.lower not in DETERMINERS:
            continue
        phrase = read_phrase(sentence, start)
        if phrase and phrase.stop == stop and (phrase.has_determiner or phrase.head > phrase.first or start == 0):
            yield _found(sentence, phrase, RoleStatus.CURRENT)
            return


def _before(sentence: Sentence, at: int) -> Iterator[FoundRole]:
    """Yield the titles right before the name; a rank behind an office is a role of its own ("brigade spokesman Lt. Col.")."""
    words = sentence.words
    if at == 0 or at > len(words) - 1 or sentence.is_broken(at):
        return
    rank = at
    while rank > 0 and _is_rank(words[rank - 1]) and not sentence.is_broken(rank):
        rank -= 1
    if rank > 0 and not sentence.is_broken(rank) and sentence.is_body(words[rank - 1].start):
        office = list(_office_of(sentence, rank))
        yield from office
        if office and rank < at:
            yield from _titles(sentence, rank, at)
        if office:
            return
    stop = at if words[at - 1].lower in _OF_WHAT else rank  # "staff" is a rank too
    office = list(_office_of_what(sentence, stop))
    if office:
        yield from office
        yield from _titles(sentence, stop, at) if stop < at else ()
        return
    if not people_words().is_title(words[at - 1].text):
        return
    first = _first_title_word(sentence, at)
    has_office = any(people_words().is_role_noun(word.text) for word in words[first:rank])
    if has_office:
        yield from _titles(sentence, first, rank)
    yield from _titles(sentence, rank if has_office else first, at)


def _is_rank(word: Word) -> bool:
    return word.lower in people_words().ranks | _COURTESY and not _is_office(word)


def _titles(sentence: Sentence, start: int, stop: int) -> Iterator[FoundRole]:
    """Yield the words as a title, courtesies at their ends left out; nothing when only courtesies stand there."""
    people, words = people_words(), sentence.words
    while stop - 1 > start and words[stop - 1].lower in people.honorifics - people.nouns - people.ranks:
        stop -= 1
    if start < stop and any(word.lower not in _COURTESY for word in words[start:stop]):
        yield _titled(sentence, start, stop)


def _is_office(word: Word) -> bool:
    return word.lower in ("chief", "officer", "inspector", "superintendent", "commander", "commandant", "constable", "detective")


def _titled(sentence: Sentence, start: int, stop: int) -> FoundRole:
    end = sentence.words[stop - 1].end
    if sentence.text[end : end + 1] == "." and stop < len(sentence.words):
        end += 1
    while start < stop - 1 and sentence.words[start].lower in _COURTESY | {"'s", "’s"}:
        start += 1
    found = _found(sentence, Phrase(start, stop - 1, stop, False), RoleStatus.CURRENT)
    title = sentence.text[found.span.end - len(found.title) : end]
    return FoundRole(title, Span(found.span.start, end), found.status)


def _first_title_word(sentence: Sentence, at: int) -> int:
    """Walk back from the name over titles and what belongs to them; unknown small words only up to a determiner."""
    words, first, index = sentence.words, at - 1, at - 2
    while index >= 0 and at - index <= _MAX_BEFORE and not sentence.is_broken(index + 1):
        word = words[index]
        if word.lower in DETERMINERS:
            return index + 1
        is_joined = word.lower == "and" and not sentence.is_broken(index) and people_words().is_role_noun(words[index - 1].text)
        is_known = (
            sentence.is_body(word.start)
            or is_modifier(word if index else Word(word.start, word.end, word.lower))
            or people_words().is_title(word.text)
        )
        if sentence.is_person(word.start):
            break
        if (is_known or is_joined) and first == index + 1:
            first = index
        elif not word.text[0].isalpha() or (_is_stop(word) and words[index - 1].lower not in DETERMINERS):
            break
        index -= 1
    return first


def _is_stop(word: Word) -> bool:
    return word.lower in ("of", "for", "in", "to", "and", "by", "with", "from", "that", "when", "as") or word.lower.endswith(
        ("ed", "ing")
    )


def _office_of(sentence: Sentence, at: int) -> Iterator[FoundRole]:
    """Yield "president of France" before a name."""
    words, index = sentence.words, at - 1
    while index > 0 and sentence.is_body(words[index].start) and not sentence.is_broken(index):
        index -= 1
    if words[index].lower == "the":
        index -= 1
    if index < 1 or words[index].lower not in ("of", "for"):
        return
    head = index - 1
    if sentence.is_broken(index) or not people_words().is_role_noun(words[head].text):
        return
    first = _first_title_word(sentence, index)
    yield _found(sentence, Phrase(first, head, at, False), RoleStatus.CURRENT)


def _office_of_what(sentence: Sentence, at: int) -> Iterator[FoundRole]:
    """Yield "deputy superintendent of police" before a name or its rank."""
    words, index = sentence.words, at - 1
    if at == 0 or sentence.is_broken(at) or words[index].lower not in _OF_WHAT:
        return
    while index > 0 and at - index < 4 and words[index].lower != "of" and not sentence.is_broken(index):
        index -= 1
    head = index - 1
    if head < 0 or words[index].lower != "of" or sentence.is_broken(index):
        return
    if people_words().is_title(words[head].text):
        first = _first_title_word(sentence, index)
        yield _found(sentence, Phrase(first, head, at, False), RoleStatus.CURRENT)


def inside(spans: list[Span]) -> Callable[[int], bool]:
    """Return a test whether a character stands in one of the sorted, disjoint `spans`."""
    starts = [span.start for span in spans]

    def is_inside(position: int) -> bool:
        place = bisect_right(starts, position) - 1
        return place >= 0 and position < spans[place].end

    return is_inside
