"""The corpus layers of one reading: what `wiredesk annotate` writes and the scorers take. Not for: MUC-4's slots (see `muc4`).

Spans count in the text that was given, for HTML in the article text, which is then returned as `text`.
"""

import bisect
from collections.abc import Iterable

from wiredesk.documents import Line, Origin
from wiredesk.export.muc4 import ToGiven, muc4_incidents
from wiredesk.interchange.report_json import Json, pair, pairs, published_json
from wiredesk.records import Reading
from wiredesk.spans import Span

_NAMES = ("PER", "ORG", "LOC")


def corpus_layers(reading: Reading, *, names: Iterable[tuple[Span, str]], given: str | None) -> Json:
    """Return the layers of one document without its `id`.

    `names` are the tagger's name spans with their labels, counting in the article text. `given` is the text that the
    user gave where spans are to count in it (captures, clean text), None where the article text is returned (HTML).
    """
    article = reading.report.article
    place = _into_source(article.origin) if given is not None and article.origin is not None else _stay
    return {
        "text": article.text if given is None else given,
        "body": article.text,
        "lines": [_line(line) for line in reading.report.lines],
        "mentions": [{**_ends(place(span)), "type": label} for span, label in names if label in _NAMES],
        "statements": _statements(reading, place),
        "times": [
            {**_ends(place(time.span)), "type": time.type.value, "value": time.value, "mod": time.mod} for time in reading.times
        ],
        "incidents": muc4_incidents(reading, place),
        "published": _published(reading, place),
    }


def _stay(span: Span) -> Span:
    return span


def _into_source(origin: tuple[Origin, ...]) -> ToGiven:
    """Return the map from article spans to source spans; what lies between two stretches goes to the nearer end."""
    starts = [stretch.text.start for stretch in origin]
    ends = [stretch.text.end for stretch in origin]

    def place(span: Span) -> Span:
        first = origin[min(bisect.bisect_right(ends, span.start), len(origin) - 1)]
        last = origin[max(bisect.bisect_left(starts, span.end) - 1, 0)]
        start = first.source.start + max(0, span.start - first.text.start)
        end = last.source.start + min(span.end, last.text.end) - last.text.start
        return Span(start, max(end, start + 1))

    return place if origin else _stay


def _ends(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _line(line: Line) -> Json:
    return {**_ends(line.span), "label": line.label.value, "body": line.is_body, "fine": line.fine}


def _statements(reading: Reading, place: ToGiven) -> list[Json]:
    def placed(spans: tuple[Span, ...]) -> list[list[int]]:
        return pairs(tuple(map(place, spans)))

    return [
        {
            "source": placed(statement.source),
            "cue": placed(statement.cue),
            "content": placed(statement.content),
            "kind": statement.kind.value,
        }
        for statement in reading.statements
    ]


def _published(reading: Reading, place: ToGiven) -> Json:
    """Return the publication date; the reasons keep their words, told as spans of the text that this line returns."""
    told = published_json(reading.report.published)
    for basis, reason in zip(reading.report.published.basis, told["basis"], strict=True):
        if basis.span is not None:
            reason["span"] = pair(place(basis.span))
    return told
