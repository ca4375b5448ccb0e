"""What a person types for a field becomes its value, carried; or it is said what could be typed. Not for: which field.

Words that a fact shall rest on must stand in the article: a fact without words is not kept.
"""

import datetime
import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wiredesk.codebook import EntityType
from wiredesk.dates.interval import Interval
from wiredesk.dates.times import find_times
from wiredesk.errors import RulingRefused
from wiredesk.interchange.report_json import Json
from wiredesk.review.carrying import reference, span_of
from wiredesk.review.fields import FactKind, Field, Form
from wiredesk.review.quotes import places, quote_at
from wiredesk.review.sheet import Sheet
from wiredesk.spans import Span, trimmed

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_AT_LEAST = re.compile(r"(?:at least|more than|over|min\.?|>=?)\s*(\d{1,7})|(\d{1,7})\s*(?:\+|or more)", re.I)
_AT_MOST = re.compile(r"(?:up to|at most|max\.?|<=?)\s*(\d{1,7})", re.I)
_RANGE = re.compile(r"(\d{1,7})\s*(?:-|–|to|\.\.)\s*(\d{1,7})", re.I)
_POINT = re.compile(r"\s*([-+]?\d{1,2}(?:\.\d{1,12})?)\s*[,; ]\s*([-+]?\d{1,3}(?:\.\d{1,12})?)\s*")
_NUMBERED = re.compile(r"(.+?)#(\d{1,4})\s*\Z", re.S)
_APART, _LISTED = re.compile(r"\s+\|\s+"), re.compile(";")
_SUM = re.compile(r"\d[\d,]*(?:\.\d{1,6})?")
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "m": 1e6, "bn": 1e9, "k": 1e3}


Located = Callable[[str], Json | None]
"""Find a place by its name: its `country`, `latitude`, `longitude` and `gazetteer` key, None when it is not known."""


Counted = Callable[[str], list[int | None] | None]
"""Read how many people words say, such as "at least four"; None when they say no number."""

Said = str | tuple[Span, ...]
"""What a person says of a value: words, or the very stretches of the article that were chosen."""


def nowhere(name: str) -> Json | None:
    """Know no place."""
    del name
    return None


def uncounted(words: str) -> list[int | None] | None:
    """Know no number in words."""
    del words
    return None


