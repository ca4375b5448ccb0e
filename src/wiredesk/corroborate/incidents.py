"""Is it the same incident? Profiles of readings, keys to find candidates by, comparison with reasons, groups.

Not for: keeping links (the desk does, as edges of trees) or whether two texts are one story (see `copies`).
"""

import math

import numpy as np

from wiredesk.corroborate.comparison import Comparison
from wiredesk.corroborate.incidents_features import features
from wiredesk.corroborate.incidents_grouping import JOIN, grouped
from wiredesk.corroborate.incidents_keys import block_keys
from wiredesk.corroborate.incidents_making import incident_profiles, report_profile
from wiredesk.corroborate.incidents_profile import IncidentProfile
from wiredesk.corroborate.incidents_reasons import reasons
from wiredesk.corroborate.incidents_scoring import trees

# At least this score: put before a person.
PROPOSE: float = 0.25

__all__ = [
    "JOIN", "PROPOSE", "IncidentProfile", "block_keys", "compare", "grouped", "incident_profiles", "report_profile",
]  # fmt: skip


def compare(left: IncidentProfile, right: IncidentProfile) -> Comparison:
    """Return how likely two profiles tell of one incident, with the reasons; the same either way round but for their words."""
    row = features(left, right)
    log_odds, shares = trees().shares(np.array(row))
    return Comparison(1 / (1 + math.exp(-log_odds)), reasons(left, right, row, shares.tolist()))
