"""What a site's robots.txt lets a program fetch that nobody watches. Not for: a page that a person asked for (see `fetching`).

Source: RFC 9309. Its section 2.3.1: a 4xx answer allows everything, a server that fails or cannot be reached allows nothing
until it answers; section 2.4: rules are kept for a day at most; section 2.5: at least 500 KiB of the file count.
"""

import datetime
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from wiredesk.errors import SourceRejected
from wiredesk.pages.addresses import parsed_address
from wiredesk.pages.exchanging import Question, exchanged
from wiredesk.pages.reasons import Reason
from wiredesk.settings import Settings

OUR_NAME = "wiredesk"
_MAX_BYTES = 512_000
_KEPT = datetime.timedelta(days=1)
_RETRY = datetime.timedelta(minutes=30)  # our choice: RFC 9309 names no time after which an unreachable site is asked again
_MAX_SITES = 1_000
# What cannot be had however often it is asked for: there are no rules then, and the page itself is refused all the same.
_HOPELESS = frozenset({Reason.PRIVATE_ADDRESS, Reason.BAD_ADDRESS, Reason.UNSUPPORTED_SCHEME, Reason.REDIRECT_LOOP})


@dataclass(frozen=True, slots=True)
class Permission:
    """Say whether a page may be fetched; `delay_s` is the site's Crawl-delay, 0 when it asks for none.

    `again_at` is set where nobody can say yet: the site's rules could not be had, and that is when to ask again.
    """

    may: bool
    delay_s: float = 0.0
    again_at: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class _Rules:
    until: datetime.datetime
    parser: Any = None  # None: everything is allowed
    is_unknown: bool = False


class Robots:
    """Keep the rules of sites, each asked for once a day.

    May be used from several threads, as long as no two ask about one site at the same time.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = replace(settings, max_bytes=_MAX_BYTES)
        self._sites: dict[str, _Rules] = {}

    def permission(self, url: str, *, now: datetime.datetime) -> Permission:
        """Return what the site of `url` says of it.

        :raises SourceRejected: when `url` is no http(s) address.
        """
        address = parsed_address(url)
        site = replace(address, target="/robots.txt").url
        rules = self._sites.get(site)
        if rules is None or rules.until <= now:
            rules = self._kept(site, self._asked(site, now))
        if rules.is_unknown:
            return Permission(may=False, again_at=rules.until)
        if rules.parser is None:
            return Permission(may=True)
        delay = rules.parser.crawl_delay(OUR_NAME)
        return Permission(rules.parser.can_fetch(address.url, OUR_NAME), max(0.0, float(delay or 0.0)))

    def _kept(self, site: str, rules: _Rules) -> _Rules:
        if len(self._sites) >= _MAX_SITES:
            self._sites.pop(next(iter(self._sites)), None)
        self._sites[site] = rules
        return rules

    def _asked(self, site: str, now: datetime.datetime) -> _Rules:
        try:
            answer = exchanged(site, self._settings, Question(accept="text/plain,*/*;q=0.5", may_cut=True))
        except SourceRejected as error:
            is_unknown = error.reason not in _HOPELESS
            return _Rules(now + (_RETRY if is_unknown else _KEPT), is_unknown=is_unknown)
        if answer.is_ok:
            return _Rules(now + _KEPT, _parsed(answer.body))
        is_unknown = answer.status >= 500 or answer.status == 429
        return _Rules(now + (_RETRY if is_unknown else _KEPT), is_unknown=is_unknown)


@lru_cache(maxsize=64)
def _parsed(body: bytes) -> Any:
    # Here and not above: only a desk that follows feeds needs it.
    from protego import Protego

    return Protego.parse(body.decode("utf-8-sig", "replace"))
