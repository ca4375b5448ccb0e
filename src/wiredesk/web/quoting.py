"""Words of a report in their sentence, cut where it is long. Not for: whole articles (see `marking`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wiredesk.export.phrasing import plain, quote
from wiredesk.sentences import sentences_near
from wiredesk.spans import Span

_MOST = 190
_LEAD = 80


@dataclass(frozen=True, slots=True)
class Quote:
    """Hold a sentence as people read it: what stands before the words, the words, what stands behind."""

    before: str
    words: str
    after: str

    @property
    def is_whole(self) -> bool:
        """Tell whether the words are all of it, so that nothing in it wants to be lit."""
        return not self.before.strip() and len(self.after.strip()) <= 1 and " " in self.words


@dataclass(slots=True)
class Quoter:
    """Find the sentences of words; `texts` are the article texts by report. A paragraph is taken apart once."""

    texts: Mapping[int, str]
    _parts: dict[tuple[int, int], list[Span]] = field(default_factory=dict)

    def quote(self, report_id: int, span: Span) -> Quote:
        """Return the words of a span in their sentence."""
        text = self.texts[report_id]
        if len(span) > _MOST:
            return Quote("", quote(text, span, most=_MOST), "")
        around = self._sentence(report_id, text, span)
        start, end = around.start, around.end
        if end - start > _MOST:
            start = _at_word(text, max(start, span.start - _LEAD), start)
            end = max(span.end, min(end, start + _MOST))
        before, words, after = text[start : span.start], span.cut(text), text[span.end : end]
        return Quote(
            ("… " if start > around.start else "") + _line(before),
            plain(words),
            _line(after) + (" …" if end < around.end else ""),
        )

    def _sentence(self, report_id: int, text: str, span: Span) -> Span:
        """Return the sentence around a span; only its paragraph is looked at."""
        start = text.rfind("\n\n", 0, span.start)
        if (report_id, start) not in self._parts:
            self._parts[report_id, start] = sentences_near(text, span.start)
        return next((one for one in self._parts[report_id, start] if one.covers(span)), span)


def _at_word(text: str, near: int, least: int) -> int:
    """Return the beginning of the word at `near`."""
    gap = text.rfind(" ", least, near)
    return gap + 1 if gap >= 0 and near > least else near


def _line(words: str) -> str:
    """Return words on one line; a gap at their ends stays, so that they join on to the others."""
    told = plain(words)
    if not told:
        return " " if words else ""
    return f"{' ' if words[0].isspace() else ''}{told}{' ' if words[-1].isspace() else ''}"
