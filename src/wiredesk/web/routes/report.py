"""The page of one report, and its evidence page as a file. Not for: its original and what people do (see `report_...`)."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from wiredesk import __version__
from wiredesk.desk.desk import Desk
from wiredesk.desk.report_cards import page_text, report_card
from wiredesk.export.phrasing import language_name
from wiredesk.web.guard import AtDesk, needs, person_of
from wiredesk.web.id_patterns import id_pattern
from wiredesk.web.rendering import page
from wiredesk.web.report_page import report_page
from wiredesk.web.undoing import notice_of

router = APIRouter()
_RULING = id_pattern("n")


@router.get("/reports/{name}", dependencies=[needs("see")])
def report(
    request: Request, desk: AtDesk, name: str, whole: bool = False, ruled: Annotated[str | None, Query(pattern=_RULING)] = None
) -> HTMLResponse:
    """Show an article beside its facts."""
    return shown(request, desk, name, is_whole=whole, ruled=ruled)


def shown(
    request: Request, desk: Desk, name: str, *, is_whole: bool = False, ruled: str | None = None, block: str | None = None
) -> HTMLResponse:
    """Return the page of a report, or its block; `ruled` is a ruling just made, for its line with the undo.

    :raises NotOnDesk: when there is no such report, or it was removed.
    """
    told = report_page(desk, report_card(desk, name), is_whole=is_whole)
    done = notice_of(desk, person_of(request), ruled)
    code = told.card.reading.report.article.language
    return page(
        request,
        "report.html.j2",
        block=block,
        section="report",
        shown=told,
        done=done,
        language=language_name(code) if code else "",
    )


@router.get("/reports/{name}/evidence.html", dependencies=[needs("export")])
def evidence(desk: AtDesk, name: str) -> Response:
    """Send the evidence page: one file that works from disk."""
    from wiredesk.export.evidence_page import evidence_page

    card = report_card(desk, name)
    told = evidence_page(card.reading, now=desk.clock(), version=__version__, source_text=page_text(desk, card))
    headers = {
        "content-disposition": f'attachment; filename="{card.id}-evidence.html"',
        "content-security-policy": "sandbox; default-src 'none'",
    }
    return Response(told.encode("utf-8", "replace"), media_type="text/html; charset=utf-8", headers=headers)
