"""`wiredesk follow` and `wiredesk feed`: run, log, list. Not for: following itself (see `desk.following`)."""

import re
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any

from wiredesk.cli.saying import Outcome, print_json, print_out, say_done, say_error, say_note
from wiredesk.errors import Rejected, SettingError
from wiredesk.settings import Settings

if TYPE_CHECKING:
    from wiredesk.alerts.messages import Message
    from wiredesk.desk.desk import Desk
    from wiredesk.desk.happenings import Happening
    from wiredesk.store.feeds import FeedRow

_TIME = re.compile(r"(\d{1,7})\s*(s|m|h|d)", re.IGNORECASE)
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def seconds_of(words: str) -> int:
    """Return the seconds in "90s", "15m", "2h" or "1d".

    :raises SettingError: for other words, and for less than a minute or more than a week.
    """
    found = _TIME.fullmatch(words.strip())
    seconds = int(found.group(1)) * _SECONDS[found.group(2).lower()] if found else 0
    if not 60 <= seconds <= 7 * 86_400:
        raise SettingError(f"--every {words[:20]!r}: write a time from 1m to 7d, such as 15m, 2h or 1d")
    return seconds


def run_follow(*, once: bool, every_s: int | None, as_json: bool, settings: Settings) -> int:
    """Follow until a signal comes, and return the exit status."""
    from wiredesk.desk.desk import open_desk
    from wiredesk.desk.feed_list import listed_feeds
    from wiredesk.desk.following import FollowOptions, follow

    with open_desk(settings) as desk, stopping_on_signals() as stop:
        if not any(not row.is_paused for row, _ in listed_feeds(desk)):
            say_note("no feed is followed; add one with wiredesk feed add URL")
        tell, show = (tell_json, show_alert_json) if as_json else (tell_line, show_alert)
        n_failed = follow(desk, FollowOptions(once, every_s), tell=tell, show=show, stop=stop)
    return Outcome.REFUSED if once and n_failed else Outcome.DONE


@contextmanager
def stopping_on_signals() -> Iterator[threading.Event]:
    """Give an event that Ctrl-C and SIGTERM set; the second of them ends the program at once."""
    stop = threading.Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def ask(_number: int, _frame: FrameType | None) -> None:
        stop.set()
        for number, handler in before.items():
            signal.signal(number, handler)

    for number in before:
        signal.signal(number, ask)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


# -- the log -----------------------------------------------------------------------------------------------------------


def tell_line(happened: "Happening") -> None:
    """Write what happened as one line of the log."""
    report = happened.more.get("report")
    parts = (happened.at, happened.feed or "-", str(happened.kind), report, happened.words)
    where = happened.more.get("url") or (happened.more.get("feed_url") if happened.kind in ("failed", "paused") else None)
    say_log(" ".join(part for part in (*parts, f"<{where}>" if where else None) if part))


def say_log(words: str) -> None:
    """Write one line of the log to standard error."""
    from wiredesk.export.phrasing import plain

    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(f"{plain(words)}\n".encode(encoding, "replace").decode(encoding, "replace"))
    sys.stderr.flush()


def tell_json(happened: "Happening") -> None:
    """Print what happened as one line of JSON."""
    told = {"at": happened.at, "kind": str(happened.kind), "feed": happened.feed, "words": happened.words, **happened.more}
    print_json(told)


def show_alert(message: "Message") -> None:
    """Print an alert for people."""
    from wiredesk.alerts.messages import heading, message_lines

    lines = [f"ALERT {message.alert} {heading(message)}", *(f"  {line}" for line in message_lines(message))]
    print_out("\n".join(lines) + "\n")


def show_alert_json(message: "Message") -> None:
    """Print an alert as one line of JSON."""
    from wiredesk.alerts.messages import message_json

    print_json({"kind": "alert", **message_json(message)})


# -- the list of feeds -------------------------------------------------------------------------------------------------


def feeds_added(sources: list[str], *, every_s: int | None, settings: Settings) -> int:
    """Add feeds, tell of each, and return the exit status."""
    from wiredesk.desk.desk import open_desk

    with open_desk(settings) as desk:
        return max(_feed_added(desk, source, every_s) for source in sources)


def _feed_added(desk: "Desk", source: str, every_s: int | None) -> int:
    from wiredesk.desk.feed_list import add_feeds

    try:
        added = add_feeds(desk, source, every_s=every_s)
    except Rejected as error:
        return say_error(str(error))
    for one in added:
        say_done(f"f{one.feed.feed_id} {'is followed' if one.is_new else 'was followed already'}: {one.feed.url}")
        if one.note:
            say_note(f"{one.feed.url}: {one.note}")
    return Outcome.DONE


def feeds_listed(*, as_json: bool, settings: Settings) -> int:
    """Print the feeds and return the exit status."""
    from wiredesk.cli.shelf import Thing, print_shelf
    from wiredesk.desk.desk import open_desk
    from wiredesk.desk.feed_list import listed_feeds
    from wiredesk.desk.ids import id_of

    with open_desk(settings) as desk:
        rows = listed_feeds(desk)
    if as_json:
        for row, counts in rows:
            print_json(_feed_json(row, counts))
        return Outcome.DONE
    if not rows:
        say_note("no feed is followed; add one with wiredesk feed add URL")
    print_shelf(
        Thing(id_of("feed", row.feed_id), row.title or row.url, _feed_lines(row, counts), row.is_paused) for row, counts in rows
    )
    return Outcome.DONE


def _feed_lines(row: "FeedRow", counts: dict[str, int]) -> tuple[str, ...]:
    from wiredesk.desk.following_feeds import wait_words

    entries = ", ".join(f"{n} {state}" for state, n in sorted(counts.items())) or "no entries yet"
    state = f"paused: {row.last_error or 'by hand'}" if row.is_paused else f"next asked {row.next_at}"
    lines = [f"every {wait_words(row.interval_s)} · last answer {row.last_ok_at or 'never'} · {entries}", state]
    if row.n_failures and not row.is_paused:
        lines.append(f"failed {row.n_failures} {'time' if row.n_failures == 1 else 'times'}: {row.last_error}")
    return (row.url, *lines) if row.title else tuple(lines)


def _feed_json(row: "FeedRow", counts: dict[str, int]) -> dict[str, Any]:
    return {
        "id": f"f{row.feed_id}",
        "url": row.url,
        "title": row.title,
        "every_s": row.interval_s,
        "paused": row.is_paused,
        "next_at": row.next_at,
        "last_ok_at": row.last_ok_at,
        "failures": row.n_failures,
        "error": row.last_error,
        "entries": counts,
        "added_at": row.added_at,
    }


def feed_changed(words: str, change: str, *, settings: Settings) -> int:
    """Remove, pause or resume a feed, and return the exit status."""
    from wiredesk.desk.desk import open_desk
    from wiredesk.desk.feed_list import pause_feed, remove_feed

    with open_desk(settings) as desk:
        row = remove_feed(desk, words) if change == "remove" else pause_feed(desk, words, is_paused=change == "pause")
    told = {"remove": "is followed no longer; its reports stay", "pause": "is paused", "resume": "is followed again"}
    say_done(f"f{row.feed_id} {told[change]}: {row.url}")
    return Outcome.DONE
