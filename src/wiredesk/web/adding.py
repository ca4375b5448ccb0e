"""What somebody adds in the browser, taken in as a job. Not for: forms and files (see `uploads`), filing (see `desk.adding`).

Nothing that a person types is ever opened as a path: an address is http or https, or it is refused here.
"""

import datetime
import io
import re
import zoneinfo
from contextlib import suppress
from dataclasses import dataclass

from wiredesk.corroborate.outlets import outlet_of
from wiredesk.desk.adding import Added, KnownPage, Sources, Watcher, add, report_of
from wiredesk.desk.desk import Desk
from wiredesk.desk.filing import Filed
from wiredesk.desk.ids import id_of
from wiredesk.desk.reader import NOTHING_GIVEN, Given
from wiredesk.errors import Rejected, SettingError, SourceRejected
from wiredesk.export.phrasing import plain, published_words
from wiredesk.pages.addresses import parsed_address
from wiredesk.pages.intake import Handed
from wiredesk.pages.reasons import Reason, scheme_of, shown
from wiredesk.records import Reading
from wiredesk.web.jobs import Found, Holding, Job
from wiredesk.web.roles import Person
from wiredesk.web.works import Works

MOST_ADDRESSES = 500
MOST_ADDRESS_CHARS = 2_000
_MOST_ASKED_AT_ONCE = 3  # more addresses than these are fetched without hurry, and not when they are known
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[:/?#].*)?", re.DOTALL)
_MOST_TIME = datetime.timedelta(hours=2)  # one job reads at a time: a list of ten thousand feeds is for `wiredesk follow`
_MOST_TITLE = 200
_MOMENT = re.compile(r"(?<=^pasted text|^pasted page) \d{4}-\S+$")


@dataclass(frozen=True, slots=True)
class Brought:
    """Hold what somebody brings: open files (see `uploads`), addresses as typed, and what is known of a single page."""

    files: tuple[Handed, ...] = ()
    addresses: tuple[str, ...] = ()
    given: Given = NOTHING_GIVEN
    title: str = ""

    @property
    def n_pieces(self) -> int:
        """Return how many files and addresses there are; each may carry many pages."""
        return len(self.files) + len(self.addresses)

    @property
    def n_bytes(self) -> int:
        """Return how much the files hold."""
        return sum(one.file.seek(0, io.SEEK_END) for one in self.files)

    def close(self) -> None:
        """Let the files go; what was brought exists nowhere else then."""
        for one in self.files:
            one.file.close()


def start_adding(works: Works, person: Person, brought: Brought) -> Job:
    """Take in what was brought, in its turn, and return the job.

    :raises HTTPException: 429 when too many jobs wait already.
    """

    def work(job: Job) -> None:
        _take_in(works, works.desk_of(person), brought, job)

    holding = Holding(brought.n_bytes, brought.close)
    return works.jobs.start("add", brought.title or _title(brought), person, work, is_reading=True, holding=holding)


def lines_of(words: str) -> tuple[str, ...]:
    """Return the addresses in a field, one a line; blank lines and those that begin with # left out.

    :raises SettingError: for more than can be taken at once, or one that is too long.
    """
    found = tuple(line for one in words.splitlines() if (line := one.strip()) and not line.startswith("#"))
    if len(found) > MOST_ADDRESSES:
        raise SettingError(f"addresses: {len(found)} are too many at once; give {MOST_ADDRESSES} at most")
    if any(len(one) > MOST_ADDRESS_CHARS for one in found):
        raise SettingError(f"addresses: one is longer than {MOST_ADDRESS_CHARS} characters; check it")
    return found


def given_of(*, published: str = "", address: str = "", captured: str = "", zone: str = "UTC") -> Given:
    """Return what a person says of a page; "" for what is not said. A moment without an offset is one of `zone`.

    :raises SettingError: for a day, address or moment that is none.
    """
    return Given(_day(published.strip()), _address(address.strip()), _moment(captured.strip(), zone))


def _day(words: str) -> datetime.date | None:
    if not words:
        return None
    with suppress(ValueError):
        if len(words) == len("2024-05-09"):
            return datetime.date.fromisoformat(words)
    raise SettingError(f"published {plain(words)[:40]}: is no day; write it as 2024-05-09")


def _moment(words: str, zone: str) -> datetime.datetime | None:
    if not words:
        return None
    with suppress(ValueError, OverflowError):
        told = datetime.datetime.fromisoformat(words)
        local = told if told.tzinfo else told.replace(tzinfo=zoneinfo.ZoneInfo(zone))
        return local.astimezone(datetime.UTC)
    raise SettingError(f"captured {plain(words)[:40]}: is no moment; write it as 2024-05-09T20:35")


def _address(words: str) -> str | None:
    if not words:
        return None
    is_line = len(words) <= MOST_ADDRESS_CHARS and words.isprintable() and " " not in words
    if is_line and scheme_of(words) in ("http", "https"):
        with suppress(SourceRejected):
            parsed_address(words)
            return words
    raise SettingError(f"address {plain(words)[:80]}: is no address of the web; write it as https://example.org/story")


def web_address(words: str) -> str:
    """Return an address of the web, with the scheme that people leave out.

    :raises SourceRejected: for a path, another scheme, or what is no address.
    """
    scheme = scheme_of(words)
    if scheme is None and _HOST.fullmatch(words):
        words = f"https://{words}"
    elif scheme not in ("http", "https"):
        what = f"has the scheme {scheme}, which is not read" if scheme else "is no address of the web"
        advice = "give an http or https address; files are dropped or chosen"
        raise SourceRejected(shown(words), Reason.UNSUPPORTED_SCHEME if scheme else Reason.BAD_ADDRESS, what, advice)
    parsed_address(words)
    return words


# -- the job ---------------------------------------------------------------------------------------------------------


def _take_in(works: Works, desk: Desk, brought: Brought, job: Job) -> None:
    addresses = []
    for one in brought.addresses:
        try:
            addresses.append(web_address(one))
        except SourceRejected as error:
            job.add(_refused(error))
    n_bad, n_all, until = len(brought.addresses) - len(addresses), brought.n_pieces, desk.clock() + _MOST_TIME
    job.tell(n_bad, n_all, "opening the reader")
    watcher = Watcher(
        news=lambda added: _tell(job, added, n_bad=n_bad, n_all=n_all, until=until, now=desk.clock()),
        refused=lambda error: job.add(_refused(error)),
        pause=job.pause,
        filed=lambda filed, reading: job.add(_filed(filed, reading)),
        known=lambda page: job.add(_known(desk, page)),
    )
    is_many = len(addresses) > _MOST_ASKED_AT_ONCE
    named, listed = ([], addresses) if is_many else (addresses, [])
    with works.reading() as read_all:
        job.tell(n_bad, n_all, "reading")
        added = add(desk, Sources(named, listed, brought.given, handed=brought.files), read_all, watcher=watcher)
    only = job.seen().found
    if len(only) == 1 and only[0].report:
        job.lead_to(f"/reports/{only[0].report}", "Open the report")
    job.tell(n_bad + added.n_seen, n_bad + added.n_seen, _passed_over(added))


def _tell(job: Job, added: Added, *, n_bad: int, n_all: int, until: datetime.datetime, now: datetime.datetime) -> None:
    if now > until:
        hours = _MOST_TIME // datetime.timedelta(hours=1)
        raise SettingError(f"stopped after {hours} hours, others wait; what was filed stays: add the same again for the rest")
    n_seen, passing = n_bad + added.n_seen, added.passing
    share = f" ({min(99, 100 * passing.n_done // passing.n_bytes)} %)" if passing.n_bytes and passing.n_done else ""
    is_carrier = n_seen > n_all or share
    job.tell(n_seen, 0 if is_carrier else n_all, plain(f"reading {passing.source}{share}"))


def _passed_over(added: Added) -> str:
    kinds = [f"{n} × {kind}" for kind, n in added.passing.passed_over.most_common(5)]
    return f"passed over: {', '.join(kinds)}" if kinds else ""


def _filed(filed: Filed, reading: Reading) -> Found:
    return Found("filed", title_of(reading), detail_of(reading), report=id_of("report", filed.report_id))


def _known(desk: Desk, page: KnownPage) -> Found:
    if page.is_removed:
        return Found("removed", plain(page.uri), "was removed from this desk, and stays away")
    report = report_of(desk, page) or ""
    return Found("known", plain(page.uri), "is on this desk already; nothing was changed", report=report)


def _refused(error: Rejected) -> Found:
    return Found("refused", plain(error.source), plain(error.what), plain(error.advice), reason=str(error.reason))


def title_of(reading: Reading) -> str:
    """Return the title of a report, else its first words."""
    article = reading.report.article
    words = plain(article.title or "") or plain(article.text[: 2 * _MOST_TITLE])
    return (words if len(words) <= _MOST_TITLE else words[:_MOST_TITLE] + " …") or "(no title)"


def detail_of(reading: Reading) -> str:
    """Return the outlet, the day and what was found, on one line."""
    report = reading.report
    outlet = outlet_of(report)
    now = [one for one in reading.incidents if not one.is_background]
    n = f"{len(now)} incident{'' if len(now) == 1 else 's'}" if now else "no incident"
    unread = "" if reading.is_read else "in a language that is not read"
    day = published_words(report.published) if report.published.interval else "day not known"
    parts = (plain(outlet.name) if outlet else "", day, unread or n)
    return " · ".join(part for part in parts if part)


def _title(brought: Brought) -> str:
    names = [one.name for one in brought.files] + [shown(one) for one in brought.addresses]
    if len(names) == 1:
        return plain(_MOMENT.sub("", names[0])).capitalize() if _MOMENT.search(names[0]) else plain(names[0])
    n_files, n_addresses = len(brought.files), len(brought.addresses)
    words = [f"{n_files} file{'s' * (n_files > 1)}"] * bool(n_files)
    words += [f"{n_addresses} address{'es' * (n_addresses > 1)}"] * bool(n_addresses)
    return " and ".join(words)
