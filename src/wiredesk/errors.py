"""The exception tree; every failure that leaves Wiredesk is one of these.

::

    WiredeskError
    ├── SpanError            a span that cannot be (start after end, outside its text)
    ├── SettingError         a setting with a value that cannot be used
    ├── ModelError           the shipped model file is missing, damaged or of another version
    ├── LanguageError        a language's file of time words that is missing or cannot be used
    ├── ReportFormatError    JSON that is no `wiredesk.report/1`
    ├── StoreError           the desk's store cannot be used
    │   ├── StoreMissing     there is none at that address
    │   ├── StoreTooNew      a newer Wiredesk made it
    │   ├── StoreBusy        another program holds it, or the server is gone for now: trying again helps
    │   └── StoreFull        no space is left
    ├── NotOnDesk            no such report, incident, entity, ruling, watch or feed; or it was removed
    ├── Undelivered          an alert that a sink did not take
    ├── AccountRefused       what cannot be done with an account: the last admin closed, a name given twice
    ├── TooBusy              more is asked at once than this machine takes: trying again helps
    ├── RulingRefused        a ruling that cannot be: words that do not stand there, a fact that is none
    │   └── RulingOvertaken  what it was made on says something else by now
    └── Rejected             a source that does not become a report; `reason` says which kind
        ├── SourceRejected   it could not be had: no such file, refused address, 404, time-out
        └── PageRejected     it was had, but is no readable page: empty, binary, too large, no article

A message says what, where, what was expected and what to do next, in one line. Not for: warnings
(a report in a language the reader does not know is read as far as it goes; see `documents.Report.warnings`).
"""


class WiredeskError(Exception):
    """Be the root of every error of this package."""


class SpanError(WiredeskError):
    """Report a span that cannot be."""

    def __init__(self, start: int, end: int, why: str) -> None:
        super().__init__(f"span {start}..{end}: {why}")
        self.start, self.end = start, end


class SettingError(WiredeskError):
    """Report a setting whose value cannot be used."""


class ModelError(WiredeskError):
    """Report a model file that cannot be used."""


class LanguageError(WiredeskError):
    """Report a language's file of time words that is missing or cannot be used."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(f"time words of language {code!r}: {why}")
        self.code = code


class ReportFormatError(WiredeskError):
    """Report JSON that is no `wiredesk.report/1`."""


class StoreError(WiredeskError):
    """Report a store that cannot be used."""


class StoreMissing(StoreError):
    """Report that there is no store at this address."""


class StoreTooNew(StoreError):
    """Report a store that a newer Wiredesk made."""


class StoreBusy(StoreError):
    """Report a store that is held or out of reach for now; the same call may succeed later."""


class StoreFull(StoreError):
    """Report that no space is left for the store."""


class NotOnDesk(WiredeskError):
    """Report a record that the desk does not hold, or holds no longer."""


class Undelivered(WiredeskError):
    """Report an alert that a sink did not take.

    `may_help_later` says that trying again may help, `wait_s` for how long the sink wants to be left alone, None when it
    does not say.
    """

    def __init__(self, what: str, *, may_help_later: bool = True, wait_s: float | None = None) -> None:
        super().__init__(what)
        self.may_help_later, self.wait_s = may_help_later, wait_s


class AccountRefused(WiredeskError):
    """Report what cannot be done with an account as things stand."""


class TooBusy(WiredeskError):
    """Report that more is asked at once than can be done; the same call may succeed in a moment."""


class RulingRefused(WiredeskError):
    """Report a ruling that cannot be."""


class RulingOvertaken(RulingRefused):
    """Report that a fact says something else than what a person saw when ruling on it.

    `now` is what it says, "" where it is empty, None when it is gone; `by` is who changed it, None when that is not known.
    """

    def __init__(self, address: str, now: str | None, by: str | None = None) -> None:
        stands = "it is gone" if now is None else f"it says “{now[:120]}” now" if now else "it is empty now"
        super().__init__(f"{address}: was changed meanwhile; {stands}{f', {by}' if by else ''}; look at it once more")
        self.address, self.now, self.by = address, now, by


class Rejected(WiredeskError):
    """Report a source that does not become a report.

    `source` is the source as the user named it, `reason` a short code for counting
    (`empty`, `not_found`, `binary`, ...), `advice` what the user can do next.
    """

    def __init__(self, source: str, reason: str, what: str, advice: str) -> None:
        super().__init__(f"{source}: {what}; {advice}")
        self.source, self.reason, self.what, self.advice = source, reason, what, advice


class SourceRejected(Rejected):
    """Report a source that could not be had."""


class PageRejected(Rejected):
    """Report bytes that were had but are no readable page."""
