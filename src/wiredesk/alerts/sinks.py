"""Where alerts go, as people write it: `desk`, `terminal`, `webhook:https://…`, `mail:name@host`, `atom:FILE`.

Not for: sending.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from wiredesk.errors import Rejected, SettingError
from wiredesk.pages.addresses import parsed_address
from wiredesk.settings import Settings

_MAX = 2_000
_MAIL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?")
_KNOWN = "write desk, terminal, webhook:https://..., mail:name@host or atom:FILE"


class SinkKind(StrEnum):
    """Name the kinds of sink; on the desk, in its list of alerts, each alert stands anyway."""

    DESK = "desk"
    TERMINAL = "terminal"
    WEBHOOK = "webhook"
    MAIL = "mail"
    ATOM = "atom"


@dataclass(frozen=True, slots=True)
class Sink:
    """Hold one sink; `target` is an address, a mailbox or a path, "" for desk and terminal."""

    kind: SinkKind
    target: str = ""

    @property
    def words(self) -> str:
        """Give the sink as it is kept."""
        return f"{self.kind}:{self.target}" if self.target else str(self.kind)

    @property
    def is_remote(self) -> bool:
        """Tell whether its alerts travel over the network."""
        return self.kind in (SinkKind.WEBHOOK, SinkKind.MAIL)

    @property
    def shown(self) -> str:
        """Give the sink for lists and logs: of a webhook only the host, since whoever knows the rest may post there."""
        if self.kind is not SinkKind.WEBHOOK:
            return self.words
        return f"webhook:{urlsplit(self.target).scheme}://{urlsplit(self.target).netloc.rpartition('@')[2]}/…"


def sink_of(words: str) -> Sink:
    """Take the words of a sink apart.

    :raises SettingError: when they name none.
    """
    kind, _, target = words.strip().partition(":")
    if kind not in set(SinkKind) or len(words) > _MAX or not words.isprintable():
        raise SettingError(f"--sink {kind[:20]!r}: is no sink; {_KNOWN}")
    sink = Sink(SinkKind(kind), target.strip())
    if (sink.kind in (SinkKind.DESK, SinkKind.TERMINAL)) == bool(sink.target):
        raise SettingError(f"--sink {kind}: {'takes nothing after it' if sink.target else 'says not where to'}; {_KNOWN}")
    if sink.kind is SinkKind.MAIL and not _MAIL.fullmatch(sink.target):
        raise SettingError(f"--sink mail: {sink.target[:60]!r} is no mail address; write mail:name@host")
    return sink


def usable(sink: Sink, settings: Settings) -> Sink:
    """Return the sink as it is, if these settings can serve it.

    :raises SettingError: when they cannot; the message says what is missing.
    """
    if sink.kind is SinkKind.WEBHOOK:
        _check_webhook(sink, settings)
    if sink.kind is SinkKind.MAIL and "-" in (settings.smtp_host, settings.mail_from):
        raise SettingError("--sink mail: needs the settings smtp_host and mail_from; put them into wiredesk.toml")
    if sink.kind is SinkKind.MAIL and settings.smtp_user != "-" and settings.smtp_security == "none":
        raise SettingError("--sink mail: smtp_security none would send the password in the clear; use starttls or tls")
    return sink


def _check_webhook(sink: Sink, settings: Settings) -> None:
    try:
        address = parsed_address(sink.target)
    except Rejected as error:
        raise SettingError(f"--sink webhook: the address {error.what}; {error.advice}") from error
    if address.had_credentials:
        raise SettingError("--sink webhook: a name and password in the address are not sent; use webhook_secret")
    if address.scheme != "https" and not settings.webhook_allow_private_addresses:
        what = "http is for private networks alone"
        raise SettingError(f"--sink webhook: {what}; write https://, or set webhook_allow_private_addresses to true")
