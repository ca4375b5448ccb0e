"""Is it the same incident? Profiles of readings, keys to find candidates by, comparison with reasons, groups.

Not for: keeping links (the desk does, as edges of trees) or whether two texts are one story (see `copies`).
"""

import math

import numpy as np

from wiredesk.corroborate.comparison import Comparison
from wiredesk.corroborate.incidents_features import FEATURES, features
from wiredesk.corroborate.incidents_grouping import JOIN, grouped
from wiredesk.corroborate.incidents_keys import block_keys
from wiredesk.corroborate.incidents_making import incident_profiles, report_profile
from wiredesk.corroborate.incidents_profile import IncidentProfile
from wiredesk.corroborate.incidents_reasons import reasons
from wiredesk.corroborate.incidents_scoring import trees

# At least this score: put before a person.
PROPOSE: float = 0.25
# Bulletins of one form ("Gunmen kidnapped 4 fishermen off ...") are alike in words, wherever they are about: places this
# far apart, with no place and no person in common, leave it to a person. Of 38,000 such pairs of reports of GVC and ECB+
# four are one incident, and none of the four is joined without this bound.
_FAR_KM, _UNSURE = 300.0, JOIN - 0.01
_KM, _PLACE, _PERSON = (FEATURES.index(name) for name in ("km", "place_best", "person_best"))

__all__ = [
    "JOIN", "PROPOSE", "IncidentProfile", "block_keys", "compare", "grouped", "incident_profiles", "report_profile",
]  # fmt: skip


def compare(left: IncidentProfile, right: IncidentProfile) -> Comparison:
    """Return how likely two profiles tell of one incident, with the reasons; the same either way round but for their words."""
    row = features(left, right)
    log_odds, shares = trees().shares(np.array(row))
    score = 1 / (1 + math.exp(-log_odds))
    is_elsewhere = row[_KM] >= _FAR_KM and not row[_PLACE] > 0 and not row[_PERSON] > 0
    return Comparison(min(score, _UNSURE) if is_elsewhere else score, reasons(left, right, row, shares.tolist()))
