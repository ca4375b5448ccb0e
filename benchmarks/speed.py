"""How long and how much memory one report takes. Run as a program it is the warm reader that `warm_ms` starts."""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.scoring import WIREDESK, Figure

CAPTURE = Path(__file__).with_name("capture.txt")
N_WARM, N_COLD = 20, 5
_ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}


def warm_times_ms(path: Path) -> list[float]:
    """Return the milliseconds of `N_WARM` readings in this process after three that are not counted."""
    import wiredesk

    times = []
    for _ in range(N_WARM + 3):
        start = time.perf_counter()
        wiredesk.read(str(path))
        times.append(1000 * (time.perf_counter() - start))
    return times[3:]


def warm_ms() -> float:
    """Return the median milliseconds of a warm reading on one core, in a process of its own."""
    core = min(os.sched_getaffinity(0))
    command = [sys.executable, "-m", "benchmarks.speed", str(core)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **_ONE_CORE})
    return float(done.stdout)


def cold_start() -> tuple[float, float]:
    """Return the median seconds from start to the printed report, and the peak memory in megabytes, of `wiredesk read`."""
    # As set-up leaves it: an environment that forbids bytecode would compile the package at every start.
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(CAPTURE.parents[1] / "src")], check=True)
    seconds, peaks = [], []
    for _ in range(N_COLD):
        start = time.perf_counter()
        process = subprocess.Popen([str(WIREDESK), "read", str(CAPTURE), "--json"], stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"wiredesk read {CAPTURE.name}: exit status {process.returncode}")
        seconds.append(time.perf_counter() - start)
        peaks.append(usage.ru_maxrss / 1000)
    return statistics.median(seconds), max(peaks)


def speed(shared: Path) -> list[Figure]:
    """Measure one whole reading, then captures and times by themselves."""
    return [*_reading(), *_parts(shared)]


def _reading() -> list[Figure]:
    n_words = len(CAPTURE.read_text(encoding="utf-8").split())
    title = f"One capture of {n_words} words, all sections"
    start_s, peak_mb = cold_start()
    shown = "wiredesk read benchmarks/capture.txt --json"

    def figure(label: str, value: float, digits: int, *, wanted: float, command: str) -> Figure:
        return Figure("speed", "speed", title, label, value, digits, wanted, True, "", command)

    return [
        figure("warm, one core, median ms", warm_ms(), 0, wanted=250, command="python -m benchmarks.speed"),
        figure("process start to first report, median s", start_s, 2, wanted=2.5, command=shown),
        figure("peak memory, MB", peak_mb, 0, wanted=600, command=shown),
    ]


def _parts(shared: Path) -> list[Figure]:
    core = min(os.sched_getaffinity(0))
    command = [sys.executable, "-m", "benchmarks.speed_parts", str(shared), str(core)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **_ONE_CORE})
    told = json.loads(done.stdout)

    def figure(name: str, title: str, label: str, digits: int, *, wanted: float | None, peers: str = "") -> Figure:
        shown, is_ceiling = "python -m benchmarks.speed_parts ../shared", not name.endswith("per_s")
        return Figure("speed", "speed", title, label, told[name], digits, wanted, is_ceiling, peers, shown)

    captures, long, times = "Captures dev", "A capture of 3,000 lines", "Times of TempEval-3 dev"
    return [
        figure("lines_per_s", captures, "lines labelled and put together, a CPU second", 0, wanted=20_000),
        figure("long_labelled_s", long, "labelled and put together, CPU s", 2, wanted=0.3),
        figure("long_cleaned_s", long, "with its date and all that stands around it, CPU s", 2, wanted=None),
        figure("with_model_per_s", times, "documents a CPU second, spans by the model", 0, wanted=15, peers="HeidelTime 2.6"),
        figure("with_all_per_s", times, "documents a CPU second, with all that the model tags", 0, wanted=None),
        figure("values_per_s", times, "documents a CPU second, values alone", 0, wanted=60, peers="dateparser 46"),
    ]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        os.sched_setaffinity(0, {int(sys.argv[1])})
    print(statistics.median(warm_times_ms(CAPTURE)))
