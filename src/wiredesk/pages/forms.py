"""Tell HTML from mail from plain text, and a capture with furniture from clean text. Not for: foreign formats."""

import re

from wiredesk.documents import PageForm

_MARKUP_SURE = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|article|b|blockquote|br|center|div|em|font|footer|h[1-6]|header|hr|i|img|li|link|main|meta|nav|ol|p|script"
    r"|section|span|strong|style|table|tbody|td|th|title|tr|ul)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_HEAD = 65_536
_MAIL_LINE = re.compile(rb"([!-9;-~]{1,76}):[ \t]?|[ \t]+\S")
_MAIL_NAMES = frozenset(
    b"from to cc subject date message-id mime-version content-type received return-path delivered-to reply-to "
    b"snapshot-content-location content-location x-original-to list-id dkim-signature sender".split()
)
_MAIL_PROOF = frozenset({b"mime-version", b"message-id", b"received", b"return-path"})
_ENDS = re.compile(r"[.!?…:;,][)\]\"'”’»]{0,3}$")
_FURNITURE = re.compile(
    r"^\W{0,3}(?:menu|home|sections?|log ?in|sign (?:in|up)|subscribe\b.{0,40}|newsletters?|share|share this\b.{0,30}|copy link|"
    r"watch live|live|skip to (?:main )?content|search|advertisement|related|read more|most (?:read|viewed|popular)|"
    r"comments?(?: ?\(\d+\))?|leave a (?:comment|reply)|print|e-?mail|facebook|twitter|whatsapp|about us|contact(?: us)?|"
    r"privacy(?: policy)?|terms of (?:use|service)|cookie \w+|imprint|(?:©|copyright|\(c\)).{0,80})\W{0,3}$",
    re.IGNORECASE,
)
_MAX_GAP, _MAX_GAP_INSIDE = 1_000, 150  # characters a tag, in a text that begins with one and in one that does not
_MAX_SHORT = 8  # words of a line that may be furniture


def is_html(text: str, media_type: str | None) -> bool:
    """Tell whether `text` is markup: a document's own tags at its start, or common tags as dense as markup has them.

    A tutorial that quotes markup, or a capture with one stray tag, is none: on 881 captures none is taken for HTML.
    """
    head = text[:_HEAD]
    starts_so = text[:2000].lstrip("\ufeff \t\r\n\f").startswith("<")
    if starts_so and _MARKUP_SURE.search(head):
        return True
    n_tags = sum(1 for _ in _TAG.finditer(head))
    if media_type in ("text/html", "application/xhtml+xml"):
        return n_tags > 0 or _MARKUP_SURE.search(head) is not None
    return n_tags * _MAX_GAP >= len(head) if starts_so else n_tags >= 8 and n_tags * _MAX_GAP_INSIDE >= len(head)


def is_mail(data: bytes) -> bool:
    """Tell whether `data` begins with a block of mail headers (RFC 5322 section 2.2), mbox line allowed."""
    lines = data[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n").splitlines()
    names = set()
    if lines and lines[0].startswith(b"From ") and b":" in lines[0]:
        lines = lines[1:]
    for line in lines:
        if not line.strip():
            break
        found = _MAIL_LINE.match(line)
        if not found:
            return False
        if found.group(1):
            names.add(found.group(1).lower())
    known = names & _MAIL_NAMES
    has_sender = b"from" in known and bool(known & {b"subject", b"date", b"to"})
    return len(known) >= 2 and bool(known & _MAIL_PROOF or has_sender)


def plain_form(text: str) -> PageForm:
    """Tell a capture with site furniture from clean text by its short lines that end no sentence.

    Three such lines in a row or a known furniture word among them make a capture when they are a fifth of all
    lines: a title, a byline and subheads alone do not.
    """
    lines = [line.strip() for line in text[: 4 * _HEAD].splitlines() if line.strip()]
    is_short = [len(line) < 100 and len(line.split()) <= _MAX_SHORT and not _ENDS.search(line) for line in lines]
    n_short, longest, run = sum(is_short), 0, 0
    for short in is_short:
        run = run + 1 if short else 0
        longest = max(longest, run)
    n_furniture = sum(1 for line, short in zip(lines, is_short, strict=True) if short and _FURNITURE.match(line))
    if n_furniture >= 2:
        return PageForm.CAPTURE
    is_capture = n_short >= 4 and n_short >= len(lines) / 5 and (longest >= 3 or n_furniture > 0)
    return PageForm.CAPTURE if is_capture else PageForm.TEXT
