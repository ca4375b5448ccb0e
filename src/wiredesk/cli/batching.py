"""Batches of lines and their answers: opened, counted, their failures told. Not for: what becomes of a line."""

import gzip
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from wiredesk.cli.saying import Outcome, say_done, say_error


def over_files(batch: str, answers: str, work: Callable[[], int]) -> int:
    """Do the work of a batch and return its exit status; files that cannot be used are told of on one line."""
    if batch != "-" and answers != "-" and os.path.realpath(batch) == os.path.realpath(answers):
        return say_error(f"{answers}: is the batch itself and would be lost; name another file", Outcome.USAGE)
    try:
        return work()
    except gzip.BadGzipFile as error:
        return say_error(f"{batch}: is a damaged gzip file ({error}); pack it again")
    except EOFError:
        return say_error(f"{batch}: is a gzip file cut off at its end; download or pack it again")
    except BrokenPipeError:
        raise
    except OSError as error:
        where = error.filename if isinstance(error.filename, str) else f"{batch} or {answers}"
        return say_error(f"{where}: cannot be read or written ({error.strerror}); check the path and its permissions")


class Batch:
    """Read lines and know how far it got, in bytes of the file as it lies."""

    def __init__(self, lines: IO[bytes], raw: IO[bytes] | None) -> None:
        self._lines, self._raw = lines, raw
        self.n_bytes = os.fstat(raw.fileno()).st_size if raw else None

    @property
    def n_read(self) -> int:
        """Return how many bytes were read, packed ones in a packed file."""
        return self._raw.tell() if self._raw else 0

    def lines(self, most: int) -> Iterator[bytes]:
        """Yield the lines that are not blank; of one longer than `most` bytes only its start, which is then no JSON."""
        while line := self._lines.readline(most):
            is_whole = line.endswith(b"\n") or len(line) < most
            while not is_whole:
                rest = self._lines.readline(most)
                is_whole = rest.endswith(b"\n") or len(rest) < most
            if not line.isspace():
                yield line


@contextmanager
def opened_batch(path: str) -> Iterator[Batch]:
    """Open a batch for reading: a path, packed where it ends so, or - for standard input."""
    if path == "-":
        yield Batch(sys.stdin.buffer, None)
        return
    with open(path, "rb") as raw:
        if path.endswith(".gz"):
            with gzip.open(raw, "rb") as lines:
                yield Batch(lines, raw)  # type: ignore[arg-type]
        else:
            yield Batch(raw, raw)


@contextmanager
def opened_answers(path: str) -> Iterator[IO[bytes]]:
    """Open a file for answers that is written whole or not at all; - for standard output."""
    from wiredesk.export.whole_file import whole_file

    if path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with whole_file(Path(path)) as file:
        yield file


class Tally:
    """Count answers and show them on a terminal."""

    def __init__(self, source: Batch) -> None:
        self._source = source
        self._n_lines = self._n_failed = 0
        self._start = time.monotonic()
        self._is_shown = sys.stderr.isatty()
        self._shown_at = 0.0

    def count(self, *, is_failed: bool) -> None:
        """Count one answer."""
        self._n_lines += 1
        self._n_failed += is_failed
        now = time.monotonic()
        if self._is_shown and now - self._shown_at > 0.1:
            self._shown_at = now
            sys.stderr.write(f"\r\x1b[2K{self._progress(now)}")
            sys.stderr.flush()

    def _progress(self, now: float) -> str:
        total = self._source.n_bytes
        share = f"{min(100, 100 * self._source.n_read // total):3d} % · " if total else ""
        rate = self._n_lines / max(now - self._start, 0.001)
        failed = f" · {self._n_failed} refused" if self._n_failed else ""
        return f"{share}{self._n_lines} lines · {rate:.1f} a second{failed}"

    def clear(self) -> None:
        """Take the line off the terminal."""
        if self._is_shown:
            sys.stderr.write("\r\x1b[2K")

    def told(self) -> int:
        """Tell the sum and return the exit status."""
        seconds = time.monotonic() - self._start
        sum_words = f"{self._n_lines} {'line' if self._n_lines == 1 else 'lines'} in {seconds:.1f} s"
        if not self._n_failed:
            say_done(sum_words)
            return Outcome.DONE
        return say_error(f'{sum_words}, {self._n_failed} of them refused; look for "error" in the answers')


@contextmanager
def shown_tally(source: Batch) -> Iterator[Tally]:
    """Count answers, with a line on a terminal that is gone afterwards."""
    tally = Tally(source)
    try:
        yield tally
    finally:
        tally.clear()
