"""Alerts as an Atom feed that any reader of feeds can subscribe to. Not for: writing the file (the desk does, whole).

Source: RFC 4287.
"""

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from wiredesk.alerts.messages import Message, heading, message_lines, message_uid

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom_feed(messages: Sequence[Message], *, name: str, title: str, now: str) -> bytes:
    """Return the feed of these alerts, the newest first.

    `name` is what the feed's own id is made of; the id of an entry is that of its alert and never changes. `now` dates a
    feed without entries.
    """
    updated = max((message.at for message in messages), default=now)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>urn:uuid:{message_uid('atom', name)}</id>",
        f"<title>{_text(title)}</title>",
        f"<updated>{_text(updated)}</updated>",
        "<author><name>Wiredesk</name></author>",
        "<generator>Wiredesk</generator>",
        *(_entry(message) for message in messages),
        "</feed>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _entry(message: Message) -> str:
    is_web = message.url is not None and message.url.startswith(("http://", "https://"))
    link = f'<link rel="alternate" href={_attribute(message.url or "")}/>' if is_web else ""
    author = f"<author><name>{_text(message.outlet)}</name></author>" if message.outlet else ""
    content = "\n".join(message_lines(message))
    return (
        f"<entry><id>urn:uuid:{message.uid}</id><title>{_text(heading(message))}</title>"
        f"<updated>{_text(message.at)}</updated>{author}{link}"
        f'<category term={_attribute(message.watch)}/><content type="text">{_text(content)}</content></entry>'
    )


def _text(words: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", words))


def _attribute(words: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", words))
