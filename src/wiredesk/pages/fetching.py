"""Get one page from the web, or an error that a reader understands. Not for: the way there (see `exchanging`), crawling."""

import datetime

from wiredesk.errors import SourceRejected
from wiredesk.pages.addresses import parsed_address
from wiredesk.pages.exchanging import Answer, exchanged
from wiredesk.pages.parcel import Parcel, split_media_type
from wiredesk.pages.reasons import Reason, shown
from wiredesk.settings import Settings

_SAVE = "open it in a browser, save the page and read the file"
_STATUS = {
    401: (Reason.LOGIN_NEEDED, "asks for a login", _SAVE),
    402: (Reason.LOGIN_NEEDED, "asks for payment", _SAVE),
    407: (Reason.LOGIN_NEEDED, "asks for a login at a proxy", _SAVE),
    403: (Reason.FORBIDDEN, "refuses to hand out the page", _SAVE),
    451: (Reason.FORBIDDEN, "withholds the page for legal reasons", _SAVE),
    404: (Reason.NOT_FOUND, "says that there is no such page", "check the address, or look for it in a web archive"),
    410: (Reason.NOT_FOUND, "says that the page is gone", "look for it in a web archive"),
    429: (Reason.TOO_MANY_REQUESTS, "asks for fewer requests", "wait and try again"),
}


def fetched(source: str, settings: Settings, *, now: datetime.datetime) -> Parcel:
    """Return the body at an http(s) address, unpacked, with its final address and `now` as the capture clock.

    :raises SourceRejected: when it cannot be had; the reason says why.
    """
    answer = exchanged(source, settings)
    if not answer.is_ok:
        raise status_refused(source, answer)
    return parcel_of(source, answer, now=now)


def parcel_of(source: str, answer: Answer, *, now: datetime.datetime) -> Parcel:
    """Return the body of an answer to `source` with what came with it."""
    media_type, charset = split_media_type(answer.headers.get("content-type"))
    dropped = ("the name and password in the address were not sent",) if parsed_address(source).had_credentials else ()
    return Parcel(answer.body, shown(source), media_type, charset, url=answer.url, captured=now, warnings=dropped)


def status_refused(source: str, answer: Answer) -> SourceRejected:
    """Return (do not raise) what a status that is not 2xx means for the one who asked."""
    status = answer.status
    usual = (Reason.SERVER_ERROR, "has an error of its own", "try again later") if status >= 500 else None
    reason, what, advice = _STATUS.get(status) or usual or (Reason.HTTP_STATUS, "does not hand out the page", _SAVE)
    wait = answer.headers.get("retry-after", "")
    if wait.isascii() and wait.isdigit() and len(wait) < 8:
        advice = f"try again in {wait} seconds"
    return SourceRejected(shown(source), reason, f"the server {what} (HTTP {status})", advice)
