"""Noun phrases that say what somebody is: "a retired colonel", "head of the Institute". Not for: whose they are (`roles`).

There is no parser: a phrase is an optional determiner, a run of words that ends in a role noun, and what follows
"of", "for", "at" up to the end of the clause. Every walk goes word by word and is bounded.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from wiredesk.reading.names_people import people_words
from wiredesk.spans import Span

_WORD = re.compile(r"['’]s\b|[^\W_]+(?:(?:[-&.]|['’](?!s\b))[^\W_]+)*")
_BREAK = re.compile(r"[,;:()\[\]\"“”—…!?\n/]|\s[-–]\s")
DETERMINERS = frozenset("the a an his her its their our my your this another".split())
_LINKS = frozenset("of for at in with from to on under by within against near between into behind inside".split())
FUNCTION = (
    frozenset(
        "who which that whose whom where when while as because after before but although though since until if so than then not "
        "he she it they we you i him them us there here this these those what why how and or nor yet also only just even still "
        "is was are were be been being has have had will would can could may might must shall should did does do "
        "said says say told tells argues argued added adds asked asks warned warns explained explains insisted confirmed denied "
        "announced wrote writes claimed claims declared stated noted called calls went came got gave took made let put set led "
        "left held found began became become saw knew kept won lost sat stood spoke fell ran met paid sent told spent "
        "about during through over up out off down across despite amid among along around without per via".split()
    )
    | _LINKS
)
_CLAUSE_WORDS = FUNCTION - _LINKS - {"and", "or"}
_ENDINGS = (
    "ist",
    "ologist",
    "ician",
    "grapher",
    "keeper",
    "maker",
    "holder",
    "woman",
    "man",
    "person",
    "worker",
    "player",
    "master",
)
_ABBREVIATED = re.compile(r"^(?:[A-Z]|[A-Z][a-z]{1,3}|Capt|Supt|Insp|(?:[A-Z]\.)+[A-Z])$")
_ORDINAL = re.compile(r"^(?:\d+(?:st|nd|rd|th)|\d{1,2}-(?:year-old|time))$")
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today".split())
_NAMING = frozenset(("named", "identified", "nicknamed"))
_MAX_RUN = 9
_MAX_TAIL = 22


@dataclass(frozen=True, slots=True)
class Word:
    """Hold one word of a sentence."""

    start: int
    end: int
    text: str

    @property
    def lower(self) -> str:
        """Return the word in small letters."""
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Hold a phrase: indexes of its first word (determiner left out), of its role noun and behind its last word."""

    first: int
    head: int
    stop: int
    has_determiner: bool


class Sentence:
    """Hold the words of one sentence with the gaps between them.

    `is_person` and `is_body` tell whether a character stands in the name of a person, or of a body or place.
    """

    def __init__(self, text: str, span: Span, *, is_person: Callable[[int], bool], is_body: Callable[[int], bool]) -> None:
        self.text, self.span, self.is_person, self.is_body = text, span, is_person, is_body
        self.words = [Word(m.start(), m.end(), m.group()) for m in _WORD.finditer(text, span.start, span.end)]
        self._starts = [word.start for word in self.words]

    def index_at(self, position: int) -> int:
        """Return the index of the first word that starts at or after `position`."""
        return bisect_left(self._starts, position)

    def gap(self, index: int) -> str:
        """Return what stands between the word before `index` and the word at `index`; "" at the ends."""
        if not 0 < index < len(self.words):
            return ""
        return self.text[self.words[index - 1].end : self.words[index].start]

    def is_broken(self, index: int) -> bool:
        """Tell whether a phrase cannot run on from the word before `index` into the word at `index`."""
        if not 0 < index < len(self.words):
            return True
        gap = self.gap(index)
        if _BREAK.search(gap):
            return True
        return "." in gap and not _ABBREVIATED.match(self.words[index - 1].text)

    def span_of(self, first: int, stop: int) -> Span:
        """Return the span from word `first` to before word `stop`."""
        return Span(self.words[first].start, self.words[stop - 1].end)


def read_phrase(sentence: Sentence, at: int) -> Phrase | None:
    """Return the role phrase that starts at the word `at`, or None."""
    words = sentence.words
    first = at
    if first < len(words) and words[first].lower in DETERMINERS:
        first += 1
        if sentence.is_broken(first):
            return None
    stop = _run_end(sentence, first)
    head = _head(sentence, first, stop, is_loose=first > at)
    if head is None:
        return None
    if head + 1 < stop and not _may_follow(words[head + 1]):
        return None
    end = _tail_end(sentence, head + 1) if head + 1 == stop else head + 1
    return Phrase(first, head, end, first > at)


