"""What changed between two texts in their own words: corrections they own up to, figures that differ. Not for: facts read."""

import functools
import re
from collections.abc import Iterator
from importlib.resources import files

from wiredesk.corroborate.changes import Change, ChangeKind
from wiredesk.corroborate.figures import figure_of
from wiredesk.corroborate.shingles import is_furniture
from wiredesk.records import Reading
from wiredesk.sentences import sentences
from wiredesk.spans import Span

_MOST_SENTENCES = 150
_LONGEST = 600  # characters of a sentence
_ALIKE = 82.0  # least likeness, 0 to 100, of two sentences whose figures are held against each other
_WORD = re.compile(r"\w[\w,.]*\w|\w")


@functools.cache
def _phrases() -> tuple[tuple[str, ChangeKind], ...]:
    lines = files("wiredesk.corroborate").joinpath("corrections.txt").read_text(encoding="utf-8").splitlines()
    found = []
    for line in lines:
        if line.strip() and not line.startswith("#"):
            is_retraction = line.startswith("retraction: ")
            words = line.removeprefix("retraction: ") if is_retraction else line
            found.append((words.strip(), ChangeKind.RETRACTION if is_retraction else ChangeKind.CORRECTION))
    return tuple(sorted(found, key=lambda pair: pair[1] is not ChangeKind.RETRACTION))


def own_corrections(older: Reading, newer: Reading) -> Iterator[Change]:
    """Yield the sentences in which the newer report corrects or takes back what was printed, and the older one does not."""
    known = _flat(older.report.article.text)
    title = newer.report.article.title or ""
    kind = _kind_of(_flat(title))
    if kind and not _kind_of(_flat(older.report.article.title or "")):
        yield Change(kind, f"the headline says so: {title}", newer_words=title)
    text = newer.report.article.text
    for span in sentences(text)[: 4 * _MOST_SENTENCES]:
        words = _flat(span.cut(text))
        kind = _kind_of(words)
        if kind and words not in known:
            yield Change(kind, "the report says so itself", newer_words=span.cut(text), newer_spans=(span,))


def _flat(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def _kind_of(words: str) -> ChangeKind | None:
    return next((kind for phrase, kind in _phrases() if phrase in words), None)


def figure_changes(older: Reading, newer: Reading) -> Iterator[Change]:
    """Yield the sentences that stand in both texts with other figures."""
    from rapidfuzz import fuzz, process

    texts = older.report.article.text, newer.report.article.text
    before, after = (_told(text) for text in texts)
    standing = {_flat(span.cut(texts[1])) for span in after}
    gone = [span for span in before if _flat(span.cut(texts[0])) not in standing]
    kept = {_flat(span.cut(texts[0])) for span in before}
    new = [span for span in after if _flat(span.cut(texts[1])) not in kept]
    words = [_bare(span.cut(texts[1])) for span in new]
    for span in gone:
        own = span.cut(texts[0])
        best = process.extractOne(_bare(own), words, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if best is None:
            continue
        other = new[best[2]].cut(texts[1])
        lost, found = _differing(own, other)
        if lost and found:
            note = f"{', '.join(lost)}, now {', '.join(found)}"
            yield Change(ChangeKind.FIGURE, note, own, other, (span,), (new[best[2]],))


def _told(text: str) -> list[Span]:
    """Return the sentences of the story that hold a figure."""
    told = [span for span in sentences(text) if len(span) <= _LONGEST and not is_furniture(span.cut(text))]
    return [span for span in told if _figures(span.cut(text))][:_MOST_SENTENCES]


def _figures(sentence: str) -> list[str]:
    return [figure for word in _WORD.findall(sentence.casefold()) if (figure := figure_of(word))]


def _bare(sentence: str) -> str:
    """Return the sentence without its figures."""
    words = _WORD.findall(sentence.casefold())
    return " ".join(word for word in words if not figure_of(word))


def _differing(left: str, right: str) -> tuple[list[str], list[str]]:
    mine, theirs = _figures(left), _figures(right)
    return [one for one in mine if one not in theirs], [one for one in theirs if one not in mine]
