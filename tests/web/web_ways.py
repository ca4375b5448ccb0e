"""All routes of the app with what each needs, and an address for each to try it with."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute

from wiredesk.web.api import API_ROUTERS
from wiredesk.web.routes import PAGE_ROUTERS

# What to put for the parameters of a path, by the path; a route with parameters that stands neither here nor below fails.
PATHS = {
    "/static/{digest}/{name:path}": ["/static/x/css/base.css"],
    "/export/files/{job_id}": ["/export/files/j0123456789abcdef"],
    "/export/{table}.{form}": ["/export/incidents.csv", "/export/statements.jsonl", "/export/reports.csv"],
    "/export/{table}.schema.json": ["/export/incidents.schema.json"],
    "/review/part/{key}": ["/review/part/r1-1", "/review/part/r1"],
    "/api/v1/export/{table}": ["/api/v1/export/incidents"],
    "/settings/feeds/{feed_id}/{change}": ["/settings/feeds/f1/pause"],
    "/watches/{watch_id}/{change}": ["/watches/w1/pause"],
    "/rounds/{name}/answers.{form}": ["/rounds/1/answers.csv"],
    "/incidents/{name}/compare/{other}": ["/incidents/i1/compare/i2"],
    "/entities/{name}/compare/{other}": ["/entities/e1/compare/e2"],
}
# What stands for a parameter after this part of a path.
AFTER = {
    "reports": "r1", "incidents": "i1", "entities": "e1", "rulings": "n1", "jobs": "j0123456789abcdef", "people": "1",
    "keys": "1", "reading": "r1", "review": "r1", "links": "1", "proposals": "1", "rounds": "1", "feeds": "f1", "watches": "w1",
    "sources": "harrowpost.example", "outlets": "harrowpost.example", "alerts": "a1", "items": "1", "stories": "c1",
    "places": "e3", "questions": "1", "tasks": "1",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """Hold one route: `needs` is a name of `roles.NEEDS`, None where nobody has to log in, "?" where nothing is said."""

    method: str
    path: str
    needs: str | None

    @property
    def is_api(self) -> bool:
        return self.path.startswith("/api/")

    @property
    def is_page(self) -> bool:
        """Tell whether people look at it; the pages about the API are under its address."""
        return not self.is_api or self.path == "/api/v1/docs"

    @property
    def is_stream(self) -> bool:
        """Tell whether it goes on for as long as somebody listens."""
        return self.path.endswith(("/events", "/news"))

    def addresses(self) -> list[str]:
        """Return addresses to try the route with."""
        if self.path in PATHS:
            return PATHS[self.path]
        parts = self.path.split("/")
        for at, part in enumerate(parts):
            if part.startswith("{"):
                assert parts[at - 1] in AFTER, f"{self.path}: give an address of it in tests/web/web_ways.py"
                parts[at] = AFTER[parts[at - 1]]
        address = "/".join(parts)
        assert "{" not in address, f"{self.path}: give an address of it in tests/web/web_ways.py"
        return [address]


def ways(app: Any) -> list[Way]:
    """List every route of an app."""
    own = [one for one in app.routes if isinstance(one, APIRoute)]
    assert len(app.routes) == len(own) + len(PAGE_ROUTERS) + len(API_ROUTERS), "a route came into the app by another way"
    found = [way for route in own for way in _ways_of(route, "")]
    for routers, head in ((PAGE_ROUTERS, ""), (API_ROUTERS, "/api/v1")):
        found += [way for router in routers for way in _in_router(router, head)]
    return found


def _in_router(router: APIRouter, head: str) -> Iterator[Way]:
    for route in router.routes:
        assert isinstance(route, APIRoute), f"{route}: a router in a router would not be seen here"
        yield from _ways_of(route, head)


def _ways_of(route: APIRoute, head: str) -> Iterator[Way]:
    named = [one.call.needs for one in route.dependant.dependencies if hasattr(one.call, "needs")]  # type: ignore[union-attr]
    for method in sorted(route.methods - {"HEAD"}):
        yield Way(method, head + route.path, named[0] if named else "?")
