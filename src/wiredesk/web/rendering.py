"""Templates to pages, whole or one block of them for htmx. Not for: what stands in them (see `routes`).

A template gets `me` (the person), `token` (against forged requests), `asset`, `icon` and the filters below. Nothing is ever
marked safe in Python: what a report says is escaped where it is written.
"""

import datetime
import zoneinfo
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from wiredesk import __version__
from wiredesk.desk.exporting_files import FORMATS, formats_of
from wiredesk.export.phrasing import plain
from wiredesk.web import assets
from wiredesk.web.guard import person_of, token_of

NAVIGATION = (
    ("today", "/", "Today", "sun", "see"),
    ("review", "/review", "Review", "clipboard-check", "rule"),
    ("incidents", "/incidents", "Incidents", "siren", "see"),
    ("search", "/search", "Search", "search", "see"),
    ("calendar", "/calendar", "Calendar", "calendar", "see"),
    ("sources", "/sources", "Sources", "radio", "see"),
    ("add", "/add", "Add", "plus", "add"),
    ("log", "/log", "Log", "scroll-text", "log"),
    ("settings", "/settings", "Settings", "settings", "see"),
)
"""Section, address, words, icon, and what one must be allowed to do."""


def page(request: Request, name: str, /, *, block: str | None = None, status: int = 200, **context: Any) -> HTMLResponse:
    """Render a template; with `block` that block alone, for htmx to put in place.

    `section` in the context names the entry of the navigation that is lit.
    """
    template = _environment().get_template(name)
    person = person_of(request)
    told = {
        "request": request,
        "me": person,
        "is_single": bool(person.name) and person.account_id is None,
        "token": token_of(request),
        "zone": person.zone,
        "section": "",
        "navigation": [one for one in NAVIGATION if person.name and person.may(one[4])],
        **context,
    }
    if block is None:
        return HTMLResponse(template.render(told), status_code=status)
    made = template.new_context(told)
    return HTMLResponse("".join(template.blocks[block](made)), status_code=status)


def is_part(request: Request) -> bool:
    """Tell whether htmx asks for a part of a page, not a person for the page."""
    return request.headers.get("hx-request") == "true" and request.headers.get("hx-boosted") != "true"


@cache
def _environment() -> Environment:
    kept = Environment(
        loader=PackageLoader("wiredesk.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    kept.globals |= {"formats": FORMATS, "formats_of": formats_of}
    kept.globals |= {"asset": assets.address, "icon": icon, "version": __version__, "query": query}
    kept.filters |= {"plain": plain, "moment": moment, "day": day, "count": count}
    return kept


@lru_cache(maxsize=512)
def icon(name: str, label: str = "") -> Markup:
    """Return a picture of the sprite; with a label it is told to those who do not see it."""
    what = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="icon" {}><use href="{}#{}"></use></svg>').format(what, assets.address("vendor/icons.svg"), name)


def query(**parts: Any) -> str:
    """Return a query string of the parts that say something, "" or with its question mark."""
    told = urlencode([(name, one) for name, value in parts.items() for one in _listed(value)])
    return f"?{told}" if told else ""


def _listed(value: Any) -> list[str]:
    values = value if isinstance(value, list | tuple) else [value]
    return [str(one) for one in values if one not in (None, "", False)]


def moment(at: str | datetime.datetime | None, zone: str = "UTC", *, short: bool = False) -> Markup:
    """Return a moment (ISO 8601) in a zone, with the moment as it is kept in its title."""
    if not at:
        return Markup("")
    told = datetime.datetime.fromisoformat(at) if isinstance(at, str) else at
    if told.tzinfo is None:
        told = told.replace(tzinfo=datetime.UTC)
    kept = told.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    here = told.astimezone(zoneinfo.ZoneInfo(zone))
    words = f"{here:%H:%M}" if short else f"{here.day} {here:%b %Y, %H:%M}"
    return Markup('<time datetime="{}" title="{} ({})">{}</time>').format(kept, kept, zone, words)


def day(value: str | datetime.date | None) -> str:
    """Return a day (or month, or year) in words, "9 May 2024"; other values as they are."""
    if value is None:
        return ""
    words = value.isoformat() if isinstance(value, datetime.date) else value
    try:
        found = datetime.date.fromisoformat(words[:10])
    except ValueError:
        return words
    return f"{found.day} {found:%b %Y}"


def count(n: int, one: str, many: str = "") -> str:
    """Return "1 report", "1,204 reports"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"
