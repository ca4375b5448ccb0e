"""Run peers on the texts of a corpus and tell how far we are ahead of the best. Not for: our own answers (see `scoring`)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.ahead import FIGURES, counted, in_words
from benchmarks.bootstrap import Comparison, compared, compared_with_figure
from benchmarks.corpora import Corpus
from benchmarks.scoring import Figure, answers, gold_of, records, scored, shown_scoring, write_records

_TRAFILATURA: Mapping[str, Mapping[str, Any]] = {
    "trafilatura": {},
    "trafilatura, favor_precision": {"favor_precision": True},
    "trafilatura, fast": {"fast": True},
}
_FIRST = {
    "bodies": ("F1", "body.f1", 1.0, 3),
    "dates": ("exact day", "exact", 100.0, 1),
    "times": ("value F1", "value_f1", 100.0, 1),
}


def against_peers(corpus: Corpus, shared: Path, folder: Path, n_workers: int) -> list[Figure]:
    """Return the figures of the peers that can be run here, and the share of resamples in which we are ahead of the best."""
    kind = corpus.scorer.removeprefix("score_").removesuffix(".py")
    ours = answers(corpus, shared, folder, n_workers)
    if corpus.peer_figure is not None:
        return [_ahead_of_figure(corpus, kind, corpus.peer_figure, counted(kind, gold_of(corpus, shared, folder), ours, shared))]
    if not corpus.peer:
        return []
    files = dict(_RUN[corpus.peer](corpus, shared, folder))
    alone = {name: _alone(corpus, kind, name, scored_alone(corpus, shared, file)) for name, file in files.items()}
    best = max(alone, key=lambda name: alone[name].value)
    gold = gold_of(corpus, shared, folder)
    own, theirs = (counted(kind, gold, one, shared) for one in (ours, files[best]))
    found = compared(own, theirs, FIGURES[kind][_FIRST[kind][0]])
    return [_ahead(corpus, kind, best, found, len(own)), *alone.values()]


def scored_alone(corpus: Corpus, shared: Path, file: Path) -> dict[str, Any]:
    """Score a peer's answers."""
    return scored(shared / "score" / corpus.scorer, [str(shared / "data" / corpus.gold), str(file)])


def _ahead_of_figure(corpus: Corpus, kind: str, figure: float, rows: Any) -> Figure:
    name, _, scale, _ = _FIRST[kind]
    found = compared_with_figure(rows, figure / scale, FIGURES[kind][name])
    return _ahead(corpus, kind, "the best peer's figure", found, len(rows))


def _ahead(corpus: Corpus, kind: str, peer: str, found: Comparison, n: int) -> Figure:
    name, _, scale, digits = _FIRST[kind]
    label = f"{name}, ahead of {peer}, % of resamples"
    told = f"difference {in_words(found, scale, digits)}, 95 % of 10,000 resamples of {n}"
    return Figure(
        corpus.part, corpus.name, corpus.title, label, 100 * found.share_ahead, 1, None, False, told, "python -m benchmarks.ahead"
    )


def _alone(corpus: Corpus, kind: str, peer: str, answer: dict[str, Any]) -> Figure:
    name, path, scale, digits = _FIRST[kind]
    value: Any = answer
    for step in path.split("."):
        value = value[step]
    command = f"{corpus.peer}; {shown_scoring(replace(corpus, options=()))}"
    return Figure(corpus.part, corpus.name, corpus.title, f"{name} of {peer}", value * scale, digits, None, False, "", command)


def _bodies_by_trafilatura(corpus: Corpus, shared: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    import trafilatura

    for number, (name, manner) in enumerate(_TRAFILATURA.items()):
        path = folder / f"{corpus.name}.peer{number}.jsonl"
        every = (
            {"id": one["id"], "body": trafilatura.extract(one["html"], include_comments=False, **manner) or ""}
            for one in records(gold_of(corpus, shared, folder))
        )
        yield name, write_records(path, every)


def _dates_by_htmldate(corpus: Corpus, shared: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """Ask as its own evaluation does: the day of publication, by an extensive search, without the address.

    With the clock of the capture as `max_date` it does worse on news: 96.7 % of dev and not 98.4.
    """
    from htmldate import find_date

    every = []
    for one in records(gold_of(corpus, shared, folder)):
        markup = decoded((folder / one["file"]).read_bytes())
        day = find_date(markup, original_date=True, extensive_search=True)
        every.append({"id": one["id"], "published": {"earliest": day, "latest": day} if day else None})
    yield "htmldate", write_records(folder / f"{corpus.name}.peer.jsonl", every)


def decoded(raw: bytes) -> str:
    """Decode a page by the character set that its markup names, else as UTF-8."""
    told = re.search(rb"""charset=["']?([\w-]+)""", raw[:4000])
    try:
        return raw.decode(told.group(1).decode("ascii") if told else "utf-8", "replace")
    except LookupError:
        return raw.decode("utf-8", "replace")


_RUN = {"trafilatura": _bodies_by_trafilatura, "htmldate": _dates_by_htmldate}
