"""A desk for tests of following: a reader that takes the page's words as they are, a clock that is moved by hand."""

import datetime
import re
import threading
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text

from loopback import Reply, Site, item, rss
from wiredesk.alerts.messages import Message
from wiredesk.dates.interval import Interval
from wiredesk.desk.desk import Desk
from wiredesk.desk.following import FollowOptions, follow
from wiredesk.desk.happenings import Happening
from wiredesk.desk.reader import NOTHING_GIVEN, Given, Reader
from wiredesk.documents import Article, Published, Report
from wiredesk.pages import Parcel, page_of
from wiredesk.records import Reading
from wiredesk.settings import Settings
from wiredesk.store.opening import Store

START = datetime.datetime(2026, 3, 2, 20, 35, tzinfo=datetime.UTC)
OPEN = Settings(
    allow_private_addresses=True,
    webhook_allow_private_addresses=True,
    fetch_timeout_s=20,
    connect_timeout_s=10,
    follow_delay_s=0,
    follow_max_delay_s=0,
    alert_timeout_s=20,
)
LONG = "Two guards were held at the bridge of Lisvale on Monday, the harbour police said in the evening. " * 10
_TITLE = re.compile(r"<title>(.*?)</title>")
_MARKUP = re.compile(r"<title>.*?</title>|<[^>]{0,200}>")


@dataclass
class Clock:
    """Tell the moment it was set to."""

    now: datetime.datetime = START

    def __call__(self) -> datetime.datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += datetime.timedelta(**by)


class PlainReader(Reader):
    """Take the words of a page for its article, without any model."""

    def read_parcel(self, parcel: Parcel, given: Given = NOTHING_GIVEN) -> Reading:
        page = page_of(parcel, settings=self.settings)
        title = _TITLE.search(page.text)
        text = " ".join(_MARKUP.sub(" ", page.text).split())
        day = page.fields.published
        published = Published(Interval(day, day)) if day else Published()
        return Reading(
            Report(page.source, Article(text, title=title[1] if title else page.fields.title, language="en"), published)
        )


@dataclass
class Followed:
    """Hold what was told while feeds were followed."""

    happened: list[Happening] = field(default_factory=list)
    shown: list[Message] = field(default_factory=list)
    n_failed: int = 0

    def kinds(self) -> list[str]:
        return [str(one.kind) for one in self.happened]

    def words(self, kind: str) -> list[str]:
        return [one.words for one in self.happened if one.kind == kind]


def desk_of(store: Store, clock: Clock | None = None, settings: Settings = OPEN) -> Desk:
    now = clock or Clock()
    return Desk(store, settings, "ada", now, PlainReader(settings, clock=now))


def followed(desk: Desk, *, stop: threading.Event | None = None, tell: Any = None) -> Followed:
    """Follow until nothing is due."""
    told = Followed()

    def keep(happened: Happening) -> None:
        told.happened.append(happened)
        if tell is not None:
            tell(happened)

    told.n_failed = follow(
        desk, FollowOptions(once=True, busy_s=0), tell=keep, show=told.shown.append, stop=stop or threading.Event()
    )
    return told


def feed_of(place: Site, *names: str, **headers: str) -> Reply:
    return Reply.rss(rss(*(item(f"{place.url}/{name}", f"Story {name}") for name in names)), **headers)


def titles(desk: Desk) -> list[str]:
    with desk.store.reading() as on:
        return sorted(on.execute(text("SELECT title FROM report WHERE removed_at IS NULL")).scalars())
