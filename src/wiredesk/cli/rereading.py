"""`wiredesk reread`: which reports, progress, what changed. Not for: the reading (see `desk.rereading`)."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from wiredesk.cli.saying import Outcome, print_json, print_out, say_done, say_error, say_note
from wiredesk.desk.ruling_words import change_words
from wiredesk.errors import StoreBusy, StoreFull
from wiredesk.settings import Settings

if TYPE_CHECKING:
    from wiredesk.desk.adding import ReadAll
    from wiredesk.desk.desk import Desk
    from wiredesk.desk.rereading import Reread

_INTERRUPTED = 130
_FEW = 8  # reports that one process has read before several have started
_GO_ON = "run it again with --reader-older to go on; what was read again stays"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Hold which reports are to be read again, and how."""

    reports: tuple[str, ...]
    is_all: bool
    is_older: bool
    is_dry: bool
    n_workers: int


@dataclass(slots=True)
class _Sum:
    n_read: int = 0
    n_changed: int = 0
    n_refused: int = 0

    def words(self) -> str:
        same = self.n_read - self.n_changed
        refused = f", {self.n_refused:,} refused" if self.n_refused else ""
        return f"{self.n_read:,} read again: {self.n_changed:,} changed, {same:,} the same{refused}"


def reread_reports(wanted: Wanted, *, as_json: bool, settings: Settings) -> int:
    """Read again, show what changed and return the exit status."""
    if sum((bool(wanted.reports), wanted.is_all, wanted.is_older)) != 1:
        return say_error("reread: name reports, or say --all or --reader-older", Outcome.USAGE)
    done = _Sum()
    try:
        with _shown(done) as progress:
            _reread(wanted, done, progress, as_json=as_json, settings=settings)
    except KeyboardInterrupt:
        return say_error(f"interrupted; {done.words()}; {_GO_ON}", _INTERRUPTED)
    except (StoreFull, StoreBusy) as error:
        say_error(str(error))
        return say_error(f"stopped; {done.words()}; {_GO_ON}")
    words = done.words() + (" (a rehearsal, nothing was kept)" if wanted.is_dry else "")
    if done.n_refused:
        return say_error(words)
    say_done(words)
    return Outcome.DONE


def _reread(wanted: Wanted, done: _Sum, progress: "_Progress", *, as_json: bool, settings: Settings) -> None:
    from wiredesk.desk.desk import open_desk
    from wiredesk.desk.ids import parse_id
    from wiredesk.desk.rereading import reread, to_reread

    numbers = [parse_id(name, "report") for name in dict.fromkeys(wanted.reports)]
    with ExitStack() as stack:
        desk = stack.enter_context(open_desk(settings))
        chosen = iter(numbers) if numbers else to_reread(desk, only_older=wanted.is_older)
        read_all = _reader(stack, desk, 1 if 0 < len(numbers) <= _FEW else wanted.n_workers)
        for one in reread(desk, chosen, read_all, is_dry=wanted.is_dry):
            _count(done, one)
            progress.tell()
            _tell(one, as_json=as_json)


def _reader(stack: ExitStack, desk: "Desk", n_workers: int) -> "ReadAll":
    if n_workers == 1:
        from wiredesk.desk.rereading import one_by_one

        return one_by_one(desk)
    from wiredesk.batch.reading import several_readers

    return stack.enter_context(several_readers(desk.settings, n_workers=n_workers))


def _count(done: _Sum, one: "Reread") -> None:
    done.n_refused += one.refused is not None
    done.n_read += one.refused is None
    done.n_changed += bool(one.changes)


def _tell(one: "Reread", *, as_json: bool) -> None:
    if as_json:
        told = {"report": f"r{one.report_id}", "reader_before": one.reader_before or None, "refused": one.refused}
        told |= {"changes": [asdict(change) for change in one.changes]}  # type: ignore[dict-item]
        told |= {"unplaced": [{"ruling": f"n{lost.ruling.id}", "why": lost.why.value} for lost in one.unplaced]}  # type: ignore[dict-item]
        print_json(told)
        return
    if one.refused is not None:
        say_note(f"r{one.report_id}: stays as it is: {one.refused}")
    if one.changes:
        n = len(one.changes)
        print_out(f"r{one.report_id}  {n} {'change' if n == 1 else 'changes'} since {one.reader_before}\n")
        print_out("".join(f"    {change_words(change)}\n" for change in one.changes))
    for lost in one.unplaced:
        say_note(f"r{one.report_id}: n{lost.ruling.id} finds no place: {lost.why.value}")


class _Progress:
    """Show on a terminal how many were read again."""

    def __init__(self, done: _Sum) -> None:
        self._done = done
        self.show: Callable[[str], None] = lambda words: None

    def tell(self) -> None:
        self.show(self._done.words())


@contextmanager
def _shown(done: _Sum) -> Iterator[_Progress]:
    progress = _Progress(done)
    if not sys.stderr.isatty():
        yield progress
        return
    from rich.console import Console

    with Console(stderr=True).status("reading again", spinner="line") as status:
        progress.show = status.update
        yield progress
