"""The gate before all routes: foreign hosts and origins, size of bodies, who comes, headers of answers. Not for: roles.

A page of another site cannot read or change anything here, not even when its name is made to point at this machine (DNS
rebinding): the Host header must be one of ours, and what changes anything must come from a page of ours.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, Response

from wiredesk.web.roles import Person, Role
from wiredesk.web.works import Works

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_ZONE_COOKIE = "zone"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


class Gate:
    """Stand before the app; a header that a route sets itself is left as it is."""

    def __init__(self, app: App, works: Works) -> None:
        self._app = app
        self._works = works

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, self._dressed(send))
            return
        scope.setdefault("state", {})["person"] = self._person(Headers(scope=scope))
        await self._app(scope, receive, self._dressed(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = _host_of(headers.get("host", ""))
        if host not in self._works.hosts:
            return PlainTextResponse("this server is not known by that name\n", 421)
        if scope["method"] in _SAFE:
            return None
        origin, site = headers.get("origin"), headers.get("sec-fetch-site", "same-origin")
        is_foreign = origin is not None and urlsplit(origin).netloc != headers.get("host", "")
        if is_foreign or site not in ("same-origin", "none"):
            return JSONResponse({"error": {"code": "foreign_origin", "message": "that came from another site"}}, 403)
        return None

    def _person(self, headers: Headers) -> Person:
        return Person(self._works.desk.who, Role.ADMIN)

    def _dressed(self, send: Send) -> Send:
        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        return dressed


def _host_of(words: str) -> str:
    """Return the name in a Host header, without its port."""
    if words.startswith("["):
        return words.partition("]")[0] + "]"
    return words.partition(":")[0].lower()
