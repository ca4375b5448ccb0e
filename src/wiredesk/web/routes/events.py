"""News of the desk as server-sent events, for pages that are open. Not for: finding out what happened (see `web.news`)."""

from typing import Annotated

from fastapi import APIRouter, Header, HTTPException, Request
from fastapi.responses import StreamingResponse

from wiredesk.web.guard import needs, person_of
from wiredesk.web.works import works_of

router = APIRouter()


@router.get("/events", dependencies=[needs("see")])
async def events(request: Request, last_event_id: Annotated[str, Header(max_length=80)] = "") -> StreamingResponse:
    """Stream what happens; no thread is held meanwhile, and after two minutes the browser asks again."""
    news, who = works_of(request).news, person_of(request).name
    if not news.has_room(who):
        raise HTTPException(
            503, "too many pages listen for news; this one shows them when it is loaded again", {"retry-after": "60"}
        )
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(news.stream(who, last_event_id), media_type="text/event-stream", headers=headers)
