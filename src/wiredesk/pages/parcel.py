"""The values on the way from bytes to a page. Not for: the page itself (see `documents`)."""

import datetime
from dataclasses import dataclass, field, replace

from wiredesk.documents import PageFields, PageForm
from wiredesk.errors import PageRejected
from wiredesk.pages.reasons import Reason


@dataclass(frozen=True, slots=True)
class Parcel:
    """Hold bytes that are to become a page, with what their carrier says about them.

    `media_type` and `charset` are the carrier's claims (HTTP header, mail part, archive record) and may be wrong.
    `depth` counts the wrappings already taken off. `uri` is the source as it may stand in a message.
    """

    data: bytes
    uri: str
    media_type: str | None = None
    charset: str | None = None
    url: str | None = None
    captured: datetime.datetime | None = None
    fields: PageFields = field(default_factory=PageFields)
    warnings: tuple[str, ...] = ()
    depth: int = 0

    def rejected(self, reason: Reason, what: str, advice: str) -> PageRejected:
        """Return (do not raise) the refusal of this parcel."""
        return PageRejected(self.uri, reason, what, advice)


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold a page that lacks only the particulars of its source: the text, its form and what was learnt on the way."""

    form: PageForm
    text: str
    media_type: str
    url: str | None = None
    captured: datetime.datetime | None = None
    fields: PageFields = field(default_factory=PageFields)
    warnings: tuple[str, ...] = ()


def draft_of(parcel: Parcel, form: PageForm, text: str, *, media_type: str, warnings: tuple[str, ...] = ()) -> Draft:
    """Return a draft that keeps what `parcel` knows."""
    return Draft(form, text, media_type, parcel.url, parcel.captured, parcel.fields, parcel.warnings + warnings)


def split_media_type(header: str | None) -> tuple[str | None, str | None]:
    """Return media type and charset of a Content-Type header, lower case, each None where not stated."""
    if not header:
        return None, None
    media_type, *parameters = header[:1000].split(";")
    charset = None
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip("\"'").lower() or None
    return media_type.strip().lower() or None, charset


def rewrapped(parcel: Parcel, data: bytes) -> Parcel:
    """Return the parcel with one wrapping taken off: other bytes, one level deeper."""
    return replace(parcel, data=data, depth=parcel.depth + 1)
