"""Verify, backup, restore and remove on the command line: questions, progress, results. Not for: the work (see `desk`)."""

import json
import sys
from pathlib import Path

from wiredesk.cli.saying import Outcome, print_out, say_done, say_error, say_note
from wiredesk.desk.cards_finding import entities_meant
from wiredesk.desk.desk import Desk, open_desk
from wiredesk.desk.ids import id_of, kind_of, parse_id
from wiredesk.desk.keeping import backup, restore
from wiredesk.desk.removing import Removed, remove_person, remove_report, retain
from wiredesk.desk.verifying import verify
from wiredesk.export.phrasing import plain
from wiredesk.settings import Settings
from wiredesk.store.report_rows import report_row

_HELD = "another program has the desk open: words of it stay in the -wal file until that one ends; run wiredesk desk retain then"


class Progress:
    """Show on a terminal's last line what is worked on; nowhere else."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty()

    def __call__(self, what: str, done: int, of: int | None) -> None:
        """Show it."""
        if self._is_shown:
            told = f"{what}: {done:,}" + (f" of {of:,}" if of else "")
            sys.stderr.write(f"\r\x1b[K{told[:78]}")
            sys.stderr.flush()

    def end(self) -> None:
        """Take the line away."""
        if self._is_shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def verify_desk(settings: Settings, *, as_json: bool) -> int:
    """Print what is wrong with a desk; refused when anything is."""
    progress, n_faults = Progress(), 0
    with open_desk(settings) as desk:
        for fault in verify(desk, tell=progress):
            progress.end()
            n_faults += 1
            told = {"where": fault.where, "what": fault.what, "advice": fault.advice}
            print_out(f"{json.dumps(told, ensure_ascii=False) if as_json else plain(str(fault))}\n")
        progress.end()
        shown = desk.store.shown
    if n_faults:
        return say_error(f"{shown}: {_some(n_faults, 'fault')} found", Outcome.REFUSED)
    say_done(f"{shown}: all is well")
    return Outcome.DONE


def backup_desk(settings: Settings, file: Path) -> int:
    """Back a desk up and tell what is in the file."""
    progress = Progress()
    with open_desk(settings) as desk:
        manifest = backup(desk, file, tell=progress)
    progress.end()
    n_reports, n_rows = manifest.sums["report"].n_rows, sum(one.n_rows for one in manifest.sums.values())
    say_done(f"{file}: {_some(n_reports, 'report')}, {n_rows:,} rows in all, {file.stat().st_size:,} bytes")
    return Outcome.DONE


def restore_desk(settings: Settings, file: Path, *, is_forced: bool) -> int:
    """Restore a desk and tell where it is."""
    progress = Progress()
    try:
        address = restore(settings, file, is_forced=is_forced, tell=progress)
    finally:
        progress.end()
    say_done(f"{address.shown}: restored from {file}; wiredesk verify checks it all")
    return Outcome.DONE


def remove_from_desk(settings: Settings, what: str, *, reason: str, is_sure: bool) -> int:
    """Remove a report or a person, after asking."""
    if not reason.strip():
        return say_error('remove: --reason is empty; say why, such as --reason "asked for by the publisher"', Outcome.USAGE)
    if kind_of(what) not in (None, "report", "entity"):
        return say_error(f"{what}: is no report and no person; give an id such as r12 or e40, or a full name", Outcome.USAGE)
    progress = Progress()
    with open_desk(settings) as desk:
        if not is_sure and not _is_agreed(_question(desk, what)):
            return say_error("nothing was removed; give --yes to be asked nothing", Outcome.REFUSED)
        if kind_of(what) == "report":
            removed = remove_report(desk, parse_id(what, "report"), reason=reason)
            say_done(f"{what} is removed; its tombstone and the log's hash stay")
        else:
            removed = remove_person(desk, what, reason=reason, tell=progress)
            progress.end()
            say_done(f"blacked out of {_some(len(removed.reports), 'report')}, whose sources and older readings are gone")
    _tell_rest(removed)
    return Outcome.DONE


def _tell_rest(removed: Removed) -> None:
    if removed.spared:
        ids = ", ".join(id_of("report", one) for one in removed.spared[:10])
        say_note(f"{_some(len(removed.spared), 'report')} name somebody else who is called so, and stay: {ids}")
    for path in removed.unwritten:
        say_note(f"{plain(path)}: cannot be written, and may still tell of it; delete it, or let Wiredesk write there")
    if not removed.is_clean:
        say_note(_HELD)


def _question(desk: Desk, what: str) -> str:
    if kind_of(what) == "report":
        with desk.store.reading() as on:
            row = report_row(on, parse_id(what, "report"))
        return f"Remove {what}, {plain(row.title or '(no title)')[:60]}?"
    heads = entities_meant(desk, what).entities
    named = f", {plain(heads[0].name)[:60]}, who is in {_some(heads[0].n_reports, 'report')}" if len(heads) == 1 else ""
    return f"Black out {plain(what)[:60]}{named} in every report?"


def _is_agreed(question: str) -> bool:
    """Ask on the terminal; where there is none, nobody agreed."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    sys.stderr.write(f"{question} It cannot be undone. [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def retain_desk(settings: Settings) -> int:
    """Remove what is older than the setting allows."""
    progress = Progress()
    with open_desk(settings) as desk:
        removed = retain(desk, is_tidied=True, tell=progress)
    progress.end()
    days = settings.retention_days
    if not days:
        say_note("no report is removed: the setting retention_days is 0, which keeps all; give --days")
    else:
        say_done(f"removed {_some(len(removed.reports), 'report')} filed more than {_some(days, 'day')} ago")
    say_done("the index and the files are tidied up")
    _tell_rest(removed)
    return Outcome.DONE


def _some(number: int, one: str) -> str:
    return f"{number:,} {one if number == 1 else one + 's'}"
