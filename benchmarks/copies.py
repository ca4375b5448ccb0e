"""Measure copies: `python -m benchmarks.copies ../shared --split dev` (`--misses N` prints what went wrong).

1,000 pairs are made from the texts of `data/`, 250 each: another headline, cut to 20 to 60 %, merged with another story on one
page, updated; all set anew, put under another site's lines and, half of them, under an agency's dateline. Against them stand
1,000 hard negatives: two stories of one incident (GVC, ECB+), two of one topic (ECB+), and the nearest neighbours in words;
half of these are put under one site's lines. A negative pair that shares over .2 of the shorter text's runs of five words is
left out: GVC and ECB+ hold real reprints. It is measured end to end, as the desk works: one index of all texts, candidates
by their keys, then the comparison. The words are counted here by a few plain lines, not by what is measured.
"""

import argparse
import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import copies_edits as edits
from benchmarks.scoring import Figure
from wiredesk.corroborate.copies import CopyKind, CopyLink, Fingerprint, bands, compare_copies, fingerprint
from wiredesk.documents import Article, Published, Report, Source
from wiredesk.records import Reading

# As the store does: of the newest 50 reports under each key those that share most keys.
_PER_KEY, _MOST_COMPARED = 50, 40
_MOST_SHARED = 0.2
_SHORTEST = 60  # words of a text that copies are made of
_SEEDS = {"train": 11, "dev": 12}
KINDS = (CopyKind.REHEADLINED, CopyKind.CUT, CopyKind.MERGED, CopyKind.UPDATED)


@dataclass(frozen=True, slots=True)
class Text:
    """Hold one text of the corpora; `group` is its incident, `topic` its topic, None where the corpus has none."""

    id: str
    body: str
    title: str | None
    url: str | None
    group: str | None
    topic: str | None

    @property
    def parts(self) -> list[str]:
        """Give its paragraphs."""
        return edits.paragraphs(self.body)


@dataclass(slots=True)
class Pairs:
    """Hold the readings that are indexed and the pairs of them that are asked about."""

    readings: list[Reading] = field(default_factory=list)
    asked: list[tuple[int, int, str, bool]] = field(default_factory=list)
    made_of: list[set[str]] = field(default_factory=list)

    def add(self, body: str, title: str | None, url: str | None, made_of: set[str]) -> int:
        """Put in one text and return its number; `made_of` are the ids of the texts it was made of."""
        self.made_of.append(made_of)
        source = Source(f"text:{len(self.readings)}", "text/plain", "0" * 64, len(body), url=url)
        self.readings.append(Reading(Report(source, Article(body, title=title), Published())))
        return len(self.readings) - 1


def texts(shared: Path, split: str) -> list[Text]:
    """Return the news texts of one split."""
    found = []
    for corpus in ("gvc", "ecbplus", "muc4", "polnear", "en_worldwide", "tempeval3"):
        with (shared / "data" / corpus / f"{split}.jsonl").open(encoding="utf-8") as lines:
            found += [_text(corpus, json.loads(line)) for line in lines]
    return found


def _text(corpus: str, told: dict[str, Any]) -> Text:
    title, body = told.get("title"), told["text"]
    if title and body.startswith(title):
        body = body[len(title) :].lstrip()
    if told.get("text_truecased"):
        body = told["text_truecased"][told.get("body_start") or 0 :].strip()
    group = told.get("incident") if corpus in ("gvc", "ecbplus") else None
    return Text(f"{corpus}:{told['id']}", body, title, told.get("url"), group, told.get("topic") if corpus == "ecbplus" else None)


def runs(text: str) -> set[str]:
    """Return the runs of five words of a text."""
    words = re.findall(r"\w+", text.lower().replace("'", "").replace("’", ""))
    return {" ".join(words[at : at + 5]) for at in range(len(words) - 4)}


def containment(left: set[str], right: set[str]) -> float:
    """Return the share of the shorter side that the other has too."""
    return len(left & right) / max(1, min(len(left), len(right)))


# -- pairs ---------------------------------------------------------------------------------------------------------


