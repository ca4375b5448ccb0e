"""Who a request comes from: a session's cookie, a key, or the one person on loopback. Not for: what they may (see `guard`)."""

import base64
import zoneinfo
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from urllib.parse import unquote

from fastapi import Request
from fastapi.responses import Response

from wiredesk.desk.sessions import KEY_HEAD, LONGEST, Came, came_by_key, came_by_session
from wiredesk.web.roles import Person, Role
from wiredesk.web.works import Works

NOBODY = Person("", Role.READER)
"""Who has not logged in; may see nothing but the login page."""

_MAX_ZONE = 64


@dataclass(frozen=True, slots=True)
class Comer:
    """Hold who comes; `came` is None in single-user mode and for nobody, `is_wrong_key` says that a key opened nothing."""

    person: Person
    came: Came | None = None
    is_wrong_key: bool = False

    @property
    def is_by_key(self) -> bool:
        """Tell whether a program comes by a key."""
        return self.came is not None and self.came.is_by_key

    @property
    def bound(self) -> str:
        """Give what the tokens of this browser's forms are bound to; "" before the login."""
        return sha256(f"forms of {self.came.proof}".encode()).hexdigest()[:32] if self.came else ""


def comer_of(works: Works, request: Request) -> Comer:
    """Return who comes. It reads the store: not for the event loop.

    :raises StoreError: when the store cannot be read.
    """
    said = _key_of(request)
    if said is not None:
        came = came_by_key(works.desk, said)
        return Comer(NOBODY, is_wrong_key=True) if came is None else Comer(_person(came, request), came)
    words = request.cookies.get(cookie_name(works), "")
    came = came_by_session(works.desk, words) if words else None
    if came is not None:
        return Comer(_person(came, request), came)
    if works.is_single:
        return Comer(Person(works.desk.who, Role.ADMIN, zone=zone_of(request)))
    return Comer(NOBODY)


def _key_of(request: Request) -> str | None:
    """Return the key that a request to the API brings, None for none.

    Programs that can only be given a name and a password (calendars, feed readers) send it as the password, for reading
    alone: a browser would send that along by itself, from pages of other sites too. Other logins by this header are a proxy's.
    """
    kind, _, said = request.headers.get("authorization", "").partition(" ")
    if not request.url.path.startswith("/api/"):
        return None
    if kind.lower() == "bearer":
        return said.strip()
    if kind.lower() != "basic" or request.method not in ("GET", "HEAD"):
        return None
    try:
        password = base64.b64decode(said, validate=True).decode().partition(":")[2]
    except ValueError:
        return None
    return password if password.startswith(KEY_HEAD) else None


def comer(request: Request) -> Comer:
    """Return who the gate found to come."""
    found = getattr(request.state, "comer", None)
    return found if isinstance(found, Comer) else Comer(NOBODY)


def zone_of(request: Request) -> str:
    """Return the time zone that the browser told, "UTC" for none that there is."""
    words = unquote(request.cookies.get("zone", "")[:_MAX_ZONE])
    return words if words in zones() else "UTC"


@cache
def zones() -> frozenset[str]:
    """Return the names of all time zones, without the machine's own, which would tell where the server stands."""
    return frozenset(zoneinfo.available_timezones()) - {"localtime", "Factory"}


def cookie_name(works: Works) -> str:
    """Return the session cookie's name; its head makes browsers keep it to https and this host alone."""
    return "__Host-wiredesk" if works.is_secure else "wiredesk"


def give_session(works: Works, answer: Response, words: str) -> None:
    """Let the browser hold the words of a session; "" takes them back."""
    answer.set_cookie(
        cookie_name(works),
        words,
        max_age=int(LONGEST.total_seconds()) if words else 0,
        path="/",
        secure=works.is_secure,
        httponly=True,
        samesite="strict",
    )


def _person(came: Came, request: Request) -> Person:
    zone = came.zone if came.zone in zones() else zone_of(request)
    return Person(came.name, came.role, came.account_id, zone or "UTC")
