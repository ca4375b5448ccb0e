"""Times of a report: records with the tagger's licence."""

import datetime
import json
import subprocess
import sys
from pathlib import Path

import pytest

from wiredesk.codebook import TimexType
from wiredesk.dates import Interval
from wiredesk.reading.times import read_times
from wiredesk.records import Time
from wiredesk.spans import Span
from wiredesk.tagger.tags import ScoredSpan, Tags

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
DAY = datetime.date(2019, 3, 9)


def _tags(*times: ScoredSpan) -> Tags:
    return Tags((), (), (), times, (), ())


def test_a_time_becomes_a_record_with_its_words() -> None:
    text = "The mayor was shot on Wednesday."
    (time,) = read_times(text, Interval(DAY, DAY), _tags())
    day = datetime.date(2019, 3, 6)
    assert time == Time(Span(22, 31), TimexType.DATE, "2019-03-06", interval=Interval(day, day))


def test_the_tagger_lets_vague_words_in() -> None:
    text = "They moved only at night."
    (time,) = read_times(text, Interval(DAY, DAY), _tags(ScoredSpan(Span(19, 24), "TIME", 0.9)))
    assert time.type is TimexType.TIME


def test_an_unknown_publication_date_keeps_what_the_words_say() -> None:
    times = read_times("On Monday it rained. On 5 May 2011 it burned.", None, _tags())
    assert [time.value for time in times] == ["XXXX-WXX-1", "2011-05-05"]


@pytest.mark.skipif(not (SHARED / "score" / "score_times.py").exists(), reason="the corpora in ../shared are not here")
@pytest.mark.parametrize(("corpus", "at_least"), [("tempeval3", 78.0), ("wikiwars", 86.0), ("meantime_times", 78.0)])
def test_rules_alone_hold_their_figures(corpus: str, at_least: float, tmp_path: Path) -> None:
    gold, out = SHARED / "data" / corpus / "dev.jsonl", tmp_path / "times.jsonl"
    subprocess.run([sys.executable, "benchmarks/times.py", str(gold), str(out)], cwd=ROOT, check=True, capture_output=True)
    scorer = [sys.executable, str(SHARED / "score" / "score_times.py"), str(gold), str(out), "--json"]
    scored = subprocess.run(scorer, check=True, capture_output=True, text=True)
    assert json.loads(scored.stdout)["value_f1"] >= at_least
