"""What all routes share: the desk, who may come, the reader's processes, live news. Not for: one request (see `guard`)."""

import secrets
from dataclasses import dataclass, field, replace

from fastapi import Request

from wiredesk.desk.accounts import has_users
from wiredesk.desk.desk import Desk
from wiredesk.desk.review_weighing import Weighing
from wiredesk.web.counted import Counted
from wiredesk.web.exports import Exports
from wiredesk.web.jobs import Jobs
from wiredesk.web.news import News
from wiredesk.web.pace import Pace
from wiredesk.web.roles import Person
from wiredesk.web.warm import Readers, WarmReader


@dataclass(slots=True)
class Works:
    """Hold what a running server needs.

    `is_local`: only this machine can reach it, so that no login is needed as long as nobody has an account. `hosts` are the
    names that the Host header may have. `is_secure`: a proxy before it speaks https. `lets_errors_through` is for tests.
    `readers` opens what reads added pages, `reading` keeps it warm for `jobs`. `secret` signs tokens; a new one at each start
    ends all forms that were open.
    """

    desk: Desk
    readers: Readers
    is_local: bool = True
    hosts: frozenset[str] = frozenset({"localhost", "127.0.0.1", "[::1]"})
    is_secure: bool = False
    lets_errors_through: bool = False
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    pace: Pace = field(default_factory=Pace, repr=False)
    jobs: Jobs = field(init=False, repr=False)
    reading: WarmReader = field(init=False, repr=False)
    exports: Exports = field(default_factory=Exports, init=False, repr=False)
    weighing: Weighing = field(default_factory=Weighing, init=False, repr=False)
    counted: Counted = field(default_factory=Counted, init=False, repr=False)
    news: News = field(init=False, repr=False)

    _is_with_users: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.jobs = Jobs(self.desk.clock, self.desk.store.shown)
        self.reading = WarmReader(self.readers)
        self.news = News(self.desk, first=lambda: self.counted.numbers(self.desk))

    @property
    def has_users(self) -> bool:
        """Tell whether anybody has an account; the store is asked until somebody has one.

        From then on it stays so while the server runs: no later state of the store lets everybody in.

        :raises StoreError: when the store cannot be read.
        """
        self._is_with_users = self._is_with_users or has_users(self.desk)
        return self._is_with_users

    @property
    def is_single(self) -> bool:
        """Tell whether one person works here without login.

        :raises StoreError: when the store cannot be read.
        """
        return self.is_local and not self.has_users

    def close(self) -> None:
        """End what goes on in the background, before the store closes."""
        self.jobs.close()
        self.exports.close()
        self.reading.close()
        self.counted.close()

    def desk_of(self, person: Person) -> Desk:
        """Return the desk as this person works at it: rulings and the log carry the name."""
        return replace(self.desk, who=person.name)


def works_of(request: Request) -> Works:
    """Return what the server shares."""
    found = request.app.state.works
    assert isinstance(found, Works)
    return found