@dataclass(frozen=True, slots=True)
class Words:
    """Read values against one report; `near` are the words of the fact in question, which settle what stands often."""

    sheet: Sheet
    near: Sequence[Span] = ()
    locate: Located = nowhere
    counted: Counted = uncounted

    def beside(self, near: Sequence[Span]) -> "Words":
        """Return the same for another fact."""
        return replace(self, near=near)

    def value(self, field: Field, said: Said) -> Any:
        """Return the carried value that a person means for a field.

        :raises RulingRefused: when the words mean none.
        """
        words = self.words(said)
        if not words:
            raise RulingRefused(f"{field.name}: no value is given; reject the field to empty it")
        typed: dict[Form, Callable[[Field, str], Any]] = {
            Form.CHOICE: _choice,
            Form.FLAG: _flag,
            Form.COUNT: self._count,
            Form.NUMBER: _number,
            Form.CURRENCY: _letters(3, "EUR"),
            Form.COUNTRY: _letters(2, "FR"),
            Form.POINT: _point,
        }
        chosen: dict[Form, Callable[[Field, Said], Any]] = {
            Form.DATE: self._date,
            Form.ENTITY: lambda field, said: self.entity(said, field.entity_type),
            Form.ENTITIES: lambda field, said: [self.entity(one, field.entity_type) for one in _each(said, _LISTED)],
            Form.SPAN: lambda _, said: self.quote(said),
            Form.SPANS: lambda _, said: self.value_of_spans(said),
            Form.TEXT: lambda _, said: " ".join(self.span(said).cut(self.sheet.text).split()),
            Form.NAMES: lambda _, said: [self.span(one).cut(self.sheet.text) for one in _each(said, _LISTED)],
        }
        if field.form in typed:
            return typed[field.form](field, words)
        return chosen[field.form](field, words if isinstance(said, str) else said)

    def words(self, said: Said) -> str:
        """Return what was typed, or the words of what was chosen.

        :raises RulingRefused: when what was chosen lies outside the article.
        """
        if isinstance(said, str):
            return said.strip()
        return " ".join(" ".join(self.span((span,)).cut(self.sheet.text).split()) for span in said)

    def value_of_spans(self, said: Said) -> list[Json]:
        """Return stretches of the article, typed ones parted by " | ", as quotes.

        :raises RulingRefused: when one of them does not stand there.
        """
        return [self.quote(one) for one in _each(said, _APART)]

    def entity_at(self, said: Said) -> Json | None:
        """Return a reference to the entity of the reading that is named within these words, None when none is."""
        around = self.span(said)
        named = (
            (len(span), row.key)
            for row in self.sheet.rows[FactKind.ENTITY]
            for pair in row.fact["mentions"]
            if around.covers(span := span_of(pair))
        )
        best = max(named, default=None)
        return reference(best[1], self.sheet.text, self.sheet.entities()) if best else None

    def quote(self, said: Said) -> Json:
        """Return words of the article as a quote.

        :raises RulingRefused: when they do not stand there.
        """
        return quote_at(self.sheet.text, self.span(said)).to_json()

    def span(self, said: Said) -> Span:
        """Return where words stand: near the fact in question, else first; "he#3" means the third "he" of the article.

        A chosen stretch is taken as it is, without white space at its ends.

        :raises RulingRefused: when they do not stand there, or several stretches were chosen.
        """
        return self._place(said) if isinstance(said, str) else self._chosen(said)

    def _chosen(self, spans: tuple[Span, ...]) -> Span:
        if len(spans) != 1:
            raise RulingRefused(f"{len(spans)} stretches were chosen; choose one")
        found = trimmed(spans[0].start, spans[0].end, self.sheet.text) if spans[0].end <= len(self.sheet.text) else None
        if found is None:
            raise RulingRefused(f"{spans[0].start}..{spans[0].end}: no words of the article stand there; choose them anew")
        return found

    def _place(self, words: str) -> Span:
        text, numbered = self.sheet.text, _NUMBERED.fullmatch(words)
        found = places(text, words.strip())
        if not found and numbered:
            found = places(text, numbered[1].strip())
            if found and not 1 <= int(numbered[2]) <= len(found):
                raise RulingRefused(
                    f"the words “{_short(numbered[1])}” stand {len(found)} times in the article, not {numbered[2]}"
                )
            found = found[int(numbered[2]) - 1 : int(numbered[2])]
        found = found or _whatever_case(text, words.strip())
        if not found:
            raise RulingRefused(f"the words “{_short(words)}” do not stand in the article; copy them from it to the letter")
        whole = [span for span in found if _is_whole(text, span)] or found
        return min(whole, key=lambda span: (self._distance(span), span.start))

    def _distance(self, span: Span) -> int:
        return min(
            (0 if near.overlaps(span) else max(near.start - span.end, span.start - near.end) for near in self.near), default=0
        )

    def entity(self, said: Said, kind: EntityType) -> Json:
        """Return a reference to an entity of the reading ("e4", or words that name it), or to one that the words make.

        :raises RulingRefused: when there is no such entity and the words do not stand in the article.
        """
        entities, said = self.sheet.entities(), said.strip() if isinstance(said, str) else said
        if isinstance(said, str) and re.fullmatch(r"e\+?\d+[a-z]?", said):
            known = reference(said, self.sheet.text, entities)
            if known is None:
                raise RulingRefused(f"{said}: there is no such entity in this report; name it by its words")
            return known
        span = self.span(said)
        name = " ".join(span.cut(self.sheet.text).split())
        told: Json = {"name": name, "type": kind.value, "quote": quote_at(self.sheet.text, span).to_json()}
        known_id = self.sheet.known(told)
        if known_id is None and kind is EntityType.PLACE:
            told["place"] = self.locate(name)
        return reference(known_id, self.sheet.text, entities) or told if known_id else told

    def _date(self, field: Field, said: Said) -> Json:
        days = iso_days(said) if isinstance(said, str) else None
        if isinstance(said, str) and days is not None:
            return {"value": said.replace(" ", ""), **_bounds(days)}
        span = self.span(said)
        published = self.sheet.reading.report.published.interval
        found = [
            (time.span.n_shared(span), time.value, time.interval)
            for time in find_times(self.sheet.text, published)
            if time.interval and (time.span.n_shared(span) * 2 > len(span) or span.covers(time.span))
        ]
        if not found:
            raise RulingRefused(
                f"{field.name}: “{_short(self.words(said))}” gives no days; "
                "write 2016-09-09, 2016-09, 2016 or 2016-09-01/2016-09-08"
            )
        _, value, interval = max(found, key=lambda one: one[0])
        return {"value": value, **_bounds(interval), "span": quote_at(self.sheet.text, span).to_json()}

    def _count(self, field: Field, words: str) -> list[int | None]:
        bounds = count_bounds(words) or self.counted(words)
        if bounds is None:
            raise RulingRefused(f"{field.name}: {_short(words)!r} is no number of people; write 6, 4-6, at least 4 or up to 6")
        return bounds


