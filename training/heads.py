"""The heads of the reader and what of each corpus teaches them. Not for: reading the corpora (see `corpora`)."""

from wiredesk.tagger.layout import Head, Layout
from wiredesk.tagger.tags import FILLER_ROLES

ROLES = FILLER_ROLES
INCIDENT_TYPES = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced_work_stoppage")
STAGES = ("accomplished", "attempted", "threatened")
DETAILS = ("Person", "Organization", "Location", "Facility", "NORP", "Date", "Money", "Product", "Misc")
CONFLICT = ("Person", "Organisation", "Location", "Nationality", "Temporal", "Quantity", "Weapon", "Vehicle", "Money")
TIMEX = ("DATE", "TIME", "DURATION", "SET")

# Heads of one corpus each where guidelines differ ("names" Universal NER, "details" en_worldwide, "conflict" re3d, "older"
# CoNLL04; "times" TIMEX3, "narrative" TIMEX2 of WikiWars): one encoder learns from all, no head from contradictions.
SHIPPED = (
    Head("names", "bio", ("PER", "ORG", "LOC")),
    Head("details", "bio", DETAILS),
    Head("statements", "bio", ("source", "cue", "content")),
    Head("times", "bio", TIMEX),
    *(Head(role, "bio", (role,)) for role in ROLES),
    Head("filler_types", "sigmoid", INCIDENT_TYPES),
    Head("types", "sigmoid", INCIDENT_TYPES),
    Head("stages", "sigmoid", STAGES),
)
TRAINING_ONLY = (
    Head("conflict", "bio", CONFLICT),
    Head("older", "bio", ("PER", "ORG", "LOC", "OTHER")),
    Head("narrative", "bio", TIMEX),
)
LAYOUT = Layout(SHIPPED + TRAINING_ONLY)
# The loss of a head counts this many times. A role stands on some 2 % of the pieces of MUC-4 alone: at the weight of the
# other heads none was found after an epoch.
WEIGHTS = {
    "names": 1.5,
    "times": 1.0,
    "statements": 1.0,
    "details": 0.6,
    "conflict": 0.4,
    "older": 0.4,
    "narrative": 0.4,
    **dict.fromkeys(ROLES, 6.0),
    "filler_types": 0.6,
    "types": 0.8,
    "stages": 0.5,
}
