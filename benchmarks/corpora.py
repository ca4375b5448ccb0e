"""Which corpus is measured how: input fields, scorer, the figures taken from its answer, and what others reach.

The peers' figures are of November 2026 and were measured side by side unless a paper stands beside them; those of a
held-out split are marked so, because ours are of the dev split.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pick:
    """Name one figure: where it stands in the scorer's JSON, times what, and what it is held against.

    `wanted` is the least (or, with `is_ceiling`, the most) that counts as met; None where it is only reported.
    """

    label: str
    path: str
    scale: float = 1.0
    wanted: float | None = None
    peers: str = ""
    is_ceiling: bool = False
    digits: int = 1


@dataclass(frozen=True, slots=True)
class Corpus:
    """Describe how one dev split is measured.

    `fields` are all that the reader gets of each record; gold never goes in. `archive` is a zip of the pages that
    the field `file` names. `options` go to the scorer.
    """

    name: str
    part: str
    title: str
    gold: str
    fields: tuple[str, ...]
    kind: str
    scorer: str
    picks: tuple[Pick, ...]
    options: tuple[str, ...] = ()
    archive: str | None = None


_TYPES = ("--types", "PER,ORG,LOC", "--map")
_CAPTURE = ("id", "url", "text")
_TIMES = ("id", "text", "date")


def _bodies(wanted: float | None, peers: str) -> tuple[Pick, ...]:
    return Pick("F1", "body.f1", wanted=wanted, peers=peers, digits=3), Pick("exact bodies", "body.accuracy", digits=3)


def _times(value: float | None, peers: str) -> tuple[Pick, ...]:
    return (
        Pick("value F1", "value_f1", wanted=value, peers=peers),
        Pick("strict F1", "strict_f1"),
        Pick("relaxed F1", "relaxed_f1"),
    )


def _dates(peers: str) -> tuple[Pick, ...]:
    return (
        Pick("exact day, %", "exact", 100, peers=peers),
        Pick("wrong day, %", "wrong", 100),
        Pick("no answer, %", "none", 100),
        Pick("interval or day holds the truth, %", "coverage", 100),
        Pick("capture clock taken for the date", "captured", wanted=0, is_ceiling=True, digits=0),
    )


def _names(wanted: float | None, peers: str) -> tuple[Pick, ...]:
    return Pick("strict F1", "micro.f1", 100, wanted, peers), Pick("F1 where only the words count", "untyped.f1", 100)


def _statement(role: str, wanted: float, peers: str) -> Pick:
    return Pick(f"exact F1, {role}", f"spans.{role}.exact.f1", 100, wanted, peers)


CORPORA = (
    Corpus("captures", "bodies", "Article body in a plain capture", "captures/dev.jsonl", _CAPTURE, "capture", "score_bodies.py",
           _bodies(0.92, "trafilatura .704, jusText .810, C4's line rules .863, boosted trees .910")),
    Corpus("captures_wcxb", "bodies", "Article body in a plain capture, WCXB", "captures_wcxb/dev.jsonl.gz", _CAPTURE, "capture",
           "score_bodies.py", _bodies(None, "held-out: trafilatura .837, boosted trees .943")),
    Corpus("pages", "bodies", "Article body of an HTML page", "pages/dev.jsonl.gz", ("id", "url", "html"), "html",
           "score_bodies.py", _bodies(None, "held-out: trafilatura .975, readability .958")),
    Corpus("pages_wcxb", "bodies", "Article body of an HTML page, WCXB", "pages_wcxb/dev.jsonl.gz", ("id", "url", "html"), "html",
           "score_bodies.py", _bodies(None, "held-out: trafilatura .952, readability .931")),
    Corpus("pagedates", "dates", "Publication date of an HTML page", "pagedates/dev.jsonl", ("id", "url", "file"), "html",
           "score_dates.py", _dates("htmldate 91.0 (8.6 wrong)"), archive="pagedates/dev.zip"),
    Corpus("pagedates_news", "dates", "Publication date of a news page", "pagedates_news/dev.jsonl",
           ("id", "url", "captured", "file"), "html", "score_dates.py", _dates("htmldate 98.4"),
           archive="pagedates_news/dev.zip"),
    Corpus("tempeval3", "times", "Time expressions, TempEval-3", "tempeval3/dev.jsonl", _TIMES, "text", "score_times.py",
           _times(70, "HeidelTime 77.1, recognizers-text 59.7")),
    Corpus("wikiwars", "times", "Time expressions, WikiWars", "wikiwars/dev.jsonl", _TIMES, "text", "score_times.py",
           _times(None, "held-out: HeidelTime 78.3, SUTime 49.5")),
    Corpus("meantime_times", "times", "Time expressions, MEANTIME", "meantime_times/dev.jsonl", _TIMES, "text", "score_times.py",
           _times(None, "held-out: HeidelTime 68.3, SUTime 61.9")),
    Corpus("uner_ewt", "names", "Names, UNER EWT", "uner_ewt/dev.jsonl", ("id", "text", "date"), "text", "score_mentions.py",
           _names(78, "test: XLM-R large 86.0, MiniLM tuned on it alone 79.5 (dev 76.9)"), ("--types", "PER,ORG,LOC")),
    Corpus("re3d", "names", "Names, re3d", "re3d/dev.jsonl", ("id", "text", "url"), "text", "score_mentions.py",
           _names(None, ""), (*_TYPES, "Person=PER,Organisation=ORG,Location=LOC")),
    Corpus("en_worldwide", "names", "Names, Worldwide Newswire", "en_worldwide/dev.jsonl", ("id", "text", "url"), "text",
           "score_mentions.py", _names(None, ""), (*_TYPES, "Person=PER,Organization=ORG,Location=LOC,Facility=LOC")),
    Corpus("polnear", "statements", "Who said what, PolNeAR", "polnear/dev.jsonl", ("id", "text", "date"), "text",
           "score_statements.py",
           (_statement("source", 75, "test: a second person 79.0, CofeNet-BERT 83.2"),
            _statement("cue", 69, "test: a second person 71.3, CofeNet-BERT 75.3"),
            _statement("content", 59, "test: a second person 71.6, CofeNet-BERT 72.9"),
            Pick("who said what, F1", "who_said_what.f1", 100, peers="a second person 75.1")),
           ("--coref", "{data}/polnear/dev.coref.jsonl")),
    Corpus("muc4", "incidents", "Incidents, MUC-4", "muc4/dev.jsonl", ("id", "text", "date"), "text", "score_incidents.py",
           (Pick("template filling, micro F1", "template.micro_avg.f1", 100, 38,
                 "test: GTT 50.2, IterX 53.0, GE's rules of 1992 54.3"),
            Pick("role fillers (CEAF-REE), micro F1", "ree.micro_avg.f1", 100, peers="test: GRIT 54.5, TempGen 57.8"),
            Pick("which texts tell of an incident, F1", "document_relevance.f1", 100)),
           ("--dedup", "both")),
)  # fmt: skip
PARTS = ("examples", *dict.fromkeys(corpus.part for corpus in CORPORA), "copies", "clusters", "speed")
