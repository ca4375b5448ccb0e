"""Invent captures: bodies of the training pages, cut short, in site furniture of our own making. Not for: reading corpora.

The corpora hold long pages with hundreds of lines; what people paste is often thirty lines with a clock glued to the date,
a headline list and a keyword line, or clean text without any furniture. Both kinds are made here, seeded.
"""

import functools
import random
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.lines_corpus import KINDS, Example, example
from wiredesk.sentences import sentences

_TITLE = KINDS.index("title")
_FEWEST_WORDS = 40
# A tenth of the pages lose their words to another alphabet, so that the model can go by shape where it knows no word.
_FOREIGN = 0.1
_ALPHABET = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "абцдефгхийклмнопярстуввхыз" + "абцдефгхийклмнопярстуввхыз".upper()
)


@functools.cache
def _phrases(name: str) -> list[str]:
    """Return the phrases of a section of `furniture.txt`."""
    text = (Path(__file__).parent / "furniture.txt").read_text(encoding="utf-8")
    return text.split(f"[{name}]\n", 1)[1].split("\n\n", 1)[0].strip().split("\n")


@dataclass(frozen=True, slots=True)
class _Stock:
    """Hold bodies (lists of paragraphs) and headlines taken from training pages."""

    bodies: list[list[str]]
    titles: list[str]


Lines = list[tuple[str, str, bool]]  # text, label, is body; an empty text is a gap between groups
_GAP = ("", "", False)


def _stock(examples: Sequence[Example]) -> _Stock:
    pages = {e.page: e for e in examples}
    bodies, titles = [], []
    for one in pages.values():
        units = list(zip(one.layout.units, one.is_body, one.kind, strict=True))
        bodies.append([u.text.lstrip("#* ") for u, is_body, _ in units if is_body and u.text.lstrip("#* ")])
        titles += [u.text.lstrip("#* ") for u, _, kind in units if kind == _TITLE and 20 < len(u.text) < 120]
    return _Stock([body for body in bodies if body], titles)


def _date(rng: random.Random) -> str:
    day, month, year = rng.randint(1, 28), rng.choice(_phrases("months")), rng.randint(2005, 2026)
    forms = (
        f"{day} {month} {year}",
        f"{month} {day}, {year}",
        f"{rng.choice(_phrases('days'))}, {day} {month[:3]} {year}",
        f"{day:02d}.{_phrases('months').index(month) + 1:02d}.{year}",
    )
    return rng.choice(forms)


def _clock(rng: random.Random) -> str:
    return f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}"


def _name(rng: random.Random) -> str:
    return f"{rng.choice(_phrases('first'))} {rng.choice(_phrases('last'))}"


def _glued_clock(rng: random.Random) -> str:
    return (
        f"{_clock(rng)} {rng.choice(_phrases('zones'))}{rng.choice(['', ' ', rng.choice(_phrases('days')) + ', '])}{_date(rng)}"
    )


def _menu(rng: random.Random) -> str:
    return rng.choice((" | ", " ", " · ", " / ", "")).join(rng.sample(_phrases("sections"), rng.randint(3, 7)))