def iso_days(words: str) -> Interval | None:
    """Return the days of "2016-09-09", "2016-09", "2016" or two of these parted by "/"; None for anything else."""
    parts = [_iso_part(part.strip()) for part in words.split("/")]
    if not 1 <= len(parts) <= 2 or None in parts:
        return None
    first, last = parts[0], parts[-1]
    assert first is not None
    assert last is not None
    return Interval(first.earliest, last.latest) if first.earliest <= last.latest else None


def _iso_part(words: str) -> Interval | None:
    found = _ISO.fullmatch(words)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if year is None or month is None:
            return Interval(datetime.date(int(found[1]), 1, 1), datetime.date(int(found[1]), 12, 31))
        if day is None:
            return Interval(datetime.date(year, month, 1), datetime.date(year, month, monthrange(year, month)[1]))
        return Interval(datetime.date(year, month, day), datetime.date(year, month, day))
    except ValueError:
        return None


def _bounds(days: Interval) -> Json:
    return {"earliest": days.earliest.isoformat(), "latest": days.latest.isoformat()}


def _choice(field: Field, words: str) -> str:
    value = re.sub(r"[\s-]+", "_", words)
    for choice in field.choices:
        if choice.casefold() == value.casefold():
            return choice
    raise RulingRefused(f"{field.name}: {_short(words)!r} is none of its values; choose one of {', '.join(field.choices)}")


def _flag(field: Field, words: str) -> bool:
    told = words.casefold()
    if told not in ("yes", "no", "true", "false"):
        raise RulingRefused(f"{field.name}: {_short(words)!r} is neither; write yes or no")
    return told in ("yes", "true")


def count_bounds(words: str) -> list[int | None] | None:
    """Return the bounds that "6", "4-6", "at least 4" or "up to 6" say, None for anything else."""
    if words.isascii() and words.isdigit() and len(words) <= 7:
        return [int(words), int(words)]
    least, most, both = _AT_LEAST.fullmatch(words), _AT_MOST.fullmatch(words), _RANGE.fullmatch(words)
    if both and int(both[1]) <= int(both[2]):
        return [int(both[1]), int(both[2])]
    if least or most:
        return [int(least[1] or least[2]), None] if least else [None, int(most[1])] if most else [None, None]
    return None


def _each(said: Said, parting: re.Pattern[str]) -> list[Said]:
    if isinstance(said, str):
        return [one for one in parting.split(said) if one.strip()]
    return [(span,) for span in said]


def _number(field: Field, words: str) -> float:
    plain = words.replace(",", "").replace(" ", "")
    found = _SUM.findall(words)
    if len(found) == 1 and not re.fullmatch(r"[\d,. ]*", words):  # "$2.5 million", as an article has it
        scale = re.search(r"\d\s*(thousand|million|billion|m|bn|k)\b", words, re.I)
        plain = f"{float(found[0].replace(',', '')) * (_SCALES[scale[1].lower()] if scale else 1):.6f}"
    if not re.fullmatch(r"\d{1,15}(?:\.\d{1,6})?", plain):
        raise RulingRefused(f"{field.name}: {_short(words)!r} is no amount; write it in figures, such as 50000")
    return float(plain)


def _point(field: Field, words: str) -> list[float]:
    found = _POINT.fullmatch(words)
    if found is None or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
        raise RulingRefused(f"{field.name}: {_short(words)!r} is no place on Earth; write latitude,longitude such as 5.50,-54.06")
    return [float(found[1]), float(found[2])]


def _letters(n: int, example: str) -> Callable[[Field, str], str]:
    def read(field: Field, words: str) -> str:
        if not (len(words) == n and words.isascii() and words.isalpha()):
            raise RulingRefused(f"{field.name}: {_short(words)!r} is no code of {n} letters; write one such as {example}")
        return words.upper()

    return read


def _whatever_case(text: str, words: str) -> list[Span]:
    pattern = r"\s+".join(map(re.escape, words.split()))
    return [Span(*found.span()) for found in re.finditer(pattern, text, re.I)] if pattern else []


def _is_whole(text: str, span: Span) -> bool:
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    return not (before.isalnum() and text[span.start].isalnum()) and not (after.isalnum() and text[span.end - 1].isalnum())


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= 60 else plain[:58] + " …"
