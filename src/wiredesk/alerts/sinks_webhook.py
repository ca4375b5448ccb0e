"""Post an alert as JSON to an address of the user's, signed. Not for: which alerts, trying again.

Source: Standard Webhooks 1.0.0 (headers `webhook-id`, `webhook-timestamp`, `webhook-signature`), for which every language
has a verifier: the signature is HMAC-SHA256 over `id.timestamp.body`, in base64 after `v1,`.
"""

import base64
import binascii
import datetime
import hashlib
import hmac
import json
from dataclasses import replace

from wiredesk.alerts.messages import Message, message_json
from wiredesk.alerts.sinks import Sink, usable
from wiredesk.errors import SettingError, SourceRejected, Undelivered
from wiredesk.pages.exchanging import Question, exchanged
from wiredesk.pages.polling import retry_after_s
from wiredesk.settings import Settings

_PREFIX, _NOT_SET = "whsec_", "-"
_PASSING = frozenset({408, 425, 429})  # of the 4xx those that may pass


def post_alert(message: Message, sink: Sink, settings: Settings, *, now: datetime.datetime) -> None:
    """Post one alert; redirects are not followed.

    :raises Undelivered: when the receiver does not take it. The address is never part of the message.
    """
    try:
        usable(sink, settings)
    except SettingError as error:
        raise Undelivered(str(error)) from error
    body = json.dumps(message_json(message), ensure_ascii=False).encode("utf-8", "replace")
    question = Question(
        "*/*", (("Content-Type", "application/json"), *_signed(message.uid, body, settings, now)), body, follows=False
    )
    guarded = replace(
        settings, allow_private_addresses=settings.webhook_allow_private_addresses, fetch_timeout_s=settings.alert_timeout_s
    )
    try:
        answer = exchanged(sink.target, guarded, question)
    except SourceRejected as error:
        raise Undelivered(f"{sink.shown}: {_without(error.what)}") from error
    if not answer.is_ok:
        may_help = answer.status >= 500 or answer.status in _PASSING
        wait = retry_after_s(answer.headers.get("retry-after", ""), now=now)
        raise Undelivered(f"{sink.shown}: the receiver answered HTTP {answer.status}", may_help_later=may_help, wait_s=wait)


def signature(uid: str, timestamp: int, body: bytes, secret: str) -> str:
    """Return the signature of a body, as it stands in the header `webhook-signature`."""
    words = b".".join((uid.encode(), str(timestamp).encode(), body))
    return "v1," + base64.b64encode(hmac.new(_key(secret), words, hashlib.sha256).digest()).decode()


def _key(secret: str) -> bytes:
    """Return the bytes of a secret: `whsec_` and base64, or any words as they are."""
    if secret.startswith(_PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
        except (binascii.Error, ValueError):
            return secret.encode()
    return secret.encode()


def _signed(uid: str, body: bytes, settings: Settings, now: datetime.datetime) -> list[tuple[str, str]]:
    timestamp = int(now.timestamp())
    headers = [("webhook-id", uid), ("webhook-timestamp", str(timestamp))]
    if settings.webhook_secret != _NOT_SET:
        headers.append(("webhook-signature", signature(uid, timestamp, body, settings.webhook_secret)))
    return headers


def _without(what: str) -> str:
    """Return a failure without the address that a redirect named."""
    return "redirects, which is not followed" if what.startswith("redirects") else what
