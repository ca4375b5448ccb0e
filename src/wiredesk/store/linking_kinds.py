"""What is linked across reports, and the columns that hold its links. Not for: any query (see `linking`)."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Table

from wiredesk.store.tables import found_entity, found_incident, report


class Kind(StrEnum):
    """Name what is linked across reports."""

    STORY = "story"
    INCIDENT = "incident"
    ENTITY = "entity"


@dataclass(frozen=True, slots=True)
class Columns:
    """Name the columns of one kind: of the tree, and of the edge to the record that it was joined to."""

    table: Table
    tree: str
    prefix: str
    parent: str

    @property
    def names(self) -> tuple[str, str, str, str, str]:
        """Name the columns of tree, parent, score, reasons and ruling."""
        return (self.tree, self.parent, f"{self.prefix}_score", f"{self.prefix}_reasons", f"{self.prefix}_ruling")


KINDS = {
    Kind.STORY: Columns(report, "story_id", "copy", "copy_of"),
    Kind.INCIDENT: Columns(found_incident, "incident_id", "join", "joined_to"),
    Kind.ENTITY: Columns(found_entity, "entity_id", "join", "joined_to"),
}