def _keywords(rng: random.Random, body: list[str]) -> str:
    names = sorted(set(re.findall(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}\b", " ".join(body)[:3000])))
    words = rng.sample(names, min(len(names), rng.randint(2, 7))) + rng.sample(_phrases("topics"), 2)
    rng.shuffle(words)
    return rng.choice(("", "", "Tags: ", "Topics: ", "Keywords: ")) + ", ".join(words)


def _top(rng: random.Random, site: str) -> Iterator[str]:
    if rng.random() < 0.3:
        yield _glued_clock(rng)
    for _ in range(rng.choice((0, 1, 2, 3, 5, 9))):
        yield rng.choice(
            (rng.choice(_phrases("top")), rng.choice(_phrases("top")), rng.choice(_phrases("sections")), site, _menu(rng))
        )
    if rng.random() < 0.4:
        yield rng.choice(_phrases("sections"))


def _head(rng: random.Random, stock: _Stock, site: str) -> Lines:
    """Return title, byline, date and share lines as they stand above a body."""
    published = (
        rng.choice(("", "", "Published: ", "Posted on ", "Updated: ", "Last updated "))
        + _date(rng)
        + rng.choice(("", f" {_clock(rng)}", f", {_clock(rng)} {rng.choice(_phrases('zones'))}"))
    )
    author = (
        rng.choice(("By ", "by ", "BY ", "", "Written by "))
        + _name(rng)
        + rng.choice(("", "", f" and {_name(rng)}", f", {site}", f" in {rng.choice(_phrases('cities')).title()}"))
    )
    lines: Lines = [(rng.choice(stock.titles), "title", False)] if rng.random() < 0.85 else []
    if rng.random() < 0.5:
        lines.append((author, "byline", False))
    if rng.random() < 0.5:
        lines.append((published, "date", False))
    lines += [(rng.choice(_phrases("share")), "chrome", False) for _ in range(rng.choice((0, 0, 1, 1, 2, 4)))]
    if rng.random() < 0.15:
        lines.append((f"{rng.choice(('Photo', 'Image', 'File photo'))}: {_name(rng)}/{site}", "chrome", False))
    if rng.random() < 0.12:
        lines.append((_caption(rng, stock, site), "chrome", False))
    return lines


def _tail(rng: random.Random, stock: _Stock, body: list[str], site: str) -> Iterator[str]:
    if rng.random() < 0.5:
        if rng.random() < 0.5:
            yield rng.choice(_phrases("related"))
        yield from rng.sample(stock.titles, min(len(stock.titles), rng.randint(1, 6)))
    if rng.random() < 0.4:
        yield _keywords(rng, body)
    yield from (rng.choice(_phrases("share")) for _ in range(rng.choice((0, 0, 1, 3))))
    yield from (rng.choice(_phrases("end")) for _ in range(rng.choice((0, 1, 2, 3, 6))))
    if rng.random() < 0.15:
        yield from _comments(rng, stock)
    if rng.random() < 0.1:
        yield rng.choice(_phrases("end")) + rng.choice(_phrases("end"))
    if rng.random() < 0.4:
        rights = rng.choice(("All rights reserved.", "Terms of use | Privacy", ""))
        yield f"© {rng.choice(('', 'Copyright '))}{site} {rng.randint(2005, 2026)}. {rights}".strip()


def _comments(rng: random.Random, stock: _Stock) -> Iterator[str]:
    """Yield readers' comments: a heading, then names with words that stand in other articles."""
    yield rng.choice(
        (f"{rng.randint(2, 90)} comments", "Comments", "Join the discussion", f"{rng.randint(2, 40)} responses to this story")
    )
    for _ in range(rng.choice((1, 2, 4, 8))):
        yield rng.choice(
            (f"{_name(rng)} says:", _name(rng), _name(rng).replace(" ", "").lower() + str(rng.randint(1, 99)) + " says:")
        )
        if rng.random() < 0.5:
            yield f"{_date(rng)} at {_clock(rng)}"
        paragraph = rng.choice(rng.choice(stock.bodies))
        told = [paragraph[s.start : s.end] for s in sentences(paragraph)]
        yield " ".join(told[: rng.randint(1, 3)])
        if rng.random() < 0.5:
            yield rng.choice(("Reply", "Log in to reply", "Report comment", "Like"))


def _caption(rng: random.Random, stock: _Stock, site: str) -> str:
    paragraph = rng.choice(rng.choice(stock.bodies))
    told = next((paragraph[s.start : s.end] for s in sentences(paragraph)), paragraph)[:200]
    credit = rng.choice(
        (
            f"(Photo: {_name(rng)})",
            f"(AP Photo/{_name(rng)})",
            f"{_name(rng)}/{site}",
            f"Photo by {_name(rng)}",
            f"{_name(rng)} | {site}",
        )
    )
    return rng.choice((f"{told} {credit}", f"{told} {credit}", f"© {_name(rng)} {told}", credit))


def _short(rng: random.Random, body: list[str], n: int) -> list[str]:
    """Return the first `n` paragraphs or so, half of the time cut into paragraphs of a sentence or two."""
    start = 0 if rng.random() < 0.7 else rng.randrange(len(body))
    kept = body[start : start + n]
    if rng.random() < 0.5:
        cut = [paragraph[s.start : s.end] for paragraph in kept for s in sentences(paragraph)]
        kept = [" ".join(cut[i : i + 2]) if rng.random() < 0.5 else cut[i] for i in range(0, len(cut), 2)][: n + 4]
    if kept and rng.random() < 0.25:
        wire = rng.choice((f" ({rng.choice(_phrases('sites'))})", "", f", {rng.choice(_phrases('months'))} {rng.randint(1, 28)}"))
        kept[0] = f"{rng.choice(_phrases('cities'))}{wire} {rng.choice('-–—')} {kept[0]}"
    return kept


def _with_inserts(rng: random.Random, stock: _Stock, body: list[str]) -> Lines:
    lines: Lines = []
    for paragraph in body:
        lines.append((paragraph, "article", True))
        if rng.random() < 0.03:
            lines.append((_caption(rng, stock, rng.choice(_phrases("sites"))), "chrome", False))
        if rng.random() < 0.04:
            lines.append(
                (
                    rng.choice((rng.choice(_phrases("inside")), f"{rng.choice(_phrases('more'))} {rng.choice(stock.titles)}")),
                    "chrome",
                    False,
                )
            )
    return lines


def _short_capture(rng: random.Random, stock: _Stock) -> Lines:
    site, body = rng.choice(_phrases("sites")), _short(rng, rng.choice(stock.bodies), rng.choice((2, 3, 4, 5, 6, 8, 12, 20)))
    lines: Lines = [(text, "chrome", False) for text in _top(rng, site)]
    lines += [_GAP, *_head(rng, stock, site), _GAP, *_with_inserts(rng, stock, body), _GAP]
    return lines + [(text, "chrome", False) for text in _tail(rng, stock, body, site)]


def _clean(rng: random.Random, stock: _Stock) -> Lines:
    return [(paragraph, "article", True) for paragraph in _short(rng, rng.choice(stock.bodies), rng.choice((1, 2, 4, 8, 15, 40)))]


def _cropped(rng: random.Random, examples: Sequence[Example]) -> Lines:
    """Return the lines of a real capture from shortly before its body to shortly after."""
    one = rng.choice(examples)
    body = one.is_body.nonzero()[0]
    if not len(body):
        return []
    start, end = max(0, int(body[0]) - rng.randint(0, 8)), int(body[-1]) + 1 + rng.randint(0, 8)
    rows = zip(one.layout.units[start:end], one.kind[start:end], one.is_body[start:end], strict=True)
    return [(unit.text, KINDS[kind], bool(is_body)) for unit, kind, is_body in rows]


def _laid(rng: random.Random, lines: Lines) -> tuple[str, list[dict[str, object]]]:
    """Return the lines as one text in a layout drawn by chance, with the labels of its lines."""
    indent, blank, width = (
        rng.choice(("", "", "", "    ", "  ")),
        rng.choice((0, 0, 1, 2)),
        rng.choice((None, None, None, 72, 78)),
    )
    text, labels, is_first = "", [], True
    for content, label, is_body in lines:
        if not content:
            text += "\n" * rng.randint(0, 3)
            continue
        parted = blank == 2 or (blank == 1 and (is_body or rng.random() < 0.2))
        text += "\n" * (parted and not is_first)
        lead = indent if not is_first or rng.random() < 0.5 else ""
        for part in textwrap.wrap(content, width) if width else [" ".join(content.split())]:
            labels.append(
                {"start": len(text) + len(lead), "end": len(text) + len(lead) + len(part), "label": label, "body": is_body}
            )
            text += f"{lead}{part}\n"
        is_first = False
    return text, labels


def own_captures(examples: Sequence[Example], n: int, *, seed: int) -> list[Example]:
    """Return `n` invented captures made with the bodies and headlines of `examples`, which must be training pages.

    Half are short captures, a quarter clean texts, a quarter cropped real ones. Source: shares are our choice.
    """
    rng = random.Random(seed)
    made: list[Example] = []
    stocks = {fold: _stock([e for e in examples if e.fold == fold]) for fold in sorted({e.fold for e in examples})}
    by_fold = {fold: [e for e in examples if e.fold == fold] for fold in stocks}
    while len(made) < n:
        fold = rng.choice(list(stocks))
        kind = rng.choice("sscr")
        lines = (
            _short_capture(rng, stocks[fold])
            if kind == "s"
            else _clean(rng, stocks[fold])
            if kind == "c"
            else _cropped(rng, by_fold[fold])
        )
        if sum(content.count(" ") for content, _, is_body in lines if is_body) < _FEWEST_WORDS:
            continue
        if rng.random() < _FOREIGN:
            lines = [(content.translate(_ALPHABET), label, is_body) for content, label, is_body in lines]
        text, labels = _laid(rng, lines)
        body = "\n".join(content for content, _, is_body in lines if is_body)
        site = next(e.site for e in by_fold[fold])
        record = {
            "id": f"own-{len(made)}",
            "page": f"own-{len(made)}",
            "site": site,
            "flavour": "own",
            "text": text,
            "lines": labels,
            "body": body,
        }
        made.append(example(record, weight=0.7, is_own=True))
    return made
