"""Lines answered by several processes (see `pool`). Not for: reading a line."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from wiredesk.batch.annotate import Answer, answer_to, failed
from wiredesk.batch.pool import Bounds, Failure, Pool
from wiredesk.batch.requests import Kind
from wiredesk.desk.reader import Reader
from wiredesk.settings import Settings


@dataclass(frozen=True, slots=True)
class Job:
    """Hold what every process needs to know; `answer` is a function of a module, for it travels by its name.

    `more` are further named arguments of `answer`.
    """

    settings: Settings
    folder: Path
    kind: Kind | None = None
    answer: Callable[..., Answer] = answer_to
    more: tuple[tuple[str, Any], ...] = ()


@cache
def _reader(settings: Settings) -> Reader:
    """Return this process's reader, with its one model on one thread."""
    return Reader(settings)


def _answer(job: Job, line: bytes) -> Answer:
    return job.answer(_reader(job.settings), line, folder=job.folder, kind=job.kind, **dict(job.more))


class Workers:
    """Answer lines with several processes."""

    def __init__(self, job: Job, *, n_workers: int) -> None:
        self._pool: Pool[bytes, Answer] = Pool(partial(_answer, job), Bounds(n_workers))

    def answers(self, lines: Iterable[bytes]) -> Iterator[Answer]:
        """Yield the answer to each line in order, reading ahead only as far as keeps the processes busy."""
        for line, result in self._pool.results(lines):
            yield failed(line, result.why) if isinstance(result, Failure) else result

    def close(self) -> None:
        """End the processes when their lines are done."""
        self._pool.close()

    def kill(self) -> None:
        """End the processes at once."""
        self._pool.kill()
