"""Visit the page behind a feed's entry, one step at a time and as its site allows. Not for: pages a person asked for.

One visit is one question: a redirect is handed back, since the next step may lead to another host, with its own rules and
its own turn.
"""

import datetime
from dataclasses import dataclass

from wiredesk.errors import Rejected, SourceRejected
from wiredesk.pages.exchanging import Question, exchanged
from wiredesk.pages.fetching import parcel_of, status_refused
from wiredesk.pages.parcel import Parcel
from wiredesk.pages.polling import retry_after_s
from wiredesk.pages.reasons import Reason, shown
from wiredesk.pages.robots import Robots
from wiredesk.settings import Settings

# Asking again later may help.
_PASSING = frozenset({
    Reason.TIMEOUT, Reason.NO_CONNECTION, Reason.NO_SUCH_HOST, Reason.BAD_RESPONSE, Reason.TLS,
    Reason.SERVER_ERROR, Reason.TOO_MANY_REQUESTS,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Visit:
    """Hold what came of one visit: exactly one of `parcel`, `moved_to` and `refused` is set.

    `may_help_later` says that a refusal may pass, `wait_s` for how long the server wants to be left alone, `is_early` that
    the page itself was not asked for, because the site's rules could not be had. `delay_s` is the site's Crawl-delay.
    """

    parcel: Parcel | None = None
    moved_to: str | None = None
    refused: Rejected | None = None
    may_help_later: bool = False
    is_early: bool = False
    wait_s: float | None = None
    delay_s: float = 0.0


def visited(url: str, settings: Settings, robots: Robots, *, now: datetime.datetime) -> Visit:
    """Ask for one page, if the site's robots.txt allows it."""
    try:
        permission = robots.permission(url, now=now)
    except SourceRejected as error:
        return Visit(refused=error)
    if permission.again_at is not None:
        what, advice = "the site's robots.txt cannot be had, which forbids to go on", "it is tried again later"
        refusal = SourceRejected(shown(url), Reason.ROBOTS, what, advice)
        return Visit(refused=refusal, may_help_later=True, is_early=True, wait_s=(permission.again_at - now).total_seconds())
    if not permission.may:
        what, advice = "the site's robots.txt asks programs not to fetch it", "read it yourself and add the saved page"
        return Visit(refused=SourceRejected(shown(url), Reason.ROBOTS, what, advice))
    return _asked(url, settings, permission.delay_s, now)


def _asked(url: str, settings: Settings, delay_s: float, now: datetime.datetime) -> Visit:
    try:
        answer = exchanged(url, settings, Question(follows=False))
    except SourceRejected as error:
        return Visit(refused=error, may_help_later=error.reason in _PASSING, delay_s=delay_s)
    if answer.location is not None:
        return Visit(moved_to=answer.location, delay_s=delay_s)
    if answer.is_ok:
        return Visit(parcel=parcel_of(url, answer, now=now), delay_s=delay_s)
    refusal = status_refused(url, answer)
    wait = retry_after_s(answer.headers.get("retry-after", ""), now=now)
    return Visit(refused=refusal, may_help_later=refusal.reason in _PASSING, wait_s=wait, delay_s=delay_s)
