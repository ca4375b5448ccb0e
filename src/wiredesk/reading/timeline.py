"""The timeline: dated facts about people's lives and careers. Not for: the news of the day or incidents (see `incidents`)."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wiredesk.codebook import EntityType, TimexType
from wiredesk.dates.interval import Interval
from wiredesk.reading.entities_index import EntityIndex
from wiredesk.reading.timeline_clauses import PAST_VERB, clauses, words_in
from wiredesk.records import Dated, LifeFact, Time
from wiredesk.sentences import sentences
from wiredesk.spans import Span

# A date less than this many days before the report is news, not biography. Our choice.
_NEWS_DAYS = 31
_LONGEST_DATE_DAYS = 3660  # a decade
_LEAST_WORDS = 2  # a clause that has fewer besides its date is told by the whole sentence
_PRONOUN = re.compile(r"\b(?:he|she|they|who)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’](?:s\b|\s)")
_BOUND = re.compile(
    r"\b(?:of|for|at|in|from|with|to|by|about|among|near|under|against|on|than|like|as|and|former|ex)\s+(?:[\w.-]+\s+){0,2}$",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"(?:\w+ly\s+)?(?:said|says|told|tells|added|adds|announced|warned|claimed|argued|insisted|noted|tweeted|denied|confirmed|wrote|stated|"
    r"revealed|recalled|explained|reported|unveiled|stressed|believes?|thinks?)\b"
)
# "the 2012 election", "his 2015 book": the year is part of a name, not a date of the clause.
_ATTRIBUTIVE_BEFORE = re.compile(r"(?:\b(?:the|a|an|his|her|their|its|this|that)|['’]s)\s+(?:[\w-]+\s+){0,1}$", re.IGNORECASE)
_ATTRIBUTIVE_AFTER = re.compile(r"[\s-]+[A-Za-z][\w-]*")
# What is done to somebody and is part of his life all the same: "a court sentenced X in 2015".
_SUFFERED = re.compile(
    r"\b(?:arrested|detained|sentenced|appointed|named|elected|fired|dismissed|released|freed|pardoned|charged|convicted|jailed|"
    r"imprisoned|expelled|deported|extradited|promoted|married|recruited|sacked|suspended|kidnapped|abducted|wounded|hired)\s+"
    r"(?:[\w.-]+\s+){0,3}$"
)
# Between subject and date these begin a clause of its own, whose date is not the subject's.
_SUBORDINATE = re.compile(r"\b(?:that|which|whose|because|how|why|if|whether|when|while|since\s+[A-Z])\b")
_HEADING = re.compile(r"^(?:and|but|then|,)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Who:
    """Hold a possible subject of a clause: where it stands and whom it names."""

    span: Span
    entity: str


class _Reader:
    """Read the facts of one report, sentence by sentence."""

    def __init__(self, text: str, index: EntityIndex, times: Sequence[Time], published: Interval | None) -> None:
        self._text, self._index = text, index
        self._times = [t for t in times if self._is_past(t, published)]
        self._persons = sorted((m, e.id) for e in index.entities if e.type is EntityType.PERSON for m in e.mentions)
        self._places = sorted((m, e.id) for e in index.entities if e.type is EntityType.PLACE for m in e.mentions)

    def _is_past(self, time: Time, published: Interval | None) -> bool:
        """Tell whether the date is old enough for biography; without a publication date only stated years count."""
        if time.type is not TimexType.DATE or time.interval is None or time.interval.n_days > _LONGEST_DATE_DAYS:
            return False
        if published is None:
            return bool(re.search(r"\b(?:19|20)\d\d", time.span.cut(self._text)))
        return time.interval.latest + datetime.timedelta(days=_NEWS_DAYS) < published.earliest

    def facts(self) -> Iterator[LifeFact]:
        for sentence in sentences(self._text):
            times = [t for t in self._times if sentence.covers(t.span) and not self._is_attributive(t)]
            if times:
                yield from self._of_sentence(sentence, times)

    def _of_sentence(self, sentence: Span, times: list[Time]) -> Iterator[LifeFact]:
        beginnings = {t.span.start for t in times} | {m.start for m, _ in self._persons}
        subject: _Who | None = None
        for clause in clauses(self._text, sentence, beginnings):
            own = [t for t in times if clause.covers(t.span)]
            found = self._subject(clause)
            subject = found or subject
            if not own or subject is None or (found is None and not self._leans(clause, own)):
                continue
            if self._is_speech(clause, found):
                continue
            for time in own:
                if found and _SUBORDINATE.search(self._text[found.span.end : max(found.span.end, time.span.start)]):
                    continue
                yield self._fact(clause, sentence, time, subject)

    def _is_attributive(self, time: Time) -> bool:
        before = self._text[max(0, time.span.start - 30) : time.span.start]
        if before.endswith("("):  # the year of a film, the years of a reign
            return True
        is_year = re.fullmatch(r"\d{4}", time.span.cut(self._text))
        if not is_year or not _ATTRIBUTIVE_BEFORE.search(before):
            return False
        return bool(_ATTRIBUTIVE_AFTER.match(self._text, time.span.end)) and not re.search(
            r"\b(?:in|since|from|by|of)\s+$", before
        )

    def _subject(self, clause: Span) -> _Who | None:
        """Return the first person in `clause` that can be its subject, else one to whom something was done, else None."""
        named = [_Who(m, e) for m, e in self._persons if clause.covers(m)]
        for match in _PRONOUN.finditer(self._text, clause.start, clause.end):
            entity = self._resolved(Span(*match.span()))
            if entity:
                named.append(_Who(Span(*match.span()), entity))
        leading = [who for who in sorted(named, key=lambda w: w.span) if self._can_lead(clause, who)]
        suffering = [who for who in named if _SUFFERED.search(self._text[clause.start : who.span.start])]
        return next(iter(leading or suffering), None)

    def _resolved(self, pronoun: Span) -> str | None:
        entity = self._index.resolve_pronoun(pronoun)
        if entity is None and pronoun.cut(self._text).lower() == "who":
            before = [e for m, e in self._persons if 0 <= pronoun.start - m.end <= 60]
            entity = before[-1] if before else None
        return entity if entity in {e for _, e in self._persons} else None

    def _can_lead(self, clause: Span, who: _Who) -> bool:
        before, after = self._undated(clause.start, who.span.start), self._text[who.span.end : clause.end]
        if _POSSESSIVE.match(after) or _BOUND.search(before):
            return False
        if PAST_VERB.search(before):  # after its verb: an object ("police arrested X") unless that verb made a subordinate clause
            return bool(re.search(r",\s*(?:[\w.-]+\s+){0,3}$", before)) and bool(PAST_VERB.search(after))
        return bool(PAST_VERB.search(after) or re.search(r"\b[a-z]+s\b", after) or not PAST_VERB.search(before))

    def _undated(self, start: int, end: int) -> str:
        """Return the text from start to end, cut off before its last date: what stands before "In May 2017" binds nothing."""
        ends = [t.span.end for t in self._times if start <= t.span.start and t.span.end <= end]
        return self._text[max(ends, default=start) : end]

    def _leans(self, clause: Span, times: list[Time]) -> bool:
        """Tell whether a clause without a subject goes on with the one before: it starts with its date or a verb."""
        opening = self._text[clause.start : clause.start + 60]
        if any(t.span.start - clause.start <= 12 for t in times):
            return bool(PAST_VERB.search(clause.cut(self._text))) or len(list(words_in(self._text, clause))) <= _LEAST_WORDS + 2
        return bool(re.match(r"(?:\w+ly\s+|later\s+|then\s+|also\s+)*", opening)) and bool(
            PAST_VERB.match(re.sub(r"^(?:\w+ly\s+|later\s+|then\s+|also\s+)+", "", opening))
        )

    def _is_speech(self, clause: Span, who: _Who | None) -> bool:
        start = who.span.end if who else clause.start
        return bool(_SPEECH.match(self._text[start : clause.end].lstrip(" ,")))

    def _fact(self, clause: Span, sentence: Span, time: Time, subject: _Who) -> LifeFact:
        assert time.interval is not None
        n_words = sum(not time.span.overlaps(Span(*m.span())) for m in words_in(self._text, clause))
        evidence = clause if n_words >= _LEAST_WORDS and clause.covers(time.span) else sentence
        where = dict.fromkeys(e for m, e in self._places if evidence.covers(m))
        return LifeFact(
            date=Dated(time.value, time.interval, time.span),
            who=(subject.entity,),
            what=" ".join(_HEADING.sub("", evidence.cut(self._text)).rstrip(".,;").split()),
            evidence=(evidence,) if evidence.covers(subject.span) else (subject.span, evidence),
            where=tuple(where),
        )


def read_timeline(
    text: str, entities: EntityIndex, times: Sequence[Time], published: Interval | None = None
) -> tuple[LifeFact, ...]:
    """Return the dated facts about people that `text` tells, in text order.

    A fact is a clause with a person for its subject and a date at least a month before `published`. "From 2003 to 2008"
    makes two facts, one for each year. Facts about bodies and what people said are left out.
    """
    return tuple(_Reader(text, entities, times, published).facts())
