"""`wiredesk annotate`: a batch read line by line, its answers written whole or not at all. Not for: reading a line."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from wiredesk.cli.batching import opened_answers, opened_batch, over_files, shown_tally
from wiredesk.cli.saying import Outcome, say_error
from wiredesk.settings import Settings

if TYPE_CHECKING:
    from wiredesk.batch.requests import Kind
    from wiredesk.batch.workers import Job


def annotate_batch(
    batch: str, answers: str, *, n_workers: int, kind: str | None, only: str | None = None, settings: Settings
) -> int:
    """Read the batch and return the exit status; `only` names layers, parted by commas."""
    from wiredesk.batch.annotate import LAYERS
    from wiredesk.batch.requests import Kind

    if kind is not None and kind not in list(Kind):
        return say_error(f"--kind {kind}: is not known; give text, capture or html", Outcome.USAGE)
    wanted = frozenset(name.strip() for name in (only or "").split(",") if name.strip())
    unknown = sorted(wanted.difference(LAYERS))
    if unknown or (only is not None and not wanted):
        return say_error(f"--only {', '.join(unknown)}: is not known; give some of {', '.join(LAYERS)}", Outcome.USAGE)
    known = Kind(kind) if kind else None
    job = _job(batch, known, wanted, settings)
    return over_files(batch, answers, lambda: _annotate(batch, answers, job, n_workers=n_workers))


def _job(batch: str, kind: "Kind | None", only: frozenset[str], settings: Settings) -> "Job":
    from wiredesk.batch.workers import Job

    folder = Path.cwd() if batch == "-" else Path(batch).resolve().parent
    return Job(settings, folder, kind, more=(("only", only),))


def _annotate(batch: str, answers: str, job: "Job", *, n_workers: int) -> int:
    from wiredesk.batch.workers import Workers

    with ExitStack() as stack:
        source = stack.enter_context(opened_batch(batch))
        out = stack.enter_context(opened_answers(answers))
        tally = stack.enter_context(shown_tally(source))
        workers = Workers(job, n_workers=n_workers)
        stack.callback(workers.kill)
        for answer in workers.answers(source.lines(2 * job.settings.max_bytes)):
            out.write(answer.line)
            tally.count(is_failed=answer.is_failed)
        workers.close()
    return tally.told()
