"""The page that a report came on, from our own copy: sandboxed, or as lines with the article's words lit. Not for: reading it."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from wiredesk.article.harmless import harmless
from wiredesk.desk.report_cards import report_card
from wiredesk.documents import PageForm
from wiredesk.errors import NotOnDesk
from wiredesk.export.phrasing import visible
from wiredesk.web.guard import AtDesk, needs
from wiredesk.web.original import MOST_LINES, original_of, stored_page
from wiredesk.web.rendering import page
from wiredesk.web.report_page import heading_of, outward

router = APIRouter()
POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
"""What the page may do: nothing but show its words, its styles and the pictures that it carries in itself."""
_HEADERS = {
    "content-security-policy": POLICY,
    "x-frame-options": "SAMEORIGIN",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-dns-prefetch-control": "off",
}


@router.get("/reports/{name}/original", dependencies=[needs("see")])
def original(
    request: Request, desk: AtDesk, name: str, show: Annotated[Literal["page", "lines"], Query()] = "page"
) -> HTMLResponse:
    """Show the original beside a bar that says what it is."""
    card = report_card(desk, name)
    told = original_of(desk, card)
    is_page = show == "page" and told.is_html
    return page(
        request,
        "report_original.html.j2",
        section="report",
        card=card,
        heading=heading_of(card),
        original=told,
        is_page=is_page,
        most_lines=MOST_LINES,
        address=outward(card.head.url) or outward(card.head.uri),
    )


@router.get("/reports/{name}/original/page", dependencies=[needs("see")])
def original_page(desk: AtDesk, name: str) -> Response:
    """Send the stored markup made harmless, for the sandbox alone.

    :raises NotOnDesk: when the source is no markup.
    """
    found = stored_page(desk, report_card(desk, name))
    if found.form is not PageForm.HTML:
        raise NotOnDesk(f"report {name}: came as {found.form.value}, there is no page to show")
    return HTMLResponse(harmless(visible(found.text)).encode("utf-8", "replace"), headers=_HEADERS)
