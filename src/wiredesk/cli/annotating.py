"""`wiredesk annotate`: a batch read line by line, its answers written whole or not at all. Not for: reading a line."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from wiredesk.cli.batching import opened_answers, opened_batch, over_files, shown_tally
from wiredesk.cli.saying import Outcome, say_error
from wiredesk.settings import Settings

if TYPE_CHECKING:
    from wiredesk.batch.requests import Kind


def annotate_batch(batch: str, answers: str, *, n_workers: int, kind: str | None, settings: Settings) -> int:
    """Read the batch and return the exit status."""
    from wiredesk.batch.requests import Kind

    if kind is not None and kind not in list(Kind):
        return say_error(f"--kind {kind}: is not known; give text, capture or html", Outcome.USAGE)
    known = Kind(kind) if kind else None
    return over_files(batch, answers, lambda: _annotate(batch, answers, n_workers=n_workers, kind=known, settings=settings))


def _annotate(batch: str, answers: str, *, n_workers: int, kind: "Kind | None", settings: Settings) -> int:
    from wiredesk.batch.workers import Job, Workers

    folder = Path.cwd() if batch == "-" else Path(batch).resolve().parent
    with ExitStack() as stack:
        source = stack.enter_context(opened_batch(batch))
        out = stack.enter_context(opened_answers(answers))
        tally = stack.enter_context(shown_tally(source))
        workers = Workers(Job(settings, folder, kind), n_workers=n_workers)
        stack.callback(workers.kill)
        for answer in workers.answers(source.lines(2 * settings.max_bytes)):
            out.write(answer.line)
            tally.count(is_failed=answer.is_failed)
        workers.close()
    return tally.told()
