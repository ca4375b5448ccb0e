"""Pages read by several processes, in order, to be filed. Not for: filing them (see `desk.adding`)."""

import ctypes
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial

from wiredesk.batch.pool import Bounds, Failure, Pool
from wiredesk.desk.adding import ReadAll, ToRead, WasRead
from wiredesk.desk.reader import Reader, reader_version
from wiredesk.errors import ModelError, PageRejected, Rejected
from wiredesk.interchange.report_json import report_json
from wiredesk.settings import Settings

# After so many pages the processes are started afresh, in a second: on real pages each grows from 90 to 270 MB within some
# hundred, by caches of the libraries and by fragments.
_N_UNTIL_FRESH = 50
# A page may take a minute at the bounds of the settings; one that takes longer than this never comes to an end.
_LIMIT_S = 600.0
_M_MMAP_THRESHOLD, _LARGE_BLOCK = -3, 1 << 17


@dataclass(frozen=True, slots=True)
class _Answer:
    """Hold what one process found: the report as `wiredesk.report/1`, or the four parts of a `Rejected`."""

    body: bytes | None = None
    refusal: tuple[str, str, str, str] | None = None


@cache
def _reader(settings: Settings) -> Reader:
    """Return this process's reader, with its one model on one thread."""
    _keep_little_memory()
    return Reader(settings)


def _answer(settings: Settings, job: ToRead) -> _Answer:
    try:
        reading = _reader(settings).read_parcel(job.parcel, job.given)
    except Rejected as error:
        return _Answer(refusal=(error.source, str(error.reason), error.what, error.advice))
    finally:
        _give_back_memory()
    return _Answer(json.dumps(report_json(reading)).encode())


def _keep_little_memory() -> None:
    """Let glibc take large blocks from the system one by one, so that each goes back when it is freed.

    Source: mallopt(3), M_MMAP_THRESHOLD: set by hand it no longer grows with what is freed.
    """
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
        mallopt(_M_MMAP_THRESHOLD, _LARGE_BLOCK)


@cache
def _trim() -> Callable[[int], int] | None:
    trim: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim


def _give_back_memory() -> None:
    """Hand freed memory back to the system, which glibc keeps otherwise: 30 MB of 330 for each process, in 2 ms."""
    if trim := _trim():
        trim(0)


@contextmanager
def several_readers(settings: Settings, *, n_workers: int) -> Iterator[ReadAll]:
    """Give what reads pages with `n_workers` processes; they end with the block, at once when an error leaves it.

    :raises ModelError: when the shipped model cannot be used.
    """
    bounds = Bounds(n_workers, n_until_fresh=_N_UNTIL_FRESH, limit_s=_LIMIT_S)
    pool: Pool[ToRead, _Answer] = Pool(partial(_answer, settings), bounds, size_of=_n_bytes)
    version = reader_version()

    def read_all(jobs: Iterator[ToRead]) -> Iterator[WasRead]:
        for job, result in pool.results(jobs):
            yield _was_read(job, result, version)

    try:
        yield read_all
        pool.close()
    except BaseException:
        pool.kill()
        raise


def _n_bytes(job: ToRead) -> int:
    return len(job.parcel.data)


def _was_read(job: ToRead, result: _Answer | Failure, version: str) -> WasRead:
    if isinstance(result, Failure):
        if isinstance(result.error, ModelError):
            raise result.error
        return WasRead(job, refused=PageRejected(job.parcel.uri, "reader_failed", result.why, "the other pages were read"))
    if result.refusal is not None:
        return WasRead(job, refused=PageRejected(*result.refusal))
    return WasRead(job, body=result.body, reader=version)
