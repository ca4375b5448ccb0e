"""A mail (`.eml`) or an MHTML save to a draft: the part that holds the story, and what the headers say.

Not for: mailboxes of many mails, attachments.
"""

import datetime
import re
from dataclasses import replace
from email.errors import MessageError
from email.message import Message

from wiredesk.documents import PageFields, PageForm
from wiredesk.pages.decoding import decoded
from wiredesk.pages.parcel import Draft, Parcel, draft_of
from wiredesk.pages.reasons import Reason

# The parser of the standard library recurses into parts, and every open boundary is tried on every line.
_MAX_NESTED = 24
_NESTED = re.compile(rb"content-type[ \t]{0,5}:\s{0,20}(?:multipart|message)/")
# It reads parameters in quadratic time (20 MB of them took more than 4 minutes) and keeps every line as an object.
_PARAMETERS = re.compile(rb"content-(?:type|disposition)[ \t]{0,5}:[^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*")
_MAX_PARAMETERS = 8_000  # bytes of one header with parameters
_MAX_LINES = 500_000  # an attachment of 20 MB makes 360,000 lines
_MAX_PARTS = 500
_MAX_HEADER = 4_000
_MIN_PLAIN_SHARE = 0.4  # a text/plain part with less of the story than this is a stub ("view this mail in a browser")
# What the parser and the decoders of the standard library raise on rubbish (found by fuzzing), beside their own errors.
_FOREIGN = (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, OverflowError)


def mail_draft(parcel: Parcel) -> Draft:
    """Return the draft of a mail, or of the page in an MHTML save.

    :raises PageRejected: when it is damaged, nested too deeply or holds no text.
    """
    if _is_excessive(parcel.data):
        raise parcel.rejected(Reason.DAMAGED, "is a mail with far too many parts or lines", "save its text alone")
    try:
        return _draft(parcel)
    except _FOREIGN as error:
        what = f"is a damaged mail or MHTML file ({type(error).__name__})"
        raise parcel.rejected(Reason.DAMAGED, what, "save the mail or page again, as HTML or text") from error


def _is_excessive(data: bytes) -> bool:
    """Tell whether the parser would take long over `data`; linear itself."""
    data = data.lower()  # small letters and a literal to look for: twelve times as fast as re.IGNORECASE
    n_nested = sum(1 for _ in zip(_NESTED.finditer(data), range(_MAX_NESTED + 1), strict=False))
    n_lines = data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
    is_long = any(len(found.group()) > _MAX_PARAMETERS for found in _PARAMETERS.finditer(data))
    return n_nested > _MAX_NESTED or n_lines > _MAX_LINES or is_long


def _draft(parcel: Parcel) -> Draft:
    import email
    from email import policy

    message = email.message_from_bytes(parcel.data.lstrip(b"\xef\xbb\xbf\r\n"), policy=policy.compat32)
    parts = [part for part, _ in zip(message.walk(), range(_MAX_PARTS), strict=False) if _is_inline_text(part)]
    html = next((part for part in parts if part.get_content_type() != "text/plain"), None)
    if html is not None and _is_saved_page(message, html):
        return _saved_page(parcel, message, html)
    plain = next((part for part in parts if part.get_content_type() == "text/plain"), None)
    return _letter(replace(parcel, fields=_letter_fields(message)), plain, html)


def _is_inline_text(part: Message) -> bool:
    is_text = part.get_content_type() in ("text/plain", "text/html", "application/xhtml+xml")
    return is_text and part.get_content_disposition() != "attachment"


def _text_of(part: Message) -> tuple[str, tuple[str, ...]]:
    payload = part.get_payload(decode=True)
    found = decoded(payload if isinstance(payload, bytes) else b"", charset=_line(part.get_param("charset")))
    return found.text.replace("\x00", "\ufffd"), found.warnings


def _line(value: object) -> str | None:
    """Return a header or parameter as one decoded line, None when empty."""
    from email.header import decode_header, make_header

    if isinstance(value, tuple):
        value = value[-1]
    words = str(value)[:_MAX_HEADER] if value is not None else ""
    try:
        words = str(make_header(decode_header(words)))
    except (MessageError, ValueError, LookupError):
        words = words.encode("utf-8", "replace").decode()
    words = " ".join(words.encode("utf-8", "replace").decode().split())
    return words or None


# -- MHTML: RFC 2557 and what browsers make of it --------------------------------------------------------------


def _is_saved_page(message: Message, html: Message) -> bool:
    if message["Snapshot-Content-Location"] or "saved by" in str(message["From"] or "").lower():
        return True
    address = str(html["Content-Location"] or message["Content-Location"] or "").strip()
    return address.startswith(("http://", "https://")) and not message["To"] and not message["Received"]


def _saved_page(parcel: Parcel, message: Message, html: Message) -> Draft:
    address = message["Snapshot-Content-Location"] or html["Content-Location"] or message["Content-Location"]
    url = _line(address) or ""
    known = replace(
        parcel,
        url=parcel.url or (url if url.startswith(("http://", "https://")) else None),
        captured=parcel.captured or _moment(message["Date"]),
        fields=PageFields(title=_line(message["Subject"])),
    )
    text, warnings = _text_of(html)
    return draft_of(known, PageForm.HTML, text, media_type="multipart/related", warnings=warnings)


# -- letters ---------------------------------------------------------------------------------------------------


def _moment(header: object) -> datetime.datetime | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(str(header)[:200]) if header else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _letter_fields(message: Message) -> PageFields:
    from email.utils import parseaddr

    name, address = parseaddr(_line(message["From"]) or "")
    sent = _moment(message["Date"])
    return PageFields(
        title=_line(message["Subject"]),
        author=name or address or None,
        publisher=_line(message["Organization"]),
        published=sent.date() if sent else None,
        published_field="mail:Date" if sent else None,
    )


def _letter(parcel: Parcel, plain: Message | None, html: Message | None) -> Draft:
    text, warnings = _text_of(plain) if plain is not None else ("", ())
    markup, html_warnings = _text_of(html) if html is not None else ("", ())
    n_visible = _n_visible(markup)
    if text.strip() and len("".join(text.split())) >= _MIN_PLAIN_SHARE * n_visible:
        return draft_of(parcel, PageForm.MAIL, text, media_type="message/rfc822", warnings=warnings)
    if n_visible:
        return draft_of(parcel, PageForm.HTML, markup, media_type="message/rfc822", warnings=html_warnings)
    if text.strip():
        return draft_of(parcel, PageForm.MAIL, text, media_type="message/rfc822", warnings=warnings)
    raise parcel.rejected(Reason.NO_TEXT, "is a mail without a text of its own", "save its attachment and hand over that")


def _n_visible(markup: str) -> int:
    """Count roughly the characters that `markup` shows, white space apart; linear in its length."""
    n, is_hidden = 0, False
    for piece in markup.split("<"):
        tag, _, words = piece.rpartition(">")
        name = tag[:8].lower()
        if name.startswith(("style", "script", "title")):
            is_hidden = True
        elif name.startswith(("/style", "/script", "/title")):
            is_hidden = False
        n += 0 if is_hidden else len("".join(words.split()))
    return n
