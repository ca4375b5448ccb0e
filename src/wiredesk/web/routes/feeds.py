"""Feeds: followed, looked over, paused, removed, asked now. Not for: following (see `desk.following`)."""

from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Path, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from wiredesk.desk.desk import Desk
from wiredesk.desk.feed_list import AddedFeed, add_feed_list, add_feeds, listed_feeds, pause_feed, remove_feed
from wiredesk.errors import Rejected, SettingError
from wiredesk.pages.reasons import is_address
from wiredesk.store.feeds import EntryState
from wiredesk.web.following import start_following
from wiredesk.web.guard import AtDesk, needs, person_of
from wiredesk.web.id_patterns import id_pattern
from wiredesk.web.rendering import page
from wiredesk.web.works import works_of

router = APIRouter()
_HERE = "/settings/feeds"
FeedId = Annotated[str, Path(pattern=id_pattern("f"))]
INTERVALS = {"900": "every 15 minutes", "3600": "every hour", "21600": "every 6 hours", "86400": "every day"}
_MOST_BYTES = 2_000_000


@router.get(_HERE, dependencies=[needs("follow")])
def feeds(request: Request, desk: AtDesk) -> HTMLResponse:
    """List the feeds."""
    return _feeds(request, desk)


@router.post(_HERE, dependencies=[needs("follow")])
def add(
    request: Request,
    desk: AtDesk,
    address: Annotated[str, Form(max_length=2000)] = "",
    every: Annotated[int | None, Form(ge=60, le=604_800)] = None,
    opml: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Follow a feed by its address, or all of a list; files of this machine are not looked at."""
    try:
        added = _added(desk, address.strip(), opml, every)
    except (Rejected, SettingError) as error:
        return _feeds(request, desk, status=422, wrong=str(error), address=address)
    return _feeds(request, desk, added=added)


@router.post(_HERE + "/ask", dependencies=[needs("follow")])
def ask_now(request: Request, desk: AtDesk) -> Response:
    """Ask all feeds now, as a job."""
    job = start_following(works_of(request).jobs, desk, person_of(request))
    return RedirectResponse(f"/jobs/{job.id}", 303)


@router.post(_HERE + "/{feed_id}/{change}", dependencies=[needs("follow")])
def change(desk: AtDesk, feed_id: FeedId, change: Annotated[str, Path(pattern="^(pause|resume|remove)$")]) -> Response:
    """Let a feed rest, go on, or be followed no longer; its reports stay."""
    if change == "remove":
        remove_feed(desk, feed_id)
    else:
        pause_feed(desk, feed_id, is_paused=change == "pause")
    return RedirectResponse(_HERE, 303)


def demand_address(words: str) -> str:
    """Return an address as it is.

    :raises SettingError: for anything else: a path would be read from this machine.
    """
    if not is_address(words):
        raise SettingError(f"address {words[:60]!r}: must begin with http:// or https://")
    return words


def _added(desk: Desk, address: str, opml: UploadFile | None, every_s: int | None) -> list[AddedFeed]:
    if opml is not None and opml.filename:
        data = opml.file.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise SettingError(f"the list of feeds: is larger than {_MOST_BYTES // 1_000_000} MB")
        return add_feed_list(desk, data, "the list of feeds", every_s=every_s)
    return add_feeds(desk, demand_address(address), every_s=every_s)


def _feeds(request: Request, desk: Desk, *, status: int = 200, **told: Any) -> HTMLResponse:
    shown = [(row, counts.get(EntryState.WAITING, 0), counts) for row, counts in listed_feeds(desk)]
    told = {"wrong": "", "done": "", "added": [], "address": "", **told}
    return page(
        request,
        "settings_feeds.html.j2",
        status=status,
        section="settings",
        tab="feeds",
        feeds=shown,
        intervals=INTERVALS,
        **told,
    )
