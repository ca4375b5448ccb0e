"""`wiredesk group`: a batch read in parallel, then grouped as a whole. Not for: telling incidents apart."""

from contextlib import ExitStack
from pathlib import Path

from wiredesk.cli.batching import opened_answers, opened_batch, over_files, shown_tally
from wiredesk.cli.saying import Outcome, say_error, working
from wiredesk.settings import Settings


def group_batch(batch: str, answers: str, *, n_workers: int, kind: str | None, settings: Settings) -> int:
    """Read and group the batch and return the exit status."""
    from wiredesk.batch.requests import Kind

    if kind is not None and kind not in list(Kind):
        return say_error(f"--kind {kind}: is not known; give text, capture or html", Outcome.USAGE)
    known = Kind(kind) if kind else None
    return over_files(batch, answers, lambda: _group(batch, answers, n_workers=n_workers, kind=known, settings=settings))


def _group(batch: str, answers: str, *, n_workers: int, kind: object, settings: Settings) -> int:
    from wiredesk.batch.grouping import group_lines, profile_answer
    from wiredesk.batch.requests import Kind
    from wiredesk.batch.workers import Job, Workers

    folder = Path.cwd() if batch == "-" else Path(batch).resolve().parent
    job = Job(settings, folder, kind if isinstance(kind, Kind) else None, profile_answer)
    with ExitStack() as stack:
        source = stack.enter_context(opened_batch(batch))
        out = stack.enter_context(opened_answers(answers))
        tally = stack.enter_context(shown_tally(source))
        workers = Workers(job, n_workers=n_workers)
        stack.callback(workers.kill)
        found = []
        for answer in workers.answers(source.lines(2 * settings.max_bytes)):
            found.append(answer)
            tally.count(is_failed=answer.is_failed)
        workers.close()
        tally.clear()
        with working(f"grouping {len(found):,} reports", is_shown=True):
            out.writelines(group_lines(found))
    return tally.told()
