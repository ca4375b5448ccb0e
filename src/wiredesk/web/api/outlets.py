"""Outlets, refusals and feeds over HTTP. Not for: reports (see `search`)."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import Field

from wiredesk.desk.feed_list import add_feeds, feed_named, listed_feeds, pause_feed, remove_feed
from wiredesk.desk.ids import id_of
from wiredesk.desk.outlets import OutletSeen, Rating, outlet_seen, outlets_seen, rate_outlet_by_id
from wiredesk.desk.refusals import refused
from wiredesk.store.feeds import FeedRow
from wiredesk.web.api.jobs import JobFull, job_full
from wiredesk.web.api.shapes import Limit, Listing, Shape
from wiredesk.web.following import start_following
from wiredesk.web.guard import AtDesk, needs, person_of
from wiredesk.web.id_patterns import id_pattern
from wiredesk.web.routes.feeds import demand_address
from wiredesk.web.works import works_of

router = APIRouter(tags=["sources"])
OutletId = Annotated[int, Path(ge=1, lt=10**18)]
FeedId = Annotated[str, Path(pattern=id_pattern("f"), examples=["f1"])]


class OutletTold(Shape):
    """An outlet; `reliability` is a letter of the Admiralty code, A to F, null when nobody rated it."""

    id: int
    key: str
    name: str
    reliability: str | None
    note: str | None
    n_reports: int
    n_copies: int
    newest: str | None


class NewRating(Shape):
    """A rating; `none` takes it back. The note is left as it is where it is null, taken back where it is empty."""

    reliability: Annotated[str, Field(pattern="^([A-F]|none)$")]
    note: Annotated[str | None, Field(max_length=500)] = None


class RefusalTold(Shape):
    """A source that did not become a report."""

    source: str
    url: str | None
    reason: str
    what: str
    advice: str
    at: str


class FeedTold(Shape):
    """A feed that is followed; `entries` counts its entries by what became of them."""

    id: str
    url: str
    title: str | None
    interval_s: int
    next_at: str
    last_ok_at: str | None
    n_failures: int
    last_error: str | None
    is_paused: bool
    added_at: str
    entries: dict[str, int]


class NewFeed(Shape):
    """A feed to follow, or a list of feeds (OPML), by its address."""

    address: Annotated[str, Field(min_length=8, max_length=2000, pattern="^https?://")]
    every_s: Annotated[int | None, Field(ge=60, le=604_800)] = None


@router.get("/outlets", dependencies=[needs("see")])
def list_outlets(
    desk: AtDesk,
    q: Annotated[str | None, Query(max_length=200, description="Words of its name or address")] = None,
    cursor: Annotated[str | None, Query(pattern="^[0-9]{1,6}$", description="The `next` of an earlier page")] = None,
    limit: Limit = 100,
) -> Listing[OutletTold]:
    """List outlets, those with most reports first; of very many the first thousand."""
    found, _ = outlets_seen(desk, q)
    start = int(cursor or 0)
    is_more = len(found) > start + limit
    return Listing[OutletTold](
        items=[_outlet(one) for one in found[start : start + limit]], next=str(start + limit) if is_more else None
    )


@router.get("/outlets/{outlet_id}", dependencies=[needs("see")])
def show_outlet(desk: AtDesk, outlet_id: OutletId) -> OutletTold:
    """Return one outlet."""
    return _outlet(outlet_seen(desk, outlet_id)[0])


@router.put("/outlets/{outlet_id}/rating", dependencies=[needs("rate")])
def rate(desk: AtDesk, outlet_id: OutletId, rating: NewRating) -> OutletTold:
    """Set how reliable an outlet is held to be; the log keeps who did."""
    rate_outlet_by_id(desk, outlet_id, Rating(rating.reliability, rating.note))
    return _outlet(outlet_seen(desk, outlet_id)[0])


@router.get("/refusals", dependencies=[needs("see")])
def list_refusals(
    desk: AtDesk,
    reason: Annotated[str | None, Query(max_length=40, pattern="^[a-z_]+$")] = None,
    cursor: Annotated[str | None, Query(pattern=id_pattern(), description="The `next` of an earlier page")] = None,
    limit: Limit = 100,
) -> Listing[RefusalTold]:
    """List what was refused, the newest first."""
    told = refused(desk, reason=reason, before=int(cursor) if cursor else None, most=limit)
    items = [
        RefusalTold(source=one.uri, url=one.url, reason=one.reason, what=one.what, advice=one.advice, at=one.at)
        for one in told.refused
    ]
    return Listing[RefusalTold](items=items, next=str(told.next) if told.next else None)


@router.get("/feeds", dependencies=[needs("follow")])
def list_feeds(desk: AtDesk) -> Listing[FeedTold]:
    """List the feeds, the oldest first."""
    return Listing[FeedTold](items=[_feed(row, counts) for row, counts in listed_feeds(desk)])


@router.post("/feeds", status_code=201, dependencies=[needs("follow")])
def add_feed(desk: AtDesk, new: NewFeed) -> Listing[FeedTold]:
    """Follow a feed, or all feeds of an OPML list; returns those that the address names."""
    added = add_feeds(desk, demand_address(new.address), every_s=new.every_s)
    return Listing[FeedTold](items=[_feed(one.feed, {}) for one in added])


@router.post("/feeds/ask", status_code=202, dependencies=[needs("follow")])
def ask_feeds(request: Request, desk: AtDesk) -> JobFull:
    """Ask all feeds once, now, as a job."""
    return job_full(start_following(works_of(request).jobs, desk, person_of(request)).seen())


@router.post("/feeds/{feed_id}/pause", dependencies=[needs("follow")])
def pause(desk: AtDesk, feed_id: FeedId) -> FeedTold:
    """Let a feed rest."""
    pause_feed(desk, feed_id, is_paused=True)
    return _listed(desk, feed_id)


@router.post("/feeds/{feed_id}/resume", dependencies=[needs("follow")])
def resume(desk: AtDesk, feed_id: FeedId) -> FeedTold:
    """Let a feed go on."""
    pause_feed(desk, feed_id, is_paused=False)
    return _listed(desk, feed_id)


@router.delete("/feeds/{feed_id}", dependencies=[needs("follow")])
def remove(desk: AtDesk, feed_id: FeedId) -> FeedTold:
    """Follow a feed no longer; its reports stay. Returns what it was."""
    was = _listed(desk, feed_id)
    remove_feed(desk, feed_id)
    return was


def _outlet(one: OutletSeen) -> OutletTold:
    head, figures = one.head, one.figures
    return OutletTold(
        id=head.outlet_id,
        key=head.key,
        name=head.name,
        reliability=head.reliability,
        note=head.note,
        n_reports=figures.n_reports,
        n_copies=figures.n_copies,
        newest=figures.newest,
    )


def _listed(desk: AtDesk, feed_id: str) -> FeedTold:
    with desk.store.reading() as on:
        row = feed_named(on, feed_id)
    counts = next((told for one, told in listed_feeds(desk) if one.feed_id == row.feed_id), {})
    return _feed(row, counts)


def _feed(row: FeedRow, counts: dict[str, int]) -> FeedTold:
    return FeedTold(
        id=id_of("feed", row.feed_id),
        url=row.url,
        title=row.title,
        interval_s=row.interval_s,
        next_at=row.next_at,
        last_ok_at=row.last_ok_at,
        n_failures=row.n_failures,
        last_error=row.last_error,
        is_paused=row.is_paused,
        added_at=row.added_at,
        entries=counts,
    )
