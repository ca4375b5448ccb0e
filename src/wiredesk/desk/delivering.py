"""Deliver alerts to their sinks, each once, and try again what failed. Not for: raising them (see `watching`).

A delivery is claimed in the store before it is sent, so that two programs never send it twice. Who is killed between sending
and writing that down has sent it once more when the claim lapses: receivers can tell by the alert's `uid`.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from wiredesk.alerts.messages import Message, message_uid
from wiredesk.alerts.sinks import Sink, SinkKind, sink_of
from wiredesk.alerts.sinks_atom import atom_feed
from wiredesk.alerts.sinks_mail import mail_alert
from wiredesk.alerts.sinks_webhook import post_alert
from wiredesk.desk.desk import Desk
from wiredesk.desk.following_feeds import moment_in, wait_words
from wiredesk.desk.happenings import Happening, Kind, Tell
from wiredesk.desk.ids import id_of
from wiredesk.desk.watching import why_in_words
from wiredesk.errors import Undelivered
from wiredesk.export.whole_file import whole_file
from wiredesk.pages.polling import wait_after_failure_s
from wiredesk.settings import Settings
from wiredesk.store import watches
from wiredesk.store.opening import On
from wiredesk.store.watches import AlertRow

_CLAIM_S = 900.0  # longer than any delivery takes; alert_timeout_s on each of a handful of steps
_FIRST_WAIT_S = 30.0
_MAX_TRIES = 12  # a day and a half

Show = Callable[[Message], None]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Hold one alert on its way to one sink; `n_tries` counts this one too."""

    alert_id: int
    sink: Sink
    n_tries: int
    message: Message


def send(outgoing: Outgoing, settings: Settings, now: datetime.datetime) -> Undelivered | None:
    """Send one alert over the network; return what went wrong, None when it was taken."""
    try:
        if outgoing.sink.kind is SinkKind.WEBHOOK:
            post_alert(outgoing.message, outgoing.sink, settings, now=now)
        else:
            mail_alert(outgoing.message, outgoing.sink, settings)
    except Undelivered as error:
        return error
    return None


@dataclass(frozen=True, slots=True)
class Deliverer:
    """Deliver what is due; `show` gets the alerts whose sink is the terminal."""

    desk: Desk
    tell: Tell
    show: Show

    def deliver(self) -> tuple[int, int]:
        """Deliver everything that is due, one after the other; return how many were taken and how many were not."""
        n_done = n_failed = 0
        while outgoing := self.claimed(most=20):
            for one in outgoing:
                error = self.sent(one)
                self.settle(one, error)
                n_done, n_failed = n_done + (error is None), n_failed + (error is not None)
        return n_done, n_failed

    def claimed(self, *, most: int) -> list[Outgoing]:
        """Take due deliveries on; those of removed reports are settled at once."""
        with self.desk.store.reading() as on:
            due = watches.due_deliveries(on, self.desk.now(), most=most)
        if not due:
            return []
        taken = []
        until = moment_in(self.desk, _CLAIM_S)
        with self.desk.store.writing() as on:
            for alert_id, words, n_tries in due:
                if not watches.claim_delivery(on, alert_id, words, n_tries=n_tries, until=until):
                    continue
                message = message_of(on, alert_id)
                if message is None:
                    watches.settle_delivery(on, alert_id, words, at=self.desk.now())
                else:
                    taken.append(Outgoing(alert_id, sink_of(words), n_tries + 1, message))
        return taken

    def sent(self, outgoing: Outgoing) -> Undelivered | None:
        """Send one alert, wherever to; return what went wrong, None when it was taken."""
        if outgoing.sink.kind is SinkKind.TERMINAL:
            self.show(outgoing.message)
            return None
        if outgoing.sink.kind is SinkKind.ATOM:
            return write_atom(self.desk, outgoing.sink)
        return send(outgoing, self.desk.settings, self.desk.clock())

    def settle(self, outgoing: Outgoing, error: Undelivered | None) -> None:
        """Write down what became of a delivery."""
        more = {"alert": outgoing.message.alert, "sink": outgoing.sink.shown}
        with self.desk.store.writing() as on:
            if error is None:
                watches.settle_delivery(on, outgoing.alert_id, outgoing.sink.words, at=self.desk.now())
                happened = Happening(
                    Kind.DELIVERED, self.desk.now(), f"{outgoing.message.alert} to {outgoing.sink.shown}", None, more
                )
            else:
                happened = self._put_off(on, outgoing, error, more)
        self.tell(happened)

    def _put_off(self, on: On, outgoing: Outgoing, error: Undelivered, more: dict[str, str]) -> Happening:
        wait_s = wait_after_failure_s(_FIRST_WAIT_S, outgoing.n_tries, retry_after_s=error.wait_s, chance=0.5)
        is_last = not error.may_help_later or outgoing.n_tries >= _MAX_TRIES
        next_at = None if is_last else moment_in(self.desk, wait_s)
        watches.put_off_delivery(on, outgoing.alert_id, outgoing.sink.words, next_at=next_at, what=str(error))
        words = f"{outgoing.message.alert}: {error}; " + ("given up" if is_last else f"tried again in {wait_words(wait_s)}")
        return Happening(Kind.UNDELIVERED, self.desk.now(), words, None, more)


# -- Atom files ----------------------------------------------------------------------------------------------------


def write_atom(desk: Desk, sink: Sink) -> Undelivered | None:
    """Write the whole Atom file anew: what was delivered there before stays in it, up to `atom_max_entries`."""
    with desk.store.reading() as on:
        rows = watches.newest_alerts(on, sink=sink.words, most=desk.settings.atom_max_entries)
        messages = messages_of(on, rows)
    names = dict.fromkeys(message.watch for message in messages)
    feed = atom_feed(messages, name=sink.words, title=f"Wiredesk: {', '.join(names)}", now=desk.now())
    try:
        with whole_file(Path(sink.target)) as file:
            file.write(feed)
    except OSError as error:
        return Undelivered(f"{sink.shown}: cannot be written ({error.strerror})")
    return None


def rewrite_atoms(desk: Desk) -> tuple[str, ...]:
    """Write every Atom file of the watches that is there anew, after a removal; return those that cannot be written."""
    with desk.store.reading() as on:
        words = {one for row in watches.watch_rows(on) for one in row.sinks}
    sinks = [sink for sink in map(sink_of, sorted(words)) if sink.kind is SinkKind.ATOM and Path(sink.target).exists()]
    return tuple(sink.target for sink in sinks if write_atom(desk, sink) is not None)


# -- messages ------------------------------------------------------------------------------------------------------


def messages_of(on: On, rows: Iterable[AlertRow]) -> list[Message]:
    """Return what the alerts say."""
    return [_message(row, watches.article_text(on, row.report_id)) for row in rows]


def message_of(on: On, alert_id: int) -> Message | None:
    """Return what an alert says; None when it is no more, or its report was removed."""
    row = watches.alert_row(on, alert_id)
    return None if row is None or row.removed_at is not None else messages_of(on, [row])[0]


def _message(row: AlertRow, text: str) -> Message:
    return Message(
        message_uid(row.watch_name, row.report_key, row.occasion),
        id_of("alert", row.alert_id),
        row.watch_name,
        row.at,
        text[row.start : row.end],
        (row.start, row.end),
        why_in_words(row.why),
        id_of("report", row.report_id),
        id_of("incident", row.incident_id) if row.incident_id else None,
        row.title,
        row.outlet,
        row.url,
        (row.published_earliest, row.published_latest),
    )
