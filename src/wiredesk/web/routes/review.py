"""Review: one fact after the other, what was ruled, and how often the reader was right. Not for: rulings across reports."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import RedirectResponse, Response

from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import parse_id
from wiredesk.desk.reader_accuracy import MOST_RULINGS, reader_accuracy
from wiredesk.desk.reviewing import next_to_review, part_to_review, report_to_review
from wiredesk.desk.ruling_lists import rulings_listed
from wiredesk.desk.ruling_wanted import rule_wanted
from wiredesk.desk.ruling_words import what_words
from wiredesk.web.guard import AtDesk, needs, person_of
from wiredesk.web.id_patterns import id_pattern
from wiredesk.web.rendering import page
from wiredesk.web.review_asked import Filters, RuledForm, filters_of, passed_keys
from wiredesk.web.review_page import progress_of, unit_of
from wiredesk.web.reviewing import forms, vocabulary
from wiredesk.web.ways import way_back
from wiredesk.web.works import works_of

router = APIRouter()

Report = Annotated[str, Path(pattern=id_pattern("r"))]
Key = Annotated[str, Path(pattern=id_pattern("rt"))]
Fact = Annotated[str | None, Query(pattern=r"^[a-z]+\+?[0-9]{0,18}[a-z]?(\.[a-z_]{1,20}[0-9]{0,6}){0,2}$", max_length=80)]
Passing = Annotated[str, Query(pattern=r"^([rt][0-9]{1,18}(\.[rt][0-9]{1,18}){0,399})?$", max_length=8_000)]
_PER_PAGE = 50


@router.get("/review", dependencies=[needs("rule")])
def queue(request: Request, desk: AtDesk, asked: Filters, passing: Passing = "") -> Response:
    """Show what wants a ruling most."""
    told = filters_of(asked, desk.who)
    unit = unit_of(next_to_review(desk, told.choice, passing=passed_keys(passing)))
    return _page(request, desk, unit=unit, told=told, fact=None, report=None)


def _page(request: Request, desk: Desk, **told: Any) -> Response:
    told |= {"progress": progress_of(desk, works_of(request).counted, person_of(request))}
    return page(request, "review.html.j2", section="review", vocabulary=vocabulary(), forms=forms(), **told)


@router.get("/review/next", dependencies=[needs("rule")])
def next_unit(request: Request, desk: AtDesk, asked: Filters, passing: Passing = "") -> Response:
    """Give the part of a page that holds what comes after what was seen; 204 when nothing does."""
    unit = unit_of(next_to_review(desk, filters_of(asked, desk.who).choice, passing=passed_keys(passing)))
    return page(request, "_review_unit.html.j2", unit=unit) if unit else Response(status_code=204)


@router.get("/review/part/{key}", dependencies=[needs("rule")])
def unit_part(request: Request, desk: AtDesk, key: Key, fact: Fact = None) -> Response:
    """Give the part of a page that holds one task or report as it stands now."""
    unit = unit_of(part_to_review(desk, key), only=fact)
    return page(request, "_review_unit.html.j2", unit=unit) if unit else Response(status_code=204)


@router.get("/review/history", dependencies=[needs("rule")])
def history(
    request: Request,
    desk: AtDesk,
    who: Annotated[str, Query(pattern="^(mine|all)$")] = "mine",
    after: Annotated[str | None, Query(pattern=id_pattern("n"))] = None,
) -> Response:
    """Show rulings, the newest first, each with its undo; everybody's to those who may undo all."""
    may_see_all = person_of(request).may("log")
    is_mine = who == "mine" or not may_see_all
    rulings, further = rulings_listed(desk, most=_PER_PAGE, after=after, who=desk.who if is_mine else None)
    shown = [(one, what_words(one.ruling)) for one in rulings]
    told: dict[str, Any] = {"is_mine": is_mine, "may_see_all": may_see_all, "rulings": shown, "further": further}
    return page(request, "review_history.html.j2", section="review", **told)


@router.get("/review/accuracy", dependencies=[needs("see")])
def accuracy(request: Request, desk: AtDesk, who: Annotated[str, Query(pattern="^(mine|all)$")] = "all") -> Response:
    """Show how often the reader was right, by the rulings on this desk."""
    is_mine = who == "mine"
    told = reader_accuracy(desk, who=desk.who if is_mine else None)
    return page(request, "review_accuracy.html.j2", section="review", told=told, is_mine=is_mine, most=MOST_RULINGS)


@router.get("/review/{report}", dependencies=[needs("rule")])
def report(request: Request, desk: AtDesk, report: Report, asked: Filters, fact: Fact = None) -> Response:
    """Show the facts of one report, one after the other."""
    told = filters_of(asked, desk.who)
    found = report_to_review(desk, parse_id(report, "report"), kind=told.choice.kind, only=told.choice.only)
    return _page(request, desk, unit=unit_of(found, keep_empty=True), told=told, fact=fact, report=report)


@router.post("/reports/{report}/rulings", dependencies=[needs("rule")])
def rule(desk: AtDesk, report: Report, form: Annotated[RuledForm, Form()]) -> RedirectResponse:
    """Rule on one fact by a form and lead on to the next one."""
    rule_wanted(desk, parse_id(report, "report"), [form.wanted()], note=form.note or None)
    return RedirectResponse(way_back(form.back, f"/review/{report}"), 303)
