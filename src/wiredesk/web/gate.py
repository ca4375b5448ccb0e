"""The gate before all routes: foreign hosts and origins, who comes, size of bodies, headers of answers. Not for: roles.

A page of another site cannot read or change anything here, not even when its name is made to point at this machine (DNS
rebinding): the Host header must be one of ours, and what changes anything must come from a page of ours. Who comes is known
before any body is read, because a stranger may send less.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response

from wiredesk.errors import WiredeskError
from wiredesk.export.phrasing import plain
from wiredesk.web.bodies import bounded, demand_utf8, most_bytes, said_length
from wiredesk.web.coming import NOBODY, Comer, comer_of
from wiredesk.web.defects import Caught, noted
from wiredesk.web.refusals import answer, answer_of_ours
from wiredesk.web.works import Works

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_MOST_HEAD_BYTES = 32_768
_FOR_NOBODY = ("/static/", "/health")
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
_A_YEAR_OF_HTTPS = "max-age=31536000"


class Gate:
    """Stand before the app; a header that a route sets itself is left as it is."""

    def __init__(self, app: App, works: Works) -> None:
        self._app = app
        self._works = works

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._watched(scope, receive, _Sent(send, is_secure=self._works.is_secure))

    def _refusal(self, scope: Scope) -> Response | None:
        """Refuse by the head of the request alone; these answers hold nothing that another site could use."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _name_of(host) not in self._works.hosts or len(headers.getlist("host")) != 1:
            return PlainTextResponse("this server is not known by that name\n", 421)
        if sum(len(name) + len(value) for name, value in scope["headers"]) + len(scope["path"]) > _MOST_HEAD_BYTES:
            return PlainTextResponse("the head of that request is too large\n", 431)
        origin, site = headers.get("origin"), headers.get("sec-fetch-site", "same-origin")
        is_foreign = origin is not None and _host_of(origin) != host.lower()
        is_visit = scope["method"] in _SAFE and headers.get("sec-fetch-mode") == "navigate"
        is_visit = is_visit and headers.get("sec-fetch-dest", "document") == "document"
        if is_foreign or (site not in ("same-origin", "none") and not is_visit):
            return JSONResponse({"error": {"code": "foreign_origin", "message": "that came from another site"}}, 403)
        return None

    async def _let_in(self, scope: Scope) -> Response | None:
        """Find out who comes and what they may send; refuse who may not even ask."""
        request = Request(scope)
        found = Comer(NOBODY)
        try:
            if not scope["path"].startswith(_FOR_NOBODY):
                found = await run_in_threadpool(comer_of, self._works, request)
            request.state.comer = found
            self._demand_pace(request, found)
            demand_utf8(request.headers.get("content-type", ""))
            most = most_bytes(scope["path"], found.person, self._works.desk.settings)
            if (said_length(request.headers.get("content-length")) or 0) > most:
                raise HTTPException(413, f"that is too large: at most {most:,} bytes are taken here")
        except HTTPException as error:
            return answer(request, error.status_code, str(error.detail), headers=error.headers)
        except WiredeskError as error:
            return answer_of_ours(request, error)
        scope["wiredesk.most_bytes"] = most
        return None

    def _demand_pace(self, request: Request, found: Comer) -> None:
        wait_s = 0.0
        if found.is_by_key and found.came is not None:
            wait_s = self._works.pace.key_wait_s(found.came.proof)
        elif found.is_wrong_key:
            wait_s = self._works.pace.wrong_key_wait_s(request.client.host if request.client else "")
        if wait_s:
            raise HTTPException(429, "too many requests; come again later", {"retry-after": str(int(wait_s) + 1)})
        if found.is_wrong_key:
            raise HTTPException(401, "that key opens nothing here", {"www-authenticate": "Bearer"})

    async def _watched(self, scope: Scope, receive: Receive, sent: "_Sent") -> None:
        """Answer a request, whatever fails on the way: the gate's own looks at the head too."""
        with Caught(self._works.lets_errors_through) as caught:
            refusal = self._refusal(scope) or await self._let_in(scope)
            if refusal is None:
                await self._app(scope, bounded(receive, scope["wiredesk.most_bytes"]), sent)
            else:
                await refusal(scope, receive, sent)
        if caught.defect is None:
            return
        number = noted(f"{scope['method']} {plain(str(scope['path']))[:200]}", caught.defect)
        if not sent.is_begun:
            refusal = answer(Request(scope), 500, f"something went wrong here; the server's log has it as {number}")
            await refusal(scope, receive, sent)


class _Sent:
    """Send an answer with the headers that all answers have, and know whether it has begun."""

    def __init__(self, send: Send, *, is_secure: bool) -> None:
        self._send = send
        self._is_secure = is_secure
        self.is_begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.is_begun = True
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
            if self._is_secure:
                headers.setdefault("strict-transport-security", _A_YEAR_OF_HTTPS)
        await self._send(message)


def _host_of(origin: str) -> str:
    """Return the host and port of an Origin header; "" for what is none."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _name_of(host: str) -> str:
    """Return the name in a Host header, without its port; "" for what is no host."""
    if host.startswith("["):
        name, bracket, port = host.partition("]")
        return name + bracket if _is_port(port) else ""
    name, _, number = host.partition(":")
    return name.lower() if _is_port(f":{number}" if number else "") else ""


def _is_port(words: str) -> bool:
    return words == "" or (words.startswith(":") and words[1:].isascii() and words[1:].isdigit())
