"""The application: gate, routes, errors, files. Not for: any page (see `routes`), starting a server (see `serving`)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio.to_thread import current_default_thread_limiter
from fastapi import Depends, FastAPI, Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from wiredesk import __version__
from wiredesk.web import assets
from wiredesk.web.api import API_ROUTERS
from wiredesk.web.api.schema import operation_id
from wiredesk.web.api.shapes import REFUSALS
from wiredesk.web.gate import Gate
from wiredesk.web.guard import nobody
from wiredesk.web.methods import Methods
from wiredesk.web.refusals import add_refusals
from wiredesk.web.routes import PAGE_ROUTERS
from wiredesk.web.soundness import sound
from wiredesk.web.works import Works

_YEAR = "public, max-age=31536000, immutable"
_PACK_FROM, _PACK_LEVEL = 1024, 5
# Fewer than the 15 connections that the store's pool gives: no request waits for one that another request holds.
_MOST_THREADS = 12


def create_app(works: Works) -> FastAPI:
    """Return the application over an open desk."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = _MOST_THREADS
        works.news.start()
        yield
        await works.news.ended()
        await run_in_threadpool(works.close)

    app = FastAPI(
        lifespan=lifespan,
        dependencies=[Depends(sound)],
        generate_unique_id_function=operation_id,
        title="Wiredesk",
        version=__version__,
        description="What news reports say about security incidents and threats, every fact bound to its words.",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    app.state.works = works
    add_refusals(app)
    app.add_api_route("/static/{digest}/{name:path}", _static, include_in_schema=False, dependencies=[nobody()])
    for router in PAGE_ROUTERS:
        app.include_router(router, include_in_schema=False)
    for router in API_ROUTERS:
        app.include_router(router, prefix="/api/v1", responses=REFUSALS)
    app.state.methods = _methods()
    app.add_middleware(GZipMiddleware, minimum_size=_PACK_FROM, compresslevel=_PACK_LEVEL)
    app.add_middleware(Gate, works=works)
    return app


def _methods() -> Methods:
    """Return which methods every path answers: each is a route of its own, and a route knows its own alone."""
    found: dict[str, set[str]] = {}
    for prefix, routers in (("", PAGE_ROUTERS), ("/api/v1", API_ROUTERS)):
        for route in (one for router in routers for one in router.routes if isinstance(one, APIRoute)):
            found.setdefault(prefix + route.path, set()).update(route.methods or ())
    return Methods(found)


async def _static(request: Request, digest: str, name: str) -> Response:
    """Give a bundled file; under an older digest the present file, not to be kept."""
    found = assets.assets().get(name)
    if found is None:
        raise HTTPException(404, "no such file")
    is_packed = found.packed is not None and "gzip" in request.headers.get("accept-encoding", "")
    headers = {"cache-control": _YEAR if digest == assets.digest() else "no-cache", "vary": "accept-encoding"}
    if is_packed:
        headers["content-encoding"] = "gzip"
    return Response(found.packed if is_packed else found.body, media_type=found.media_type, headers=headers)
