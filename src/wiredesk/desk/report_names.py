"""Who the people, bodies and places of one report are across reports. Not for: their cards (see `cards_entities`)."""

from wiredesk.desk.desk import Desk
from wiredesk.desk.ids import id_of
from wiredesk.store.cards import entity_names


def entities_across(desk: Desk, report_id: int) -> dict[str, str]:
    """Return the entity across reports ("e40") by the id that the reading gives it ("e2"); what a person just added may lack."""
    with desk.store.reading() as on:
        found = entity_names(on, [report_id])
    return {local_id: id_of("entity", entity_id) for (_, local_id), (entity_id, _) in found.items()}
