"""The closed sets of `wiredesk.report/1`. Not for: words that trigger them (see the data files beside this)."""

from enum import StrEnum


class EntityType(StrEnum):
    """Name what an entity is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    OTHER = "other"


class RoleStatus(StrEnum):
    """Say whether a person still holds a role when the report was written."""

    CURRENT = "current"
    FORMER = "former"
    UNKNOWN = "unknown"


class TimexType(StrEnum):
    """Name the kinds of time expression. Source: TIMEX3, TimeML 1.2.1."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class StatementKind(StrEnum):
    """Say how much of a statement's content stands in quotation marks: all, none, some."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class IncidentType(StrEnum):
    """Name the kinds of incident. Source: MUC-4 slot INCIDENT: TYPE."""

    ATTACK = "attack"
    BOMBING = "bombing"
    KIDNAPPING = "kidnapping"
    ARSON = "arson"
    ROBBERY = "robbery"
    HIJACKING = "hijacking"
    FORCED_WORK_STOPPAGE = "forced_work_stoppage"


class Stage(StrEnum):
    """Say how far an incident went. Source: MUC-4 slot INCIDENT: STAGE OF EXECUTION."""

    THREATENED = "threatened"
    ATTEMPTED = "attempted"
    ACCOMPLISHED = "accomplished"


class PerpetratorKind(StrEnum):
    """Tell persons from bodies. Source: MUC-4 slots PERP: INDIVIDUAL ID and PERP: ORGANIZATION ID."""

    INDIVIDUAL = "individual"
    ORGANIZATION = "organization"


class Attribution(StrEnum):
    """Say what the *text* claims about who did it. Source: MUC-4 slot PERP: ORGANIZATION CONFIDENCE."""

    REPORTED_AS_FACT = "reported_as_fact"
    POSSIBLE = "possible"
    SUSPECTED_OR_ACCUSED = "suspected_or_accused"
    SUSPECTED_OR_ACCUSED_BY_AUTHORITIES = "suspected_or_accused_by_authorities"
    CLAIMED_OR_ADMITTED = "claimed_or_admitted"
    DENIED = "denied"


class Effect(StrEnum):
    """Say what happened to a victim."""

    KILLED = "killed"
    WOUNDED = "wounded"
    ABDUCTED = "abducted"
    THREATENED = "threatened"
    NONE = "none"


class Purpose(StrEnum):
    """Say what an amount of money is for."""

    REWARD = "reward"
    RANSOM = "ransom"
    DAMAGE = "damage"
    FINE = "fine"
    LOOT = "loot"
    OTHER = "other"
