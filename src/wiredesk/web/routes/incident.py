"""The page of one incident, and choosing another one that is the same. Not for: the list, ruling (see `links`)."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from wiredesk.corroborate.dossier import DossierField
from wiredesk.desk.cards import incident_card
from wiredesk.desk.choosing import incidents_meant, incidents_near
from wiredesk.desk.comparing import apart_from, compared
from wiredesk.export.value_words import GRADES, PRINTINGS
from wiredesk.store.linking import Kind
from wiredesk.web.guard import AtDesk, needs, person_of
from wiredesk.web.id_patterns import id_pattern
from wiredesk.web.incident_shown import FIELDS, THINGS, Shown, beside
from wiredesk.web.rendering import is_part, page
from wiredesk.web.tolls_shown import shown_toll
from wiredesk.web.undoing import notice_of

router = APIRouter()
Name = Annotated[str, Path(pattern=id_pattern("i"))]
Ruled = Annotated[str | None, Query(pattern=id_pattern("n"))]
Typed = Annotated[str, Query(max_length=200)]


@router.get("/incidents/{name}", dependencies=[needs("see")])
def incident(request: Request, desk: AtDesk, name: Name, ruled: Ruled = None) -> Response:
    """Show an incident; the id of a part leads to the whole."""
    card = incident_card(desk, name)
    if card.id != name:
        return RedirectResponse(f"/incidents/{card.id}" + (f"?ruled={ruled}" if ruled else ""), 303)
    shown = Shown(card)
    return page(
        request,
        "incident.html.j2",
        section="incidents",
        shown=shown,
        card=card,
        fields=shown.fields(FIELDS),
        things=shown.fields(THINGS),
        tolls=[shown_toll(toll, card.record, shown.told) for toll in card.record.tolls],
        stages=[value.label for value in card.record.field(DossierField.STAGE).values],
        who=shown.who(),
        changes=shown.changes(),
        places=shown.places(),
        days_points=shown.days(),
        grades=GRADES,
        copies=PRINTINGS,
        apart=apart_from(desk, Kind.INCIDENT, card.id),
        notice=notice_of(desk, person_of(request), ruled),
    )


@router.get("/incidents/{name}/same-as", dependencies=[needs("see")])
def same_as(request: Request, desk: AtDesk, name: Name, q: Typed = "") -> HTMLResponse:
    """List incidents that may be the same: by what is typed, the likeliest when nothing is."""
    choices = incidents_meant(desk, q, but=name) if q.strip() else incidents_near(desk, name)
    told = [(one.id, one.headline, one.n_reports, one.score) for one in choices]
    block = "choices" if is_part(request) else None
    return page(request, "choose.html.j2", block=block, section="incidents", name=name, kind="incident", typed=q, choices=told)


@router.get("/incidents/{name}/compare/{other}", dependencies=[needs("see")])
def compare_incidents(request: Request, desk: AtDesk, name: Name, other: Name) -> Response:
    """Lay two incidents side by side before somebody rules on them."""
    how = compared(desk, Kind.INCIDENT, name, other)
    if how.is_one:
        return RedirectResponse(f"/incidents/{how.left}", 303)
    cards = [incident_card(desk, one) for one in (how.left, how.right)]
    rows = beside(Shown(cards[0]), Shown(cards[1]))
    return page(request, "compare_incidents.html.j2", section="incidents", how=how, cards=cards, rows=rows, grades=GRADES)
