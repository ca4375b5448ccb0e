"""The search page: results, what narrows them, their incidents on a map. Not for: finding (see `desk.finding`)."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from wiredesk.desk.desk import Desk
from wiredesk.desk.faceting import facets, spots
from wiredesk.desk.finding import Question, find
from wiredesk.desk.suggesting import Advice, advice, entity_names
from wiredesk.web.asking import question_of
from wiredesk.web.guard import AtDesk, needs
from wiredesk.web.rendering import is_part, page
from wiredesk.web.searching import Looked, condition_links, facet_links, lines, points_of

router = APIRouter()
LookedAt = Annotated[Looked, Query()]
_PER_PAGE = 25


def _question(looked: Looked) -> Question:
    asked = question_of(looked)
    return replace(asked, sort=looked.sort, is_folded=not looked.all, after=looked.after, limit=_PER_PAGE)


@router.get("/search", dependencies=[needs("see")])
def search(request: Request, desk: AtDesk, looked: LookedAt) -> HTMLResponse:
    """Show what is found; to htmx, which asks for more, the further results alone."""
    question = _question(looked)
    findings = find(desk, question)
    told: dict[str, Any] = {"looked": looked, "findings": findings, "lines": lines(findings.found)}
    if is_part(request) and looked.after:
        return page(request, "_found.html.j2", **told)
    return _whole(request, desk, looked, question, told, is_lazy=findings.is_more or _n_narrowed(looked) > 1)


@router.get("/search/facets", dependencies=[needs("see")])
def facets_of(request: Request, desk: AtDesk, looked: LookedAt) -> HTMLResponse:
    """Show what narrows the results; to people without script, on the page with the results."""
    question = _question(looked)
    if is_part(request):
        groups = facets(desk, question)
        return page(request, "_facets.html.j2", groups=facet_links(looked, groups), faceted=groups, looked=looked)
    findings = find(desk, question)
    told: dict[str, Any] = {"looked": looked, "findings": findings, "lines": lines(findings.found)}
    return _whole(request, desk, looked, question, told, is_lazy=False)


@router.get("/search/pictures", dependencies=[needs("see")])
def pictures(request: Request, desk: AtDesk, looked: LookedAt) -> HTMLResponse:
    """Show the incidents of the results on a map and a timeline."""
    points = points_of(spots(desk, _question(looked)))
    name = "_search_pictures.html.j2" if is_part(request) else "search_pictures.html.j2"
    return page(request, name, section="search", looked=looked, points=points)


def _n_narrowed(looked: Looked) -> int:
    """Return by how many facets is narrowed already: each takes a search of its own to count what else there is."""
    return sum(bool(one) for one in (looked.type, looked.stage, looked.country, looked.entity, looked.language))


def _whole(
    request: Request, desk: Desk, looked: Looked, question: Question, told: dict[str, Any], *, is_lazy: bool
) -> HTMLResponse:
    groups = None if is_lazy else facets(desk, question)
    tips = Advice() if told["lines"] or looked.is_empty else advice(desk, question)
    return page(
        request,
        "search.html.j2",
        section="search",
        faceted=groups,
        groups=facet_links(looked, groups) if groups else [],
        conditions=condition_links(looked, entity_names(desk, looked.entity)),
        tips=tips,
        **told,
    )
