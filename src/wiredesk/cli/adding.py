"""`wiredesk add` and `wiredesk rejected`: run, show how far it is, tell the sum. Not for: the taking-in (see `desk.adding`)."""

import signal
import sys
import textwrap
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from types import FrameType

from wiredesk.cli.adding_progress import Progress
from wiredesk.cli.given import demand_one
from wiredesk.cli.saying import Outcome, print_json, print_out, say_done, say_error, say_note
from wiredesk.desk.reader import NOTHING_GIVEN, Given
from wiredesk.errors import SettingError, StoreBusy, StoreFull
from wiredesk.export.phrasing import plain
from wiredesk.settings import Settings
from wiredesk.store.rejections import Rejection

_INTERRUPTED = 130
_MAX_LINE = 10_000
_GO_ON = "run the same command again to go on; what is filed stays filed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Hold what is to be taken in and how."""

    sources: tuple[str, ...]
    list_file: str | None = None
    given: Given = NOTHING_GIVEN
    is_linked: bool = True
    is_again: bool = False


def add_sources(wanted: Wanted, *, n_workers: int, settings: Settings) -> int:
    """Take in and return the exit status."""
    if not wanted.sources and wanted.list_file is None:
        raise SettingError("add: names no source; give a path, an address, or --list FILE")
    if not all(one.strip() for one in wanted.sources):
        raise SettingError("add: a source is empty; give a path or an address")
    demand_one(wanted.given, len(wanted.sources) + (2 if wanted.list_file else 0))
    progress = Progress(is_terminal=sys.stderr.isatty())
    try:
        with progress.shown():
            _add(wanted, progress, n_workers=n_workers, settings=settings)
    except KeyboardInterrupt:
        say_note(f"{progress.sum_words()}; {_GO_ON}")
        return _INTERRUPTED
    except (StoreFull, StoreBusy) as error:
        say_error(str(error))
        return say_error(f"stopped; {progress.sum_words()}; {_GO_ON}")
    return _told(progress)


def _add(wanted: Wanted, progress: Progress, *, n_workers: int, settings: Settings) -> None:
    from wiredesk.batch.reading import several_readers
    from wiredesk.desk.adding import Sources, Watcher, add
    from wiredesk.desk.desk import open_desk

    interrupts = Interrupts()
    with ExitStack() as stack:
        desk = stack.enter_context(open_desk(settings))
        listed = stack.enter_context(_lines(wanted.list_file))
        stack.enter_context(interrupts)
        read_all = stack.enter_context(several_readers(settings, n_workers=n_workers))
        sources = Sources(wanted.sources, listed, wanted.given, is_linked=wanted.is_linked, is_again=wanted.is_again)
        add(desk, sources, read_all, watcher=Watcher(progress.news, interrupts.held, progress.refused))


def _told(progress: Progress) -> int:
    words = progress.sum_words(with_time=True)
    if progress.added.n_rejected:
        return say_error(f"{words}; wiredesk rejected tells why")
    if not progress.added.n_seen:
        return say_error(f"{words}: no page was found there")
    say_done(words)
    return Outcome.DONE


@contextmanager
def _lines(path: str | None) -> Iterator[Iterator[str]]:
    """Give the sources that a list names: one a line, blank lines and those that begin with # left out."""
    if path is None:
        yield iter(())
        return
    try:
        with ExitStack() as stack:
            file = sys.stdin.buffer if path == "-" else stack.enter_context(open(path, "rb"))
            raw = iter(lambda: file.readline(_MAX_LINE), b"")
            words = (line.decode("utf-8-sig", "replace").strip() for line in raw)
            yield (line for line in words if line and not line.startswith("#"))
    except OSError as error:
        if error.filename != path:
            raise
        raise SettingError(f"--list {path}: cannot be read ({error.strerror}); check the path") from error


@dataclass(slots=True)
class Interrupts:
    """Hold Ctrl-C back while a report is being filed; the second one waits for nothing."""

    is_held: bool = False
    is_pending: bool = False
    _before: object = field(default=None)

    def __enter__(self) -> "Interrupts":
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(self, *_error: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)  # type: ignore[arg-type]

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        if not self.is_held or self.is_pending:
            raise KeyboardInterrupt
        self.is_pending = True

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let the block come to its end first."""
        self.is_held = True
        try:
            yield
        finally:
            self.is_held = False
        if self.is_pending:
            raise KeyboardInterrupt


def _rejection(one: Rejection) -> str:
    """Return one refusal on lines of 80 columns; an address stays in one piece."""
    indent = " " * 12
    why = textwrap.fill(plain(f"{one.what}; {one.advice}"), 80, initial_indent=indent, subsequent_indent=indent)
    return f"{one.at[:10]}  {one.reason:<15} {plain(one.uri)}\n{why}\n"


def list_rejected(reason: str | None, *, as_json: bool, settings: Settings) -> int:
    """List what was refused and return the exit status."""
    from wiredesk.desk.adding import rejected
    from wiredesk.desk.desk import open_desk

    with open_desk(settings) as desk:
        n_told = 0
        for one in rejected(desk, reason=reason):
            n_told += 1
            if as_json:
                print_json(asdict(one))
            else:
                print_out(_rejection(one))
    if not n_told:
        say_note("nothing is on the list" if reason is None else f"nothing is on the list with the reason {reason}")
    return Outcome.DONE
