"""Ask a feed's address for what is new, once, and say when to ask again. Not for: the entries' pages (see `visiting`).

Conditional requests after RFC 9110 section 13: the validators of the last answer go along, and a 304 costs nobody anything.
"""

import datetime
from dataclasses import dataclass, replace
from enum import StrEnum

from wiredesk.errors import Rejected
from wiredesk.pages.exchanging import Answer, Question, exchanged
from wiredesk.pages.feed_pace import ttl_minutes
from wiredesk.pages.feeds import Feed, feed_of
from wiredesk.pages.fetching import parcel_of, status_refused
from wiredesk.settings import Settings

DAY_S = 86_400
_FEEDS = "application/atom+xml,application/rss+xml,application/feed+json;q=0.9,application/xml;q=0.9,*/*;q=0.5"
_MAX_RETRY_AFTER_S = 7 * DAY_S
_MAX_VALIDATOR = 1_000
_MAX_DOUBLINGS = 16
_JITTER = 0.2


class PollOutcome(StrEnum):
    """Name what came of asking a feed."""

    ENTRIES = "entries"
    UNCHANGED = "unchanged"
    GONE = "gone"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Poll:
    """Hold what came of asking a feed once.

    `feed`, its own pace in `ttl_minutes`, `etag` and `last_modified` are set where there are entries; `moved_to` is the
    address to ask from now on; `what` tells in one line what went wrong; `retry_after_s` is the wait that the server asked for.
    """

    outcome: PollOutcome
    feed: Feed | None = None
    ttl_minutes: float | None = None
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    what: str = ""
    retry_after_s: float | None = None


def polled(url: str, settings: Settings, *, etag: str | None, last_modified: str | None, now: datetime.datetime) -> Poll:
    """Ask a feed; whatever goes wrong is told in what is returned."""
    known = (("If-None-Match", etag), ("If-Modified-Since", last_modified))
    question = Question(accept=_FEEDS, headers=tuple((name, value) for name, value in known if value))
    bounded = replace(settings, max_bytes=min(settings.max_bytes, settings.max_feed_bytes))
    try:
        answer = exchanged(url, bounded, question)
        if answer.is_ok:
            return _with_entries(url, answer, now)
    except Rejected as error:
        return Poll(PollOutcome.FAILED, what=_feed_words(error))
    if answer.status == 304 and question.headers:
        return Poll(PollOutcome.UNCHANGED, moved_to=answer.moved_to)
    if answer.status == 410:
        return Poll(PollOutcome.GONE, what="the server says that the feed is gone for good (HTTP 410)")
    wait = retry_after_s(answer.headers.get("retry-after", ""), now=now)
    return Poll(PollOutcome.FAILED, what=_feed_words(status_refused(url, answer)), retry_after_s=wait)


def _with_entries(url: str, answer: Answer, now: datetime.datetime) -> Poll:
    """Take the answer's feed apart.

    :raises PageRejected: when it is none.
    """
    etag, last_modified = (_validator(answer.headers.get(name)) for name in ("etag", "last-modified"))
    feed = feed_of(parcel_of(url, answer, now=now))
    return Poll(PollOutcome.ENTRIES, feed, ttl_minutes(answer.body), etag, last_modified, answer.moved_to)


def _validator(value: str | None) -> str | None:
    """Return a validator that can be sent back as it is, None for any other."""
    return value if value and len(value) <= _MAX_VALIDATOR and value.isascii() and value.isprintable() else None


def _feed_words(error: Rejected) -> str:
    return error.what.replace("the page", "the feed").replace("no such page", "no such feed")


def retry_after_s(value: str, *, now: datetime.datetime) -> float | None:
    """Return the wait that a Retry-After header asks for, in seconds from `now`, a week at most; None where it says none.

    Source: RFC 9110 section 10.2.3: seconds, or an HTTP date.
    """
    words = value.strip()[:100]
    if words.isascii() and words.isdigit():
        return float(min(int(words), _MAX_RETRY_AFTER_S))
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(words)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    return min(max(0.0, (moment - now).total_seconds()), float(_MAX_RETRY_AFTER_S))


def wait_after_success_s(interval_s: float, ttl_minutes: float | None) -> float:
    """Return how long to leave a feed alone: its interval, or longer where the feed itself asks for it, a day at most."""
    asked = 60.0 * ttl_minutes if ttl_minutes and ttl_minutes > 0 else 0.0
    return max(float(interval_s), min(asked, float(DAY_S)))


def wait_after_failure_s(interval_s: float, n_failures: int, *, retry_after_s: float | None, chance: float) -> float:
    """Return how long to leave a failing feed alone: the interval doubled with each failure, a day at most.

    `chance` (0 to 1) moves it by up to a fifth either way, so that feeds that failed together do not come back together.
    The wait that the server asked for is kept in any case.
    """
    doubled = min(interval_s * 2.0 ** min(max(n_failures, 1), _MAX_DOUBLINGS), float(DAY_S))
    return max(doubled * (1 - _JITTER + 2 * _JITTER * chance), retry_after_s or 0.0)
