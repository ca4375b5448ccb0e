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
    the field `file` names. `options` go to the scorer. Where the texts are made from other corpora, `made_by` is the module
    of this folder whose `texts(shared)` gives them; a set that `pools` others has their texts and answers together.
    `peer` runs on the same texts and is compared by bootstrap, `peer_figure` is its figure where it cannot be run here.
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
    made_by: str = ""
    pools: tuple[str, ...] = ()
    peer: str = ""
    peer_figure: float | None = None


_TYPES = ("--types", "PER,ORG,LOC", "--map")
_CAPTURE = ("id", "url", "text")
_TIMES = ("id", "text", "date")


def _bodies(wanted: float, peers: str, *, accuracy: float | None = None) -> tuple[Pick, ...]:
    return (
        Pick("F1", "body.f1", wanted=wanted, peers=peers, digits=3),
        Pick("exact bodies", "body.accuracy", wanted=accuracy, digits=3),
    )


def _flavour(name: str, *, wanted: float | None = None) -> Pick:
    return Pick(f"F1, flavour {name}", f"by.{name}.f1", wanted=wanted, digits=3)


def _line(label: str, *, wanted: float | None = None) -> Pick:
    return Pick(f"{label} lines, F1 in characters", f"labels.characters.{label}.f1", wanted=wanted, digits=3)


def _times(value: float | None, peers: str, *, strict: float | None = None, relaxed: float | None = None) -> tuple[Pick, ...]:
    return (
        Pick("value F1", "value_f1", wanted=value, peers=peers),
        Pick("strict F1", "strict_f1", wanted=strict),
        Pick("relaxed F1", "relaxed_f1", wanted=relaxed),
    )


_CAPTURED = Pick("capture clock taken for the date", "captured", wanted=0, is_ceiling=True, digits=0)
_COVERAGE = Pick("interval or day holds the truth, % of the answers", "coverage", 100)


def _dates(exact: float, peers: str, *, wrong: float | None = None) -> tuple[Pick, ...]:
    return (
        Pick("exact day, %", "exact", 100, exact, peers),
        Pick("wrong day, %", "wrong", 100, wrong, is_ceiling=True),
        Pick("no answer, %", "none", 100),
        _COVERAGE,
        _CAPTURED,
    )


def _names(wanted: float | None, peers: str) -> tuple[Pick, ...]:
    return Pick("strict F1", "micro.f1", 100, wanted, peers), Pick("F1 where only the words count", "untyped.f1", 100)


def _statement(role: str, wanted: float, peers: str) -> Pick:
    return Pick(f"exact F1, {role}", f"spans.{role}.exact.f1", 100, wanted, peers)


_LINES = ("--by", "flavour", "--lines")
_HTML = ("id", "url", "html")
_TEMPEVAL = "annotators among themselves: extent .87, value .88"
CORPORA = (
    Corpus("captures", "bodies", "Article body in a plain capture", "captures/dev.jsonl", _CAPTURE, "capture", "score_bodies.py",
           (*_bodies(0.945, "trafilatura .704, jusText .810, C4's line rules .863, boosted trees .910", accuracy=0.30),
            *(_flavour(name, wanted=0.935) for name in ("blocks", "inscriptis", "wrapped")),
            _line("title", wanted=0.90), _line("byline", wanted=0.80), _line("date", wanted=0.85)), _LINES, peer_figure=0.910),
    Corpus("captures_wcxb", "bodies", "Article body in a plain capture, WCXB", "captures_wcxb/dev.jsonl.gz", _CAPTURE, "capture",
           "score_bodies.py",
           (*_bodies(0.960, "held-out: trafilatura .837, boosted trees .943"), _line("title"), _line("byline"), _line("date")),
           _LINES),
    Corpus("pages", "bodies", "Article body of an HTML page", "pages/dev.jsonl.gz", _HTML, "html", "score_bodies.py",
           _bodies(0.971, "held-out: trafilatura .975, readability .958", accuracy=0.39), peer="trafilatura"),
    Corpus("pages_wcxb", "bodies", "Article body of an HTML page, WCXB", "pages_wcxb/dev.jsonl.gz", _HTML, "html",
           "score_bodies.py", _bodies(0.946, "held-out: trafilatura .952, readability .931"), peer="trafilatura"),
    Corpus("pagedates", "dates", "Publication date of an HTML page", "pagedates/dev.jsonl", ("id", "url", "file"), "html",
           "score_dates.py", _dates(93.5, "htmldate 91.0 (8.6 wrong)", wrong=5), archive="pagedates/dev.zip", peer="htmldate"),
    Corpus("pagedates_news", "dates", "Publication date of a news page", "pagedates_news/dev.jsonl",
           ("id", "url", "captured", "file"), "html", "score_dates.py", _dates(99.1, "htmldate 98.4"),
           archive="pagedates_news/dev.zip", peer="htmldate"),
    Corpus("dates_text", "dates", "Publication date, the English pages of both as plain text", "", ("id", "captured", "text"),
           "capture", "score_dates.py",
           (Pick("exact day, %", "exact", 100, 80, "held-out: first full date 73.7, htmldate 67.0; the day stands there on 87.6"),
            Pick("right where a day is given, %", "precision", 100, 93), _COVERAGE, _CAPTURED), made_by="dates_text"),
    Corpus("dates_bodies", "dates", "Publication date, body alone with the date hidden", "", ("id", "text"), "text",
           "score_dates.py",
           (Pick("interval or day holds the truth, % of the answers", "coverage", 100, 95, "no tool answers with an interval"),
            Pick("the answer holds it within 366 days, % of all", "within", 100, 20),
            Pick("median width of the answers, days", "width", digits=0),
            Pick("exact day, %", "exact", 100), Pick("wrong day, %", "wrong", 100)), made_by="dates_bodies"),
    Corpus("tempeval3", "times", "Time expressions, TempEval-3", "tempeval3/dev.jsonl", _TIMES, "text", "score_times.py",
           _times(81, f"HeidelTime 77.1, recognizers-text 59.7; {_TEMPEVAL}", strict=86, relaxed=93), peer_figure=77.1),
    Corpus("wikiwars", "times", "Time expressions, WikiWars", "wikiwars/dev.jsonl", _TIMES, "text", "score_times.py",
           _times(None, "held-out: HeidelTime 78.3, SUTime 49.5")),
    Corpus("meantime_times", "times", "Time expressions, MEANTIME", "meantime_times/dev.jsonl", _TIMES, "text", "score_times.py",
           _times(None, "held-out: HeidelTime 68.3, SUTime 61.9")),
    Corpus("times_pooled", "times", "Time expressions, all three sets together", "", _TIMES, "text", "score_times.py",
           _times(80, "held-out: HeidelTime 76.3, SUTime 55.4"), pools=("tempeval3", "wikiwars", "meantime_times")),
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
