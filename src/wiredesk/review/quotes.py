"""Words as anchors: a stretch of text by what it says, what stands around it and where it stood. Not for: what it means.

So a ruling of a person finds its words again when the text around them was cleaned better or the body was corrected.
Source: W3C Web Annotation Data Model, 4.2.4 Text Quote Selector and 4.2.5 Text Position Selector.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wiredesk.errors import RulingRefused
from wiredesk.spans import Span

_AROUND = 32  # characters kept on each side, as most annotation tools do
_TELLING = 12  # words at least this long may be found without what stood around them; our choice
_FAMILIAR = 6  # characters around shorter words that must be the same; our choice
_MOST_PLACES = 2_000
_VARIANTS = {'"': '["“”„«»]', "'": "['’‘]", "-": "[-‐‑–—]"}
_VARIANTS |= dict.fromkeys("“”„«»", _VARIANTS['"']) | dict.fromkeys("’‘", _VARIANTS["'"]) | dict.fromkeys("‐‑–—", _VARIANTS["-"])


@dataclass(frozen=True, slots=True)
class Quote:
    """Hold words, up to 32 characters before and after them, and the offset at which they stood."""

    exact: str
    prefix: str
    suffix: str
    start: int

    def to_json(self) -> dict[str, Any]:
        """Return the quote as a JSON object."""
        return {"exact": self.exact, "prefix": self.prefix, "suffix": self.suffix, "start": self.start}

    @staticmethod
    def from_json(told: dict[str, Any]) -> "Quote":
        """Read a quote back.

        :raises RulingRefused: when it is none.
        """
        try:
            quote = Quote(str(told["exact"]), str(told["prefix"]), str(told["suffix"]), int(told["start"]))
        except (KeyError, TypeError, ValueError) as error:
            raise RulingRefused(f"a quote lacks exact, prefix, suffix or start ({error}); write all four") from error
        if not quote.exact:
            raise RulingRefused("a quote holds no words; write at least one")
        return quote


def quote_at(text: str, span: Span) -> Quote:
    """Return the quote of a span of `text`."""
    before, after = max(0, span.start - _AROUND), span.end + _AROUND
    return Quote(span.cut(text), text[before : span.start], text[span.end : after], span.start)


def find_quote(text: str, quote: Quote) -> Span | None:
    """Return where a quote stands in a text that may have changed, None when it stands there no longer.

    Of several places the one with the most of the old neighbours is taken, then the one nearest to the old offset.
    Short words among strangers are not found: another "he" is another "he".
    """
    end = quote.start + len(quote.exact)
    if text[quote.start : end] == quote.exact and _familiar(text, Span(quote.start, end), quote) >= 2 * _AROUND:
        return Span(quote.start, end)
    ranked = [(_familiar(text, span, quote), -abs(span.start - quote.start), span) for span in places(text, quote.exact)]
    if not ranked:
        return None
    n_familiar, _, span = max(ranked)
    return span if len(quote.exact) >= _TELLING or n_familiar >= _FAMILIAR else None


def places(text: str, words: str) -> list[Span]:
    """Return where words stand: as they are, else with other gaps, quotation marks and dashes; at most 2,000 places."""
    found = list(_exact_places(text, words))
    if found or not words.strip():
        return found
    matches = re.finditer(_tolerant(words), text)
    return [Span(*match.span()) for _, match in zip(range(_MOST_PLACES), matches, strict=False)]


def _exact_places(text: str, words: str) -> Iterator[Span]:
    at = text.find(words) if words else -1
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        yield Span(at, at + len(words))
        at = text.find(words, at + 1)


def _tolerant(words: str) -> str:
    parts = ("".join(_VARIANTS.get(sign) or re.escape(sign) for sign in word) for word in words.split())
    return r"\s+".join(parts)


def _familiar(text: str, span: Span, quote: Quote) -> int:
    """Count the neighbours that are the old ones; where the text began or ended there, its end counts as all of them."""
    before, after = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    n_before = _n_same(before[::-1], quote.prefix[::-1])
    n_after = _n_same(after, quote.suffix)
    at_start = len(quote.prefix) < _AROUND and before == quote.prefix
    at_end = len(quote.suffix) < _AROUND and after == quote.suffix
    return (_AROUND if at_start else n_before) + (_AROUND if at_end else n_after)


def _n_same(one: str, other: str) -> int:
    """Return how many characters two words have in common at their starts."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(one), len(other)))
