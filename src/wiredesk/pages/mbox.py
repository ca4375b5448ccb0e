"""A mailbox file (mbox) to its mails, one after the other. Not for: what stands in a mail (see `mail`).

Written here and not with the standard library's `mailbox`: that reads a whole mail whatever its size, and keeps the
places of all mails. Source: RFC 4155, appendix A; ">From " is unquoted as mboxrd has it.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from wiredesk.errors import Rejected
from wiredesk.pages.forms import is_mail
from wiredesk.pages.parcel import Parcel
from wiredesk.pages.passing import Passing
from wiredesk.pages.reasons import Reason
from wiredesk.settings import Settings

_FROM = re.compile(rb"From \S{1,1000}[ \t].{0,200}\d{4}|From \S{1,200}\r?\n")
_QUOTED = re.compile(rb"(?m)^>(>{0,20}From )")
_MAX_LINE = 1 << 16


def is_mbox(head: bytes) -> bool:
    """Tell whether a file that begins with `head` is a mailbox: a "From " line, and behind it the headers of a mail."""
    return _FROM.match(head) is not None and is_mail(head.partition(b"\n")[2])


def mbox_parcels(file: BinaryIO, uri: str, *, settings: Settings, passing: Passing) -> Iterator[Parcel | Rejected]:
    """Yield the mails of a mailbox as they come; their `uri` is the file's with the number of the mail behind "#"."""
    mail = bytearray()  # and no list of lines: of 20 MB of empty ones it would take 500 MB
    number, is_blank = 0, True
    while line := file.readline(_MAX_LINE):
        passing.n_done += len(line)
        if is_blank and _FROM.match(line):
            if number:
                yield _mail(mail, f"{uri}#{number}", settings)
            mail, number = bytearray(), number + 1
        elif len(mail) <= settings.max_bytes:
            mail += line
        is_blank = not line.strip(b"\r\n")
    if number:
        yield _mail(mail, f"{uri}#{number}", settings)


def _mail(mail: bytearray, uri: str, settings: Settings) -> Parcel | Rejected:
    if len(mail) > settings.max_bytes:
        what = f"is a mail of more than {settings.max_bytes:,} bytes"
        return Parcel(b"", uri).rejected(Reason.TOO_LARGE, what, "raise max_bytes if it holds a report")
    return Parcel(_QUOTED.sub(rb"\1", bytes(mail)), uri, media_type="message/rfc822")
