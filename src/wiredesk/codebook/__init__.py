"""Closed vocabularies of the records, and the data files that map them to the field's codebooks."""

from wiredesk.codebook.vocabulary import (
    Attribution,
    Effect,
    EntityType,
    IncidentType,
    PerpetratorKind,
    Purpose,
    RoleStatus,
    Stage,
    StatementKind,
    TimexType,
)

__all__ = [
    "Attribution",
    "Effect",
    "EntityType",
    "IncidentType",
    "PerpetratorKind",
    "Purpose",
    "RoleStatus",
    "Stage",
    "StatementKind",
    "TimexType",
]
