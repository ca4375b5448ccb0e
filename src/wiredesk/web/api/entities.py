"""People, bodies and places over the API. Not for: rulings on them (see `links`)."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from wiredesk.codebook import EntityType
from wiredesk.desk.cards_entities import entity_card
from wiredesk.desk.cards_finding import entities_typed, most_mentioned
from wiredesk.desk.cards_json import entity_json, head_json
from wiredesk.desk.ids import parse_id
from wiredesk.web.api.card_shapes import EntityListed, EntityTold
from wiredesk.web.api.shapes import REFUSALS, Cursor, Limit, Listing
from wiredesk.web.guard import AtDesk, needs
from wiredesk.web.id_patterns import id_pattern

router = APIRouter(prefix="/entities", tags=["entities"], responses=REFUSALS)
EntityId = Annotated[str, Path(pattern=id_pattern("e"), description="An entity, such as e40, or any part of one.")]


@router.get("", dependencies=[needs("see")])
def entities(
    desk: AtDesk,
    q: Annotated[str, Query(max_length=200, description="A name in any spelling, or its beginning.")] = "",
    type: Annotated[EntityType | None, Query(description="Only those of this type.")] = None,
    limit: Limit = 40,
    after: Cursor = None,
) -> Listing[EntityListed]:
    """List those whom a name may mean; without a name those that most reports name, in pages."""
    types = [type.value] if type else []
    if q.strip():
        heads, following = entities_typed(desk, q, types, limit=limit), None
    else:
        listed = most_mentioned(desk, types, limit=limit, after=after)
        heads, following = listed.entities, listed.next
    return Listing(items=[EntityListed.model_validate(head_json(head)) for head in heads], next=following)


@router.get("/{entity}", dependencies=[needs("see")])
def entity(desk: AtDesk, entity: EntityId) -> EntityTold:
    """Return the card of an entity; the id of a part leads to the whole."""
    return EntityTold.model_validate(entity_json(entity_card(desk, parse_id(entity, "entity"))))
