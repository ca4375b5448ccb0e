"""The page behind a feed's entry or an address of a list, had without hurry. Not for: following feeds (see `polling`).

Requests to one host are parted by `follow_delay_s`; a host that did not answer three times is left alone for the rest.
What a feed names is fetched only where the site's robots.txt allows it; what a person lists, a person has asked for.
"""

import datetime
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from wiredesk.errors import Rejected, SourceRejected
from wiredesk.pages.addresses import parsed_address
from wiredesk.pages.feeds import Entry, fields_of, story_parcel
from wiredesk.pages.parcel import Parcel
from wiredesk.pages.reasons import Reason, shown
from wiredesk.settings import Settings

_DEAD = frozenset({Reason.TIMEOUT, Reason.NO_CONNECTION, Reason.NO_SUCH_HOST})
_MAX_DEAD = 3
_MAX_HOSTS = 10_000


class Stories:
    """Fetch pages host by host; `now` is their capture clock, `pause` waits."""

    def __init__(
        self, settings: Settings, *, now: Callable[[], datetime.datetime], pause: Callable[[float], None] = time.sleep
    ) -> None:
        from wiredesk.pages.robots import Robots

        self._settings, self._now, self._pause = settings, now, pause
        self._robots = Robots(settings)
        self._last: dict[str, float] = {}
        self._n_dead: Counter[str] = Counter()

    def of_entry(self, entry: Entry, *, uri: str, feed_title: str | None) -> Parcel | Rejected:
        """Return the page of a feed's entry, its own full words where the page cannot be had, or why neither can.

        `uri` is the feed's. The entry's day goes along: it bears witness to the day of publication.
        """
        where = shown(entry.link) if entry.link else f"{uri}#{shown(entry.key)}"
        try:
            if entry.link is None:
                what = "is an entry without an address and without a whole story"
                raise SourceRejected(where, Reason.NO_TEXT, what, "look it up in the feed")
            self._demand_permission(entry.link)
            return replace(self.at(entry.link), fields=fields_of(entry, feed_title=feed_title))
        except SourceRejected as error:
            own = story_parcel(entry, uri=where, feed_title=feed_title)
            if own is None:
                return error
            note = f"the page could not be had ({error.what}); this is what the feed itself tells"
            return replace(own, captured=self._now(), warnings=(*own.warnings, note) if entry.link else own.warnings)

    def at(self, url: str) -> Parcel:
        """Return the page at an address when its host's turn has come.

        :raises SourceRejected: when it cannot be had.
        """
        from wiredesk.pages.fetching import fetched

        host = parsed_address(url).host
        if self._n_dead[host] >= _MAX_DEAD:
            what = f"the host {shown(host)} did not answer {_MAX_DEAD} times and was left alone"
            raise SourceRejected(shown(url), Reason.NO_CONNECTION, what, "try again later")
        self._wait_for(host)
        try:
            parcel = fetched(url, self._settings, now=self._now())
        except SourceRejected as error:
            self._n_dead[host] += error.reason in _DEAD
            raise
        self._n_dead[host] = 0
        return parcel

    def _wait_for(self, host: str) -> None:
        since = time.monotonic() - self._last.get(host, float("-inf"))
        if since < self._settings.follow_delay_s:
            self._pause(self._settings.follow_delay_s - since)
        if len(self._last) >= _MAX_HOSTS:
            self._last.clear()
        self._last[host] = time.monotonic()

    def _demand_permission(self, url: str) -> None:
        permission = self._robots.permission(url, now=self._now())
        if permission.may:
            return
        what = "the site's robots.txt cannot be had, which forbids to go on"
        if permission.again_at is None:
            what = "the site's robots.txt asks programs not to fetch it"
        raise SourceRejected(shown(url), Reason.ROBOTS, what, "read it yourself and add the saved page")
