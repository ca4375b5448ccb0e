"""An alert as people and programs receive it. Not for: how it travels (see the sinks), why it was raised (see `matching`)."""

import re
import uuid
from dataclasses import dataclass
from typing import Any

ALERT_SCHEMA = "wiredesk.alert/1"
_NAMESPACE = uuid.UUID("6f3f0a52-7d0e-5a7a-9a55-0d2f9b1c6e11")  # ours, made once
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_MAX_SENTENCE = 2_000


@dataclass(frozen=True, slots=True)
class Message:
    """Hold one alert with everything that a receiver may want.

    `uid` stays the same however often it is sent, and in a restored desk. `sentence` is the one that fired it, `span` where
    it stands in the article; `because` are the conditions that held ("who Ada Roe"). `published` are the first and last
    possible day. What is not known is None.
    """

    uid: str
    alert: str
    watch: str
    at: str
    sentence: str
    span: tuple[int, int]
    because: tuple[str, ...]
    report: str
    incident: str | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: tuple[str | None, str | None] = (None, None)


def message_uid(*parts: str) -> str:
    """Return the UUID that belongs to these words: a watch's name, a report's key, an occasion."""
    return str(uuid.uuid5(_NAMESPACE, "\n".join(parts)))


def message_json(message: Message) -> dict[str, Any]:
    """Return a message as a JSON object of the schema `wiredesk.alert/1`."""
    return {
        "schema": ALERT_SCHEMA,
        "uid": message.uid,
        "id": message.alert,
        "watch": message.watch,
        "at": message.at,
        "sentence": message.sentence,
        "span": list(message.span),
        "because": list(message.because),
        "report": message.report,
        "incident": message.incident,
        "title": message.title,
        "outlet": message.outlet,
        "url": message.url,
        "published": {"earliest": message.published[0], "latest": message.published[1]},
    }


def one_line(words: str, *, most: int = 300) -> str:
    """Return words of strangers as one bounded line without control characters."""
    clean = " ".join(_UNSEEN.sub(" ", words).split())
    return clean if len(clean) <= most else clean[: most - 1] + "…"


def heading(message: Message) -> str:
    """Return what a message is about in one line: the watch, and the report's title."""
    about = message.title or message.outlet or message.report
    return one_line(f"{message.watch}: {about}", most=200)


def message_lines(message: Message) -> list[str]:
    """Return a message as lines of plain text, the sentence first; no line holds a control character."""
    first, last = message.published
    days = None if first is None else first if first == last else f"{first} to {last}"
    about = (message.report, message.incident, message.title, message.outlet, f"published {days}" if days else None)
    lines = [
        f'"{one_line(message.sentence, most=_MAX_SENTENCE)}"',
        " · ".join(one_line(part) for part in about if part),
        f"because: {one_line('; '.join(message.because))}",
    ]
    return [*lines, one_line(message.url, most=1_000)] if message.url else lines