def _run_end(sentence: Sentence, first: int) -> int:
    """Return the index behind the run of words without function words, breaks and names of persons."""
    words, index = sentence.words, first
    while index < len(words) and index - first < _MAX_RUN:
        if (index > first and sentence.is_broken(index)) or words[index].lower in FUNCTION | _NAMING:
            break
        if words[index].lower in DETERMINERS or sentence.is_person(words[index].start):
            break
        index += 1
    return index


def _head(sentence: Sentence, first: int, stop: int, *, is_loose: bool) -> int | None:
    people, words = people_words(), sentence.words
    if first >= stop:
        return None
    heads = [i for i in range(first, stop) if people.is_role_noun(words[i].text)]
    if not heads and is_loose and words[stop - 1].lower.endswith(_ENDINGS) and words[stop - 1].text.islower():
        heads = [stop - 1]
    if not heads:
        return None
    head = heads[-1]
    if stop < len(words) and sentence.is_person(words[stop].start) and not sentence.is_broken(stop):
        return None
    if not is_loose and not all(is_modifier(words[i]) for i in range(first, head)):
        return None
    return head


def _may_follow(word: Word) -> bool:
    """Tell whether a word right behind the role noun can be a verb or adverb that ends the phrase ("the mayor declined")."""
    return word.text.islower() and (
        word.lower.endswith(("ed", "ing", "ly")) or word.lower in ("emeritus", "elect", "aged", "born", "based")
    )


def is_modifier(word: Word) -> bool:
    """Tell whether a word may stand between nothing and a role noun without a determiner."""
    people, lower = people_words(), word.lower
    if lower in _DAYS:
        return False
    if word.text[0].isupper() or _ORDINAL.match(lower) or lower in ("'s", "’s"):
        return True
    return (
        lower in people.modifiers
        or people.is_role_noun(lower)
        or lower in people.ranks
        or lower.endswith(("-based", "-born", "-old", "-general"))
    )


def _tail_end(sentence: Sentence, index: int) -> int:
    """Return the index behind "of the ...": up to a break, a clause word or another phrase after "and"."""
    words, begin = sentence.words, index
    while index < len(words) and index - begin < _MAX_TAIL and not sentence.is_broken(index):
        word = words[index]
        if word.lower in ("and", "or"):
            if read_coordinated(sentence, index) is not None or _is_clause_word(sentence, index + 1):
                break
        elif (index == begin and word.lower not in _LINKS) or _is_clause_word(sentence, index):
            break
        index += 1
    index = _before_next_person(sentence, begin, index)
    while index > begin and words[index - 1].lower in FUNCTION | DETERMINERS:
        index -= 1
    return index


def _before_next_person(sentence: Sentence, begin: int, stop: int) -> int:
    """Return `stop`, or the index of the "and" behind which another titled person follows ("and pop star X")."""
    words, joint = sentence.words, None
    for index in range(begin, stop):
        if words[index].lower == "and":
            joint = index
        elif sentence.is_person(words[index].start):
            is_other = joint is not None and (joint == index - 1 or people_words().is_title(words[index - 1].text))
            return joint if is_other and joint is not None else stop
    return stop


def _is_clause_word(sentence: Sentence, index: int) -> bool:
    if index >= len(sentence.words):
        return True
    word = sentence.words[index]
    return word.text.islower() and word.lower in _CLAUSE_WORDS and not sentence.is_body(word.start)


def read_coordinated(sentence: Sentence, index: int) -> Phrase | None:
    """Return the phrase behind "and" at `index` when it is a role of its own ("and a columnist for the weekly")."""
    words = sentence.words
    if index + 1 >= len(words) or words[index].lower != "and" or sentence.is_broken(index + 1):
        return None
    following = words[index + 1].lower
    is_open = following in DETERMINERS or people_words().is_role_noun(following)
    if not is_open and (not is_modifier(words[index + 1]) or words[index + 1].text[0].isupper()):
        return None
    return read_phrase(sentence, index + 1)


def read_phrases(sentence: Sentence, at: int) -> list[Phrase]:
    """Return the phrase at the word `at` with those joined to it by "and"; empty when there is none."""
    found: list[Phrase] = []
    phrase = read_phrase(sentence, at)
    while phrase and len(found) < 4:
        found.append(phrase)
        index = phrase.stop
        if sentence.gap(index).strip() == "," and index < len(sentence.words) and sentence.words[index].lower == "and":
            phrase = read_coordinated(sentence, index)
        else:
            phrase = read_coordinated(sentence, index) if not sentence.is_broken(index) else None
    return found