def positives(pairs: Pairs, sources: list[Text], draw: random.Random, n_of_kind: int) -> None:
    """Put in so many pairs of each kind, made of texts drawn in turn."""
    long_enough = [text for text in sources if len(text.body.split()) >= _SHORTEST]
    for kind in KINDS:
        chosen = (long_enough * (n_of_kind // len(long_enough) + 1))[:]
        draw.shuffle(chosen)
        for text in chosen[:n_of_kind]:
            own, other = draw.sample(edits.OUTLETS, 2)
            first = pairs.add(
                edits.as_printed(text.body, own), text.title, f"https://www.{own[0]}/{len(pairs.readings)}", {text.id}
            )
            second_story = draw.choice(long_enough)
            body, title = _changed(kind, text, second_story, draw)
            if draw.random() < 0.5:
                body = edits.dateline(body, draw)
            printed = edits.as_printed(edits.typography(body, draw), other)
            made_of = {text.id, second_story.id} if kind is CopyKind.MERGED else {text.id}
            second = pairs.add(printed, title, f"https://{other[0]}/{len(pairs.readings)}", made_of)
            pairs.asked.append((first, second, kind.value, True))


def _changed(kind: CopyKind, text: Text, other: Text, draw: random.Random) -> tuple[str, str | None]:
    parts = text.parts
    if kind is CopyKind.REHEADLINED:
        return edits.joined(parts), edits.headline(text.body, draw)
    if kind is CopyKind.CUT:
        return edits.joined(edits.cut(parts, draw)), draw.choice([text.title, edits.headline(text.body, draw)])
    if kind is CopyKind.MERGED:
        both = [edits.joined(parts), edits.joined([edits.headline(other.body, draw), *other.parts])]
        draw.shuffle(both)
        return edits.joined(both), draw.choice([text.title, other.title])
    return edits.joined(edits.updated(parts, draw)), draw.choice([text.title, edits.headline(text.body, draw)])


def negatives(pairs: Pairs, sources: list[Text], draw: random.Random, n_wanted: int) -> int:
    """Put in so many pairs of two stories, the hardest there are, and return how many were left out as alike."""
    held = [runs(text.body) for text in sources]
    n_alike = 0
    printed: dict[tuple[int, int], int] = {}
    for left, right, what in _hard(sources, draw):
        if sum(not is_copy for *_, is_copy in pairs.asked) >= n_wanted:
            break
        if containment(held[left], held[right]) > _MOST_SHARED:
            n_alike += 1
            continue
        site = draw.randrange(len(edits.OUTLETS)) if draw.random() < 0.5 else -1
        numbers = []
        for at in (left, right):
            if (at, site) not in printed:
                printed[at, site] = _as_it_was(pairs, sources[at], site)
            numbers.append(printed[at, site])
        pairs.asked.append((numbers[0], numbers[1], f"{what}, one site" if site >= 0 else what, False))
    return n_alike


def _as_it_was(pairs: Pairs, text: Text, site: int) -> int:
    if site < 0:
        return pairs.add(text.body, text.title, text.url, {text.id})
    outlet = edits.OUTLETS[site]
    return pairs.add(edits.as_printed(text.body, outlet), text.title, f"https://{outlet[0]}/{text.id}", {text.id})


def _hard(sources: list[Text], draw: random.Random) -> Iterator[tuple[int, int, str]]:
    one_incident = list(_pairs_by(sources, lambda text: text.group))
    one_topic = [pair for pair in _pairs_by(sources, lambda text: text.topic) if sources[pair[0]].group != sources[pair[1]].group]
    draw.shuffle(one_incident)
    draw.shuffle(one_topic)
    # Of 1,000 some 600 tell of one incident, 250 of one topic; the rest are neighbours in words.
    for what, some in (("incident", one_incident[:600]), ("topic", one_topic[:250])):
        yield from ((left, right, what) for left, right in some)
    yield from ((left, right, "neighbour") for left, right in _neighbours(sources))
    yield from ((left, right, "incident") for left, right in one_incident[600:])


def _pairs_by(sources: list[Text], key: Any) -> Iterator[tuple[int, int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(sources):
        if key(text) is not None:
            groups[key(text)].append(number)
    for members in groups.values():
        yield from ((left, right) for at, left in enumerate(members) for right in members[at + 1 :])


def _neighbours(sources: list[Text]) -> Iterator[tuple[int, int]]:
    """Yield pairs of two texts that share most words, the most alike first, each text once, none of one incident."""
    words = [set(re.findall(r"[a-z]{4,}", text.body.lower())) for text in sources]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, held in enumerate(words):
        for word in held:
            holders[word].append(number)
    likeness: list[tuple[float, int, int]] = []
    for number, held in enumerate(words):
        shared = Counter(one for word in held if len(holders[word]) < 60 for one in holders[word] if one < number)
        for other, n in shared.most_common(2):
            if sources[other].group is None or sources[other].group != sources[number].group:
                likeness.append((n / max(20, min(len(held), len(words[other]))), other, number))
    yield from ((left, right) for _, left, right in sorted(likeness, reverse=True))


# -- measuring -----------------------------------------------------------------------------------------------------


def linked(marks: list[Fingerprint]) -> dict[tuple[int, int], CopyLink]:
    """Return every link that the desk would find, each report compared with the newest under its keys."""
    index: dict[int, list[int]] = defaultdict(list)
    links = {}
    for number, mark in enumerate(marks):
        shared = Counter(one for key in bands(mark) for one in index[key][-_PER_KEY:])
        for candidate in sorted(shared, key=lambda other: (-shared[other], -other))[:_MOST_COMPARED]:
            link = compare_copies(marks[candidate], mark)
            if link:
                links[candidate, number] = link
        for key in bands(mark):
            index[key].append(number)
    return links


def measured(pairs: Pairs, n_alike: int) -> tuple[dict[str, object], dict[tuple[int, int], CopyLink]]:
    """Return the figures and the links."""
    start = time.process_time()
    marks = [fingerprint(reading) for reading in pairs.readings]
    made_s = time.process_time() - start
    start = time.process_time()
    links = linked(marks)
    linked_s = time.process_time() - start
    told = Counter((what, is_copy, _link(links, left, right) is not None) for left, right, what, is_copy in pairs.asked)
    right_ones = sum(n for (_, is_copy, is_linked), n in told.items() if is_copy and is_linked)
    wrong = sum(n for (_, is_copy, is_linked), n in told.items() if not is_copy and is_linked)
    n_copies = sum(is_copy for *_, is_copy in pairs.asked)
    kinds = Counter((what, _link(links, left, right).kind.value) for left, right, what, is_copy in pairs.asked  # type: ignore[union-attr]
                    if is_copy and _link(links, left, right))  # fmt: skip
    found: dict[str, object] = {
        "precision": right_ones / max(1, right_ones + wrong),
        "recall": right_ones / n_copies,
        "copies": n_copies,
        "negatives": len(pairs.asked) - n_copies,
        "negatives left out, alike": n_alike,
        "linked of": {
            f"{what}{'' if is_copy else ' (two stories)'}": n for (what, is_copy, is_linked), n in told.items() if is_linked
        },
        "kinds told": {f"{what} as {kind}": n for (what, kind), n in kinds.most_common()},
        "texts": len(marks),
        "links, and those between two stories": [len(links), sum(1 for _ in _strays(pairs, links))],
        "fingerprints a second": round(len(marks) / made_s),
        "filed and compared a second": round(len(marks) / (made_s + linked_s)),
        "bytes of a fingerprint": sum(len(mark.to_bytes()) for mark in marks) // len(marks),
        "keys, most": max(len(bands(mark)) for mark in marks),
    }
    return found, links


def _strays(pairs: Pairs, links: dict[tuple[int, int], CopyLink]) -> Iterator[tuple[int, int]]:
    """Yield links anywhere in the index between two stories: made of other texts, of which no two are alike."""
    for left, right in links:
        if not pairs.made_of[left] & pairs.made_of[right]:
            bodies = [pairs.readings[at].report.article.text for at in (left, right)]
            if containment(runs(bodies[0]), runs(bodies[1])) <= _MOST_SHARED:
                yield left, right


def _link(links: dict[tuple[int, int], CopyLink], left: int, right: int) -> CopyLink | None:
    return links.get((min(left, right), max(left, right)))


def misses(pairs: Pairs, links: dict[tuple[int, int], CopyLink]) -> Iterator[str]:
    """Yield each wrong answer with its texts."""
    for left, right, what, is_copy in pairs.asked:
        link = _link(links, left, right)
        if (link is not None) == is_copy:
            continue
        bodies = [pairs.readings[at].report.article.text for at in (left, right)]
        share = containment(runs(bodies[0]), runs(bodies[1]))
        why = "; ".join(reason.note for reason in link.comparison.reasons) if link else "no link"
        yield f"--- {what} {'missed' if is_copy else 'wrong'}, containment {share:.2f}: {why}"
        yield from (f"  {name}: {' '.join(body.split())[:700]}" for name, body in zip("AB", bodies, strict=True))


def figures(shared: Path) -> list[Figure]:
    """Measure the figures for docs/accuracy.md."""
    found, _ = measured(*made(shared, "dev", 250))
    title, command = "1,000 copies made of dev texts, 1,000 hard negatives", "python -m benchmarks.copies ../shared --split dev"

    def figure(label: str, digits: int, wanted: float) -> Figure:
        return Figure("copies", "copies", title, label, float(str(found[label])), digits, wanted, False, "", command)

    return [figure("precision", 3, 0.99), figure("recall", 3, 0.97), figure("fingerprints a second", 0, 300)]


def made(shared: Path, split: str, n_of_kind: int) -> tuple[Pairs, int]:
    """Return the pairs of a split, and how many negatives were left out as alike."""
    sources, pairs = texts(shared, split), Pairs()
    draw = random.Random(_SEEDS[split])
    n_alike = negatives(pairs, sources, draw, 4 * n_of_kind)
    positives(pairs, sources, draw, n_of_kind)
    return pairs, n_alike


def main(arguments: Iterable[str] | None = None) -> None:
    """Make the pairs, measure, print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--split", choices=("train", "dev"), default="dev")
    parser.add_argument("--pairs", type=int, default=250, help="copies of each kind; four times as many negatives")
    parser.add_argument("--misses", type=int, default=0)
    asked = parser.parse_args(None if arguments is None else list(arguments))
    pairs, n_alike = made(asked.shared, asked.split, asked.pairs)
    found, links = measured(pairs, n_alike)
    print(json.dumps(found, indent=2, ensure_ascii=False))
    for number, line in enumerate(misses(pairs, links)):
        if number < 3 * asked.misses:
            print(line, file=sys.stderr)


if __name__ == "__main__":
    main()
