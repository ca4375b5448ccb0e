"""`wiredesk desk`: numbers and log rows as text and JSON. Not for: what the desk holds (see `desk.tending`)."""

import dataclasses
import json
from collections.abc import Iterator

from wiredesk.cli.saying import Outcome, print_out, say_done, say_note
from wiredesk.desk.tending import About, about, log_rows, make_desk, upgrade_desk
from wiredesk.export.phrasing import plain
from wiredesk.settings import Settings
from wiredesk.store.log import LogRow

_KIB = 1024


def init_desk(settings: Settings) -> int:
    """Make a desk and tell where it is."""
    say_done(f"made the desk {make_desk(settings)}; wiredesk add PATH files reports on it")
    return Outcome.DONE


def upgrade_shape(settings: Settings) -> int:
    """Upgrade a desk and tell of it."""
    done = upgrade_desk(settings)
    _write_tasks(settings)  # also when an upgrade before was broken off in them
    if done.old == done.new:
        say_note(f"{done.address} is of the newest shape ({done.new}) already")
        return Outcome.DONE
    kept = f"; as it was before it is kept as {done.copy}" if done.copy else ""
    say_done(f"{done.address} is now of shape {done.new} (was {done.old}){kept}")
    return Outcome.DONE


def _write_tasks(settings: Settings) -> None:
    """Look through the reports for what wants a ruling, which older versions did not keep."""
    from wiredesk.desk.desk import open_desk
    from wiredesk.desk.review_tasks import write_pending_tasks

    with open_desk(settings) as desk:
        n_done = write_pending_tasks(desk)
    if n_done:
        say_note(f"looked through {n_done:,} reports for what wants a ruling")


def show_desk(settings: Settings, *, as_json: bool) -> int:
    """Print what the desk holds."""
    from wiredesk.desk.desk import open_desk

    with open_desk(settings) as desk:
        found = about(desk)
    print_out(_about_json(found) if as_json else "".join(f"{line}\n" for line in _about_lines(found)))
    return Outcome.DONE


def show_log(settings: Settings, *, last: int, about: str | None, as_json: bool) -> int:
    """Print rows of the log."""
    from wiredesk.desk.desk import open_desk

    n_told = 0
    with open_desk(settings) as desk:
        for row in log_rows(desk, subject=about, last=last):
            n_told += 1
            print_out((_row_json(row) if as_json else _row_line(row)) + "\n")
    if about is not None and not n_told:
        say_note(f"no row is about {about[:60]!r}; ids look like r12, i5 or n7")
    return Outcome.DONE


def _about_json(found: About) -> str:
    told = {"store": found.address, "dialect": found.dialect, "shape": found.shape}
    return json.dumps(told | dataclasses.asdict(found.counts), ensure_ascii=False) + "\n"


def _about_lines(found: About) -> Iterator[str]:
    n = found.counts
    days = f", {n.first_day} to {n.last_day}" if n.first_day else ""
    made = f", made {n.made_at[:10]}" if n.made_at else ""
    yield f"{'desk':<12}{plain(found.address)} ({found.dialect}, shape {found.shape}, {_size(n.n_bytes)}{made})"
    yield f"{'reports':<12}{_reports(found)}{days}"
    yield f"{'stories':<12}{n.n_stories:,} (copies counted once)"
    yield f"{'incidents':<12}{n.n_incidents:,}"
    yield f"{'entities':<12}{n.n_entities:,}"
    yield f"{'statements':<12}{n.n_statements:,}"
    yield f"{'outlets':<12}{n.n_outlets:,}"
    yield f"{'rulings':<12}{n.n_rulings:,}; {_some(n.n_proposals, 'proposed link')} open"
    yield f"{'following':<12}{_some(n.n_feeds, 'feed')}, {_some(n.n_watches, 'watch', 'watches')}, {_some(n.n_alerts, 'alert')}"
    yield f"{'rejected':<12}{n.n_rejected:,} (wiredesk rejected lists them)"
    yield f"{'log':<12}{_some(n.n_log, 'row')}"
    readers = ", ".join(f"{plain(reader)}: {number:,}" for reader, number in n.readers.items())
    yield f"{'read by':<12}{readers or 'nothing read yet'}"


def _reports(found: About) -> str:
    n = found.counts
    more = [f"{n.n_removed:,} removed"] if n.n_removed else []
    more += [f"{n.n_unlinked:,} not linked yet"] if n.n_unlinked else []
    return f"{n.n_reports:,}" + (f" ({', '.join(more)})" if more else "")


def _some(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _size(n_bytes: int) -> str:
    size, units = float(n_bytes), ["bytes", "KiB", "MiB", "GiB", "TiB"]
    while size >= _KIB and len(units) > 1:
        size, units = size / _KIB, units[1:]
    return f"{size:.0f} {units[0]}" if units[0] in {"bytes", "KiB"} else f"{size:.1f} {units[0]}"


def _row_json(row: LogRow) -> str:
    told = {name: value for name, value in dataclasses.asdict(row).items() if name != "detail"}
    return json.dumps(told | {"detail": json.loads(row.detail)}, ensure_ascii=False)


def _row_line(row: LogRow) -> str:
    told = " ".join(f"{name}={_short(value)}" for name, value in json.loads(row.detail).items())
    what = plain(f"{row.actor}: {row.action} {row.subject} {told}")
    return f"{row.seq:>6}  {row.at[:19].replace('T', ' ')}  {what}".rstrip()


def _short(value: object) -> str:
    words = value if isinstance(value, str) else json.dumps(value)
    is_hash = len(words) == 64 and words.isalnum()
    return words[:12] if is_hash else words
