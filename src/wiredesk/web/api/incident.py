"""One incident over the API, and incidents that may be the same. Not for: their list (see `incidents`)."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from wiredesk.desk.cards import incident_card
from wiredesk.desk.cards_json import incident_json
from wiredesk.desk.choosing import Choice, incidents_meant, incidents_near
from wiredesk.web.api.card_shapes import IncidentChoice, IncidentTold
from wiredesk.web.api.shapes import REFUSALS, Listing
from wiredesk.web.guard import AtDesk, needs
from wiredesk.web.id_patterns import id_pattern

router = APIRouter(prefix="/incidents", tags=["incidents"], responses=REFUSALS)
IncidentId = Annotated[str, Path(pattern=id_pattern("i"), description="An incident, such as i5, or any part of one.")]


@router.get("/{incident}", dependencies=[needs("see")], response_model=IncidentTold, response_model_exclude_unset=True)
def incident(desk: AtDesk, incident: IncidentId) -> IncidentTold:
    """Return the card of an incident; the id of a part leads to the whole."""
    return IncidentTold.model_validate(incident_json(incident_card(desk, incident)))


@router.get("/{incident}/same-as", dependencies=[needs("see")])
def same_as(
    desk: AtDesk,
    incident: IncidentId,
    q: Annotated[str, Query(max_length=200, description="Words of its reports, or an id; the likeliest for none.")] = "",
) -> Listing[IncidentChoice]:
    """List incidents that may be the same as this one."""
    found = incidents_meant(desk, q, but=incident) if q.strip() else incidents_near(desk, incident)
    return Listing(items=[_choice(one) for one in found])


def _choice(one: Choice) -> IncidentChoice:
    return IncidentChoice(id=one.id, headline=one.headline, n_reports=one.n_reports, score=one.score)
